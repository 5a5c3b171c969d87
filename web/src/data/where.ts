// All the places where a record may have been, by its shape and by what it says of its precision. A point that stands for a unit
// is no place: it is left out here, and `state/made.ts` looks up the unit.

import type { Precision, Where } from "../model/incident";
import type { LonLat } from "../model/lonlat";
import type { Drawn } from "./geometry";
import { BORDER_ZONE_M, TOWN_M, type Coded } from "./precision";

/** Classes of which a point is only a sign. */
const STANDS_FOR_MORE: ReadonlySet<Precision> = new Set(["district", "province", "border-zone", "corridor", "water"]);

/** What a record says besides its shape. */
export interface Said extends Coded {
  /** Ids of the units named. */
  readonly areas: readonly string[];
  /** Whether a border is named, along which it lies. */
  readonly alongBorder: boolean;
  /** Whether its line is drawn between areas to show a flow: nobody says which way it went. */
  readonly schematic: boolean;
  /** Whether several events are told as one, for which no point stands. */
  readonly aggregate: boolean;
}

const NONE: Where = { kind: "nowhere", why: "none" };

export function whereOf(drawn: Drawn, said: Said): Where {
  const { precision, areas } = said;
  // what several events have in common is no place of one
  if (said.aggregate && precision !== "unstated") return { kind: "nowhere", why: "aggregate" };
  if (precision === "country") return { kind: "nowhere", why: "too-wide" };
  if (precision === "unlocated" || said.schematic) return NONE;
  if (drawn.kind === "lines") return { kind: "line", lines: drawn.lines, width_m: widthOf(said) };
  if (drawn.kind === "polygons") return { kind: "area", units: [], polygons: drawn.polygons };
  const units: Where = areas.length > 0 ? { kind: "area", units: [...new Set(areas)], polygons: [] } : NONE;
  if (said.aggregate) return { kind: "nowhere", why: "aggregate" };
  if (drawn.kind === "none") return units;
  const standsForMore = STANDS_FOR_MORE.has(precision) || (precision === "near" && said.radius_m === null) || (said.radius_unclear && precision !== "unstated");
  const radius_m = said.radius_m ?? (precision === "locality" ? TOWN_M : null);
  if (!standsForMore) return around(drawn.at, radius_m);
  return units.kind === "nowhere" && said.radius_m !== null ? around(drawn.at, radius_m) : units;
}

function around(at: readonly LonLat[], radius_m: number | null): Where {
  const [only, ...others] = at;
  if (only === undefined || others.length > 0) return { kind: "points", at, radius_m };
  return radius_m === null ? { kind: "point", at: only } : { kind: "circle", at: only, radius_m };
}

function widthOf({ precision, radius_m, alongBorder }: Said): number {
  return radius_m ?? (precision === "border-zone" || alongBorder ? BORDER_ZONE_M : 0);
}
