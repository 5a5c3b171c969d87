// Where the numbers of areas stand: at the area's own spot, or beside it within the area where another sign stands there. Pure.

import type { AreaMark } from "./marks";
import { offCanvas, onCanvas, type Viewport } from "./viewport";
import { holds, type Box, type Spot2 } from "./world";

const HALF: Spot2 = { x: 13, y: 12 };
const STEPS: readonly Spot2[] = [[0, -1], [0, 1], [-1, 0], [1, 0], [-1, -1], [1, -1], [-1, 1], [1, 1], [0, -2], [0, 2], [-2, 0], [2, 0]].map(([x = 0, y = 0]) => ({ x: x * 27, y: y * 25 }));
/** With more areas than this every sign touches another whatever is done. */
const AREAS_MOST = 120;

/** Where a number stands on the canvas, and whether it can be read there. */
export interface CountSpot {
  readonly at: Spot2;
  readonly free: boolean;
}

/** A spot for each area, in their order. */
export function countSpots(areas: readonly AreaMark[], signs: readonly Box[], view: Viewport): CountSpot[] {
  const own = areas.map(({ anchor }) => onCanvas(view, anchor));
  if (areas.length > AREAS_MOST) return own.map((at) => ({ at, free: true }));
  const taken = [...signs];
  return areas.map(({ shape }, i) => {
    const at = own[i] ?? { x: 0, y: 0 };
    const free = (spot: Spot2) => !taken.some((box) => touches(box, around(spot)));
    const beside = () => STEPS.map(({ x, y }) => ({ x: at.x + x, y: at.y + y })).find((spot) => free(spot) && holds(shape, offCanvas(view, spot)));
    const spot = free(at) ? at : beside();
    if (spot === undefined) return { at, free: false };
    taken.push(around(spot));
    return { at: spot, free: true };
  });
}

function around({ x, y }: Spot2): Box {
  return [x - HALF.x, y - HALF.y, x + HALF.x, y + HALF.y];
}

function touches(a: Box, b: Box): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}
