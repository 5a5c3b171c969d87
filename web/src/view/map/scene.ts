// Paints what lies on the ground: areas, lines, circles, places, clusters, what the reader asked. Tells where each stands, for the pointer.
// Used by the screen and by the picture alike; not responsible for events.

import type { Format } from "../../words/format";
import { write } from "./labels";
import type { AreaMark, LineMark, Marks, PlaceMark } from "./marks";
import type { Palette } from "./palette";
import { spreadOffsets } from "./spread";
import { clusterRadius_px, drawCluster, drawCount, drawSymbol, hatch, strokeAlong, SYMBOL_PX, FONT_FAMILY } from "./symbols";
import { boxOf, onCanvas, trace, type Viewport } from "./viewport";
import { boxesTouch, type Shape, type Spot2 } from "./world";

type Ctx = CanvasRenderingContext2D;

/** A place or several places as they stand at a zoom. */
export type Gathered =
  | { readonly kind: "place"; readonly mark: PlaceMark; readonly at: Spot2 }
  | { readonly kind: "cluster"; readonly id: number; readonly count: number; readonly at: Spot2 };

/** Incidents of one point, spread out. */
export interface Spread {
  readonly at: Spot2;
  readonly marks: readonly PlaceMark[];
}

/** What the reader asked, drawn: a place and the way from it to each border. */
export interface AskedDrawing {
  readonly at: Spot2;
  readonly ways: readonly { readonly shape: Shape; readonly foot: Spot2; readonly text: string }[];
}

export interface Scene {
  readonly marks: Marks;
  readonly gathered: readonly Gathered[];
  readonly circleOf: (mark: PlaceMark) => Shape | null;
  readonly selected: number | null;
  /** What the pointer or the keyboard is on, by `keyOf`. */
  readonly pointed: string | null;
  readonly spread: Spread | null;
  readonly asked: AskedDrawing | null;
  readonly circle: { readonly shape: Shape; readonly centre: Spot2 } | null;
}

/** What can be pointed at. */
export type Target =
  | { readonly kind: "place"; readonly mark: PlaceMark }
  | { readonly kind: "cluster"; readonly cluster: Gathered & { readonly kind: "cluster" } }
  | { readonly kind: "area"; readonly mark: AreaMark }
  | { readonly kind: "line"; readonly mark: LineMark };

/** Where a target stands on the canvas. */
export interface Hit {
  readonly target: Target;
  readonly at: Spot2;
  readonly radius_px: number;
}

export function keyOf(target: Target): string {
  if (target.kind === "place") return `place ${target.mark.incident} ${target.mark.lonlat.join(" ")}`;
  return target.kind === "cluster" ? `cluster ${target.cluster.id}` : target.mark.key;
}

export const LINE_PX = 3;

/** What all painters of a scene need. */
interface Easel {
  readonly ctx: Ctx;
  readonly view: Viewport;
  readonly scene: Scene;
  readonly palette: Palette;
  readonly format: Format;
}

export function paintScene(ctx: Ctx, view: Viewport, scene: Scene, look: { readonly palette: Palette; readonly format: Format }): Hit[] {
  const { palette, format } = look;
  const easel: Easel = { ctx, view, scene, palette, format };
  const hits: Hit[] = [];
  const inView = boxOf(view);
  const areas = scene.marks.areas.filter((mark) => boxesTouch(mark.shape.box, inView));
  const lines = scene.marks.lines.filter((mark) => boxesTouch(mark.shape.box, inView));
  paintAreas(easel, areas);
  for (const mark of lines) {
    const strong = isOn(scene, { kind: "line", mark }, mark.incidents);
    strokeAlong(ctx, () => trace(ctx, view, mark.shape), strong ? { ...palette, incident: palette.selected } : palette, LINE_PX);
  }
  paintCircles(easel);
  const counted: readonly Target[] = [
    ...areas.map((mark): Target => ({ kind: "area", mark })),
    ...lines.filter((mark) => mark.incidents.length > 1).map((mark): Target => ({ kind: "line", mark })),
  ];
  for (const target of counted) {
    if (target.kind !== "area" && target.kind !== "line") continue;
    const at = onCanvas(view, target.mark.anchor);
    const half = drawCount(ctx, at, format.count(target.mark.incidents.length), palette);
    hits.push({ target, at, radius_px: half });
  }
  for (const gathered of scene.gathered) hits.push(paintGathered(easel, gathered));
  paintSelectedPlaces(easel);
  if (scene.spread) hits.push(...paintSpread(easel, scene.spread));
  if (scene.circle) paintReaderCircle(easel, scene.circle);
  if (scene.asked) paintAsked(easel, scene.asked);
  return hits;
}

function isOn(scene: Scene, target: Target, incidents: readonly number[]): boolean {
  return scene.pointed === keyOf(target) || (scene.selected !== null && incidents.includes(scene.selected));
}

function paintAreas(easel: Easel, areas: readonly AreaMark[]): void {
  const { ctx, view, scene, palette } = easel;
  const patterns = { narrow: hatch(ctx, "narrow", palette), wide: hatch(ctx, "wide", palette) };
  for (const mark of areas) {
    const strong = isOn(scene, { kind: "area", mark }, mark.incidents);
    ctx.beginPath();
    trace(ctx, view, mark.shape);
    ctx.fillStyle = palette.incidentPale;
    ctx.fill("evenodd");
    ctx.globalAlpha = strong ? 1 : 0.55;
    ctx.fillStyle = patterns[mark.hatch];
    ctx.fill("evenodd");
    ctx.globalAlpha = 1;
    ctx.lineJoin = "round";
    ctx.setLineDash(mark.unit ? [] : [5, 3]);
    ctx.strokeStyle = strong ? palette.selected : palette.incident;
    ctx.lineWidth = strong ? 2.5 : 1.1;
    ctx.stroke();
    ctx.setLineDash([]);
  }
}

function paintCircles(easel: Easel): void {
  const { view, scene } = easel;
  for (const gathered of scene.gathered) {
    if (gathered.kind !== "place") continue;
    const shape = scene.circleOf(gathered.mark);
    if (!shape || (shape.box[2] - shape.box[0]) * view.scale < 2 * SYMBOL_PX + 4) continue;
    outline(easel, shape, isOn(scene, { kind: "place", mark: gathered.mark }, [gathered.mark.incident]) ? "strong" : "plain");
  }
}

function outline({ ctx, view, palette }: Easel, shape: Shape, weight: "strong" | "plain"): void {
  const strong = weight === "strong";
  ctx.beginPath();
  trace(ctx, view, shape);
  ctx.fillStyle = palette.incidentPale;
  ctx.fill();
  ctx.setLineDash(strong ? [] : [4, 3]);
  ctx.strokeStyle = strong ? palette.selected : palette.incident;
  ctx.lineWidth = strong ? 2 : 1.1;
  ctx.stroke();
  ctx.setLineDash([]);
}

function paintGathered({ ctx, view, scene, palette, format }: Easel, gathered: Gathered): Hit {
  const at = onCanvas(view, gathered.at);
  const target: Target = gathered.kind === "place" ? { kind: "place", mark: gathered.mark } : { kind: "cluster", cluster: gathered };
  const radius_px = gathered.kind === "place" ? SYMBOL_PX + 3 : clusterRadius_px(gathered.count) + 3;
  if (scene.pointed === keyOf(target)) ring(ctx, at, radius_px + 3, palette.selected);
  if (gathered.kind === "place") drawSymbol(ctx, gathered.mark.symbol, at, palette);
  else drawCluster(ctx, at, { n: gathered.count, text: format.count(gathered.count) }, palette);
  return { target, at, radius_px };
}

/** The selected record is drawn even where a cluster holds it, so that a selection is always seen. */
function paintSelectedPlaces(easel: Easel): void {
  const { ctx, view, scene, palette } = easel;
  if (scene.selected === null) return;
  for (const mark of scene.marks.places) {
    if (mark.incident !== scene.selected) continue;
    const shape = scene.circleOf(mark);
    if (shape) outline(easel, shape, "strong");
    const at = onCanvas(view, mark.at);
    ring(ctx, at, SYMBOL_PX + 5, palette.selected);
    drawSymbol(ctx, mark.symbol, at, palette);
  }
}

function ring(ctx: Ctx, { x, y }: Spot2, radius_px: number, colour: string): void {
  ctx.beginPath();
  ctx.arc(x, y, radius_px, 0, 2 * Math.PI);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.5;
  ctx.stroke();
}

function paintSpread({ ctx, view, scene, palette }: Easel, spread: Spread): Hit[] {
  const middle = onCanvas(view, spread.at);
  const spots = spreadOffsets(spread.marks.length).map(({ x, y }) => ({ x: middle.x + x, y: middle.y + y }));
  ctx.strokeStyle = palette.incident;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const { x, y } of spots) {
    ctx.moveTo(middle.x, middle.y);
    ctx.lineTo(x, y);
  }
  ctx.stroke();
  return spread.marks.map((mark, i) => {
    const at = spots[i] ?? middle;
    const target: Target = { kind: "place", mark };
    if (isOn(scene, target, [mark.incident])) ring(ctx, at, SYMBOL_PX + 5, palette.selected);
    drawSymbol(ctx, mark.symbol, at, palette);
    return { target, at, radius_px: SYMBOL_PX + 3 };
  });
}

function paintReaderCircle({ ctx, view, palette }: Easel, { shape, centre }: NonNullable<Scene["circle"]>): void {
  ctx.beginPath();
  trace(ctx, view, shape);
  ctx.globalAlpha = 0.07;
  ctx.fillStyle = palette.ask;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.ask;
  ctx.lineWidth = 2;
  ctx.stroke();
  cross(ctx, onCanvas(view, centre), palette.ask);
}

function cross(ctx: Ctx, { x, y }: Spot2, colour: string): void {
  ctx.beginPath();
  ctx.moveTo(x - 7, y);
  ctx.lineTo(x + 7, y);
  ctx.moveTo(x, y - 7);
  ctx.lineTo(x, y + 7);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.stroke();
}

function paintAsked({ ctx, view, palette }: Easel, asked: AskedDrawing): void {
  ctx.save();
  for (const { shape, foot } of asked.ways) {
    strokeWay(ctx, () => trace(ctx, view, shape), palette);
    drawFoot(ctx, onCanvas(view, foot), palette);
  }
  const at = onCanvas(view, asked.at);
  ring(ctx, at, 8, palette.ask);
  cross(ctx, at, palette.ask);
  ctx.font = `600 12px ${FONT_FAMILY}`;
  for (const { foot, text } of asked.ways) {
    const end = onCanvas(view, foot);
    const inside = end.x > 0 && end.y > 0 && end.x < view.width_px && end.y < view.height_px;
    // the number stands near the border, or near the place if the border is out of view
    const part = inside ? 0.6 : Math.min(0.6, 90 / Math.max(1, Math.hypot(end.x - at.x, end.y - at.y)));
    const spot = { x: at.x + (end.x - at.x) * part, y: at.y + (end.y - at.y) * part };
    write(ctx, text, spot, { colour: palette.ask, halo: palette.textHalo });
  }
  ctx.restore();
}

export function strokeWay(ctx: Ctx, path: () => void, palette: Palette): void {
  ctx.beginPath();
  path();
  ctx.setLineDash([3, 3]);
  ctx.strokeStyle = palette.ask;
  ctx.lineWidth = 1.75;
  ctx.stroke();
  ctx.setLineDash([]);
}

export function drawFoot(ctx: Ctx, { x, y }: Spot2, palette: Palette): void {
  ctx.beginPath();
  ctx.rect(x - 3, y - 3, 6, 6);
  ctx.fillStyle = palette.ask;
  ctx.fill();
}
