// The distance to a border that the file itself tells. Not responsible for measuring.

import type { BorderDistance } from "../model/incident";
import type { Row } from "./row";

/** `null` unless the file tells a whole interval, or one number that stands for it. */
export function borderDistanceOf(row: Row): BorderDistance | null {
  const border = row.text("border", "border_name");
  const best_m = row.number("distance_m");
  const min_m = row.number("distance_min_m") ?? best_m;
  const max_m = row.number("distance_max_m") ?? best_m;
  if (border === null || min_m === null || max_m === null || min_m < 0 || max_m < min_m) return null;
  return { border, border_name: row.text("border_name") ?? border, min_m, best_m, max_m };
}
