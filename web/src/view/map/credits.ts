// The line that tells whose data the map shows and that its borders are as their source draws them. Pure.

import type { Credits } from "../../model/incident";
import type { Layers } from "../../model/layer";

/** Attributions first, then disclaimers, each once. */
export function creditLines(layers: Layers, credits: Credits): { readonly attributions: readonly string[]; readonly disclaimers: readonly string[] } {
  return {
    attributions: widest([...layers.attributions, ...credits.attributions]),
    disclaimers: widest([...layers.disclaimers, ...credits.disclaimers]),
  };
}

/** Leaves out a text that another one says completely, such as the disclaimer of one layer beside that of all. */
function widest(texts: readonly string[]): string[] {
  const unique = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ""))];
  const words = (text: string) => new Set(text.toLowerCase().split(/[\s,;.]+/u));
  return unique.filter((text) => !unique.some((other) => other !== text && other.length > text.length && [...words(text)].every((word) => words(other).has(word))));
}
