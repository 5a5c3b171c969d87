// The page of one element in one language: puts the parts together and keeps them in step with the state. Not responsible for reading data.

import type { Model } from "../state/model";
import type { State } from "../state/store";
import type { Words } from "../words/words";
import { about } from "./about";
import { circleAnswer, placeAnswer } from "./answers";
import { details } from "./details";
import { Filters } from "./filters";
import { Header } from "./header";
import { FarAway } from "./map/far-away";
import { MapView } from "./map/map-view";
import { button, el, icon, ICONS } from "./nodes";
import { save, type DownloadKind } from "./saving";
import { summaryOf } from "./summary";
import { Table } from "./table";
import { Tabs } from "./tabs";
import { Timeline } from "./timeline";
import { Gazetteer } from "./told";

/** The words that the attribute `controls` takes. */
export const CONTROLS = ["header", "list", "filters", "about", "timeline", "downloads", "language", "theme"] as const;
export type Control = (typeof CONTROLS)[number];

type TabKey = "list" | "filters" | "details" | "about";

/** What outlives a change of language. */
export interface Memory {
  tab: TabKey;
  sheet: "open" | "closed";
}

/** Screen readers are told after this pause, so that a pull at the timeline is not read step by step. */
const TELLING_MS = 600;

export class Page {
  readonly element: HTMLElement;
  readonly #map: MapView;
  readonly #header: Header;
  readonly #table: Table;
  readonly #filters: Filters;
  readonly #timeline: Timeline | null;
  readonly #tabs: Tabs<TabKey>;
  readonly #gazetteer: Gazetteer;
  readonly #panel: HTMLElement;
  readonly #grip: HTMLButtonElement;
  readonly #details = el("div", { class: "details-body" });
  readonly #notes = el("div", { class: "notes page-notes", role: "note", hidden: true });
  readonly #far: FarAway;
  readonly #farNote = el("p", { class: "far-note", part: "far-note" });
  readonly #summary = el("p", { class: "aside" });
  readonly #live = el("p", { class: "aside", role: "status" });
  readonly #unsubscribe: () => void;
  #telling = 0;
  #frame = 0;

  constructor(
    host: ShadowRoot,
    private readonly model: Model,
    private readonly words: Words,
    private readonly options: { readonly controls: ReadonlySet<Control>; readonly memory: Memory; readonly notes: readonly string[] },
  ) {
    const { controls } = options;
    const { page } = words;
    this.#gazetteer = new Gazetteer(model.layers, words);
    this.#far = new FarAway(model);
    this.#header = new Header(model, words, { downloads: controls.has("downloads"), language: controls.has("language"), theme: controls.has("theme") }, (kind) => this.#save(kind));
    this.#table = new Table(model, words, this.#gazetteer, (index) => this.choose(index));
    this.#filters = new Filters(model, words, this.#gazetteer, () => this.#focusTab());
    this.#timeline = controls.has("timeline") ? new Timeline(model, words) : null;
    this.#tabs = this.#makeTabs(controls);
    this.#grip = button({ class: "grip", "aria-expanded": "false" }, () => this.#sheet(options.memory.sheet === "open" ? "closed" : "open"), el("span", { "aria-hidden": "true" }));
    this.#panel = el("aside", { class: "panel", part: "panel", "aria-label": words.panel.label }, this.#grip, this.#tabs.list, this.#tabs.panels);
    const stage = el("div", { class: "stage" });
    const skip = button({ class: "skip" }, () => this.#skip(), page.skipMap);
    const main = el("div", { class: "main" }, stage, this.#panel, this.#timeline?.element);
    const foot = el("footer", { class: "foot", part: "footer" }, el("slot", { name: "note" }, el("p", {}, page.claimsNotFacts)));
    this.element = el("section", { class: "page", part: "page", lang: words.tag, dir: words.dir, "aria-label": page.label });
    this.element.append(skip, this.#summary, this.#live);
    if (controls.has("header")) this.element.append(this.#header.element);
    this.say(options.notes);
    this.element.append(this.#notes, this.#filters.chips, main, foot);
    host.append(this.element);
    this.#theme(model.store.state);
    this.#sheet(options.memory.sheet);
    // Leaflet measures its host, so the host has to be in the page by now
    this.#map = new MapView(stage, model, words);
    this.#drawDetails();
    this.#tellFar();
    // an address may name a record or a place: that is what its sender wanted to show
    const { selected, asked, circle } = model.store.state;
    if (options.memory.tab === "list" && (selected !== null || asked !== null || circle !== null)) this.#show("details");
    this.#summary.textContent = summaryOf(model, words);
    this.#unsubscribe = model.store.subscribe((now, before) => this.#changed(now, before));
  }

  destroy(): void {
    this.#unsubscribe();
    window.clearTimeout(this.#telling);
    cancelAnimationFrame(this.#frame);
    this.#timeline?.destroy();
    this.#filters.destroy();
    this.#table.destroy();
    this.#map.destroy();
    this.element.remove();
  }

  /** What stands at the top of the page. */
  say(notes: readonly string[]): void {
    this.#notes.replaceChildren(...notes.map((note) => el("p", {}, note)));
    this.#notes.hidden = notes.length === 0;
  }

  focusLanguage(): void {
    this.#header.focusLanguage();
  }

  /** Shows a record and moves the focus to it: the reader pressed its name. */
  choose(index: number): void {
    this.model.store.update({ selected: index });
    this.#show("details");
    this.#details.querySelector<HTMLElement>(".record h3")?.focus();
  }

  #makeTabs(controls: ReadonlySet<Control>): Tabs<TabKey> {
    const { tabs } = this.words.page;
    const all = [
      { key: "list" as const, content: el("div", {}, this.#farNote, this.#table.element) },
      { key: "filters" as const, content: this.#filters.element },
      { key: "details" as const, content: this.#details },
      { key: "about" as const, content: about(this.model, this.words) },
    ];
    const wanted = all.filter(({ key }) => key === "details" || controls.has(key));
    const { memory } = this.options;
    const made = new Tabs<TabKey>(this.words.page.label, wanted.map((tab) => ({ ...tab, label: tabs[tab.key] })), (key) => this.#show(key));
    if (wanted.some(({ key }) => key === memory.tab)) made.show(memory.tab);
    return made;
  }

  #show(key: TabKey): void {
    this.options.memory.tab = key;
    this.#tabs.show(key);
    this.#sheet("open");
  }

  /** On a narrow page the panel is a sheet that covers the lower part; on a wide one this changes nothing that is seen. */
  #sheet(state: Memory["sheet"]): void {
    const { page } = this.words;
    this.options.memory.sheet = state;
    const open = state === "open";
    this.#panel.classList.toggle("open", open);
    this.element.classList.toggle("sheet-open", open);
    this.#grip.setAttribute("aria-expanded", String(open));
    this.#grip.setAttribute("aria-label", open ? page.sheetClose : page.sheetOpen);
  }

  #skip(): void {
    this.#show(this.options.controls.has("list") ? "list" : "details");
    this.#focusTab();
  }

  #focusTab(): void {
    this.#tabs.list.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
  }

  #theme(state: State): void {
    this.element.dataset["theme"] = state.theme;
  }

  #changed(now: State, before: State): void {
    // the element makes another page in another language
    if (now.language !== before.language) return;
    if (now.theme !== before.theme) this.#theme(now);
    const asked = now.asked !== before.asked || now.circle !== before.circle;
    if (now.filter !== before.filter) this.#soon();
    if (now.selected !== before.selected || asked) {
      this.#drawDetails();
      this.#table.mark();
      this.#follow(now, before);
    }
  }

  /** The panel follows what happens on the map, but leaves the focus there. */
  #follow(now: State, before: State): void {
    const begun = (now.selected !== null && now.selected !== before.selected) || (now.asked !== null && now.asked !== before.asked) || (now.circle !== null && now.circle !== before.circle);
    const nothing = now.selected === null && now.asked === null && now.circle === null;
    if (begun) this.#show("details");
    else if (nothing && this.#tabs.now === "details" && this.options.controls.has("list")) this.#tabs.show("list");
    const incident = now.selected === null ? undefined : this.model.dataset.incidents[now.selected];
    if (incident !== undefined && now.selected !== before.selected) this.#tell(this.words.page.selected(incident.title));
    else if (begun) this.#tell([...this.#details.querySelectorAll(".answer")].map((node) => node.textContent ?? "").join(" "));
  }

  /** Once a frame, however often the filter changes. */
  #soon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#header.update();
      this.#table.update();
      this.#tellFar();
      this.#filters.update();
      this.#timeline?.update();
      // which record comes next and which are near depends on the filter; what has the focus is not taken away
      if (!this.#details.matches(":focus-within")) this.#drawDetails();
      this.#summary.textContent = summaryOf(this.model, this.words);
      const shown = this.model.shown().length;
      this.#tell(shown === 0 ? this.words.page.noneShown : this.words.page.shown(shown, this.model.dataset.incidents.length));
    });
  }

  /** Places far from every country of the map are mostly mistakes, and nobody looks for them where the map does not reach. */
  #tellFar(): void {
    const note = this.#far.note(this.words);
    this.#farNote.hidden = note === null;
    this.#farNote.replaceChildren(...(note === null ? [] : [`${note} `, button({ class: "quiet" }, () => this.#showFar(), this.words.map.farShow)]));
  }

  #showFar(): void {
    // on a narrow page the sheet covers what is to be seen
    this.#sheet("closed");
    this.#map.showFar();
  }

  #tell(text: string): void {
    window.clearTimeout(this.#telling);
    this.#telling = window.setTimeout(() => (this.#live.textContent = text), TELLING_MS);
  }

  #drawDetails(): void {
    const { model, words } = this;
    const { asked, circle, selected } = model.store.state;
    const asking = { model, words, gazetteer: this.#gazetteer, choose: (index: number) => this.choose(index) };
    const parts: HTMLElement[] = [];
    if (asked !== null) parts.push(placeAnswer(asked, asking));
    if (circle !== null) parts.push(circleAnswer(circle, asking));
    const incident = selected === null ? undefined : model.dataset.incidents[selected];
    if (incident !== undefined) parts.push(this.#turning(incident.index), details(incident, words, this.#gazetteer));
    if (parts.length === 0) parts.push(el("p", { class: "notes" }, words.panel.empty));
    this.#details.replaceChildren(...parts);
  }

  /** Back to the list, and on to the record before and after in the order of the file. */
  #turning(index: number): HTMLElement {
    const { panel } = this.words;
    const shown = this.model.shown();
    const at = shown.indexOf(index);
    const turn = (label: string, path: string, to: number | undefined): HTMLButtonElement =>
      button({ class: "quiet turn", "aria-label": label, title: label, disabled: to === undefined }, () => this.#turn(to), icon(path));
    const before = at > 0 ? shown[at - 1] : undefined;
    const after = at >= 0 ? shown[at + 1] : shown[0];
    const back = button({ class: "quiet back" }, () => this.#back(index), panel.back);
    return el("div", { class: "turning" }, back, turn(panel.previous, ICONS.back, before), turn(panel.next, ICONS.on, after));
  }

  #turn(to: number | undefined): void {
    if (to !== undefined) this.choose(to);
  }

  #back(index: number): void {
    this.model.store.update({ selected: null });
    this.#show("list");
    if (!this.#table.focus(index)) this.#skip();
  }

  #save(kind: DownloadKind): void {
    save(kind, this.model, this.words, () => this.#map.png()).then(
      (file) => this.#tell(this.words.page.saved(file)),
      (trouble: unknown) => this.#tell(`${this.words.page.error}: ${String(trouble)}`),
    );
  }
}
