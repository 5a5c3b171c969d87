// The custom element <sarhad-map>: attributes and properties in, events out, one page in a shadow root. Not responsible for the page (view/page.ts).
//
// Attributes: src, layers-src (addresses; without them the data is looked for in the document), layers (which are drawn), lang, theme, time
// (`2023`, `2023-04`, `2019/2023-06`), filter (as in the address), controls (which parts the page has), url-state (keep the state in the
// fragment of the address; a value is put before the names, so that two elements on a page do not share them).
// Events: sarhad-ready, sarhad-select, sarhad-filter, sarhad-error. Slots: title, note. Parts and variables `--sarhad-…`: view/styles/.

import type { Feature } from "geojson";
import { DataError } from "./data/errors";
import { load } from "./data/load";
import type { Filter } from "./model/filter";
import type { Dataset } from "./model/incident";
import { LAYER_WORDS, type Layers, type LayerWord } from "./model/layer";
import { makeModel, placeAhead } from "./state/made";
import type { Model } from "./state/model";
import { FIRST_STATE, Store, type LanguageCode, type State, type ThemeName } from "./state/store";
import { Address } from "./view/address";
import { el } from "./view/nodes";
import { CONTROLS, Page, type Control, type Memory } from "./view/page";
import { adoptPageStyle } from "./view/styles/adopt";
import { filterOfAttribute, isUnreadTime, timeOfAttribute } from "./view/wishes";
import { LANGUAGES, languageOf } from "./words/languages";

const ATTRIBUTES = ["src", "layers-src", "layers", "lang", "theme", "time", "filter", "controls", "url-state"] as const;
type AttributeName = (typeof ATTRIBUTES)[number];

/** `detail` of `sarhad-select`; null when nothing is selected any more. */
export type SelectDetail = { readonly index: number; readonly id: string; readonly title: string; readonly feature: Feature } | null;

/** `detail` of `sarhad-filter`. */
export interface FilterDetail {
  readonly filter: Filter;
  readonly shown: number;
  readonly all: number;
}

/** `detail` of `sarhad-error`: what, where and what to do. */
export interface ErrorDetail {
  readonly message: string;
  readonly error: unknown;
}

/** Where pages are made ahead, without a browser, the module must load though the element cannot work there. */
const Base: typeof HTMLElement = typeof HTMLElement === "undefined" ? (Object as unknown as typeof HTMLElement) : HTMLElement;

/** Records are read in a third of the time that it takes to show them. */
const READ_SHARE = 1 / 3;

/** Enough of a wish to find it. */
const WISH_TOLD = 80;

/** A map of incidents that draws only what is known. */
export class SarhadMap extends Base {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  readonly #root: ShadowRoot;
  readonly #memory: Memory = { tab: "list", sheet: "closed" };
  #given: { src: object | null; layers: object | null } = { src: null, layers: null };
  #read: { readonly dataset: Dataset; readonly layers: Layers } | null = null;
  #store: Store | null = null;
  #model: Model | null = null;
  #page: Page | null = null;
  #address: Address | null = null;
  #unsubscribe: (() => void) | null = null;
  #loading: AbortController | null = null;
  #begun = false;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open" });
    adoptPageStyle(this.#root);
  }

  connectedCallback(): void {
    this.#takeEarly();
    // attributes and properties that are set in the same turn are taken together
    queueMicrotask(() => this.#start());
  }

  disconnectedCallback(): void {
    // an element that is moved is taken out and put in again in one turn
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  attributeChangedCallback(name: AttributeName, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return;
    const store = this.#store;
    if (name === "src" || name === "layers-src") this.#reload();
    else if (name === "lang") store?.update({ language: this.#wantedLanguage() });
    else if (name === "theme") store?.update({ theme: themeOf(now) });
    else if (name === "time" || name === "filter") {
      store?.update({ filter: this.#wantedFilter() });
      if (name === "time") this.#tellTime();
    }
    else if (this.#read !== null) this.#show();
  }

  /** The address of the incidents. */
  get src(): string | null {
    return this.getAttribute("src");
  }
  set src(value: string | null) {
    this.#reflect("src", value);
  }

  /** The address of the layers. */
  get layersSrc(): string | null {
    return this.getAttribute("layers-src");
  }
  set layersSrc(value: string | null) {
    this.#reflect("layers-src", value);
  }

  /** Which layers are drawn, with spaces between; all if it is null. */
  get layers(): string | null {
    return this.getAttribute("layers");
  }
  set layers(value: string | null) {
    this.#reflect("layers", value);
  }

  get theme(): string | null {
    return this.getAttribute("theme");
  }
  set theme(value: string | null) {
    this.#reflect("theme", value);
  }

  get time(): string | null {
    return this.getAttribute("time");
  }
  set time(value: string | null) {
    this.#reflect("time", value);
  }

  /** The filter as it is written in addresses. */
  get filter(): string | null {
    return this.getAttribute("filter");
  }
  set filter(value: string | null) {
    this.#reflect("filter", value);
  }

  get controls(): string | null {
    return this.getAttribute("controls");
  }
  set controls(value: string | null) {
    this.#reflect("controls", value);
  }

  /** GeoJSON that is already there; goes before `src`. */
  get data(): object | null {
    return this.#given.src;
  }
  set data(value: object | null) {
    this.#given.src = value;
    this.#reload();
  }

  /** TopoJSON that is already there; goes before `layers-src`. */
  get layersData(): object | null {
    return this.#given.layers;
  }
  set layersData(value: object | null) {
    this.#given.layers = value;
    this.#reload();
  }

  /** What is shown now; null until the data is read. */
  get state(): State | null {
    return this.#store?.state ?? null;
  }

  /** Changes what is shown; of a filter, what is not named stays as it is. */
  update(change: Partial<Omit<State, "filter">> & { readonly filter?: Partial<State["filter"]> }): void {
    const store = this.#store;
    if (store === null) return;
    const { filter, ...others } = change;
    store.update(filter === undefined ? others : { ...others, filter: { ...store.wanted.filter, ...filter } });
  }

  /** Properties that were set before the element was known lie on the object itself and would hide those of the class. */
  #takeEarly(): void {
    for (const name of ["data", "layersData", "src", "layersSrc", "layers", "theme", "time", "filter", "controls"] as const) {
      if (!Object.hasOwn(this, name)) continue;
      const value: unknown = this[name];
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  #reflect(name: AttributeName, value: string | null): void {
    if (value === null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  #start(): void {
    if (!this.isConnected || this.#page !== null || this.#loading !== null) return;
    this.#begun = true;
    if (this.#read !== null) this.#show();
    else this.#reload();
  }

  #stop(): void {
    this.#loading?.abort();
    this.#loading = null;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#address?.destroy();
    this.#address = null;
    this.#page?.destroy();
    this.#page = null;
  }

  #reload(): void {
    // before the first start each attribute would fetch the files anew
    if (!this.isConnected || !this.#begun) return;
    this.#stop();
    this.#read = null;
    this.#store = null;
    const loading = new AbortController();
    this.#loading = loading;
    const words = LANGUAGES[this.#wantedLanguage()];
    this.#root.replaceChildren(el("div", { class: "page waiting", "data-theme": themeOf(this.theme), lang: words.tag, dir: words.dir, role: "status" }, words.page.loading));
    this.#load(loading.signal)
      .then((read) => {
        if (loading.signal.aborted) return;
        this.#loading = null;
        this.#read = read;
        this.#show();
        this.#send("sarhad-ready", null);
      })
      .catch((error: unknown) => {
        if (loading.signal.aborted) return;
        this.#loading = null;
        this.#showTrouble(error);
      });
  }

  async #load(signal: AbortSignal): Promise<{ readonly dataset: Dataset; readonly layers: Layers }> {
    const document = this.ownerDocument;
    // data further down in the document is not there before all of it is parsed
    if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
    const { page, format } = LANGUAGES[this.#wantedLanguage()];
    const told = (share: number): void => {
      // a reader of the screen is not told each step
      this.#root.querySelector(".waiting")?.replaceChildren(page.loading, el("span", { "aria-hidden": "true" }, ` ${format.share(share)}`));
    };
    const read = await load({ src: this.#given.src ?? this.src, layersSrc: this.#given.layers ?? this.layersSrc, document, signal, told: (done, all) => told(READ_SHARE * (done / all)) });
    await placeAhead(read.dataset, read.layers, { signal, told: (done, all) => told(READ_SHARE + (1 - READ_SHARE) * (done / all)) });
    return read;
  }

  #show(): void {
    const read = this.#read;
    if (read === null) return;
    this.#stop();
    this.#store ??= new Store(this.#firstState());
    const store = this.#store;
    const drawn = this.#drawn();
    const made = makeModel(read.dataset, read.layers, store);
    this.#model = drawn === null ? made : { ...made, shown: () => made.shown(), drawn };
    const prefix = this.getAttribute("url-state");
    if (prefix !== null) this.#address = new Address(store, prefix, read.dataset.incidents, this.#firstState());
    this.#unsubscribe = store.subscribe((now, before) => this.#changed(now, before));
    this.#draw(store.state.language);
    this.#tellTime();
  }

  /** To the reader at the top of the page, and to who wrote the attribute in the console. */
  #tellTime(): void {
    const language = this.#store?.state.language;
    if (language === undefined) return;
    this.#page?.say(this.#notes(language));
    for (const note of this.#notes("en")) console.warn(`<sarhad-map>: ${note}`);
  }

  #draw(language: LanguageCode): void {
    const model = this.#model;
    if (model === null) return;
    this.#page?.destroy();
    this.#root.replaceChildren();
    this.#page = new Page(this.#root, model, LANGUAGES[language], { controls: this.#controls(), memory: this.#memory, notes: this.#notes(language) });
  }

  /** What the page says at its top: a wish that nobody can read is not passed over. */
  #notes(language: LanguageCode): string[] {
    return isUnreadTime(this.time) ? [LANGUAGES[language].record.badTime((this.time ?? "").trim().slice(0, WISH_TOLD))] : [];
  }

  #changed(now: State, before: State): void {
    if (now.language !== before.language) {
      const inside = this.#root.activeElement !== null;
      this.#draw(now.language);
      if (inside) this.#page?.focusLanguage();
    }
    const model = this.#model;
    if (model === null) return;
    if (now.filter !== before.filter) {
      const detail: FilterDetail = { filter: now.filter, shown: model.shown().length, all: model.dataset.incidents.length };
      this.#send("sarhad-filter", detail);
    }
    if (now.selected === before.selected) return;
    const incident = now.selected === null ? undefined : model.dataset.incidents[now.selected];
    const detail: SelectDetail = incident === undefined ? null : { index: incident.index, id: incident.id, title: incident.title, feature: incident.feature };
    this.#send("sarhad-select", detail);
  }

  #send(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #showTrouble(error: unknown): void {
    const words = LANGUAGES[this.#wantedLanguage()];
    const message = error instanceof Error ? error.message : String(error);
    const worded = error instanceof DataError ? words.page.trouble({ kind: error.trouble, where: error.where, status: error.status }) : null;
    // what the maker of the page may need, to the letter
    const exact = el("p", { dir: "auto", ...(worded === null ? {} : { class: "notes", lang: "en" }) }, message);
    const box = el("div", { class: "trouble", "data-theme": themeOf(this.theme), role: "alert", lang: words.tag, dir: words.dir }, el("h2", {}, words.page.error), worded === null ? null : el("p", {}, worded), exact);
    this.#root.replaceChildren(box);
    const detail: ErrorDetail = { message, error };
    this.#send("sarhad-error", detail);
  }

  #firstState(): State {
    return { ...FIRST_STATE, filter: this.#wantedFilter(), language: this.#wantedLanguage(), theme: themeOf(this.theme) };
  }

  #wantedFilter(): Filter {
    const filter = filterOfAttribute(this.filter);
    return this.time === null ? filter : { ...filter, ...timeOfAttribute(this.time) };
  }

  /** The language of the element, of what holds it, or of the reader. */
  #wantedLanguage(): LanguageCode {
    const around = this.closest("[lang]")?.getAttribute("lang") ?? null;
    return languageOf(around) ?? languageOf(navigator.language) ?? "en";
  }

  #drawn(): ReadonlySet<LayerWord> | null {
    const wish = this.layers;
    if (wish === null || wish.trim() === "") return null;
    const words = wish.toLowerCase().split(/[\s,]+/u);
    return new Set(LAYER_WORDS.filter((word) => words.includes(word)));
  }

  #controls(): ReadonlySet<Control> {
    const wish = this.controls;
    if (wish === null || wish.trim() === "") return new Set(CONTROLS);
    const words = wish.toLowerCase().split(/[\s,]+/u);
    return new Set(CONTROLS.filter((word) => words.includes(word)));
  }
}

function themeOf(wish: string | null): ThemeName {
  return wish === "light" || wish === "dark" ? wish : "auto";
}

/** Makes the element known under its name; loading the script twice does no harm. */
export function define(name = "sarhad-map"): void {
  if (typeof customElements !== "undefined" && customElements.get(name) === undefined) customElements.define(name, SarhadMap);
}

define();

declare global {
  interface HTMLElementTagNameMap {
    "sarhad-map": SarhadMap;
  }
  interface HTMLElementEventMap {
    "sarhad-ready": CustomEvent<null>;
    "sarhad-select": CustomEvent<SelectDetail>;
    "sarhad-filter": CustomEvent<FilterDetail>;
    "sarhad-error": CustomEvent<ErrorDetail>;
  }
}
