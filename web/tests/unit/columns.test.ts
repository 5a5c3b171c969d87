// What of a record's own columns is shown: numbers of people as their source counts, columns that nothing else shows, and what was not understood.

import { describe, expect, it, test } from "vitest";
import { tollsOf } from "../../src/data/tolls";
import { otherColumns, untold } from "../../src/data/untold";
import { readRecords } from "../../src/data/records";
import { makeModel } from "../../src/state/made";
import { Store } from "../../src/state/store";
import { about } from "../../src/view/about";
import { details } from "../../src/view/details";
import { Gazetteer } from "../../src/view/told";
import { EN } from "../../src/words/en";
import { LANGUAGES } from "../../src/words/languages";
import type { Words } from "../../src/words/words";
import { collection, feature, incident, LAYERS, point } from "./samples";

function shown(properties: object, words: Words = EN, geometry: unknown = null): HTMLElement {
  const [one] = makeModel(readRecords(collection(feature(properties, geometry))), LAYERS, new Store()).dataset.incidents;
  if (one === undefined) throw new Error("refused");
  return details(one, words, new Gazetteer(LAYERS, words));
}

/** What stands behind a term in the panel; null where the term is not there. */
function fact(node: HTMLElement, term: string): string | null {
  const found = [...node.querySelectorAll("dt")].find((dt) => dt.textContent === term);
  return found?.nextElementSibling?.textContent ?? null;
}

describe("numbers of people", () => {
  const ucdp = { type_of_violence: 1, best: 3, low: "2", high: 5.0, deaths_civilians: 1 };

  it("stand in the words of their source, each on its own line", () => {
    const lines = (properties: object, words = EN): (string | null)[] => {
      const found = [...shown(properties, words).querySelectorAll("dt")].find((dt) => dt.textContent === words.record.toll);
      return [...(found?.nextElementSibling?.children ?? [])].map((line) => line.textContent);
    };
    expect(lines(ucdp)).toEqual(["best estimate 3 (low 2, high 5), UCDP", "deaths of civilians: 1, UCDP"]);
    expect(lines({ event_id_cnty: "PAK1", fatalities: "4" })).toEqual(["fatalities: 4, ACLED"]);
    expect(lines({ killed: "66 or more", injured: 0 })).toEqual(["killed: 66 or more", "injured: 0"]);
    expect(lines(ucdp, LANGUAGES.fa)[0]).toBe("بهترین برآورد ۳ (کمینه ۲، بیشینه ۵)، \u2068UCDP\u2069");
  });

  it("are never made of columns that only have such a name", () => {
    expect(tollsOf(incident({ best: "north face", low: 1, high: 8_000 }).feature)).toEqual({ tolls: [], columns: [] });
  });
});

describe("other columns", () => {
  it("are all that nothing else shows, in the order of the file, with their own names", () => {
    const { columns } = otherColumns(incident({ "My Column": "a", title: "t", name: "n", date: "2023-01-01", killed: 3, nested: { b: [1] }, empty: "", nothing: null, list: [], event_date: "4 May 2023" }));
    expect(columns.map(({ name, text }) => [name, text])).toEqual([["My Column", "a"], ["name", "n"], ["nested", '{"b":[1]}'], ["event_date", "4 May 2023"]]);
  });

  it("leave out what stands in two columns and is shown by one of them", () => {
    expect(otherColumns(incident({ title: "t", name: "t", actors: "A; B", side_a: "A", side_b: "C" })).columns).toEqual([{ name: "side_b", text: "C", cut: 0 }]);
  });

  it("show a date that was not taken, and leave out one that was", () => {
    expect(otherColumns(incident({ date_start: "2023-01-02", date_end: "2023-01-01" })).columns.map(({ name }) => name)).toEqual(["date_start", "date_end"]);
    expect(otherColumns(incident({ date_start: "2023-01-01", date_end: "2023-01-02" })).columns).toEqual([]);
  });

  it("are bounded: what is left out is counted", () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`c${at}`, "x".repeat(at === 0 ? 1_000_000 : 1)]));
    const { columns, left } = otherColumns(incident(many));
    expect([columns.length, left, columns[0]?.text.length, columns[0]?.cut]).toEqual([200, 100, 2_000, 998_000]);
    const text = shown(many).querySelector(".other-columns")?.textContent ?? "";
    expect(text).toContain("998,000 more letters");
    expect(text).toContain("100 more columns");
    expect(text).toContain("(300)");
  });

  it("are closed, and their texts are texts: only addresses of the web are links", () => {
    const nasty = "<img src=x onerror=alert(1)>";
    const node = shown({ [nasty]: nasty, a: "https://example.org/x", b: "javascript:alert(1)", c: "see https://example.org/y" });
    const box = node.querySelector("details.other-columns");
    expect(box?.hasAttribute("open")).toBe(false);
    expect([...(box?.querySelectorAll("a") ?? [])].map((link) => link.getAttribute("href"))).toEqual(["https://example.org/x"]);
    expect(node.querySelectorAll("img, script").length).toBe(0);
    expect(box?.textContent).toContain(nasty);
    expect(shown({ title: "t" }).querySelector(".other-columns")).toBeNull();
  });
});

describe("what was not made of a file", () => {
  const told = (...properties: object[]): ReturnType<typeof untold> => untold(readRecords(collection(...properties.map((one) => feature(one, point(1, 1))))));

  it("names what none of the records has, and the columns that nothing was made of", () => {
    expect(told({ Datum: "2023-01-01", Ort: "x" }, { Zahl: 1 })).toMatchObject({ without: ["date", "kind", "title"], columns: ["Datum", "Ort", "Zahl"] });
    expect(told({ title: "a", Datum: "x" }, { date: "2023", what: "b" })).toMatchObject({ without: [], columns: [] });
    expect(told()).toMatchObject({ without: [], columns: [] });
  });

  it("does not say of a column that is there and empty that none is known", () => {
    expect(told({ date_start: null, date_end: null, what: "", title: null, Ort: "x" })).toMatchObject({ without: [], columns: [] });
  });

  it("takes no span whose other end is written and cannot be read for an open one", () => {
    expect(told({ date_start: "2024-01-01", date_end: "03/04/2024" }, { date_start: "2024-01-01", date_end: null })).toMatchObject({ unread: 1, unread_example: "2024-01-01/03/04/2024" });
    expect(fact(shown({ date_start: "2024-01-01", date_end: "03/04/2024" }), EN.panel.date)).toBe("2024-01-01/03/04/2024 (cannot be read as a date)");
    expect(otherColumns(incident({ date_start: "2024-01-01", date_end: "03/04/2024" })).columns.map(({ name }) => name)).toEqual(["date_start", "date_end"]);
  });

  it("counts dates that cannot be read and spans that end before they begin", () => {
    const found = told({ date: "03/04/2023" }, { date: "2024/2023" }, { date_start: "2024-05-01", date_end: "2024-01-01" }, { date: "2023-05-05" }, {});
    expect(found).toMatchObject({ unread: 1, unread_example: "03/04/2023", backwards: 2, backwards_example: "2024/2023" });
  });

  test.each(["en", "fa", "ur"] as const)("is told about the data in %s", (code) => {
    const words = LANGUAGES[code];
    const text = (...properties: object[]): string => about(makeModel(readRecords(collection(...properties.map((one) => feature(one)))), LAYERS, new Store()), words).textContent ?? "";
    expect(text({ Datum: "1" })).toContain(words.record.without.date);
    expect(text({ Datum: "1" })).toContain("Datum");
    expect(text({ date: "soon" })).toContain("soon");
    expect(text({ date: "2024/2023" })).toContain(words.record.backwardsDates(1, "2024/2023"));
    expect(text({ date: "2024", what: "a", title: "b" })).not.toContain(words.record.untold);
  });

  it("stands beside what was noticed when the file was made", () => {
    const noticed = { ...collection(feature({ date: "2024", what: "a", title: "b" })), metadata: { remarks: ["7 points seem to be swapped", 5, { a: 1 }] } };
    const node = about(makeModel(readRecords(noticed), LAYERS, new Store()), EN);
    const heading = [...node.querySelectorAll("h3")].find((one) => one.textContent === EN.record.remarks);
    expect([...(heading?.nextElementSibling?.children ?? [])].map((line) => line.textContent)).toEqual(["7 points seem to be swapped", "5"]);
  });

  it("is told with the record too", () => {
    const node = shown({ date: "2024/2023" });
    expect(fact(node, EN.panel.date)).toBe("2024/2023 (ends before it begins, so no date is taken from it)");
    expect(fact(shown({ date: "03/04/2023" }), EN.panel.date)).toBe("03/04/2023 (cannot be read as a date)");
    expect(fact(shown({ date: "2023" }), EN.panel.date)).toBe("2023");
  });
});

describe("claims in the language of the page", () => {
  const claim = {
    who: "W",
    verb: "says",
    statement: "S",
    when: "2019-04",
    where: "at a named place: A/town",
    when_parts: { start: "2019-04-01", end: "2019-04-30", precision: "month" },
    where_parts: { precision: "province", areas: ["A", "SY"], border: null, place: null, radius_m: null, note: null },
  };
  const told = (change: object, words: Words): (string | null)[] => {
    const node = shown({ claim_list: [{ ...claim, ...change }] }, words).querySelector(".claim");
    return [...(node?.querySelectorAll("dd") ?? [])].map((dd) => dd.textContent);
  };

  it("are worded by the names of the layers, and by the reader's own names of countries elsewhere", () => {
    expect(told({}, EN)).toEqual(["April 2019", "Somewhere in A or Syria"]);
    expect(told({}, LANGUAGES.fa)).toEqual(["آوریل ۲۰۱۹", "جایی در الف یا سوریه"]);
  });

  it("have the words of the source first, and behind them what they mean", () => {
    const theirs = { when_parts: { ...claim.when_parts, as_written: "last spring" }, where_parts: { ...claim.where_parts, as_written: "in Syria, or here" } };
    expect(told(theirs, EN)).toEqual(["last spring that is: April 2019", "in Syria, or here that is: somewhere in A or Syria"]);
    // said once where both say the same
    expect(told({ when_parts: { ...claim.when_parts, as_written: "April 2019" } }, EN)[0]).toBe("April 2019");
    expect(told({ when_parts: { start: "2019-04-18", end: "2019-04-18", as_written: "2019-04-18" } }, LANGUAGES.fa)[0]).toBe("۱۸ آوریل ۲۰۱۹");
  });

  it("tell the place, its units and the border beside how precise they are", () => {
    const where_parts = { precision: "locality", areas: ["A/town"], border: "border/A-B", place: "Chogab", radius_m: 10_000, note: "as coded" };
    expect(told({ where_parts }, EN).slice(1)).toEqual(["Somewhere within 10 km of the middle of the place that is named (Chogab, town district, A–B border)", "as coded"]);
  });

  it("tell the point that they give, and never that a place with a point has none", () => {
    const exact = { precision: "exact", areas: [], lon: 62.3, lat: "25.1" };
    expect(told({ where_parts: exact }, EN)[1]).toMatch(/^At the point that is given as exact \(latitude .*25\.1.*, longitude .*62\.3.*\)$/u);
    expect(told({ where_parts: { ...exact, precision: "locality" } }, EN)[1]).toMatch(/^Somewhere within 5 km of the middle of the place that is named \(latitude/u);
    expect(told({ where_parts: { ...exact, lat: 91 } }, EN)[1]).toBe("At the point that is given as exact");
    expect(told({ where_parts: exact }, LANGUAGES.fa)[1]).toContain("عرض");
  });

  it("without parts stand as they are", () => {
    expect(told({ when_parts: null, where_parts: null }, EN)).toEqual(["April 2019", "at a named place: A/town"]);
  });
});

test("several events told as one are listed, and the record says why it is not drawn", () => {
  const where = (words: Words): string | null => fact(shown({ record: "aggregate", precision: "province", areas: "A/north" }, words), words.panel.place);
  expect(where(EN)).toBe("Several events told as one, so no place is drawn and no distance measured; named for all of them: north province");
  expect(where(LANGUAGES.ur)).toContain("کئی واقعات ایک ساتھ بتائے گئے");
  const several = shown({ precision: "near", radius_m: 2_000 }, EN, { type: "MultiPoint", coordinates: [[1, 1], [2, 2]] });
  expect(fact(several, EN.panel.place)).toContain("several places".replace("s", "S"));
  expect(fact(several, EN.panel.border)).toBe(EN.table.noDistance);
});

test("a record says which of several files it came from", () => {
  expect(fact(shown({ input: "UCDP GED 23.1" }), EN.record.input)).toBe("UCDP GED 23.1");
  expect(fact(shown({ title: "t" }), EN.record.input)).toBeNull();
});
