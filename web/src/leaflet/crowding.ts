// Which signs stand for the places of the records: each by itself, several on one point, or clusters of what is close together at a zoom.
// Every place is in exactly one sign. Not responsible for drawing them.

import type { LonLat } from "../model/lonlat";
import type { PlaceMark } from "../view/map/marks";
import { CLUSTER_ZOOM_MAX, type Box } from "../worker/clusters";
import { Crowd } from "../worker/crowd";

export type Sign =
  | { readonly kind: "one"; readonly key: string; readonly at: LonLat; readonly mark: PlaceMark }
  | { readonly kind: "stack"; readonly key: string; readonly at: LonLat; readonly count: number; readonly marks: readonly PlaceMark[] }
  | { readonly kind: "cluster"; readonly key: string; readonly at: LonLat; readonly count: number; readonly id: number };

/** More places than this are clustered where the page does not say; fewer stay apart by themselves. */
export const CLUSTER_ABOVE = 500;

/** Signs of places that are each shown by themselves; those on one point are one sign with their number. */
export function stacked(places: readonly PlaceMark[]): Sign[] {
  const byPoint = new Map<string, PlaceMark[]>();
  for (const mark of places) {
    const point = mark.lonlat.join(" ");
    const there = byPoint.get(point);
    if (there) there.push(mark);
    else byPoint.set(point, [mark]);
  }
  return [...byPoint].map(([point, marks]): Sign => {
    const [mark] = marks as [PlaceMark, ...PlaceMark[]];
    const at = mark.lonlat;
    return marks.length === 1 ? { kind: "one", key: `one ${mark.incident} ${point}`, at, mark } : { kind: "stack", key: `stack ${point}`, at, count: marks.length, marks };
  });
}

/** Places in clusters, asked for a part of the map. */
export class Crowding {
  readonly #crowd = new Crowd();
  #places: readonly PlaceMark[] = [];

  async load(places: readonly PlaceMark[]): Promise<void> {
    this.#places = places;
    await this.#crowd.load(places.map(({ lonlat }, number) => ({ number, at: lonlat })));
  }

  /** The signs of a box at a zoom; nearer than clusters go, each place by itself or with those on its point. */
  async within(box: Box, zoom: number): Promise<Sign[]> {
    const marks = await this.#crowd.within(box, Math.min(zoom, CLUSTER_ZOOM_MAX + 1));
    const single = marks.flatMap((mark) => (mark.kind === "one" ? (this.#places[mark.number] ?? []) : []));
    const clusters = marks.flatMap((mark): Sign[] => (mark.kind === "cluster" ? [{ kind: "cluster", key: `cluster ${mark.id}`, at: mark.at, count: mark.count, id: mark.id }] : []));
    return [...clusters, ...stacked(single)];
  }

  async members(sign: Sign): Promise<readonly PlaceMark[]> {
    if (sign.kind === "one") return [sign.mark];
    if (sign.kind === "stack") return sign.marks;
    const numbers = await this.#crowd.members(sign.id);
    return numbers.flatMap((number) => this.#places[number] ?? []);
  }

  /** Ends the worker, where there is one. */
  destroy(): void {
    this.#crowd.destroy();
  }
}

/** Whether all of them are on one point, so that no zoom parts them. */
export function onOnePoint(marks: readonly PlaceMark[]): boolean {
  const first = marks[0]?.lonlat;
  return first !== undefined && marks.every(({ lonlat }) => lonlat[0] === first[0] && lonlat[1] === first[1]);
}
