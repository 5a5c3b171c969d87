// The map as people use it: places far away are told, credits are never cut, circles and questions, and the browser's Back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, eventually, fileAddress, made, records, serve, startBrowser, watched } from "./browser.mjs";
import { Reader } from "./reader.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

const record = (title, coordinates, properties = {}) => ({ type: "Feature", id: title, properties: { title, precision: "exact", ...properties }, geometry: coordinates && { type: "Point", coordinates } });
/** Ten places in the region, and two with latitude and longitude swapped. */
const PLACES = [...Array.from({ length: 10 }, (_, at) => record(`near ${at}`, [60 + at / 2, 27 + at / 5])), record("swapped Zahedan", [29.5, 60.86]), record("swapped Quetta", [30.18, 67.0])];

/** A page of one element over these records, with the layers of the pages that were made. */
async function mapOf(t, features, { attributes = "", options = {} } = {}) {
  const page_ = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A map</title><link rel="icon" href="data:,"></head><body><sarhad-map lang="en" src="/data.geojson" layers-src="/site/data/layers.topojson" ${attributes}></sarhad-map><script src="/site/sarhad-map.js"></script></body></html>`;
  const site = await serve(t, { "/site/": made("site"), "/map.html": page_, "/data.geojson": JSON.stringify({ type: "FeatureCollection", features }) });
  const { page, noted } = await watched(browser, t, options);
  const reader = await Reader.open(page, `${site}/map.html`);
  return { page, noted, reader, site };
}

test("records far from every country of the map are counted, and shown on demand", async (t) => {
  const { noted, reader, site } = await mapOf(t, PLACES);
  assert.match(await reader.at(".far-note").innerText(), /^2 incidents lie far from every country of this map\. Were latitude and longitude swapped\? Then 2 would lie in one of them\./u);
  assert.equal(await reader.at(".map-far").innerText(), "2 far away");
  const { view } = await reader.state();
  assert.ok(view.zoom > 4 && view.centre[0] > 55 && view.centre[0] < 70, `the first view holds what lies far away: ${JSON.stringify(view)}`);
  await reader.at(".far-note button").click();
  const rows = reader.at("button.map-choice");
  await eventually(async () => assert.deepEqual(await rows.evaluateAll((all) => all.map((row) => row.firstChild.textContent)), ["swapped Zahedan", "swapped Quetta"]));
  await eventually(async () => assert.ok((await reader.state()).view.centre[1] > 40, "the map does not go there"));
  await rows.first().click();
  await eventually(async () => assert.equal(await reader.record(), "swapped Zahedan"));
  const { filter } = await reader.state();
  await reader.update({ filter: { ...filter, text: "near" } });
  await eventually(async () => assert.equal(await reader.at(".map-far").isVisible(), false));
  assertQuiet(noted, [site]);
});

test("where nothing lies far away nothing is told, and a map of other lands shows them at once", async (t) => {
  const { reader } = await mapOf(t, PLACES.slice(0, 10));
  assert.equal(await reader.at(".far-note").isVisible(), false);
  assert.equal(await reader.at(".map-far").isVisible(), false);
  const { reader: other } = await mapOf(t, [record("Nairobi", [36.8, -1.3]), record("Kampala", [32.6, 0.3])]);
  assert.match(await other.at(".far-note").innerText(), /^2 incidents lie far from every country of this map\.\s*Show them$/u);
  assert.ok((await other.state()).view.centre[1] < 2);
});

/** What of the credit is not seen: cut lines, or a box that reaches out of the page. */
const hiddenOf = (reader) =>
  reader.at("[part=credit]").evaluate((node) => {
    const [box, page] = [node.getBoundingClientRect(), node.closest("[part=page]").getBoundingClientRect()];
    const lines = [...node.querySelectorAll("span, button")].filter((one) => one.getClientRects().length > 0).flatMap((one) => [...one.getClientRects()]);
    const cut = lines.filter(({ left, right, top, bottom }) => left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1);
    const over = box.top < page.top || box.bottom > page.bottom || node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;
    return { cut: cut.length, over, lines: lines.length };
  });

for (const width of [320, 390, 1280]) {
  test(`credit and disclaimer are whole at ${width} px, in every language, with the panel closed and open`, async (t) => {
    const options = width < 1000 ? { ...PHONE, viewport: { width, height: 720 } } : {};
    const { page, noted } = await watched(browser, t, { offline: true, ...options });
    const reader = await Reader.open(page, fileAddress("map.html"));
    for (const language of ["en", "fa", "ur"]) {
      await reader.update({ language, selected: null });
      await reader.at(`[part=page][lang^=${language}]`).waitFor();
      for (const selected of [null, 2]) {
        await reader.update({ selected });
        const text = await reader.at("[part=credit]").innerText();
        for (const told of [/© OpenStreetMap contributors/u, /Made with Natural Earth/u, /OCHA, WFP/u, /no position on the status of any territory is implied/u, /boundaries as drawn by OpenStreetMap/u, /UCDP GED 23\.1 \(CC BY 4\.0\)/u]) assert.match(text, told);
        await eventually(async () => {
          const { cut, over, lines } = await hiddenOf(reader);
          assert.deepEqual({ cut, over }, { cut: 0, over: false }, `${language}, ${selected === null ? "closed" : "open"}`);
          assert.ok(lines >= 1);
        });
      }
      await reader.update({ selected: null });
    }
    const more = reader.at(".map-credit-more");
    assert.equal(await more.isVisible(), width < 1000);
    if (width < 1000) await more.click();
    assert.match(await reader.at("[part=credit]").innerText(), /Tolls from different sources must not be summed/u);
    assertQuiet(noted, [fileAddress("map.html")]);
  });
}

test("what is known to a province or country far outside a circle is surely outside", async (t) => {
  const features = [
    record("a total in a province", null, { record: "aggregate", precision: "province", areas: "PK/balochistan" }),
    record("a total in a country", null, { record: "aggregate", precision: "country", country: "PK" }),
    record("in a unit that the layers lack", null, { precision: "district", country: "AF", district: "Nowhere-at-all" }),
    record("nobody says where", null, { precision: "unlocated" }),
  ];
  const { reader } = await mapOf(t, features);
  // around Tehran
  await reader.update({ circle: { centre: [51.4, 35.7], radius_m: 100_000 } });
  const answer = reader.at("[part=answer]");
  await answer.waitFor();
  assert.match(await answer.innerText(), /1 of which nobody can tell\s+nobody says where\s+3 surely outside/u);
  // around Karachi nobody knows of the first two
  await reader.update({ circle: { centre: [67, 24.9], radius_m: 100_000 } });
  await eventually(async () => assert.match(await answer.innerText(), /3 of which nobody can tell[\s\S]*1 surely outside/u));
});

test("a circle that is typed outside the view moves the map to it", async (t) => {
  const { page, noted } = await watched(browser, t, { offline: true });
  const reader = await Reader.open(page, fileAddress("map.html"));
  await reader.at("button[aria-label='Draw a circle']").click();
  for (const [at, value] of ["45.5", "38.5", "20"].entries()) await reader.at(".map-fields input").nth(at).fill(value);
  await reader.at(".map-circle button[type=submit]").click();
  await eventually(async () => {
    const { view, circle } = await reader.state();
    assert.deepEqual(circle, { centre: [45.5, 38.5], radius_m: 20_000 });
    assert.ok(Math.abs(view.centre[0] - 45.5) < 0.5 && Math.abs(view.centre[1] - 38.5) < 0.5, `the map shows ${view.centre.join()}`);
  });
  assertQuiet(noted, [fileAddress("map.html")]);
});

test("on a phone the question is asked by tapping, its box makes room for the answer, and the answer can be closed", async (t) => {
  const { page, noted } = await watched(browser, t, { ...PHONE, offline: true });
  const reader = await Reader.open(page, fileAddress("map.html"));
  for (const [language, word, not] of [["fa", /ضربه/u, /کلیک/u], ["ur", /چھوئیں/u, /کلک/u], ["en", /^Tap a place/u, /Click/u]]) {
    await reader.update({ language });
    await reader.at(`[part=page][lang^=${language}]`).waitFor();
    await reader.at(".map-tools button").nth(3).click();
    const hint = await reader.at(".map-mode p").first().innerText();
    assert.match(hint, word);
    assert.doesNotMatch(hint, not);
    if (language !== "en") await reader.at(".map-mode button").nth(1).click();
  }
  const ground = await reader.at(".map-ground").boundingBox();
  await page.touchscreen.tap(ground.x + ground.width / 2, ground.y + 90);
  const answer = reader.at("[part=answer]");
  await answer.waitFor();
  assert.equal(await reader.at(".map-mode").first().isVisible(), false, "the box is over the map that the answer left");
  await eventually(async () => {
    const [panel, head, map] = [await reader.at("[part=panel]").boundingBox(), await answer.locator("h3").boundingBox(), await reader.at(".map-stage").boundingBox()];
    assert.ok(head.y >= panel.y && head.y + head.height <= 844 && panel.height > 300, "the answer is not in view");
    assert.ok(map.height > 100, `the map is ${map.height} high`);
  });
  await answer.locator("button.quiet").tap();
  await eventually(async () => assert.equal((await reader.state()).asked, null));
  assert.equal(await answer.count(), 0);
  await reader.at(".grip").tap();
  await eventually(async () => assert.equal(await reader.at(".map-mode").first().isVisible(), true));
  assertQuiet(noted, [fileAddress("map.html")]);
});

test("with a pointer the question is asked by clicking", async (t) => {
  const { page } = await watched(browser, t, { offline: true });
  const reader = await Reader.open(page, fileAddress("map.html"));
  await reader.at("button[aria-label='Ask the map']").click();
  assert.match(await reader.at(".map-mode p").first().innerText(), /^Click a place/u);
});

test("Back closes what was opened, and the next Back leaves", async (t) => {
  const { page, noted } = await watched(browser, t, { offline: true });
  await page.goto("about:blank");
  const reader = await Reader.open(page, fileAddress("map.html"));
  const length = () => page.evaluate(() => history.length);
  const before = await length();
  await reader.at("tbody .name").nth(1).click();
  await eventually(async () => assert.ok((await page.evaluate(() => location.hash)).includes("show=1")));
  // one entry, however many records are looked at
  await reader.at("button.turn").nth(1).click();
  await eventually(async () => assert.ok((await page.evaluate(() => location.hash)).includes("show=2")));
  assert.equal(await length(), before + 1);
  await reader.narrow("armed attack", records().features.length);
  const rows = await reader.titles();
  const { view } = await reader.state();
  await page.goBack();
  await eventually(async () => assert.equal((await reader.state()).selected, null));
  assert.deepEqual(await reader.titles(), rows, "Back took the filter away");
  assert.deepEqual((await reader.state()).view, view, "Back moved the map");
  await eventually(async () => assert.ok(!(await page.evaluate(() => location.hash)).includes("show=")));
  await page.goForward();
  await eventually(async () => assert.equal((await reader.state()).selected, 2));
  // closed in the page, nothing is left for Back to close
  await reader.at("button.back").click();
  await eventually(async () => assert.equal(await page.evaluate(() => history.state?.sarhad ?? null), null));
  assert.equal((await reader.state()).selected, null);
  // closed and opened at once
  await reader.update({ asked: [61.5, 28.2] });
  await reader.update({ asked: null });
  await reader.update({ asked: [62, 28.2] });
  await eventually(async () => {
    assert.equal(await page.evaluate(() => history.state?.sarhad?.length ?? 0), 1);
    assert.ok((await page.evaluate(() => location.hash)).includes("ask=62"));
  });
  await page.reload();
  await reader.ready();
  assert.notEqual((await reader.state()).asked, null);
  await page.goBack();
  await eventually(async () => assert.equal((await reader.state()).asked, null));
  await page.goBack();
  await eventually(() => assert.equal(page.url(), "about:blank"));
  assertQuiet(noted, [fileAddress("map.html"), "about:blank"]);
});

test("a page that is opened at a record is left by the first Back, and an element without url-state makes no history", async (t) => {
  const { page } = await watched(browser, t, { offline: true });
  await page.goto("about:blank");
  const reader = await Reader.open(page, `${fileAddress("map.html")}#show=1`);
  await eventually(async () => assert.equal((await reader.state()).selected, 1));
  await reader.update({ selected: 2 });
  await page.goBack();
  await eventually(() => assert.equal(page.url(), "about:blank"));
  const plain = await mapOf(t, PLACES);
  const length = await plain.page.evaluate(() => history.length);
  await plain.reader.at("tbody .name").first().click();
  assert.equal(await plain.page.evaluate(() => history.length), length);
});

test("two elements on one page close what they opened themselves", async (t) => {
  const layers = 'layers-src="/site/data/layers.topojson" lang="en"';
  const page_ = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Two</title><link rel="icon" href="data:,"></head><body><sarhad-map id="a" url-state="a" src="/data.geojson" ${layers}></sarhad-map><sarhad-map id="b" url-state="b" src="/data.geojson" ${layers}></sarhad-map><script src="/site/sarhad-map.js"></script></body></html>`;
  const site = await serve(t, { "/site/": made("site"), "/two.html": page_, "/data.geojson": JSON.stringify({ type: "FeatureCollection", features: PLACES }) });
  const { page } = await watched(browser, t);
  const a = await Reader.open(page, `${site}/two.html`, "#a");
  const b = new Reader(page, "#b");
  await b.ready();
  await a.update({ selected: 1 });
  await b.update({ selected: 2 });
  await eventually(async () => assert.match(await page.evaluate(() => location.hash), /a\.show=1.*b\.show=2/u));
  await page.goBack();
  await eventually(async () => assert.equal((await b.state()).selected, null));
  assert.equal((await a.state()).selected, 1);
  await page.goBack();
  await eventually(async () => assert.equal((await a.state()).selected, null));
});

test("a file that does not arrive is told in the language of the page", async (t) => {
  for (const [lang, told] of [["fa", /نرسید \(پاسخ سرور: 404\)/u], ["ur", /نہیں پہنچی \(سرور کا جواب: 404\)/u], ["en", /the server answered 404/u]]) {
    const site = await serve(t, { "/site/": made("site"), "/map.html": `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><title>A map</title><link rel="icon" href="data:,"></head><body><sarhad-map lang="${lang}" src="/gone.geojson"></sarhad-map><script src="/site/sarhad-map.js"></script></body></html>` });
    const { page } = await watched(browser, t);
    await page.goto(`${site}/map.html`);
    const alert = page.locator("sarhad-map [role=alert]");
    await alert.waitFor();
    const text = await alert.innerText();
    assert.match(text, told);
    // what its maker has to look for stands there to the letter
    assert.match(text, /gone\.geojson: the server answered 404; look at the address/u);
    assert.equal((await alert.getByText("the server answered").getAttribute("lang")) ?? "en", "en");
  }
});

test("on paper the legend is open and the credit whole, printed from a phone with the sheet open too", async (t) => {
  for (const options of [{}, { ...PHONE, viewport: { width: 390, height: 640 } }]) {
    const { page } = await watched(browser, t, { offline: true, ...options });
    const reader = await Reader.open(page, fileAddress("map.html"));
    await reader.update({ selected: 2, theme: "dark" });
    await reader.at("article.record").waitFor();
    const open = await reader.at(".map-legend").evaluate((legend) => legend.open);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 719, height: 1000 });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const entries = reader.at(".map-legend li");
    assert.ok((await entries.count()) > 4);
    assert.equal(await entries.last().isVisible(), true, "the legend is folded");
    assert.match(await reader.at("[part=credit]").innerText(), /no position on the status[\s\S]*Tolls from different sources/u);
    const [stage, legend, credit, table] = await Promise.all([".map-stage", ".map-legend", "[part=credit]", ".table"].map((part) => reader.at(part).boundingBox()));
    assert.ok(legend.y >= stage.y + stage.height - 1 && credit.y >= legend.y + legend.height - 1 && table.y >= credit.y + credit.height - 1, "one lies over the other");
    assert.ok(stage.width > 700 && stage.width <= 720, `the map is ${stage.width} of 719 px wide`);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await reader.at(".map-legend").evaluate((one) => one.open), open, "the legend stays as it was printed");
  }
});
