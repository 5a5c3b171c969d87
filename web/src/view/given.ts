// Texts of the data on the page: set apart from the page's words by direction and, where it can be told, by language, so that they are
// neither turned around nor read out in the wrong tongue.

import type { Words } from "../words/words";
import { el, type Attributes } from "./nodes";

/** Inside a line. */
export function given(text: string, words: Words, attributes: Attributes = {}): HTMLElement {
  return el("bdi", { lang: words.format.langOf(text), ...attributes }, text);
}

/** Attributes of an element that holds such a text alone. */
export function givenAs(text: string, words: Words): Attributes {
  return { dir: "auto", lang: words.format.langOf(text) };
}
