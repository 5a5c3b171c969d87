// Many on one point, spread out around it: a ring for a few, a spiral for more. Pure.

import type { Spot2 } from "./world";

/** More are told by number; a spiral of hundreds would hide the map. */
export const SPREAD_MOST = 80;
const RING_MOST = 10;
const STEP_PX = 19;

/** Where each of `count` signs stands, as an offset in pixels from the point. */
export function spreadOffsets(count: number): Spot2[] {
  if (count <= RING_MOST) {
    const r = Math.max(28, (count * STEP_PX) / (2 * Math.PI));
    return Array.from({ length: count }, (_, i) => polar((2 * Math.PI * i) / count - Math.PI / 2, r));
  }
  const offsets: Spot2[] = [];
  let angle = 0;
  for (let i = 0; i < count; i += 1) {
    const r = 24 + (STEP_PX * angle) / (2 * Math.PI);
    offsets.push(polar(angle - Math.PI / 2, r));
    angle += STEP_PX / r;
  }
  return offsets;
}

function polar(angle: number, r: number): Spot2 {
  return { x: r * Math.cos(angle), y: r * Math.sin(angle) };
}
