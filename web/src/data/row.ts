// The properties of one feature by the names of their columns, whatever case they are in and whatever parts their words. Not responsible for what they mean.

/** A value that is known to be an object and not an array. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
}

/** A longer text is no column of a record: a browser lays out megabytes for seconds. Downloads have the whole. */
const LETTERS_MAX = 20_000;
/** Texts as long as they are. */
export const WHOLE = Number.POSITIVE_INFINITY;
/** Blanks, controls and marks without width: nothing that is seen or can be pressed. */
const UNSEEN = /^[\s\p{C}\u115f\u1160\u2800\u3164]*$/u;

/** A value as text; `null` for nothing, for what cannot be seen and for what is nested. */
export function textOf(value: unknown, letters_max = LETTERS_MAX): string | null {
  if (typeof value === "string") {
    const text = (value.length > letters_max ? `${value.slice(0, letters_max)}…` : value).trim();
    return text === "" || UNSEEN.test(text) ? null : text;
  }
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : null;
  return typeof value === "boolean" ? String(value) : null;
}

/** A list of texts: of an array, or of one text that is parted by `separator`. */
export function textsOf(value: unknown, separator: RegExp, letters_max = LETTERS_MAX): string[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : (textOf(value, letters_max)?.split(separator) ?? []);
  return parts.map((part) => textOf(part, letters_max)).filter((part) => part !== null);
}

/** A finite number, also where a table wrote it as text. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** Names of columns are few and come with every record. */
const foldedNames = new Map<string, string>();
/** Beyond this many, names are not columns but values, and are not kept. */
const NAMES_MAX = 10_000;

/** The name by which a column is known, however it is written. */
export function foldedName(name: string): string {
  const known = foldedNames.get(name);
  if (known !== undefined) return known;
  const made = name.trim().toLowerCase().replace(/[\s-]+/gu, "_");
  if (foldedNames.size < NAMES_MAX) foldedNames.set(name, made);
  return made;
}

/** The columns of one feature. `Event Date` is `event_date`, since tables are written by many hands; a name that is written so goes first. */
export class Row {
  readonly #values = new Map<string, unknown>();

  constructor(
    properties: unknown,
    readonly letters_max = LETTERS_MAX,
  ) {
    for (const [name, value] of Object.entries(objectOf(properties) ?? {})) {
      const key = foldedName(name);
      if (name === key || !this.#values.has(key)) this.#values.set(key, value);
    }
  }

  has(column: string): boolean {
    return this.#values.has(column);
  }

  value(column: string): unknown {
    return this.#values.get(column);
  }

  /** The first of these columns that says something. */
  text(...columns: readonly string[]): string | null {
    for (const column of columns) {
      const text = textOf(this.#values.get(column), this.letters_max);
      if (text !== null) return text;
    }
    return null;
  }

  number(...columns: readonly string[]): number | null {
    for (const column of columns) {
      const number = numberOf(this.#values.get(column));
      if (number !== null) return number;
    }
    return null;
  }
}
