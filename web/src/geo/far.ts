// Which records lie far from every country of the layers, as those do whose latitude and longitude were swapped. Not responsible for telling it.

import type { Incident } from "../model/incident";
import type { AreaUnit, Layers } from "../model/layer";
import type { LonLat } from "../model/lonlat";
import { unitIndexOf } from "./extent";
import { distance_m } from "./space";

/** Farther than this from every country of the map is far: neighbours and their capitals are nearer, a swapped place is not. */
const FAR_M = 500_000;
/** Places are judged by cells of one degree; this is more than half of a cell's diagonal. */
const CELL_REACH_M = 80_000;

type Verdict = "near" | "far" | "mixed";

const verdicts = new WeakMap<Layers, Map<number, Verdict>>();
const small = new WeakMap<Layers, readonly AreaUnit[]>();
const judged = new WeakMap<Layers, WeakMap<Incident, boolean>>();

/** Whether a place, and all that lies within a radius of it, is far from every country of the layers; nothing is where they have none. */
export function isFarPlace(at: LonLat, radius_m: number, layers: Layers): boolean {
  if (layers.countries.length === 0) return false;
  if (radius_m > 0) return isBeyond(at, FAR_M + radius_m, layers);
  const cells = verdicts.get(layers) ?? new Map<number, Verdict>();
  verdicts.set(layers, cells);
  const [west, south] = [Math.floor(at[0]), Math.floor(at[1])];
  const key = (west + 180) * 181 + south + 90;
  const verdict = cells.get(key) ?? verdictOf([west + 0.5, Math.min(90, south + 0.5)], layers);
  cells.set(key, verdict);
  return verdict === "mixed" ? isBeyond(at, FAR_M, layers) : verdict === "far";
}

/** Whether all places of a record are far; what is known to units of the layers alone is not. */
export function isFar(incident: Incident, layers: Layers): boolean {
  const known = judged.get(layers) ?? new WeakMap<Incident, boolean>();
  judged.set(layers, known);
  const far = known.get(incident) ?? isFarWhere(incident, layers);
  known.set(incident, far);
  return far;
}

/** How many of the records would lie in a country of the layers if latitude and longitude were swapped. */
export function swappedInto(incidents: readonly Incident[], layers: Layers): number {
  const units = unitIndexOf(layers);
  return incidents.filter(({ where }) => {
    const places = where.kind === "points" ? where.at : where.kind === "point" || where.kind === "circle" ? [where.at] : [];
    return places.length > 0 && places.every(([lon, lat]) => Math.abs(lon) <= 90 && units.holding([lat, lon]).country !== null);
  }).length;
}

function isFarWhere({ where }: Incident, layers: Layers): boolean {
  const all = (places: readonly LonLat[], radius_m: number): boolean => places.length > 0 && places.every((at) => isFarPlace(at, radius_m, layers));
  switch (where.kind) {
    case "point":
      return isFarPlace(where.at, 0, layers);
    case "circle":
      return isFarPlace(where.at, where.radius_m, layers);
    case "points":
      return all(where.at, where.radius_m ?? 0);
    case "line":
      return all(where.lines.flat(), where.width_m) && !isAround(where.lines.flat(), layers);
    case "area":
      return where.units.length === 0 && all(where.polygons.flat(2), 0) && !isAround(where.polygons.flat(2), layers);
    case "nowhere":
      return false;
  }
}

/** Whether the box of an outline meets that of a country: corners may be far from what lies between them. */
function isAround(places: readonly LonLat[], { countries }: Layers): boolean {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of places) [west, south, east, north] = [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)];
  return countries.some(({ bbox_deg: [w, s, e, n] }) => west <= e && east >= w && south <= n && north >= s);
}

function verdictOf(middle: LonLat, layers: Layers): Verdict {
  const [lon, lat] = middle;
  // a place in the box of a small unit is near it, which spares the measuring of most places
  if (smallUnits(layers).some(({ bbox_deg: [west, south, east, north] }) => lon >= west && lon <= east && lat >= south && lat <= north)) return "near";
  if (isBeyond(middle, FAR_M + CELL_REACH_M, layers)) return "far";
  return isBeyond(middle, FAR_M - CELL_REACH_M, layers) ? "mixed" : "near";
}

/** Units whose whole box is so small that no place in it is far. */
function smallUnits(layers: Layers): readonly AreaUnit[] {
  const known = small.get(layers) ?? [...layers.provinces, ...layers.districts].filter(({ bbox_deg: [west, south, east, north] }) => west <= east && distance_m([west, south], [east, north]) < FAR_M - 2 * CELL_REACH_M);
  small.set(layers, known);
  return known;
}

function isBeyond(at: LonLat, limit_m: number, layers: Layers): boolean {
  const units = unitIndexOf(layers);
  return layers.countries.every((country) => !units.holds(country, at) && units.edges(country).nearest(at, limit_m) === null);
}
