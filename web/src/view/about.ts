// Who is to be credited, under which terms, and what the data does not say. Not responsible for the short credit on the map (map/).

import type { Model } from "../state/model";
import type { Words } from "../words/words";
import { given, givenAs } from "./given";
import { parts, widest } from "./map/credits";
import { el } from "./nodes";

/** Everything that is told of the data as a whole. */
export function about({ dataset, layers }: Model, words: Words): HTMLElement {
  const { credits, refused } = dataset;
  const { page } = words;
  const section = el("div", { class: "about", part: "about" });
  const tell = (title: string, lines: readonly string[]): void => {
    const once = widest(lines);
    if (once.length === 0) return;
    section.append(el("h3", {}, title), el("ul", {}, ...once.map((line) => el("li", givenAs(line, words), line))));
  };
  if (credits.description !== null) section.append(el("p", givenAs(credits.description, words), credits.description));
  section.append(el("p", { class: "lead" }, page.claimsNotFacts));
  tell(page.disclaimer, [...parts(layers.disclaimers), ...parts(credits.disclaimers)]);
  tell(page.credits, [...parts(layers.attributions), ...parts(credits.attributions), ...credits.citations]);
  tell(page.licence, [...credits.licences, ...layers.licences, ...(credits.withheld === null ? [] : [page.withheld(credits.withheld)])]);
  if (refused.length > 0) {
    section.append(el("h3", {}, page.refused(refused.length)));
    section.append(el("ul", {}, ...refused.slice(0, REFUSED_TOLD).map(({ index, reason }) => el("li", {}, `${words.format.count(index + 1)}: `, given(reason, words)))));
    if (refused.length > REFUSED_TOLD) section.append(el("p", { class: "notes" }, words.filters.more(refused.length - REFUSED_TOLD)));
  }
  if (credits.generator !== null) section.append(el("p", { class: "notes" }, given(credits.generator, words)));
  return section;
}

/** Enough to see what is wrong with a file; the rest is counted. */
const REFUSED_TOLD = 20;
