// Keeps the state of one element in the fragment of the page's address. Not responsible for its form there (state/url.ts).

import type { Incident } from "../model/incident";
import { fromFragment, toFragment } from "../state/url";
import type { State, Store } from "../state/store";

/** Safari lets a page change its address a hundred times in thirty seconds. */
const WRITE_MS = 350;

export class Address {
  readonly #first: State;
  readonly #prefix: string;
  readonly #unsubscribe: () => void;
  readonly #read = (): void => this.#take();
  #timer = 0;

  /** Takes in what the address says; what it does not say stays as `store` has it. */
  constructor(
    private readonly store: Store,
    name: string,
    private readonly incidents: readonly Incident[],
    first: State,
  ) {
    this.#first = first;
    const word = name.replace(/[^\w-]/gu, "");
    this.#prefix = word === "" ? "" : `${word}.`;
    this.#take();
    this.#unsubscribe = store.subscribe(() => this.#soon());
    window.addEventListener("hashchange", this.#read);
  }

  destroy(): void {
    this.#unsubscribe();
    window.removeEventListener("hashchange", this.#read);
    window.clearTimeout(this.#timer);
  }

  #take(): void {
    const said = fromFragment(location.hash, { prefix: this.#prefix, first: this.#first });
    const { filter, asked, circle } = this.#first;
    // a number that an older file had may be none of this one
    const known = typeof said.selected === "number" && this.incidents[said.selected] !== undefined;
    this.store.update({ filter, asked, circle, ...said, selected: known ? said.selected : this.#first.selected });
  }

  #soon(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), WRITE_MS);
  }

  #write(): void {
    const fragment = toFragment(this.store.wanted, { fragment: location.hash, prefix: this.#prefix, first: this.#first });
    if (fragment === location.hash.replace(/^#/u, "")) return;
    try {
      history.replaceState(history.state, "", fragment === "" ? location.pathname + location.search : `#${fragment}`);
    } catch {
      // a frame without an address of its own (srcdoc) may not change it: the map works without
    }
  }
}
