// Files and addresses made to do harm: nothing throws that is not a DataError, nothing runs, memory and time are bounded.

import { describe, expect, test } from "vitest";
import { DataError } from "../../src/data/errors";
import { load } from "../../src/data/load";
import { readRecords } from "../../src/data/records";
import { readLayers } from "../../src/data/topology";
import { cellOf, toCsv } from "../../src/download/csv";
import { toGeoJson } from "../../src/download/geojson";
import { Stretches } from "../../src/geo/stretches";
import type { LonLat } from "../../src/model/lonlat";
import { facets } from "../../src/state/filter";
import { folded } from "../../src/state/fold";
import { fromFragment, toFragment } from "../../src/state/url";
import { FIRST_STATE } from "../../src/state/store";
import { details } from "../../src/view/details";
import { webAddress } from "../../src/view/nodes";
import { MarkMaker } from "../../src/view/map/marks";
import { Gazetteer } from "../../src/view/told";
import { LANGUAGES } from "../../src/words/languages";
import { collection, feature, incident, LAYERS, model, point } from "./samples";

const read = (...features: unknown[]): ReturnType<typeof readRecords> => readRecords(collection(...features));

describe("records", () => {
  test.each([
    ["not on Earth", point(1e308, -1e308)],
    ["no numbers", { type: "Point", coordinates: ["NaN", "Infinity"] }],
    ["null", { type: "Point", coordinates: [null, null] }],
    ["a list in a list", { type: "Point", coordinates: [[[[1]]]] }],
    ["no list", { type: "Polygon", coordinates: { length: 4_000_000_000 } }],
    ["a type of the prototype", { type: "constructor", coordinates: [] }],
    ["an empty ring", { type: "Polygon", coordinates: [[]] }],
  ])("a geometry that is %s is refused, the rest is read", (_, geometry) => {
    const { incidents, refused } = read(feature({ title: "bad" }, geometry), feature({ title: "good" }, point(60, 30)));
    expect(incidents.map(({ title, index }) => [title, index])).toEqual([["good", 0]]);
    expect(refused).toMatchObject([{ index: 0 }]);
  });

  test("collections a hundred thousand deep are refused", () => {
    const depth = 100_000;
    const text = `${'{"type":"GeometryCollection","geometries":['.repeat(depth)}${"]}".repeat(depth)}`;
    const { incidents, refused } = read(feature({}, JSON.parse(text)));
    expect([incidents.length, refused[0]?.reason]).toEqual([0, "its collections are nested too deeply"]);
  });

  test.each([["null", null], ["text", "features"], ["an object", { 0: {} }], ["missing", undefined]])("features that are %s", (_, features) => {
    expect(() => readRecords({ type: "FeatureCollection", features })).toThrow(DataError);
  });

  test("a quarter of a million properties", { timeout: 60_000 }, () => {
    const properties = Object.fromEntries(Array.from({ length: 250_000 }, (_, number) => [`p${number}`, number]));
    expect(read(feature({ ...properties, title: "wide" })).incidents[0]?.title).toBe("wide");
  });

  test("names of the prototype are names", () => {
    const text = '{"__proto__":{"polluted":1},"constructor":"c","toString":"t","title":"__proto__","what":"constructor","country":"__proto__","actors":"hasOwnProperty","precision":"constructor","where_prec":"toString","type_of_violence":"__proto__"}';
    const made = model(feature(JSON.parse(text) as object, point(1, 1)));
    const [first] = made.dataset.incidents;
    expect(first).toMatchObject({ title: "__proto__", kind: "constructor", precision: "unstated", actors: ["hasOwnProperty"] });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(facets(made.dataset).kinds).toEqual([{ value: "constructor", label: "constructor", count: 1 }]);
    if (first === undefined) throw new Error("refused");
    expect(details(first, LANGUAGES.en, new Gazetteer(LAYERS, LANGUAGES.en)).textContent).toContain("constructor");
    expect(toGeoJson(made)).toContain('"__proto__":{"polluted":1}');
  });

  test("equal ids are different records", () => {
    const { incidents } = read(...[1, 2, 3].map((title) => feature({ title }, null, { id: "same" })));
    expect(incidents.map(({ index, title }) => [index, title])).toEqual([[0, "1"], [1, "2"], [2, "3"]]);
  });

  test("texts that cannot be seen are none, and very long ones are cut", () => {
    expect(incident({ title: "\u200b\u2060\u202e\ufeff ", summary: "\u0000\u0007" })).toMatchObject({ title: "#1", summary: null });
    const long = incident({ title: "x".repeat(5_000_000), note: "y".repeat(5_000_000) });
    expect([long.title.length, long.note?.length]).toEqual([401, 20_001]);
    expect(long.feature.properties?.["note"]).toHaveLength(5_000_000);
  });

  test("a record of half a million places", () => {
    const coordinates = Array.from({ length: 500_000 }, (_, number): LonLat => [number / 10_000, 1]);
    const made = model(feature({}, { type: "MultiPoint", coordinates }));
    expect(new MarkMaker(made.dataset.incidents, LAYERS).marks([0]).places).toHaveLength(500_000);
    expect(made.dataset.incidents[0]?.border).toBeNull();
  });

  test("two thousand areas at one place are two thousand areas", () => {
    const area = (north: number): object => ({ type: "Polygon", coordinates: [[[1, 1], [2, 1], [2, 1 + north], [1, 1]]] });
    const made = model(...Array.from({ length: 2_000 }, (_, number) => feature({}, area((number + 1) / 1_000))));
    const { areas } = new MarkMaker(made.dataset.incidents, LAYERS).marks(made.shown());
    expect(areas).toHaveLength(2_000);
  });
});

test("a line that crosses the world thousands of times fits into memory and is still measured", () => {
  const line = Array.from({ length: 20_000 }, (_, number): LonLat => [number % 2 === 0 ? -89 : 89, (number % 80) - 40]);
  const stretches = new Stretches([line]);
  expect(stretches.count).toBeLessThan(2_100_000);
  expect(stretches.nearest([89, 1])?.distance_m).toBeCloseTo(0, 3);
});

describe("layers", () => {
  const layers = (arcs: unknown, ...geometries: unknown[]): (() => unknown) => () => readLayers({ type: "Topology", arcs, objects: { borders: { type: "GeometryCollection", geometries } } });

  test.each([[5], [-7], [1.5], [1e300], ["0"], [null], [Number.MIN_SAFE_INTEGER], [{ toString: 0 }]])("an arc called %s", (number) => {
    expect(layers([[[0, 0], [1, 1]]], { type: "LineString", arcs: [number] })).toThrow(DataError);
  });

  test("a long arc that is named a thousand times does not fill the memory", () => {
    const arc = Array.from({ length: 100_000 }, (_, number) => [number / 1_000, 1]);
    expect(layers([arc], { type: "MultiLineString", arcs: Array.from({ length: 1_000 }, () => [0, -1, 0]) })).toThrow(/more places than any map/);
  });

  test("a collection that holds itself", () => {
    const round: { type: string; geometries: unknown[] } = { type: "GeometryCollection", geometries: [] };
    round.geometries.push(round);
    expect(readLayers({ type: "Topology", arcs: [], objects: { borders: round } }).borders).toEqual([]);
  });

  test.each([["scale", { scale: ["x", null], translate: [0, 0] }], ["shift", { scale: [1, 1], translate: [1e308, 0] }]])("a hostile %s", (_, transform) => {
    const read = (): unknown => readLayers({ type: "Topology", transform, arcs: [[[0, 0], [1, 1]]], objects: { borders: { type: "LineString", arcs: [0] } } });
    expect(read).not.toThrow();
  });
});

describe("packed data", () => {
  function page(text: string): Document {
    const made = document.implementation.createHTMLDocument();
    const script = made.createElement("script");
    script.setAttribute("type", "text/plain");
    script.setAttribute("data-sarhad", "incidents");
    script.textContent = text;
    made.body.append(script);
    return made;
  }

  const from = (text: string): Promise<unknown> => load({ src: null, layersSrc: null, document: page(text) });

  async function packed(chunk: Uint8Array<ArrayBuffer>, times: number): Promise<string> {
    let left = times;
    const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(control) {
        if (left-- > 0) control.enqueue(chunk);
        else control.close();
      },
    });
    return Buffer.from(await new Response(source.pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer()).toString("base64");
  }

  test("base64 and deflate that were cut short", async () => {
    const whole = await packed(new TextEncoder().encode(JSON.stringify(collection())), 1);
    await expect(from(whole)).resolves.toBeDefined();
    await expect(from(whole.slice(0, -5))).rejects.toThrow(/cut short/);
    await expect(from(`${whole.slice(0, 8)}<img>`)).rejects.toThrow(/cut short/);
    await expect(from("")).rejects.toBeInstanceOf(DataError);
  });

  test("a bomb is given up before it fills the memory", { timeout: 120_000 }, async () => {
    const bomb = await packed(new Uint8Array(1 << 20).fill(32), 1024);
    expect(bomb.length).toBeLessThan(2_000_000);
    await expect(from(bomb)).rejects.toThrow(/far larger than any map/);
  });
});

describe("files of a server", () => {
  async function answered(answer: Response): Promise<unknown> {
    const real = globalThis.fetch;
    globalThis.fetch = () => Promise.resolve(answer);
    try {
      return await load({ src: "https://x.example/i.geojson", layersSrc: null, document });
    } finally {
      globalThis.fetch = real;
    }
  }

  test("one that says how large it is, is not waited for", async () => {
    await expect(answered(new Response("{", { headers: { "content-length": String(300 * 1024 * 1024) } }))).rejects.toThrow(/far larger than any map/);
  });

  test("one that says nothing and never ends is given up", { timeout: 120_000 }, async () => {
    const chunk = new Uint8Array(1 << 20).fill(32);
    const endless = new ReadableStream({ pull: (control) => control.enqueue(chunk) });
    await expect(answered(new Response(endless))).rejects.toThrow(/far larger than any map/);
  });

  test("one that breaks off", async () => {
    const broken = new ReadableStream({ pull: (control) => control.error(new TypeError("gone")) });
    await expect(answered(new Response(broken))).rejects.toThrow(/did not arrive whole/);
  });

  test.each(["javascript:alert(1)", "http://["])("an address such as %j is told, not followed", async (src) => {
    await expect(load({ src, layersSrc: null, document })).rejects.toBeInstanceOf(DataError);
  });
});

test.each([
  "#map=1e999,NaN,Infinity",
  "#map=60,30,5&map=</script>",
  "#%E0%A4%A&%&=&&&__proto__=1&constructor=2",
  "#ask=181,91&circle=0,0,-1&circle=0,0,1e99",
  "#from=999999-99-99&to=../../../..&border=-1&sure=maybe&show=-1&lang=__proto__&theme=constructor",
  `#q=${"a".repeat(1_000_000)}`,
  `#${"kind=a&".repeat(9_000)}`,
  "#q=\u0000\u202e\ud800",
])("an address such as %j changes nothing that can do harm", (fragment) => {
  const said = { ...FIRST_STATE, ...fromFragment(fragment) };
  expect(fromFragment(toFragment(said))).toEqual(fromFragment(toFragment({ ...FIRST_STATE, ...fromFragment(toFragment(said)) })));
  expect([said.language, said.theme, said.asked, said.circle]).toEqual(["en", "auto", null, null]);
});

describe("links and markup", () => {
  test.each(["javascript:alert(1)", " java\nscript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>1</script>", "vbscript:x", "blob:https://x/1", "file:///etc/passwd", "//x.example", "view-source:https://x", "\u0001javascript:1"])("%j is no link", (url) => {
    expect(webAddress(url)).toBeNull();
    const one = incident({ title: "t", source: "s", source_url: url }, point(1, 1));
    const node = details(one, LANGUAGES.en, new Gazetteer(LAYERS, LANGUAGES.en));
    expect(node.querySelector("a")).toBeNull();
  });

  test("markup in every column is text", () => {
    const bad = '<img src=x onerror="alert(1)"><style>*{display:none}</style><script>1</script>';
    const columns = ["title", "summary", "what", "date", "precision", "where", "actors", "source", "source_url", "note", "country", "district", "border"];
    const properties = { ...Object.fromEntries(columns.map((column) => [column, bad])), distance_m: 1, conflicts: bad, claim_list: [{ who: bad, verb: bad, quoted: true, statement: bad, said_on: bad, when: bad, where: bad, toll: bad, source: bad, differs_in: [bad] }] };
    const made = model(feature(properties, point(1, 1)));
    const [first] = made.dataset.incidents;
    if (first === undefined) throw new Error("refused");
    for (const words of Object.values(LANGUAGES)) {
      const node = details(first, words, new Gazetteer(LAYERS, words));
      expect(node.querySelectorAll("img, style, script, [style], [onerror]")).toHaveLength(0);
      expect(node.textContent).toContain(bad);
    }
  });

  test("marks that turn the direction of writing do not leave a name", () => {
    for (const { format } of Object.values(LANGUAGES)) {
      expect(format.name("a\u202eb\u2069\u2069c")).not.toMatch(/[\u202a-\u202e]/u);
      expect(format.name("\u0627\u2069\u202eb").replace(/^\u2068|\u2069$/gu, "")).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
    }
    expect(folded("at\u200bt\u00adack\u202e")).toBe("attack");
  });
});

test("a table runs no formula", () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r", "＝"]) expect(cellOf(`${start}cmd|' /C calc'!A0`)).toMatch(/^"?'/);
  expect(cellOf("-12.5")).toBe("-12.5");
  const rows = toCsv(model(feature({ title: '=HYPERLINK("http://x","y")', note: '",=1+1\r\n=2', source: "@SUM(1)" }, point(1, 1))));
  expect(rows).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
  expect(rows).toContain('""",=1+1\r\n=2"'.slice(2));
  expect(rows).toContain("'@SUM(1)");
});
