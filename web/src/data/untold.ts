// What of a file the page does not tell by itself: columns that nothing else shows, and what could not be made of them.
// Not responsible for showing it.

import type { Dataset, Incident } from "../model/incident";
import { ACTOR_COLUMNS, END_COLUMNS, INPUT_COLUMN, KIND_CODE_COLUMNS, KIND_COLUMNS, NOTE_COLUMNS, SOURCE_COLUMNS, SOURCE_URL_COLUMNS, SPAN_COLUMNS, START_COLUMNS, SUMMARY_COLUMNS, TITLE_COLUMNS, UNDERSTOOD, WHERE_COLUMNS } from "./columns";
import { foldedName, objectOf, Row, textOf } from "./row";
import { untitled } from "./texts";
import { TOLL_COLUMNS, tollsOf } from "./tolls";

/** Of these the first that says something is shown, the others are not. */
const FIRST_SHOWN: readonly (readonly string[])[] = [
  TITLE_COLUMNS,
  SUMMARY_COLUMNS,
  [...KIND_COLUMNS, ...KIND_CODE_COLUMNS],
  WHERE_COLUMNS,
  SOURCE_COLUMNS,
  SOURCE_URL_COLUMNS,
  NOTE_COLUMNS,
];
const DATE_COLUMNS: readonly string[] = [...SPAN_COLUMNS, ...START_COLUMNS, ...END_COLUMNS];
/** These are shown in words. */
const WORDED = ["precision", "radius_m", "areas", "along_border", "border", "border_name", "distance_m", "distance_min_m", "distance_max_m", "conflicts", INPUT_COLUMN];
/** More letters of one value are no column that anyone reads on a page; a browser would lay them out for seconds. */
const LETTERS_SHOWN = 2_000;
/** Enough of a date to find it in the file. */
const LETTERS_OF_EXAMPLE = 60;
/** More columns than these are listed by their number. */
const COLUMNS_SHOWN = 200;
/** So many records tell the names of the columns of a file: the rest of a table has the same. */
const RECORDS_LOOKED_AT = 200;

/** One column of one record, as the file has it. */
export interface Column {
  readonly name: string;
  readonly text: string;
  /** How many letters of it were left out. */
  readonly cut: number;
}

/** Columns that are shown, and the number of those that are not. */
export interface OtherColumns {
  readonly columns: readonly Column[];
  readonly left: number;
}

/** What a record's file says that the page shows nowhere else, in the order of the file. */
export function otherColumns(incident: Incident): OtherColumns {
  const shown = shownColumns(incident);
  const found: Column[] = [];
  let left = 0;
  for (const [name, value] of Object.entries(objectOf(incident.feature.properties) ?? {})) {
    if (shown.has(foldedName(name))) continue;
    const text = plain(value);
    if (text === null) continue;
    if (found.length >= COLUMNS_SHOWN) left += 1;
    else found.push({ name, text: text.slice(0, LETTERS_SHOWN), cut: Math.max(0, text.length - LETTERS_SHOWN) });
  }
  return { columns: found, left };
}

function shownColumns({ actors, claims, when, feature }: Incident): ReadonlySet<string> {
  const row = new Row(feature.properties);
  const shown = new Set<string>([...WORDED, ...tollsOf(feature).columns]);
  for (const names of FIRST_SHOWN) {
    const first = names.map((column) => row.text(column)).find((text) => text !== null);
    // what says the same in another column is shown by the first
    for (const column of names) if (row.text(column) === first) shown.add(column);
  }
  shown.add("actors");
  for (const column of ACTOR_COLUMNS) if (actors.includes(row.text(column) ?? "")) shown.add(column);
  if (claims.length > 0) shown.add("claim_list");
  if (claims.length > 0 && Array.isArray(row.value("claims"))) shown.add("claims");
  // a day beside a start and an end that say more is told again
  const dated = [START_COLUMNS, END_COLUMNS].map((names) => names.find((column) => row.text(column) !== null));
  const span = SPAN_COLUMNS.find((column) => row.text(column) !== null);
  if (when.trouble === null) for (const column of [...dated, span]) if (column !== undefined) shown.add(column);
  return shown;
}

function plain(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return textOf(value, Number.POSITIVE_INFINITY);
  return Object.keys(value).length === 0 ? null : JSON.stringify(value);
}

/** Which of several files that were put together a record came from. */
export function inputOf({ feature }: Pick<Incident, "feature">): string | null {
  return new Row(feature.properties).text(INPUT_COLUMN);
}

/** What was not made of a file. */
export interface Untold {
  /** What none of the records has, nor a column for it. */
  readonly without: readonly ("date" | "kind" | "title")[];
  /** Columns that nothing was made of, where something is missing. */
  readonly columns: readonly string[];
  readonly columns_left: number;
  /** Records whose date cannot be read, and the first such text. */
  readonly unread: number;
  readonly unread_example: string | null;
  /** Records that end before they begin, and the first such text. */
  readonly backwards: number;
  readonly backwards_example: string | null;
}

/** What is to be told of a file as a whole. */
export function untold({ incidents }: Pick<Dataset, "incidents">): Untold {
  const of = (trouble: Incident["when"]["trouble"]): readonly Incident[] => incidents.filter(({ when }) => when.trouble === trouble);
  const [unread, backwards] = [of("unread"), of("backwards")];
  const without: Untold["without"][number][] = [];
  if (incidents.length > 0) {
    // a column that is there and empty is known
    if (incidents.every(({ when }) => when.text === "") && !haveOneOf(incidents, DATE_COLUMNS)) without.push("date");
    if (incidents.every(({ kind }) => kind === null) && !haveOneOf(incidents, [...KIND_COLUMNS, ...KIND_CODE_COLUMNS])) without.push("kind");
    if (incidents.every(({ title, id }) => title === untitled(id)) && !haveOneOf(incidents, TITLE_COLUMNS)) without.push("title");
  }
  const names = without.length === 0 ? [] : notUnderstood(incidents);
  return {
    without,
    columns: names.slice(0, COLUMNS_SHOWN),
    columns_left: Math.max(0, names.length - COLUMNS_SHOWN),
    unread: unread.length,
    unread_example: unread[0]?.when.text.slice(0, LETTERS_OF_EXAMPLE) ?? null,
    backwards: backwards.length,
    backwards_example: backwards[0]?.when.text.slice(0, LETTERS_OF_EXAMPLE) ?? null,
  };
}

function haveOneOf(incidents: readonly Incident[], columns: readonly string[]): boolean {
  return incidents.slice(0, RECORDS_LOOKED_AT).some(({ feature }) => {
    const row = new Row(feature.properties);
    return columns.some((column) => row.has(column));
  });
}

function notUnderstood(incidents: readonly Incident[]): string[] {
  const known = new Set<string>([...UNDERSTOOD, ...TOLL_COLUMNS]);
  const found = new Set<string>();
  for (const { feature } of incidents.slice(0, RECORDS_LOOKED_AT)) {
    for (const name of Object.keys(objectOf(feature.properties) ?? {})) if (!known.has(foldedName(name))) found.add(name);
  }
  return [...found];
}
