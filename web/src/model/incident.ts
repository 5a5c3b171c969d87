// The nouns of the map. Not responsible for reading them from a file (data/) nor for drawing them (view/).

import type { Feature } from "geojson";
import type { Lines, LonLat, Polygons } from "./lonlat";

/** How precisely a record's place is known: the classes of the command line, and `unstated` where nobody says. */
export const PRECISIONS = [
  "exact",
  "near",
  "locality",
  "district",
  "province",
  "border-zone",
  "corridor",
  "water",
  "country",
  "unlocated",
  "unstated",
] as const;
export type Precision = (typeof PRECISIONS)[number];

/** All the places where an incident may have been. */
export type Where =
  /** One place; `Incident.precision` says whether it is stated to be exact. */
  | { readonly kind: "point"; readonly at: LonLat }
  /** Somewhere within a radius. */
  | { readonly kind: "circle"; readonly at: LonLat; readonly radius_m: number }
  /** Several places, each a part of it; somewhere within a radius of each where there is one. */
  | { readonly kind: "points"; readonly at: readonly LonLat[]; readonly radius_m: number | null }
  /** Along a line, such as a stretch of a border, and within `width_m` of it; 0 is on the line itself. */
  | { readonly kind: "line"; readonly lines: Lines; readonly width_m: number }
  /** Somewhere in an area: units of the layers by their ids, or an outline of its own (then `units` is empty). */
  | { readonly kind: "area"; readonly units: readonly string[]; readonly polygons: Polygons }
  /** No place that can be drawn: none is given, or one as wide as a country, which would pass for a place, or several events are
   * told as one. */
  | { readonly kind: "nowhere"; readonly why: "none" | "too-wide" | "aggregate" };

/** When it was, in whole days since 1970-01-01; both ends belong to it. `null` is an open or unknown end. */
export interface When {
  readonly start_day: number | null;
  readonly end_day: number | null;
  /** As the file writes it, such as `2023-06/2024-01`. */
  readonly text: string;
  /** Why no day is taken though one is written: none can be read, or the end is before the start. */
  readonly trouble: "unread" | "backwards" | null;
}

/** A distance to one border: surely not less than `min_m` and not more than `max_m`; `best_m` if one place is known. */
export interface BorderDistance {
  readonly border: string;
  readonly border_name: string;
  readonly min_m: number;
  readonly best_m: number | null;
  readonly max_m: number;
}

/** What one source says. Claims stand side by side; none is preferred. */
export interface Claim {
  readonly id: string;
  readonly who: string;
  readonly verb: string;
  /** Whether the verb is the source's own word. */
  readonly quoted: boolean;
  readonly statement: string;
  /** What it is about: `what`, `place`, `date`, `actor`, `toll`, `status`. */
  readonly about: readonly string[];
  readonly said_on: string | null;
  readonly when: string | null;
  readonly where: string | null;
  /** The same in parts, which are worded in the language of the page. */
  readonly when_parts: ClaimTime | null;
  readonly where_parts: ClaimPlace | null;
  readonly toll: string | null;
  readonly source: Source | null;
  /** What it contradicts another claim in. */
  readonly differs_in: readonly string[];
}

/** When, by a claim; a day that is missing is not known. */
export interface ClaimTime {
  readonly start_day: number | null;
  readonly end_day: number | null;
  /** In the words of the source. */
  readonly as_written: string | null;
}

/** Where, by a claim. */
export interface ClaimPlace {
  readonly precision: Precision;
  /** Ids of the units named. */
  readonly areas: readonly string[];
  /** Id of the border named. */
  readonly border: string | null;
  /** A place that no layer has, by its name. */
  readonly place: string | null;
  /** The point that the claim gives, whatever it stands for. */
  readonly at: LonLat | null;
  readonly radius_m: number | null;
  readonly note: string | null;
  /** In the words of the source. */
  readonly as_written: string | null;
}

/** What was read, and where it can be read again. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly published: string | null;
  /** As the file has it; shown as text unless it is http or https. */
  readonly url: string | null;
}

/** A place in a hierarchy of units, with the id that the layers use. */
export interface Unit {
  readonly id: string;
  readonly name: string;
}

/** One record. */
export interface Incident {
  /** Its place among the incidents of the dataset, from 0; keys of selections. */
  readonly index: number;
  readonly id: string;
  readonly title: string;
  readonly summary: string | null;
  readonly kind: string | null;
  readonly actors: readonly string[];
  readonly when: When;
  readonly precision: Precision;
  readonly where: Where;
  /** Ids of the units that the file names, of one of which it was in; empty where it names none. */
  readonly areas: readonly string[];
  /** The place in the words of the source; the units that hold it are told below. */
  readonly where_text: string | null;
  readonly country: Unit | null;
  readonly province: Unit | null;
  readonly district: Unit | null;
  /** To the nearest border, where it was measured. */
  readonly border: BorderDistance | null;
  readonly claims: readonly Claim[];
  readonly source: string | null;
  readonly source_url: string | null;
  readonly note: string | null;
  /** The feature as the file has it, for downloads. */
  readonly feature: Feature;
}

/** What is told of a whole set of data. */
export interface Credits {
  readonly title: string | null;
  readonly description: string | null;
  /** Each attribution once, such as `© OpenStreetMap contributors`. */
  readonly attributions: readonly string[];
  readonly licences: readonly string[];
  readonly disclaimers: readonly string[];
  /** How the rows ask to be cited, where they do. */
  readonly citations: readonly string[];
  /** Why the rows may not be passed on, empty where no reason is told; `null` where nothing forbids it or a permission is told. */
  readonly withheld: string | null;
  /** What the file tells of its rows' terms, to go along with them as it is. */
  readonly rows: Readonly<Record<string, unknown>> | null;
  readonly generator: string | null;
  /** What was noticed when the file was made, such as coordinates that seem to be swapped. */
  readonly remarks: readonly string[];
}

/** The records of a file; `read = incidents.length + refused.length`. */
export interface Dataset {
  readonly incidents: readonly Incident[];
  readonly credits: Credits;
  /** Elements that are no features or cannot be read, each with its number and a reason. */
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
  /** Whether these are incidents (they have dates, claims or classes of precision) rather than any places. */
  readonly are_incidents: boolean;
}
