// Measures the distance of every record to its border ahead of a sort or a filter that needs them all, in slices, so that the page does not
// stand still. Not responsible for the measuring itself: a record measures when it is asked and remembers the answer (state/placed.ts).

import type { Incident } from "../model/incident";

/** Shorter than two frames: the reader can go on scrolling. */
const SLICE_MS = 24;

const done = new WeakMap<readonly Incident[], Promise<void>>();
const ready = new WeakSet<readonly Incident[]>();

/** Whether all of them are measured. */
export function areMeasured(incidents: readonly Incident[]): boolean {
  return ready.has(incidents);
}

/** Resolves when all of them are measured; asked twice, it measures once. */
export function measureAll(incidents: readonly Incident[]): Promise<void> {
  const known = done.get(incidents);
  if (known !== undefined) return known;
  const all = run(incidents).then(() => void ready.add(incidents));
  done.set(incidents, all);
  return all;
}

async function run(incidents: readonly Incident[]): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (const incident of incidents) {
    // asking is what makes it measure
    void incident.border;
    if (performance.now() < until) continue;
    await new Promise((next) => setTimeout(next, 0));
    until = performance.now() + SLICE_MS;
  }
}
