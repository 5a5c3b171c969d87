// What the attributes `time` and `filter` ask for. Written by people: what cannot be read asks nothing. Pure.

import { spanOf } from "../data/dates";
import { NO_FILTER, type Filter } from "../model/filter";
import { FIRST_STATE } from "../state/store";
import { fromFragment } from "../state/url";

/** `2023`, `2023-04`, `2019/2023-06`, `../2023`. */
export function timeOfAttribute(wish: string | null): Pick<Filter, "from_day" | "to_day"> {
  if (wish === null || wish.trim() === "") return { from_day: null, to_day: null };
  const { start_day, end_day } = spanOf(wish.trim());
  return { from_day: start_day, to_day: end_day };
}

/** Whether `time` asks for something that cannot be read. */
export function isUnreadTime(wish: string | null): boolean {
  return wish !== null && wish.trim() !== "" && spanOf(wish.trim()).trouble !== null;
}

/** As in addresses: `kind=armed-attack&border=25000`. */
export function filterOfAttribute(wish: string | null): Filter {
  return wish === null ? NO_FILTER : (fromFragment(wish, { first: FIRST_STATE }).filter ?? NO_FILTER);
}
