// Who is to be credited, under which terms, and what the data does not say. Not responsible for the short credit on the map (map/).

import { untold } from "../data/untold";
import type { Model } from "../state/model";
import type { Words } from "../words/words";
import { given, givenAs } from "./given";
import { parts, widest } from "./map/credits";
import { el } from "./nodes";

/** Everything that is told of the data as a whole. */
export function about({ dataset, layers }: Model, words: Words): HTMLElement {
  const unread = untoldLines(dataset, words);
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
  if (unread.length > 0) section.append(el("h3", {}, words.record.untold), el("ul", { class: "untold" }, ...unread.map((line) => el("li", {}, line))));
  tell(words.record.remarks, credits.remarks);
  if (refused.length > 0) {
    section.append(el("h3", {}, page.refused(refused.length)));
    section.append(el("ul", {}, ...refused.slice(0, REFUSED_TOLD).map(({ index, reason }) => el("li", {}, `${words.format.count(index + 1)}: `, given(reason, words)))));
    if (refused.length > REFUSED_TOLD) section.append(el("p", { class: "notes" }, words.filters.more(refused.length - REFUSED_TOLD)));
  }
  if (credits.generator !== null) section.append(el("p", { class: "notes" }, given(credits.generator, words)));
  return section;
}

/** What the page could not make of the records. */
function untoldLines(dataset: Model["dataset"], words: Words): string[] {
  const { without, columns, columns_left, unread, unread_example, backwards, backwards_example } = untold(dataset);
  const { record, filters, format } = words;
  const names = columns.map((name) => format.literal(name.slice(0, NAME_TOLD)));
  if (columns_left > 0) names.push(filters.more(columns_left));
  return [
    ...without.map((what) => record.without[what]),
    ...(names.length > 0 ? [record.columnsNotUnderstood(names.join(words.comma))] : []),
    ...(unread > 0 ? [record.unreadDates(unread, unread_example ?? "")] : []),
    ...(backwards > 0 ? [record.backwardsDates(backwards, backwards_example ?? "")] : []),
  ];
}

/** Longer names of columns are values that came to stand in the first line of a table. */
const NAME_TOLD = 80;

/** Enough to see what is wrong with a file; the rest is counted. */
const REFUSED_TOLD = 20;
