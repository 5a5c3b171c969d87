// What the columns of datasets say about how precisely a record is placed: the same codes as the command line's.
//
// UCDP GED codebook 23.1, `where_prec`; ACLED codebook, `geo_precision`; GDELT event codebook 2.0, `ActionGeo_Type`.

import { PRECISIONS, type Precision } from "../model/incident";
import { FARTHEST_M } from "../model/lonlat";
import { textOf, type Row } from "./row";

/** UCDP's "near" reaches about 25 km, says its codebook. */
const UCDP_NEAR_M = 25_000;
/** How far a town reaches round its point: a convention, since neither ACLED nor GDELT publishes a radius. */
export const TOWN_M = 5_000;
/** How far from a border "near the border" reaches where its source does not say: a convention, after UCDP's "near". */
export const BORDER_ZONE_M = 25_000;

/** How precisely, and how far round a point where that is said. */
export interface Coded {
  readonly precision: Precision;
  readonly radius_m: number | null;
  /** Whether a radius is told in a way that is not known: then a point is no place. */
  readonly radius_unclear: boolean;
}

type Code = Omit<Coded, "radius_unclear">;

const plain = (precision: Precision): Code => ({ precision, radius_m: null });
const TOWN: Code = { precision: "locality", radius_m: TOWN_M };

const UCDP: Readonly<Record<string, Code>> = {
  1: plain("exact"),
  2: { precision: "near", radius_m: UCDP_NEAR_M },
  3: plain("district"),
  4: plain("province"),
  5: plain("corridor"),
  6: plain("country"),
  7: plain("water"),
};
const ACLED: Readonly<Record<string, Code>> = { 1: TOWN, 2: plain("district"), 3: plain("province") };
const GDELT: Readonly<Record<string, Code>> = {
  0: plain("unlocated"),
  1: plain("country"),
  2: plain("province"),
  3: TOWN,
  4: TOWN,
  5: plain("province"),
};
/** In the order in which a table's columns are asked. */
const CODINGS = [
  ["where_prec", UCDP],
  ["geo_precision", ACLED],
  ["actiongeo_type", GDELT],
] as const;

/** Columns of the district, by its id or name. */
export const DISTRICT_COLUMNS = ["district", "adm_2", "admin2", "adm2"] as const;

/** What the columns of a record say; `unstated` where none does, or not in a way that is known. */
export function codedBy(row: Row): Coded {
  const radius_m = radiusOf(row.value("radius_m"));
  const written = row.text("radius_m");
  // many tables write 0 where there is none
  const radius_unclear = radius_m === null && written !== null && Number.parseFloat(written) !== 0;
  const word = precisionOf(row.text("precision"));
  if (word !== null) return { precision: word, radius_m, radius_unclear };
  for (const [column, codes] of CODINGS) {
    const code = row.text(column)?.replace(/^"|"$/g, "").replace(/\.0$/, "");
    const coded = code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined;
    if (coded === undefined) continue;
    // of ACLED's regions those without a district are known to the province
    const wider = column === "geo_precision" && coded.precision === "district" && row.text(...DISTRICT_COLUMNS) === null;
    return { precision: wider ? "province" : coded.precision, radius_m: radius_m ?? coded.radius_m, radius_unclear };
  }
  return { precision: "unstated", radius_m, radius_unclear };
}

/** The class that a word names. */
export function precisionOf(text: string | null): Precision | null {
  const word = text?.toLowerCase().replace(/[ _]/g, "-");
  if (word === "town") return "locality";
  return PRECISIONS.find((precision) => precision === word) ?? null;
}

/** The radius that a value states, in metres where it names no unit: `10000`, `10 km`, `500m`. */
export function radiusOf(value: unknown): number | null {
  const [, digits, unit] = /^(\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(km|m)?$/i.exec(textOf(value) ?? "") ?? [];
  const radius_m = Number(digits) * (unit?.toLowerCase() === "km" ? 1_000 : 1);
  return radius_m > 0 && radius_m <= FARTHEST_M ? radius_m : null;
}
