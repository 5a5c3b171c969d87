// Signs and clusters drawn once each and stamped from then on: thousands of arcs and texts in every frame would make a drag stutter.

import type { Palette } from "./palette";
import { clusterRadius_px, drawCluster, drawSymbol, SYMBOL_PX, type SymbolKind } from "./symbols";
import type { Spot2 } from "./world";

/** Sharp on dense screens and in the picture. */
const RATIO = 2;
/** Numbers of clusters differ without end; older stamps are thrown away beyond this. */
const STAMPS_MOST = 600;

type Ctx = CanvasRenderingContext2D;

interface Stamp {
  readonly canvas: HTMLCanvasElement;
  readonly half_px: number;
}

const stamps = new Map<string, Stamp>();

export function stampSymbol(ctx: Ctx, kind: SymbolKind, at: Spot2, palette: Palette): void {
  const key = `${kind} ${palette.incident} ${palette.incidentHalo}`;
  stamp(ctx, at, stampOf(key, SYMBOL_PX + 5, (pen, middle) => drawSymbol(pen, kind, middle, palette)));
}

export function stampCluster(ctx: Ctx, at: Spot2, count: { readonly n: number; readonly text: string }, palette: Palette): void {
  const key = `${count.text} ${palette.incident} ${palette.incidentHalo} ${palette.text}`;
  stamp(ctx, at, stampOf(key, Math.ceil(clusterRadius_px(count.n)) + 5, (pen, middle) => drawCluster(pen, middle, count, palette)));
}

function stampOf(key: string, half_px: number, draw: (pen: Ctx, middle: Spot2) => void): Stamp {
  const known = stamps.get(key);
  if (known) return known;
  if (stamps.size >= STAMPS_MOST) stamps.clear();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * half_px * RATIO;
  const pen = canvas.getContext("2d");
  if (pen) {
    pen.scale(RATIO, RATIO);
    draw(pen, { x: half_px, y: half_px });
  }
  const made = { canvas, half_px };
  stamps.set(key, made);
  return made;
}

// on half pixels, where the stamp is not smeared
function stamp(ctx: Ctx, { x, y }: Spot2, { canvas, half_px }: Stamp): void {
  ctx.drawImage(canvas, Math.round(2 * (x - half_px)) / 2, Math.round(2 * (y - half_px)) / 2, 2 * half_px, 2 * half_px);
}
