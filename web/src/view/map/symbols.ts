// The signs of the map, each a shape of its own so that none is known by colour alone. Used on the map, in the legend and in the picture.
// Not responsible for where they stand.

import type { Incident } from "../../model/incident";
import type { Palette } from "./palette";
import type { Spot2 } from "./world";

/** `exact`: filled disc; `near`: pale diamond (somewhere in its circle); `unstated`: hollow disc (nobody says how exact). */
export type SymbolKind = "exact" | "near" | "unstated";

type Ctx = CanvasRenderingContext2D;

export const SYMBOL_PX = 6;

/** The sign of a record that has a place; a place of unknown worth is never drawn as exact. */
export function symbolOf(incident: Pick<Incident, "precision" | "where">): SymbolKind {
  if ("radius_m" in incident.where && incident.where.radius_m !== null) return "near";
  if (incident.precision === "exact") return "exact";
  return incident.precision === "near" || incident.precision === "locality" ? "near" : "unstated";
}

export function drawSymbol(ctx: Ctx, kind: SymbolKind, { x, y }: Spot2, palette: Palette): void {
  ctx.save();
  ctx.setLineDash([]);
  ctx.beginPath();
  if (kind === "near") diamond(ctx, x, y, SYMBOL_PX + 1);
  else ctx.arc(x, y, SYMBOL_PX, 0, 2 * Math.PI);
  ctx.lineWidth = 4;
  ctx.strokeStyle = palette.incidentHalo;
  ctx.stroke();
  ctx.fillStyle = kind === "exact" ? palette.incident : palette.incidentHalo;
  ctx.fill();
  if (kind === "near") {
    ctx.fillStyle = palette.incident;
    ctx.globalAlpha = 0.3;
    ctx.fill();
    ctx.globalAlpha = 1;
  }
  ctx.lineWidth = 1.75;
  ctx.strokeStyle = palette.incident;
  ctx.stroke();
  ctx.restore();
}

function diamond(ctx: Ctx, x: number, y: number, r: number): void {
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + r, y);
  ctx.lineTo(x, y + r);
  ctx.lineTo(x - r, y);
  ctx.closePath();
}

/** Radius of a cluster's ring by the number of points in it. */
export function clusterRadius_px(count: number): number {
  return 12 + Math.min(14, 3.2 * Math.log10(Math.max(1, count)) * 1.6);
}

/** A ring with a number: many places, none of them here. */
export function drawCluster(ctx: Ctx, at: Spot2, count: { readonly n: number; readonly text: string }, palette: Palette): void {
  const r = clusterRadius_px(count.n);
  ctx.save();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(at.x, at.y, r, 0, 2 * Math.PI);
  ctx.fillStyle = palette.incidentHalo;
  ctx.fill();
  ctx.fillStyle = palette.incidentPale;
  ctx.fill();
  ctx.lineWidth = 2.25;
  ctx.strokeStyle = palette.incident;
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(at.x, at.y, r + 3, 0, 2 * Math.PI);
  ctx.lineWidth = 1;
  ctx.stroke();
  centred(ctx, at, count.text, palette.text);
  ctx.restore();
}

/** A label with a number for an area or a line: square, as it stands for the whole of it and not for a place. */
export function drawCount(ctx: Ctx, at: Spot2, text: string, palette: Palette): number {
  ctx.save();
  ctx.setLineDash([]);
  ctx.font = COUNT_FONT;
  const half = Math.max(10, ctx.measureText(text).width / 2 + 6);
  ctx.beginPath();
  ctx.rect(at.x - half, at.y - 10, 2 * half, 20);
  ctx.lineWidth = 4;
  ctx.strokeStyle = palette.incidentHalo;
  ctx.stroke();
  ctx.fillStyle = palette.incident;
  ctx.fill();
  centred(ctx, at, text, palette.onIncident);
  ctx.restore();
  return half;
}

/** A small square: an area with incidents whose number has no room here; nearer it has. */
export function drawHint(ctx: Ctx, at: Spot2, palette: Palette): number {
  const half = 4;
  ctx.beginPath();
  ctx.rect(at.x - half, at.y - half, 2 * half, 2 * half);
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.incidentHalo;
  ctx.stroke();
  ctx.fillStyle = palette.incident;
  ctx.fill();
  return half;
}

export const FONT_FAMILY = 'system-ui, "Segoe UI", "Noto Sans", "Noto Naskh Arabic", "Noto Sans Arabic", Tahoma, sans-serif';
const COUNT_FONT = `600 12px ${FONT_FAMILY}`;

function centred(ctx: Ctx, at: Spot2, text: string, colour: string): void {
  ctx.font = COUNT_FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour;
  ctx.fillText(text, at.x, at.y + 0.5);
}

/** Hatching: wider for a wider area, so that a province looks less sure than a district. */
export function hatch(ctx: Ctx, level: "narrow" | "wide", palette: Palette): CanvasPattern | string {
  const size = level === "narrow" ? 7 : 12;
  const tile = ctx.canvas.ownerDocument.createElement("canvas");
  const ratio = 2;
  tile.width = size * ratio;
  tile.height = size * ratio;
  const pen = tile.getContext("2d");
  if (!pen) return palette.incidentPale;
  pen.scale(ratio, ratio);
  pen.strokeStyle = palette.incident;
  pen.lineWidth = level === "narrow" ? 1.1 : 0.9;
  pen.beginPath();
  for (const offset of [-size, 0, size]) {
    pen.moveTo(offset - 1, size + 1);
    pen.lineTo(offset + size + 1, -1);
  }
  pen.stroke();
  const pattern = ctx.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, 0, 0]));
  return pattern ?? palette.incidentPale;
}

/** Width of the line of what is along a border. */
export const LINE_PX = 3;
/** The band around it is at least so wide. */
export const BAND_LEAST_PX = LINE_PX + 6;

/** A line along a border: a pale band, as wide as what is known, with a beaded line in it, unlike any border. */
export function strokeAlong(ctx: Ctx, path: () => void, palette: Palette, band_px: number = BAND_LEAST_PX): void {
  ctx.save();
  ctx.lineJoin = "round";
  ctx.lineCap = "butt";
  ctx.beginPath();
  path();
  ctx.setLineDash([]);
  // a wide band covers much of the map and is paler
  ctx.globalAlpha = band_px > 3 * BAND_LEAST_PX ? 0.14 : 0.28;
  ctx.strokeStyle = palette.incident;
  ctx.lineWidth = band_px;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.setLineDash([10, 4, 2, 4]);
  ctx.lineWidth = LINE_PX;
  ctx.stroke();
  ctx.restore();
}
