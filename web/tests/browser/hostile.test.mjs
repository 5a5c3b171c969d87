// Hostile names, values, ids, addresses and file names stay text: nothing runs, nothing opens, nothing is asked of the network, and what is
// told is told to the letter. Pages have no policy here, so that nothing but the code itself holds a script back.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { assertQuiet, eventually, made, serve, startBrowser, watched, WEB } from "./browser.mjs";
import { hostileIncidents, hostileLayers, STRINGS } from "./hostile-data.mjs";
import { Reader } from "./reader.mjs";

const incidents = hostileIncidents();
const layers = hostileLayers(JSON.parse(readFileSync(made("site/data/layers.topojson"), "utf8")));
const FILE = "\"><img src=x onerror=alert(1)> & $(id) 'a'.geojson";
const PAGE = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"></head><body><sarhad-map lang="en"></sarhad-map><script src="/site/sarhad-map.js"></script></body></html>`;
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

/** Nodes and attributes that only markup from data could have made, in the page and in its shadow roots. */
function foreign(page) {
  return page.evaluate(() => {
    const found = [];
    const look = (root, own) => {
      for (const node of root.querySelectorAll("*")) {
        if (!own && /^(script|iframe|frame|object|embed|img|image|link|style|base|meta|video|audio|math|foreignobject|template)$/u.test(node.localName)) found.push(node.localName);
        for (const { name, value } of node.attributes) {
          if (/^on/iu.test(name) || name === "srcdoc" || name === "action") found.push(`${node.localName} ${name}`);
          if (/^(href|src|xlink:href)$/iu.test(name) && !own && !/^https?:/u.test(value)) found.push(`${node.localName} ${name}=${value}`);
        }
        if (node.localName === "a" && node.target === "_blank" && !node.relList.contains("noopener")) found.push("a link without noopener");
        if (node.shadowRoot) look(node.shadowRoot, false);
      }
    };
    look(document, true);
    return { found, ran: globalThis.ran ?? null };
  });
}

async function assertHarmless(page, noted, own) {
  assert.deepEqual(await foreign(page), { found: [], ran: null });
  assertQuiet(noted, own);
}

/** Goes through all records and tells those whose texts are not all there to the letter. */
function untold(reader) {
  return reader.host.evaluate((host) => {
    const missing = [];
    const { features } = host.data ?? JSON.parse(document.querySelector("[data-sarhad=incidents]")?.textContent ?? "null") ?? globalThis.incidents;
    for (const [index, feature] of features.entries()) {
      host.update({ selected: index });
      const title = feature?.properties?.title;
      if (typeof title !== "string" || feature.properties.claim_list?.length !== 2 || typeof feature.id !== "string") continue;
      const record = host.shadowRoot.querySelector("article.record");
      const texts = (selector) => [...record.querySelectorAll(selector)].map((node) => node.textContent);
      const told = [texts("h3")[0], texts(".summary")[0], texts(".who strong")[0], texts(".who .verb")[0], texts("blockquote")[0]];
      if (told.some((text) => text !== title)) missing.push([title, ...told].map((text) => text?.slice(0, 60)));
    }
    host.update({ selected: null });
    return missing;
  });
}

test("what runs, opens, or leaves is noticed", async (t) => {
  const site = await serve(t, { "/site/": made("site"), "/page.html": PAGE.replace("<sarhad-map", "$& src=/site/data/incidents.geojson") }, null);
  const { page, noted } = await watched(browser, t);
  const reader = await Reader.open(page, `${site}/page.html`);
  await reader.at("[part=panel]").evaluate((panel) => (panel.innerHTML = `<img src="https://hostile.invalid/" onerror="globalThis.ran = 'it'; alert(1)">`));
  await page.waitForFunction(() => globalThis.ran === "it");
  assert.deepEqual((await foreign(page)).found, ["img", "img onerror"]);
  assert.deepEqual(noted.dialogs, ["alert: 1"]);
  assert.ok(noted.requests.includes("https://hostile.invalid/"));
  assert.throws(() => assertQuiet(noted, [site]), /a dialog opened/u);
});

test("in the element, from files with hostile names", async (t) => {
  const site = await serve(t, { "/site/": made("site"), "/page.html": PAGE, [`/${FILE}`]: JSON.stringify(incidents), "/layers.json": JSON.stringify(layers) }, null);
  const { page, noted } = await watched(browser, t);
  await page.goto(`${site}/page.html`);
  await page.evaluate(async (file) => {
    globalThis.incidents = await (await fetch(file)).json();
    const host = document.querySelector("sarhad-map");
    host.layersSrc = "/layers.json";
    host.src = file;
  }, `/${encodeURIComponent(FILE)}`);
  const reader = new Reader(page);
  await reader.ready();
  const all = incidents.features.length;
  assert.match(await reader.count(), /^\d+ of \d+ shown$/u);
  for (const more = reader.at(".table .wide"); await more.isVisible(); ) await more.click();
  const rows = await reader.titles();
  assert.ok(rows.length >= STRINGS.length && rows.length <= all);
  assert.deepEqual(rows.slice(0, STRINGS.length), STRINGS, "the table");
  assert.deepEqual(await untold(reader), []);
  for (const tab of ["Filters", "About", "Details", "List"]) await reader.tab(tab);
  // every choice of every filter is pressed, and its chip
  await reader.host.evaluate((host) => {
    for (const box of host.shadowRoot.querySelectorAll("form.filters input[type=checkbox]")) {
      box.click();
      box.click();
    }
  });
  await reader.update({ filter: { ...(await reader.state()).filter, kinds: STRINGS.slice(0, 5), text: "" } });
  await eventually(async () => assert.deepEqual((await reader.at("[part=chips] bdi").allTextContents()).slice(0, 5), STRINGS.slice(0, 5)));
  await reader.update({ filter: { ...(await reader.state()).filter, kinds: [] } });
  // names of units and borders, on the map and in answers
  await reader.update({ asked: [62, 26.5], circle: { centre: [62, 26.5], radius_m: 200_000 } });
  await reader.at("[part=answer]").first().waitFor();
  for (const code of ["fa", "ur", "en"]) {
    await reader.update({ language: code });
    await reader.at(`[part=page][lang=${code}]`).waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  await assertHarmless(page, noted, [site]);
});

/** A file of the page's menu. */
async function saved(reader, label) {
  await reader.at("[part=downloads] summary").click();
  const [file] = await Promise.all([reader.page.waitForEvent("download"), reader.at("[part=downloads] .item").getByText(label, { exact: true }).click()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("in the one file, and in what is saved from it", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sarhad-hostile-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const json = JSON.stringify(incidents).replaceAll("<", "\\u003c");
  const html = readFileSync(made("map.html"), "utf8").replace(/(<script type="application\/json" data-sarhad="incidents">)[^<]*/u, (_, start) => start + json);
  const file = join(folder, "hostile 'a' & <b> #1 %41.html");
  writeFileSync(file, html);
  const { page, noted } = await watched(browser, t, { offline: true });
  const address = pathToFileURL(file).href;
  const reader = await Reader.open(page, address);
  assert.deepEqual(await untold(reader), []);
  const csv = await saved(reader, "Table (CSV)");
  assert.equal(csv.name, "sarhad-incidents.csv");
  const cells = [...csv.text.replace(/^\ufeff/u, "").matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\n]*))/gu)].map(([, quoted, bare]) => quoted ?? bare);
  assert.ok(cells.length > 26 * STRINGS.length);
  assert.deepEqual(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/u.test(cell) && !/^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/iu.test(cell)), [], "cells that a spreadsheet would run");
  const geojson = await saved(reader, "Incidents (GeoJSON)");
  assert.equal(geojson.name, "sarhad-incidents.geojson");
  assert.deepEqual(JSON.parse(geojson.text).features.slice(0, STRINGS.length).map(({ properties }) => properties.title), STRINGS);
  assert.equal((await saved(reader, "Citation and sources (text)")).name, "sarhad-citation.txt");
  assert.equal((await saved(reader, "Picture (PNG)")).name, "sarhad-map.png");
  await assertHarmless(page, noted, [address]);
});

test("in the file that the program writes from them", { skip: process.env.SARHAD ? false : "SARHAD does not name the program" }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sarhad-hostile-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const input = join(folder, "'a' & <b onclick=alert(1)>.geojson");
  // the program tells of values of the wrong kind, and refuses a file with half a character
  const whole = JSON.stringify({ ...incidents, features: incidents.features.slice(0, STRINGS.length) }).replaceAll("\\ud800", "half");
  writeFileSync(input, whole);
  execFileSync(process.env.SARHAD, ["map", input, "-o", "map.html", "--quiet"], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const { page, noted } = await watched(browser, t, { offline: true });
  const address = pathToFileURL(join(folder, "map.html")).href;
  const reader = await Reader.open(page, address);
  assert.deepEqual(await reader.titles().then((rows) => rows.slice(0, 5)), STRINGS.slice(0, 5));
  assert.deepEqual(await foreign(page), { found: [], ran: null });
  assert.equal(await page.locator("script").count(), 3, "a script is there that the program did not write");
  assertQuiet(noted, [address]);
});

test("in the address", async (t) => {
  const site = await serve(t, { "/": made("site") }, null);
  const { page, noted } = await watched(browser, t);
  const wild = ["show=99999999999", "show=-1", "circle=NaN,1e999,-1", "map=1e999,0,1", "map=0,0,999999", "ask=a,b", "from=9999999-99-99", "border=1e308", "sure=perhaps", "lang=__proto__", "theme=constructor", "%E0%A4%A", "__proto__=1", `q=${"a".repeat(50_000)}`];
  const texts = STRINGS.filter((text) => text.length < 200).slice(0, 40);
  const fragments = [...wild, texts.map((text) => `kind=${encodeURIComponent(text)}`).join("&"), ...texts.slice(0, 8).map((text) => `q=${encodeURIComponent(text)}&in=${encodeURIComponent(text)}&actor=${encodeURIComponent(text)}`)];
  const reader = await Reader.open(page, `${site}/#${fragments[0]}`);
  for (const fragment of fragments) {
    await page.evaluate((text) => (location.hash = text), fragment);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.match(await reader.count(), /^\d+ of \d+ shown$/u, fragment.slice(0, 80));
  }
  assert.deepEqual(await reader.at("[part=chips] bdi").allTextContents(), [`“${texts[7]}”`, texts[7], texts[7]]);
  await assertHarmless(page, noted, [site]);
});

test("in messages about files that cannot be read", async (t) => {
  const site = await serve(t, { "/site/": made("site"), "/page.html": PAGE, [`/${FILE}`]: "<img src=x onerror=alert(1)>" }, null);
  const { page, noted } = await watched(browser, t);
  await page.goto(`${site}/page.html`);
  for (const name of [FILE, "<svg onload=alert(1)>", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>"]) {
    await page.evaluate((name) => document.querySelector("sarhad-map").setAttribute("src", name), name.replace("#", "%23"));
    const told = page.locator("sarhad-map .trouble p");
    await eventually(async () => assert.ok((await told.textContent()).includes(name), name));
  }
  // the browser itself notes what did not arrive
  noted.errors = noted.errors.filter((text) => !/Failed to load resource|URL scheme "javascript" is not supported|javascript:/u.test(text));
  await assertHarmless(page, noted, [site]);
});

test("in the Leaflet plugin", async (t) => {
  const script = `globalThis.heard = [];
const map = L.map("map").setView([27, 62], 7);
const layer = L.sarhad("/hostile.geojson", { layers: "/layers.json" }).on("sarhad:load", () => heard.push("load")).on("sarhad:error", ({ error }) => heard.push(error.message)).addTo(map);
Object.assign(globalThis, { map, layer });`;
  const page_text = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/leaflet/leaflet.css"></head><body><div id="map"></div><script src="/leaflet/leaflet.js"></script><script src="/dist/leaflet-sarhad.js"></script><script src="/plain.js"></script></body></html>`;
  const mounts = { "/dist/": join(WEB, "dist"), "/leaflet/": join(WEB, "node_modules", "leaflet", "dist"), "/page.html": page_text, "/plain.js": script, "/hostile.geojson": JSON.stringify(incidents), "/layers.json": JSON.stringify(layers) };
  const site = await serve(t, mounts, null);
  const { page, noted } = await watched(browser, t);
  await page.goto(`${site}/page.html`);
  await page.waitForFunction(() => globalThis.heard.length > 0);
  assert.deepEqual(await page.evaluate(() => globalThis.heard), ["load"]);
  const credit = await page.locator(".leaflet-control-attribution").textContent();
  assert.ok(credit.includes(STRINGS[3]), "the credit is not told to the letter");
  const wrong = await page.evaluate(() =>
    layer.getIncidents().filter((incident, index) => {
      if (layer.getNotDrawn().includes(incident)) return false;
      layer.select(index);
      // the popup before it may still be fading
      const heading = [...document.querySelectorAll(".leaflet-popup h3")].at(-1);
      return heading === undefined || heading.textContent !== incident.title;
    }).map(({ title }) => title.slice(0, 60)),
  );
  assert.deepEqual(wrong, []);
  const { found, ran } = await foreign(page);
  // Leaflet's own close button has an address within the page, and its credit a flag and a link
  assert.deepEqual([found.filter((one) => !/^a href=#close$/u.test(one)), ran], [[], null]);
  assert.equal(await page.locator(".leaflet-container :is(img, script, iframe, object, embed, style, form, input)").count(), 0);
  assertQuiet(noted, [site]);
});
