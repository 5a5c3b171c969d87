// The line that tells whose data the map shows and that its borders are as their source draws them. Pure.

import type { Credits } from "../../model/incident";
import type { Layers } from "../../model/layer";
import type { Words } from "../../words/words";

/** What is always in view, and what a narrow map shows when it is asked to. */
export interface ShortCredit {
  readonly first: readonly string[];
  readonly more: readonly string[];
}

/** Who is named, and whose borders these are, come first; what the makers of the records say about them would take half of a narrow map. */
export function shortCredit(layers: Pick<Layers, Told>, credits: Pick<Credits, Told>): ShortCredit {
  const lines = creditLines(layers, credits);
  const own = new Set(parts(credits.disclaimers).map((line) => line.trim()));
  const drawn = new Set(parts(layers.disclaimers).map((line) => line.trim()));
  const isMore = (line: string): boolean => own.has(line) && !drawn.has(line) && line.length > LINE_MOST;
  return { first: lines.filter((line) => !isMore(line)), more: lines.filter(isMore) };
}

/** A disclaimer of records with more letters than this is prose. */
const LINE_MOST = 160;

/** Whose borders these are comes first; each text once. */
export function creditLines(layers: Pick<Layers, Told>, credits: Pick<Credits, Told>): string[] {
  const of = (name: Told): string[] => widest([...parts(layers[name]), ...parts(credits[name])]);
  // each kind by itself: a disclaimer that names someone gives no credit
  const kept = new Set([...of("attributions"), ...of("disclaimers")]);
  const lines = [layers, credits].flatMap((told) => [...parts(told.attributions), ...parts(told.disclaimers)]);
  return [...new Set(lines.map((line) => line.trim()))].filter((line) => kept.has(line));
}

type Told = "attributions" | "disclaimers";

/** Under which terms the records and the layers are, and how they ask to be cited. */
export function termLines(layers: Pick<Layers, "licences">, credits: Pick<Credits, "licences" | "citations">, { page }: Words): string[] {
  const licences = widest([...credits.licences, ...layers.licences]);
  return [...credits.citations, ...(licences.length === 0 ? [] : [`${page.licence}: ${licences.join("; ")}`])];
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
