// Columns of a record's own file: numbers of people in the words of their source, and all that nothing else on the page shows.
// Texts of the data stay texts. Not responsible for which columns these are (data/).

import { tollsOf, type Toll } from "../data/tolls";
import { otherColumns, type Column } from "../data/untold";
import type { Incident } from "../model/incident";
import type { Words } from "../words/words";
import { givenAs } from "./given";
import { el, outwardLink, type Child } from "./nodes";

/** Each number on a line of its own, as its source counts; never summed. */
export function tollNodes({ feature }: Incident, words: Words): Child[] {
  return tollsOf(feature).tolls.map((toll) => el("div", {}, ...tollTold(toll, words), toll.dataset === null ? null : `${words.comma}${words.format.name(toll.dataset)}`));
}

function tollTold(toll: Toll, { record, format }: Words): Child[] {
  if (toll.kind === "count") return [`${record.tollColumns[toll.column]}: `, el("bdi", {}, format.number(toll.text))];
  const number = (text: string | null): string | null => (text === null ? null : format.number(text));
  return [record.estimate({ best: number(toll.best), low: number(toll.low), high: number(toll.high) })];
}

/** A closed disclosure; null where nothing is left. */
export function otherColumnsNode(incident: Incident, words: Words): HTMLElement | null {
  const { columns, left } = otherColumns(incident);
  if (columns.length === 0) return null;
  const list = el("dl", { class: "facts" });
  for (const column of columns) list.append(el("dt", { dir: "auto" }, column.name), el("dd", {}, ...columnNodes(column, words)));
  const { record } = words;
  const more = left === 0 ? null : el("p", { class: "notes" }, record.columnsLeft(left));
  return el("details", { class: "other-columns" }, el("summary", {}, record.otherColumns(columns.length + left)), list, more);
}

function columnNodes({ name, text, cut }: Column, words: Words): Child[] {
  const label = words.panel.openSource(name);
  const value = (cut === 0 ? outwardLink(text, text, label) : null) ?? el("span", givenAs(text, words), text);
  return [value, cut === 0 ? null : el("span", { class: "theirs" }, ` ${words.record.lettersLeft(cut)}`)];
}
