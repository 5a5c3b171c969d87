// The plugin on a plain Leaflet page: clusters, what is on one point, the list for the keyboard, bands, credit, and what it leaves behind.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertQuiet, eventually, made, records, serve, startBrowser, watched, WEB } from "./browser.mjs";

const axe = readFileSync(join(WEB, "node_modules", "axe-core", "axe.min.js"), "utf8");
const { features, metadata } = records();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

const point = (title, lon, lat, more = {}) => ({ type: "Feature", properties: { title, date: "2023-01-01", precision: "exact", ...more }, geometry: { type: "Point", coordinates: [lon, lat] } });
const collection = (points) => ({ type: "FeatureCollection", features: points });
const MANY = collection(Array.from({ length: 2000 }, (_, i) => point(`Event ${i}`, 58 + 10 * ((i * Math.SQRT2) % 1), 25 + 8 * ((i * Math.sqrt(3)) % 1), { what: i % 4 === 0 ? "arrest" : "armed-attack" })));
const ONE_POINT = collection([...Array.from({ length: 12 }, (_, i) => point(`At one point ${i}`, 62, 29)), point("Beside", 63, 29)]);
const BUILT_IN = ['"/site/data/incidents.geojson"', '{ layers: "/site/data/layers.topojson" }'];

/** A page with Leaflet and the plugin; `script` has `source` and `options` as texts. */
async function plain(t, [source, options = "{}"], axed = false) {
  const script = `globalThis.heard = [];
const map = L.map("map").setView([28, 62], 6);
const layer = L.sarhad(${source}, ${options});
for (const name of ["load", "select", "filter", "error"]) layer.on("sarhad:" + name, (event) => heard.push([name, event.incident?.title ?? event.shown ?? event.error?.message ?? null]));
Object.assign(globalThis, { map, layer, before: JSON.stringify(traces()) });
function traces() {
  return { listeners: Object.fromEntries(Object.entries(map._events).map(([name, list]) => [name, list.length]).filter(([, length]) => length > 0)), layers: Object.keys(map._layers).length, sheets: document.adoptedStyleSheets.length, nodes: document.querySelectorAll("#map *").length, credit: map.attributionControl.getContainer().textContent };
}
globalThis.traces = traces;
layer.addTo(map);`;
  const page_text = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/leaflet/leaflet.css"><link rel="stylesheet" href="/plain.css"></head><body><main><h1>A page</h1><div id="map"></div></main><script src="/leaflet/leaflet.js"></script><script src="/dist/leaflet-sarhad.js"></script><script src="/plain.js"></script></body></html>`;
  const site = await serve(t, { "/site/": made("site"), "/dist/": join(WEB, "dist"), "/leaflet/": join(WEB, "node_modules", "leaflet", "dist"), "/many.geojson": JSON.stringify(MANY), "/one.geojson": JSON.stringify(ONE_POINT), "/plain.html": page_text, "/plain.js": script, "/plain.css": "#map{block-size:800px}" });
  const { context, page, noted } = await watched(browser, t);
  if (axed) await context.addInitScript({ content: axe });
  await page.goto(`${site}/plain.html`);
  await page.waitForFunction(() => globalThis.heard.length > 0);
  assert.deepEqual(await page.evaluate(() => globalThis.heard), [["load", null]]);
  return { page, noted, site };
}

const last = (page) => page.evaluate(() => globalThis.heard.at(-1));
const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.getAttribute("aria-label"));
/** How many points the signs on the map stand for: circle markers are one each, numbers as many as they say. */
const told = (page) =>
  page.evaluate(() => {
    let all = 0;
    map.eachLayer((one) => {
      if (one instanceof L.Marker) all += Number(one.getElement().textContent.replaceAll(",", ""));
      else if (one instanceof L.CircleMarker && !(one instanceof L.Circle)) all += 1;
    });
    return all;
  });

test("many points are clusters that hide none, at every zoom and under a filter", async (t) => {
  const { page, noted, site } = await plain(t, ['"/many.geojson"']);
  for (const zoom of [5, 6]) {
    await page.evaluate((zoom) => map.setView([29, 63], zoom, { animate: false }), zoom);
    await eventually(async () => assert.equal(await told(page), 2000, `zoom ${zoom}`));
  }
  assert.ok((await page.locator(".sarhad-cluster-icon").count()) < 150);
  await page.evaluate(() => layer.setFilter({ kinds: ["arrest"] }));
  assert.deepEqual(await last(page), ["filter", 500]);
  await eventually(async () => assert.equal(await told(page), 500));
  // what is in a cluster or out of view counts for the bounds
  await page.evaluate(() => map.setView([29, 63], 11, { animate: false }));
  const bounds = await page.evaluate(() => layer.getBounds().toBBoxString().split(",").map(Number));
  const arrests = MANY.features.filter(({ properties }) => properties.what === "arrest").map(({ geometry }) => geometry.coordinates);
  const ends = [Math.min(...arrests.map(([x]) => x)), Math.min(...arrests.map(([, y]) => y)), Math.max(...arrests.map(([x]) => x)), Math.max(...arrests.map(([, y]) => y))];
  ends.forEach((end, i) => assert.ok(Math.abs(end - bounds[i]) < 1e-9, `${bounds} is not ${ends}`));
  assertQuiet(noted, [site]);
});

test("a pressed cluster parts; by keyboard its records are listed, all of them", async (t) => {
  const { page, noted, site } = await plain(t, ['"/many.geojson"']);
  await page.evaluate(() => map.setView([29, 63], 5, { animate: false }));
  const clusters = page.locator(".sarhad-cluster-icon");
  await eventually(async () => assert.ok((await clusters.count()) > 3 && (await clusters.count()) <= 40));
  const name = await clusters.first().getAttribute("aria-label");
  const count = Number(/^\d+/u.exec(name)[0]);
  assert.ok(count > 60, `${name} needs no second page`);
  await clusters.first().focus();
  await page.keyboard.press("Enter");
  const rows = page.locator(".leaflet-popup li button");
  await eventually(async () => assert.equal(await rows.count(), 60));
  const more = page.locator(".sarhad-popup-more");
  while ((await more.count()) > 0) await more.click();
  assert.equal(await rows.count(), count);
  await rows.first().focus();
  const title = await rows.first().locator("span").innerText();
  await page.keyboard.press("Enter");
  assert.deepEqual(await last(page), ["select", title]);
  assert.equal(await focused(page), title);
  await page.keyboard.press("Escape");
  await page.locator(".leaflet-popup").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), name);
  await clusters.first().click();
  await page.waitForFunction(() => map.getZoom() > 5);
  assertQuiet(noted, [site]);
});

test("records on one point are one number, spread out by a press and listed by keyboard", async (t) => {
  const { page, noted, site } = await plain(t, ['"/one.geojson"']);
  const number = page.locator(".sarhad-cluster-icon");
  assert.equal(await number.innerText(), "12");
  const signs = () => page.evaluate(() => layer.getLayers().flatMap((one) => one.getLayers()).filter((one) => one instanceof L.CircleMarker && one.options.interactive).map((one) => map.latLngToContainerPoint(one.getLatLng())));
  assert.equal((await signs()).length, 1);
  await number.click();
  await eventually(async () => assert.equal((await signs()).length, 13));
  const spots = await signs();
  const near = spots.slice(1).map((a, i) => Math.min(...spots.slice(1).filter((_, j) => i !== j).map((b) => Math.hypot(a.x - b.x, a.y - b.y))));
  assert.ok(Math.min(...near) > 14, "signs lie on one another");
  const box = await page.locator("#map").boundingBox();
  await page.mouse.click(box.x + spots[4].x, box.y + spots[4].y);
  assert.deepEqual(await last(page), ["select", "At one point 3"]);
  await page.evaluate(() => map.setZoom(7, { animate: false }));
  assert.equal((await signs()).length, 1);
  await number.focus();
  await page.keyboard.press(" ");
  assert.equal(await page.locator(".leaflet-popup li button").count(), 12);
  // without clusters every place is told too
  const { page: single } = await plain(t, ['"/many.geojson"', "{ cluster: false }"]);
  assert.equal(await told(single), 2000);
  assert.equal(await single.locator(".sarhad-cluster-icon").count(), 0);
  assertQuiet(noted, [site]);
});

test("by keyboard alone: the list of what is in view opens each record, and those without a place", async (t) => {
  const { page, noted, site } = await plain(t, BUILT_IN);
  await page.locator("#map").focus();
  for (let pressed = 0; pressed < 20 && (await focused(page)) !== "Marks on the map"; pressed += 1) await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Marks on the map");
  await page.keyboard.press("Enter");
  const rows = page.locator(".sarhad-list .map-choice");
  const zahedan = features.find(({ properties }) => properties.title.includes("Zahedan")).properties.title;
  const drawn = await page.evaluate(() => layer.getLayers().length);
  assert.equal(await rows.count(), drawn + 1);
  for (let pressed = 0; pressed < 20 && !(await focused(page)).startsWith(zahedan); pressed += 1) await page.keyboard.press("ArrowDown");
  const rings = () => page.evaluate(() => Object.values(map._layers).filter((one) => one instanceof L.CircleMarker && one.options.radius === 16).length);
  assert.equal(await rings(), 1);
  await page.keyboard.press("Enter");
  assert.deepEqual(await last(page), ["select", zahedan]);
  assert.equal(await rings(), 0);
  await page.locator(".leaflet-popup h3").getByText(zahedan).waitFor();
  assert.equal(await focused(page), zahedan);
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "Marks on the map");
  await page.locator(".leaflet-popup").waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const missing = await page.evaluate(() => layer.getNotDrawn().map(({ title }) => title));
  assert.deepEqual(await rows.locator("span:first-child").allInnerTexts(), missing);
  await page.keyboard.press("Enter");
  assert.deepEqual(await last(page), ["select", missing[0]]);
  assert.equal(await focused(page), missing[0]);
  // what is out of view is not listed
  await page.evaluate(() => map.setView([-40, -60], 9, { animate: false }));
  await page.locator(".sarhad-list > button").click();
  assert.equal(await rows.count(), 1);
  assertQuiet(noted, [site]);
});

test("a popup that its own button closes gives the focus back", async (t) => {
  const { page } = await plain(t, ['"/one.geojson"']);
  await page.locator(".sarhad-list > button").click();
  await page.keyboard.press("Enter");
  await page.locator(".leaflet-popup-close-button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "Marks on the map");
});

test("axe finds nothing serious on a plain Leaflet page", async (t) => {
  const { page } = await plain(t, BUILT_IN, true);
  const found = (of) =>
    of.evaluate(async () => {
      const { violations, passes } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      if (passes.length < 10) throw new Error("axe did not look at the page");
      return violations.filter(({ impact }) => impact === "serious" || impact === "critical").flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    });
  // a popup comes slowly, and what is half seen has little contrast
  const shown = (of) => of.waitForFunction(() => getComputedStyle(document.querySelector(".leaflet-popup")).opacity === "1");
  assert.deepEqual(await found(page), [], "the map");
  await page.locator(".sarhad-list > button").click();
  assert.deepEqual(await found(page), [], "the list");
  await page.locator(".sarhad-list .map-choice").first().click();
  await shown(page);
  assert.deepEqual(await found(page), [], "a record");
  const { page: crowded } = await plain(t, ['"/many.geojson"'], true);
  const clusters = crowded.locator(".sarhad-cluster-icon");
  await crowded.evaluate(() => map.setView([29, 63], 5, { animate: false }));
  await eventually(async () => assert.ok((await clusters.count()) > 3 && (await clusters.count()) <= 40));
  assert.deepEqual(await found(crowded), [], "clusters");
  await clusters.first().focus();
  await crowded.keyboard.press("Enter");
  await crowded.locator(".leaflet-popup li button").first().waitFor();
  await shown(crowded);
  assert.deepEqual(await found(crowded), [], "several to choose from");
});

test("the zone along a border is as wide as its ground, and never too narrow to be seen", async (t) => {
  const { page } = await plain(t, BUILT_IN);
  const widths = (zoom) =>
    page.evaluate((zoom) => {
      map.setView([27.5, 62.5], zoom, { animate: false });
      return layer.getLayers().flatMap((one) => one.getLayers()).filter((one) => one instanceof L.Polyline && !(one instanceof L.Polygon) && !one.options.dashArray).map(({ options }) => options.weight);
    }, zoom);
  const [world, far, near] = [await widths(2), await widths(8), await widths(9)];
  assert.ok(world.length > 0);
  for (const weight of world) assert.equal(weight, 9);
  near.forEach((weight, i) => assert.ok(Math.abs(weight / far[i] - 2) < 0.02, `${far[i]} px at zoom 8, ${weight} px at zoom 9`));
  // 25 km on either side, by hand: 256 × 2⁹ px ÷ (40,075 km × cos of some 27°) × 50 km
  assert.ok(near.some((weight) => weight > 170 && weight < 200), String(near));
});

test("whose data and whose borders these are stands on the map, beside what the page says", async (t) => {
  const { page } = await plain(t, [BUILT_IN[0], '{ layers: "/site/data/layers.topojson", attribution: "<b>the page</b>" }']);
  const credit = await page.locator(".leaflet-control-attribution").innerText();
  for (const words of ["the page", "© OpenStreetMap contributors", "boundaries as drawn by OpenStreetMap", metadata.input.disclaimer, "not on the map"]) assert.ok(credit.includes(words), `${words} is not in: ${credit}`);
  assert.equal(await page.locator(".leaflet-control-attribution b").innerText(), "the page");
});

test("what is removed leaves nothing behind, and comes back as it was", async (t) => {
  for (const data of [BUILT_IN, ['"/many.geojson"']]) {
    const { page, noted, site } = await plain(t, data);
    await page.evaluate(() => layer.select(layer.getIncidents().findIndex((one) => !layer.getNotDrawn().includes(one))));
    await page.locator(".leaflet-popup").waitFor();
    const all = await told(page);
    await page.locator(".sarhad-list > button").click();
    await page.evaluate(() => layer.remove());
    // a popup fades before it goes
    await eventually(async () => assert.equal(await page.evaluate(() => JSON.stringify(traces())), await page.evaluate(() => globalThis.before)));
    await page.evaluate(() => layer.addTo(map));
    await eventually(async () => assert.equal(await told(page), all));
    await page.evaluate(() => map.remove());
    assertQuiet(noted, [site]);
  }
});

test("events reach a group that holds the layer, and bounds are known before it is on a map", async (t) => {
  const { page } = await plain(t, BUILT_IN);
  const said = await page.evaluate(async () => {
    const told = [];
    const other = L.sarhad("/one.geojson");
    const group = L.featureGroup([other]).on("sarhad:load sarhad:select sarhad:filter", ({ type }) => told.push(type));
    await new Promise((done) => group.once("sarhad:load", done));
    const bounds = other.getBounds().toBBoxString();
    other.select(0).setFilter({ text: "nothing is called so" });
    const missing = L.sarhad("/nowhere.geojson");
    const { error } = await new Promise((done) => missing.once("sarhad:error", done));
    return { told, bounds, empty: other.getBounds().isValid(), error: error.message };
  });
  assert.deepEqual(said.told, ["sarhad:load", "sarhad:select", "sarhad:filter"]);
  assert.equal(said.bounds.split(",").map((end) => Number(end).toFixed(6)).join(), "62.000000,29.000000,63.000000,29.000000");
  assert.equal(said.empty, false);
  assert.match(said.error, /nowhere\.geojson.*404/u);
});
