// TopoJSON as layers. What is no unit, border or spot is left out; a file that is no topology is told.

import type { AreaUnit, Border, Layers, Names, Spot } from "../model/layer";
import type { Polygons } from "../model/lonlat";
import { Arcs, ArcTrouble } from "./arcs";
import { partsOf } from "./credits";
import { DataError } from "./errors";
import { GeometryRefusal, type Drawn } from "./geometry";
import { numberOf, objectOf, Row, textOf, textsOf } from "./row";

/** A line that its source may have drawn this far off, or farther, is drawn dashed. */
const APPROXIMATE_FROM_M = 1_000;

export const EMPTY_LAYERS: Layers = {
  borders: [],
  countries: [],
  provinces: [],
  districts: [],
  spots: [],
  attributions: [],
  licences: [],
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
  const arcs = arcsOf(whole, where);
  const layer = (name: string): Card[] => cardsOf(arcs, Object.hasOwn(objects, name) ? objects[name] : null, where);
  const land = new Map(layer("land").flatMap(({ id, drawn }) => (drawn.kind === "polygons" ? [[id, drawn.polygons] as const] : [])));
  const units = (name: string, level: AreaUnit["level"]): AreaUnit[] => layer(name).flatMap((card) => unitOf(card, level, land));
  return {
    borders: layer("borders").flatMap(borderOf),
    countries: units("countries", "country"),
    provinces: units("provinces", "province"),
    districts: units("districts", "district"),
    spots: (["tripoint", "crossing", "town"] as const).flatMap((kind) => layer(`${kind}s`).flatMap((card) => spotOf(card, kind))),
    attributions: partsOf(metadata["attribution"]),
    licences: textsOf(metadata["licence"], /$^/),
    disclaimers: partsOf(metadata["disclaimer"]),
  };
}

/** One feature with its columns and what it draws. */
interface Card {
  readonly id: string;
  readonly row: Row;
  readonly drawn: Drawn;
}

function cardsOf(arcs: Arcs, object: unknown, where: string): Card[] {
  const whole = objectOf(object);
  const { geometries } = whole ?? {};
  const shapes = Array.isArray(geometries) ? geometries : [whole];
  return shapes.flatMap((value: unknown, number) => {
    const shape = objectOf(value);
    return shape === null ? [] : cardOf(arcs, shape, { number: number + 1, where });
  });
}

function cardOf(arcs: Arcs, shape: Readonly<Record<string, unknown>>, { number, where }: { readonly number: number; readonly where: string }): Card[] {
  const row = new Row(shape["properties"]);
  try {
    const id = row.text("id") ?? textOf(shape["id"]) ?? row.text("name") ?? String(number);
    return [{ id, row, drawn: arcs.drawn(shape) }];
  } catch (trouble) {
    if (trouble instanceof GeometryRefusal) return [];
    throw told(trouble, where);
  }
}

function arcsOf(topology: Readonly<Record<string, unknown>>, where: string): Arcs {
  try {
    return new Arcs(topology);
  } catch (trouble) {
    throw told(trouble, where);
  }
}

function told(trouble: unknown, where: string): unknown {
  if (!(trouble instanceof ArcTrouble)) return trouble;
  return new DataError("unreadable", { where, what: trouble.message, todo: "write the file anew; it was cut short or changed" });
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

function unitOf(card: Card, level: AreaUnit["level"], land: ReadonlyMap<string, Polygons>): AreaUnit[] {
  const { id, row, drawn } = card;
  if (drawn.kind !== "polygons") return [];
  const { polygons } = drawn;
  const country = row.text("country") ?? (level === "country" ? id : null);
  const dry = land.get(id);
  return [{ ...(dry === undefined ? {} : { land: dry }), id, names: namesOf(card), level, parent: row.text("parent"), country, polygons, bbox_deg: boxOf(polygons) }];
}

function boxOf(polygons: Polygons): AreaUnit["bbox_deg"] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [outer = []] of polygons) {
    for (const at of outer) {
      if (at[0] < west) west = at[0];
      if (at[0] > east) east = at[0];
      if (at[1] < south) south = at[1];
      if (at[1] > north) north = at[1];
    }
  }
  return [west, south, east, north];
}

function spotOf(card: Card, kind: Spot["kind"]): Spot[] {
  const [at] = card.drawn.kind === "points" ? card.drawn.at : [];
  if (at === undefined) return [];
  return [{ id: card.id, names: namesOf(card), kind, at, population: numberOf(card.row.value("population")) }];
}
