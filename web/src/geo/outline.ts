// Inside, on or outside: polygons made ready to be asked many times. Not responsible for which polygons to ask.

import type { LonLat, Polygons } from "../model/lonlat";

/** Within a millimetre of an edge a place is on it, as for the command line. */
const ON_EDGE_M = 1e-3;
const METRES_PER_DEGREE = 111_320;
/** A hair wider than that anywhere up to 85° of latitude; what is nearer a pole is told by the rest. */
const REACH_DEG = 1e-7;
const TURNS_DEG = [0, -360, 360];
const RADIANS = Math.PI / 180;
/** Edges that a slab of latitudes holds on average. */
const EDGES_PER_SLAB = 8;
const SLABS_MAX = 8_192;

/** Edges of all rings, sorted into slabs by latitude; inside is where a line to the east crosses an odd number of them, so holes are outside. */
export class Outline {
  /** lon, lat of both ends of each edge, longitudes continuous along a ring. */
  readonly #edges: Float64Array;
  readonly #slabs: readonly (readonly number[])[];
  readonly #west_deg: number;
  readonly #east_deg: number;
  readonly #south_deg: number;
  readonly #north_deg: number;

  constructor(polygons: Polygons) {
    const edges: number[] = [];
    for (const polygon of polygons) for (const ring of polygon) edgesInto(edges, ring);
    this.#edges = Float64Array.from(edges);
    [this.#west_deg, this.#east_deg] = ends(this.#edges, 0);
    [this.#south_deg, this.#north_deg] = ends(this.#edges, 1);
    this.#slabs = this.#sorted();
  }

  /** Whether the polygons hold the place, their edges included. */
  holds(at: LonLat): boolean {
    for (const turn_deg of TURNS_DEG) {
      const lon = at[0] + turn_deg;
      if (lon >= this.#west_deg - REACH_DEG && lon <= this.#east_deg + REACH_DEG && this.#position(lon, at[1])) return true;
    }
    return false;
  }

  #position(lon: number, lat: number): boolean {
    if (lat < this.#south_deg - REACH_DEG || lat > this.#north_deg + REACH_DEG) return false;
    const edges = this.#edges;
    const slab = this.#slabs[this.#slab(lat)] ?? [];
    let inside = false;
    // read one by one: this runs a hundred million times for a large file
    for (let number = 0; number < slab.length; number++) {
      const first = (slab[number] ?? 0) * 4;
      const [x0, y0, x1, y1] = [edges[first] ?? 0, edges[first + 1] ?? 0, edges[first + 2] ?? 0, edges[first + 3] ?? 0];
      const crosses = y0 > lat !== y1 > lat;
      if (crosses && lon < x0 + ((lat - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside;
      const beside = (x0 < x1 ? lon < x0 - REACH_DEG || lon > x1 + REACH_DEG : lon < x1 - REACH_DEG || lon > x0 + REACH_DEG);
      if (!beside && isOn(lon, lat, [x0, y0, x1, y1])) return true;
    }
    return inside;
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
    for (let edge = 0; edge < this.#edges.length / 4; edge++) {
      const [y0, y1] = [this.#edges[edge * 4 + 1] ?? 0, this.#edges[edge * 4 + 3] ?? 0];
      const last = this.#slab(Math.max(y0, y1) + REACH_DEG);
      for (let slab = this.#slab(Math.min(y0, y1) - REACH_DEG); slab <= last; slab++) slabs[slab]?.push(edge);
    }
    return slabs;
  }
}

function ends(edges: Float64Array, axis: 0 | 1): [number, number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = axis; at < edges.length; at += 2) {
    const value = edges[at] ?? 0;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
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
