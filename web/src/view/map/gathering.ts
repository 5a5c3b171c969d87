// Keeps the places and clusters of the part of the map in view up to date; answers may come late, from a worker. Not responsible for drawing them.

import { Crowd } from "../../worker/crowd";
import { CLUSTER_ZOOM_MAX } from "../../worker/clusters";
import type { Busy } from "../../state/busy";
import type { PlaceMark } from "./marks";
import type { Gathered } from "./scene";
import { boxOf, type Viewport } from "./viewport";
import { lonLatOf, planeOf } from "./world";

/** The map goes no nearer: points that are still one mark here are at one place and are spread out. */
export const ZOOM_MAX = CLUSTER_ZOOM_MAX;

/** What takes longer is told, so that an empty map is not taken for the answer. */
const SLOW_MS = 120;

export class Gathering {
  readonly #crowd = new Crowd();
  #places: readonly PlaceMark[] = [];
  #round = 0;
  #now: readonly Gathered[] = [];
  #told = "";
  #end = (): void => undefined;

  /** `changed` is called when `now` becomes something else. */
  constructor(
    private readonly changed: () => void,
    private readonly busy: Busy,
  ) {}

  /** What was gathered last. */
  get now(): readonly Gathered[] {
    return this.#now;
  }

  /** Takes other places; what was gathered of the old ones goes away at once, as its marks may be filtered out. */
  load(places: readonly PlaceMark[]): void {
    this.#end();
    this.#places = places;
    this.#now = [];
    this.#told = "";
    this.#round += 1;
    const round = this.#round;
    const slow = window.setTimeout(() => this.busy.set("sorting", null), SLOW_MS);
    this.#end = () => {
      window.clearTimeout(slow);
      this.busy.end("sorting");
    };
    void this.#crowd.load(places.map(({ lonlat }, number) => ({ number, at: lonlat }))).then(() => {
      if (round === this.#round) this.#end();
    });
  }

  /** Gathers for a view; a question that was overtaken by another is forgotten. */
  look(view: Viewport): void {
    const [west, north, east, south] = boxOf(view);
    const [west_deg, south_deg] = lonLatOf({ x: west, y: south });
    const [east_deg, north_deg] = lonLatOf({ x: east, y: north });
    const box = [Math.max(-180, west_deg), south_deg, Math.min(180, east_deg), north_deg] as const;
    const told = `${this.#round} ${view.zoom} ${box.join(" ")}`;
    if (told === this.#told) return;
    this.#told = told;
    void this.#crowd.within(box, Math.min(view.zoom, CLUSTER_ZOOM_MAX)).then((marks) => {
      if (told !== this.#told) return;
      this.#now = marks.map((mark): Gathered | null => {
        if (mark.kind === "cluster") return { kind: "cluster", id: mark.id, count: mark.count, at: planeOf(mark.at) };
        const place = this.#places[mark.number];
        return place ? { kind: "place", mark: place, at: place.at } : null;
      }).filter((gathered) => gathered !== null);
      this.changed();
    });
  }

  async members(cluster: number): Promise<PlaceMark[]> {
    const numbers = await this.#crowd.members(cluster);
    return numbers.map((number) => this.#places[number]).filter((mark) => mark !== undefined);
  }

  /** Where the cluster parts; beyond `ZOOM_MAX` if it never does. */
  partingZoom(cluster: number): Promise<number> {
    return this.#crowd.partingZoom(cluster);
  }

  destroy(): void {
    this.#end();
    this.#told = "";
    this.#crowd.destroy();
  }
}
