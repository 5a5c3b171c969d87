// The nearest and the farthest place of lines, straight in longitude and latitude as RFC 7946 says. Not responsible for whose lines they are.

import type { Lines, LonLat } from "../model/lonlat";
import { arrival, atLeast_m, atMost_m, chord_m, chordBeyond_m, distance_m, inSpace, metresAlong, type Space } from "./space";

/** Edges are cut into stretches of at most this extent: over 2 km a straight line in degrees strays from the way through space by
 * less than 0.1 m up to 40° of latitude and 0.5 m up to 80°. */
const STRETCH_DEG = 0.02;
/** What the bounds by stretches may be off, for the same reason; four times as much for stretches twice as long. */
const SLACK_M = 1;
/** A line of a file may cross the world a million times; its stretches are longer then, so that memory holds them. */
const STRETCHES_MAX = 2_000_000;
/** Stretches in a ball of the tree, and balls in the next one. */
const FAN = 16;
/** Steps of Newton's method after which a foot no longer moves. */
const POLISH_STEPS = 4;
/** A foot is settled when it would move by less than a millimetre. */
const STILL_M = 1e-3;

/** A place of a line, and how far it is from where one asks. */
export interface Foot {
  readonly at: LonLat;
  readonly distance_m: number;
}

/** A stretch that may be the nearest one, and where on it through space. */
interface Candidate {
  readonly number: number;
  readonly straight_m: number;
  readonly share: number;
}

/** Balls round runs of stretches: centre and radius, four numbers each. */
type Level = Float64Array;

/** Lines made ready to be asked. */
export class Stretches {
  /** lon, lat of the first and of the last end. */
  readonly #degrees: Float64Array;
  /** x, y, z of both ends. */
  readonly #space: Float64Array;
  readonly #levels: readonly Level[];
  readonly #slack_m: number;
  #share = 0;

  constructor(lines: Lines) {
    const degrees: number[] = [];
    const stretch_deg = stretchFor(lines);
    this.#slack_m = SLACK_M * (stretch_deg / STRETCH_DEG) ** 2;
    for (const line of lines) cutInto(degrees, line, stretch_deg);
    this.#degrees = Float64Array.from(degrees);
    this.#space = new Float64Array(this.count * 6);
    for (let end = 0; end < this.count * 2; end++) {
      this.#space.set(inSpace([this.#degrees[end * 2] ?? 0, this.#degrees[end * 2 + 1] ?? 0]), end * 3);
    }
    this.#levels = levels(this.#space, this.count);
  }

  get count(): number {
    return this.#degrees.length / 4;
  }

  /** The nearest place within `limit_m`, right to a metre at any range; `null` where there is none. */
  nearest(at: LonLat, limit_m = Number.POSITIVE_INFINITY): Foot | null {
    const eye = inSpace(at);
    let straightLimit_m = chordBeyond_m(limit_m) + this.#slack_m;
    const candidates: Candidate[] = [];
    this.#descend(eye, () => straightLimit_m, (number) => {
      const straight_m = this.#toStretch(eye, number);
      if (straight_m > straightLimit_m) return;
      candidates.push({ number, straight_m, share: this.#share });
      // bounds first: a geodesic costs as much as thirty of them
      straightLimit_m = Math.min(straightLimit_m, chordBeyond_m(atMost_m(straight_m)) + this.#slack_m);
    });
    let best: (Foot & Candidate) | null = null;
    for (const candidate of candidates) {
      if (candidate.straight_m > straightLimit_m) continue;
      const place = this.#place(candidate.number, candidate.share);
      const found_m = distance_m(at, place);
      if (found_m > (best?.distance_m ?? limit_m)) continue;
      best = { ...candidate, at: place, distance_m: found_m };
    }
    return best === null ? null : this.#settled(at, best);
  }

  /** A distance that no place of the lines exceeds, right to a metre; `null` of no lines. */
  farthest_m(at: LonLat): number | null {
    if (this.count === 0) return null;
    const eye = inSpace(at);
    const straights = new Float64Array(this.count * 2);
    let longest_m = 0;
    for (let end = 0; end < straights.length; end++) {
      const straight_m = chord_m(eye, spaceAt(this.#space, end * 3));
      straights[end] = straight_m;
      if (straight_m > longest_m) longest_m = straight_m;
    }
    const surely_m = atLeast_m(longest_m);
    let greatest_m = 0;
    straights.forEach((straight_m, end) => {
      if (atMost_m(straight_m) < Math.max(surely_m, greatest_m)) return;
      greatest_m = Math.max(greatest_m, distance_m(at, [this.#degrees[end * 2] ?? 0, this.#degrees[end * 2 + 1] ?? 0]));
    });
    return greatest_m;
  }

  /** Calls `look` for stretches whose balls reach within the limit, nearer balls first. Nothing is made on the way: large files ask
   * a hundred thousand times. */
  #descend(eye: Space, limit_m: () => number, look: (stretch: number) => void): void {
    const top = this.#levels.length - 1;
    const gaps = this.#levels.map(() => new Float64Array(FAN));
    const orders = this.#levels.map(() => new Int32Array(FAN));
    const visit = (height: number, from: number, to: number): void => {
      const [level, gap_m, order] = [this.#levels[height], gaps[height], orders[height]];
      if (level === undefined || gap_m === undefined || order === undefined) return;
      const count = nearFirst({ level, eye, from, to }, gap_m, order);
      for (let place = 0; place < count; place++) {
        if ((gap_m[place] ?? 0) > limit_m()) return;
        const first = (order[place] ?? 0) * FAN;
        const below = height === 0 ? this.count : (this.#levels[height - 1]?.length ?? 0) / 4;
        const last = Math.min(first + FAN, below);
        if (height > 0) visit(height - 1, first, last);
        else for (let stretch = first; stretch < last; stretch++) look(stretch);
      }
    };
    if (top >= 0) visit(top, 0, (this.#levels[top]?.length ?? 0) / 4);
  }

  /** How far a stretch is through space; where, is left in `#share`. */
  #toStretch(eye: Space, number: number): number {
    const [space, at] = [this.#space, number * 6];
    const [x, y, z] = [space[at] ?? 0, space[at + 1] ?? 0, space[at + 2] ?? 0];
    const [wx, wy, wz] = [(space[at + 3] ?? 0) - x, (space[at + 4] ?? 0) - y, (space[at + 5] ?? 0) - z];
    const [ex, ey, ez] = [eye[0] - x, eye[1] - y, eye[2] - z];
    const length2 = wx * wx + wy * wy + wz * wz;
    const share = length2 === 0 ? 0 : Math.min(1, Math.max(0, (ex * wx + ey * wy + ez * wz) / length2));
    this.#share = share;
    return Math.sqrt((ex - share * wx) ** 2 + (ey - share * wy) ** 2 + (ez - share * wz) ** 2);
  }

  #place(number: number, share: number): LonLat {
    const [west = 0, south = 0, east = 0, north = 0] = this.#degrees.subarray(number * 4, number * 4 + 4);
    // ends are told as they are written
    if (share === 0) return [wrapped_deg(west), south];
    if (share === 1) return [wrapped_deg(east), north];
    return [wrapped_deg(west + share * (east - west)), south + share * (north - south)];
  }

  /** The foot moved along its stretch to where the geodesic meets it at a right angle; through space it is seen from below. */
  #settled(from: LonLat, foot: Foot & Candidate): Foot {
    const [west = 0, south = 0, east = 0, north = 0] = this.#degrees.subarray(foot.number * 4, foot.number * 4 + 4);
    let { at, distance_m: best_m, share } = foot;
    for (let step = 0; step < POLISH_STEPS && best_m > STILL_M; step++) {
      const [east_m, north_m] = metresAlong(at[1], east - west, north - south);
      const { azimuth } = arrival(from, at);
      const slope_m = east_m * Math.sin(azimuth) + north_m * Math.cos(azimuth);
      const length2 = east_m ** 2 + north_m ** 2;
      const bend_m = Math.max(length2 - slope_m ** 2, length2 * 1e-4) / best_m;
      const moved = Math.min(1, Math.max(0, share - slope_m / bend_m));
      if (!Number.isFinite(moved) || Math.abs(moved - share) * Math.sqrt(length2) < STILL_M) break;
      const place = this.#place(foot.number, moved);
      const moved_m = distance_m(from, place);
      if (moved_m > best_m) break;
      [at, best_m, share] = [place, moved_m, moved];
    }
    return { at, distance_m: best_m };
  }
}

function stretchFor(lines: Lines): number {
  let count = 0;
  for (const line of lines) {
    for (let end = 1; end < line.length; end++) {
      const [from, to] = [line[end - 1], line[end]];
      if (from !== undefined && to !== undefined) count += Math.max(Math.abs(wrapped_deg(to[0] - from[0])), Math.abs(to[1] - from[1])) / STRETCH_DEG;
    }
  }
  return STRETCH_DEG * Math.max(1, count / STRETCHES_MAX);
}

function cutInto(degrees: number[], line: readonly LonLat[], stretch_deg: number): void {
  for (let end = 1; end < line.length; end++) {
    const from = line[end - 1];
    const to = line[end];
    if (from === undefined || to === undefined) continue;
    // an edge of more than half a turn crosses the antimeridian
    const east_deg = wrapped_deg(to[0] - from[0]);
    const north_deg = to[1] - from[1];
    const parts = Math.max(1, Math.ceil(Math.max(Math.abs(east_deg), Math.abs(north_deg)) / stretch_deg));
    for (let part = 0; part < parts; part++) {
      const [start, stop] = [part / parts, (part + 1) / parts];
      degrees.push(from[0] + start * east_deg, from[1] + start * north_deg);
      if (part === parts - 1) degrees.push(from[0] + east_deg === to[0] ? to[0] : from[0] + east_deg, to[1]);
      else degrees.push(from[0] + stop * east_deg, from[1] + stop * north_deg);
    }
  }
  const only = line.length === 1 ? line[0] : undefined;
  if (only !== undefined) degrees.push(only[0], only[1], only[0], only[1]);
}

/** The longitude within ±180°. */
function wrapped_deg(lon_deg: number): number {
  if (lon_deg >= -180 && lon_deg <= 180) return lon_deg;
  return lon_deg - 360 * Math.round(lon_deg / 360);
}

function spaceAt(numbers: Float64Array, first: number): Space {
  return [numbers[first] ?? 0, numbers[first + 1] ?? 0, numbers[first + 2] ?? 0];
}

/** Balls over stretches that follow each other, then over balls, up to one fan. */
function levels(space: Float64Array, count: number): Level[] {
  if (count === 0) return [];
  const found: Level[] = [];
  let level = balls(Math.ceil(count / FAN), (ball) => {
    const ends: [Space, number][] = [];
    for (let end = ball * FAN * 2; end < Math.min((ball + 1) * FAN, count) * 2; end++) ends.push([spaceAt(space, end * 3), 0]);
    return ends;
  });
  found.push(level);
  while (level.length / 4 > FAN) {
    const below = level;
    level = balls(Math.ceil(below.length / 4 / FAN), (ball) => {
      const parts: [Space, number][] = [];
      for (let part = ball * FAN; part < Math.min((ball + 1) * FAN, below.length / 4); part++) {
        parts.push([spaceAt(below, part * 4), below[part * 4 + 3] ?? 0]);
      }
      return parts;
    });
    found.push(level);
  }
  return found;
}

/** Puts the balls `from..to` in order of the gap between them and the eye; how many there are. */
function nearFirst({ level, eye, from, to }: { readonly level: Level; readonly eye: Space; readonly from: number; readonly to: number }, gap_m: Float64Array, order: Int32Array): number {
  for (let ball = from; ball < to; ball++) {
    const [dx, dy, dz] = [eye[0] - (level[ball * 4] ?? 0), eye[1] - (level[ball * 4 + 1] ?? 0), eye[2] - (level[ball * 4 + 2] ?? 0)];
    const own_m = Math.sqrt(dx * dx + dy * dy + dz * dz) - (level[ball * 4 + 3] ?? 0);
    let place = ball - from;
    for (; place > 0 && (gap_m[place - 1] ?? 0) > own_m; place--) {
      gap_m[place] = gap_m[place - 1] ?? 0;
      order[place] = order[place - 1] ?? 0;
    }
    gap_m[place] = own_m;
    order[place] = ball;
  }
  return to - from;
}

function balls(count: number, parts: (ball: number) => readonly (readonly [Space, number])[]): Level {
  const level = new Float64Array(count * 4);
  for (let ball = 0; ball < count; ball++) {
    const inside = parts(ball);
    const middle: [number, number, number] = [0, 0, 0];
    for (const [at] of inside) for (const axis of [0, 1, 2] as const) middle[axis] += at[axis] / inside.length;
    let radius_m = 0;
    for (const [at, own_m] of inside) radius_m = Math.max(radius_m, chord_m(middle, at) + own_m);
    level.set([...middle, radius_m], ball * 4);
  }
  return level;
}
