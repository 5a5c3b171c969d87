// What the page and its worker say to each other. Each answer names its question, so that late ones are known.

import type { Box, Mark, Points } from "./clusters";

export type Question =
  | { readonly ask: "load"; readonly points: Points }
  | { readonly ask: "within"; readonly box: Box; readonly zoom: number }
  | { readonly ask: "members"; readonly cluster: number }
  | { readonly ask: "partingZoom"; readonly cluster: number };

export interface Asked {
  readonly id: number;
  readonly question: Question;
}

/** `null` answers "load". */
export type Answer = readonly Mark[] | readonly number[] | number | null;

export interface Told {
  readonly id: number;
  readonly answer: Answer;
}
