// A small list over the map to choose from: incidents of one area, marks in view, incidents that are not drawn. Everything on the canvas can be
// reached through it by keyboard. Not responsible for what a choice does.

import { button, el, icon, ICONS } from "../nodes";

export interface Choice {
  readonly label: string;
  readonly detail: string | null;
  readonly press: () => void;
  /** Told when the choice gets or loses the focus, so that the map can show where it is. */
  readonly point?: (on: boolean) => void;
}

/** More rows than this are not read one by one; the table has them all. */
export const CHOICES_MOST = 100;

export class ChoiceBox {
  readonly node = el("div", { class: "map-choices", role: "dialog", hidden: true, tabindex: -1 });
  #returnTo: HTMLElement | null = null;

  constructor(private readonly closeLabel: () => string) {
    this.node.addEventListener("keydown", (event) => this.#key(event));
  }

  get isOpen(): boolean {
    return !this.node.hidden;
  }

  /** Shows choices and takes the focus; gives it back to `returnTo`. */
  open(title: string, choices: readonly Choice[], end: { readonly more: string | null; readonly returnTo: HTMLElement | null }): void {
    this.close();
    this.#returnTo = end.returnTo;
    const rows = choices.slice(0, CHOICES_MOST).map((choice) => el("li", {}, this.#row(choice)));
    const close = button({ class: "map-choices-close", "aria-label": this.closeLabel() }, () => this.#leave(), icon(ICONS.close));
    this.node.replaceChildren(
      el("div", { class: "map-choices-head" }, el("strong", {}, title), close),
      el("ul", {}, ...rows),
      ...(end.more === null ? [] : [el("p", {}, end.more)]),
    );
    this.node.setAttribute("aria-label", title);
    this.node.hidden = false;
    (this.#rows()[0] ?? close).focus({ preventScroll: true });
  }

  close(): void {
    this.node.hidden = true;
    this.node.replaceChildren();
  }

  #row({ label, detail, press, point }: Choice): HTMLButtonElement {
    const row = button(
      { class: "map-choice" },
      () => {
        this.#leave();
        press();
      },
      el("span", { dir: "auto" }, label),
      detail !== null && el("span", { class: "map-choice-detail", dir: "auto" }, detail),
    );
    row.addEventListener("focus", () => point?.(true));
    row.addEventListener("blur", () => point?.(false));
    return row;
  }

  #leave(): void {
    this.close();
    this.#returnTo?.focus({ preventScroll: true });
  }

  #rows(): HTMLButtonElement[] {
    return [...this.node.querySelectorAll<HTMLButtonElement>("button.map-choice")];
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      return this.#leave();
    }
    const rows = this.#rows();
    const root = this.node.getRootNode() as Document | ShadowRoot;
    const now = rows.findIndex((row) => row === root.activeElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, to))]?.focus();
  }
}
