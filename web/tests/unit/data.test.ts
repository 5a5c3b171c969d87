// GeoJSON and TopoJSON of any origin.

import { describe, expect, test } from "vitest";
import { spanOf, dayOf, isoOf } from "../../src/data/dates";
import { DataError } from "../../src/data/errors";
import { load } from "../../src/data/load";
import { radiusOf } from "../../src/data/precision";
import { readRecords } from "../../src/data/records";
import { EMPTY_LAYERS, readLayers } from "../../src/data/topology";
import { collection, feature, incident, point } from "./samples";

describe("days", () => {
  test.each([
    ["2024-01-26", "2024-01-26", "2024-01-26"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2023", "2023-01-01", "2023-12-31"],
    ["20230930", "2023-09-30", "2023-09-30"],
    ["2023-09-30 00:00:00.000", "2023-09-30", "2023-09-30"],
    ["2023-09-30T23:00:00Z", "2023-09-30", "2023-09-30"],
    ["15 January 2023", "2023-01-15", "2023-01-15"],
    ["Jan 15, 2023", "2023-01-15", "2023-01-15"],
    ["2023-06/2024-01", "2023-06-01", "2024-01-31"],
    ["../2024-01-26", null, "2024-01-26"],
    ["2024-01-26/..", "2024-01-26", null],
    ["2024/2023", null, null],
    ["", null, null],
    ["unknown", null, null],
    ["03/04/2023", null, null],
    ["2023-02-30", null, null],
    ["2023-13", null, null],
    ["2023-01-01/soon", null, null],
    ["99999-01-01", null, null],
  ])("%s", (text, start, end) => {
    const { start_day, end_day } = spanOf(text);
    expect([start_day, end_day].map((day) => (day === null ? null : isoOf(day)))).toEqual([start, end]);
  });

  test("a year before 100 is not one of the last century", () => {
    expect(isoOf(dayOf(50, 1, 1) ?? 0)).toBe("0050-01-01");
    expect(isoOf(Number.MAX_VALUE)).toBe("");
  });
});

test.each([
  ["10000", 10_000],
  [25_000, 25_000],
  ["10 km", 10_000],
  ["500m", 500],
  ["1e9", null],
  ["-5", null],
  ["Infinity", null],
  ["", null],
  [null, null],
])("radius %s", (value, expected) => expect(radiusOf(value)).toBe(expected));

describe("where a record may have been", () => {
  const at = point(61, 29);
  const line = { type: "LineString", coordinates: [[60, 30], [61, 29]] };
  const polygon = { type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] };
  test.each([
    ["nobody says", {}, at, "unstated", { kind: "point" }],
    ["exact", { precision: "exact" }, at, "exact", { kind: "point" }],
    ["a radius", { precision: "near", radius_m: "2 km" }, at, "near", { kind: "circle", radius_m: 2_000 }],
    ["UCDP exact", { where_prec: 1 }, at, "exact", { kind: "point" }],
    ["UCDP near", { where_prec: "2.0" }, at, "near", { kind: "circle", radius_m: 25_000 }],
    ["UCDP district", { where_prec: 3 }, at, "district", { kind: "nowhere", why: "none" }],
    ["UCDP country", { where_prec: 6 }, at, "country", { kind: "nowhere", why: "too-wide" }],
    ["ACLED town", { geo_precision: 1 }, at, "locality", { kind: "circle", radius_m: 5_000 }],
    ["ACLED region", { geo_precision: 3 }, at, "province", { kind: "nowhere", why: "none" }],
    ["GDELT city", { ActionGeo_Type: 4 }, at, "locality", { kind: "circle", radius_m: 5_000 }],
    ["GDELT nothing", { ActionGeo_Type: 0 }, at, "unlocated", { kind: "nowhere", why: "none" }],
    ["a code that there is not", { where_prec: "__proto__" }, at, "unstated", { kind: "point" }],
    ["a word that there is not", { precision: "fairly" }, at, "unstated", { kind: "point" }],
    ["a town without a point", { precision: "locality" }, null, "locality", { kind: "nowhere", why: "none" }],
    ["units", { precision: "district", areas: "PK/gwadar PK/kech" }, null, "district", { kind: "area", units: ["PK/gwadar", "PK/kech"] }],
    ["a centroid with its unit", { precision: "district", areas: "PK/gwadar" }, at, "district", { kind: "area", units: ["PK/gwadar"] }],
    ["along a border", { precision: "border-zone" }, line, "border-zone", { kind: "line", width_m: 25_000 }],
    ["along a border with a width", { precision: "border-zone", radius_m: 4_000 }, line, "border-zone", { kind: "line", width_m: 4_000 }],
    ["a line", {}, line, "unstated", { kind: "line", width_m: 0 }],
    ["an outline of its own", {}, polygon, "unstated", { kind: "area", units: [] }],
    ["a country drawn", { precision: "country" }, polygon, "country", { kind: "nowhere", why: "too-wide" }],
    ["several points", {}, { type: "MultiPoint", coordinates: [[1, 2], [3, 4]] }, "unstated", { kind: "points" }],
    ["several points, none of them exact", { precision: "near", radius_m: 2_000 }, { type: "MultiPoint", coordinates: [[1, 2], [3, 4]] }, "near", { kind: "points", radius_m: 2_000 }],
    ["several towns", { precision: "locality" }, { type: "MultiPoint", coordinates: [[1, 2], [3, 4]] }, "locality", { kind: "points", radius_m: 5_000 }],
    ["a line of a flow, which is no route", { kind: "flow", border: "x", distance_m: 5 }, line, "unlocated", { kind: "nowhere", why: "none" }],
    ["a schematic line", { schematic: true, precision: "corridor" }, line, "unlocated", { kind: "nowhere", why: "none" }],
    ["several events told as one", { record: "aggregate", precision: "exact" }, at, "exact", { kind: "nowhere", why: "aggregate" }],
    ["several events in a unit", { record: "aggregate", precision: "district", areas: "PK/kech" }, at, "district", { kind: "nowhere", why: "aggregate" }],
    ["several events with an outline of their own", { record: "aggregate" }, polygon, "unstated", { kind: "area", units: [] }],
    ["ACLED district", { geo_precision: 2, admin2: "Kech" }, at, "district", { kind: "nowhere", why: "none" }],
    ["ACLED district without a name", { geo_precision: 2, admin1: "Balochistan" }, at, "province", { kind: "nowhere", why: "none" }],
    ["a radius of nothing", { precision: "exact", radius_m: 0 }, at, "exact", { kind: "point" }],
    ["a radius that nobody understands", { precision: "exact", radius_m: "a stone's throw" }, at, "exact", { kind: "nowhere", why: "none" }],
    ["columns of coordinates", { Latitude: "29.5", Longitude: "60.8" }, null, "unstated", { kind: "point", at: [60.8, 29.5] }],
    ["half a coordinate", { latitude: 29.5 }, null, "unstated", { kind: "nowhere", why: "none" }],
    ["an empty point", {}, { type: "Point", coordinates: [] }, "unstated", { kind: "nowhere", why: "none" }],
    ["a turn more", {}, point(361 - 2, 5), "unstated", { kind: "point", at: [-1, 5] }],
    ["one collection of points", {}, { type: "GeometryCollection", geometries: [at] }, "unstated", { kind: "point" }],
  ])("%s", (_, properties, geometry, precision, where) => {
    const found = incident(properties, geometry);
    expect(found.precision).toBe(precision);
    expect(found.where).toMatchObject(where);
  });
});

test("no distance is told of a line that shows a flow", () => {
  const line = { type: "LineString", coordinates: [[60, 25], [61, 26]] };
  expect(incident({ kind: "flow", border: "x", distance_m: 5 }, line).border).toBeNull();
});

test("nothing is lost: what cannot be read is counted", () => {
  const bad = [
    null,
    7,
    {},
    feature({}, point(200_000, 3_000_000)),
    feature({}, point(61, Number.NaN)),
    feature({}, { type: "Point", coordinates: ["61", "29"] }),
    feature({}, { type: "Blob", coordinates: [] }),
    feature({}, "POINT(61 29)"),
    feature({}, { type: "LineString", coordinates: [[1, 2]] }),
    feature({}, { type: "Polygon", coordinates: [[[1, 2], [3, 4]]] }),
    feature({}, { type: "GeometryCollection", geometries: [point(1, 1), { type: "LineString", coordinates: [[1, 2], [3, 4]] }] }),
  ];
  const dataset = readRecords(collection(feature({ title: "good" }, point(61, 29)), ...bad, feature({ title: "good too" })));
  expect(dataset.incidents.map(({ title, index }) => [title, index])).toEqual([["good", 0], ["good too", 1]]);
  expect(dataset.refused.map(({ index }) => index)).toEqual(bad.map((_, at) => at + 1));
  for (const { reason } of dataset.refused) expect(reason).not.toBe("");
  expect(dataset.are_incidents).toBe(false);
});

test.each([null, 1, "x", [], {}, { type: "Topology", objects: {} }, { type: "FeatureCollection" }, { type: "FeatureCollection", features: {} }])(
  "no GeoJSON: %j",
  (json) => {
    expect(() => readRecords(json, "x.json")).toThrow(DataError);
    expect(() => readRecords(json, "x.json")).toThrow(/^x\.json: .+; hand over a FeatureCollection/);
  },
);

test("one feature and one geometry are sets of one record", () => {
  expect(readRecords(feature({ name: "A" }, point(1, 2))).incidents).toHaveLength(1);
  expect(readRecords(point(1, 2)).incidents).toHaveLength(1);
});

test("a kind that is only the code of another column is told in words", () => {
  expect(incident({ what: 1, type_of_violence: 1 }).kind).toBe("state-based conflict");
  expect(incident({ what: "arrest", type_of_violence: 1 }).kind).toBe("arrest");
});

test("columns of others", () => {
  const ucdp = incident({ relid: "AFG-1", conflict_name: "X: Government", date_start: "2023-01-02 00:00:00.000", date_end: "2023-01-04", type_of_violence: "1", side_a: "A", side_b: "B", source_article: "Agency, 2023" });
  expect(ucdp).toMatchObject({ id: "AFG-1", title: "X: Government", kind: "state-based conflict", actors: ["A", "B"], source: "Agency, 2023" });
  expect([ucdp.when.start_day, ucdp.when.end_day]).toEqual([dayOf(2023, 1, 2), dayOf(2023, 1, 4)]);
  const acled = incident({ EVENT_ID_CNTY: "PAK1", EVENT_DATE: "26 January 2024", EVENT_TYPE: "Battles", SUB_EVENT_TYPE: "Armed clash", ACTOR1: "A", ACTOR2: "B", ADMIN1: "Balochistan", COUNTRY: "Pakistan", NOTES: "n" });
  expect(acled).toMatchObject({ id: "PAK1", kind: "Battles", title: "Armed clash: A – B", actors: ["A", "B"], province: { id: "Balochistan", name: "Balochistan" }, note: "n" });
  expect(acled.when.start_day).toBe(dayOf(2024, 1, 26));
  expect(incident({ SQLDATE: 20240126, Actor1Name: "A" }).when.start_day).toBe(dayOf(2024, 1, 26));
});

test("hostile values are text, never more", () => {
  const hostile = { id: "<img src=x onerror=alert(1)>", title: { toString: "x" }, name: ["a"], what: "constructor", actors: [1, null, {}, " a "], date: {}, source_url: "javascript:alert(1)", precision: {}, areas: 7, claims: "no" };
  const found = incident(JSON.parse(`{"__proto__":{"title":"no"},"a":1}`) as object);
  expect(found.title).toBe("#1");
  expect(incident(hostile)).toMatchObject({ id: hostile.id, kind: "constructor", actors: ["1", "a"], precision: "unstated", claims: [] });
  expect(incident({}, null, { id: 5 }).id).toBe("5");
});

test("claims keep their sources and their conflicts", () => {
  const claims = [{ id: "1", who: "W", verb: "says", statement: "S", about: ["toll"], source: "s1", differs_in: "toll date" }, null, { source: "s2" }];
  const json = { ...collection(feature({ claims: 2 }, null, { claims })), metadata: { sources: [{ id: "s1", title: "T", url: "https://example.org" }, 5], attribution: "© A", rows: { attribution: "B", dataset: "D" }, input: { attribution: "B", licence: "L" } } };
  const { incidents, credits, are_incidents } = readRecords(json);
  expect(incidents[0]?.claims).toMatchObject([{ who: "W", about: ["toll"], differs_in: ["toll", "date"], source: { title: "T", url: "https://example.org" } }, { id: "3", source: { title: "s2", url: null } }]);
  expect(credits).toMatchObject({ title: "D", attributions: ["© A", "B"], licences: ["L"] });
  expect(are_incidents).toBe(true);
});

test("claims have parts that are worded in another language", () => {
  const parts = { when_parts: { start: "2019-04-01", end: "2019-04-30", precision: "month" }, where_parts: { precision: "locality", areas: ["PK/kech"], border: "border/IR-PK", place: "Sangwan", radius_m: 10_000, as_written: "near Sangwan" } };
  const [claim, bad] = incident({ claim_list: [parts, { when_parts: [], where_parts: { precision: "constructor", areas: {}, radius_m: "far" } }] }).claims;
  expect(claim).toMatchObject({ when_parts: { start_day: dayOf(2019, 4, 1), end_day: dayOf(2019, 4, 30) }, where_parts: { precision: "locality", areas: ["PK/kech"], border: "border/IR-PK", place: "Sangwan", radius_m: 10_000, as_written: "near Sangwan" } });
  expect(bad).toMatchObject({ when_parts: null, where_parts: { precision: "unstated", areas: [], radius_m: null } });
});

describe("layers", () => {
  const topology = {
    type: "Topology",
    transform: { scale: [0.1, 0.1], translate: [60, 20] },
    arcs: [[[0, 0], [10, 0]], [[10, 0], [0, 10], [-10, 0], [0, -10]]],
    metadata: { attribution: "© A; © A; B", disclaimer: "drawn by A; no position; drawn by A, B; no position" },
    objects: {
      borders: { type: "GeometryCollection", geometries: [{ type: "LineString", arcs: [0], id: "b", properties: { name: "Border", kind: "maritime-boundary", accuracy_m: 5_000 } }] },
      countries: { type: "GeometryCollection", geometries: [{ type: "Polygon", arcs: [[0, 1]], properties: { id: "C", name: "Country", name_fa: "کشور" } }, { type: "Point", coordinates: [1, 1], properties: {} }] },
      towns: { type: "GeometryCollection", geometries: [{ type: "Point", coordinates: [5, 5], properties: { id: "t", name: "Town", population: 7 } }] },
      __proto__: null,
    },
  };

  test("borders, units and spots", () => {
    const layers = readLayers(topology);
    expect(layers.borders).toEqual([{ id: "b", names: { en: "Border", fa: null, ur: null }, lines: [[[60, 20], [61, 20]]], accuracy_m: 5_000, approximate: true, maritime: true }]);
    expect(layers.countries).toMatchObject([{ id: "C", country: "C", level: "country", names: { fa: "کشور" }, bbox_deg: [60, 20, 61, 21] }]);
    expect(layers.spots).toEqual([{ id: "t", names: { en: "Town", fa: null, ur: null }, kind: "town", at: [60.5, 20.5], population: 7 }]);
    expect(layers.attributions).toEqual(["© A", "B"]);
    expect(layers.disclaimers).toEqual(["drawn by A, B", "no position"]);
    expect(layers.districts).toEqual([]);
  });

  test.each([null, {}, { type: "Topology" }, { type: "FeatureCollection", objects: {} }])("no TopoJSON: %j", (json) => {
    expect(() => readLayers(json)).toThrow(DataError);
  });

  test("an arc that is not there is told", () => {
    expect(() => readLayers({ ...topology, arcs: [] })).toThrow(/arc/);
    expect(() => readLayers({ ...topology, arcs: 5 })).toThrow(DataError);
    // a shape that is not on Earth is left out, the others stay
    const far = { ...topology, arcs: [topology.arcs[0], [[0, 9_999]]] };
    expect(readLayers(far)).toMatchObject({ countries: [], borders: [{ id: "b" }] });
    expect(readLayers({ ...topology, objects: { borders: 5, districts: null } })).toMatchObject({ borders: [], districts: [] });
  });
});

describe("loading", () => {
  const records = JSON.stringify(collection(feature({ title: "in the page" })));

  async function packed(text: string): Promise<string> {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    return Buffer.from(await new Response(stream).arrayBuffer()).toString("base64");
  }

  function page(...scripts: readonly [name: string, type: string, text: string][]): Document {
    const made = document.implementation.createHTMLDocument();
    for (const [name, type, text] of scripts) {
      const script = made.createElement("script");
      script.setAttribute("type", type);
      script.setAttribute("data-sarhad", name);
      script.textContent = text;
      made.body.append(script);
    }
    return made;
  }

  test("from the page, as text and packed", async () => {
    const layers = await packed(JSON.stringify({ type: "Topology", arcs: [], objects: {} }));
    const found = await load({ src: null, layersSrc: null, document: page(["incidents", "application/json", records], ["layers", "text/plain", `\n${layers}\n`]) });
    expect(found.dataset.incidents[0]?.title).toBe("in the page");
    expect(found.layers.borders).toEqual([]);
    const bare = await load({ src: JSON.parse(records) as object, layersSrc: null, document: page() });
    expect(bare.layers).toBe(EMPTY_LAYERS);
  });

  test.each([
    ["missing", page()],
    ["unreadable", page(["incidents", "application/json", "{"])],
    ["unreadable", page(["incidents", "text/plain", "!!"])],
    ["unreadable", page(["incidents", "text/plain", btoa("not packed")])],
    ["foreign", page(["incidents", "application/json", "[]"])],
  ])("%s", async (trouble, document) => {
    await expect(load({ src: null, layersSrc: null, document })).rejects.toMatchObject({ name: "DataError", trouble });
  });

  test("what does not arrive, and a web page in place of data", async () => {
    const real = globalThis.fetch;
    const answer = (make: () => Promise<Response>): void => { globalThis.fetch = make as typeof fetch; };
    const from = (src: string): Promise<unknown> => load({ src, layersSrc: null, document: page() });
    try {
      answer(() => Promise.reject(new TypeError("failed")));
      await expect(from("https://x.example/i.geojson")).rejects.toThrow(/x\.example.*did not arrive; .+/);
      answer(() => Promise.resolve(new Response("", { status: 404 })));
      await expect(from("https://x.example/i.geojson")).rejects.toThrow(/404/);
      answer(() => Promise.resolve(new Response("<!doctype html>")));
      await expect(from("https://x.example/i.geojson")).rejects.toThrow(/web page, not JSON/);
      answer(() => Promise.resolve(new Response(`\uFEFF${records}`)));
      await expect(from("https://x.example/i.geojson")).resolves.toMatchObject({ dataset: { incidents: [{ title: "in the page" }] } });
    } finally {
      globalThis.fetch = real;
    }
  });
});
