// What sources say: the claims of a feature and the sources of a file. Claims are kept as they are; none is preferred.

import type { Claim, ClaimPlace, ClaimTime, Source } from "../model/incident";
import type { LonLat } from "../model/lonlat";
import { spanOf } from "./dates";
import { precisionOf, radiusOf } from "./precision";
import { numberOf, objectOf, textOf, textsOf } from "./row";

/** The sources of the metadata by their ids. */
export function sourcesOf(metadata: Readonly<Record<string, unknown>>): ReadonlyMap<string, Source> {
  const found = new Map<string, Source>();
  const written = metadata["sources"];
  for (const value of Array.isArray(written) ? written : []) {
    const card = objectOf(value);
    const id = textOf(card?.["id"]);
    if (card === null || id === null) continue;
    const [publisher, published, url] = [textOf(card["publisher"]), textOf(card["published"]), textOf(card["url"])];
    found.set(id, { id, title: textOf(card["title"]) ?? id, publisher, published, url });
  }
  return found;
}

/** The claims in `value`; what is no object is none. Other tables have a number of claims in a column of this name. */
export function claimsOf(value: unknown, sources: ReadonlyMap<string, Source>): Claim[] {
  const claims = Array.isArray(value) ? value : [];
  return claims.map((claim, number) => claimOf(claim, number, sources)).filter((claim) => claim !== null);
}

function claimOf(value: unknown, number: number, sources: ReadonlyMap<string, Source>): Claim | null {
  const claim = objectOf(value);
  if (claim === null) return null;
  const source = textOf(claim["source"]);
  return {
    id: textOf(claim["id"]) ?? String(number + 1),
    who: textOf(claim["who"]) ?? "",
    verb: textOf(claim["verb"]) ?? "",
    quoted: claim["quoted"] === true,
    statement: textOf(claim["statement"]) ?? "",
    about: textsOf(claim["about"], /\s+/),
    said_on: textOf(claim["said_on"]),
    when: textOf(claim["when"]),
    where: textOf(claim["where"]),
    when_parts: timeOf(claim["when_parts"]),
    where_parts: placeOf(claim["where_parts"]),
    toll: textOf(claim["toll"]),
    // a source that the file does not list is still named by what it has
    source: source === null ? null : (sources.get(source) ?? { id: source, title: source, publisher: null, published: null, url: null }),
    differs_in: textsOf(claim["differs_in"], /\s+/),
  };
}

function pointOf(lon: unknown, lat: unknown): LonLat | null {
  const [east, north] = [numberOf(lon), numberOf(lat)];
  return east === null || north === null || Math.abs(east) > 180 || Math.abs(north) > 90 ? null : [east, north];
}

function timeOf(value: unknown): ClaimTime | null {
  const parts = objectOf(value);
  if (parts === null) return null;
  const [start, end] = [textOf(parts["start"]), textOf(parts["end"])];
  return {
    start_day: start === null ? null : spanOf(start).start_day,
    end_day: end === null ? null : spanOf(end).end_day,
    as_written: textOf(parts["as_written"]),
  };
}

function placeOf(value: unknown): ClaimPlace | null {
  const parts = objectOf(value);
  if (parts === null) return null;
  return {
    precision: precisionOf(textOf(parts["precision"])) ?? "unstated",
    areas: textsOf(parts["areas"], /\s+/),
    border: textOf(parts["border"]),
    place: textOf(parts["place"]),
    at: pointOf(parts["lon"], parts["lat"]),
    radius_m: radiusOf(parts["radius_m"]),
    note: textOf(parts["note"]),
    as_written: textOf(parts["as_written"]),
  };
}
