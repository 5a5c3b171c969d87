// What is shown as a table. Texts are as long as the file has them. Cells that a spreadsheet would run as a formula begin with an apostrophe, as the command line writes them.

import { isoOf } from "../data/dates";
import { Row, WHOLE } from "../data/row";
import { wholeTexts, type Texts } from "../data/texts";
import { inputOf } from "../data/untold";
import type { Incident } from "../model/incident";
import type { Model } from "../state/model";

/** Characters with which a spreadsheet starts a formula, also in their full-width forms (OWASP, "CSV Injection"). */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
/** By which Excel knows that a table is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

type Cell = string | number | null;

/** A record with its texts uncut. */
type Line = Omit<Incident, keyof Texts> & Texts & { readonly row: Row };

const COLUMNS: readonly (readonly [name: string, of: (line: Line) => Cell])[] = [
  ["id", ({ id }) => id],
  ["title", ({ title }) => title],
  ["what", ({ kind }) => kind],
  ["date", ({ when }) => when.text],
  ["date_start", ({ when }) => dayOf(when.start_day)],
  ["date_end", ({ when }) => dayOf(when.end_day)],
  ["precision", ({ precision }) => precision],
  // a place that is known no better than a unit or a line has no coordinates
  ["lon", ({ where }) => (where.kind === "point" || where.kind === "circle" ? where.at[0] : null)],
  ["lat", ({ where }) => (where.kind === "point" || where.kind === "circle" ? where.at[1] : null)],
  ["radius_m", ({ where }) => ("radius_m" in where ? where.radius_m : null)],
  ["areas", ({ where, areas }) => (where.kind === "area" && where.units.length > 0 ? where.units : areas).join(" ")],
  ["along_border", ({ row }) => row.text("along_border")],
  ["where", ({ where_text }) => where_text],
  ["country", ({ country }) => country?.name ?? null],
  ["province", ({ province }) => province?.name ?? null],
  ["district", ({ district }) => district?.name ?? null],
  // of an interval, the border that is nearest to the nearest place, as the command line has it: `interval_method` tells what it spans
  ["border", ({ border }) => border?.border ?? null],
  ["border_name", ({ border }) => border?.border_name ?? null],
  ["distance_min_m", ({ border }) => border?.min_m ?? null],
  ["distance_m", ({ border }) => border?.best_m ?? null],
  ["distance_max_m", ({ border }) => border?.max_m ?? null],
  ["interval_method", (line) => (line.border === null ? null : methodOf(line))],
  ["actors", ({ actors }) => actors.join("; ")],
  ["claims", ({ claims }) => claims.length],
  ["sources", ({ claims, source }) => [...new Set(claims.map((claim) => claim.source?.title ?? null).filter((title) => title !== null))].join("; ") || source],
  ["source_url", ({ source_url }) => source_url],
  ["summary", ({ summary }) => summary],
  ["note", ({ note }) => note],
  ["input", ({ feature }) => inputOf({ feature })],
];

/** What an interval of distances spans, in the words of the command line. */
function methodOf({ where }: Line): string | null {
  switch (where.kind) {
    case "circle":
      return "disc";
    case "line":
      return where.width_m > 0 ? "band" : "line";
    case "nowhere":
      return where.why === "too-wide" ? "area" : null;
    default:
      return where.kind;
  }
}

/** The records that the filter lets through, one a row. A table has no other place for terms and credits than columns; they stand in its
 * first row, once, since they are of the whole. */
export function toCsv(model: Pick<Model, "dataset" | "layers" | "shown">): string {
  const { incidents } = model.dataset;
  const terms = termsOf(model);
  const shown = model.shown().map((number) => incidents[number]).filter((incident) => incident !== undefined);
  const rows = shown.map((incident, at) => {
    const line = lineOf(incident);
    return [...COLUMNS.map(([, of]) => of(line)), ...terms.map(([, text]) => (at === 0 ? text : null))];
  });
  const lines = [[...COLUMNS, ...terms].map(([name]) => name), ...rows].map((row) => row.map(cellOf).join(","));
  return `${BYTE_ORDER_MARK}${lines.join("\n")}\n`;
}

function lineOf(incident: Incident): Line {
  // taking over `border` measures the distance, which the row has anyhow
  return { ...incident, ...wholeTexts(incident), row: new Row(incident.feature.properties, WHOLE) };
}

/** Units and distances are of the layers, so their makers are named too. */
function termsOf({ dataset: { credits }, layers }: Pick<Model, "dataset" | "layers">): readonly (readonly [name: string, text: string])[] {
  const once = (...texts: readonly (readonly string[])[]): string => [...new Set(texts.flat())].join("; ");
  return [
    ["attribution", once(credits.attributions, credits.citations, layers.attributions)],
    ["licence", once(credits.licences, layers.licences)],
    ["disclaimer", once(credits.disclaimers, layers.disclaimers)],
  ];
}

function dayOf(day: number | null): string | null {
  return day === null ? null : isoOf(day);
}

/** The text of a cell, guarded and quoted where RFC 4180 asks for it. */
export function cellOf(value: Cell): string {
  if (value === null) return "";
  const text = String(value);
  const guarded = typeof value === "string" && FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
