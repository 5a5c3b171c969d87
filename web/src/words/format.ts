// Numbers, distances, days and plurals in the reader's language. Not responsible for sentences (en.ts, fa.ts, ur.ts).

import type { LanguageCode } from "../state/store";

/**
 * The locale of each language. Persian has its own digits and, here, the Gregorian calendar of the sources: a month of one calendar is
 * no month of another. Urdu of Pakistan is written with Latin digits, as CLDR has it.
 */
export const TAGS: Readonly<Record<LanguageCode, string>> = { en: "en-GB", fa: "fa-IR-u-ca-gregory", ur: "ur-PK-u-ca-gregory" };

/** From here on distances are written in whole kilometres, below with one digit after the point. */
const WHOLE_KM_FROM_M = 10_000;
/** Below this, distances are written in metres. */
const METRES_BELOW_M = 1_000;
const DAY_MS = 86_400_000;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
/** Embeddings, overrides and isolates, and their ends. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;
const LEFT_TO_RIGHT = /[A-Za-z\u00c0-\u024f\u0370-\u052f]/u;

/** The forms of a noun that Intl.PluralRules tells apart in the languages of the map. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

export interface UnitWords {
  readonly km: string;
  readonly m: string;
}

/** Writes values in one language. */
export class Format {
  // each costs milliseconds, and a page speaks one of three languages
  readonly #plural: () => Intl.PluralRules;
  readonly #whole: () => Intl.NumberFormat;
  readonly #tenths: () => Intl.NumberFormat;
  readonly #upToMetres: () => Intl.NumberFormat;
  readonly #degrees: () => Intl.NumberFormat;
  readonly #percent: () => Intl.NumberFormat;
  readonly #days: () => Intl.DateTimeFormat;
  readonly #months: () => Intl.DateTimeFormat;
  readonly #rtl: boolean;

  constructor(
    code: LanguageCode,
    private readonly units: UnitWords,
  ) {
    const tag = TAGS[code];
    this.#rtl = code !== "en";
    this.#plural = once(() => new Intl.PluralRules(tag));
    this.#whole = once(() => new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }));
    this.#tenths = once(() => new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
    this.#upToMetres = once(() => new Intl.NumberFormat(tag, { maximumFractionDigits: 3 }));
    this.#degrees = once(() => new Intl.NumberFormat(tag, { minimumFractionDigits: 4, maximumFractionDigits: 4 }));
    this.#percent = once(() => new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 }));
    this.#days = once(() => new Intl.DateTimeFormat(tag, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }));
    this.#months = once(() => new Intl.DateTimeFormat(tag, { month: "long", year: "numeric", timeZone: "UTC" }));
  }

  /** A whole number with the digits of the language. */
  count(n: number): string {
    return this.#whole().format(n);
  }

  /** A number as a table writes it: whole ones with the digits of the language, others and texts as they are. */
  number(text: string): string {
    const whole = /^\d{1,15}(\.0+)?$/u.test(text);
    return whole ? this.count(Number(text)) : this.literal(text);
  }

  /** The year of a day, without a mark between thousands. */
  year(day: number): string {
    const year = new Date(day * DAY_MS).getUTCFullYear();
    return this.#whole().format(year).replace(/[,٬\u202f\u00a0]/gu, "");
  }

  /** `forms` by the number; `#` in it becomes the number. */
  plural(n: number, forms: Plural): string {
    const form = this.#plural().select(n) === "one" ? forms.one : forms.other;
    return form.replace("#", this.count(n));
  }

  /** A distance, rounded to what is read easily; not for the ends of an interval. */
  distance(metres: number): string {
    if (metres < METRES_BELOW_M) return `${this.count(Math.round(metres))} ${this.units.m}`;
    return metres < WHOLE_KM_FROM_M ? `${this.#tenths().format(metres / 1000)} ${this.units.km}` : `${this.count(Math.round(metres / 1000))} ${this.units.km}`;
  }

  /** A limit, such as a radius or the width of a band: as it is, to the metre, since a rounded one would tell another. */
  limit(metres: number): string {
    if (metres < METRES_BELOW_M) return `${this.count(Math.ceil(metres))} ${this.units.m}`;
    return `${this.#upToMetres().format(Math.ceil(metres) / 1000)} ${this.units.km}`;
  }

  /** A distance to the metre, as answers about one place give it. */
  exactDistance(metres: number): string {
    if (metres < METRES_BELOW_M) return `${this.count(Math.round(metres))} ${this.units.m}`;
    const km = new Intl.NumberFormat(this.#whole().resolvedOptions().locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
    return `${km.format(metres / 1000)} ${this.units.km}`;
  }

  /** Both ends of an interval without unit, in kilometres and rounded outward, so that nothing gets more certain by being written. */
  interval(min_m: number, max_m: number): { min: string; max: string; unit: string } {
    if (max_m < METRES_BELOW_M) return { min: this.count(Math.floor(min_m)), max: this.count(Math.ceil(max_m)), unit: this.units.m };
    return { min: this.#end(min_m, Math.floor), max: this.#end(max_m, Math.ceil), unit: this.units.km };
  }

  #end(metres: number, round: (x: number) => number): string {
    if (metres === 0 || metres >= WHOLE_KM_FROM_M) return this.count(round(metres / 1000));
    return this.#tenths().format(round(metres / 100) / 10);
  }

  /** A day, such as 30 September 2022. */
  day(day: number): string {
    return this.#days().format(new Date(day * DAY_MS));
  }

  /** The month of a day, such as April 2019. */
  month(day: number): string {
    return this.#months().format(new Date(day * DAY_MS));
  }

  /** A part of a whole, from 0 to 1, in percent. */
  share(share: number): string {
    return this.#percent().format(share);
  }

  /** One coordinate in degrees; the minus sign is kept at the number in both directions of writing. */
  degrees(value: number): string {
    return `\u2066${this.#degrees().format(value)}°\u2069`;
  }

  /** The language of a text of the data where it cannot be that of the page; in Latin letters it is taken for English. */
  langOf(text: string): "en" | null {
    return this.#rtl && LEFT_TO_RIGHT.test(text) && !RIGHT_TO_LEFT.test(text) ? "en" : null;
  }

  /** What is to be typed as it stands, such as a date: from left to right, since the hyphens of `2024-01-28` would turn it around. */
  literal(text: string): string {
    const tame = text.replace(TURNING, "");
    return this.#rtl && !RIGHT_TO_LEFT.test(tame) ? `\u2066${tame}\u2069` : this.name(tame);
  }

  /** A name from the data inside a sentence: set apart where it is written in the other direction, so that it does not turn its
   * surroundings; marks that would turn them by force are left out. */
  name(text: string): string {
    const foreign = this.#rtl ? LEFT_TO_RIGHT : RIGHT_TO_LEFT;
    const tame = text.replace(TURNING, "");
    return foreign.test(tame) ? `\u2068${tame}\u2069` : tame;
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
