// The form of filters, with a count at each choice, and the chips of those in force. Not responsible for what matches (state/filter.ts).

import { NO_FILTER, type Filter } from "../model/filter";
import { facets, matches, unmeasured } from "../state/filter";
import type { Model } from "../state/model";
import { kindIn, type Words } from "../words/words";
import { given } from "./given";
import { button, el, icon, ICONS } from "./nodes";
import { spanTold, type Gazetteer } from "./told";

/** Choices beyond these are folded away. */
const OPEN_CHOICES = 6;
/** Further choices are counted only: a column of free text has as many as records, and each costs the browser four nodes. */
const CHOICES_MAX = 400;
/** Up to so many comparisons, counts are told under the other filters; beyond, of the whole file. */
const COMPARISONS = 300_000;
/** Typing is told to the others after this pause. */
const TYPING_MS = 200;
/** So wide no border band is asked: half the way around the Earth. */
const WIDEST_KM = 20_000;

type ListKey = "kinds" | "actors" | "units" | "precisions";

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

interface Group {
  readonly key: ListKey;
  readonly title: string;
  readonly choices: readonly Choice[];
}

interface Box {
  readonly key: ListKey;
  readonly choice: Choice;
  readonly input: HTMLInputElement;
  readonly count: HTMLElement;
}

export class Filters {
  readonly element: HTMLFormElement;
  readonly chips = el("div", { class: "chips", part: "chips", role: "group" });
  readonly #boxes: Box[] = [];
  readonly #text: HTMLInputElement;
  readonly #km: HTMLInputElement;
  readonly #unmeasured = el("p", { class: "notes", role: "status" });
  readonly #certainty: Readonly<Record<Filter["border_certainty"], HTMLInputElement>>;
  readonly #reset: HTMLButtonElement;
  /** Chips are made anew only for another filter: one of them may have the focus. */
  #drawnFor: Filter | null = null;
  #typing = 0;

  constructor(
    private readonly model: Model,
    private readonly words: Words,
    private readonly gazetteer: Gazetteer,
    private readonly focusElsewhere: () => void,
  ) {
    const { filters } = words;
    this.#text = el("input", { type: "search", autocomplete: "off", spellcheck: "false", dir: "auto", maxlength: 200 });
    this.#text.addEventListener("input", () => this.#later(() => this.model.store.filtered({ text: this.#text.value })));
    this.#km = el("input", { type: "number", min: 0, max: WIDEST_KM, step: "any", inputmode: "decimal", placeholder: filters.any });
    this.#km.addEventListener("input", () => this.#later(() => this.#takeBand()));
    this.#certainty = { may: this.#radio("may"), must: this.#radio("must") };
    this.#reset = button({ class: "wide" }, () => this.#takeBack(), filters.reset);
    this.element = el("form", { class: "filters", part: "filters", "aria-label": filters.label, autocomplete: "off" });
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.append(el("label", { class: "field" }, el("span", {}, filters.text), this.#text));
    for (const group of this.#groups()) this.element.append(this.#group(group));
    this.element.append(this.#band(), this.#reset);
    this.chips.setAttribute("aria-label", filters.active);
    this.update();
  }

  destroy(): void {
    window.clearTimeout(this.#typing);
  }

  /** Takes in what the filter is now, without taking the focus away. */
  update(): void {
    const { filter } = this.model.store.state;
    const { wanted } = this.model.store;
    const root = this.#text.getRootNode();
    const focused = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
    if (focused !== this.#text) this.#text.value = wanted.filter.text;
    if (focused !== this.#km) this.#km.value = wanted.filter.border_max_m === null ? "" : String(wanted.filter.border_max_m / 1000);
    this.#certainty[wanted.filter.border_certainty].checked = true;
    for (const box of this.#boxes) box.input.checked = wanted.filter[box.key].includes(box.choice.value);
    if (this.#drawnFor === filter) return;
    this.#drawnFor = filter;
    this.#count(filter);
    const left = unmeasured(filter, this.model.dataset.incidents);
    this.#unmeasured.textContent = left === 0 ? "" : this.words.filters.unmeasured(left);
    this.#unmeasured.hidden = left === 0;
    this.#drawChips(filter);
  }

  #takeBack(): void {
    this.model.store.update({ filter: NO_FILTER });
    // what was only wanted so far changes nothing when it is taken back
    this.update();
  }

  #later(then: () => void): void {
    window.clearTimeout(this.#typing);
    this.#typing = window.setTimeout(then, TYPING_MS);
  }

  #groups(): Group[] {
    const { filters, precision } = this.words;
    const found = facets(this.model.dataset);
    const named = (list: readonly { readonly value: string; readonly count: number; readonly label?: string }[], name: (value: string, label: string) => string): Choice[] =>
      list.map(({ value, count, label }) => ({ value, count, label: name(value, label ?? value) }));
    const unit = (value: string, label: string): string => this.gazetteer.unit(value, label);
    return [
      { key: "kinds", title: filters.kind, choices: named(found.kinds, (value) => kindIn(this.words, value)) },
      { key: "actors", title: filters.actor, choices: named(found.actors, (value) => value) },
      { key: "units", title: filters.country, choices: named(found.countries, unit) },
      { key: "units", title: filters.province, choices: named(found.provinces, unit) },
      { key: "units", title: filters.district, choices: named(found.districts, unit) },
      { key: "precisions", title: filters.precision, choices: named(found.precisions, (value) => (Object.hasOwn(precision, value) ? precision[value as keyof typeof precision] : value)) },
    ];
  }

  #group({ key, title, choices }: Group): HTMLElement {
    const set = el("fieldset", {}, el("legend", {}, title));
    if (choices.length === 0) {
      set.append(el("p", { class: "notes" }, this.words.filters.nothing));
      return set;
    }
    const rows: HTMLElement[] = choices.slice(0, CHOICES_MAX).map((choice) => this.#box(key, choice));
    if (choices.length > CHOICES_MAX) rows.push(el("p", { class: "notes" }, this.words.filters.more(choices.length - CHOICES_MAX)));
    set.append(...rows.slice(0, OPEN_CHOICES));
    const rest = rows.slice(OPEN_CHOICES);
    if (rest.length > 0) set.append(el("details", {}, el("summary", {}, this.words.filters.more(rest.length)), ...rest));
    return set;
  }

  #box(key: ListKey, choice: Choice): HTMLElement {
    const input = el("input", { type: "checkbox" });
    input.addEventListener("change", () => this.#toggle(key, choice.value));
    const count = el("span", { class: "count" }, this.words.format.count(choice.count));
    this.#boxes.push({ key, choice, input, count });
    return el("label", { class: "choice" }, input, given(choice.label, this.words), count);
  }

  #toggle(key: ListKey, value: string): void {
    const list = this.model.store.wanted.filter[key];
    this.model.store.filtered({ [key]: list.includes(value) ? list.filter((one) => one !== value) : [...list, value] });
  }

  #radio(certainty: Filter["border_certainty"]): HTMLInputElement {
    // the name is only known inside one shadow root, so two elements on a page do not share it
    const input = el("input", { type: "radio", name: "certainty" });
    input.addEventListener("change", () => this.model.store.filtered({ border_certainty: certainty }));
    return input;
  }

  #band(): HTMLElement {
    const { filters } = this.words;
    return el(
      "fieldset",
      {},
      el("legend", {}, filters.border),
      el("label", { class: "field row" }, el("span", {}, filters.borderWithinKm), this.#km),
      el("label", { class: "choice" }, this.#certainty.may, filters.may),
      el("label", { class: "choice" }, this.#certainty.must, filters.must),
      this.#unmeasured,
    );
  }

  #takeBand(): void {
    const km = this.#km.valueAsNumber;
    const border_max_m = Number.isFinite(km) && km >= 0 ? Math.min(km, WIDEST_KM) * 1000 : null;
    // the store waits with it until the distances are measured
    this.model.store.filtered({ border_max_m });
  }

  /** How many each choice would leave, were it the only one of its list. */
  #count(filter: Filter): void {
    const { incidents } = this.model.dataset;
    const exact = this.#boxes.length * incidents.length <= COMPARISONS;
    for (const { key, choice, count, input } of this.#boxes) {
      const alone = { ...filter, [key]: [choice.value] };
      const number = exact ? incidents.reduce((sum, incident) => sum + (matches(alone, incident) ? 1 : 0), 0) : choice.count;
      count.textContent = this.words.format.count(number);
      input.closest("label")?.classList.toggle("empty", number === 0);
    }
  }

  #drawChips(filter: Filter): void {
    const { filters, format } = this.words;
    const chips: HTMLElement[] = [];
    const chip = (label: string, change: Partial<Filter>): void => {
      const node = button({ class: "chip", "aria-label": filters.remove(label) }, () => this.#remove(change), el("bdi", {}, label), icon(ICONS.close));
      chips.push(node);
    };
    if (filter.text !== "") chip(filters.chipText(filter.text), { text: "" });
    for (const key of ["kinds", "actors", "units", "precisions"] as const) {
      for (const value of filter[key]) {
        const label = this.#boxes.find((box) => box.key === key && box.choice.value === value)?.choice.label ?? value;
        chip(label, { [key]: filter[key].filter((one) => one !== value) });
      }
    }
    if (filter.from_day !== null || filter.to_day !== null) chip(this.#time(filter), { from_day: null, to_day: null });
    if (filter.border_max_m !== null) chip(filters.chipBorder(format.limit(filter.border_max_m), filter.border_certainty), { border_max_m: null });
    if (chips.length > 1) chips.push(button({ class: "chip clear" }, () => this.#remove(NO_FILTER), filters.reset));
    this.chips.replaceChildren(...chips);
    this.chips.hidden = chips.length === 0;
  }

  #time({ from_day, to_day }: Filter): string {
    const { panel, format } = this.words;
    if (from_day === null) return panel.before(format.day(to_day ?? 0));
    return to_day === null ? panel.after(format.day(from_day)) : spanTold(from_day, to_day, this.words);
  }

  /** The chip that had the focus is gone: another one takes it, so that the keyboard does not fall to the top of the page. */
  #remove(change: Partial<Filter>): void {
    this.model.store.filtered(change);
    this.update();
    const next = this.chips.querySelector("button");
    if (next !== null) next.focus();
    else this.focusElsewhere();
  }
}
