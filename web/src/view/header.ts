// The head of the page: title, count, and the menus for downloads, language and colours. Not responsible for what downloads hold.

import type { Model } from "../state/model";
import type { LanguageCode, ThemeName } from "../state/store";
import { LANGUAGES } from "../words/languages";
import type { Words } from "../words/words";
import { givenAs } from "./given";
import { button, el } from "./nodes";
import { downloadsOf, type DownloadKind } from "./saving";

const THEMES = ["auto", "light", "dark"] as const;

export interface HeaderParts {
  readonly downloads: boolean;
  readonly language: boolean;
  readonly theme: boolean;
}

export class Header {
  readonly element: HTMLElement;
  readonly #count = el("p", { class: "count", part: "count" });
  readonly #lead = el("p", { class: "notes" });

  constructor(
    private readonly model: Model,
    private readonly words: Words,
    parts: HeaderParts,
    save: (kind: DownloadKind) => void,
  ) {
    const { page } = words;
    const name = model.dataset.credits.title ?? page.label;
    const title = el("h2", { part: "title", ...givenAs(name, words) }, name);
    const tools = el("div", { class: "tools", part: "tools", role: "group", "aria-label": page.tools });
    if (parts.downloads) tools.append(this.#downloads(save));
    if (parts.language) tools.append(this.#languages());
    if (parts.theme) tools.append(this.#themes());
    const titles = el("div", { class: "titles" }, el("slot", { name: "title" }, title), this.#count);
    this.element = el("header", { class: "header", part: "header" }, titles, tools);
    this.update();
  }

  update(): void {
    const [shown, all] = [this.model.shown().length, this.model.dataset.incidents.length];
    this.#count.textContent = this.words.page.shown(shown, all);
    this.#lead.textContent = this.words.page.downloadLead(shown);
  }

  focusLanguage(): void {
    this.element.querySelector<HTMLSelectElement>("select.language")?.focus();
  }

  #downloads(save: (kind: DownloadKind) => void): HTMLElement {
    const { page } = this.words;
    const { credits } = this.model.dataset;
    const withheld = credits.withheld === null ? null : el("p", { class: "notes" }, page.withheld(credits.withheld));
    const list = el("div", { class: "menu-list" }, this.#lead, withheld);
    const summary = el("summary", {}, page.download);
    const menu = el("details", { class: "menu", part: "downloads" }, summary, list);
    const close = (): void => {
      menu.open = false;
      summary.focus();
    };
    for (const kind of downloadsOf(credits)) {
      const item = button({ class: "item" }, () => {
        save(kind);
        close();
      }, page.downloads[kind]);
      list.append(item);
    }
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) close();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
    });
    return menu;
  }

  #languages(): HTMLElement {
    const select = el("select", { class: "language", "aria-label": this.words.page.language });
    for (const { code, self, tag } of Object.values(LANGUAGES)) select.append(el("option", { value: code, lang: tag, selected: code === this.words.code }, self));
    select.addEventListener("change", () => this.model.store.update({ language: select.value as LanguageCode }));
    return select;
  }

  #themes(): HTMLElement {
    const { page } = this.words;
    const select = el("select", { "aria-label": page.theme });
    for (const theme of THEMES) select.append(el("option", { value: theme, selected: theme === this.model.store.state.theme }, `${page.theme}: ${page.themes[theme]}`));
    select.addEventListener("change", () => this.model.store.update({ theme: select.value as ThemeName }));
    return select;
  }
}
