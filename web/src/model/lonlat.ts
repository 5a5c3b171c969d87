// A place on Earth. The only file that knows that Leaflet writes latitude first.

import { latLng, type LatLng } from "leaflet";

/** Longitude and latitude in degrees, in this order, as RFC 7946 has them. */
export type LonLat = readonly [lon_deg: number, lat_deg: number];

/** No two places on Earth are farther apart: half a meridian of WGS 84, rounded up. */
export const FARTHEST_M = 20_003_932;

/** Lines of places, as a MultiLineString has them. */
export type Lines = readonly (readonly LonLat[])[];

/** A circle that the reader draws. */
export interface Circle {
  readonly centre: LonLat;
  readonly radius_m: number;
}

/** Polygons of rings, the outer one first, as a MultiPolygon has them. */
export type Polygons = readonly (readonly (readonly LonLat[])[])[];

/** The place for Leaflet. */
export function toLeaflet([lon_deg, lat_deg]: LonLat): LatLng {
  return latLng(lat_deg, lon_deg);
}

/** The place that Leaflet tells, its longitude within ±180°. */
export function fromLeaflet(at: LatLng): LonLat {
  const { lng, lat } = at.wrap();
  return [lng, lat];
}
