// All the places where a record may have been, by its shape and by what it says of its precision. A point that stands for a unit
// is no place: it is left out here, and `state/made.ts` looks up the unit.

import type { Precision, Where } from "../model/incident";
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
}

const NONE: Where = { kind: "nowhere", why: "none" };

export function whereOf(drawn: Drawn, said: Said): Where {
  const { precision, areas } = said;
  if (precision === "country") return { kind: "nowhere", why: "too-wide" };
  if (precision === "unlocated") return NONE;
  if (drawn.kind === "lines") return { kind: "line", lines: drawn.lines, width_m: widthOf(said) };
  if (drawn.kind === "polygons") return { kind: "area", units: [], polygons: drawn.polygons };
  const units: Where = areas.length > 0 ? { kind: "area", units: [...new Set(areas)], polygons: [] } : NONE;
  if (drawn.kind === "none") return units;
  const standsForMore = STANDS_FOR_MORE.has(precision) || (precision === "near" && said.radius_m === null);
  if (standsForMore) return units.kind === "nowhere" ? roundOf(drawn.at, said.radius_m) : units;
  const radius_m = said.radius_m ?? (precision === "locality" ? TOWN_M : null);
  if (radius_m !== null && drawn.at.length === 1) return roundOf(drawn.at, radius_m);
  const [only] = drawn.at;
  return drawn.at.length === 1 && only !== undefined ? { kind: "point", at: only } : { kind: "points", at: drawn.at };
}

function roundOf(at: readonly (readonly [number, number])[], radius_m: number | null): Where {
  const [centre] = at;
  if (centre === undefined || radius_m === null) return NONE;
  return { kind: "circle", at: centre, radius_m };
}

function widthOf({ precision, radius_m, alongBorder }: Said): number {
  return radius_m ?? (precision === "border-zone" || alongBorder ? BORDER_ZONE_M : 0);
}
