// The table that equals the map: every record that the filter lets through, drawn or not. Not responsible for the filter.

import type { Incident } from "../model/incident";
import { PRECISIONS } from "../model/incident";
import type { Model } from "../state/model";
import { kindIn, type Words } from "../words/words";
import { areMeasured, measureAll } from "../state/measuring";
import { given } from "./given";
import { button, el, type Child } from "./nodes";
import { distanceInShort, whenTold, type Gazetteer } from "./told";

/** So many rows are made at once: more would be slow to lay out, and nobody reads a thousand rows without a filter. */
const ROWS_AT_ONCE = 100;
/** On paper there is no button to press. */
const ROWS_IN_PRINT = 2000;

const COLUMNS = ["title", "kind", "when", "where", "precision", "border", "source"] as const;
type Column = (typeof COLUMNS)[number];

interface Order {
  readonly column: Column;
  readonly down: boolean;
}

export class Table {
  readonly element: HTMLElement;
  readonly #body = el("tbody", { role: "rowgroup" });
  readonly #caption = el("caption");
  readonly #more: HTMLButtonElement;
  /** Where no button can be pressed, the rows that are missing are counted. */
  readonly #left = el("p", { class: "on-paper" });
  readonly #none = el("p", { class: "none", hidden: true });
  readonly #heads = new Map<Column, HTMLTableCellElement>();
  readonly #print = (): void => this.#grow(ROWS_IN_PRINT);
  #order: Order | null = null;
  #lines: readonly HTMLTableRowElement[] = [];
  #rows: readonly Incident[] = [];
  #limit = ROWS_AT_ONCE;

  constructor(
    private readonly model: Model,
    private readonly words: Words,
    private readonly gazetteer: Gazetteer,
    private readonly choose: (index: number) => void,
  ) {
    const { table, page } = words;
    this.#none.textContent = page.noneShown;
    this.#more = button({ class: "wide", hidden: true }, () => this.#grow(this.#limit + 2 * ROWS_AT_ONCE));
    // rows become blocks where the panel is narrow; explicit roles keep them a table for screen readers
    const head = el("tr", { role: "row", "data-lead": `${table.sort}:` }, ...COLUMNS.map((column) => this.#head(column)));
    const grid = el("table", { part: "table", role: "table" }, this.#caption, el("thead", { role: "rowgroup" }, head), this.#body);
    this.element = el("div", { class: "table", role: "group", "aria-label": table.label }, grid, this.#none, this.#left, this.#more);
    window.addEventListener("beforeprint", this.#print);
    this.update();
  }

  destroy(): void {
    window.removeEventListener("beforeprint", this.#print);
  }

  /** Takes in another filter. */
  update(): void {
    const { incidents } = this.model.dataset;
    this.#rows = this.model.shown().map((index) => incidents[index]).filter((incident) => incident !== undefined);
    this.#limit = ROWS_AT_ONCE;
    this.#sort();
    this.#draw();
  }

  /** Marks the row of the record that is selected. */
  mark(): void {
    const selected = String(this.model.store.state.selected ?? "");
    for (const row of this.#lines) {
      if (row.dataset["index"] === selected) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  /** Gives the focus to a row, if it is there. */
  focus(index: number): boolean {
    const row = this.#lines.find((one) => one.dataset["index"] === String(index));
    const name = row?.querySelector("button");
    name?.focus();
    return name !== null && name !== undefined;
  }

  #grow(limit: number): void {
    const before = this.#lines.length;
    this.#limit = Math.max(this.#limit, limit);
    this.#draw();
    // the button may be gone: the focus goes on with the first row that is new
    this.#lines[before]?.querySelector("button")?.focus({ preventScroll: true });
  }

  #head(column: Column): HTMLTableCellElement {
    const { table } = this.words;
    const press = button({ class: "sort", "aria-label": table.sortBy(table[column]) }, () => this.#sortBy(column), table[column], el("span", { class: "arrow", "aria-hidden": "true" }));
    const head = el("th", { scope: "col", role: "columnheader", class: `c-${column}` }, press);
    this.#heads.set(column, head);
    return head;
  }

  #sortBy(column: Column): void {
    const down = this.#order?.column === column && !this.#order.down;
    this.#order = { column, down };
    for (const [name, head] of this.#heads) {
      if (name === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    this.#sort();
    this.#draw();
  }

  /** Distances that are not all measured yet are sorted by when they are. */
  #waits(): boolean {
    const { incidents } = this.model.dataset;
    if (this.#order?.column !== "border" || areMeasured(incidents)) return false;
    this.element.setAttribute("aria-busy", "true");
    void measureAll(incidents, this.model.busy).then(() => {
      this.element.removeAttribute("aria-busy");
      if (!this.element.isConnected) return;
      this.#sort();
      this.#draw();
    });
    return true;
  }

  #sort(): void {
    if (this.#order === null || this.#waits()) return;
    const { column, down } = this.#order;
    const keyed = this.#rows.map((incident) => ({ incident, key: this.#key(column, incident) }));
    const collator = new Intl.Collator(this.words.tag, { numeric: true });
    keyed.sort((a, b) => {
      // what is not known stands last in both directions
      if (a.key === null || b.key === null) return a.key === b.key ? a.incident.index - b.incident.index : a.key === null ? 1 : -1;
      const order = typeof a.key === "number" && typeof b.key === "number" ? a.key - b.key : collator.compare(String(a.key), String(b.key));
      return (down ? -order : order) || a.incident.index - b.incident.index;
    });
    this.#rows = keyed.map(({ incident }) => incident);
  }

  #key(column: Column, incident: Incident): string | number | null {
    switch (column) {
      case "title":
        return incident.title;
      case "kind":
        return incident.kind === null ? null : kindIn(this.words, incident.kind);
      case "when":
        return incident.when.start_day ?? incident.when.end_day;
      case "where":
        return incident.where_text;
      case "precision":
        return PRECISIONS.indexOf(incident.precision);
      case "border":
        return incident.border?.min_m ?? null;
      case "source":
        return incident.source;
    }
  }

  #draw(): void {
    const { table } = this.words;
    const rows = this.#rows.slice(0, this.#limit);
    this.#caption.textContent = table.caption(this.#rows.length, this.model.dataset.incidents.length);
    this.#lines = rows.map((incident) => this.#row(incident));
    this.#body.replaceChildren(...this.#lines);
    this.#none.hidden = this.#rows.length > 0;
    const left = this.#rows.length - rows.length;
    this.#left.textContent = left === 0 ? "" : this.words.filters.more(left);
    this.#more.hidden = left === 0;
    this.#more.textContent = table.more(Math.min(left, 2 * ROWS_AT_ONCE));
    this.mark();
  }

  #row(incident: Incident): HTMLTableRowElement {
    const { words } = this;
    const { table, precision } = words;
    const name = button({ class: "name" }, () => this.choose(incident.index), given(incident.title, words));
    const row = el(
      "tr",
      { role: "row", "data-index": incident.index },
      el("th", { scope: "row", role: "rowheader", class: "c-title" }, name),
      this.#cell("kind", incident.kind === null ? null : given(kindIn(words, incident.kind), words)),
      this.#cell("when", incident.when.start_day === null && incident.when.end_day === null && incident.when.text === "" ? el("i", {}, table.undated) : whenTold(incident, words)),
      this.#cell("where", incident.where_text === null ? null : given(incident.where_text, words)),
      this.#cell("precision", el("span", { title: this.gazetteer.where(incident) }, precision[incident.precision])),
      this.#cell("border", ...this.#distance(incident)),
      this.#cell("source", incident.source === null ? null : given(incident.source, words)),
    );
    // a click anywhere in the row does what its button does; the keyboard has the button
    row.addEventListener("click", (event) => {
      if (!(event.target as Element).closest("button, a")) this.choose(incident.index);
    });
    return row;
  }

  /** Under the head of its column the number is enough; without heads it says what it is. */
  #distance(incident: Incident): HTMLElement[] {
    const { table } = this.words;
    const short = distanceInShort(incident, this.words);
    const tag = short === null ? "i" : "span";
    return [
      el(tag, { class: "in-column" }, short ?? table.noDistance),
      el(tag, { class: "in-line" }, short === null ? table.noBorderDistance : table.fromBorder(short)),
    ];
  }

  #cell(column: Column, ...content: readonly Child[]): HTMLTableCellElement {
    return el("td", { role: "cell", class: `c-${column}` }, ...content);
  }
}
