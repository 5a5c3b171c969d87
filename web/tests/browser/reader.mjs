// What a reader sees and does on one <sarhad-map>: lists, tabs, filters, keys. Not responsible for what is right.

import assert from "node:assert/strict";
import { eventually } from "./browser.mjs";

export class Reader {
  constructor(page, host = "sarhad-map") {
    this.page = page;
    this.host = page.locator(host);
  }

  /** Opens an address and waits for the map. */
  static async open(page, address, host = "sarhad-map") {
    const reader = new Reader(page, host);
    await page.goto(address);
    await reader.ready();
    return reader;
  }

  async ready() {
    await this.host.locator("[part=count]").waitFor();
    await this.host.locator("tbody tr").first().waitFor({ state: "attached" });
  }

  at(selector) {
    return this.host.locator(selector);
  }

  state() {
    return this.host.evaluate((host) => host.state);
  }

  update(change) {
    return this.host.evaluate((host, change) => host.update(change), change);
  }

  /** The titles of the table, in its order. */
  titles() {
    return this.at("tbody .name").evaluateAll((names) => names.map((name) => name.textContent));
  }

  count() {
    return this.at("[part=count]").innerText();
  }

  /** The title of the record in the panel; null if none is open. */
  async record() {
    const title = this.at("article.record h3");
    return (await title.count()) === 0 ? null : title.textContent();
  }

  async tab(name) {
    await this.at("[role=tab]").getByText(name, { exact: true }).click();
  }

  /** Ticks or unticks a choice of the filters by its label. */
  async choose(label) {
    await this.tab("Filters");
    const choice = this.at("form.filters label.choice").filter({ has: this.page.locator("bdi", { hasText: new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")}$`, "u") }) });
    await choice.evaluate((node) => {
      const folded = node.closest("details");
      if (folded && !folded.open) folded.querySelector("summary").click();
    });
    await choice.click();
  }

  /** Chooses among the filters, and waits until the table and the count have followed; they do so one after the other. */
  async narrow(label, all) {
    await this.choose(label);
    await eventually(async () => {
      const { length } = await this.titles();
      assert.notEqual(length, all, `${label} filters nothing`);
      assert.equal(await this.count(), `${length} of ${all} shown`);
    });
  }

  /** The innermost element that has the focus: its tag, class, text and label. */
  focused() {
    return this.page.evaluate(() => {
      let node = document.activeElement;
      while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
      return { tag: node?.localName ?? "", class: node?.getAttribute("class") ?? "", role: node?.getAttribute("role") ?? "", text: node?.textContent ?? "", label: node?.getAttribute("aria-label") ?? "" };
    });
  }

  /** Presses `key` until what has the focus passes `is`. */
  async pressUntil(key, is, most = 60) {
    for (let pressed = 0; pressed < most; pressed += 1) {
      const focused = await this.focused();
      if (is(focused)) return focused;
      await this.page.keyboard.press(key);
    }
    return assert.fail(`${key} does not lead there in ${most} presses; the focus is on ${JSON.stringify(await this.focused())}`);
  }

  /** The titles of all records that the map draws, and of those that it lists as not drawn, as the lists of the map tell them. */
  async mapped() {
    return this.host.evaluate(async (host) => {
      const root = host.shadowRoot;
      const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
      const before = host.state.selected;
      const box = root.querySelector(".map-choices");
      const rows = () => [...box.querySelectorAll("button.map-choice")];
      const labels = () => rows().map((row) => row.firstChild.textContent);
      const marks = async () => {
        root.querySelector(".map-tools button[aria-label='Show all']").click();
        // the marks are told as they were painted last
        await frame();
        await frame();
        root.querySelector(".map-tools button[aria-label='Marks on the map']").click();
        return rows();
      };
      const drawn = [];
      const all = await marks();
      for (let number = 0; number < all.length; number += 1) {
        const row = (await marks())[number];
        if (row === undefined) continue;
        host.update({ selected: null });
        row.click();
        if (!box.hidden) drawn.push(...labels());
        else if (host.state.selected !== null) drawn.push(root.querySelector("article.record h3").textContent);
      }
      const edge = root.querySelector(".map-edge");
      let notDrawn = [];
      if (!edge.hidden) {
        edge.click();
        notDrawn = labels();
      }
      box.querySelector(".map-choices-close")?.click();
      host.update({ selected: before });
      return { drawn, notDrawn };
    });
  }

  /** The table, the count and the map all show `expected` and nothing else. */
  async shows(expected, all) {
    await eventually(async () => {
      assert.deepEqual(await this.titles(), expected, "the table");
      assert.equal(await this.count(), `${expected.length} of ${all} shown`);
    });
    assert.match(await this.at("caption").textContent(), new RegExp(`^${expected.length} of ${all} incidents`, "u"));
    await eventually(async () => {
      const { drawn, notDrawn } = await this.mapped();
      assert.deepEqual([...new Set([...drawn, ...notDrawn])].sort(), [...expected].sort(), "the map");
      assert.equal(drawn.filter((title) => notDrawn.includes(title)).length, 0, "drawn and told as not drawn");
    });
  }
}
