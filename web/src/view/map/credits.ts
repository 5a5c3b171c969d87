// The line that tells whose data the map shows and that its borders are as their source draws them. Pure.

import type { Credits } from "../../model/incident";
import type { Layers } from "../../model/layer";

/** Whose borders these are comes first, as only the first lines are always in view; each text once. */
export function creditLines(layers: Layers, credits: Credits): string[] {
  return widest([...parts(layers.attributions), ...parts(layers.disclaimers), ...parts(credits.attributions), ...parts(credits.disclaimers)]);
}

/** Credits that a file joins by semicolons, one by one; sentences stay whole. */
export function parts(texts: readonly string[]): string[] {
  return texts.flatMap((text) => (/\.(\s|$)/u.test(text) ? [text] : text.split(/;\s+/u)));
}

/** Leaves out a text that another one says completely, such as the disclaimer of one layer beside that of all. */
export function widest(texts: readonly string[]): string[] {
  const unique = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ""))];
  const words = (text: string) => new Set(text.toLowerCase().split(/[\s,;.]+/u));
  return unique.filter((text) => !unique.some((other) => other !== text && other.length > text.length && [...words(text)].every((word) => words(other).has(word))));
}
