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
  #state: State;
  readonly #listeners = new Set<Listener>();

  constructor(state: State = FIRST_STATE) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** Takes in what is different. */
  update(change: Partial<State>): void {
    const before = this.#state;
    const now = { ...before, ...change };
    const same = (Object.keys(change) as (keyof State)[]).every((key) => before[key] === now[key]);
    if (same) return;
    this.#state = now;
    for (const listener of [...this.#listeners]) listener(now, before);
  }

  filtered(change: Partial<Filter>): void {
    this.update({ filter: { ...this.#state.filter, ...change } });
  }

  /** Tells `listener` of each change until the function that is returned is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
