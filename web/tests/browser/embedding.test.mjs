// On other people's pages: two elements, the Leaflet plugin on a plain Leaflet page, and the package in an empty Vite project.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertQuiet, eventually, made, records, serve, startBrowser, watched, WEB } from "./browser.mjs";
import { Reader } from "./reader.mjs";

const { features } = records();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

const page_of = (body, head = "") => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

test("two elements on one page do not share their state", async (t) => {
  const element = (name) => `<sarhad-map id="${name}" url-state="${name}" lang="en" src="/site/data/incidents.geojson" layers-src="/site/data/layers.topojson" layers="borders countries"></sarhad-map>`;
  const script = `globalThis.heard = [];
for (const name of ["sarhad-select", "sarhad-filter"]) document.addEventListener(name, ({ type, target, detail }) => heard.push([target.id, type, detail?.title ?? detail?.shown ?? null]));`;
  const site = await serve(t, { "/site/": made("site"), "/two.html": page_of(`${element("a")}${element("b")}<script src="/two.js"></script><script src="/site/sarhad-map.js"></script>`), "/two.js": script });
  const { page, noted } = await watched(browser, t);
  const a = await Reader.open(page, `${site}/two.html`, "#a");
  const b = new Reader(page, "#b");
  await b.ready();
  await a.choose("armed attack");
  const attacks = features.filter(({ properties }) => properties.what === "armed-attack").map(({ properties }) => properties.title);
  await eventually(async () => assert.deepEqual(await a.titles(), attacks));
  assert.equal((await b.titles()).length, features.length);
  await b.at("tbody .name").nth(2).click();
  assert.equal(await a.record(), null);
  assert.equal(await b.record(), features[2].properties.title);
  assert.deepEqual(await page.evaluate(() => globalThis.heard), [["a", "sarhad-filter", attacks.length], ["b", "sarhad-select", features[2].properties.title]]);
  await page.waitForFunction(() => location.hash.includes("a.kind=") && location.hash.includes("b.show="));
  await page.reload();
  await a.ready();
  await b.ready();
  assert.deepEqual(await a.titles(), attacks);
  assert.equal((await b.titles()).length, features.length);
  assert.equal(await b.record(), features[2].properties.title);
  const ids = await page.evaluate(() => [...document.querySelectorAll("sarhad-map")].map((host) => [...host.shadowRoot.querySelectorAll("[id]")].map(({ id }) => id)));
  for (const own of ids) assert.equal(new Set(own).size, own.length, "an id is there twice");
  // taken out and put back, an element goes on as it was
  await page.evaluate(() => document.body.prepend(document.querySelector("#b")));
  assert.equal(await b.record(), features[2].properties.title);
  assertQuiet(noted, [site]);
});

test("the plugin on a plain Leaflet page, under a strict policy", async (t) => {
  const script = `globalThis.heard = [];
const map = L.map("map").setView([28, 62], 5);
const layer = L.sarhad("/site/data/incidents.geojson", { layers: "/site/data/layers.topojson" });
layer.on("sarhad:load", () => heard.push("load"));
layer.on("sarhad:select", ({ incident }) => heard.push(incident.title));
layer.on("sarhad:filter", ({ shown, all }) => heard.push(shown + "/" + all));
layer.on("sarhad:error", ({ error }) => heard.push(error.message));
layer.addTo(map);
Object.assign(globalThis, { map, layer });`;
  const page_text = page_of(`<div id="map"></div><script src="/leaflet/leaflet.js"></script><script src="/dist/leaflet-sarhad.js"></script><script src="/plain.js"></script>`, `<link rel="stylesheet" href="/leaflet/leaflet.css"><link rel="stylesheet" href="/plain.css">`);
  const site = await serve(t, { "/site/": made("site"), "/dist/": join(WEB, "dist"), "/leaflet/": join(WEB, "node_modules", "leaflet", "dist"), "/plain.html": page_text, "/plain.js": script, "/plain.css": "#map{block-size:600px}" });
  const { page, noted } = await watched(browser, t);
  await page.goto(`${site}/plain.html`);
  await page.waitForFunction(() => globalThis.heard.length > 0);
  assert.deepEqual(await page.evaluate(() => globalThis.heard), ["load"]);
  const [incidents, notDrawn] = await page.evaluate(() => [layer.getIncidents().map(({ title }) => title), layer.getNotDrawn().map(({ title }) => title)]);
  assert.deepEqual(incidents, features.map(({ properties }) => properties.title));
  const credit = page.locator(".leaflet-control-attribution");
  assert.match(await credit.innerText(), new RegExp(`${notDrawn.length} not on the map`, "u"));
  assert.match(await credit.innerText(), /OpenStreetMap/u);
  // a number on the map is pressed by keyboard: a popup with the record
  const gwadar = page.locator(".sarhad-count-icon[title*=Gwadar]");
  await gwadar.focus();
  await page.keyboard.press("Enter");
  const popup = page.locator(".leaflet-popup .sarhad-popup");
  const [only] = features.filter(({ properties }) => properties.district === "PK/gwadar").map(({ properties }) => properties.title);
  await popup.getByText(only).first().waitFor();
  assert.equal(await page.evaluate(() => globalThis.heard.at(-1)), only);
  await page.evaluate(() => layer.setFilter({ kinds: ["armed-attack"] }));
  const attacks = features.filter(({ properties }) => properties.what === "armed-attack").length;
  assert.equal(await page.evaluate(() => globalThis.heard.at(-1)), `${attacks}/${features.length}`);
  await page.evaluate(() => layer.remove());
  assert.equal(await page.locator(".sarhad-count-icon").count(), 0);
  assertQuiet(noted, [site]);
});

/** The code blocks of a kind in the page about Observable. */
function blocks(kind) {
  const text = readFileSync(join(WEB, "..", "examples", "web-observable.md"), "utf8");
  return [...text.matchAll(new RegExp("```" + kind + "\\n([\\s\\S]*?)```", "gu"))].map(([, code]) => code);
}

/** A cell of a notebook as a statement: `name = value`, `name = { … return value }` or a value alone. */
function statement(cell) {
  const [, name, body] = /^([a-z]+) = ([\s\S]*)$/u.exec(cell) ?? [];
  if (name === undefined) return `globalThis.tell = (chosen) => display(${cell});`;
  return `const ${name} = await ${body.startsWith("{") ? `(async () => ${body})()` : body}`;
}

test("the blocks for Observable run as they are written, in pages and in cells of notebooks", async (t) => {
  // what Observable has around them
  const around = `globalThis.shown = [];
globalThis.values = [];
const display = (value) => (value instanceof Node ? document.body.append(value) : globalThis.shown.push(value));
const Generators = { observe: (begin) => begin((value) => globalThis.values.push(value)) };
const FileAttachment = (name) => {
  const url = "/site/" + (name === "sarhad-map.js" ? name : "data/" + name.replace("data/", ""));
  return { url: async () => url, json: async () => (await fetch(url)).json() };
};
`;
  const plain = blocks("js");
  const cells = blocks("ojs");
  assert.deepEqual([plain.length, cells.length], [4, 5]);
  const mounts = {
    "/site/": made("site"),
    "/plain.js": `${around}${plain.slice(0, -1).join("\n")}\nglobalThis.tell = (chosen) => { ${plain.at(-1)} };`,
    "/cells.js": `${around}${cells.map(statement).join("\n")}\ndisplay(map);`,
  };
  for (const name of ["plain", "cells"]) mounts[`/${name}.html`] = page_of(`<script type="module" src="/${name}.js"></script>`);
  const site = await serve(t, mounts);
  for (const name of ["plain", "cells"]) {
    const { page, noted } = await watched(browser, t);
    const reader = await Reader.open(page, `${site}/${name}.html`);
    assert.equal((await reader.titles()).length, features.length);
    await reader.at("tbody .name").first().click();
    const told = await page.evaluate(() => {
      for (const value of globalThis.values) globalThis.tell(value);
      return globalThis.shown.map((value) => value.title ?? value);
    });
    assert.deepEqual(told, ["nothing is chosen", features[0].properties.title], name);
    assertQuiet(noted, [site]);
  }
});

test("in a frame, with a choice behind the address", async (t) => {
  const site = await serve(t, { "/site/": made("site"), "/frame.html": page_of(`<iframe src="/site/index.html#kind=armed-attack&amp;lang=ur" title="Map" width="100%" height="600" style="border:0" loading="lazy" allowfullscreen></iframe>`) }, null);
  const { page, noted } = await watched(browser, t);
  await page.goto(`${site}/frame.html`);
  const host = page.frameLocator("iframe").locator("sarhad-map");
  await host.locator("tbody tr").first().waitFor({ state: "attached" });
  const attacks = features.filter(({ properties }) => properties.what === "armed-attack").map(({ properties }) => properties.title);
  await eventually(async () => assert.deepEqual(await host.locator("tbody .name").evaluateAll((names) => names.map((name) => name.textContent)), attacks));
  assert.equal(await host.evaluate((node) => node.state.language), "ur");
  assertQuiet(noted, [site]);
});

/** A package of node_modules as a tarball, so that the project below needs no registry. */
function tarball(folder, into) {
  const told = execFileSync("npm", ["pack", folder, "--pack-destination", into, "--ignore-scripts", "--json", "--loglevel=error"], { encoding: "utf8", cwd: into });
  return JSON.parse(told)[0].filename;
}

test("the package is installed into an empty Vite project, which builds and runs", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sarhad-vite-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const project = join(folder, "project");
  mkdirSync(join(project, "src"), { recursive: true });
  const own = tarball(WEB, folder);
  // Leaflet is the reader's own; the element needs nothing else
  const dependencies = { "sarhad-map": `file:../${own}` };
  for (const name of ["leaflet", "@types/leaflet", "@types/geojson"]) dependencies[name] = `file:../${tarball(join(WEB, "node_modules", name), folder)}`;
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true, type: "module", dependencies }));
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: { target: "ES2022", module: "ESNext", moduleResolution: "Bundler", lib: ["ES2022", "DOM", "DOM.Iterable"], strict: true, noEmit: true, types: [] }, include: ["src"] }));
  writeFileSync(join(project, "index.html"), page_of(`<sarhad-map lang="en" src="./data/incidents.geojson" layers-src="./data/layers.topojson"></sarhad-map><div id="plain"></div><script type="module" src="/src/main.ts"></script>`));
  writeFileSync(
    join(project, "src", "main.ts"),
    `import "sarhad-map";
import type { SelectDetail } from "sarhad-map";
import * as L from "leaflet";
import { sarhad, type Sarhad, type SarhadFilterEvent, type SarhadLoadEvent, type SarhadOptions, type SarhadSelectEvent } from "sarhad-map/leaflet";

const told: string[] = [];
Object.assign(globalThis, { told });
const element = document.querySelector("sarhad-map");
element?.addEventListener("sarhad-select", (event) => told.push((event as CustomEvent<SelectDetail>).detail?.title ?? ""));
if (element !== null) element.layers = "borders countries";
const host = document.querySelector<HTMLElement>("#plain");
if (host !== null) {
  host.style.height = "300px";
  const options: SarhadOptions = { layers: "./data/layers.topojson", language: "ur", cluster: true, list: "bottomright", filter: { kinds: [] } };
  const layer: Sarhad = sarhad("./data/incidents.geojson", options);
  layer.on("sarhad:select", (event: SarhadSelectEvent) => told.push(event.incident.title));
  layer.on("sarhad:filter", ({ shown, filter }: SarhadFilterEvent) => told.push(String(shown) + filter.kinds.join()));
  // @ts-expect-error: a place that is none
  void ({ list: "middle" } satisfies SarhadOptions);
  const bounds: L.LatLngBounds = layer.setFilter({ text: "" }).getBounds();
  told.push(String(bounds.isValid()));
  layer.on("sarhad:load", (event: SarhadLoadEvent) => told.push("loaded " + event.dataset.incidents.length));
  layer.addTo(L.map(host).setView([28, 62], 5));
}
`,
  );
  const run = (program, args) => execFileSync(program, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error"]);
  const installed = readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."));
  assert.deepEqual(installed.sort(), ["@types", "leaflet", "sarhad-map"]);
  const files = readdirSync(join(project, "node_modules", "sarhad-map"), { recursive: true });
  for (const file of ["LICENSES.txt", "dist/sarhad-map.js", "dist/sarhad-map.mjs", "dist/leaflet-sarhad.js", "dist/types/sarhad-map.d.ts"]) assert.ok(files.includes(file), `${file} is not in the package`);
  const tsc = join(WEB, "node_modules", "typescript", "bin", "tsc");
  run(process.execPath, [tsc]);
  // and by Node's own resolution
  run(process.execPath, [tsc, "--module", "NodeNext", "--moduleResolution", "NodeNext"]);
  run(process.execPath, [join(WEB, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "error"]);
  const site = await serve(t, { "/": join(project, "dist"), "/data/": made("site/data") });
  const { page, noted } = await watched(browser, t);
  const reader = await Reader.open(page, `${site}/`);
  await page.waitForFunction((all) => globalThis.told.includes(`loaded ${all}`), features.length);
  await reader.at("tbody .name").first().click();
  assert.equal(await page.evaluate(() => globalThis.told.at(-1)), features[0].properties.title);
  assert.equal((await reader.titles()).length, features.length);
  assertQuiet(noted, [site]);
});
