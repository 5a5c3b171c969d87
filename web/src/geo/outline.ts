// Inside, on or outside: polygons made ready to be asked many times. Not responsible for which polygons to ask.

import type { LonLat, Polygons } from "../model/lonlat";

/** Within a millimetre of an edge a place is on it, as for the command line. */
const ON_EDGE_M = 1e-3;
const METRES_PER_DEGREE = 111_320;
const RADIANS = Math.PI / 180;
/** Edges that a slab of latitudes holds on average. */
const EDGES_PER_SLAB = 8;
const SLABS_MAX = 8_192;

/** Edges of all rings, sorted into slabs by latitude; inside is where a line to the east crosses an odd number of them, so holes are outside. */
export class Outline {
  /** lon, lat of both ends of each edge, longitudes continuous along a ring. */
  readonly #edges: Float64Array;
  readonly #slabs: readonly (readonly number[])[];
  readonly #south_deg: number;
  readonly #north_deg: number;

  constructor(polygons: Polygons) {
    const edges: number[] = [];
    for (const polygon of polygons) for (const ring of polygon) edgesInto(edges, ring);
    this.#edges = Float64Array.from(edges);
    let [south, north] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = 1; at < edges.length; at += 2) {
      south = Math.min(south, edges[at] ?? south);
      north = Math.max(north, edges[at] ?? north);
    }
    [this.#south_deg, this.#north_deg] = [south, north];
    this.#slabs = this.#sorted();
  }

  /** Whether the polygons hold the place, their edges included. */
  holds(at: LonLat): boolean {
    for (const turn_deg of [-360, 0, 360]) {
      const found = this.#position([at[0] + turn_deg, at[1]]);
      if (found) return true;
    }
    return false;
  }

  #position([lon, lat]: LonLat): boolean {
    const reach_deg = ON_EDGE_M / METRES_PER_DEGREE;
    if (lat < this.#south_deg - reach_deg || lat > this.#north_deg + reach_deg) return false;
    let inside = false;
    for (const edge of this.#slabs[this.#slab(lat)] ?? []) {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = this.#ends(edge);
      if (isOn(lon, lat, [x0, y0, x1, y1])) return true;
      if (y0 > lat !== y1 > lat && lon < x0 + ((lat - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside;
    }
    return inside;
  }

  #ends(edge: number): readonly [number, number, number, number] {
    const edges = this.#edges;
    return [edges[edge * 4] ?? 0, edges[edge * 4 + 1] ?? 0, edges[edge * 4 + 2] ?? 0, edges[edge * 4 + 3] ?? 0];
  }

  #slab(lat: number): number {
    const count = this.#slabCount();
    const share = (lat - this.#south_deg) / (this.#north_deg - this.#south_deg || 1);
    return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  }

  #slabCount(): number {
    return Math.min(SLABS_MAX, Math.max(1, Math.ceil(this.#edges.length / 4 / EDGES_PER_SLAB)));
  }

  #sorted(): number[][] {
    const slabs: number[][] = Array.from({ length: this.#slabCount() }, () => []);
    const reach_deg = ON_EDGE_M / METRES_PER_DEGREE;
    for (let edge = 0; edge < this.#edges.length / 4; edge++) {
      const [, y0, , y1] = this.#ends(edge);
      const last = this.#slab(Math.max(y0, y1) + reach_deg);
      for (let slab = this.#slab(Math.min(y0, y1) - reach_deg); slab <= last; slab++) slabs[slab]?.push(edge);
    }
    return slabs;
  }
}

function isOn(lon: number, lat: number, [x0, y0, x1, y1]: readonly [number, number, number, number]): boolean {
  const east_m = METRES_PER_DEGREE * Math.cos(lat * RADIANS);
  const [ax, ay] = [(x0 - lon) * east_m, (y0 - lat) * METRES_PER_DEGREE];
  const [wx, wy] = [(x1 - x0) * east_m, (y1 - y0) * METRES_PER_DEGREE];
  const length2 = wx * wx + wy * wy;
  const share = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(ax * wx + ay * wy) / length2));
  return (ax + share * wx) ** 2 + (ay + share * wy) ** 2 <= ON_EDGE_M * ON_EDGE_M;
}

function edgesInto(edges: number[], ring: readonly LonLat[]): void {
  const first = ring[0];
  if (first === undefined) return;
  let [x, y] = first;
  for (const [lon, lat] of [...ring.slice(1), first]) {
    // an edge of more than half a turn crosses the antimeridian
    const next = lon - 360 * Math.round((lon - x) / 360);
    if (next !== x || lat !== y) edges.push(x, y, next, lat);
    [x, y] = [next, lat];
  }
}
