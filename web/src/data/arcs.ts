// The shapes of a TopoJSON topology as places on Earth. Arcs are unpacked and looked at once and shared, so that a map is drawn soon.
// Not responsible for what the shapes mean.

import type { LonLat } from "../model/lonlat";
import { GeometryRefusal, type Drawn } from "./geometry";
import { objectOf } from "./row";

/** Arithmetic with scale and shift leaves noise in the fifteenth digit; files have seven decimals. */
const DECIMALS = 1e9;
const LINE_MIN = 2;
/** A ring comes back to where it began. */
const RING_MIN = 4;

/** A few kilobytes can name one long arc a million times; the atlas of three countries has some 300,000 places. */
const PLACES_MAX = 10_000_000;

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
  #places = 0;
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

  /** What a shape of the topology draws; throws `GeometryRefusal` where a position is none. */
  drawn(shape: Readonly<Record<string, unknown>>): Drawn {
    const { type, arcs, coordinates } = shape;
    switch (type) {
      case "Point":
        return { kind: "points", at: [this.#position(coordinates)] };
      case "MultiPoint":
        return { kind: "points", at: listOf(coordinates).map((position) => this.#position(position)) };
      case "LineString":
        return { kind: "lines", lines: [this.#line(arcs, LINE_MIN)] };
      case "MultiLineString":
        return { kind: "lines", lines: listOf(arcs).map((line) => this.#line(line, LINE_MIN)) };
      case "Polygon":
        return { kind: "polygons", polygons: [this.#polygon(arcs)] };
      case "MultiPolygon":
        return { kind: "polygons", polygons: listOf(arcs).map((polygon) => this.#polygon(polygon)) };
      default:
        throw new GeometryRefusal("its shape is of no type that TopoJSON has");
    }
  }

  #polygon(rings: unknown): readonly (readonly LonLat[])[] {
    return listOf(rings).map((ring) => this.#line(ring, RING_MIN));
  }

  #position(value: unknown): LonLat {
    const [x, y] = listOf(value);
    return this.#placed(x, y);
  }

  #placed(x: unknown, y: unknown): LonLat {
    const at: LonLat = [degrees(x, this.#scale[0], this.#shift[0]), degrees(y, this.#scale[1], this.#shift[1])];
    if (Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 90) return at;
    throw new GeometryRefusal(`[${at.join(", ")}] is not on Earth`);
  }

  /** Arcs end to end; each begins where the one before ends. A number below zero is an arc backwards. */
  #line(numbers: unknown, least: number): readonly LonLat[] {
    const list = listOf(numbers);
    const line = list.length === 1 ? this.#counted(list[0]) : this.#joined(list);
    if (line.length < least) throw new GeometryRefusal(`a line has fewer than ${least} positions`);
    return line;
  }

  #joined(list: readonly unknown[]): readonly LonLat[] {
    const found: LonLat[] = [];
    for (const number of list) {
      const arc = this.#counted(number);
      for (let at = found.length === 0 ? 0 : 1; at < arc.length; at++) found.push(arc[at] as LonLat);
    }
    return found;
  }

  #counted(number: unknown): readonly LonLat[] {
    const arc = this.#arc(number);
    this.#places += arc.length;
    if (this.#places > PLACES_MAX) throw new ArcTrouble("its shapes have more places than any map");
    return arc;
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
    const found: LonLat[] = [];
    for (const position of positions as readonly unknown[]) {
      const list = listOf(position);
      [x, y] = this.#packed ? [x + Number(list[0]), y + Number(list[1])] : [Number(list[0]), Number(list[1])];
      found.push(this.#placed(x, y));
    }
    this.#unpacked[number] = found;
    return found;
  }
}

function degrees(value: unknown, scale: number, shift: number): number {
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
