// Long work in slices: what waits for it, and what is told meanwhile.

import { describe, expect, test } from "vitest";
import { readRecords, readRecordsInSlices } from "../../src/data/records";
import { inSlices } from "../../src/data/slices";
import { NO_FILTER, type Filter } from "../../src/model/filter";
import { makeModel, placeAhead } from "../../src/state/made";
import { areMeasured } from "../../src/state/measuring";
import { FIRST_STATE, Store } from "../../src/state/store";
import { collection, feature, LAYERS, point } from "./samples";

const NEAR: Filter = { ...NO_FILTER, border_max_m: 50_000 };

function many(count: number): object {
  return collection(...Array.from({ length: count }, (_, number) => feature({ title: `t${number}` }, point(number % 2 === 0 ? 3.9 : 1, 1))));
}

test("slices do all, in order, and end when they are told to", async () => {
  const seen: number[] = [];
  await inSlices(1_000, (number) => void seen.push(number));
  expect(seen).toEqual(Array.from({ length: 1_000 }, (_, number) => number));
  const ending = new AbortController();
  const work = inSlices(1e9, () => ending.abort(), { signal: ending.signal });
  await expect(work).rejects.toMatchObject({ name: "AbortError" });
});

test("records read in slices are the records read at once", async () => {
  const json = collection(feature({ title: "a" }, point(1, 1)), "none", feature({ title: "b" }, point(400, 1)));
  expect(await readRecordsInSlices(json, "here", {})).toEqual(readRecords(json));
});

test("records that were placed ahead are not placed again, also for another page", async () => {
  const dataset = readRecords(many(3));
  await placeAhead(dataset, LAYERS, {});
  const [one, other] = [makeModel(dataset, LAYERS, new Store()), makeModel(dataset, LAYERS, new Store())];
  expect(one.dataset.incidents).toBe(other.dataset.incidents);
  expect(one.dataset.incidents.map(({ country }) => country?.id)).toEqual(["A", "A", "A"]);
});

describe("a filter that has to wait", () => {
  function waiting(): { readonly store: Store; readonly done: () => Promise<void> } {
    const store = new Store();
    let finish = (): void => undefined;
    const work = new Promise<void>((resolve) => (finish = resolve));
    store.prepare = (filter) => (filter.border_max_m === null ? null : work);
    return { store, done: () => (finish(), work.then(() => undefined)) };
  }

  test("is wanted first and in force later; the rest of a change is in force at once", async () => {
    const { store, done } = waiting();
    store.update({ filter: NEAR, selected: 3 });
    expect([store.state.filter.border_max_m, store.wanted.filter.border_max_m, store.state.selected]).toEqual([null, 50_000, 3]);
    await done();
    expect(store.state.filter).toBe(NEAR);
    expect(store.wanted).toBe(store.state);
  });

  test("goes on with what is chosen meanwhile", async () => {
    const { store, done } = waiting();
    store.update({ filter: NEAR });
    store.filtered({ text: "x" });
    await done();
    expect(store.state.filter).toEqual({ ...NEAR, text: "x" });
  });

  test("is forgotten for another one", async () => {
    const { store, done } = waiting();
    store.update({ filter: NEAR });
    store.update({ filter: NO_FILTER });
    await done();
    expect(store.state.filter).toBe(NO_FILTER);
  });
});

test("a page that begins with a distance shows all until the distances are there, and says so", async () => {
  const store = new Store({ ...FIRST_STATE, filter: NEAR });
  const made = makeModel(readRecords(many(1_000)), LAYERS, store);
  expect([made.shown().length, store.wanted.filter, made.busy.now?.work]).toEqual([1_000, NEAR, "measuring"]);
  await new Promise<void>((changed) => store.subscribe(() => changed()));
  expect([made.shown().length, made.busy.now, areMeasured(made.dataset.incidents)]).toEqual([500, null, true]);
});

test("few records are measured at once", () => {
  const made = makeModel(readRecords(many(10)), LAYERS, new Store({ ...FIRST_STATE, filter: NEAR }));
  expect(made.shown()).toHaveLength(5);
});
