// What the page says and how it sorts time: told no surer than it is known, in three languages; hostile texts stay texts.

import { describe, expect, it } from "vitest";
import { readRecords } from "../../src/data/records";
import { EMPTY_LAYERS } from "../../src/data/topology";
import type { Layers } from "../../src/model/layer";
import { details } from "../../src/view/details";
import { el, outwardLink, webAddress } from "../../src/view/nodes";
import { binsOf, firstDay, histogram, lanes, lastDay, monthOf } from "../../src/view/timebins";
import { conflictTopics, dateTold, distanceInShort, Gazetteer, spanTold, whenTold } from "../../src/view/told";
import { filterOfAttribute, timeOfAttribute } from "../../src/view/wishes";
import { LANGUAGES, languageOf } from "../../src/words/languages";
import { EN } from "../../src/words/en";

const LAYERS: Layers = {
  ...EMPTY_LAYERS,
  attributions: ["Made with Natural Earth", "© OpenStreetMap contributors"],
  districts: [{ id: "PK/gwadar", names: { en: "Gwadar", fa: null, ur: "گوادر" }, level: "district", parent: null, country: "PK", polygons: [], bbox_deg: [0, 0, 1, 1] }],
  borders: [{ id: "border/IR-PK", names: { en: "Iran–Pakistan border", fa: "مرز ایران و پاکستان", ur: "ایران پاکستان سرحد" }, lines: [], accuracy_m: 100, approximate: false, maritime: false }],
};

function records(...all: readonly Record<string, unknown>[]) {
  return readRecords({
    type: "FeatureCollection",
    features: all.map(({ geometry = null, claims, ...properties }, number) => ({ type: "Feature", id: `r${number}`, geometry, properties, claims })),
  });
}

function first(properties: Record<string, unknown>) {
  const dataset = records(properties);
  const incident = dataset.incidents[0];
  if (incident === undefined) throw new Error("the record was refused");
  return { dataset, incident };
}

describe("when", () => {
  it.each([
    [{ date_start: "2022-09-30", date_end: "2022-09-30" }, "30 September 2022"],
    [{ date_start: "2019-04-01", date_end: "2019-04-30" }, "April 2019"],
    [{ date_start: "2012-01-01", date_end: "2012-12-31" }, "2012"],
    [{ date_start: "2019-01-01", date_end: "2023-12-31" }, "2019 – 2023"],
    [{ date_start: "2024-02-01", date_end: "2024-02-28" }, "1 February 2024 – 28 February 2024"],
    [{ date: "../2024-01-26", date_start: null, date_end: "2024-01-26" }, "on or before 26 January 2024"],
    [{ date: "2024-01-26/..", date_start: "2024-01-26", date_end: null }, "on or after 26 January 2024"],
    [{}, "no date is known"],
  ])("%j is told as %s", (dates, told) => {
    expect(whenTold(first({ title: "t", ...dates }).incident, EN)).toBe(told);
  });

  it.each([["2019-04-18", "18 April 2019"], ["2019-04", "April 2019"], ["2023", "2023"], ["Wednesday night", "Wednesday night"], ["2019-13-40", "2019-13-40"]])("a claim's %s is told as %s", (text, told) => {
    expect(dateTold(text, EN)).toBe(told);
  });

  it("writes years without a mark between thousands, in the digits of the language", () => {
    expect(spanTold(firstDay(2012 * 12), lastDay(2012 * 12 + 11), LANGUAGES.fa)).toBe("۲۰۱۲");
  });
});

describe("where", () => {
  const district = { title: "t", precision: "district", areas: "PK/gwadar", where: "Gwadar district", border: "border/IR-PK", border_name: "Iran–Pakistan border", distance_min_m: 0, distance_max_m: 253_400.2 };

  it("tells a district as somewhere in it, and the distance as an interval rounded outward", () => {
    const { incident } = first(district);
    const gazetteer = new Gazetteer(LAYERS, EN);
    expect(gazetteer.where(incident)).toBe("somewhere in Gwadar district");
    expect(gazetteer.distance(incident)).toBe("between 0 and 254 km from the nearest land border as drawn by OpenStreetMap");
    expect(distanceInShort(incident, EN)).toBe("0 to 254 km");
  });

  it("does so in Urdu and Persian, with the names they have", () => {
    const { incident } = first(district);
    expect(new Gazetteer(LAYERS, LANGUAGES.ur).where(incident)).toBe("ضلع گوادر میں کہیں");
    expect(new Gazetteer(LAYERS, LANGUAGES.fa).where(incident)).toMatch(/شهرستان \u2068?Gwadar\u2069/u);
    expect(new Gazetteer(LAYERS, LANGUAGES.fa).distance(incident)).toBe("بین ۰ تا ۲۵۴ کیلومتر از نزدیک‌ترین مرز زمینی به ترسیم \u2068OpenStreetMap\u2069");
    expect(new Gazetteer(LAYERS, LANGUAGES.ur).distance(incident)).toContain("قریب ترین زمینی سرحد سے 0 تا 254 کلومیٹر کے درمیان");
  });

  it("names a border only where it is known to be the nearest", () => {
    const told = (more: object): string | null => {
      const { incident } = first({ ...district, ...more });
      return new Gazetteer(LAYERS, EN).distance(incident);
    };
    expect(told({ precision: "exact", distance_min_m: 20_000, distance_m: 20_000, distance_max_m: 20_000 })).toBe("20 km from the Iran–Pakistan border as drawn by OpenStreetMap");
    // elsewhere within the radius another one may be the nearest
    expect(told({ precision: "locality", radius_m: 10_000, distance_min_m: 10_000, distance_m: 20_000, distance_max_m: 30_000 })).toBe("between 10 and 30 km from the nearest land border as drawn by OpenStreetMap");
  });

  it("marks texts in Latin letters as English on pages in Arabic script, and leaves others alone", () => {
    expect(["The Nation", "دی نیشن", "2019"].map((text) => LANGUAGES.ur.format.langOf(text))).toEqual(["en", null, null]);
    expect(EN.format.langOf("دی نیشن")).toBeNull();
  });

  it("tells radii and bands no narrower than they are, and how far a band reaches", () => {
    const where = (properties: object, geometry: object): string => new Gazetteer(LAYERS, EN).where(first({ title: "t", geometry, ...properties }).incident);
    expect(where({ precision: "near", radius_m: 25_400 }, { type: "Point", coordinates: [62, 26] })).toBe("within 25.4 km of the point that is given");
    expect(where({ precision: "exact", radius_m: 500 }, { type: "Point", coordinates: [62, 26] })).toBe("within 500 m of the point that is given");
    expect(where({ precision: "border-zone", along_border: "border/IR-PK" }, { type: "LineString", coordinates: [[62, 26], [63, 27]] })).toBe("somewhere along the Iran–Pakistan border, within 25 km of it");
    expect([EN.format.limit(12_345.2), EN.format.limit(25_000), EN.format.limit(10.2), LANGUAGES.fa.format.limit(5_000)]).toEqual(["12.346 km", "25 km", "11 m", "۵ کیلومتر"]);
  });

  it("never tells a country as a place", () => {
    const { incident } = first({ title: "t", precision: "country", areas: "IR" });
    expect(new Gazetteer(LAYERS, EN).where(incident)).toContain("not drawn");
  });
});

describe("counts in words", () => {
  it("counts marks in a cluster, since one incident may have several places, and incidents in an outline", () => {
    expect(EN.map.cluster(3)).toBe("3 marks close together");
    expect(EN.map.inOutline(3)).toBe("3 incidents somewhere in this area");
  });

  it("says of what is not drawn that the layers may lack it", () => {
    const told = EN.page.summary({ shown: 1, all: 1, points: 0, areas: 0, lines: 0, nowhere: 1, undated: 0, from: null, to: null });
    expect(told).toContain("1 not drawn: no place within a country is known, or the layers lack its outline");
  });
});

describe("claims", () => {
  const nasty = '"><img src=x onerror=alert(1)><script>alert(2)</script>';

  it("shows hostile texts as they are and opens no address but those of the web", () => {
    const { incident } = first({ title: nasty, what: nasty, source: nasty, source_url: "javascript:alert(3)", note: nasty, conflicts: "place date place" });
    const node = details(incident, EN, new Gazetteer(LAYERS, EN));
    expect(node.querySelectorAll("img, script, a").length).toBe(0);
    expect(node.querySelector("h3")?.textContent).toBe(nasty);
    expect(node.textContent).toContain("javascript:alert(3)");
    expect(conflictTopics(incident)).toEqual(["place", "date"]);
  });

  it.each(["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "relative", "file:///etc/passwd", ""])("refuses %j", (url) => {
    expect(webAddress(url)).toBeNull();
  });

  it("opens the web without telling who asks", () => {
    expect(outwardLink("https://example.org/a", "t", "l")?.rel).toContain("noopener");
  });

  it.each(["onclick", "style", "srcdoc", "ONLOAD"])("sets no attribute %s", (name) => {
    expect(() => el("div", { [name]: "x" })).toThrow(TypeError);
  });
});

describe("time", () => {
  it.each([0, -1, 19_000, -719_528 + 31, 2_932_896])("month of day %d begins on or before it", (day) => {
    expect(firstDay(monthOf(day))).toBeLessThanOrEqual(day);
    expect(lastDay(monthOf(day))).toBeGreaterThanOrEqual(day);
  });

  it("counts each record once: in a bar, as a span or undated", () => {
    const { incidents } = records({ date: "2022-09-30" }, { date: "2022-09" }, { date: "2020/2022" }, { date: "../2021-05-05" }, {});
    const bins = binsOf(incidents);
    if (bins === null) throw new Error("no bins");
    const found = histogram(bins, incidents);
    expect(found.bars.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(found.spans.map(({ open_start }) => open_start)).toEqual([false, true]);
    expect(found.undated).toBe(1);
  });

  it("has no bins without dates, and at least a dozen with one", () => {
    expect(binsOf([])).toBeNull();
    expect(binsOf(records({ date: "2023-05-05" }).incidents)?.count).toBe(12);
  });

  it("puts spans side by side and counts what has no room", () => {
    const span = { index: 0, from_bin: 0, to_bin: 5, open_start: false, open_end: false };
    expect(lanes([span, span, span, { ...span, from_bin: 6, to_bin: 7 }], 2)).toMatchObject({ left_out: 1 });
  });
});

describe("attributes", () => {
  it("reads a time, and asks nothing where it cannot", () => {
    expect(timeOfAttribute("2023")).toEqual({ from_day: firstDay(2023 * 12), to_day: lastDay(2023 * 12 + 11) });
    for (const wish of [null, "", "soon", "2023/x/y", "__proto__"]) expect(timeOfAttribute(wish)).toEqual({ from_day: null, to_day: null });
  });

  it("reads a filter as addresses have it", () => {
    expect(filterOfAttribute("kind=armed-attack&border=25000")).toMatchObject({ kinds: ["armed-attack"], border_max_m: 25_000 });
  });

  it.each([["ur-PK", "ur"], ["FA_ir", "fa"], ["en", "en"], ["de", null], [null, null], ["constructor", null]])("understands the language %s", (tag, code) => {
    expect(languageOf(tag)).toBe(code);
  });
});

describe("words", () => {
  it("has every text in every language, and no sentence left empty", () => {
    const texts = (value: unknown, path: string): string[] => {
      if (typeof value === "string") return value.trim() === "" ? [path] : [];
      if (typeof value !== "object" || value === null) return [];
      return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
    };
    for (const words of Object.values(LANGUAGES)) expect(texts({ ...words, format: null }, words.code)).toEqual([]);
  });

  it("chooses forms by number", () => {
    expect(EN.panel.claims(1)).toBe("1 claim");
    expect(EN.panel.claims(8)).toBe("8 claims");
    expect(LANGUAGES.ur.panel.claims(8)).toBe("8 دعوے");
    expect(LANGUAGES.fa.page.shown(12, 15)).toBe("۱۲ از ۱۵ نشان داده شده");
  });

  it("rounds intervals outward at every size", () => {
    expect(EN.format.interval(12_999, 13_001)).toEqual({ min: "12", max: "14", unit: "km" });
    expect(EN.format.interval(1_290, 1_310)).toEqual({ min: "1.2", max: "1.4", unit: "km" });
    expect(EN.format.interval(10.6, 99.2)).toEqual({ min: "10", max: "100", unit: "m" });
  });
});
