// What the signs of the map mean: only those that are on it, drawn by the same functions. Not responsible for its place on the page.

import type { Words } from "../../words/words";
import type { Layers } from "../../model/layer";
import { el } from "../nodes";
import { borderStyle, strokeBorder } from "./ground";
import { dot } from "./labels";
import type { Palette } from "./palette";
import type { Scene } from "./scene";
import { drawFoot, strokeWay } from "./scene";
import { drawCluster, drawCount, drawSymbol, hatch, strokeAlong } from "./symbols";

type Ctx = CanvasRenderingContext2D;

export interface LegendEntry {
  readonly text: string;
  readonly draw: (ctx: Ctx, palette: Palette) => void;
}

export const SAMPLE_WIDTH_PX = 40;
export const SAMPLE_HEIGHT_PX = 24;
const MIDDLE = { x: SAMPLE_WIDTH_PX / 2, y: SAMPLE_HEIGHT_PX / 2 };

function level(ctx: Ctx): () => void {
  return () => {
    ctx.moveTo(3, MIDDLE.y);
    ctx.lineTo(SAMPLE_WIDTH_PX - 3, MIDDLE.y);
  };
}

function areaSample(ctx: Ctx, palette: Palette): void {
  ctx.beginPath();
  ctx.rect(2, 2, SAMPLE_WIDTH_PX - 4, SAMPLE_HEIGHT_PX - 4);
  ctx.fillStyle = palette.incidentPale;
  ctx.fill();
  ctx.globalAlpha = 0.6;
  ctx.fillStyle = hatch(ctx, "narrow", palette);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.incident;
  ctx.stroke();
}

function circleSample(ctx: Ctx, palette: Palette): void {
  ctx.beginPath();
  ctx.arc(MIDDLE.x, MIDDLE.y, 11, 0, 2 * Math.PI);
  ctx.setLineDash([4, 3]);
  ctx.strokeStyle = palette.incident;
  ctx.stroke();
  drawSymbol(ctx, "near", MIDDLE, palette);
}

function clusterSample(ctx: Ctx, palette: Palette, text: string): void {
  ctx.save();
  ctx.translate(MIDDLE.x, MIDDLE.y);
  ctx.scale(0.68, 0.68);
  drawCluster(ctx, { x: 0, y: 0 }, { n: 1, text }, palette);
  ctx.restore();
}

function readerCircleSample(ctx: Ctx, palette: Palette): void {
  ctx.beginPath();
  ctx.arc(MIDDLE.x, MIDDLE.y, 9, 0, 2 * Math.PI);
  ctx.strokeStyle = palette.ask;
  ctx.lineWidth = 2;
  ctx.stroke();
}

/** The entries for what the scene and the layers hold, the incidents first. */
export function legendEntries(scene: Scene, layers: Layers, { map: words, format }: Words): LegendEntry[] {
  const { places, areas, lines } = scene.marks;
  const has = (kind: string) => places.some((mark) => mark.symbol === kind);
  const borders = new Set(layers.borders.map(borderStyle));
  const border = (style: "land" | "approximate" | "maritime") => (ctx: Ctx, palette: Palette) => strokeBorder(ctx, level(ctx), style, palette);
  const all: readonly (LegendEntry & { readonly on: boolean })[] = [
    { on: has("exact"), text: words.legendExact, draw: (ctx, palette) => drawSymbol(ctx, "exact", MIDDLE, palette) },
    { on: has("near"), text: words.legendNear, draw: circleSample },
    { on: has("unstated"), text: words.legendUnstated, draw: (ctx, palette) => drawSymbol(ctx, "unstated", MIDDLE, palette) },
    { on: areas.length > 0, text: words.legendArea, draw: (ctx, palette) => { areaSample(ctx, palette); drawCount(ctx, MIDDLE, format.count(2), palette); } },
    { on: lines.length > 0, text: words.legendLine, draw: (ctx, palette) => strokeAlong(ctx, level(ctx), palette) },
    {
      on: scene.gathered.some(({ kind }) => kind === "cluster"),
      text: words.legendCluster,
      draw: (ctx, palette) => clusterSample(ctx, palette, format.count(9)),
    },
    { on: borders.has("land"), text: words.legendBorder, draw: border("land") },
    { on: borders.has("approximate"), text: words.legendApproximate, draw: border("approximate") },
    { on: borders.has("maritime"), text: words.legendMaritime, draw: border("maritime") },
    { on: layers.spots.some(({ kind }) => kind === "town"), text: words.legendTown, draw: (ctx, palette) => dot(ctx, MIDDLE, "town", palette) },
    { on: layers.spots.some(({ kind }) => kind === "tripoint"), text: words.legendTripoint, draw: (ctx, palette) => dot(ctx, MIDDLE, "tripoint", palette) },
    { on: scene.circle !== null, text: words.legendCircle, draw: readerCircleSample },
    {
      on: (scene.asked?.ways.length ?? 0) > 0,
      text: words.legendFoot,
      draw: (ctx, palette) => {
        strokeWay(ctx, level(ctx), palette);
        drawFoot(ctx, { x: SAMPLE_WIDTH_PX - 5, y: MIDDLE.y }, palette);
      },
    },
  ];
  return all.filter(({ on }) => on);
}

/** The legend as a list that can be folded. */
export class Legend {
  readonly node: HTMLDetailsElement;
  readonly #summary = el("summary");
  readonly #list = el("ul");
  #told = "";
  #folded = false;

  constructor(open: "open" | "folded") {
    this.node = el("details", { class: "map-legend", part: "legend", open: open === "open" }, this.#summary, this.#list);
  }

  /** Open on paper, where nobody can open it; afterwards as it was. */
  print(when: "before" | "after"): void {
    if (when === "before") this.#folded = !this.node.open;
    this.node.open = when === "before" || !this.#folded;
  }

  /** Shows entries; does nothing if they and the colours are the same as before. */
  show(title: string, entries: readonly LegendEntry[], palette: Palette): void {
    const told = [title, palette.land, ...entries.map(({ text }) => text)].join("\n");
    if (told === this.#told) return;
    this.#told = told;
    this.#summary.textContent = title;
    this.#list.replaceChildren(...entries.map((entry) => el("li", {}, sample(entry, palette), el("span", {}, entry.text))));
  }
}

function sample(entry: LegendEntry, palette: Palette): HTMLCanvasElement {
  const ratio = 2;
  const canvas = el("canvas", { width: SAMPLE_WIDTH_PX * ratio, height: SAMPLE_HEIGHT_PX * ratio, "aria-hidden": "true" });
  const ctx = canvas.getContext("2d");
  if (ctx) {
    ctx.scale(ratio, ratio);
    entry.draw(ctx, palette);
  }
  return canvas;
}
