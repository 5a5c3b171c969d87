// axe-core finds nothing serious or critical on any view, in any language, on a wide page and on a phone, light and dark.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileAddress, startBrowser, watched, WEB } from "./browser.mjs";
import { Reader } from "./reader.mjs";

const axe = readFileSync(join(WEB, "node_modules", "axe-core", "axe.min.js"), "utf8");
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

async function opened(t, options = {}) {
  const { context, page } = await watched(browser, t, { offline: true, ...options });
  // before the page, since its policy lets no other script in
  await context.addInitScript({ content: axe });
  return Reader.open(page, fileAddress("map.html"));
}

/** What axe-core finds in the whole page, as one line each. */
async function found(reader) {
  const { violations, checked } = await reader.page.evaluate(async () => {
    const { violations, passes } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return { violations, checked: passes.length };
  });
  assert.ok(checked > 10, "axe did not look at the page");
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical").flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.flat().join(" ")} ${html.slice(0, 160)}`));
}

const press = (reader, selector) => reader.at(selector).evaluate((node) => node.click());
const tab = (number) => (reader) => press(reader, `[role=tab] >> nth=${number}`);

/** The views of the page, each from the one before. */
const VIEWS = [
  ["list", async () => undefined],
  ["record with claims", (reader) => press(reader, "tbody .name >> nth=0")],
  ["about", tab(3)],
  ["list of marks on the map", (reader) => press(reader, ".map-tools button >> nth=5")],
  ["records that are not drawn", (reader) => press(reader, ".map-edge")],
  [
    "filters in force, folded ones open, time set",
    async (reader) => {
      await tab(1)(reader);
      const { filter } = await reader.state();
      await reader.update({ filter: { ...filter, kinds: ["armed-attack"], from_day: 19_000, to_day: 19_800, border_max_m: 400_000, text: "a" } });
      await reader.at("form.filters").evaluate((form) => form.querySelectorAll("details").forEach((one) => (one.open = true)));
      await reader.at("[part=chips] .chip").first().waitFor({ state: "attached" });
    },
  ],
  [
    "nothing fits",
    async (reader) => {
      await tab(0)(reader);
      await reader.update({ filter: { ...(await reader.state()).filter, text: "xyzzy" } });
      await reader.at(".table .none").waitFor();
    },
  ],
  [
    "answers about a place and a circle",
    async (reader) => {
      const { filter } = await reader.state();
      await reader.update({ selected: null, filter: { ...filter, kinds: [], from_day: null, to_day: null, border_max_m: null, text: "" }, asked: [61.5, 28.2], circle: { centre: [62, 26.5], radius_m: 250_000 } });
      await reader.at("[part=answer]").nth(1).waitFor();
    },
  ],
  ["asking the map", (reader) => press(reader, ".map-tools button >> nth=3")],
  [
    "drawing a circle, downloads open",
    async (reader) => {
      await press(reader, ".map-tools button >> nth=4");
      await reader.at("[part=downloads]").evaluate((menu) => (menu.open = true));
    },
  ],
];

async function assertAccessible(reader, where, views = VIEWS) {
  const trouble = [];
  for (const [name, go] of views) {
    await go(reader);
    trouble.push(...(await found(reader)).map((line) => `${where}, ${name}: ${line}`));
  }
  assert.deepEqual([...new Set(trouble)], []);
}

for (const language of ["en", "fa", "ur"]) {
  test(`every view in ${language}`, async (t) => {
    const reader = await opened(t);
    await reader.update({ language });
    await reader.at(`[part=page][lang^=${language}]`).waitFor();
    await assertAccessible(reader, language);
  });
}

test("every view in dark colours", async (t) => {
  const reader = await opened(t);
  await reader.update({ theme: "dark" });
  await assertAccessible(reader, "dark");
});

test("every view on a phone, the sheet closed and open", async (t) => {
  const reader = await opened(t, PHONE);
  await assertAccessible(reader, "phone, sheet closed", [VIEWS[0]]);
  await press(reader, "[role=tab] >> nth=0");
  await reader.at(".panel.open").waitFor();
  await assertAccessible(reader, "phone");
});

test("what is wrong inside the element is found", async (t) => {
  const reader = await opened(t);
  await reader.at("[part=panel]").evaluate((panel) => panel.append(document.createElement("img"), document.createElement("button")));
  assert.match((await found(reader)).join("\n"), /image-alt[\s\S]*button-name|button-name[\s\S]*image-alt/u);
});
