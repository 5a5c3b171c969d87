// Where to write the name of a country of which only a part is in view. Pure; in pixels of the canvas.

import { coarse, type Viewport } from "./viewport";
import type { Shape, Spot2 } from "./world";

/** So many chords across the view are looked at. */
const CHORDS = 11;
/** A name this near to the edge of the view would be cut. */
const EDGE_PX = 14;
/** A chord shorter than this has no room for a name. */
const CHORD_LEAST_PX = 50;
/** Half the height of a name in two scripts. */
const NAME_HALF_PX = 16;

/** Whether a spot lies in what is seen of the canvas, with some room around it. */
export function isSeen({ x, y }: Spot2, view: Viewport, inset_px: Spot2): boolean {
  return x > inset_px.x + EDGE_PX && x < view.width_px - inset_px.x - EDGE_PX && y > inset_px.y + EDGE_PX && y < view.height_px - inset_px.y - EDGE_PX;
}

/** A place for a name and the width that it may have. */
export interface SeenPart {
  readonly at: Spot2;
  readonly room_px: number;
}

/** The middle of the widest chord of a shape within the view, rather in its middle than at its edge; null where none has room. */
export function spotInView(shape: Shape, view: Viewport, inset_px: Spot2): SeenPart | null {
  const [left, right] = [inset_px.x + EDGE_PX, view.width_px - inset_px.x - EDGE_PX];
  const [top, bottom] = [inset_px.y + EDGE_PX, view.height_px - inset_px.y - EDGE_PX];
  let best: (SeenPart & { readonly worth: number }) | null = null;
  for (let row = 1; row < CHORDS; row += 1) {
    const y = top + ((bottom - top) * row) / CHORDS;
    const central = 1 - 0.5 * Math.abs((2 * row) / CHORDS - 1);
    for (const [begin, end] of bandsAt(shape, view, y)) {
      const [from, to] = [Math.max(left, begin), Math.min(right, end)];
      const worth = (to - from) * central;
      if (to - from >= CHORD_LEAST_PX && worth > (best?.worth ?? 0)) best = { at: { x: (from + to) / 2, y }, room_px: to - from, worth };
    }
  }
  return best;
}

/** Chords at a height that are free of edges for the height of a name above and below. */
function bandsAt(shape: Shape, view: Viewport, y: number): [number, number][] {
  const [above, below] = [chordsAt(shape, view, y - NAME_HALF_PX), chordsAt(shape, view, y + NAME_HALF_PX)];
  return chordsAt(shape, view, y).flatMap(([from, to]) => above.flatMap(([a, b]) => below.map(([c, d]): [number, number] => [Math.max(from, a, c), Math.min(to, b, d)]))).filter(([from, to]) => to > from);
}

function chordsAt(shape: Shape, view: Viewport, y_px: number): [number, number][] {
  const crossings = crossingsAt(shape, view, y_px);
  const chords: [number, number][] = [];
  for (let i = 0; i + 1 < crossings.length; i += 2) chords.push([crossings[i] ?? 0, crossings[i + 1] ?? 0]);
  return chords;
}

function crossingsAt(shape: Shape, { zoom, scale, left_px, top_px }: Viewport, y_px: number): number[] {
  const y = (y_px + top_px) / scale;
  const found: number[] = [];
  for (const path of coarse(shape, Math.ceil(zoom))) {
    for (let i = 0, j = path.length - 2; i < path.length; j = i, i += 2) {
      const [xi, yi, xj, yj] = [path[i] ?? 0, path[i + 1] ?? 0, path[j] ?? 0, path[j + 1] ?? 0];
      if (yi > y !== yj > y) found.push((((xj - xi) * (y - yi)) / (yj - yi) + xi) * scale - left_px);
    }
  }
  return found.sort((a, b) => a - b);
}
