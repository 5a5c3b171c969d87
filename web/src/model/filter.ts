// What the reader asks to see. One value, kept in the URL; pure. Not responsible for the page that changes it.

/** A filter; `null` and empty lists ask nothing. */
export interface Filter {
  readonly text: string;
  readonly kinds: readonly string[];
  readonly actors: readonly string[];
  /** Ids of countries, provinces or districts; one of them must hold the record (as its unit or its whole area). */
  readonly units: readonly string[];
  readonly precisions: readonly string[];
  /** Days since 1970-01-01, both belong to it; records overlap it (without a date: only if it is null). */
  readonly from_day: number | null;
  readonly to_day: number | null;
  /** Within this distance of the nearest border. */
  readonly border_max_m: number | null;
  /** `must`: surely within; `may`: perhaps within. */
  readonly border_certainty: "must" | "may";
}

export const NO_FILTER: Filter = {
  text: "",
  kinds: [],
  actors: [],
  units: [],
  precisions: [],
  from_day: null,
  to_day: null,
  border_max_m: null,
  border_certainty: "may",
};
