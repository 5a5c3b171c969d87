// The state in the fragment of the address, so that what is seen can be sent to someone. What comes from an address may be anything: what
// cannot be read is left out, and nothing throws. Not responsible for when the address changes.

import { isoOf, spanOf } from "../data/dates";
import type { Filter } from "../model/filter";
import { FARTHEST_M, type LonLat } from "../model/lonlat";
import { FIRST_STATE, type State } from "./store";

/** Longer texts are not what a reader typed. */
const TEXT_MAX = 300;
/** More choices are not what a reader chose. */
const CHOICES_MAX = 200;
/** Longer fragments are not read: browsers pass on megabytes. */
const FRAGMENT_MAX = 65_536;
const ZOOM_MAX = 24;
/** Decimals of degrees in addresses: a tenth of a metre. */
const DECIMALS = 6;

const LISTS = { kind: "kinds", actor: "actors", in: "units", precision: "precisions" } as const;
const NAMES = ["q", ...Object.keys(LISTS), "from", "to", "border", "sure", "show", "lang", "theme", "ask", "circle", "map"] as const;

/** The fragment, without `#`, that says in what `state` differs from `first`; parameters of others in `fragment` are kept. A page with
 * two maps gives each a `prefix`, such as `a.`. */
export function toFragment(state: State, { fragment = "", prefix = "", first = FIRST_STATE }: { readonly fragment?: string; readonly prefix?: string; readonly first?: State } = {}): string {
  const kept = parametersOf(fragment);
  for (const name of NAMES) kept.delete(prefix + name);
  for (const [name, value] of told(state, first)) kept.append(prefix + name, value);
  return kept.toString();
}

/** What a fragment says of the state; `{}` where it says nothing. `base` is the filter that single parameters change. */
export function fromFragment(fragment: string, { prefix = "", first = FIRST_STATE }: { readonly prefix?: string; readonly first?: State } = {}): Partial<State> {
  const all = parametersOf(fragment);
  const one = (name: string): string | null => all.get(prefix + name)?.slice(0, TEXT_MAX) ?? null;
  const filter = filterOf(all, one, { prefix, first: first.filter });
  const found: { -readonly [K in keyof State]?: State[K] } = {};
  if (filter !== null) found.filter = filter;
  const selected = whole(one("show"));
  if (selected !== null) found.selected = selected;
  const language = (["en", "fa", "ur"] as const).find((code) => code === one("lang"));
  if (language !== undefined) found.language = language;
  const theme = (["auto", "light", "dark"] as const).find((name) => name === one("theme"));
  if (theme !== undefined) found.theme = theme;
  const [asked] = placeOf(one("ask"), 2);
  if (asked !== undefined) found.asked = asked;
  const [centre, radius_m] = placeOf(one("circle"), 3);
  if (centre !== undefined && radius_m !== undefined && radius_m > 0 && radius_m <= FARTHEST_M) found.circle = { centre, radius_m };
  const [middle, zoom] = placeOf(one("map"), 3);
  if (middle !== undefined && zoom !== undefined && zoom >= 0 && zoom <= ZOOM_MAX) found.view = { centre: middle, zoom };
  return found;
}

function parametersOf(fragment: string): URLSearchParams {
  const text = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  return new URLSearchParams(text.length > FRAGMENT_MAX ? "" : text);
}

function told(state: State, first: State): [string, string][] {
  const { filter, selected, language, theme, asked, circle, view } = state;
  const parts: [string, string][] = [];
  const say = (name: string, value: string | null, before: string | null): void => {
    // an empty value takes back what the page asks at first
    if (value !== before) parts.push([name, value ?? ""]);
  };
  say("q", filter.text, first.filter.text);
  for (const [name, key] of Object.entries(LISTS)) {
    const [now, before] = [filter[key], first.filter[key]];
    if (now.length === before.length && now.every((value, at) => value === before[at])) continue;
    if (now.length === 0) parts.push([name, ""]);
    for (const value of now) parts.push([name, value]);
  }
  const day = (value: number | null): string | null => (value === null ? null : isoOf(value));
  const text = (value: number | null): string | null => (value === null ? null : String(value));
  say("from", day(filter.from_day), day(first.filter.from_day));
  say("to", day(filter.to_day), day(first.filter.to_day));
  say("border", text(filter.border_max_m), text(first.filter.border_max_m));
  say("sure", filter.border_certainty, first.filter.border_certainty);
  say("show", text(selected), text(first.selected));
  say("lang", language, first.language);
  say("theme", theme, first.theme);
  if (asked !== null) parts.push(["ask", numbers(...asked)]);
  if (circle !== null) parts.push(["circle", numbers(...circle.centre, circle.radius_m)]);
  if (view !== null) parts.push(["map", numbers(...view.centre, view.zoom)]);
  return parts;
}

function numbers(...values: readonly number[]): string {
  return values.map((value) => String(Number(value.toFixed(DECIMALS)))).join(",");
}

/** `null` where no parameter is about the filter. */
function filterOf(all: URLSearchParams, one: (name: string) => string | null, { prefix, first }: { readonly prefix: string; readonly first: Filter }): Filter | null {
  const changed: { -readonly [K in keyof Filter]?: Filter[K] } = {};
  const text = one("q");
  if (text !== null) changed.text = text;
  for (const [name, key] of Object.entries(LISTS)) {
    if (!all.has(prefix + name)) continue;
    const values = all.getAll(prefix + name).filter((value) => value !== "" && value.length <= TEXT_MAX);
    changed[key] = [...new Set(values)].slice(0, CHOICES_MAX);
  }
  const [from, to, border, sure] = [one("from"), one("to"), one("border"), one("sure")];
  if (from !== null) changed.from_day = spanOf(from).start_day;
  if (to !== null) changed.to_day = spanOf(to).end_day;
  if (border !== null) changed.border_max_m = lengthOf(border);
  if (sure === "must" || sure === "may") changed.border_certainty = sure;
  return Object.keys(changed).length === 0 ? null : { ...first, ...changed };
}

function lengthOf(text: string): number | null {
  const length_m = numeral(text);
  return length_m !== null && length_m >= 0 && length_m <= FARTHEST_M ? length_m : null;
}

function whole(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function numeral(text: string): number | null {
  return /^-?\d{1,12}(\.\d{1,15})?$/.test(text) ? Number(text) : null;
}

/** A place on Earth and, of three numbers, the third one. */
function placeOf(text: string | null, count: 2 | 3): readonly [at?: LonLat, third?: number] {
  const parts = text?.split(",").map(numeral) ?? [];
  const [lon, lat, third] = parts;
  if (parts.length !== count || lon === null || lat === null || third === null || lon === undefined || lat === undefined) return [];
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return [];
  return third === undefined ? [[lon, lat]] : [[lon, lat], third];
}
