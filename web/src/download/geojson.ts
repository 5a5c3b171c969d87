// What is shown as GeoJSON: the features as the file has them, with the credits that must go along.

import type { Feature } from "geojson";
import type { Incident, Source } from "../model/incident";
import type { Model } from "../state/model";

/** The records that the filter lets through, as a FeatureCollection. */
export function toGeoJson(model: Model): string {
  const { incidents, credits } = model.dataset;
  const shown = model.shown().map((number) => incidents[number]).filter((incident) => incident !== undefined);
  const metadata = {
    generator: credits.generator,
    title: credits.title,
    description: credits.description,
    attribution: credits.attributions.join("; "),
    licence: credits.licences.join("; "),
    disclaimer: credits.disclaimers.join("; "),
    // the terms of the rows, by which the command line knows what may be done with them
    ...(credits.rows === null ? {} : { rows: credits.rows }),
    records: shown.length,
    records_in_file: incidents.length,
    filter: incidents.length === shown.length ? null : model.store.state.filter,
    sources: sourcesOf(shown),
  };
  // one feature a line: differences between two downloads can be read
  const lines = shown.map(({ feature }) => JSON.stringify(plain(feature)));
  return `{"type":"FeatureCollection","metadata":${JSON.stringify(metadata)},"features":[\n${lines.join(",\n")}\n]}\n`;
}

function plain(feature: Feature): object {
  return { ...feature, geometry: feature.geometry ?? null, properties: feature.properties ?? null };
}

/** The sources of the claims of these records, each once. */
export function sourcesOf(incidents: readonly Incident[]): Source[] {
  const found = new Map<string, Source>();
  for (const { claims } of incidents) {
    for (const { source } of claims) if (source !== null && !found.has(source.id)) found.set(source.id, source);
  }
  return [...found.values()];
}
