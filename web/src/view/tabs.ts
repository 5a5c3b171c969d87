// Tabs by the pattern of the ARIA Authoring Practices: arrow keys move between them, one panel shows.

import { button, el } from "./nodes";

export interface Tab<K extends string> {
  readonly key: K;
  readonly label: string;
  readonly content: HTMLElement;
}

let made = 0;

export class Tabs<K extends string> {
  readonly list = el("div", { class: "tabs", role: "tablist" });
  readonly panels = el("div", { class: "panels" });
  readonly #tabs = new Map<K, { tab: HTMLButtonElement; panel: HTMLElement }>();
  #now: K | null = null;

  constructor(
    label: string,
    tabs: readonly Tab<K>[],
    private readonly opened: (key: K) => void,
  ) {
    this.list.setAttribute("aria-label", label);
    made += 1;
    for (const { key, label: name, content } of tabs) {
      const id = `t${made}-${key}`;
      const panel = el("div", { class: "tab-panel", role: "tabpanel", id: `${id}-panel`, "aria-labelledby": id, tabindex: 0, hidden: true }, content);
      const tab = button({ role: "tab", id, "aria-controls": panel.id, "aria-selected": "false", tabindex: -1 }, () => this.open(key), name);
      this.#tabs.set(key, { tab, panel });
      this.list.append(tab);
      this.panels.append(panel);
    }
    this.list.addEventListener("keydown", (event) => this.#key(event));
    const first = tabs[0];
    if (first !== undefined) this.show(first.key);
  }

  get now(): K | null {
    return this.#now;
  }

  /** Shows a tab that the reader asked for. */
  open(key: K): void {
    this.show(key);
    this.opened(key);
  }

  /** Shows a tab. */
  show(key: K): void {
    this.#now = key;
    for (const [name, { tab, panel }] of this.#tabs) {
      const here = name === key;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      panel.hidden = !here;
    }
  }

  #key(event: KeyboardEvent): void {
    const keys = [...this.#tabs.keys()];
    const at = this.#now === null ? 0 : keys.indexOf(this.#now);
    const turn = getComputedStyle(this.list).direction === "rtl" ? -1 : 1;
    const to: Readonly<Record<string, number>> = { ArrowRight: at + turn, ArrowLeft: at - turn, Home: 0, End: keys.length - 1 };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const key = keys[(next + keys.length) % keys.length];
    if (key === undefined) return;
    this.open(key);
    this.#tabs.get(key)?.tab.focus();
  }
}
