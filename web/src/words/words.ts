// All texts of the page, as one interface: a language that lacks a word does not compile. Not responsible for the texts (en.ts, fa.ts, ur.ts).

import type { DataTrouble } from "../data/errors";
import type { Names } from "../model/layer";
import type { Precision } from "../model/incident";
import type { TollColumn } from "../data/tolls";
import type { LanguageCode } from "../state/store";
import type { Format } from "./format";

/** What the built-in data is made of; other people's kinds are shown as they are written. */
export type KnownKind =
  | "air-or-missile-strike"
  | "armed-attack"
  | "armed-attacks"
  | "arrest"
  | "organisation-history"
  | "use-of-force-on-protest"
  // of the Uppsala Conflict Data Program
  | "state-based conflict"
  | "non-state conflict"
  | "one-sided violence";

/** What claims are about and contradict each other in. */
export type Topic = "what" | "place" | "date" | "actor" | "toll" | "status";

/** A place that a record is somewhere in, for `somewhere`. */
export interface Whereabouts {
  readonly precision: Precision;
  /** Names of units, in the language where the layers have them. */
  readonly units: readonly string[];
  /** In the words of the source. */
  readonly words: string | null;
  readonly radius_m: number | null;
  /** How far from a border it may be, where it is along one. */
  readonly width_m: number | null;
  readonly border: string | null;
}

/** What a distance is told of. */
export interface DistanceTold {
  readonly min_m: number;
  readonly max_m: number;
  readonly best_m: number | null;
  /** Null where it is not known which border is the nearest: the place may be anywhere in an area. */
  readonly border: string | null;
  /** Who drew the border, such as `OpenStreetMap`; null if the layers do not tell. */
  readonly drawn_by: string | null;
}

/** Texts of the map itself. */
export interface MapWords {
  /** Name of the region for screen readers. */
  readonly label: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  /** Button that starts asking, and what to do then. */
  readonly ask: string;
  readonly askHint: string;
  /** The same where a finger points. */
  readonly askHintTap: string;
  readonly askHere: string;
  /** Drawing a circle, and its number fields. */
  readonly circle: string;
  readonly circleHint: string;
  readonly circleLongitude: string;
  readonly circleLatitude: string;
  readonly circleRadiusKm: string;
  readonly circleDraw: string;
  readonly stop: string;
  /** Shown over the map on a phone until it is tapped. */
  readonly tapToUse: string;
  readonly keys: string;
  readonly legend: string;
  /** Legend entries. */
  readonly legendExact: string;
  readonly legendNear: string;
  readonly legendUnstated: string;
  readonly legendArea: string;
  readonly legendLine: string;
  readonly legendCluster: string;
  readonly legendBorder: string;
  readonly legendApproximate: string;
  readonly legendMaritime: string;
  readonly legendTown: string;
  readonly legendTripoint: string;
  readonly legendCircle: string;
  readonly legendFoot: string;
  /** Button on the edge: records without a place that can be drawn. */
  readonly notDrawn: (count: number) => string;
  /** Button on the edge: records far from every country of the map. */
  readonly farAway: (count: number) => string;
  /** The same in a sentence; `swapped` of them would lie in a country with latitude and longitude swapped. */
  readonly farNote: (count: number, swapped: number) => string;
  readonly farShow: string;
  /** Button that shows the rest of a long credit on a narrow map. */
  readonly creditMore: string;
  /** Marks, since one incident may have several places. */
  readonly cluster: (count: number) => string;
  /** Count label of a unit: `3 somewhere in Gwadar`. */
  readonly inUnit: (count: number, unit: string) => string;
  /** Of an outline that has no name. */
  readonly inOutline: (count: number) => string;
  readonly alongLine: (count: number) => string;
  readonly onePoint: (count: number) => string;
  readonly marks: string;
  /** Over the map while many records are clustered, or measured. */
  readonly sorting: string;
  readonly measuring: string;
  readonly scale: string;
}

/** Texts of the timeline. */
export interface TimeWords {
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly play: string;
  readonly pause: string;
  readonly earlier: string;
  readonly later: string;
  readonly all: string;
  readonly undated: (count: number) => string;
  readonly undatedHidden: (count: number) => string;
  readonly whole: string;
  readonly spans: (count: number) => string;
  readonly none: string;
}

/** Texts of the filters. */
export interface FilterWords {
  readonly label: string;
  readonly text: string;
  readonly kind: string;
  readonly actor: string;
  readonly place: string;
  readonly country: string;
  readonly province: string;
  readonly district: string;
  readonly precision: string;
  readonly border: string;
  readonly borderWithinKm: string;
  readonly must: string;
  readonly may: string;
  readonly any: string;
  readonly reset: string;
  readonly active: string;
  readonly remove: (what: string) => string;
  readonly chipText: (text: string) => string;
  readonly chipTime: (from: string, to: string) => string;
  readonly chipBorder: (distance: string, certainty: "must" | "may") => string;
  /** How many records a filter by distance leaves out since nobody can tell their distance. */
  readonly unmeasured: (count: number) => string;
  readonly nothing: string;
  readonly more: (count: number) => string;
}

/** Texts of the table. */
export interface TableWords {
  readonly label: string;
  readonly caption: (shown: number, all: number) => string;
  readonly title: string;
  readonly kind: string;
  readonly when: string;
  readonly where: string;
  readonly precision: string;
  readonly border: string;
  readonly source: string;
  readonly undated: string;
  readonly noDistance: string;
  /** In a list without heads of columns. */
  readonly fromBorder: (distance: string) => string;
  readonly noBorderDistance: string;
  readonly more: (count: number) => string;
  readonly sortBy: (column: string) => string;
  /** Before the names of the columns. */
  readonly sort: string;
}

/** Texts of the panel of one incident. */
export interface PanelWords {
  /** Name of the panel beside the map. */
  readonly label: string;
  /** While nothing is selected. */
  readonly empty: string;
  readonly close: string;
  readonly back: string;
  readonly previous: string;
  readonly next: string;
  readonly date: string;
  readonly place: string;
  readonly border: string;
  readonly actors: string;
  readonly kind: string;
  readonly note: string;
  readonly source: string;
  readonly inTheirWords: string;
  readonly claims: (count: number) => string;
  readonly claimsLead: string;
  readonly noClaims: string;
  readonly conflict: (topics: string) => string;
  readonly differsIn: (topics: string) => string;
  readonly agreed: string;
  readonly undated: string;
  readonly before: (day: string) => string;
  readonly after: (day: string) => string;
  readonly between: (from: string, to: string) => string;
  readonly saidOn: (day: string) => string;
  readonly saysWhen: string;
  readonly saysWhere: string;
  readonly saysToll: string;
  readonly openSource: (title: string) => string;
  readonly unnamedSource: string;
}

/** What is told of single records and their columns, and what could not be made of a file. */
export interface RecordWords {
  /** Which file a record came from, where several were put together. */
  readonly input: string;
  /** Heading of numbers of people, each as its source counts. */
  readonly toll: string;
  /** What UCDP's estimates say; each bound may be missing. */
  readonly estimate: (told: { readonly best: string | null; readonly low: string | null; readonly high: string | null }) => string;
  /** Columns that count people, in words. */
  readonly tollColumns: Readonly<Record<TollColumn, string>>;
  readonly otherColumns: (count: number) => string;
  readonly lettersLeft: (count: number) => string;
  readonly columnsLeft: (count: number) => string;
  /** Of several events told as one; the places named, joined, or null. */
  readonly aggregate: (places: string | null) => string;
  /** Of several places, none of which is said to be the one. */
  readonly severalPlaces: string;
  /** Why a written date is not taken, behind it. */
  readonly unreadDate: string;
  readonly backwardsDate: string;
  /** Place of a claim: somewhere in one of these units, and nowhere that could be drawn. */
  readonly somewhereIn: (places: readonly string[]) => string;
  readonly notPlaced: string;
  /** Before our own words, after those of the source. */
  readonly meaning: (told: string) => string;
  /** Heading of what could not be made of a file. */
  readonly untold: string;
  /** Heading of what was noticed when the file was made. */
  readonly remarks: string;
  readonly without: Readonly<Record<"date" | "kind" | "title", string>>;
  readonly columnsNotUnderstood: (names: string) => string;
  readonly unreadDates: (count: number, example: string) => string;
  readonly backwardsDates: (count: number, example: string) => string;
  /** Of the attribute `time`. */
  readonly badTime: (text: string) => string;
}

/** Texts of the answers: a place asked, a circle drawn. */
export interface AnswerWords {
  readonly askTitle: string;
  readonly circleTitle: string;
  readonly at: (lat: string, lon: string) => string;
  readonly country: string;
  readonly province: string;
  readonly district: string;
  readonly outside: string;
  readonly borders: string;
  readonly noBorders: string;
  readonly nearest: string;
  readonly nearestRow: (min: string, max: string, unit: string) => string;
  readonly asDrawn: (source: string) => string;
  readonly circleAround: (radius: string, lat: string, lon: string) => string;
  readonly must: (count: number) => string;
  readonly may: (count: number) => string;
  readonly no: (count: number) => string;
  readonly unknown: (count: number) => string;
  readonly close: string;
  readonly none: string;
}

/** A file that cannot be read, for `trouble`. */
export interface TroubleTold {
  readonly kind: DataTrouble;
  /** The address, or the place in the page. */
  readonly where: string;
  /** What the server answered, such as 404. */
  readonly status: number | null;
}

/** Texts of errors and downloads. */
export interface PageWords {
  readonly label: string;
  readonly skipMap: string;
  readonly loading: string;
  readonly error: string;
  /** Why a file was not read, in the language of the page; null where the message says it in this language already. */
  readonly trouble: (told: TroubleTold) => string | null;
  readonly refused: (count: number) => string;
  readonly shown: (shown: number, all: number) => string;
  readonly noneShown: string;
  readonly summary: (parts: SummaryParts) => string;
  readonly tabs: { readonly list: string; readonly filters: string; readonly details: string; readonly about: string };
  readonly sheetOpen: string;
  readonly sheetClose: string;
  readonly download: string;
  readonly downloads: { readonly geojson: string; readonly csv: string; readonly png: string; readonly citation: string };
  readonly downloadLead: (count: number) => string;
  /** Of rows that may not be passed on; the reason may be empty. */
  readonly withheld: (why: string) => string;
  readonly saved: (file: string) => string;
  readonly language: string;
  readonly theme: string;
  readonly themes: { readonly auto: string; readonly light: string; readonly dark: string };
  readonly credits: string;
  readonly licence: string;
  readonly disclaimer: string;
  readonly claimsNotFacts: string;
  readonly tools: string;
  readonly selected: (title: string) => string;
}

/** What the summary for screen readers tells. */
export interface SummaryParts {
  readonly shown: number;
  readonly all: number;
  readonly points: number;
  readonly areas: number;
  readonly lines: number;
  readonly nowhere: number;
  readonly undated: number;
  readonly from: string | null;
  readonly to: string | null;
}

/** One language. */
export interface Words {
  readonly code: LanguageCode;
  /** BCP 47, for `lang`. */
  readonly tag: string;
  readonly dir: "ltr" | "rtl";
  /** Name of the language in itself. */
  readonly self: string;
  readonly format: Format;
  readonly page: PageWords;
  readonly map: MapWords;
  readonly time: TimeWords;
  readonly filters: FilterWords;
  readonly table: TableWords;
  readonly panel: PanelWords;
  readonly answers: AnswerWords;
  readonly record: RecordWords;
  /** Short names of the classes of precision. */
  readonly precision: Readonly<Record<Precision, string>>;
  readonly topics: Readonly<Record<Topic, string>>;
  readonly kinds: Readonly<Record<KnownKind, string>>;
  /** Between two things that are told one after the other. */
  readonly comma: string;
  /** Names joined by commas and `and`. */
  readonly list: (names: readonly string[]) => string;
  /** The precision of a place in a sentence: `somewhere in Gwadar district`. */
  readonly somewhere: (whereabouts: Whereabouts) => string;
  /** `between 0 and 254 km from the nearest land border as drawn by OpenStreetMap`; a border is named only where it is known to be the nearest. */
  readonly distance: (told: DistanceTold) => string;
  /** `district of Gwadar` and the like, if the name does not say so itself. */
  readonly unitOf: (level: "country" | "province" | "district", name: string) => string;
}

/** The name of a thing in a language, in English where the layers have none. */
export function nameIn(names: Names, code: LanguageCode): string {
  if (code === "en") return names.en;
  return names[code] ?? names.en;
}

/** The same name in the other script, for a second line; null if there is none. */
export function nameInOtherScript(names: Names, code: LanguageCode): string | null {
  const other = code === "en" ? (names.fa ?? names.ur) : names.en;
  return other === nameIn(names, code) ? null : other;
}

/** The kind of a record in words: ours are translated, others' are shown as they write them. */
export function kindIn(words: Words, kind: string): string {
  if (Object.hasOwn(words.kinds, kind)) return words.kinds[kind as KnownKind];
  return /^[a-z]+(-[a-z]+)+$/u.test(kind) ? kind.replaceAll("-", " ") : kind;
}

/** A topic of claims in words. */
export function topicIn(words: Words, topic: string): string {
  return Object.hasOwn(words.topics, topic) ? words.topics[topic as Topic] : topic;
}
