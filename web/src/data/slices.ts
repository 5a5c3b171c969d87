// Long work in slices, between which the page is painted and answers its reader. Not responsible for the work.

/** Shorter than two frames: the reader can go on scrolling. */
const SLICE_MS = 24;
/** Looking at the clock costs more than reading a small record. */
const STEPS_BETWEEN_LOOKS = 16;

/** How far a work is. */
export type Told = (done: number, all: number) => void;

/** What stops work early, and who is told of its course. */
export interface Course {
  readonly signal?: AbortSignal | undefined;
  readonly told?: Told | undefined;
}

/** Calls `step` for 0 … `count` - 1; throws the reason of `signal` when that ends the work. */
export async function inSlices(count: number, step: (number: number) => void, { signal, told }: Course = {}): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (let number = 0; number < count; number++) {
    step(number);
    if (number % STEPS_BETWEEN_LOOKS !== 0 || performance.now() < until) continue;
    told?.(number + 1, count);
    await pause();
    signal?.throwIfAborted();
    until = performance.now() + SLICE_MS;
  }
}

/** Lets the page do what waits. A channel, since browsers hold back timers that follow each other. */
export function pause(): Promise<void> {
  return new Promise((next) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      next();
    };
    port2.postMessage(null);
  });
}
