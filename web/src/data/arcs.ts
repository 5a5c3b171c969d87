// The shapes of a TopoJSON topology as coordinates. Arcs are unpacked once and shared, so that a map is drawn soon; positions that are no
// numbers stay for `drawnBy` to refuse. Not responsible for what the shapes mean.

import type { LonLat } from "../model/lonlat";
import { objectOf } from "./row";

/** Arithmetic with scale and shift leaves noise in the fifteenth digit; files have seven decimals. */
const DECIMALS = 1e9;

/** Why a topology cannot be unpacked. */
export class ArcTrouble extends Error {
  override readonly name = "ArcTrouble";
}

/** A topology made ready. */
export class Arcs {
  readonly #arcs: readonly unknown[];
  readonly #scale: readonly [number, number];
  readonly #shift: readonly [number, number];
  readonly #packed: boolean;
  readonly #unpacked: (readonly LonLat[] | undefined)[] = [];

  constructor(topology: Readonly<Record<string, unknown>>) {
    const { arcs, transform } = topology;
    if (!Array.isArray(arcs)) throw new ArcTrouble("it has no list of arcs");
    this.#arcs = arcs;
    const card = objectOf(transform);
    this.#packed = card !== null;
    this.#scale = pair(card?.["scale"], 1);
    this.#shift = pair(card?.["translate"], 0);
  }

  /** The geometry of a shape of the topology as GeoJSON writes it; `null` for a shape of no kind that is known. */
  geometry(shape: Readonly<Record<string, unknown>>): object | null {
    const { type, arcs, coordinates } = shape;
    switch (type) {
      case "Point":
        return { type, coordinates: this.#position(coordinates) };
      case "MultiPoint":
        return { type, coordinates: listOf(coordinates).map((position) => this.#position(position)) };
      case "LineString":
        return { type, coordinates: this.#line(arcs) };
      case "MultiLineString":
      case "Polygon":
        return { type, coordinates: listOf(arcs).map((line) => this.#line(line)) };
      case "MultiPolygon":
        return { type, coordinates: listOf(arcs).map((polygon) => listOf(polygon).map((ring) => this.#line(ring))) };
      default:
        return null;
    }
  }

  #position(value: unknown): LonLat {
    const [x, y] = listOf(value);
    return [placed(x, this.#scale[0], this.#shift[0]), placed(y, this.#scale[1], this.#shift[1])];
  }

  /** Arcs end to end; each begins where the one before ends. A number below zero is an arc backwards. */
  #line(numbers: unknown): readonly LonLat[] {
    const list = listOf(numbers);
    if (list.length === 1) return this.#arc(list[0]);
    const found: LonLat[] = [];
    for (const number of list) {
      const arc = this.#arc(number);
      for (let at = found.length === 0 ? 0 : 1; at < arc.length; at++) found.push(arc[at] as LonLat);
    }
    return found;
  }

  #arc(number: unknown): readonly LonLat[] {
    if (typeof number !== "number" || !Number.isInteger(number)) throw new ArcTrouble("a shape names an arc that is no number");
    const own = number < 0 ? ~number : number;
    const known = this.#unpacked[own] ?? this.#unpack(own);
    return number < 0 ? [...known].reverse() : known;
  }

  #unpack(number: number): readonly LonLat[] {
    const positions = this.#arcs[number];
    if (!Array.isArray(positions)) throw new ArcTrouble(`a shape names arc ${number}, which is not there`);
    let [x, y] = [0, 0];
    const found = positions.map((position: unknown): LonLat => {
      const [dx, dy] = listOf(position) as readonly [number, number];
      if (!this.#packed) return this.#position(position);
      x += dx;
      y += dy;
      return [placed(x, this.#scale[0], this.#shift[0]), placed(y, this.#scale[1], this.#shift[1])];
    });
    this.#unpacked[number] = found;
    return found;
  }
}

function placed(value: unknown, scale: number, shift: number): number {
  return typeof value === "number" ? Math.round((value * scale + shift) * DECIMALS) / DECIMALS : Number.NaN;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ArcTrouble("a shape has no list where it needs one");
  return value;
}

function pair(value: unknown, otherwise: number): readonly [number, number] {
  const [x, y]: readonly unknown[] = Array.isArray(value) ? value : [];
  return typeof x === "number" && typeof y === "number" ? [x, y] : [otherwise, otherwise];
}
