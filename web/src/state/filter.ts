// Which records a filter lets through, and what there is to filter by. Pure. Not responsible for the page.

import type { Filter } from "../model/filter";
import { PRECISIONS, type Dataset, type Incident, type Unit } from "../model/incident";
import { folded } from "./fold";

/** One choice of a filter, with the number of records that have it. */
export interface Facet {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** What there is to choose; the most frequent first, classes of precision the most precise first. */
export interface Facets {
  readonly kinds: readonly Facet[];
  readonly actors: readonly Facet[];
  readonly countries: readonly Facet[];
  readonly provinces: readonly Facet[];
  readonly districts: readonly Facet[];
  readonly precisions: readonly Facet[];
}

/** Whether the filter lets a record through. */
export function matches(filter: Filter, incident: Incident): boolean {
  return (
    isAmong(filter.kinds, incident.kind) &&
    isAmong(filter.precisions, incident.precision) &&
    (filter.actors.length === 0 || incident.actors.some((actor) => filter.actors.includes(actor))) &&
    (filter.units.length === 0 || isHeld(filter.units, incident)) &&
    overlaps(filter, incident) &&
    isNear(filter, incident) &&
    says(filter.text, incident)
  );
}

function isAmong(choices: readonly string[], value: string | null): boolean {
  return choices.length === 0 || (value !== null && choices.includes(value));
}

/** A record is held if one of its units is chosen, or all units of which it may be in any. */
function isHeld(units: readonly string[], { country, province, district, where, areas }: Incident): boolean {
  if ([country, province, district].some((unit) => unit !== null && units.includes(unit.id))) return true;
  const ids = where.kind === "area" && where.units.length > 0 ? where.units : areas;
  return ids.length > 0 && ids.every((id) => units.includes(id));
}

function overlaps({ from_day, to_day }: Filter, { when }: Incident): boolean {
  if (from_day === null && to_day === null) return true;
  if (when.start_day === null && when.end_day === null) return false;
  const [start, end] = [when.start_day ?? Number.NEGATIVE_INFINITY, when.end_day ?? Number.POSITIVE_INFINITY];
  return end >= (from_day ?? Number.NEGATIVE_INFINITY) && start <= (to_day ?? Number.POSITIVE_INFINITY);
}

function isNear({ border_max_m, border_certainty }: Filter, incident: Incident): boolean {
  if (border_max_m === null) return true;
  // asked only here: measuring waits until a filter needs it
  const { border } = incident;
  if (border === null) return false;
  return (border_certainty === "must" ? border.max_m : border.min_m) <= border_max_m;
}

/** How many records a filter by distance leaves out that it would let through if it asked for no distance: nobody can tell theirs. */
export function unmeasured(filter: Filter, incidents: readonly Incident[]): number {
  if (filter.border_max_m === null) return 0;
  const otherwise = { ...filter, border_max_m: null };
  return incidents.filter((incident) => incident.border === null && matches(otherwise, incident)).length;
}

const texts = new WeakMap<Incident, string>();

/** All words of the text are in the record. */
function says(text: string, incident: Incident): boolean {
  const words = folded(text).split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return true;
  let all = texts.get(incident);
  if (all === undefined) {
    all = folded(textsOf(incident).join("\n"));
    texts.set(incident, all);
  }
  const own = all;
  return words.every((word) => own.includes(word));
}

function textsOf(incident: Incident): string[] {
  const { id, title, summary, kind, actors, where_text, country, province, district, source, note, claims } = incident;
  const units = [country, province, district].map((unit) => unit?.name ?? null);
  const said = claims.flatMap((claim) => [claim.who, claim.statement, claim.where, claim.source?.title ?? null, claim.source?.publisher ?? null]);
  return [id, title, summary, kind, where_text, source, note, ...actors, ...units, ...said].filter((text) => text !== null);
}

/** What there is to filter by in a set of records. */
export function facets({ incidents }: Pick<Dataset, "incidents">): Facets {
  const by = (valuesOf: (incident: Incident) => readonly (Unit | null)[]): Facet[] => counted(incidents, valuesOf);
  const text = (value: string): Unit => ({ id: value, name: value });
  const precisions = by(({ precision }) => [text(precision)]);
  return {
    kinds: by(({ kind }) => [kind === null ? null : text(kind)]),
    actors: by(({ actors }) => actors.map(text)),
    countries: by(({ country }) => [country]),
    provinces: by(({ province }) => [province]),
    districts: by(({ district }) => [district]),
    precisions: PRECISIONS.flatMap((precision) => precisions.filter(({ value }) => value === precision)),
  };
}

function counted(incidents: readonly Incident[], valuesOf: (incident: Incident) => readonly (Unit | null)[]): Facet[] {
  const found = new Map<string, { label: string; count: number }>();
  for (const incident of incidents) {
    for (const unit of valuesOf(incident)) {
      if (unit === null) continue;
      const known = found.get(unit.id);
      if (known === undefined) found.set(unit.id, { label: unit.name, count: 1 });
      else known.count += 1;
    }
  }
  const list = [...found].map(([value, { label, count }]) => ({ value, label, count }));
  return list.sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}
