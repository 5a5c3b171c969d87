// Clusters: every point is in exactly one mark, with a worker and without.

import { describe, expect, test } from "vitest";
import type { LonLat } from "../../src/model/lonlat";
import { Answering } from "../../src/worker/answering";
import { Crowd, type WorkerLike } from "../../src/worker/crowd";
import type { Asked } from "../../src/worker/messages";

const WORLD = [-180, -85, 180, 85] as const;

/** Points that spread by the fractions of multiples of roots, the same at each run. */
function spread(count: number): { number: number; at: LonLat }[] {
  return Array.from({ length: count }, (_, i) => {
    const at: LonLat = [44 + 35 * ((i * Math.SQRT2) % 1), 23 + 16 * ((i * Math.sqrt(3)) % 1)];
    return { number: i, at };
  });
}

async function counted(crowd: Crowd, zoom: number): Promise<number> {
  const marks = await crowd.within(WORLD, zoom);
  return marks.reduce((sum, mark) => sum + (mark.kind === "one" ? 1 : mark.count), 0);
}

/** A worker that answers later, as workers do. */
function later(): WorkerLike {
  const answering = new Answering();
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    terminate: () => undefined,
    postMessage: ({ id, question }: Asked) => {
      queueMicrotask(() => worker.onmessage?.({ data: { id, answer: answering.answer(question) } } as MessageEvent));
    },
  };
  return worker;
}

/** A worker that a policy forbids: it is made, then fails. */
function forbidden(): WorkerLike {
  const worker: WorkerLike = { onmessage: null, onerror: null, terminate: () => undefined, postMessage: () => undefined };
  queueMicrotask(() => worker.onerror?.({ preventDefault: () => undefined } as ErrorEvent));
  return worker;
}

describe("clusters", () => {
  test.each([0, 1, 2, 100, 20_000])("%i points are all counted at every zoom", { timeout: 60_000 }, async (count) => {
    const crowd = new Crowd();
    await crowd.load(spread(count));
    for (const zoom of [0, 3, 5.7, 9, 16]) expect(await counted(crowd, zoom), `zoom ${zoom}`).toBe(count);
  });

  test("points on one place: one cluster with all members, each by itself beyond the last zoom", async () => {
    const crowd = new Crowd();
    await crowd.load([1, 2, 3].map((number) => ({ number, at: [61, 29] as const })));
    const [mark, ...rest] = await crowd.within(WORLD, 10);
    expect(rest).toEqual([]);
    expect(mark).toMatchObject({ kind: "cluster", count: 3 });
    if (mark?.kind !== "cluster") throw new Error("no cluster");
    expect([...(await crowd.members(mark.id))].sort()).toEqual([1, 2, 3]);
    expect(await crowd.partingZoom(mark.id)).toBe(16);
    expect(await crowd.within(WORLD, 16)).toHaveLength(3);
    expect(await crowd.members(123_456)).toEqual([]);
  });

  test.each([
    ["a worker", later, true],
    ["a forbidden worker", forbidden, false],
    ["no workers", () => { throw new Error("SecurityError"); }, false],
  ])("the same answers with %s", async (_, make, inWorker) => {
    const points = spread(6_000);
    const alone = new Answering();
    alone.answer({ ask: "load", points: { numbers: Uint32Array.from(points, ({ number }) => number), lonlat: Float64Array.from(points.flatMap(({ at }) => [...at])) } });
    const crowd = new Crowd(make);
    await crowd.load(points);
    expect(crowd.inWorker).toBe(inWorker);
    expect(await crowd.within(WORLD, 6)).toEqual(alone.answer({ ask: "within", box: WORLD, zoom: 6 }));
    // a small set comes back to the page, with all that waits
    const waiting = crowd.within(WORLD, 2);
    await crowd.load(points.slice(0, 10));
    expect(crowd.inWorker).toBe(false);
    await waiting;
    expect(await counted(crowd, 4)).toBe(10);
    crowd.destroy();
  });

  test("of 100,000 points none is lost in clusters", { timeout: 60_000 }, async () => {
    const crowd = new Crowd(() => { throw new Error("none"); });
    const points = spread(100_000);
    await crowd.load(points);
    expect(await counted(crowd, 5)).toBe(100_000);
  });
});
