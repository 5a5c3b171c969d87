// The map as a PNG: its title, what it shows, its legend and its credits are in the picture, so that it can be passed on without losing them.

import type { Labels } from "./labels";
import type { Words } from "../../words/words";
import type { Ground } from "./ground";
import { SAMPLE_HEIGHT_PX, SAMPLE_WIDTH_PX, type LegendEntry } from "./legend";
import { PAPER } from "./palette";
import { paintScene, type Scene } from "./scene";
import { scaleBar } from "./scale-bar";
import { FONT_FAMILY } from "./symbols";
import { viewportAround } from "./viewport";
import { lonLatOf, type Spot2 } from "./world";

export interface PictureParts {
  readonly ground: Ground;
  readonly labels: Labels;
  readonly scene: Scene;
  readonly legend: readonly LegendEntry[];
  readonly words: Words;
  readonly title: string;
  readonly lead: string;
  readonly credits: readonly string[];
  /** Middle and zoom of the map on the screen, and its size there. */
  readonly middle: Spot2;
  readonly zoom: number;
  readonly screen: { readonly x: number; readonly y: number };
}

const WIDTH_PX = 1200;
const EDGE_PX = 32;
const RATIO = 2;
const MAP_RATIO = { least: 0.45, most: 1.1 };

type Ctx = CanvasRenderingContext2D;

export async function picture(parts: PictureParts): Promise<Blob> {
  const canvas = document.createElement("canvas");
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("this browser gives no canvas to draw the picture on; save the table instead");
  const inner = WIDTH_PX - 2 * EDGE_PX;
  const mapHeight = Math.round(inner * Math.min(MAP_RATIO.most, Math.max(MAP_RATIO.least, parts.screen.y / parts.screen.x)));
  const credit = wrapped(ctx, parts.credits.join(" · "), font(400, 13), inner);
  const lead = wrapped(ctx, parts.lead, font(400, 16), inner);
  const title = wrapped(ctx, parts.title, font(600, 26), inner);
  const columns = 3;
  const legendHeight = Math.ceil(parts.legend.length / columns) * 30;
  const top = EDGE_PX + title.length * 34 + lead.length * 24 + 12;
  const height = top + mapHeight + 20 + legendHeight + 14 + credit.length * 19 + EDGE_PX;
  canvas.width = WIDTH_PX * RATIO;
  canvas.height = height * RATIO;
  ctx.scale(RATIO, RATIO);
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(0, 0, WIDTH_PX, height);
  ctx.direction = parts.words.dir;
  writeLines(ctx, parts, title, { y: EDGE_PX, step: 34, font: font(600, 26), colour: PAPER.selected });
  writeLines(ctx, parts, lead, { y: EDGE_PX + title.length * 34, step: 24, font: font(400, 16), colour: PAPER.faintText });
  paintMap(ctx, parts, { top, width: inner, height: mapHeight });
  paintLegend(ctx, parts, { top: top + mapHeight + 20, width: inner, columns });
  writeLines(ctx, parts, credit, { y: top + mapHeight + 34 + legendHeight, step: 19, font: font(400, 13), colour: PAPER.faintText });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("the browser made no picture of the map; make its window smaller and try again"));
    }, "image/png");
  });
}

function font(weight: number, size_px: number): string {
  return `${weight} ${size_px}px ${FONT_FAMILY}`;
}

function paintMap(ctx: Ctx, parts: PictureParts, frame: { readonly top: number; readonly width: number; readonly height: number }): void {
  const { ground, labels, scene, words, middle, screen } = parts;
  // as much of the world as on the screen, however wide that is
  const zoom = parts.zoom + Math.log2(Math.min(frame.width / screen.x, frame.height / screen.y));
  const view = viewportAround(middle, zoom, frame.width, frame.height);
  ctx.save();
  ctx.translate(EDGE_PX, frame.top);
  ctx.beginPath();
  ctx.rect(0, 0, frame.width, frame.height);
  ctx.clip();
  ground.paint(ctx, view, PAPER);
  paintScene(ctx, view, scene, { palette: PAPER, words, labels, inset_px: { x: 0, y: 0 }, covered: [[12, frame.height - 46, 220, frame.height - 12]] });
  const bar = scaleBar(lonLatOf(middle)[1], zoom, 160);
  ctx.fillStyle = "rgb(255 255 255 / 0.85)";
  ctx.fillRect(12, frame.height - 46, bar.width_px + 24, 34);
  ctx.strokeStyle = PAPER.text;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(24, frame.height - 26);
  ctx.lineTo(24, frame.height - 20);
  ctx.lineTo(24 + bar.width_px, frame.height - 20);
  ctx.lineTo(24 + bar.width_px, frame.height - 26);
  ctx.stroke();
  ctx.font = font(400, 13);
  ctx.fillStyle = PAPER.text;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.fillText(words.format.distance(bar.length_m), 24 + bar.width_px / 2, frame.height - 29);
  ctx.restore();
  ctx.strokeStyle = PAPER.coast;
  ctx.lineWidth = 1;
  ctx.strokeRect(EDGE_PX + 0.5, frame.top + 0.5, frame.width - 1, frame.height - 1);
}

function paintLegend(ctx: Ctx, { legend, words }: PictureParts, frame: { readonly top: number; readonly width: number; readonly columns: number }): void {
  const step = frame.width / frame.columns;
  legend.forEach((entry, i) => {
    const column = i % frame.columns;
    const x = words.dir === "rtl" ? WIDTH_PX - EDGE_PX - column * step - SAMPLE_WIDTH_PX : EDGE_PX + column * step;
    const y = frame.top + Math.floor(i / frame.columns) * 30;
    ctx.save();
    ctx.translate(x, y);
    entry.draw(ctx, PAPER);
    ctx.restore();
    ctx.font = font(400, 14);
    ctx.fillStyle = PAPER.text;
    ctx.textAlign = "start";
    ctx.textBaseline = "middle";
    ctx.fillText(entry.text, words.dir === "rtl" ? x - 10 : x + SAMPLE_WIDTH_PX + 10, y + SAMPLE_HEIGHT_PX / 2, step - SAMPLE_WIDTH_PX - 16);
  });
}

interface Block {
  readonly y: number;
  readonly step: number;
  readonly font: string;
  readonly colour: string;
}

function writeLines(ctx: Ctx, { words }: PictureParts, lines: readonly string[], block: Block): void {
  ctx.font = block.font;
  ctx.fillStyle = block.colour;
  ctx.textAlign = "start";
  ctx.textBaseline = "top";
  const x = words.dir === "rtl" ? WIDTH_PX - EDGE_PX : EDGE_PX;
  lines.forEach((line, i) => ctx.fillText(line, x, block.y + i * block.step));
}

/** A text in lines that fit; a word that is longer than a line is pressed into it when drawn. */
function wrapped(ctx: Ctx, text: string, fontOf: string, width_px: number): string[] {
  ctx.font = fontOf;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/u).filter((one) => one !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && ctx.measureText(longer).width > width_px) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
