// Who is to be named, and what is to be said, with a file. Not responsible for showing it.

import type { Credits } from "../model/incident";
import { objectOf, textOf, textsOf } from "./row";

type Card = Readonly<Record<string, unknown>>;

/** What the metadata of records tells. */
export function creditsOf(metadata: Card): Credits {
  const input = objectOf(metadata["input"]) ?? {};
  // what a file kept of the one before it may have told of the rows
  const rows = objectOf(metadata["rows"]) ?? objectOf(input["rows"]) ?? {};
  const cards = [metadata, input, rows];
  const first = (member: string): string | null => cards.map((card) => textOf(card[member])).find((text) => text !== null) ?? null;
  return {
    title: first("title") ?? textOf(rows["dataset"]),
    description: first("description"),
    attributions: each(cards, "attribution"),
    licences: each(cards, "licence"),
    disclaimers: each(cards, "disclaimer"),
    citations: each(cards, "citation"),
    withheld: withheldBy(cards),
    rows: Object.keys(rows).length === 0 ? null : rows,
    generator: textOf(metadata["generator"]),
    remarks: each([metadata], "remarks"),
  };
}

/** The reason that one of the cards gives for keeping the rows back; a permission that is told lifts it, as for the command line. */
function withheldBy(cards: readonly Card[]): string | null {
  const forbids = (card: Card): boolean => (card["may_pass_on"] ?? card["may_share"]) === false;
  if (!cards.some(forbids) || cards.some((card) => textOf(card["permission"]) !== null)) return null;
  return cards.map((card) => textOf(card["why_not"])).find((why) => why !== null) ?? "";
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
