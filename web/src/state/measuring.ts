// Measures the distance of every record to its border ahead of a sort or a filter that needs them all, in slices, so that the page does not
// stand still. Not responsible for the measuring itself: a record measures when it is asked and remembers the answer (placed.ts).

import { inSlices } from "../data/slices";
import type { Filter } from "../model/filter";
import type { Incident } from "../model/incident";
import type { Busy } from "./busy";

/** So few are measured before anyone notices. */
const AT_ONCE_MAX = 200;

const done = new WeakMap<readonly Incident[], Promise<void>>();
const ready = new WeakSet<readonly Incident[]>();

/** Whether all of them are measured. */
export function areMeasured(incidents: readonly Incident[]): boolean {
  return ready.has(incidents);
}

/** Resolves when all of them are measured; asked twice, it measures once. */
export function measureAll(incidents: readonly Incident[], busy: Busy): Promise<void> {
  const known = done.get(incidents);
  if (known !== undefined) return known;
  busy.set("measuring", null);
  // asking is what makes it measure
  const all = inSlices(incidents.length, (number) => void incidents[number]?.border, { told: (now, count) => busy.set("measuring", now / count) })
    .then(() => void ready.add(incidents))
    .finally(() => busy.end("measuring"));
  done.set(incidents, all);
  return all;
}

/** `null` if the filter can be in force at once: it asks for no distance, or the distances are there. */
export function whenMeasured(filter: Filter, incidents: readonly Incident[], busy: Busy): Promise<void> | null {
  if (filter.border_max_m === null || incidents.length <= AT_ONCE_MAX || areMeasured(incidents)) return null;
  return measureAll(incidents, busy);
}
