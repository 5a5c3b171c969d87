// What a record says in texts: what it is called, what happened, who is named. Not responsible for when and where.

import type { Incident } from "../model/incident";
import { ACTOR_COLUMNS, KIND_COLUMNS, NOTE_COLUMNS, SOURCE_COLUMNS, SOURCE_URL_COLUMNS, SUMMARY_COLUMNS, TITLE_COLUMNS, WHERE_COLUMNS } from "./columns";
import { Row, textsOf, WHOLE } from "./row";

/** UCDP GED codebook 23.1, `type_of_violence`. */
const UCDP_KINDS: Readonly<Record<string, string>> = { 1: "state-based conflict", 2: "non-state conflict", 3: "one-sided violence" };

/** Those members of a record that are texts of its file. */
export type Texts = Pick<Incident, "title" | "summary" | "kind" | "actors" | "where_text" | "source" | "source_url" | "note">;

/** The texts of a row; a record without a title has its number for one. */
export function textsIn(row: Row, id: string): Texts {
  return {
    title: row.text(...TITLE_COLUMNS) ?? titleOf(row) ?? untitled(id),
    summary: row.text(...SUMMARY_COLUMNS),
    kind: kindOf(row),
    actors: actorsOf(row),
    where_text: row.text(...WHERE_COLUMNS) ?? placeOf(row),
    source: row.text(...SOURCE_COLUMNS),
    source_url: row.text(...SOURCE_URL_COLUMNS),
    note: row.text(...NOTE_COLUMNS),
  };
}

/** The same as long as the file has them, for downloads. */
export function wholeTexts({ feature, id }: Incident): Texts {
  return textsIn(new Row(feature.properties, WHOLE), id);
}

/** What a record is called whose file has no title for it. */
export function untitled(id: string): string {
  return `#${id}`;
}

/** A title for rows of tables that have none: who and what. */
function titleOf(row: Row): string | null {
  const kind = row.text("sub_event_type") ?? kindOf(row);
  const sides = actorsOf(row).slice(0, 2).join(" – ");
  return [kind, sides].filter((part) => part !== null && part !== "").join(": ") || null;
}

/** Where `place` is the id of one, such as `place/chukab`, nobody said it in these words. */
function placeOf(row: Row): string | null {
  const place = row.text("place");
  return place?.includes("/") === true ? null : place;
}

function kindOf(row: Row): string | null {
  const [kind, violence] = [row.text(...KIND_COLUMNS), row.text("type_of_violence")];
  // a code that was only copied has no other meaning in its new column
  if (kind !== null && kind !== violence) return kind;
  const code = violence?.replace(/\.0$/, "");
  if (code === undefined) return row.text("eventcode");
  return Object.hasOwn(UCDP_KINDS, code) ? (UCDP_KINDS[code] ?? code) : code;
}

function actorsOf(row: Row): string[] {
  const listed = textsOf(row.value("actors"), /;/, row.letters_max);
  const sides = ACTOR_COLUMNS.map((column) => row.text(column));
  return [...new Set(listed.length > 0 ? listed : sides.filter((side) => side !== null))];
}
