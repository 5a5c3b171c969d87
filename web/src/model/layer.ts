// The layers under the incidents: borders and units, as drawn by their source. Not responsible for reading or drawing them.

import type { Lines, LonLat, Polygons } from "./lonlat";

/** Names in the languages of the region, where the layer has them. */
export interface Names {
  readonly en: string;
  readonly fa: string | null;
  readonly ur: string | null;
}

/** A border line between two countries. */
export interface Border {
  readonly id: string;
  readonly names: Names;
  readonly lines: Lines;
  /** How far off its source may be. */
  readonly accuracy_m: number | null;
  /** Drawn dashed. */
  readonly approximate: boolean;
  /** A boundary at sea is drawn, but "distance to each border" leaves it out as the command line does. */
  readonly maritime: boolean;
}

/** A country, province or district. */
export interface AreaUnit {
  readonly id: string;
  readonly names: Names;
  readonly level: "country" | "province" | "district";
  readonly parent: string | null;
  readonly country: string | null;
  readonly polygons: Polygons;
  /** What of it is land, where it reaches out to sea: an incident in it was somewhere on its land. */
  readonly land?: Polygons;
  /** west, south, east, north in degrees. */
  readonly bbox_deg: readonly [number, number, number, number];
}

/** All places where an incident in a unit may have been. */
export function landOf({ land, polygons }: AreaUnit): Polygons {
  return land ?? polygons;
}

/** A place with a name: a town or a tripoint. */
export interface Spot {
  readonly id: string;
  readonly names: Names;
  readonly kind: "town" | "tripoint" | "crossing";
  readonly at: LonLat;
  readonly population: number | null;
}

/** All layers of a map. */
export interface Layers {
  readonly borders: readonly Border[];
  readonly countries: readonly AreaUnit[];
  readonly provinces: readonly AreaUnit[];
  readonly districts: readonly AreaUnit[];
  readonly spots: readonly Spot[];
  readonly attributions: readonly string[];
  readonly licences: readonly string[];
  readonly disclaimers: readonly string[];
}

/** The words that the attribute `layers` takes. */
export const LAYER_WORDS = ["borders", "countries", "provinces", "districts", "tripoints", "towns"] as const;
export type LayerWord = (typeof LAYER_WORDS)[number];
