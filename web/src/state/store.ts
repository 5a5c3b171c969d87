// What the page shows now: one value, changed in one place, told to all parts. Not responsible for its form in the URL (url.ts).

import { NO_FILTER, type Filter } from "../model/filter";
import type { Circle, LonLat } from "../model/lonlat";

export type LanguageCode = "en" | "fa" | "ur";
export type ThemeName = "auto" | "light" | "dark";

export type { Circle };

/** Which part of the map is in view. */
export interface View {
  readonly centre: LonLat;
  readonly zoom: number;
}

export interface State {
  readonly filter: Filter;
  /** The number of the incident that is shown in the panel. */
  readonly selected: number | null;
  readonly language: LanguageCode;
  readonly theme: ThemeName;
  /** Where the reader asks; answers are worked out, not kept. */
  readonly asked: LonLat | null;
  readonly circle: Circle | null;
  readonly view: View | null;
}

export const FIRST_STATE: State = {
  filter: NO_FILTER,
  selected: null,
  language: "en",
  theme: "auto",
  asked: null,
  circle: null,
  view: null,
};

export type Listener = (now: State, before: State) => void;

/** Holds the state and tells who listens, each time it becomes another one. */
export class Store {
  /** Whether a filter has to wait before it may be in force; `null` if it need not. */
  prepare: ((filter: Filter) => Promise<void> | null) | null = null;
  #state: State;
  #held: Filter | null = null;
  readonly #listeners = new Set<Listener>();

  constructor(state: State = FIRST_STATE) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** The state with the filter that waits to be in force. */
  get wanted(): State {
    return this.#held === null ? this.#state : { ...this.#state, filter: this.#held };
  }

  /** Takes in what is different. A filter that needs long work is in force when that is done, unless another one comes before. */
  update(change: Partial<State>): void {
    const { filter } = change;
    if (filter === undefined || filter === this.#held) return this.#take(change);
    const work = filter === this.#state.filter ? null : (this.prepare?.(filter) ?? null);
    this.#held = work === null ? null : filter;
    if (work === null) return this.#take(change);
    void work.then(() => {
      if (this.#held !== filter) return;
      this.#held = null;
      this.#take({ filter });
    });
    const rest = { ...change };
    delete rest.filter;
    this.#take(rest);
    // whoever keeps what is wanted is told of it, though nothing that is seen is different yet
    this.#tell(this.#state, this.#state);
  }

  filtered(change: Partial<Filter>): void {
    this.update({ filter: { ...this.wanted.filter, ...change } });
  }

  #take(change: Partial<State>): void {
    const before = this.#state;
    const now = { ...before, ...change };
    const same = (Object.keys(change) as (keyof State)[]).every((key) => before[key] === now[key]);
    if (same) return;
    this.#state = now;
    this.#tell(now, before);
  }

  #tell(now: State, before: State): void {
    // a listener may end another one, as a page in another language does the one before it
    for (const listener of [...this.#listeners]) if (this.#listeners.has(listener)) listener(now, before);
  }

  /** Tells `listener` of each change until the function that is returned is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
