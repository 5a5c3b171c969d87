// Paints what lies on the ground: areas, lines, circles, places, clusters, what the reader asked. Tells where each stands, for the pointer.
// Used by the screen and by the picture alike; not responsible for events.

import type { Words } from "../../words/words";
import { countSpots } from "./count-spots";
import { write, type Labels } from "./labels";
import type { AreaMark, LineMark, Marks, PlaceMark } from "./marks";
import type { Palette } from "./palette";
import { stampCluster, stampSymbol } from "./sprites";
import { isSeen } from "./seen-part";
import { spreadOffsets } from "./spread";
import { clusterRadius_px, drawCount, drawHint, drawSymbol, hatch, strokeAlong, SYMBOL_PX, FONT_FAMILY, BAND_LEAST_PX } from "./symbols";
import { boxOf, onCanvas, trace, type Viewport } from "./viewport";
import { boxesTouch, lonLatOf, metresPerPixel, type Box, type Shape, type Spot2 } from "./world";

type Ctx = CanvasRenderingContext2D;

/** A place or several places as they stand at a zoom. */
export type Gathered =
  | { readonly kind: "place"; readonly mark: PlaceMark; readonly at: Spot2 }
  | { readonly kind: "cluster"; readonly id: number; readonly count: number; readonly at: Spot2 };

/** Incidents of one point, spread out. */
export interface Spread {
  readonly cluster: number;
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

/** How wide the band of a line is drawn: what is known, but never too narrow to be seen. */
export function band_px({ width_m, anchor }: LineMark, zoom: number): number {
  return Math.max(BAND_LEAST_PX, (2 * width_m) / metresPerPixel(lonLatOf(anchor)[1], zoom));
}

/** How a scene is painted. */
export interface Look {
  readonly palette: Palette;
  readonly words: Words;
  readonly labels: Labels;
  /** How far the canvas reaches beyond what is seen, on each side. */
  readonly inset_px: Spot2;
  /** Where buttons and lists lie over the map. */
  readonly covered: readonly Box[];
}

/** What all painters of a scene need. */
interface Easel extends Look {
  readonly ctx: Ctx;
  readonly view: Viewport;
  readonly scene: Scene;
}

export function paintScene(ctx: Ctx, view: Viewport, scene: Scene, look: Look): Hit[] {
  const { palette, words } = look;
  const easel: Easel = { ctx, view, scene, ...look };
  const hits: Hit[] = [];
  const inView = boxOf(view);
  const areas = scene.marks.areas.filter((mark) => boxesTouch(mark.shape.box, inView));
  const lines = scene.marks.lines.filter((mark) => boxesTouch(mark.shape.box, inView));
  paintAreas(easel, areas);
  for (const mark of lines) {
    const strong = isOn(scene, { kind: "line", mark }, mark.incidents);
    strokeAlong(ctx, () => trace(ctx, view, mark.shape), strong ? { ...palette, incident: palette.selected } : palette, band_px(mark, view.zoom));
  }
  paintCircles(easel);
  const signs = signBoxes(view, scene);
  const spots = countSpots(areas, signs, view);
  const counts = spots.map(({ at }) => boxAround(at, { x: 16, y: 12 }));
  look.labels.paint(ctx, view, palette, { code: words.code, taken: [...look.covered, ...signs, ...counts], inset_px: look.inset_px });
  const counted: readonly Target[] = [
    ...areas.map((mark): Target => ({ kind: "area", mark })),
    ...lines.filter((mark) => mark.incidents.length > 1).map((mark): Target => ({ kind: "line", mark })),
  ];
  for (const [i, target] of counted.entries()) {
    if (target.kind !== "area" && target.kind !== "line") continue;
    const { at, free } = spots[i] ?? { at: onCanvas(view, target.mark.anchor), free: true };
    // half a number under another sign would only be misread
    const half = free ? drawCount(ctx, at, words.format.count(target.mark.incidents.length), palette) : drawHint(ctx, at, palette);
    hits.push({ target, at, radius_px: half });
  }
  for (const gathered of scene.gathered) if (!isSpread(scene, gathered)) hits.push(paintGathered(easel, gathered));
  paintSelectedPlaces(easel);
  if (scene.spread) hits.push(...paintSpread(easel, scene.spread));
  if (scene.circle) paintReaderCircle(easel, scene.circle);
  if (scene.asked) paintAsked(easel, scene.asked);
  return hits;
}

/** A cluster that is spread out makes room for what was in it. */
function isSpread({ spread }: Scene, gathered: Gathered): boolean {
  return spread !== null && gathered.kind === "cluster" && gathered.id === spread.cluster;
}

/** Where signs stand, so that no name is written under them. */
function signBoxes(view: Viewport, scene: Scene): Box[] {
  const around = (spot: Spot2, half: Spot2): Box => boxAround(onCanvas(view, spot), half);
  // beyond some hundreds there is no room for names anyway
  const signs = scene.gathered.length > 400 ? [] : scene.gathered;
  return [
    ...signs.map((sign) => around(sign.at, sign.kind === "place" ? { x: 8, y: 8 } : { x: 18, y: 18 })),
    ...(scene.asked ? [around(scene.asked.at, { x: 10, y: 10 })] : []),
  ];
}

function boxAround({ x, y }: Spot2, half: Spot2): Box {
  return [x - half.x, y - half.y, x + half.x, y + half.y];
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

function paintGathered({ ctx, view, scene, palette, words }: Easel, gathered: Gathered): Hit {
  const at = onCanvas(view, gathered.at);
  const target: Target = gathered.kind === "place" ? { kind: "place", mark: gathered.mark } : { kind: "cluster", cluster: gathered };
  const radius_px = gathered.kind === "place" ? SYMBOL_PX + 3 : clusterRadius_px(gathered.count) + 3;
  if (scene.pointed === keyOf(target)) ring(ctx, at, radius_px + 3, palette.selected);
  if (gathered.kind === "place") stampSymbol(ctx, gathered.mark.symbol, at, palette);
  else stampCluster(ctx, at, { n: gathered.count, text: words.format.count(gathered.count) }, palette);
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
  ctx.beginPath();
  ctx.arc(middle.x, middle.y, 2.5, 0, 2 * Math.PI);
  ctx.fillStyle = palette.incident;
  ctx.fill();
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

function paintAsked(easel: Easel, asked: AskedDrawing): void {
  const { ctx, view, palette } = easel;
  ctx.save();
  for (const { shape, foot } of asked.ways) {
    strokeWay(ctx, () => trace(ctx, view, shape), palette);
    drawFoot(ctx, onCanvas(view, foot), palette);
  }
  const at = onCanvas(view, asked.at);
  ring(ctx, at, 8, palette.ask);
  cross(ctx, at, palette.ask);
  ctx.font = `600 12px ${FONT_FAMILY}`;
  const taken: Box[] = [boxAround(at, { x: 10, y: 10 }), ...easel.covered];
  for (const { foot, text } of asked.ways) {
    const width_px = ctx.measureText(text).width;
    const spot = besideFoot(easel, at, { end: onCanvas(view, foot), width_px });
    const half = { x: width_px / 2, y: LABEL_HALF_PX - 1 };
    const steps = [0, -1, 1, -2, 2, -3, 3].map((step) => ({ x: spot.x, y: spot.y + step * 2 * LABEL_HALF_PX }));
    const free = steps.find((one) => isSeen(one, view, easel.inset_px) && !taken.some((box) => boxesTouch(box, boxAround(one, half))));
    // one over the other neither is read; the panel tells all of them
    if (free === undefined) continue;
    taken.push(boxAround(free, half));
    write(ctx, text, free, { colour: palette.ask, halo: palette.textHalo });
  }
  ctx.restore();
}

const LABEL_HALF_PX = 9;

/** Beyond the foot as seen from the place, or where the way leaves the map; always wholly in view. */
function besideFoot({ view, inset_px }: Easel, from: Spot2, foot: { readonly end: Spot2; readonly width_px: number }): Spot2 {
  const half = foot.width_px / 2 + 4;
  const length = Math.hypot(foot.end.x - from.x, foot.end.y - from.y) || 1;
  const [dx, dy] = [(foot.end.x - from.x) / length, (foot.end.y - from.y) / length];
  const wanted = { x: foot.end.x + dx * (half + 8), y: foot.end.y + dy * (LABEL_HALF_PX + 8) };
  const [left, right] = [inset_px.x + half, view.width_px - inset_px.x - half];
  const [top, bottom] = [inset_px.y + LABEL_HALF_PX + 4, view.height_px - inset_px.y - LABEL_HALF_PX - 4];
  // along the way back to the place until the label is inside
  const back = (value: number, low: number, high: number, start: number) =>
    value < low && start > value ? (low - value) / (start - value) : value > high && start < value ? (value - high) / (value - start) : 0;
  const part = Math.min(1, Math.max(back(wanted.x, left, right, from.x), back(wanted.y, top, bottom, from.y)));
  return { x: wanted.x + (from.x - wanted.x) * part, y: wanted.y + (from.y - wanted.y) * part };
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
