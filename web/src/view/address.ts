// Keeps the state of one element in the fragment of the page's address, and lets the browser's Back close what was opened. Not responsible for the
// form of the state there (state/url.ts).

import type { Incident } from "../model/incident";
import { fromFragment, toFragment } from "../state/url";
import type { State, Store } from "../state/store";

/** Safari lets a page change its address a hundred times in thirty seconds. */
const WRITE_MS = 350;
/** Going back within a page takes a browser a few frames. */
const LEAVE_MS = 2_000;
/** The member of the history's state that tells who opened something there, the latest last. */
const MARK = "sarhad";

/** One entry of the history that an element made when something was opened. */
interface Opened {
  readonly by: string;
  /** The fragment of the entry before. */
  readonly before: string;
}

export class Address {
  readonly #first: State;
  readonly #prefix: string;
  readonly #unsubscribe: () => void;
  readonly #read = (): void => this.#take();
  readonly #travelled = (): void => this.#arrive();
  /** The entry that the reader is at, as far as this element made it. */
  #entry: Opened | null;
  /** Whether this element goes back itself, after the reader closed what Back would close. */
  #leaving = false;
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
    this.#entry = this.#ownEntry();
    this.#take();
    this.#unsubscribe = store.subscribe((now, before) => this.#follow(now, before));
    window.addEventListener("popstate", this.#travelled);
    window.addEventListener("hashchange", this.#read);
  }

  destroy(): void {
    this.#unsubscribe();
    window.removeEventListener("popstate", this.#travelled);
    window.removeEventListener("hashchange", this.#read);
    window.clearTimeout(this.#timer);
  }

  #take(): void {
    if (this.#fragment() === bare(location.hash)) return;
    const said = fromFragment(location.hash, { prefix: this.#prefix, first: this.#first });
    const { filter, asked, circle } = this.#first;
    // a number that an older file had may be none of this one
    const known = typeof said.selected === "number" && this.incidents[said.selected] !== undefined;
    this.store.update({ filter, asked, circle, ...said, selected: known ? said.selected : this.#first.selected });
  }

  #follow(now: State, before: State): void {
    if (isOpen(now) && !isOpen(before)) this.#open();
    if (!isOpen(now) && isOpen(before)) this.#close();
    this.#soon();
  }

  /** An entry of its own for what is opened, so that Back closes it; one, however many records are looked at one after the other. */
  #open(): void {
    // in a frame Back belongs to the page around it
    if (this.#entry !== null || this.#leaving || window.top !== window) return;
    const entry: Opened = { by: this.#prefix, before: bare(location.hash) };
    if (this.#change("pushState", { ...stateNow(), [MARK]: [...openedNow(), entry] })) this.#entry = entry;
  }

  /** The reader closed it here: its entry goes too, or the next Back would do nothing. */
  #close(): void {
    if (this.#entry === null || this.#leaving || openedNow().at(-1)?.by !== this.#prefix) return;
    this.#leaving = true;
    // a browser that does not go must not keep the address from being written
    window.setTimeout(() => (this.#leaving = false), LEAVE_MS);
    history.back();
  }

  /** The reader went to another entry of the history. */
  #arrive(): void {
    const [left, leaving] = [this.#entry, this.#leaving];
    this.#entry = this.#ownEntry();
    this.#leaving = false;
    if (left === null || this.#entry !== null) return;
    if (leaving) {
      // something may have been opened meanwhile
      if (isOpen(this.store.state)) this.#open();
      return this.#write();
    }
    if (bare(location.hash) !== left.before) return;
    // filters and the map stay as they are now
    this.store.update({ selected: null, asked: null, circle: null });
    this.#write();
  }

  #ownEntry(): Opened | null {
    return openedNow().find(({ by }) => by === this.#prefix) ?? null;
  }

  #soon(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), WRITE_MS);
  }

  #write(): void {
    // the entry that is being left must not be told what belongs to the one before
    if (this.#leaving || this.#fragment() === bare(location.hash)) return;
    this.#change("replaceState", history.state);
  }

  /** The fragment that says what is seen now. */
  #fragment(): string {
    return toFragment(this.store.wanted, { fragment: location.hash, prefix: this.#prefix, first: this.#first });
  }

  /** Whether the address could be changed. */
  #change(how: "pushState" | "replaceState", state: unknown): boolean {
    const fragment = this.#fragment();
    try {
      history[how](state, "", fragment === "" ? location.pathname + location.search : `#${fragment}`);
      return true;
    } catch {
      // a frame without an address of its own (srcdoc) may not change it: the map works without
      return false;
    }
  }
}

function isOpen({ selected, asked, circle }: State): boolean {
  return selected !== null || asked !== null || circle !== null;
}

function bare(hash: string): string {
  return hash.replace(/^#/u, "");
}

/** The state of the entry, which another script of the page may have made. */
function stateNow(): Readonly<Record<string, unknown>> {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null ? (state as Readonly<Record<string, unknown>>) : {};
}

function openedNow(): readonly Opened[] {
  const told = stateNow()[MARK];
  return Array.isArray(told) ? told.filter((one): one is Opened => typeof one === "object" && one !== null && typeof (one as Partial<Opened>).by === "string" && typeof (one as Partial<Opened>).before === "string") : [];
}
