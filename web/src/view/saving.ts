// Saves what is seen as a file. File names are fixed, so nothing of the data gets into them. Not responsible for what files hold (download/).

import { citation } from "../download/citation";
import { toCsv } from "../download/csv";
import { toGeoJson } from "../download/geojson";
import type { Credits } from "../model/incident";
import type { Model } from "../state/model";
import type { Words } from "../words/words";

export type DownloadKind = "geojson" | "csv" | "png" | "citation";

const FILES: Readonly<Record<DownloadKind, { readonly name: string; readonly type: string }>> = {
  geojson: { name: "sarhad-incidents.geojson", type: "application/geo+json" },
  csv: { name: "sarhad-incidents.csv", type: "text/csv;charset=utf-8" },
  png: { name: "sarhad-map.png", type: "image/png" },
  citation: { name: "sarhad-citation.txt", type: "text/plain;charset=utf-8" },
};
/** Long enough for a browser to begin saving. */
const KEEP_MS = 60_000;

/** What may be saved: rows that may not be passed on stay on the page; a picture and a citation hold none. */
export function downloadsOf({ withheld }: Credits): readonly DownloadKind[] {
  return withheld === null ? ["geojson", "csv", "png", "citation"] : ["png", "citation"];
}

/** Saves, and answers the name of the file. */
export async function save(kind: DownloadKind, model: Model, words: Words, picture: () => Promise<Blob>): Promise<string> {
  const { name, type } = FILES[kind];
  const blob = kind === "png" ? await picture() : new Blob([text(kind, model, words)], { type });
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
  return name;
}

function text(kind: Exclude<DownloadKind, "png">, model: Model, words: Words): string {
  if (kind === "geojson") return toGeoJson(model);
  return kind === "csv" ? toCsv(model) : citation(model, words);
}
