// Filters and time: at each step the table, the count and the map show the same records, which are worked out here from the file.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, eventually, fileAddress, records, startBrowser, watched } from "./browser.mjs";
import { Reader } from "./reader.mjs";

const DAY_MS = 86_400_000;
const { features } = records();
const all = features.length;
const day = (iso) => Date.parse(iso) / DAY_MS;
/** The titles of the records whose properties pass `is`. */
const where = (is) => features.filter(({ properties }) => is(properties)).map(({ properties }) => properties.title);
const during = (from, to) => ({ date_start, date_end }) =>
  (date_start !== null || date_end !== null) && (date_end === null || day(date_end) >= from) && (date_start === null || day(date_start) <= to);

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

async function opened(t) {
  const { page, noted } = await watched(browser, t, { offline: true });
  return { page, noted, reader: await Reader.open(page, fileAddress("map.html")) };
}

test("kind, named party, place and precision", async (t) => {
  const { noted, reader } = await opened(t);
  const named = (name) => ({ actors }) => (actors ?? "").split("; ").includes(name);
  const steps = [
    ["armed attack", ({ what }) => what === "armed-attack"],
    ["Jaish-ul Adl", named("Jaish-ul Adl")],
    ["Gwadar", ({ district }) => district === "PK/gwadar"],
    ["somewhere in a district", ({ precision }) => precision === "district"],
  ];
  for (const [label, is] of steps) {
    const expected = where(is);
    assert.ok(expected.length > 0 && expected.length < all, `${label} filters nothing`);
    await reader.choose(label);
    await reader.shows(expected, all);
    assert.equal(await reader.at("[part=chips] .chip").count(), 1);
    // the count beside the choice is the count in view
    await reader.tab("Filters");
    assert.equal(await reader.at("form.filters label.choice:has(input[type=checkbox]:checked) .count").innerText(), String(expected.length));
    await reader.at("[part=chips] .chip").click();
    await reader.shows(where(() => true), all);
  }
  assertQuiet(noted, [fileAddress("map.html")]);
});

test("a country has all that surely was in it, also what is known to it alone", async (t) => {
  const { noted, reader } = await opened(t);
  const inPakistan = ({ country, areas }) => country === "PK" || (areas !== null && areas !== "" && areas.split(" ").every((id) => id === "PK" || id.startsWith("PK/")));
  assert.ok(where((record) => inPakistan(record) && record.country === null).length > 0, "all of them name their country");
  // a party is named like its country
  await reader.tab("Filters");
  await reader.at("form.filters fieldset").filter({ has: reader.page.locator("legend", { hasText: "Country" }) }).locator("label.choice").filter({ hasText: "Pakistan" }).click();
  await reader.shows(where(inPakistan), all);
  assertQuiet(noted, [fileAddress("map.html")]);
});

test("several events told as one are listed and not drawn, and the record says why", async (t) => {
  const { noted, reader } = await opened(t);
  const totals = where(({ record }) => record === "aggregate");
  assert.ok(totals.length > 0);
  await eventually(async () => {
    const { drawn, notDrawn } = await reader.mapped();
    assert.deepEqual(totals.filter((title) => drawn.includes(title)), []);
    assert.deepEqual(totals.filter((title) => !notDrawn.includes(title)), []);
  });
  await reader.at("tbody .name").getByText(totals.at(-1), { exact: true }).click();
  await eventually(async () => assert.match(await reader.at("article.record .where").innerText(), /^Several events told as one/u));
  // what the file says besides is there, closed
  const others = reader.at("article.record details.other-columns");
  assert.equal(await others.getAttribute("open"), null);
  await others.locator("summary").click();
  await eventually(async () => assert.match(await others.innerText(), /date_precision/u));
  assertQuiet(noted, [fileAddress("map.html")]);
});

test("filters are joined, and taken off one by one", async (t) => {
  const { reader } = await opened(t);
  const [attack, inDistrict] = [({ what }) => what === "armed-attack", ({ precision }) => precision === "district"];
  await reader.choose("armed attack");
  await reader.choose("somewhere in a district");
  await reader.shows(where((record) => attack(record) && inDistrict(record)), all);
  await reader.at("[part=chips] .chip").first().click();
  await reader.shows(where(inDistrict), all);
  await reader.tab("Filters");
  await reader.at("form.filters").getByText("Clear all filters").click();
  await reader.shows(where(() => true), all);
});

test("distance to the border: surely and perhaps", async (t) => {
  const { reader } = await opened(t);
  await reader.tab("Filters");
  await reader.at("form.filters input[type=number]").fill("50");
  const may = where(({ distance_min_m }) => distance_min_m !== null && distance_min_m <= 50_000);
  const must = where(({ distance_max_m }) => distance_max_m !== null && distance_max_m <= 50_000);
  assert.ok(must.length > 0 && must.length < may.length, "the file does not tell must from may");
  await reader.shows(may, all);
  await reader.tab("Filters");
  await reader.at("form.filters").getByText("surely", { exact: true }).click();
  await reader.shows(must, all);
});

test("text", async (t) => {
  const { reader } = await opened(t);
  await reader.tab("Filters");
  const search = reader.at("form.filters input[type=search]");
  await search.pressSequentially("chogab");
  const expected = features.filter((feature) => /chogab/iu.test(JSON.stringify(feature))).map(({ properties }) => properties.title);
  assert.ok(expected.length > 0);
  await reader.shows(expected, all);
  await reader.tab("Filters");
  await search.fill("xyzzy");
  await eventually(async () => assert.equal(await reader.count(), `0 of ${all} shown`));
  await reader.shows([], all);
  await reader.tab("List");
  assert.equal(await reader.at(".table .none").innerText(), "Nothing fits all filters.");
});

/** The range that is set, as days. */
async function range(reader) {
  const { filter } = await reader.state();
  return [filter.from_day, filter.to_day];
}

test("time by keyboard", async (t) => {
  const { page, reader } = await opened(t);
  const [from, to] = [reader.at("[role=slider].from"), reader.at("[role=slider].to")];
  assert.equal(await from.getAttribute("aria-valuetext"), "January 2012");
  await from.focus();
  for (let year = 2012; year < 2022; year += 1) await page.keyboard.press("PageUp");
  await eventually(async () => assert.equal(await from.getAttribute("aria-valuetext"), "January 2022"));
  const [start, end] = await range(reader);
  assert.equal(start, day("2022-01-01"));
  await reader.shows(where(during(start, end)), all);
  await to.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("PageDown");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  const [from_day, to_day] = await range(reader);
  assert.ok(to_day < day("2024-01-01") && from_day === start);
  const fewer = where(during(from_day, to_day));
  await reader.shows(fewer, all);
  assert.match(await reader.at("[part=timeline] .notes").innerText(), new RegExp(`${features.filter(({ properties: { date_start, date_end } }) => date_start === null && date_end === null).length} without a date, left out`, "u"));
  await reader.at("[part=timeline] .whole").press("Enter");
  await reader.shows(where(() => true), all);
});

test("time by pointer, by steps, and played", async (t) => {
  const { page, reader } = await opened(t);
  const box = await reader.at("[part=timeline-track]").boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.55, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, y, { steps: 5 });
  await page.mouse.up();
  const [from_day, to_day] = await range(reader);
  const [first, last] = [day("2012-01-01"), day("2024-02-01")];
  const share = (at) => (at - first) / (last - first);
  // within a bar, which is no wider than half a year here
  assert.ok(Math.abs(share(from_day) - 0.55) < 0.06 && Math.abs(share(to_day) - 0.8) < 0.06, `${share(from_day)} to ${share(to_day)}`);
  await reader.shows(where(during(from_day, to_day)), all);
  await reader.at("button[aria-label='A month later']").click();
  const [next] = await range(reader);
  assert.ok(next - from_day >= 28 && next - from_day <= 31);
  await reader.shows(where(during(...(await range(reader)))), all);
  await reader.at("button[aria-label='Play month by month']").click();
  await eventually(async () => assert.ok((await range(reader))[0] > next + 31));
  await reader.at("button[aria-label=Pause]").click();
  await reader.shows(where(during(...(await range(reader)))), all);
});
