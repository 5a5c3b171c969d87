// Filters, the address, and records among units.

import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/data/dates";
import { NO_FILTER, type Filter } from "../../src/model/filter";
import { facets, matches, unmeasured } from "../../src/state/filter";
import { FIRST_STATE, Store, type State } from "../../src/state/store";
import { fromFragment, toFragment } from "../../src/state/url";
import { readRecords } from "../../src/data/records";
import { makeModel } from "../../src/state/made";
import { collection, feature, incident, LAYERS, model, point } from "./samples";

describe("filters", () => {
  const strike = { id: "S1", title: "Strike at Kōh-e Sabz", what: "air-strike", actors: "Forces of A; Group B", date: "2024-01", precision: "district", areas: "A/town", border: "b", distance_min_m: 0, distance_max_m: 9_000, where: "كوه سبز" };
  const span = (from: string | null, to: string | null): Partial<Filter> => {
    const day = (text: string | null): number | null => (text === null ? null : dayOf(...(text.split("-").map(Number) as [number, number, number])));
    return { from_day: day(from), to_day: day(to) };
  };
  test("a filter by distance tells how many records it leaves out unmeasured", () => {
    const records = [incident(strike), incident({ id: "N1", title: "nowhere", what: "arrest" }), incident({ id: "N2", title: "nowhere", what: "air-strike" })];
    expect(unmeasured(NO_FILTER, records)).toBe(0);
    expect(unmeasured({ ...NO_FILTER, border_max_m: 30_000 }, records)).toBe(2);
    // what another filter leaves out is not left out by the distance
    expect(unmeasured({ ...NO_FILTER, border_max_m: 30_000, kinds: ["arrest"] }, records)).toBe(1);
  });

  test.each<[string, Partial<Filter>, boolean]>([
    ["nothing asked", {}, true],
    ["its kind", { kinds: ["arrest", "air-strike"] }, true],
    ["another kind", { kinds: ["arrest"] }, false],
    ["one of its actors", { actors: ["Group B"] }, true],
    ["no part of a name", { actors: ["Group"] }, false],
    ["its district", { units: ["A/town"] }, true],
    ["the units above it", { units: ["A"] }, true],
    ["another unit", { units: ["B"] }, false],
    ["its class of precision", { precisions: ["district"] }, true],
    ["days that touch it", span("2024-01-31", null), true],
    ["days after it", span("2024-02-01", null), false],
    ["days before it", span(null, "2023-12-31"), false],
    ["surely near the border", { border_max_m: 9_000, border_certainty: "must" }, true],
    ["not surely near", { border_max_m: 8_999, border_certainty: "must" }, false],
    ["perhaps near", { border_max_m: 0, border_certainty: "may" }, true],
    ["words in any order, without marks", { text: "KOH strike" }, true],
    ["the same letters of another keyboard", { text: "کوه" }, true],
    ["a word that is not there", { text: "strike quetta" }, false],
    ["two conditions, one of them not met", { kinds: ["air-strike"], units: ["B"] }, false],
  ])("%s", (_, change, expected) => {
    const [found] = model(feature(strike)).dataset.incidents;
    expect(found !== undefined && matches({ ...NO_FILTER, ...change }, found)).toBe(expected);
  });

  test("open ends reach on, records without a day are found only where none is asked", () => {
    const before = incident({ date: "../2024-01-26" });
    expect(matches({ ...NO_FILTER, ...span(null, "1990-01-01") }, before)).toBe(true);
    expect(matches({ ...NO_FILTER, ...span("2024-01-27", null) }, before)).toBe(false);
    expect(matches(NO_FILTER, incident({}))).toBe(true);
    expect(matches({ ...NO_FILTER, ...span("1990-01-01", null) }, incident({}))).toBe(false);
  });

  test("what is not measured is near to nothing", () => {
    expect(matches({ ...NO_FILTER, border_max_m: 1e9 }, incident({ precision: "unlocated" }))).toBe(false);
  });

  test("choices with counts, each record once", () => {
    const found = facets(model(feature({ ...strike, actors: "B; B; A" }), feature({ what: "arrest", actors: "B" }), feature({ what: "arrest", date: "2023" })).dataset);
    expect(found.kinds).toEqual([{ value: "arrest", label: "arrest", count: 2 }, { value: "air-strike", label: "air-strike", count: 1 }]);
    expect(found.actors).toEqual([{ value: "B", label: "B", count: 2 }, { value: "A", label: "A", count: 1 }]);
    expect(found.districts).toEqual([{ value: "A/town", label: "town", count: 1 }]);
    expect(found.precisions.map(({ value }) => value)).toEqual(["district", "unstated"]);
    expect(facets({ incidents: [] })).toMatchObject({ kinds: [], precisions: [] });
  });
});

describe("the address", () => {
  const full: State = {
    ...FIRST_STATE,
    filter: { text: "a&b=#?\u202e", kinds: ["x", "y"], actors: ["A; B"], units: ["PK/gwadar"], precisions: ["exact"], from_day: dayOf(2023, 1, 1), to_day: dayOf(2024, 1, 31), border_max_m: 25_000, border_certainty: "must" },
    selected: 3,
    language: "ur",
    theme: "dark",
    asked: [61.5, 25.2],
    circle: { centre: [-61.5, 29], radius_m: 25_000.5 },
    view: { centre: [61, 29], zoom: 6.25 },
  };

  test("comes back as it was, beside the parameters of others", () => {
    const fragment = toFragment(full, { fragment: "#tab=2&a.q=other", prefix: "b." });
    expect(new URLSearchParams(fragment).get("tab")).toBe("2");
    expect({ ...FIRST_STATE, ...fromFragment(`#${fragment}`, { prefix: "b." }) }).toEqual(full);
    expect(fromFragment(fragment, { prefix: "a." }).filter?.text).toBe("other");
    expect(toFragment(FIRST_STATE, { fragment, prefix: "b." })).toBe("tab=2&a.q=other");
  });

  test("says nothing of what is as at first, and takes back what is not", () => {
    expect(toFragment(FIRST_STATE)).toBe("");
    expect(fromFragment("")).toEqual({});
    const first: State = { ...FIRST_STATE, language: "fa", filter: { ...NO_FILTER, kinds: ["x"], text: "t", border_max_m: 5, from_day: 3 } };
    const back = fromFragment(toFragment(FIRST_STATE, { first }), { first });
    expect({ ...first, ...back }).toEqual(FIRST_STATE);
  });

  test.each([
    "show=-1&show=1e9&lang=xx&theme=<script>&ask=1&circle=1,2&map=a,b,c",
    "ask=181,0&circle=0,91,5&map=0,0,99",
    "ask=NaN,NaN&circle=1,2,Infinity&map=,,",
    "from=yesterday&to=2023-99-99&border=-5&sure=perhaps",
    "%E0%A4%A&q=%",
    "__proto__=1&constructor=2",
    `q=${"x".repeat(100_000)}`,
    "#".repeat(500),
  ])("hostile: %.60s", (fragment) => {
    const found = { ...FIRST_STATE, ...fromFragment(fragment) };
    expect(found).toMatchObject({ language: "en", theme: "auto", selected: null, asked: null, circle: null, view: null });
    expect(found.filter).toMatchObject({ from_day: null, to_day: null, border_max_m: null, border_certainty: "may" });
    expect(found.filter.text.length).toBeLessThanOrEqual(300);
  });

  test("no more choices than a reader makes", () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `kind=${i}`).join("&");
    expect(fromFragment(many).filter?.kinds).toHaveLength(200);
  });
});

describe("records among units", () => {
  test.each<[string, object, unknown, object]>([
    ["a point is in the units that hold it", {}, point(0.5, 3.5), { country: { id: "A" }, province: { id: "A/north" }, district: { id: "A/town" } }],
    ["a circle only in those that hold all of it", { radius_m: 60_000 }, point(1, 3), { country: { id: "A" }, province: { id: "A/north" }, district: null }],
    ["a name becomes the id", { country: "a", admin2: "Town District" }, null, { country: { id: "A" }, district: { id: "A/town" }, province: { id: "A/north" } }],
    ["a name that is not known stays", { admin1: "Elsewhere" }, null, { province: { id: "Elsewhere", name: "Elsewhere" }, country: null }],
    ["a centroid becomes its district", { where_prec: 3 }, point(0.5, 3.5), { where: { kind: "area", units: ["A/town"] } }],
    ["a named district goes before the centroid", { where_prec: 3, adm_2: "town" }, point(3, 1), { where: { kind: "area", units: ["A/town"] } }],
    ["a centroid becomes its province", { where_prec: 4 }, point(0.5, 3.5), { where: { kind: "area", units: ["A/north"] } }],
    ["where there is no district, the country is too wide", { where_prec: 3 }, point(3, 1), { where: { kind: "nowhere", why: "too-wide" } }],
    ["outside of all units it is nowhere", { where_prec: 3 }, point(50, 50), { where: { kind: "nowhere", why: "none" } }],
    ["a radius that nobody understands", { precision: "exact", radius_m: "some way" }, point(0.5, 3.5), { where: { kind: "area", units: ["A/town"] } }],
    ["several events told as one, at a point", { record: "aggregate", precision: "exact" }, point(0.5, 3.5), { where: { kind: "nowhere", why: "aggregate" }, border: null }],
    ["several events told as one, in a province", { record: "aggregate", precision: "province", areas: "A/north" }, null, { where: { kind: "nowhere", why: "aggregate" }, border: null, province: { id: "A/north" } }],
    ["near, but nobody says how near", { precision: "near" }, point(0.5, 3.5), { where: { kind: "area", units: ["A/town"] } }],
    ["a country as an area is too wide", { precision: "water", areas: "A" }, null, { where: { kind: "nowhere", why: "too-wide" } }],
    ["a unit that the layers lack", { precision: "district", areas: "A/town A/gone" }, null, { where: { kind: "nowhere", why: "none" } }],
    ["a border that is named", { precision: "border-zone", along_border: "border/A-B" }, point(3, 3), { where: { kind: "line", width_m: 25_000 } }],
    ["two districts share what is above them", { precision: "district", areas: "A/town A/north" }, null, { district: null, province: { id: "A/north" }, country: { id: "A" } }],
  ])("%s", (_, properties, geometry, expected) => {
    expect(model(feature(properties, geometry)).dataset.incidents[0]).toMatchObject(expected);
  });

  test("a name that two units have is not guessed", () => {
    const [town] = LAYERS.districts;
    if (town === undefined) throw new Error("the sample has no district");
    const twin = { ...town, id: "A/other-town", parent: "A/south" };
    const abroad = { ...town, id: "B/town", parent: null, country: "B" };
    const found = (districts: typeof LAYERS.districts, properties: object): unknown =>
      makeModel(readRecords(collection(feature({ precision: "district", ...properties }))), { ...LAYERS, districts }, new Store()).dataset.incidents[0]?.where;
    expect(found([town, twin], { country: "A", admin2: "town" })).toEqual({ kind: "nowhere", why: "none" });
    expect(found([town, abroad], { admin2: "town" })).toEqual({ kind: "nowhere", why: "none" });
    expect(found([town, abroad], { country: "B", admin2: "town" })).toMatchObject({ units: ["B/town"] });
  });

  test("several places are measured unless it is said that they are not exact, as the command line does", () => {
    const several = { type: "MultiPoint", coordinates: [[3, 0], [2, 0]] };
    const { incidents } = model(feature({}, several), feature({ precision: "near", radius_m: 1_000 }, several)).dataset;
    // along the equator: GeographicLib
    expect(incidents[0]?.border?.min_m).toBeCloseTo(111_319.491, 2);
    expect(incidents[0]?.border?.max_m).toBeCloseTo(222_638.982, 2);
    expect(incidents[1]?.border).toBeNull();
  });

  test.each<[string, object, unknown, readonly string[]]>([
    ["known to a country by its id alone", { precision: "country", areas: "A" }, null, ["A"]],
    ["along a border, in one country", { precision: "border-zone", along_border: "border/A-B", areas: "A" }, null, ["A"]],
    ["several events in a province", { record: "aggregate", precision: "province", areas: "A/north" }, null, ["A", "A/north"]],
    ["either country", { precision: "country", areas: "A B" }, null, []],
    ["a country that the layers lack", { precision: "country", areas: "C" }, null, []],
  ])("filters by unit find what is surely in it: %s", (_, properties, geometry, units) => {
    const found = model(feature(properties, geometry));
    const holding = ["A", "B", "A/north", "A/town"].filter((id) => {
      found.store.filtered({ units: [id] });
      return found.shown().length === 1;
    });
    expect(holding).toEqual(units);
  });

  test("what is in one of several countries is found when all of them are chosen", () => {
    const found = model(feature({ precision: "country", areas: "A B" }));
    found.store.filtered({ units: ["A", "B"] });
    expect(found.shown()).toEqual([0]);
  });

  test("the distance to the nearest border is measured where the file tells none", () => {
    const { incidents } = model(feature({}, point(3, 0)), feature({ radius_m: 1_000 }, point(3, 0)), feature({ border: "x", distance_m: 5 }, point(3, 0)), feature({ precision: "unlocated" })).dataset;
    // along the equator: GeographicLib
    expect(incidents[0]?.border).toMatchObject({ border: "border/A-B", border_name: "A–B border" });
    expect(incidents[0]?.border?.best_m).toBeCloseTo(111_319.491, 2);
    expect(incidents[1]?.border).toMatchObject({ min_m: 110_319, max_m: 112_320 });
    expect(incidents[2]?.border).toMatchObject({ border: "x", min_m: 5, max_m: 5 });
    expect(incidents[3]?.border).toBeNull();
  });

  test("what is shown follows the filter", () => {
    const found = model(feature({ what: "a" }), feature({ what: "b" }), null, feature({ what: "a" }));
    expect(found.shown()).toEqual([0, 1, 2]);
    found.store.filtered({ kinds: ["a"] });
    expect(found.shown()).toEqual([0, 2]);
    expect(found.shown()).toBe(found.shown());
  });
});

test("the store tells of changes only, and not after it was left", () => {
  const store = new Store();
  const told: unknown[] = [];
  const leave = store.subscribe((now) => told.push(now.language));
  store.update({ language: "en" });
  store.update({ language: "fa" });
  leave();
  store.update({ language: "ur" });
  expect(told).toEqual(["fa"]);
});
