// How near and how far the places of an incident are from a place. Not responsible for who asks.

import type { Incident } from "../model/incident";
import type { AreaUnit, Layers } from "../model/layer";
import { FARTHEST_M, type LonLat, type Polygons } from "../model/lonlat";
import { Outline } from "./outline";
import { distance_m } from "./space";
import { Stretches } from "./stretches";
import { UnitIndex } from "./units";

/** Surely not nearer than `min_m` nor farther than `max_m`. */
export interface Interval {
  readonly min_m: number;
  readonly max_m: number;
}

const indices = new WeakMap<Layers, UnitIndex>();
/** Lines and outlines by the value that draws them; incidents do not change. */
const lines = new WeakMap<object, Stretches>();
const outlines = new WeakMap<object, Outline>();
/** What was found for the place that was asked last: many incidents share a unit. */
const lately = new WeakMap<Layers, { readonly at: LonLat; readonly byUnit: Map<AreaUnit, Interval> }>();

/** The index over the units of these layers, made once. */
export function unitIndexOf(layers: Layers): UnitIndex {
  return kept(indices, layers, () => new UnitIndex(layers));
}

/** The interval from `at` to all places where the incident may have been, rounded outward to metres unless single places are
 * known; `null` where its place is not known or not drawn in the layers. */
export function intervalTo(incident: Incident, at: LonLat, layers: Layers): Interval | null {
  const { where } = incident;
  if (hasNoPlace(incident)) return null;
  switch (where.kind) {
    case "point": {
      const exact_m = distance_m(at, where.at);
      return { min_m: exact_m, max_m: exact_m };
    }
    case "circle": {
      const middle_m = distance_m(at, where.at);
      return outward({ min_m: middle_m - where.radius_m, max_m: middle_m + where.radius_m });
    }
    case "points": {
      const each_m = where.at.map((place) => distance_m(at, place));
      if (each_m.length === 0) return null;
      const single = { min_m: least(each_m), max_m: greatest(each_m) };
      return where.radius_m === null ? single : outward({ min_m: single.min_m - where.radius_m, max_m: single.max_m + where.radius_m });
    }
    case "line": {
      const band = toLines(where.lines, where.width_m, at);
      const area = toUnits(areasNamed(incident), at, layers);
      return band === null || area === null ? band : both(band, area);
    }
    case "area":
      return where.units.length > 0 ? toUnits(where.units, at, layers) : toPolygons(where.polygons, at);
    case "nowhere":
      return where.why === "too-wide" ? toUnits(areasNamed(incident), at, layers) : null;
  }
}

/** Surely not nearer and not farther than the units that are named for an incident without a place of its own; `null` where none is named. */
export function boundTo(incident: Incident, at: LonLat, layers: Layers): Interval | null {
  // where nobody says where it was, a country that is named may be that of a party
  if (incident.precision === "unlocated") return null;
  const { district, province, country } = incident;
  const named = [areasNamed(incident), ...[district, province, country].map((unit) => (unit === null ? [] : [unit.id]))];
  return named.map((ids) => toUnits(ids, at, layers)).find((found) => found !== null) ?? null;
}

/** Several events told as one have no place together, as for the command line. */
export function isAggregate({ feature }: Incident): boolean {
  return feature.properties?.["record"] === "aggregate";
}

/** Whether nothing can be measured: of several places nobody tells how precise each is, as for the command line. */
export function hasNoPlace(incident: Incident): boolean {
  const { where, precision } = incident;
  return isAggregate(incident) || (where.kind === "points" && (where.radius_m !== null || precision !== "unstated"));
}

/** Ids of the units that the file names for a record; its country where it names none. */
function areasNamed({ areas, country }: Incident): readonly string[] {
  if (areas.length > 0) return areas;
  return country === null ? [] : [country.id];
}

/** What lies in both, since a stretch of a border is cut to the units named; the first where they do not meet. */
function both(first: Interval, second: Interval): Interval {
  const [min_m, max_m] = [Math.max(first.min_m, second.min_m), Math.min(first.max_m, second.max_m)];
  return min_m <= max_m ? { min_m, max_m } : first;
}

function toLines(drawn: readonly (readonly LonLat[])[], width_m: number, at: LonLat): Interval | null {
  const stretches = kept(lines, drawn, () => new Stretches(drawn));
  const [foot, far_m] = [stretches.nearest(at), stretches.farthest_m(at)];
  return foot === null || far_m === null ? null : outward({ min_m: foot.distance_m - width_m, max_m: far_m + width_m });
}

/** `null` where the layers lack any of them, since what they have would not be all places. */
function toUnits(ids: readonly string[], at: LonLat, layers: Layers): Interval | null {
  const index = unitIndexOf(layers);
  const each: Interval[] = [];
  for (const id of ids) {
    const unit = index.unit(id);
    const found = unit === null ? null : toUnit(unit, at, layers);
    if (found === null) return null;
    each.push(found);
  }
  if (each.length === 0) return null;
  return { min_m: least(each.map(({ min_m }) => min_m)), max_m: greatest(each.map(({ max_m }) => max_m)) };
}

function toUnit(unit: AreaUnit, at: LonLat, layers: Layers): Interval | null {
  let last = lately.get(layers);
  if (last === undefined || last.at[0] !== at[0] || last.at[1] !== at[1]) {
    last = { at, byUnit: new Map() };
    lately.set(layers, last);
  }
  const known = last.byUnit.get(unit);
  if (known !== undefined) return known;
  const index = unitIndexOf(layers);
  const found = unit.land === undefined ? toArea(index.holds(unit, at), index.edges(unit), at) : toPolygons(unit.land, at);
  if (found !== null) last.byUnit.set(unit, found);
  return found;
}

function toPolygons(polygons: Polygons, at: LonLat): Interval | null {
  const outline = kept(outlines, polygons, () => new Outline(polygons));
  return toArea(outline.holds(at), kept(lines, polygons, () => new Stretches(polygons.flat())), at);
}

function toArea(inside: boolean, edges: Stretches, at: LonLat): Interval | null {
  const far_m = edges.farthest_m(at);
  if (far_m === null) return null;
  return outward({ min_m: inside ? 0 : (edges.nearest(at)?.distance_m ?? 0), max_m: far_m });
}

function outward({ min_m, max_m }: Interval): Interval {
  return { min_m: Math.max(0, Math.floor(min_m)), max_m: Math.min(FARTHEST_M, Math.ceil(max_m)) };
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

function kept<K extends object, V>(known: WeakMap<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = make();
  known.set(key, value);
  return value;
}
