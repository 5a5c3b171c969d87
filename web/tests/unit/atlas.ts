// The atlas of the command line as layers, for tests that compare with its answers.

import { readFileSync } from "node:fs";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { AreaUnit, Border, Layers } from "../../src/model/layer";
import type { Lines, LonLat, Polygons } from "../../src/model/lonlat";

const FOLDER = new URL("../../../data/layers/", `file://${__filename}`);

function features(name: string): Feature[] {
  return (JSON.parse(readFileSync(new URL(`${name}.geojson`, FOLDER), "utf8")) as FeatureCollection).features;
}

function names(feature: Feature): Border["names"] {
  return { en: String(feature.properties?.["name"]), fa: null, ur: null };
}

function lines(geometry: Geometry): Lines {
  if (geometry.type === "LineString") return [geometry.coordinates as unknown as LonLat[]];
  if (geometry.type === "MultiLineString") return geometry.coordinates as unknown as Lines;
  return [];
}

function polygons(geometry: Geometry): Polygons {
  if (geometry.type === "Polygon") return [geometry.coordinates as unknown as LonLat[][]];
  if (geometry.type === "MultiPolygon") return geometry.coordinates as unknown as Polygons;
  return [];
}

export function borders(): Border[] {
  return features("borders").map((feature) => ({
    id: String(feature.id ?? feature.properties?.["id"]),
    names: names(feature),
    lines: lines(feature.geometry),
    accuracy_m: 100,
    approximate: false,
    maritime: feature.properties?.["kind"] === "maritime-boundary",
  }));
}

export function units(name: "countries" | "provinces" | "districts", level: AreaUnit["level"]): AreaUnit[] {
  return features(name).map((feature) => {
    const own = polygons(feature.geometry);
    const [lons, lats] = [0, 1].map((axis) => own.flat(2).map((at) => at[axis] ?? 0));
    const ends = (values: number[] = []) => values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)] as const, [Infinity, -Infinity] as readonly [number, number]);
    const [[west, east], [south, north]] = [ends(lons), ends(lats)];
    const { id, parent, country } = feature.properties as { id: string; parent: string | null; country: string | null };
    return { id, names: names(feature), level, parent, country, polygons: own, bbox_deg: [west, south, east, north] as const };
  });
}

export function atlas(): Layers {
  return {
    borders: borders(),
    countries: units("countries", "country"),
    provinces: units("provinces", "province"),
    districts: units("districts", "district"),
    spots: [],
    attributions: [], licences: [],
    disclaimers: [],
  };
}
