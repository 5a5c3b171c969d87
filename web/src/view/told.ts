// Turns a record into words, no surer than it is known: when, where, how far from a border. Pure. Not responsible for nodes.

import { spanOf } from "../data/dates";
import { TOWN_M } from "../data/precision";
import { hasNoPlace, isAggregate } from "../geo/extent";
import type { ClaimPlace, ClaimTime, Incident } from "../model/incident";
import type { AreaUnit, Border, Layers } from "../model/layer";
import { nameIn, type Words } from "../words/words";

const DAY_MS = 86_400_000;
/** `2019-04-18`, `2019-04`, `2019`, and spans of them. */
const ISO_SPAN = /^\d{4}(-\d{2}){0,2}(\/\d{4}(-\d{2}){0,2})?$/u;
/** `© OpenStreetMap contributors` → `OpenStreetMap` */
const CREDIT_MARKS = /^(©|\(c\)|copyright)\s*|\s+contributors\.?$/giu;

function isFirstOfMonth(day: number): boolean {
  return new Date(day * DAY_MS).getUTCDate() === 1;
}

function isLastOfMonth(day: number): boolean {
  return isFirstOfMonth(day + 1);
}

function sameMonth(a: number, b: number): boolean {
  return new Date(a * DAY_MS).toISOString().slice(0, 7) === new Date(b * DAY_MS).toISOString().slice(0, 7);
}

/** When it was, as precisely as the file says: a day, a month, a year, a span, or a bound. */
export function whenTold(incident: Incident, words: Words): string {
  const { start_day, end_day, text } = incident.when;
  const { format, panel } = words;
  if (start_day === null && end_day === null) return text === "" ? panel.undated : format.literal(text);
  if (start_day === null) return panel.before(format.day(end_day ?? 0));
  if (end_day === null) return panel.after(format.day(start_day));
  return spanTold(start_day, end_day, words);
}

/** When a claim says that it was; null where it names no day. */
export function claimWhen({ start_day, end_day }: ClaimTime, words: Words): string | null {
  const { format, panel } = words;
  if (start_day === null) return end_day === null ? null : panel.before(format.day(end_day));
  return end_day === null ? panel.after(format.day(start_day)) : spanTold(start_day, end_day, words);
}

/** A span of whole days; months and years are named as such. */
export function spanTold(from_day: number, to_day: number, words: Words): string {
  const { format, panel } = words;
  if (from_day === to_day) return format.day(from_day);
  if (!isFirstOfMonth(from_day) || !isLastOfMonth(to_day)) return panel.between(format.day(from_day), format.day(to_day));
  if (sameMonth(from_day, to_day)) return format.month(from_day);
  const [from, to] = [new Date(from_day * DAY_MS), new Date(to_day * DAY_MS)];
  if (from.getUTCMonth() !== 0 || to.getUTCMonth() !== 11) return panel.between(format.month(from_day), format.month(to_day));
  return from.getUTCFullYear() === to.getUTCFullYear() ? format.year(from_day) : panel.between(format.year(from_day), format.year(to_day));
}

/** A date as a file writes it: days, months and years of the Gregorian calendar in the language, other words as they are. */
export function dateTold(text: string, words: Words): string {
  if (!ISO_SPAN.test(text)) return words.format.name(text);
  const { start_day, end_day } = spanOf(text);
  return start_day === null || end_day === null ? words.format.name(text) : spanTold(start_day, end_day, words);
}

/** Names of units and borders in a language, looked up once. */
export class Gazetteer {
  readonly #units = new Map<string, AreaUnit>();
  readonly #borders = new Map<string, Border>();
  readonly drawn_by: string | null;

  constructor(
    layers: Layers,
    private readonly words: Words,
  ) {
    for (const unit of [...layers.countries, ...layers.provinces, ...layers.districts]) this.#units.set(unit.id, unit);
    for (const border of layers.borders) this.#borders.set(border.id, border);
    // who drew the lines has the copyright in them; thanks to others stand beside it. Whose the records are drew no border
    const credit = layers.attributions.find((line) => line.startsWith("©")) ?? layers.attributions[0];
    this.drawn_by = credit === undefined ? null : credit.replace(CREDIT_MARKS, "");
  }

  /** The bare name of a unit. */
  unit(id: string, fallback: string = id): string {
    const unit = this.#units.get(id);
    return unit === undefined ? fallback : nameIn(unit.names, this.words.code);
  }

  /** The name with its level: `Gwadar district`. */
  unitWithLevel(id: string, fallback: string = id): string {
    const unit = this.#units.get(id);
    return unit === undefined ? fallback : this.words.unitOf(unit.level, nameIn(unit.names, this.words.code));
  }

  border(id: string, fallback: string = id): string {
    const border = this.#borders.get(id);
    return border === undefined ? fallback : nameIn(border.names, this.words.code);
  }

  /** Where it was, in a sentence: `somewhere in Gwadar district`. */
  where(incident: Incident): string {
    const { where, precision } = incident;
    const { record } = this.words;
    if (isAggregate(incident) && where.kind === "nowhere") {
      const places = incident.areas.map((id) => this.unitWithLevel(id));
      return record.aggregate(places.length === 0 ? null : this.words.list(places));
    }
    if (where.kind === "points" && hasNoPlace(incident) && incident.border === null) return record.severalPlaces;
    // a point with a radius, or one that stands for its district, is not at the point
    const near = precision === "exact" && (where.kind === "circle" || (where.kind === "area" && where.units.length > 0));
    const along = incident.feature.properties?.["along_border"];
    return this.words.somewhere({
      precision: near ? "near" : precision,
      units: this.#unitsOf(incident),
      words: incident.where_text,
      radius_m: "radius_m" in where ? where.radius_m : null,
      width_m: where.kind === "line" && where.width_m > 0 ? where.width_m : null,
      border: typeof along === "string" && along !== "" ? this.border(along) : null,
    });
  }

  /** Where a claim says that it was, in the language of the page. */
  claimWhere({ precision, areas, border, place, at, radius_m }: ClaimPlace): string {
    const { words } = this;
    const names = areas.map((id) => this.unitWithLevel(id, this.#country(id)));
    const along = border === null ? null : this.border(border);
    const asUnits = precision === "district" || precision === "province" || precision === "country";
    let told: string;
    if (asUnits && names.length > 0) told = words.record.somewhereIn(names);
    else if (precision === "unlocated") told = words.record.notPlaced;
    else {
      // a named place of which the claim gives a point is drawn around it, as a record's is
      const around_m = radius_m ?? (precision === "locality" && at !== null ? TOWN_M : null);
      told = words.somewhere({ precision, units: names, words: null, radius_m: around_m, width_m: null, border: along });
    }
    // what the sentence does not say: the place, its units, the border beside it, and which point it speaks of
    const beside = [place, ...(asUnits ? [] : names), precision === "border-zone" ? null : along].filter((name) => name !== null).map((name) => words.format.name(name));
    if (at !== null) beside.push(words.answers.at(words.format.degrees(at[1]), words.format.degrees(at[0])).toLowerCase());
    return beside.length === 0 ? told : `${told} (${beside.join(words.comma)})`;
  }

  /** Countries outside the layers have ids that browsers have names for. */
  #country(id: string): string {
    if (!/^[A-Z]{2}$/u.test(id)) return id;
    return new Intl.DisplayNames(this.words.tag, { type: "region", fallback: "code" }).of(id) ?? id;
  }

  /** The distance to the nearest border with who drew it; null where it was not measured. */
  distance(incident: Incident): string | null {
    if (incident.border === null) return null;
    const { border, border_name, min_m, best_m, max_m } = incident.border;
    // from another place within an area or a radius another border may be the nearest
    const known = best_m !== null && min_m === max_m ? this.border(border, border_name) : null;
    return this.words.distance({ min_m, max_m, best_m, border: known, drawn_by: this.drawn_by });
  }

  #unitsOf(incident: Incident): string[] {
    const { where, precision, district, province, country } = incident;
    if (where.kind === "area" && where.units.length > 0) return where.units.map((id) => this.unitWithLevel(id));
    const unit = precision === "district" ? district : precision === "province" ? province : precision === "country" ? country : null;
    if (unit !== null) return [this.unitWithLevel(unit.id, unit.name)];
    const areas = incident.feature.properties?.["areas"];
    if (precision !== "country" || typeof areas !== "string" || areas === "") return [];
    return areas.split(" ").map((id) => this.unitWithLevel(id));
  }
}

/** The distance in short, for a table: `0–254 km`; null where it was not measured. */
export function distanceInShort(incident: Incident, words: Words): string | null {
  if (incident.border === null) return null;
  const { min_m, best_m, max_m } = incident.border;
  if (best_m !== null && min_m === max_m) return words.format.distance(best_m);
  const { min, max, unit } = words.format.interval(min_m, max_m);
  return words.answers.nearestRow(min, max, unit);
}

/** What the claims of a record contradict each other in, as the claims or the record say; each once. */
export function conflictTopics(incident: Incident): string[] {
  const told = incident.feature.properties?.["conflicts"];
  const own = typeof told === "string" ? told.split(/[\s;,]+/u).filter((topic) => topic !== "") : [];
  return [...new Set([...incident.claims.flatMap((claim) => claim.differs_in), ...own])];
}
