// Numbers of people that a record's own columns tell, by the words of those columns. Never summed: not responsible for what they add up to.

import type { Feature } from "geojson";
import { Row } from "./row";

/** Columns that tell a number of people, as their datasets call it. */
export const TOLL_COLUMNS = [
  "fatalities",
  "killed",
  "deaths",
  "dead",
  "injured",
  "wounded",
  "casualties",
  "deaths_a",
  "deaths_b",
  "deaths_civilians",
  "deaths_unknown",
] as const;
export type TollColumn = (typeof TOLL_COLUMNS)[number];

/** UCDP GED codebook 23.1: estimates of all deaths in an event. */
const ESTIMATES = ["best", "low", "high"] as const;
const UCDP_SIGNS = ["type_of_violence", "where_prec", "relid", "dyad_name"];
const ACLED_SIGNS = ["event_id_cnty", "geo_precision", "sub_event_type"];

/** One number, or one estimate with its bounds, as the file has it. */
export type Toll =
  | { readonly kind: "estimate"; readonly best: string | null; readonly low: string | null; readonly high: string | null; readonly dataset: string }
  | { readonly kind: "count"; readonly column: TollColumn; readonly text: string; readonly dataset: string | null };

/** What a record tells, in the order of its datasets' codebooks, and the columns that it is told in. */
export function tollsOf(feature: Feature): { readonly tolls: readonly Toll[]; readonly columns: readonly string[] } {
  const row = new Row(feature.properties);
  const [ucdp, acled] = [UCDP_SIGNS, ACLED_SIGNS].map((signs) => signs.some((column) => row.has(column)));
  const [best, low, high] = ESTIMATES.map((column) => row.text(column));
  const tolls: Toll[] = [];
  const columns: string[] = [];
  // in other tables "high" may be the height of a hill
  if (ucdp === true && [best, low, high].some((text) => text != null)) {
    tolls.push({ kind: "estimate", best: best ?? null, low: low ?? null, high: high ?? null, dataset: "UCDP" });
    columns.push(...ESTIMATES);
  }
  for (const column of TOLL_COLUMNS) {
    const text = row.text(column);
    if (text === null) continue;
    const dataset = column.startsWith("deaths_") && ucdp === true ? "UCDP" : column === "fatalities" && acled === true ? "ACLED" : null;
    tolls.push({ kind: "count", column, text, dataset });
    columns.push(column);
  }
  return { tolls, columns };
}
