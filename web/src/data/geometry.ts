// Geometry of a file as places on Earth. Not responsible for how precisely they are meant.

import type { Lines, LonLat, Polygons } from "../model/lonlat";
import { objectOf } from "./row";

/** What a geometry draws; `null` members of a union would hide which it is. */
export type Drawn =
  | { readonly kind: "none" }
  | { readonly kind: "points"; readonly at: readonly LonLat[] }
  | { readonly kind: "lines"; readonly lines: Lines }
  | { readonly kind: "polygons"; readonly polygons: Polygons };

/** Why a geometry is none. */
export class GeometryRefusal extends Error {
  override readonly name = "GeometryRefusal";
}

const NONE: Drawn = { kind: "none" };
/** Collections in collections beyond this depth are no geometry that anyone drew. */
const DEPTH_MAX = 8;

/** What `geometry` draws; throws `GeometryRefusal` where it is none on Earth. */
export function drawnBy(geometry: unknown, depth = 0): Drawn {
  if (geometry === null || geometry === undefined) return NONE;
  const shape = objectOf(geometry);
  if (shape === null) throw new GeometryRefusal("its geometry is no object");
  const coordinates = shape["coordinates"];
  switch (shape["type"]) {
    case "Point":
      return points(listOf(coordinates).length === 0 ? [] : [coordinates]);
    case "MultiPoint":
      return points(listOf(coordinates));
    case "LineString":
      return lines(listOf(coordinates).length === 0 ? [] : [coordinates]);
    case "MultiLineString":
      return lines(listOf(coordinates));
    case "Polygon":
      return polygons(listOf(coordinates).length === 0 ? [] : [coordinates]);
    case "MultiPolygon":
      return polygons(listOf(coordinates));
    case "GeometryCollection":
      return together(listOf(shape["geometries"]), depth);
    default:
      throw new GeometryRefusal("its geometry is of no type that GeoJSON has");
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new GeometryRefusal("its coordinates are no list");
  return value;
}

function place(value: unknown): LonLat {
  const list = listOf(value);
  const [lon, lat] = [list[0], list[1]];
  if (typeof lon !== "number" || typeof lat !== "number") throw new GeometryRefusal("a position has no two numbers");
  // most positions are as they should be already, and are not made anew
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return (value as readonly unknown[]).length === 2 ? (value as unknown as LonLat) : [lon, lat];
  // 360° more is the same place; metres of a projection are not
  if (!(Math.abs(lon) <= 360 && Math.abs(lat) <= 90)) throw new GeometryRefusal(`[${lon}, ${lat}] is not on Earth: write longitude and latitude in degrees`);
  return [lon - 360 * Math.round(lon / 360), lat];
}

function points(coordinates: readonly unknown[]): Drawn {
  return coordinates.length === 0 ? NONE : { kind: "points", at: coordinates.map(place) };
}

function lines(coordinates: readonly unknown[]): Drawn {
  const found = coordinates.map((line) => listOf(line).map(place));
  if (found.some((line) => line.length < 2)) throw new GeometryRefusal("a line has fewer than two positions");
  return found.length === 0 ? NONE : { kind: "lines", lines: found };
}

function polygons(coordinates: readonly unknown[]): Drawn {
  const found = coordinates.map((polygon) => listOf(polygon).map((ring) => closed(listOf(ring).map(place))));
  if (found.some((polygon) => polygon.length === 0)) throw new GeometryRefusal("a polygon has no ring");
  return found.length === 0 ? NONE : { kind: "polygons", polygons: found };
}

function closed(ring: readonly LonLat[]): readonly LonLat[] {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined || ring.length < 3) throw new GeometryRefusal("a ring has fewer than three positions");
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}

/** A collection of one kind of shapes is drawn; of several it is refused, since a part would be lost. */
function together(geometries: readonly unknown[], depth: number): Drawn {
  if (depth >= DEPTH_MAX) throw new GeometryRefusal("its collections are nested too deeply");
  const parts = geometries.map((geometry) => drawnBy(geometry, depth + 1)).filter((part) => part.kind !== "none");
  const [first] = parts;
  if (first === undefined) return NONE;
  if (parts.some((part) => part.kind !== first.kind)) throw new GeometryRefusal("it is a collection of points, lines and areas: write them as features of their own");
  return {
    points: { kind: "points", at: parts.flatMap((part) => (part.kind === "points" ? part.at : [])) },
    lines: { kind: "lines", lines: parts.flatMap((part) => (part.kind === "lines" ? part.lines : [])) },
    polygons: { kind: "polygons", polygons: parts.flatMap((part) => (part.kind === "polygons" ? part.polygons : [])) },
    none: NONE,
  }[first.kind] as Drawn;
}
