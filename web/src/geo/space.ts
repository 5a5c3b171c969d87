// Distances on the ellipsoid WGS 84, and the straight ways through the Earth that bound them. Not responsible for what is measured.

import geographiclib from "geographiclib-geodesic";
import type { LonLat } from "../model/lonlat";

const WGS84 = geographiclib.Geodesic.WGS84;
/** Semi-axes of WGS 84. */
const EQUATORIAL_M = 6_378_137;
const POLAR_M = 6_356_752.314245;
const ECCENTRICITY2 = 1 - (POLAR_M * POLAR_M) / (EQUATORIAL_M * EQUATORIAL_M);
/** Radii of curvature lie between these: b²/a along the meridian at the equator, a²/b at the poles. */
const RADIUS_MIN_M = (POLAR_M * POLAR_M) / EQUATORIAL_M;
const RADIUS_MAX_M = (EQUATORIAL_M * EQUATORIAL_M) / POLAR_M;
/** Up to here a geodesic is bounded by arcs of the narrowest and widest curvature; beyond, by a sphere that is stretched. */
const SHORT_M = 1_000_000;
const FLATTENING_RATIO = EQUATORIAL_M / POLAR_M;
const RADIANS = Math.PI / 180;

/** A place in space, metres from the middle of the Earth. */
export type Space = readonly [x_m: number, y_m: number, z_m: number];

/** The place in space of a place on the ellipsoid. */
export function inSpace([lon_deg, lat_deg]: LonLat): Space {
  const sin = Math.sin(lat_deg * RADIANS);
  const cos = Math.cos(lat_deg * RADIANS);
  const normal_m = EQUATORIAL_M / Math.sqrt(1 - ECCENTRICITY2 * sin * sin);
  const flat_m = normal_m * cos;
  const lon = lon_deg * RADIANS;
  return [flat_m * Math.cos(lon), flat_m * Math.sin(lon), normal_m * (1 - ECCENTRICITY2) * sin];
}

/** The straight way between two places in space. */
export function chord_m(a: Space, b: Space): number {
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
}

/** The shortest way along the ellipsoid. */
export function distance_m(a: LonLat, b: LonLat): number {
  return WGS84.Inverse(a[1], a[0], b[1], b[0], geographiclib.Geodesic.DISTANCE).s12 ?? Number.NaN;
}

/** The shortest way, and the direction in which it arrives: clockwise from north, in radians. */
export function arrival(a: LonLat, b: LonLat): { readonly distance_m: number; readonly azimuth: number } {
  const { DISTANCE, AZIMUTH } = geographiclib.Geodesic;
  const line = WGS84.Inverse(a[1], a[0], b[1], b[0], DISTANCE | AZIMUTH);
  return { distance_m: line.s12 ?? Number.NaN, azimuth: (line.azi2 ?? 0) * RADIANS };
}

/** The place that lies so far from `at` in a direction clockwise from north. */
export function destination(at: LonLat, azimuth_deg: number, length_m: number): LonLat {
  const { LATITUDE, LONGITUDE } = geographiclib.Geodesic;
  const end = WGS84.Direct(at[1], at[0], azimuth_deg, length_m, LATITUDE | LONGITUDE);
  return [end.lon2 ?? at[0], end.lat2 ?? at[1]];
}

/** How far a whole share of a stretch leads east and north at a latitude, for its extent in degrees. */
export function metresAlong(lat_deg: number, east_deg: number, north_deg: number): readonly [east_m: number, north_m: number] {
  const sin = Math.sin(lat_deg * RADIANS);
  const w = Math.sqrt(1 - ECCENTRICITY2 * sin * sin);
  const normal_m = EQUATORIAL_M / w;
  const meridian_m = (normal_m * (1 - ECCENTRICITY2)) / (w * w);
  return [east_deg * RADIANS * normal_m * Math.cos(lat_deg * RADIANS), north_deg * RADIANS * meridian_m];
}

/** No geodesic over this chord is shorter. */
export function atLeast_m(straight_m: number): number {
  if (straight_m <= SHORT_M) return 2 * RADIUS_MAX_M * Math.asin(straight_m / (2 * RADIUS_MAX_M));
  return (2 * EQUATORIAL_M * Math.asin(Math.min(1, straight_m / (2 * EQUATORIAL_M)))) / FLATTENING_RATIO;
}

/** No geodesic over this chord is longer. */
export function atMost_m(straight_m: number): number {
  if (straight_m <= SHORT_M) return 2 * RADIUS_MIN_M * Math.asin(straight_m / (2 * RADIUS_MIN_M));
  return 2 * POLAR_M * Math.asin(Math.min(1, straight_m / (2 * POLAR_M))) * FLATTENING_RATIO;
}

/** A chord so long that every geodesic over a longer one exceeds the length. */
export function chordBeyond_m(length_m: number): number {
  const [ratio, radius_m] = length_m <= SHORT_M ? [1, RADIUS_MAX_M] : [FLATTENING_RATIO, EQUATORIAL_M];
  return 2 * radius_m * Math.sin(Math.min((length_m * ratio) / (2 * radius_m), Math.PI / 2));
}
