// From degrees to the plane of a Web Mercator map at zoom 0 (256 units wide), and shapes in it. Pure; not responsible for drawing.

import geodesic from "geographiclib-geodesic";
import type { Lines, LonLat, Polygons } from "../../model/lonlat";

/** Width of the world at zoom 0, as Leaflet's CRS has it. */
export const WORLD = 256;
/** Where Web Mercator ends, so that the world is a square. */
const LAT_END_DEG = 85.0511287798;
/**
 * Edges are straight in longitude and latitude (RFC 7946) but bent in Mercator; in pieces of this size the error is far below a pixel
 * until the edge fills the screen.
 */
const PIECE_DEG = 0.5;
/** Corners of a drawn circle: 5° each, off the true circle by less than 0.1 % of its radius. */
const CIRCLE_CORNERS = 72;

const wgs84 = geodesic.Geodesic.WGS84;

export interface Spot2 {
  readonly x: number;
  readonly y: number;
}

/** minX, minY, maxX, maxY in the plane. */
export type Box = readonly [number, number, number, number];

/** Rings or lines, each as x0, y0, x1, y1…, with the box around all of them. */
export interface Shape {
  readonly paths: readonly Float64Array[];
  readonly box: Box;
}

export function planeOf([lon_deg, lat_deg]: LonLat): Spot2 {
  return { x: planeX(lon_deg), y: planeY(lat_deg) };
}

function planeX(lon_deg: number): number {
  return WORLD * (lon_deg / 360 + 0.5);
}

function planeY(lat_deg: number): number {
  const lat = (Math.max(-LAT_END_DEG, Math.min(LAT_END_DEG, lat_deg)) * Math.PI) / 180;
  return WORLD * (0.5 - Math.log(Math.tan(Math.PI / 4 + lat / 2)) / (2 * Math.PI));
}

/** west, south, east, north in degrees as a box of the plane. */
export function boxOfDegrees([west, south, east, north]: readonly [number, number, number, number]): Box {
  return [planeX(west), planeY(north), planeX(east), planeY(south)];
}

export function lonLatOf({ x, y }: Spot2): LonLat {
  const lat = 2 * Math.atan(Math.exp((0.5 - y / WORLD) * 2 * Math.PI)) - Math.PI / 2;
  return [(x / WORLD - 0.5) * 360, (lat * 180) / Math.PI];
}

/** Metres that one pixel spans at `lat_deg`. */
export function metresPerPixel(lat_deg: number, zoom: number): number {
  return (2 * Math.PI * wgs84.a * Math.cos((lat_deg * Math.PI) / 180)) / (WORLD * 2 ** zoom);
}

export function shapeOfLines(lines: Lines): Shape {
  return withBox(lines.map(pathOf));
}

export function shapeOfPolygons(polygons: Polygons): Shape {
  return withBox(polygons.flatMap((rings) => rings.map(pathOf)));
}

/** The geodesic circle around a place: every corner is `radius_m` away on the ellipsoid. */
export function shapeOfCircle([lon_deg, lat_deg]: LonLat, radius_m: number): Shape {
  const ring: LonLat[] = [];
  for (let corner = 0; corner <= CIRCLE_CORNERS; corner += 1) {
    const to = wgs84.Direct(lat_deg, lon_deg, ((corner % CIRCLE_CORNERS) * 360) / CIRCLE_CORNERS, radius_m);
    // beyond ±180° the circle goes on beside the map instead of jumping across it
    const lon2_deg = to.lon2 ?? lon_deg;
    ring.push([lon_deg + (((lon2_deg - lon_deg + 540) % 360) - 180), to.lat2 ?? lat_deg]);
  }
  return shapeOfLines([ring]);
}

/** The shortest way between two places, in pieces. */
export function shapeOfGeodesic(from: LonLat, to: LonLat): Shape {
  const way = wgs84.InverseLine(from[1], from[0], to[1], to[0]);
  const pieces = Math.max(2, Math.min(64, Math.ceil(way.s13 / 20_000)));
  const line: LonLat[] = [];
  for (let piece = 0; piece <= pieces; piece += 1) {
    const at = way.Position((way.s13 * piece) / pieces);
    line.push([at.lon2 ?? to[0], at.lat2 ?? to[1]]);
  }
  return shapeOfLines([line]);
}

// written into an array of the right size at once: the layers hold some 300,000 places, and garbage would delay the first paint
function pathOf(line: readonly LonLat[]): Float64Array {
  let places = line.length;
  for (let i = 1; i < line.length; i += 1) places += piecesBetween(line[i - 1], line[i]) - 1;
  const out = new Float64Array(2 * places);
  let end = 0;
  for (let i = 0; i < line.length; i += 1) {
    const to = line[i] ?? NOWHERE;
    const from = line[i - 1] ?? to;
    const pieces = i === 0 ? 1 : piecesBetween(from, to);
    for (let piece = 1; piece <= pieces; piece += 1) {
      const part = piece / pieces;
      out[end] = planeX(from[0] + (to[0] - from[0]) * part);
      out[end + 1] = planeY(from[1] + (to[1] - from[1]) * part);
      end += 2;
    }
  }
  return out;
}

const NOWHERE: LonLat = [0, 0];

function piecesBetween(from: LonLat = NOWHERE, to: LonLat = NOWHERE): number {
  const wide_deg = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  return wide_deg <= PIECE_DEG ? 1 : Math.ceil(wide_deg / PIECE_DEG);
}

function withBox(paths: readonly Float64Array[]): Shape {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const path of paths) {
    for (let i = 0; i < path.length; i += 2) {
      const x = path[i] ?? 0;
      const y = path[i + 1] ?? 0;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
  }
  return { paths, box: [minX, minY, maxX, maxY] };
}

export function boxWith(box: Box, x: number, y: number): Box {
  return [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
}

export function boxesTouch(a: Box, b: Box): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

/** Even-odd over all rings, so holes are holes. */
export function holds({ paths, box }: Shape, { x, y }: Spot2): boolean {
  if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
  let inside = false;
  for (const path of paths) {
    for (let i = 0, j = path.length - 2; i < path.length; j = i, i += 2) {
      const [xi, yi, xj, yj] = [path[i] ?? 0, path[i + 1] ?? 0, path[j] ?? 0, path[j + 1] ?? 0];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** How far a place of the plane is from the lines of a shape. */
export function reach({ paths }: Shape, { x, y }: Spot2): number {
  let least2 = Infinity;
  for (const path of paths) {
    for (let i = 0; i + 3 < path.length; i += 2) {
      const [ax, ay, bx, by] = [path[i] ?? 0, path[i + 1] ?? 0, path[i + 2] ?? 0, path[i + 3] ?? 0];
      const [dx, dy] = [bx - ax, by - ay];
      const length2 = dx * dx + dy * dy;
      const part = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length2));
      least2 = Math.min(least2, (ax + part * dx - x) ** 2 + (ay + part * dy - y) ** 2);
    }
  }
  return Math.sqrt(least2);
}

const spots = new WeakMap<Shape, Spot2>();

/** The place of the label of a shape, worked out when it is first needed. */
export function labelSpotOf(shape: Shape): Spot2 {
  const spot = spots.get(shape) ?? labelSpot(shape);
  spots.set(shape, spot);
  return spot;
}

/** Rows that are looked through for the place of a label. */
const CHORDS = 14;

/** A place well inside a shape for a label: the middle of the widest chord, preferring chords near the middle of the shape. */
function labelSpot(shape: Shape): Spot2 {
  const [minX, minY, maxX, maxY] = shape.box;
  let best = { x: (minX + maxX) / 2, y: (minY + maxY) / 2, worth: -1 };
  crossings(shape).forEach((found, row) => {
    const central = 1 - 0.6 * Math.abs((2 * row) / CHORDS - 1);
    for (let i = 0; i + 1 < found.length; i += 2) {
      const [from, to] = [found[i] ?? 0, found[i + 1] ?? 0];
      const worth = (to - from) * central;
      if (worth > best.worth) best = { x: (from + to) / 2, y: minY + ((maxY - minY) * row) / CHORDS, worth };
    }
  });
  return { x: best.x, y: best.y };
}

/** Where each row meets the outline, from the west; in one pass, since an outline has thousands of edges and most meet no row. */
function crossings({ paths, box: [, minY, , maxY] }: Shape): readonly number[][] {
  const found = Array.from({ length: CHORDS }, (): number[] => []);
  const high = (maxY - minY) / CHORDS;
  if (!(high > 0)) return found;
  for (const path of paths) {
    for (let i = 0, j = path.length - 2; i < path.length; j = i, i += 2) {
      const [yi, yj] = [path[i + 1] ?? 0, path[j + 1] ?? 0];
      const [first, last] = [Math.ceil((Math.min(yi, yj) - minY) / high), Math.floor((Math.max(yi, yj) - minY) / high)];
      for (let row = Math.max(1, first); row <= Math.min(CHORDS - 1, last); row += 1) {
        const y = minY + high * row;
        const [xi, xj] = [path[i] ?? 0, path[j] ?? 0];
        if (yi > y !== yj > y) found[row]?.push(((xj - xi) * (y - yi)) / (yj - yi) + xi);
      }
    }
  }
  for (const row of found) row.sort((a, b) => a - b);
  return found;
}

/** The place half along the longest line of a shape, for its count. */
export function midway({ paths, box }: Shape): Spot2 {
  const longest = paths.reduce<Float64Array | null>((best, path) => (best && best.length >= path.length ? best : path), null);
  if (!longest || longest.length < 2) return { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 };
  const middle = 2 * Math.floor(longest.length / 4);
  return { x: longest[middle] ?? 0, y: longest[middle + 1] ?? 0 };
}
