// The file as a reader gets it: opened from a disk, offline, used without a mouse, found again as it was left.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, eventually, fileAddress, made, records, serve, startBrowser, watched } from "./browser.mjs";
import { Reader } from "./reader.mjs";

let browser;
const { features } = records();
const titles = features.map(({ properties }) => properties.title);
before(async () => (browser = await startBrowser()));
after(() => browser.close());

async function opened(t, name = "map.html") {
  const { page, noted } = await watched(browser, t, { offline: true });
  const reader = await Reader.open(page, fileAddress(name));
  return { page, noted, reader };
}

test("the file opens from a disk without a network, and asks for nothing but itself", async (t) => {
  const { page, noted, reader } = await opened(t);
  await reader.shows(titles, features.length);
  const { drawn, notDrawn } = await reader.mapped();
  for (const { geometry, properties } of features) {
    if (geometry !== null) assert.ok(drawn.includes(properties.title), `${properties.title} is not drawn`);
    if (properties.precision === "unlocated" || properties.precision === "country") assert.ok(notDrawn.includes(properties.title), `${properties.title} is drawn`);
  }
  const credit = reader.at("[part=credit]");
  assert.match(await credit.innerText(), /OpenStreetMap/u);
  assert.match(await credit.innerText(), /no position on the status of any territory is implied/u);
  assert.deepEqual(noted.requests.filter((url) => !/^(data|blob):/u.test(url)), [fileAddress("map.html")]);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "the page is wider than the window");
  assertQuiet(noted, [fileAddress("map.html")]);
});

test("a record is chosen from the list by keyboard, and the focus comes back", async (t) => {
  const { page, noted, reader } = await opened(t);
  await page.keyboard.press("Tab");
  assert.match((await reader.focused()).class, /skip/u, "the first stop is the link that skips the map");
  await page.keyboard.press("Enter");
  assert.equal((await reader.focused()).text, "List");
  const row = await reader.pressUntil("Tab", (focused) => focused.class === "name");
  assert.equal(row.text, titles[0]);
  await page.keyboard.press("Enter");
  assert.equal((await reader.focused()).text, titles[0], "the focus is on the title of the record");
  assert.equal((await reader.state()).selected, 0);
  const claims = features[0].properties.claim_list.length;
  assert.equal(await reader.at("[part=claim]").count(), claims);
  await reader.pressUntil("Shift+Tab", (focused) => /back/u.test(focused.class));
  await page.keyboard.press("Enter");
  assert.equal((await reader.focused()).text, titles[0], "the focus is on the row again");
  assert.equal((await reader.state()).selected, null);
  assertQuiet(noted, [fileAddress("map.html")]);
});

test("a record is chosen on the map by keyboard", async (t) => {
  const { page, reader } = await opened(t);
  await reader.pressUntil("Tab", (focused) => /map-ground/u.test(focused.class));
  // signs are listed as they were painted
  await eventually(async () => {
    await page.keyboard.press("Enter");
    if (!(await reader.at("button.map-choice").first().isVisible())) {
      await page.keyboard.press("Escape");
      assert.fail("no list of marks");
    }
  });
  const zahedan = features.findIndex(({ geometry }) => geometry?.type === "Point");
  await reader.pressUntil("ArrowDown", (focused) => focused.text.startsWith(titles[zahedan]));
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await reader.record(), titles[zahedan]));
  assert.equal((await reader.state()).selected, zahedan);
  assert.match((await reader.focused()).class, /map-ground/u, "the focus stays on the map");
});

test("the keys move the map, and the map answers about its centre", async (t) => {
  const { page, reader } = await opened(t);
  await reader.update({ view: { centre: [61.5, 28.2], zoom: 8 } });
  await reader.pressUntil("Tab", (focused) => /map-ground/u.test(focused.class));
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.ok((await reader.state()).view.centre[0] > 61.5));
  await reader.at("button[aria-label='Ask the map']").press("Enter");
  await page.keyboard.press("Enter");
  const answer = reader.at("[part=answer]");
  await answer.waitFor();
  const borders = await answer.locator("dl.borders dt").allInnerTexts();
  assert.equal(borders.length, 3, borders.join());
  const places = await answer.locator("dl.facts").first().locator("dd").allInnerTexts();
  assert.equal(places.length, 3);
});

test("reloaded, the page is as it was left", async (t) => {
  // the page of the folder has its own policy
  const site = await serve(t, { "/": made("site") }, null);
  for (const address of [fileAddress("map.html"), `${site}/`]) {
    const { page, noted } = await watched(browser, t);
    const reader = await Reader.open(page, address);
    await reader.narrow("armed attack", features.length);
    await reader.update({ circle: { centre: [63.5, 26.5], radius_m: 90_000 } });
    await reader.tab("List");
    await reader.at("tbody .name").nth(1).click();
    await page.waitForFunction(() => ["kind=", "show=", "circle=", "map="].every((name) => location.hash.includes(name)));
    const [state, rows, record] = [await reader.state(), await reader.titles(), await reader.record()];
    await page.reload();
    await reader.ready();
    assert.deepEqual(await reader.titles(), rows);
    await eventually(async () => assert.equal(await reader.record(), record));
    const { view, ...now } = await reader.state();
    const { view: viewBefore, ...was } = state;
    assert.deepEqual(now, was);
    assert.ok(Math.abs(view.centre[0] - viewBefore.centre[0]) < 0.01 && Math.abs(view.zoom - viewBefore.zoom) < 0.01, "the map moved");
    assert.ok(await reader.at("article.record").isVisible(), "the record is not shown");
    // going back to another address goes back to what it says
    await page.goto(`${address}#q=xyzzy`);
    await eventually(async () => assert.equal(await reader.count(), `0 of ${features.length} shown`));
    assertQuiet(noted, [fileAddress("map.html"), site]);
  }
});
