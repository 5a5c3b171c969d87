// What is seen, as files.

import { expect, test } from "vitest";
import { readRecords } from "../../src/data/records";
import { citation } from "../../src/download/citation";
import { cellOf, toCsv } from "../../src/download/csv";
import { toGeoJson } from "../../src/download/geojson";
import { makeModel } from "../../src/state/made";
import { Store } from "../../src/state/store";
import { about } from "../../src/view/about";
import { Header } from "../../src/view/header";
import { downloadsOf } from "../../src/view/saving";
import { EN } from "../../src/words/en";
import { collection, feature, LAYERS, point } from "./samples";

const NOON_2026_11_26_MS = Date.UTC(2026, 10, 26, 12);

function made(): ReturnType<typeof makeModel> {
  const claims = [{ who: "W", verb: "says", statement: "S", source: "s" }];
  const json = {
    ...collection(
      feature({ title: "=HYPERLINK(1)", what: "arrest", date: "2023-01", own: { deep: [1] } }, point(0.5, 3.5), { id: "a", claims }),
      feature({ title: "second", what: "strike", precision: "district", areas: "A/town" }, null, { id: "b" }),
      "refused",
    ),
    metadata: { title: "T\nwith a break", generator: "sarhad 0.1.0", attribution: "coded by C", licence: "L", disclaimer: "claims", sources: [{ id: "s", title: "Paper", publisher: "P", published: "2023", url: "https://example.org/x" }] },
  };
  return makeModel(readRecords(json), LAYERS, new Store());
}

test("GeoJSON: the features as they are, what the filter lets through, with credits", () => {
  const model = made();
  model.store.filtered({ kinds: ["arrest"] });
  const json = JSON.parse(toGeoJson(model)) as { metadata: object; features: object[] };
  expect(json.features).toMatchObject([{ id: "a", properties: { own: { deep: [1] } }, claims: [{ who: "W" }] }]);
  expect(json.metadata).toMatchObject({ attribution: "coded by C", disclaimer: "claims", records: 1, records_in_file: 2, filter: { kinds: ["arrest"] }, sources: [{ id: "s" }] });
  // what was saved is read again
  expect(readRecords(json)).toMatchObject({ refused: [], incidents: [{ title: "=HYPERLINK(1)" }] });
});

test.each([
  ["=1+1", "'=1+1"],
  ["+49 30", "'+49 30"],
  ["-5", "-5"],
  ["-5e3", "-5e3"],
  ["-5+1", "'-5+1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["＝1+1", "'＝1+1"],
  ['a "b", c', '"a ""b"", c"'],
  ["a\r\nb", '"a\r\nb"'],
  ["سرحد", "سرحد"],
  ["", ""],
])("a cell of %j", (text, expected) => expect(cellOf(text)).toBe(expected));

const KEPT_BACK = { dataset: "ACLED", licence: "ACLED's terms", attribution: "ACLED", citation: "cite ACLED", why_not: "its terms", may_pass_on: false };

test.each<[string, object, string | null]>([
  ["rows that may not be passed on", { rows: KEPT_BACK }, "its terms"],
  ["the same, told by the file before", { input: { rows: KEPT_BACK } }, "its terms"],
  ["no reason told", { may_share: false }, ""],
  ["a permission", { rows: { ...KEPT_BACK, permission: "letter of 3 May" } }, null],
  ["rows that may be", { rows: { may_pass_on: true } }, null],
  ["nothing told", {}, null],
])("rows are kept back from downloads: %s", (_, metadata, withheld) => {
  const { credits } = readRecords({ ...collection(feature({}, point(1, 1))), metadata });
  expect(credits.withheld).toBe(withheld);
  expect(downloadsOf(credits)).toEqual(withheld === null ? ["geojson", "csv", "png", "citation"] : ["png", "citation"]);
});

test("the menu tells why rows are kept back, and so do the citation and the page about the data", () => {
  const kept = makeModel(readRecords({ ...collection(feature({}, point(1, 1))), metadata: { rows: KEPT_BACK } }), LAYERS, new Store());
  const { element } = new Header(kept, EN, { downloads: true, language: false, theme: false }, () => undefined);
  expect([...element.querySelectorAll(".item")].map((item) => item.textContent)).toEqual([EN.page.downloads.png, EN.page.downloads.citation]);
  expect(element.textContent).toContain(EN.page.withheld("its terms"));
  for (const text of [citation(kept, EN, NOON_2026_11_26_MS), about(kept, EN).textContent]) {
    expect(text).toContain(EN.page.withheld("its terms"));
    expect(text).toContain("cite ACLED");
    expect(text).toContain("terms of the ground");
  }
});

test("the terms of the rows go along with GeoJSON as they are", () => {
  const rows = { dataset: "X", licence: "CC BY-NC 4.0", may_pass_on: true, generalised: "district" };
  const json = JSON.parse(toGeoJson(makeModel(readRecords({ ...collection(feature({})), metadata: { generator: "sarhad 0.1.0", rows } }), LAYERS, new Store()))) as { metadata: object };
  expect(json.metadata).toMatchObject({ rows });
});

test("CSV: one row a record, coordinates only of places", () => {
  const [head, first, second, ...rest] = toCsv(made()).slice(1).split("\n");
  expect(head).toMatch(/^id,title,what,.*,attribution,licence,disclaimer$/);
  expect(first).toMatch(/^a,'=HYPERLINK\(1\),arrest,2023-01,2023-01-01,2023-01-31,unstated,0\.5,3\.5,,,/);
  expect(second).toMatch(/^b,second,strike,,,,district,,,,A\/town,/);
  // terms and credits are of the whole: they stand once
  expect(first).toMatch(/,coded by C; © OpenStreetMap contributors,L; terms of the ground,claims; as drawn by OpenStreetMap$/);
  expect(second).toMatch(/,,,$/);
  expect(rest).toEqual([""]);
});

/** The cells of a table whose texts have no line breaks and no quotes. */
function rows(csv: string): Record<string, string>[] {
  const [head = "", ...lines] = csv.slice(1).trimEnd().split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [names[at] ?? "", cell])));
}

test("CSV has texts as long as the file has them, though the page shows their beginning", () => {
  const long = "x".repeat(30_000);
  const found = makeModel(readRecords(collection(feature({ title: long, summary: long, note: long, what: long, actors: [long, "B"], source: long, where: long }))), LAYERS, new Store());
  expect(found.dataset.incidents[0]?.note).toHaveLength(20_001);
  const [row] = rows(toCsv(found));
  for (const column of ["title", "summary", "note", "what", "sources", "where"]) expect(row?.[column]?.length, column).toBe(long.length);
  expect(row?.["actors"]?.length).toBe(`${long}; B`.length);
});

// the words and the border are those that `sarhad distance` writes of the same records
test.each([
  ["a point", {}, point(3, 3), "point", "border/A-B"],
  ["a radius", { radius_m: 5_000 }, point(3, 3), "disc", "border/A-B"],
  ["several points", {}, { type: "MultiPoint", coordinates: [[3, 3], [2, 3]] }, "points", "border/A-B"],
  ["an area of which the file tells the interval", { precision: "district", areas: "A/town", border: "b", distance_min_m: 1, distance_max_m: 9 }, null, "area", "b"],
  ["a country", { precision: "country", areas: "A", border: "b", distance_min_m: 0, distance_max_m: 9 }, null, "area", "b"],
  ["along a border", { precision: "border-zone", border: "b", distance_min_m: 0, distance_max_m: 25_000 }, { type: "LineString", coordinates: [[3, 3], [3, 2]] }, "band", "b"],
  ["no place", { precision: "unlocated" }, null, "", ""],
])("CSV says what an interval of distances spans: %s", (_, properties, geometry, method, border) => {
  const [row] = rows(toCsv(makeModel(readRecords(collection(feature(properties, geometry))), LAYERS, new Store())));
  expect([row?.["interval_method"], row?.["border"]]).toEqual([method, border]);
});

test("CSV names the file that a record came from", () => {
  const found = makeModel(readRecords(collection(feature({ input: "UCDP GED 23.1" }), feature({}))), LAYERS, new Store());
  expect(rows(toCsv(found)).map((row) => row["input"])).toEqual(["UCDP GED 23.1", ""]);
});

test("the citation tells the filter, credits, sources and what was refused", () => {
  const model = made();
  model.store.filtered({ kinds: ["arrest"], units: ["A/town"], from_day: 19_358, to_day: 19_388, border_max_m: 25_000 });
  const text = citation(model, EN, NOON_2026_11_26_MS);
  for (const part of ["T with a break", "sarhad 0.1.0, 2026-11-26", "coded by C", "© OpenStreetMap contributors", "as drawn by OpenStreetMap", "claims"]) expect(text).toContain(`${part}\n`);
  expect(text).toMatch(/town/);
  expect(text).toMatch(/25 km/);
  model.store.update({ filter: { ...model.store.state.filter, units: [], border_max_m: null } });
  expect(citation(model, EN, NOON_2026_11_26_MS)).toContain("- Paper. P. 2023. https://example.org/x\n");
});
