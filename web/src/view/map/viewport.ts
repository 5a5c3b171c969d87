// The part of the plane that a canvas shows, and the way from one to the other. Pure.

import { type Box, type Shape, type Spot2 } from "./world";

export interface Viewport {
  readonly width_px: number;
  readonly height_px: number;
  readonly zoom: number;
  /** Pixels per unit of the plane. */
  readonly scale: number;
  /** Where the canvas begins, in pixels of the whole world at this zoom. */
  readonly left_px: number;
  readonly top_px: number;
}

/** Steps shorter than this are not seen, and skipping them makes a border of 40,000 points quick. */
const STEP_PX = 0.75;

export function onCanvas(view: Viewport, { x, y }: Spot2): Spot2 {
  return { x: x * view.scale - view.left_px, y: y * view.scale - view.top_px };
}

export function offCanvas(view: Viewport, { x, y }: Spot2): Spot2 {
  return { x: (x + view.left_px) / view.scale, y: (y + view.top_px) / view.scale };
}

export function boxOf(view: Viewport): Box {
  const { left_px, top_px, width_px, height_px, scale } = view;
  return [left_px / scale, top_px / scale, (left_px + width_px) / scale, (top_px + height_px) / scale];
}

/** The canvas with its middle at a place of the plane. */
export function viewportAround(middle: Spot2, zoom: number, width_px: number, height_px: number): Viewport {
  const scale = 2 ** zoom;
  return { width_px, height_px, zoom, scale, left_px: middle.x * scale - width_px / 2, top_px: middle.y * scale - height_px / 2 };
}

/** Adds the lines of a shape to the path of `ctx`. */
export function trace(ctx: CanvasRenderingContext2D, view: Viewport, shape: Shape): void {
  const { scale, left_px, top_px } = view;
  for (const path of coarse(shape, Math.ceil(view.zoom))) {
    for (let i = 0; i + 1 < path.length; i += 2) {
      const x = (path[i] ?? 0) * scale - left_px;
      const y = (path[i + 1] ?? 0) * scale - top_px;
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    }
  }
}

const coarsePaths = new WeakMap<Shape, Map<number, readonly Float64Array[]>>();

/** The lines of a shape without steps that are not seen at a zoom; worked out once for each whole zoom. */
export function coarse(shape: Shape, zoom: number): readonly Float64Array[] {
  const byZoom = coarsePaths.get(shape) ?? new Map<number, readonly Float64Array[]>();
  coarsePaths.set(shape, byZoom);
  const step = STEP_PX / 2 ** zoom;
  const paths = byZoom.get(zoom) ?? shape.paths.map((path) => withoutSteps(path, step));
  byZoom.set(zoom, paths);
  return paths;
}

function withoutSteps(path: Float64Array, step: number): Float64Array {
  const out = new Float64Array(path.length);
  let end = 0;
  for (let i = 0; i + 1 < path.length; i += 2) {
    const x = path[i] ?? 0;
    const y = path[i + 1] ?? 0;
    const kept = end === 0 || i + 3 >= path.length || Math.abs(x - (out[end - 2] ?? 0)) + Math.abs(y - (out[end - 1] ?? 0)) >= step;
    if (!kept) continue;
    out[end] = x;
    out[end + 1] = y;
    end += 2;
  }
  return end === path.length ? path : out.slice(0, end);
}
