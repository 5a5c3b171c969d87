// Urdu and Persian from right to left, and the change of language.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, eventually, fileAddress, records, startBrowser, watched } from "./browser.mjs";
import { Reader } from "./reader.mjs";

const { features } = records();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

const middle = ({ x, width }) => x + width / 2;

test("in Urdu the page runs from right to left and is used by keyboard as in English", async (t) => {
  const { page, noted } = await watched(browser, t, { offline: true });
  const reader = await Reader.open(page, fileAddress("ur.html"));
  const whole = reader.at("[part=page]");
  assert.deepEqual([await whole.getAttribute("dir"), await whole.getAttribute("lang")], ["rtl", "ur"]);
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  assert.equal(await whole.evaluate((node) => getComputedStyle(node).direction), "rtl");
  const [panel, map] = [await reader.at("[part=panel]").boundingBox(), await reader.at("[part=map]").boundingBox()];
  assert.ok(panel.x + panel.width <= map.x + 1, "the panel is on the left of the map");
  assert.ok(middle(await reader.at("[role=slider].from").boundingBox()) > middle(await reader.at("[role=slider].to").boundingBox()), "time runs to the left");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page is wider than the window");
  assert.doesNotMatch(await reader.at("[part=page]").evaluate((node) => [...node.querySelectorAll("[role=tab],label,legend,th[scope=col]")].map((one) => one.textContent).join(" ")), /\bundefined\b/u);
  // the tabs turn with the script: left is onwards
  const tabs = reader.at("[role=tab]");
  await tabs.first().focus();
  await page.keyboard.press("ArrowLeft");
  await eventually(async () => assert.equal(await tabs.nth(1).getAttribute("aria-selected"), "true"));
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.equal(await tabs.first().getAttribute("aria-selected"), "true"));
  await reader.at("[role=slider].from").focus();
  await page.keyboard.press("ArrowLeft");
  await eventually(async () => assert.notEqual((await reader.state()).filter.from_day, null));
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.equal((await reader.titles()).length, features.length));
  await reader.at("tbody .name").first().press("Enter");
  await eventually(async () => assert.equal(await reader.record(), features[0].properties.title));
  assertQuiet(noted, [fileAddress("ur.html")]);
});

test("names, digits and the direction follow the language; what is shown stays", async (t) => {
  const { page, noted } = await watched(browser, t, { offline: true });
  const reader = await Reader.open(page, fileAddress("map.html"));
  await reader.narrow("Gwadar", features.length);
  const rows = await reader.titles();
  const told = async () => ({
    dir: await reader.at("[part=page]").getAttribute("dir"),
    count: await reader.count(),
    place: await reader.at("[part=chips] .chip bdi").first().innerText(),
  });
  const english = await told();
  assert.deepEqual(english, { dir: "ltr", count: `${rows.length} of ${features.length} shown`, place: "Gwadar" });
  for (const code of ["fa", "ur"]) {
    await reader.at("select.language").selectOption(code);
    await eventually(async () => assert.equal(await reader.at("[part=page]").getAttribute("lang"), code));
    await eventually(async () => assert.equal(await reader.at("[part=page]").getAttribute("dir"), "rtl"));
    const now = await told();
    // the digits that the language uses by CLDR: Persian its own, Urdu in Pakistan those of English
    const digits = new Intl.NumberFormat(code === "fa" ? "fa-IR" : "ur-PK");
    assert.ok(now.count.includes(digits.format(features.length)), `no digits of the language in ${now.count}`);
    assert.match(now.place, /گوادر/u);
    assert.deepEqual(await reader.titles(), rows);
    assert.equal((await reader.focused()).class, "language", "the focus is lost");
  }
  await reader.at("select.language").selectOption("en");
  await eventually(async () => assert.deepEqual(await told(), english));
  assertQuiet(noted, [fileAddress("map.html")]);
});

test("when and where of claims stand in the words of the source and in the language of the page, without ids", async (t) => {
  const { page, noted } = await watched(browser, t, { offline: true });
  const reader = await Reader.open(page, fileAddress("ur.html"));
  const index = features.findIndex(({ id }) => id === "A10");
  await reader.update({ selected: index });
  await eventually(async () => assert.equal(await reader.record(), features[index].properties.title));
  const told = await reader.at("article.record .claim .own").allInnerTexts();
  const { claim_list: claims } = features[index].properties;
  assert.equal(told.length, claims.filter(({ when, where, toll }) => when !== null || where !== null || toll !== null).length);
  const first = told[0];
  for (const part of ["April 2019", "in Gwadar district", "اپریل 2019", "ضلع گوادر میں کہیں"]) assert.ok(first.includes(part), `${part} is not in ${first}`);
  const places = await reader.at("article.record .claim .own dd:not(.theirs)").allInnerTexts();
  assert.deepEqual(places.filter((text) => /PK\/|IR\/|somewhere|this day/u.test(text)), []);
  assertQuiet(noted, [fileAddress("ur.html")]);
});
