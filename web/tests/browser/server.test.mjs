// A running server's own map, and the example pages of map libraries: they ask for its tiles, draw them, show the credit, and ask
// nothing of anyone else.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertQuiet, eventually, serve, startBrowser, watched, WEB } from "./browser.mjs";
import { Reader } from "./reader.mjs";

const MODULES = join(WEB, "node_modules");
let browser;
let server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** `sarhad serve @incidents` on a port of its own. */
async function startServer() {
  const program = process.env.SARHAD;
  if (program === undefined || program === "") throw new Error("SARHAD is not set: make web-test sets it; it is the path of the program");
  const child = spawn(program, ["serve", "@incidents", "--port", "0", "--log", "off"], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((done) => child.once("exit", done));
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise((done, failed) => {
    lines.once("line", done);
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`sarhad serve ended with ${code}`)));
  });
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  return { address: line.trim().replace(/\/$/u, ""), stop };
}

/** An example page, with its server at the address of this one. */
function example(name) {
  const text = readFileSync(join(WEB, "..", "examples", name), "utf8");
  const own = text.replace("http://127.0.0.1:8080", server.address);
  assert.notEqual(own, text, "the page names no server");
  return own;
}

/** Opens an example page; answers it, and the paths of the tiles that it was given. */
async function opened(t, name, mounts, options = {}) {
  const site = await serve(t, { "/page.html": example(name), ...mounts }, null);
  const { page, noted } = await watched(browser, t, options);
  const tiles = [];
  page.on("response", async (response) => {
    if (response.url().includes("/tiles/WebMercatorQuad/")) tiles.push([new URL(response.url()).pathname, response.status()]);
  });
  await page.goto(`${site}/page.html`);
  return { page, noted, tiles, site };
}

/** Looks at the picture of the map in the browser: which share of its pixels has about this colour. */
async function share(page, colour) {
  const picture = (await page.locator("#map").screenshot()).toString("base64");
  return page.evaluate(
    async ([picture, [red, green, blue]]) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let near = 0;
      for (let at = 0; at < data.length; at += 4) if (Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue) < 40) near += 1;
      return near / (data.length / 4);
    },
    [picture, colour],
  );
}

async function kept(page, name) {
  const folder = process.env.SARHAD_SHOTS;
  if (folder === undefined || folder === "") return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Tiles were asked for in the order of OGC, and there; land and incidents are on the picture. */
async function assertDrawn(page, tiles, { land, incident }) {
  await eventually(async () => {
    assert.ok((await share(page, land)) > 0.2, "no land on the map");
    assert.ok((await share(page, incident)) > 0.0005, "no incidents on the map");
  }, 40_000);
  assert.ok(tiles.length >= 2, "tiles were asked for");
  for (const [path, status] of tiles) {
    assert.ok(status === 200 || status === 204 || status === 304, `${path}: ${status}`);
    const [zoom, row, column] = path.split("/").slice(-3).map(Number);
    assert.ok(zoom >= 0 && row < 2 ** zoom && column < 2 ** zoom, path);
  }
}

const LIGHT = { land: [0xfb, 0xfa, 0xf6], incident: [0xb2, 0x3a, 0x10] };
const DARK = { land: [0x23, 0x28, 0x2d], incident: [0xff, 0x94, 0x67] };

for (const [name, colorScheme, colours] of [["light", "light", LIGHT], ["dark", "dark", DARK]]) {
  test(`MapLibre draws the server's tiles by its ${name} style`, async (t) => {
    const { page, noted, tiles, site } = await opened(t, "web-maplibre.html", { "/maplibre-gl/": join(MODULES, "maplibre-gl") }, { colorScheme });
    await assertDrawn(page, tiles, colours);
    const credit = page.locator(".maplibregl-ctrl-attrib-inner");
    await credit.waitFor({ state: "visible" });
    assert.match(await credit.innerText(), /OpenStreetMap/u);
    assert.match(await page.locator("#told").innerText(), /no position on the status of any territory/u);
    await page.waitForFunction(() => globalThis.map.loaded());
    const [ink, ground] = await credit.evaluate((text) => [getComputedStyle(text).color, getComputedStyle(text.closest(".maplibregl-ctrl-attrib")).backgroundColor]);
    assert.deepEqual([ink, ground], ["rgb(34, 39, 44)", "rgba(255, 255, 255, 0.95)"], "credit that can be read");
    await kept(page, `maplibre-${name}`);
    // what MapLibre says of itself is a link, which nobody follows here
    assertQuiet(noted, [site, server.address]);
    const missing = await page.evaluate(() => {
      const { layers, sources } = globalThis.map.getStyle();
      return layers.filter(({ source }) => source !== undefined && !(source in sources));
    });
    assert.deepEqual(missing, []);
  });
}

test("a record on the MapLibre map is told by a click", async (t) => {
  const { page, tiles } = await opened(t, "web-maplibre.html", { "/maplibre-gl/": join(MODULES, "maplibre-gl") });
  await assertDrawn(page, tiles, LIGHT);
  const at = await page.evaluate(() => {
    const { map } = globalThis;
    const [feature] = map.queryRenderedFeatures().filter(({ layer }) => layer.type === "circle");
    const { x, y } = map.project(feature.geometry.coordinates);
    return { x, y };
  });
  await page.locator("#map").click({ position: at });
  const told = await page.locator(".maplibregl-popup-content").innerText();
  assert.ok(told.replace("×", "").trim().length > 3, told);
});

test("OpenLayers draws the server's tiles", async (t) => {
  const { page, noted, tiles, site } = await opened(t, "web-openlayers.html", { "/ol/": join(MODULES, "ol") });
  await assertDrawn(page, tiles, LIGHT);
  const credit = page.locator(".ol-attribution");
  await credit.waitFor({ state: "visible" });
  assert.match(await credit.innerText(), /OpenStreetMap/u);
  assert.match(await page.locator("#told").innerText(), /no position on the status of any territory/u);
  await kept(page, "openlayers");
  assertQuiet(noted, [site, server.address]);
});

test("the map of the server is the same when it is asked for again, and its documents keep their style", async (t) => {
  const { page, noted } = await watched(browser, t);
  await eventually(async () => assert.match(await (await fetch(`${server.address}/`, { headers: { accept: "text/html" } })).text(), /<sarhad-map/u));
  const reader = await Reader.open(page, `${server.address}/`);
  const titles = await reader.titles();
  assert.ok(titles.length > 0);
  // a browser asks whether the page that it has is still right
  for (const again of [() => page.reload(), () => page.goto(`${server.address}/`)]) {
    await again();
    await reader.ready();
    assert.deepEqual(await reader.titles(), titles);
  }
  const fonts = [];
  for (let visit = 0; visit < 2; visit += 1) {
    await page.goto(`${server.address}/docs`);
    fonts.push(await page.evaluate(() => getComputedStyle(document.body).fontFamily));
  }
  assert.equal(fonts[1], fonts[0]);
  assert.doesNotMatch(fonts[0], /^"?Times/u);
  assertQuiet(noted, [server.address]);
});
