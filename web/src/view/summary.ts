// The map in one sentence, for those who do not see it. Pure.

import type { Incident } from "../model/incident";
import type { Model } from "../state/model";
import type { Words } from "../words/words";

/** How many are shown, drawn as what, and dated from when to when. */
export function summaryOf(model: Model, words: Words): string {
  const { incidents } = model.dataset;
  const shown = model.shown().map((index) => incidents[index]).filter((incident) => incident !== undefined);
  const count = (holds: (incident: Incident) => boolean): number => shown.reduce((sum, incident) => sum + (holds(incident) ? 1 : 0), 0);
  const drawn = (...kinds: readonly string[]): number => count(({ where }) => kinds.includes(where.kind));
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { when } of shown) {
    from = Math.min(from, when.start_day ?? when.end_day ?? from);
    to = Math.max(to, when.end_day ?? when.start_day ?? to);
  }
  const dated = from <= to;
  return words.page.summary({
    shown: shown.length,
    all: incidents.length,
    points: drawn("point", "circle", "points"),
    areas: drawn("area"),
    lines: drawn("line"),
    nowhere: drawn("nowhere"),
    undated: count(({ when }) => when.start_day === null && when.end_day === null),
    from: dated ? words.format.day(from) : null,
    to: dated ? words.format.day(to) : null,
  });
}
