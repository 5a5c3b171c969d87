// How to cite what is seen: records, filter, credits, sources and what may not be read into them. Plain text, in the language of the page.

import { unmeasured } from "../state/filter";
import { isoOf } from "../data/dates";
import { NO_FILTER, type Filter } from "../model/filter";
import type { Incident, Source } from "../model/incident";
import type { Model } from "../state/model";
import { kindIn, nameIn, type Words } from "../words/words";
import { sourcesOf } from "./geojson";

const DAY_MS = 86_400_000;

/** The text to cite; `now_ms` is the day on which it was seen. */
export function citation(model: Model, words: Words, now_ms = Date.now()): string {
  const { dataset, layers } = model;
  const { credits, incidents } = dataset;
  const shown = model.shown().map((number) => incidents[number]).filter((incident) => incident !== undefined);
  const { page } = words;
  const seen = [credits.generator, isoOf(Math.floor(now_ms / DAY_MS))].filter((part) => part !== null).join(", ");
  const each = (title: string, ...texts: readonly string[]): string[] => (texts.length === 0 ? [] : ["", title, ...new Set(texts)]);
  const lines = [
    credits.title ?? page.label,
    seen,
    page.shown(shown.length, incidents.length),
    ...filterInWords(model, words).map((line) => `- ${line}`),
    ...(dataset.refused.length > 0 ? [page.refused(dataset.refused.length)] : []),
    ...each(page.credits, ...credits.attributions, ...layers.attributions, ...credits.citations),
    ...each(page.licence, ...credits.licences, ...layers.licences, ...(credits.withheld === null ? [] : [page.withheld(credits.withheld)])),
    ...each(words.panel.source, ...sourcesOf(shown).map(sourceLine), ...ownSources(shown)),
    ...each(page.disclaimer, ...credits.disclaimers, layers.disclaimers.join("; "), page.claimsNotFacts).filter((line, at) => at === 0 || line !== ""),
  ];
  return `${lines.map(oneLine).join("\n")}\n`;
}

/** The filter in force, one condition a line; empty where it asks nothing. */
export function filterInWords({ store, dataset, layers }: Model, words: Words): string[] {
  const { filter } = store.state;
  const { filters, format } = words;
  if (filter === NO_FILTER) return [];
  const unit = (id: string): string => {
    const known = [...layers.countries, ...layers.provinces, ...layers.districts].find((one) => one.id === id);
    return known === undefined ? nameInData(dataset.incidents, id) : nameIn(known.names, words.code);
  };
  const lists: [string, readonly string[]][] = [
    [filters.kind, filter.kinds.map((kind) => kindIn(words, kind))],
    [filters.actor, filter.actors],
    [filters.place, filter.units.map(unit)],
    [filters.precision, filter.precisions.map((name) => (Object.hasOwn(words.precision, name) ? words.precision[name as keyof Words["precision"]] : name))],
  ];
  const lines = lists.filter(([, names]) => names.length > 0).map(([title, names]) => `${title}: ${names.join(", ")}`);
  if (filter.text !== "") lines.unshift(filters.chipText(filter.text));
  lines.push(...days(filter, words));
  if (filter.border_max_m !== null) lines.push(filters.chipBorder(format.limit(filter.border_max_m), filter.border_certainty));
  const left = unmeasured(filter, dataset.incidents);
  if (left > 0) lines.push(filters.unmeasured(left));
  return lines;
}

function days({ from_day, to_day }: Filter, { format, filters, panel }: Words): string[] {
  if (from_day !== null && to_day !== null) return [filters.chipTime(format.day(from_day), format.day(to_day))];
  if (from_day !== null) return [panel.after(format.day(from_day))];
  return to_day === null ? [] : [panel.before(format.day(to_day))];
}

function nameInData(incidents: readonly Incident[], id: string): string {
  for (const { country, province, district } of incidents) {
    const unit = [district, province, country].find((one) => one?.id === id);
    if (unit !== undefined && unit !== null) return unit.name;
  }
  return id;
}

function sourceLine({ title, publisher, published, url }: Source): string {
  const link = url !== null && /^https?:\/\//i.test(url) ? url : null;
  return `- ${[title, publisher, published, link].filter((part) => part !== null).join(". ")}`;
}

/** Sources of records that have no claims. */
function ownSources(incidents: readonly Incident[]): string[] {
  const told = incidents.filter(({ claims, source }) => claims.length === 0 && source !== null);
  return told.map(({ source }) => `- ${source ?? ""}`);
}

/** Data cannot begin a line of its own. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
