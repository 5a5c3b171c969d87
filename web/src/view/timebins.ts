// Sorts records into bins of time. Pure. A record whose date reaches over several bins is a span, never a bar in one of them.

import type { Incident } from "../model/incident";

const DAY_MS = 86_400_000;
/** More bars than this are too thin to be told apart on a phone. */
const BINS_AT_MOST = 180;
/** Fewer bars than these would be so wide that they look like spans. */
const BINS_AT_LEAST = 12;
/** A month, a quarter, a year, five, ten, a hundred. */
const SIZES_MONTHS = [1, 3, 12, 60, 120, 1200] as const;

/** Bins of equal numbers of months. A month is counted from January of year 0. */
export interface Bins {
  readonly size_months: number;
  readonly first_month: number;
  readonly count: number;
}

/** A record that is drawn as a line, from bin to bin, both belonging to it. */
export interface Span {
  readonly index: number;
  readonly from_bin: number;
  readonly to_bin: number;
  readonly open_start: boolean;
  readonly open_end: boolean;
}

export interface Histogram {
  readonly bars: readonly number[];
  readonly spans: readonly Span[];
  readonly undated: number;
}

/** A hundred thousand records share some thousand days. */
const months = new Map<number, number>();
const MONTHS_KEPT_MAX = 50_000;

/** The month a day is in. */
export function monthOf(day: number): number {
  const known = months.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY_MS);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  if (months.size < MONTHS_KEPT_MAX) months.set(day, month);
  return month;
}

/** The first day of a month. */
export function firstDay(month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), month - Math.floor(month / 12) * 12, 1);
  return Math.round(date.getTime() / DAY_MS);
}

/** The last day of a month. */
export function lastDay(month: number): number {
  return firstDay(month + 1) - 1;
}

/** Bins that hold every date; null if there is none. */
export function binsOf(incidents: readonly Incident[]): Bins | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { when } of incidents) {
    for (const day of [when.start_day, when.end_day]) {
      if (day === null) continue;
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  }
  if (first > last) return null;
  const [from, to] = [monthOf(first), monthOf(last)];
  const size = SIZES_MONTHS.find((months) => (to - from) / months < BINS_AT_MOST) ?? 1200;
  const start = Math.floor(from / size) * size;
  const count = Math.floor((to - start) / size) + 1;
  const before = Math.max(0, Math.floor((BINS_AT_LEAST - count) / 2));
  return { size_months: size, first_month: start - before * size, count: Math.max(BINS_AT_LEAST, count) };
}

/** The bin of a day, held within the bins. */
export function binOf(bins: Bins, day: number): number {
  const bin = Math.floor((monthOf(day) - bins.first_month) / bins.size_months);
  return Math.min(bins.count - 1, Math.max(0, bin));
}

/** How many records each bin holds, which reach over several, and how many have no date. */
export function histogram(bins: Bins, incidents: readonly Incident[]): Histogram {
  const bars = new Array<number>(bins.count).fill(0);
  const spans: Span[] = [];
  let undated = 0;
  for (const { when, index } of incidents) {
    const { start_day, end_day } = when;
    if (start_day === null && end_day === null) {
      undated += 1;
      continue;
    }
    const from_bin = start_day === null ? 0 : binOf(bins, start_day);
    const to_bin = end_day === null ? bins.count - 1 : binOf(bins, end_day);
    const open = start_day === null || end_day === null;
    if (from_bin >= to_bin && !open) bars[from_bin] = (bars[from_bin] ?? 0) + 1;
    else spans.push({ index, from_bin, to_bin: Math.max(from_bin, to_bin), open_start: start_day === null, open_end: end_day === null });
  }
  return { bars, spans, undated };
}

/** Puts spans into rows so that none covers another; what needs more rows than `rows` is left out and counted. */
export function lanes(spans: readonly Span[], rows: number): { placed: { span: Span; row: number }[]; left_out: number } {
  const ends = new Array<number>(rows).fill(-1);
  const placed: { span: Span; row: number }[] = [];
  const ordered = [...spans].sort((a, b) => a.from_bin - b.from_bin || a.to_bin - b.to_bin);
  for (const span of ordered) {
    const row = ends.findIndex((end) => end < span.from_bin);
    if (row < 0) continue;
    ends[row] = span.to_bin;
    placed.push({ span, row });
  }
  return { placed, left_out: spans.length - placed.length };
}

/** Months at which the axis has a label: Januaries, as many as have room. */
export function ticks(bins: Bins, at_most: number): number[] {
  const last = bins.first_month + bins.count * bins.size_months;
  const step = [1, 2, 5, 10, 20, 50, 100, 500].find((years) => (last - bins.first_month) / 12 / years <= at_most) ?? 1000;
  const found: number[] = [];
  for (let year = Math.ceil(bins.first_month / 12 / step) * step; year * 12 < last; year += step) found.push(year * 12);
  return found;
}
