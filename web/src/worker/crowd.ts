// The points of the map as the page asks for them: in a worker, or on the page where a worker is not allowed (a strict
// Content-Security-Policy, an old browser) or not worth it. The answers are the same. Not responsible for which points are shown.

import type { LonLat } from "../model/lonlat";
import { Answering } from "./answering";
import type { Box, Mark, Points } from "./clusters";
import type { Answer, Asked, Question, Told } from "./messages";
import InlineWorker from "./clusters.worker?worker&inline";

/** Below this number of points a worker would answer later than the page itself. */
const WORTH_A_WORKER = 5_000;

/** What is used of a worker. */
export interface WorkerLike {
  postMessage(message: Asked): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Told>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Waiting {
  readonly question: Question;
  readonly tell: (answer: Answer) => void;
}

/** Points that can be asked for clusters. */
export class Crowd {
  readonly #makeWorker: () => WorkerLike;
  readonly #here = new Answering();
  readonly #waiting = new Map<number, Waiting>();
  #worker: WorkerLike | null = null;
  #refused = false;
  #destroyed = false;
  #next = 0;
  #loaded: Points = { numbers: new Uint32Array(), lonlat: new Float64Array() };

  constructor(makeWorker: () => WorkerLike = () => new InlineWorker() as WorkerLike) {
    this.#makeWorker = makeWorker;
  }

  /** Whether a worker answers now. */
  get inWorker(): boolean {
    return this.#worker !== null;
  }

  /** Puts these points in the place of the ones before; done when questions are about them. */
  async load(points: readonly { readonly number: number; readonly at: LonLat }[]): Promise<void> {
    const lonlat = new Float64Array(points.length * 2);
    points.forEach(({ at }, place) => lonlat.set(at, place * 2));
    this.#loaded = { numbers: Uint32Array.from(points, (point) => point.number), lonlat };
    if (points.length >= WORTH_A_WORKER) this.#hire();
    else this.#dismiss();
    await this.#ask({ ask: "load", points: this.#loaded });
  }

  /** The marks of a box at a zoom; every point of the box is in exactly one of them. */
  async within(box: Box, zoom: number): Promise<readonly Mark[]> {
    return (await this.#ask({ ask: "within", box, zoom })) as readonly Mark[];
  }

  /** The numbers of all points under a cluster. */
  async members(cluster: number): Promise<readonly number[]> {
    return (await this.#ask({ ask: "members", cluster })) as readonly number[];
  }

  /** The zoom at which a cluster parts. */
  async partingZoom(cluster: number): Promise<number> {
    return (await this.#ask({ ask: "partingZoom", cluster })) as number;
  }

  /** Ends the worker; nothing is answered any more. */
  destroy(): void {
    this.#destroyed = true;
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  }

  #ask(question: Question): Promise<Answer> {
    if (this.#destroyed) return new Promise(() => undefined);
    if (this.#worker === null) return Promise.resolve(this.#here.answer(question));
    const id = this.#next++;
    const worker = this.#worker;
    return new Promise((tell) => {
      this.#waiting.set(id, { question, tell });
      worker.postMessage({ id, question });
    });
  }

  #hire(): void {
    if (this.#worker !== null || this.#refused) return;
    try {
      const worker = this.#makeWorker();
      worker.onmessage = ({ data }) => {
        this.#waiting.get(data.id)?.tell(data.answer);
        this.#waiting.delete(data.id);
      };
      // a policy that forbids workers tells so only after the worker was made
      worker.onerror = (event) => {
        event.preventDefault();
        this.#refused = true;
        this.#dismiss();
      };
      this.#worker = worker;
    } catch {
      this.#refused = true;
    }
  }

  /** Takes the work back to the page, with the questions that still wait. */
  #dismiss(): void {
    if (this.#worker === null) return;
    this.#worker.terminate();
    this.#worker = null;
    this.#here.answer({ ask: "load", points: this.#loaded });
    for (const { question, tell } of this.#waiting.values()) tell(this.#here.answer(question));
    this.#waiting.clear();
  }
}
