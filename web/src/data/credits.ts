// Who is to be named, and what is to be said, with a file. Not responsible for showing it.

import type { Credits } from "../model/incident";
import { objectOf, textOf, textsOf } from "./row";

type Card = Readonly<Record<string, unknown>>;

/** What the metadata of records tells. */
export function creditsOf(metadata: Card): Credits {
  const [input, rows] = [objectOf(metadata["input"]) ?? {}, objectOf(metadata["rows"]) ?? {}];
  const cards = [metadata, input, rows];
  const first = (member: string): string | null => cards.map((card) => textOf(card[member])).find((text) => text !== null) ?? null;
  return {
    title: first("title") ?? textOf(rows["dataset"]),
    description: first("description"),
    attributions: each(cards, "attribution"),
    licences: each(cards, "licence"),
    disclaimers: each(cards, "disclaimer"),
    generator: textOf(metadata["generator"]),
  };
}

function each(cards: readonly Card[], member: string): string[] {
  return [...new Set(cards.flatMap((card) => textsOf(card[member], /$^/)))];
}

/** The parts of a text that several layers were joined into with `; `, each once, in the order in which they come last. */
export function partsOf(value: unknown): string[] {
  const parts = textsOf(value, /;\s+/);
  const last = parts.filter((part, at) => parts.lastIndexOf(part) === at);
  return last.filter((part) => !last.some((other) => other.startsWith(`${part},`)));
}
