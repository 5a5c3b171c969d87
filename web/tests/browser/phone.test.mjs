// A phone: the panel is a sheet over the foot of the map, and a page that holds a map scrolls past it until it is tapped.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, eventually, fileAddress, made, records, serve, startBrowser, watched } from "./browser.mjs";
import { Reader } from "./reader.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const { features } = records();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

test("the sheet opens, shows a record, and closes", async (t) => {
  const { page, noted } = await watched(browser, t, { ...PHONE, offline: true });
  const reader = await Reader.open(page, fileAddress("map.html"));
  const height = async () => (await reader.at("[part=panel]").boundingBox()).height;
  const grip = reader.at(".grip");
  assert.ok((await height()) < 100, "the sheet begins closed");
  const map = await reader.at("[part=map]").boundingBox();
  assert.ok(map.height > 250, `the map is ${map.height} high`);
  await reader.at("[role=tab]").first().tap();
  await eventually(async () => assert.ok((await height()) > 300));
  assert.equal(await grip.getAttribute("aria-expanded"), "true");
  const panel = await reader.at("[part=panel]").boundingBox();
  assert.ok(Math.abs(panel.y + panel.height - 844) < 2 && panel.width > 380, "the sheet is at the foot and as wide as the page");
  await reader.at("tbody .name").first().tap();
  await eventually(async () => assert.equal(await reader.record(), features[0].properties.title));
  await grip.tap();
  await eventually(async () => assert.ok((await height()) < 100));
  assert.equal(await grip.getAttribute("aria-expanded"), "false");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page is wider than the window");
  // what is pressed with a finger is 24 px or more (WCAG 2.5.8)
  const small = await reader.at("[part=page]").evaluate((node) =>
    [...node.querySelectorAll("button, select, summary")]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".skip"))
      .map((one) => ({ name: one.getAttribute("aria-label") ?? one.textContent, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ name, box }) => `${name} ${box.width}×${box.height}`),
  );
  assert.deepEqual(small, []);
  assertQuiet(noted, [fileAddress("map.html")]);
});

const ARTICLE = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>An article</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/article.css"></head><body><p class="long">Before</p><sarhad-map src="/site/data/incidents.geojson" layers-src="/site/data/layers.topojson" lang="en"></sarhad-map><p class="long">After</p>
<script src="/site/sarhad-map.js"></script></body></html>`;

test("a finger scrolls the page past the map until the map is tapped", async (t) => {
  const css = "body{margin:0} .long{block-size:500px;margin:0} sarhad-map{--sarhad-height:600px}";
  const site = await serve(t, { "/site/": made("site"), "/article.html": ARTICLE, "/article.css": css });
  const { context, page, noted } = await watched(browser, t, PHONE);
  const reader = await Reader.open(page, `${site}/article.html`);
  const touch = await context.newCDPSession(page);
  const box = await reader.at(".map-ground").boundingBox();
  const [x, y] = [box.x + box.width / 2, Math.min(box.y + box.height / 2, 760)];
  // a page glides on after a finger; and the browser asks what a touch may do of the frame that it drew last
  const settled = () =>
    page.evaluate(async () => {
      for (let [same, before] = [0, -1]; same < 5; same = scrollY === before ? same + 1 : 0) {
        before = scrollY;
        await new Promise((done) => requestAnimationFrame(done));
      }
    });
  const swipe = async (by) => {
    const finger = (type, touchPoints) => touch.send("Input.dispatchTouchEvent", { type, touchPoints });
    await finger("touchStart", [{ x, y }]);
    for (let part = 0.1; part <= 1; part += 0.1) await finger("touchMove", [{ x, y: y + by * part }]);
    await finger("touchEnd", []);
    await settled();
  };
  const scrolled = () => page.evaluate(() => scrollY);
  const centre = async () => (await reader.state()).view.centre;
  const begin = await centre();
  await swipe(-200);
  assert.ok((await scrolled()) > 100, "the page does not scroll");
  assert.deepEqual(await centre(), begin, "the map moved");
  await page.evaluate(() => scrollTo(0, 0));
  await reader.at(".map-gate").tap();
  assert.equal(await reader.at(".map-gate").isVisible(), false);
  await settled();
  await swipe(-120);
  await eventually(async () => assert.notDeepEqual(await centre(), begin, "the map does not move"));
  assert.ok((await scrolled()) < 50, "the page scrolls");
  // a tap beside the map gives the page back
  await page.locator(".long").first().tap({ position: { x: 20, y: 100 } });
  await eventually(async () => assert.equal(await reader.at(".map-gate").isVisible(), true));
  assertQuiet(noted, [site]);
});
