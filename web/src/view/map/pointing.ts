// What is under the pointer. Pure.

import { band_px, keyOf, type Hit, type Scene, type Target } from "./scene";
import { offCanvas, type Viewport } from "./viewport";
import { holds, reach, type Spot2 } from "./world";

/** A finger or an unsteady hand is forgiven this much (WCAG 2.5.8 asks for targets of 24 px). */
export const FORGIVEN_PX = 5;

/** The target at a place of the canvas: signs before lines before areas, and a smaller area before a wider one. */
export function targetAt(at: Spot2, view: Viewport, hits: readonly Hit[], scene: Scene): Target | null {
  let nearest: { target: Target; off: number } | null = null;
  for (const hit of hits) {
    const off = Math.hypot(hit.at.x - at.x, hit.at.y - at.y) - hit.radius_px;
    // later ones are painted over earlier ones
    if (off <= FORGIVEN_PX && (!nearest || off <= Math.max(0, nearest.off))) nearest = { target: hit.target, off };
  }
  if (nearest) return nearest.target;
  const spot = offCanvas(view, at);
  const line = scene.marks.lines.find((mark) => {
    const by = (band_px(mark, view.zoom) / 2 + FORGIVEN_PX) / view.scale;
    return touches(mark.shape.box, spot, by) && reach(mark.shape, spot) <= by;
  });
  if (line) return { kind: "line", mark: line };
  const area = [...scene.marks.areas].reverse().find((mark) => holds(mark.shape, spot));
  if (area) return { kind: "area", mark: area };
  const circle = scene.gathered.find((one) => one.kind === "place" && inCircle(scene, one.mark, spot));
  return circle?.kind === "place" ? { kind: "place", mark: circle.mark } : null;
}

function touches(box: readonly [number, number, number, number], { x, y }: Spot2, by: number): boolean {
  return x >= box[0] - by && x <= box[2] + by && y >= box[1] - by && y <= box[3] + by;
}

function inCircle(scene: Scene, mark: Parameters<Scene["circleOf"]>[0], spot: Spot2): boolean {
  const shape = scene.circleOf(mark);
  return shape !== null && holds(shape, spot);
}

/** All targets in view, each once, from the top down as one reads. */
export function targetsInView(hits: readonly Hit[], view: Viewport, scene: Scene): Target[] {
  const keys = new Set<string>();
  const targets: Target[] = [];
  const inside = hits.filter(({ at }) => at.x >= 0 && at.y >= 0 && at.x <= view.width_px && at.y <= view.height_px);
  for (const { target } of [...inside].sort((a, b) => a.at.y - b.at.y || a.at.x - b.at.x)) {
    if (keys.has(keyOf(target))) continue;
    keys.add(keyOf(target));
    targets.push(target);
  }
  // a line or an area whose number is out of view may still be seen
  const [left, top] = [view.left_px / view.scale, view.top_px / view.scale];
  const [right, bottom] = [left + view.width_px / view.scale, top + view.height_px / view.scale];
  const seen = (box: readonly [number, number, number, number]) => box[0] <= right && box[2] >= left && box[1] <= bottom && box[3] >= top;
  const rest: Target[] = [
    ...scene.marks.lines.filter(({ shape }) => seen(shape.box)).map((mark): Target => ({ kind: "line", mark })),
    ...scene.marks.areas.filter(({ shape }) => seen(shape.box)).map((mark): Target => ({ kind: "area", mark })),
  ];
  return [...targets, ...rest.filter((target) => !keys.has(keyOf(target)))];
}
