// Days that files write, as spans of whole days. A day that could be read in two ways is not read at all.

import type { When } from "../model/incident";
import { END_COLUMNS, SPAN_COLUMNS, START_COLUMNS } from "./columns";
import type { Row } from "./row";

const DAY_MS = 86_400_000;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

type Span = Omit<When, "text">;

const OPEN: Span = { start_day: null, end_day: null, trouble: null };
const UNREAD: Span = { ...OPEN, trouble: "unread" };
/** Which of two days was meant first, nobody can tell: neither is taken. */
const BACKWARDS: Span = { ...OPEN, trouble: "backwards" };

/** Days since 1970-01-01; `null` where there is no such day. */
export function dayOf(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  // `Date.UTC` would take the year 50 for 1950
  date.setUTCFullYear(year, month - 1, day);
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? Math.floor(date.getTime() / DAY_MS) : null;
}

/** The day as `2024-01-26`. */
export function isoOf(day: number): string {
  const date = new Date(day * DAY_MS);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}

/** When a record was, by its columns. */
export function whenOf(row: Row): When {
  const written = row.text(...SPAN_COLUMNS);
  const [start, end] = [row.text(...START_COLUMNS), row.text(...END_COLUMNS)];
  const text = written ?? [start, end].filter((part) => part !== null).join("/");
  if (start === null && end === null) return { ...(written === null ? OPEN : spanOf(written)), text };
  const [from, to] = [start === null ? OPEN : spanOf(start), end === null ? OPEN : spanOf(end)];
  // a record with a start and no column of ends is as long as its start says
  const alone = end === null && !END_COLUMNS.some((column) => row.has(column));
  // one end that is written and cannot be read is not open, as in a span of one text
  const trouble = from.trouble ?? to.trouble;
  if (trouble !== null) return { ...OPEN, trouble, text };
  return { ...ordered(from.start_day, alone ? from.end_day : to.end_day), text };
}

/** The days that a text writes: `2024`, `2024-01`, `2024-01-26`, `20240126`, `26 January 2024`, `A/B`, `../B`, `A/..`. */
export function spanOf(text: string): Span {
  const [from = "", to, ...more] = text.trim().split("/").map((part) => part.trim());
  if (to === undefined) return from === "" ? OPEN : (single(from) ?? UNREAD);
  if (more.length > 0) return UNREAD;
  const [first, last] = [from, to].map((part) => (part === ".." || part === "" ? OPEN : single(part)));
  // half a span of which the other half cannot be read is not open: it is not known
  if (first === null || last === null || first === undefined || last === undefined) return UNREAD;
  return ordered(first.start_day, last.end_day);
}

function ordered(start_day: number | null, end_day: number | null): Span {
  if (start_day !== null && end_day !== null && end_day < start_day) return BACKWARDS;
  return { start_day, end_day, trouble: null };
}

function single(text: string): Span | null {
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (iso !== null) return ofParts(Number(iso[1]), iso[2], iso[3]);
  const words = /^(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})$/.exec(text);
  const american = /^([A-Za-z]{3,9})\.? (\d{1,2}), (\d{4})$/.exec(text);
  const [day, month, year] = words !== null ? [words[1], words[2], words[3]] : [american?.[2], american?.[1], american?.[3]];
  const number = MONTHS.indexOf((month ?? "").slice(0, 3).toLowerCase()) + 1;
  return number === 0 ? null : ofParts(Number(year), String(number), day);
}

function ofParts(year: number, month: string | undefined, day: string | undefined): Span | null {
  if (month === undefined) return whole(dayOf(year, 1, 1), dayOf(year, 12, 31));
  const number = Number(month);
  if (day !== undefined) return whole(dayOf(year, number, Number(day)), dayOf(year, number, Number(day)));
  const first = dayOf(year, number, 1);
  const next = number === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, number + 1, 1);
  return whole(first, next === null ? null : next - 1);
}

function whole(start_day: number | null, end_day: number | null): Span | null {
  return start_day === null || end_day === null ? null : { start_day, end_day, trouble: null };
}
