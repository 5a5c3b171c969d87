// GeoJSON of any origin as incidents. Nothing is lost: what cannot be read is counted, with its number and a reason.

import type { Feature } from "geojson";
import type { Dataset, Incident, Source, Unit } from "../model/incident";
import type { LonLat } from "../model/lonlat";
import { claimsOf, sourcesOf } from "./claims";
import { creditsOf } from "./credits";
import { whenOf } from "./dates";
import { DataError } from "./errors";
import { drawnBy, GeometryRefusal, type Drawn } from "./geometry";
import { borderDistanceOf } from "./measured";
import { codedBy, DISTRICT_COLUMNS } from "./precision";
import { objectOf, Row, textOf, textsOf } from "./row";
import { inSlices, type Course } from "./slices";
import { textsIn } from "./texts";
import { whereOf } from "./where";

const GEOMETRIES = new Set(["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"]);
/** Coordinates in columns of their own, where a feature has no shape. */
const LON_COLUMNS = ["longitude", "lon", "lng", "actiongeo_long"];
const LAT_COLUMNS = ["latitude", "lat", "actiongeo_lat"];

/** The records of a file; throws `DataError` where it is no GeoJSON at all. `where` names the file in messages. */
export function readRecords(json: unknown, where = "the records"): Dataset {
  const reading = new Reading(json, where);
  for (let number = 0; number < reading.count; number++) reading.step(number);
  return reading.dataset();
}

/** The same in slices, so that the page does not stand still. */
export async function readRecordsInSlices(json: unknown, where: string, course: Course): Promise<Dataset> {
  const reading = new Reading(json, where);
  await inSlices(reading.count, (number) => reading.step(number), course);
  return reading.dataset();
}

class Reading {
  readonly #elements: readonly unknown[];
  readonly #metadata: Readonly<Record<string, unknown>>;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #incidents: Incident[] = [];
  readonly #refused: { index: number; reason: string }[] = [];

  constructor(json: unknown, where: string) {
    this.#metadata = objectOf(objectOf(json)?.["metadata"]) ?? {};
    this.#sources = sourcesOf(this.#metadata);
    this.#elements = elementsOf(json, where);
  }

  get count(): number {
    return this.#elements.length;
  }

  step(index: number): void {
    try {
      this.#incidents.push(incidentOf(this.#elements[index], { index: this.#incidents.length, number: index + 1 }, this.#sources));
    } catch (trouble) {
      if (!(trouble instanceof GeometryRefusal)) throw trouble;
      this.#refused.push({ index, reason: trouble.message });
    }
  }

  dataset(): Dataset {
    const incidents = this.#incidents;
    const told = incidents.some(({ when, claims, precision }) => when.text !== "" || claims.length > 0 || precision !== "unstated");
    return { incidents, credits: creditsOf(this.#metadata), refused: this.#refused, are_incidents: told };
  }
}

function elementsOf(json: unknown, where: string): readonly unknown[] {
  const whole = objectOf(json);
  const type = whole?.["type"];
  const features = whole?.["features"];
  if (type === "FeatureCollection" && Array.isArray(features)) return features;
  if (type === "Feature") return [whole];
  if (typeof type === "string" && GEOMETRIES.has(type)) return [{ type: "Feature", properties: {}, geometry: whole }];
  const what = type === "Topology" ? "this is TopoJSON, not GeoJSON" : "this is no GeoJSON";
  const todo = "hand over a FeatureCollection, such as `sarhad convert FILE -o incidents.geojson` writes";
  throw new DataError("foreign", { where, what, todo });
}

function incidentOf(element: unknown, { index, number }: { readonly index: number; readonly number: number }, sources: ReadonlyMap<string, Source>): Incident {
  const feature = objectOf(element);
  if (feature === null || feature["type"] !== "Feature") throw new GeometryRefusal("it is no feature");
  const row = new Row(feature["properties"]);
  const coded = codedBy(row);
  const areas = textsOf(row.value("areas"), /\s+/);
  const drawn = withColumns(drawnBy(feature["geometry"]), row);
  const schematic = row.text("schematic") === "true" || row.text("kind") === "flow";
  const aggregate = row.text("record") === "aggregate";
  const id = textOf(feature["id"]) ?? row.text("id", "event_id_cnty", "globaleventid", "relid") ?? String(number);
  const texts = textsIn(row, id);
  return {
    index,
    id,
    ...texts,
    title: headline(texts.title),
    when: whenOf(row),
    precision: schematic ? "unlocated" : coded.precision,
    where: whereOf(drawn, { ...coded, areas, alongBorder: row.text("along_border") !== null, schematic, aggregate }),
    areas,
    country: unitOf(row, ["country", "iso3", "country_code", "actiongeo_countrycode"], "country_name"),
    province: unitOf(row, ["province", "adm_1", "admin1", "adm1"], "province_name"),
    district: unitOf(row, DISTRICT_COLUMNS, "district_name"),
    border: schematic ? null : borderDistanceOf(row),
    claims: claimsOf(feature["claims"] ?? row.value("claim_list") ?? row.value("claims"), sources),
    feature: feature as unknown as Feature,
  };
}

/** The one place that a feature has a point for, whatever it stands for. */
export function signOf(feature: Feature): LonLat | null {
  const drawn = withColumns(drawnBy(feature.geometry), new Row(feature.properties));
  return drawn.kind === "points" && drawn.at.length === 1 ? (drawn.at[0] ?? null) : null;
}

/** Tables without shapes tell coordinates by columns. */
function withColumns(drawn: Drawn, row: Row): Drawn {
  if (drawn.kind !== "none") return drawn;
  const [lon, lat] = [row.number(...LON_COLUMNS), row.number(...LAT_COLUMNS)];
  if (lon === null || lat === null) return drawn;
  return drawnBy({ type: "Point", coordinates: [lon, lat] });
}

/** Longer ones are texts that someone put into the column of titles. */
const HEADLINE_MAX = 400;

function headline(text: string): string {
  return text.length > HEADLINE_MAX ? `${text.slice(0, HEADLINE_MAX).trimEnd()}…` : text;
}

/** A unit by its id; where only a name is told, the name stands for the id until the layers are known. */
function unitOf(row: Row, ids: readonly string[], name: string): Unit | null {
  const [id, told] = [row.text(...ids), row.text(name)];
  const known = id ?? told;
  return known === null ? null : { id: known, name: told ?? known };
}
