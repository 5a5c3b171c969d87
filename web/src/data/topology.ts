// TopoJSON as layers. What is no unit, border or spot is left out; a file that is no topology is told.

import { feature } from "topojson-client";
import type { Feature } from "geojson";
import type { GeometryObject, Topology } from "topojson-specification";
import type { AreaUnit, Border, Layers, Names, Spot } from "../model/layer";
import type { Polygons } from "../model/lonlat";
import { partsOf } from "./credits";
import { DataError } from "./errors";
import { drawnBy, GeometryRefusal, type Drawn } from "./geometry";
import { numberOf, objectOf, Row } from "./row";

/** A line that its source may have drawn this far off, or farther, is drawn dashed. */
const APPROXIMATE_FROM_M = 1_000;
/** Arithmetic with scale and shift leaves noise in the fifteenth digit; files have seven decimals. */
const DECIMALS = 1e9;

export const EMPTY_LAYERS: Layers = {
  borders: [],
  countries: [],
  provinces: [],
  districts: [],
  spots: [],
  attributions: [],
  disclaimers: [],
};

/** The layers of a topology; throws `DataError` where it is none. `where` names the file in messages. */
export function readLayers(topology: unknown, where = "the layers"): Layers {
  const whole = objectOf(topology);
  const objects = objectOf(whole?.["objects"]);
  if (whole === null || whole["type"] !== "Topology" || objects === null) {
    const todo = "hand over TopoJSON with objects such as borders and districts, as `sarhad map -o site/` writes it";
    throw new DataError("foreign", { where, what: "this is no TopoJSON", todo });
  }
  const metadata = objectOf(whole["metadata"]) ?? {};
  const layer = (name: string): Card[] => cardsOf(whole, Object.hasOwn(objects, name) ? objects[name] : null, where);
  return {
    borders: layer("borders").flatMap(borderOf),
    countries: layer("countries").flatMap((card) => unitOf(card, "country")),
    provinces: layer("provinces").flatMap((card) => unitOf(card, "province")),
    districts: layer("districts").flatMap((card) => unitOf(card, "district")),
    spots: (["tripoint", "crossing", "town"] as const).flatMap((kind) => layer(`${kind}s`).flatMap((card) => spotOf(card, kind))),
    attributions: partsOf(metadata["attribution"]),
    disclaimers: partsOf(metadata["disclaimer"]),
  };
}

/** One feature with its columns and what it draws. */
interface Card {
  readonly id: string;
  readonly row: Row;
  readonly drawn: Drawn;
}

function cardsOf(topology: unknown, object: unknown, where: string): Card[] {
  if (objectOf(object) === null) return [];
  return featuresOf(topology, object, where).flatMap((element, number) => {
    const row = new Row(element.properties);
    try {
      const drawn = drawnBy(rounded(element.geometry));
      const id = row.text("id") ?? (element.id === undefined ? null : String(element.id)) ?? row.text("name") ?? String(number + 1);
      return [{ id, row, drawn }];
    } catch (trouble) {
      if (trouble instanceof GeometryRefusal) return [];
      throw trouble;
    }
  });
}

function featuresOf(topology: unknown, object: unknown, where: string): Feature[] {
  try {
    const found = feature(topology as Topology, object as GeometryObject) as unknown;
    const collection = objectOf(found);
    const features = collection?.["features"];
    return (Array.isArray(features) ? features : [found]) as Feature[];
  } catch {
    const what = "an arc that a shape names is not there, or is no list of positions";
    throw new DataError("unreadable", { where, what, todo: "write the file anew; it was cut short or changed" });
  }
}

/** The geometry without the noise of arithmetic. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Math.round(value * DECIMALS) / DECIMALS;
  if (Array.isArray(value)) return value.map(rounded);
  const shape = objectOf(value);
  if (shape === null) return value;
  return { ...shape, coordinates: rounded(shape["coordinates"]) };
}

function namesOf({ id, row }: Card): Names {
  return { en: row.text("name", "name_en") ?? id, fa: row.text("name_fa"), ur: row.text("name_ur") };
}

function borderOf(card: Card): Border[] {
  const { id, row, drawn } = card;
  if (drawn.kind !== "lines") return [];
  const accuracy_m = row.number("accuracy_m");
  const status = `${row.text("kind") ?? ""} ${row.text("status") ?? ""}`.toLowerCase();
  return [
    {
      id,
      names: namesOf(card),
      lines: drawn.lines,
      accuracy_m,
      approximate: row.value("approximate") === true || (accuracy_m ?? 0) >= APPROXIMATE_FROM_M || /approx|disput|claim|undefined/.test(status),
      maritime: status.includes("maritime"),
    },
  ];
}

function unitOf(card: Card, level: AreaUnit["level"]): AreaUnit[] {
  const { id, row, drawn } = card;
  if (drawn.kind !== "polygons") return [];
  const { polygons } = drawn;
  const country = row.text("country") ?? (level === "country" ? id : null);
  return [{ id, names: namesOf(card), level, parent: row.text("parent"), country, polygons, bbox_deg: boxOf(polygons) }];
}

function boxOf(polygons: Polygons): AreaUnit["bbox_deg"] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const polygon of polygons) {
    for (const [lon, lat] of polygon[0] ?? []) {
      [west, east] = [Math.min(west, lon), Math.max(east, lon)];
      [south, north] = [Math.min(south, lat), Math.max(north, lat)];
    }
  }
  return [west, south, east, north];
}

function spotOf(card: Card, kind: Spot["kind"]): Spot[] {
  const [at] = card.drawn.kind === "points" ? card.drawn.at : [];
  if (at === undefined) return [];
  return [{ id: card.id, names: namesOf(card), kind, at, population: numberOf(card.row.value("population")) }];
}
