// Small records, layers and models for tests.

import type { Incident } from "../../src/model/incident";
import type { AreaUnit, Layers } from "../../src/model/layer";
import type { LonLat } from "../../src/model/lonlat";
import { readRecords } from "../../src/data/records";
import { makeModel } from "../../src/state/made";
import type { Model } from "../../src/state/model";
import { Store } from "../../src/state/store";

export function feature(properties: object, geometry: unknown = null, more: object = {}): object {
  return { type: "Feature", properties, geometry, ...more };
}

export function point(lon: number, lat: number): object {
  return { type: "Point", coordinates: [lon, lat] };
}

export function collection(...features: unknown[]): object {
  return { type: "FeatureCollection", features };
}

/** The first incident of these properties. */
export function incident(properties: object, geometry: unknown = null, more: object = {}): Incident {
  const [first] = readRecords(collection(feature(properties, geometry, more))).incidents;
  if (first === undefined) throw new Error("refused");
  return first;
}

export function square(west: number, south: number, side: number): LonLat[] {
  return [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]];
}

function unit(id: string, level: AreaUnit["level"], parent: string | null, [west, south, side]: readonly [number, number, number]): AreaUnit {
  const names = { en: id.split("/").pop() ?? id, fa: id === "A" ? "الف" : null, ur: null };
  return { id, names, level, parent, country: id.split("/")[0] ?? null, polygons: [[square(west, south, side)]], bbox_deg: [west, south, west + side, south + side] };
}

/** Country A of 4°, its province north-west of 2°, and there a district of 1°; east of it country B; the border between them. */
export const LAYERS: Layers = {
  borders: [{ id: "border/A-B", names: { en: "A–B border", fa: null, ur: null }, lines: [[[4, 0], [4, 4]]], accuracy_m: null, approximate: false, maritime: false }],
  countries: [unit("A", "country", null, [0, 0, 4]), unit("B", "country", null, [4, 0, 4])],
  provinces: [unit("A/north", "province", "A", [0, 2, 2])],
  districts: [unit("A/town", "district", "A/north", [0, 3, 1])],
  spots: [],
  licences: ["terms of the ground"],
  attributions: ["© OpenStreetMap contributors"],
  disclaimers: ["as drawn by OpenStreetMap"],
};

export function model(...features: unknown[]): Model {
  return makeModel(readRecords(collection(...features)), LAYERS, new Store());
}
