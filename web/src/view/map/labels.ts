// Names on the map: countries, provinces, districts, towns and tripoints, in the reader's language and, where there is room, in the other script.
// A name that would cover another one or a number is left out; the more important one stays.

import type { Layers, Names } from "../../model/layer";
import type { LonLat } from "../../model/lonlat";
import type { LanguageCode } from "../../state/store";
import { nameIn, nameInOtherScript } from "../../words/words";
import type { Palette } from "./palette";
import { FONT_FAMILY } from "./symbols";
import { isSeen, spotInView, type SeenPart } from "./seen-part";
import { boxOf, onCanvas, type Viewport } from "./viewport";
import { unitShape } from "./ground";
import { boxesTouch, boxOfDegrees, labelSpotOf, planeOf, type Box, type Spot2 } from "./world";

type Ctx = CanvasRenderingContext2D;
type Sort = "country" | "province" | "district" | "town" | "tripoint";

interface Label {
  readonly sort: Sort;
  readonly names: Names;
  readonly box: Box;
  readonly at: () => Spot2;
  /** A spot on the canvas in the part that is seen, for what is so wide that its own spot often is not. */
  readonly part: ((view: Viewport, inset_px: Spot2) => SeenPart | null) | null;
  /** Width of the area in the plane; 0 for towns. */
  readonly room: number;
  readonly weight: number;
}

interface Style {
  readonly font: string;
  readonly size_px: number;
  readonly faint: boolean;
  readonly from_zoom: number;
  readonly to_zoom: number;
  /** From here on the other script has a second line. */
  readonly both_from_zoom: number;
  readonly spaced: boolean;
}

const STYLES: Readonly<Record<Sort, Style>> = {
  country: { font: "600 15px", size_px: 15, faint: false, from_zoom: 2, to_zoom: 8.5, both_from_zoom: 4, spaced: true },
  tripoint: { font: "500 11px", size_px: 11, faint: true, from_zoom: 6.5, to_zoom: 22, both_from_zoom: 99, spaced: false },
  province: { font: "italic 500 12px", size_px: 12, faint: true, from_zoom: 5.25, to_zoom: 9.5, both_from_zoom: 6.5, spaced: false },
  town: { font: "500 12px", size_px: 12, faint: false, from_zoom: 4.5, to_zoom: 22, both_from_zoom: 7.5, spaced: false },
  district: { font: "italic 400 11px", size_px: 11, faint: true, from_zoom: 7.5, to_zoom: 13, both_from_zoom: 9, spaced: false },
};

/** Half the height of a count label, kept free of names. */
const COUNT_HALF_PX = 12;

/** All names of the layers; made once. */
export class Labels {
  readonly #labels: readonly Label[];

  constructor(layers: Layers) {
    const labels: Label[] = [];
    for (const unit of [...layers.countries, ...layers.provinces, ...layers.districts]) {
      const box = boxOfDegrees(unit.bbox_deg);
      labels.push({ sort: unit.level, names: unit.names, box, at: () => labelSpotOf(unitShape(unit)), part: unit.level === "country" ? (view, inset_px) => spotInView(unitShape(unit), view, inset_px) : null, room: box[2] - box[0], weight: box[2] - box[0] });
    }
    for (const { kind, names, at, population } of layers.spots) {
      labels.push({ sort: kind === "town" ? "town" : "tripoint", names, ...standing(at), part: null, room: 0, weight: population ?? 0 });
    }
    const order: readonly Sort[] = ["country", "tripoint", "town", "province", "district"];
    this.#labels = labels.sort((a, b) => order.indexOf(a.sort) - order.indexOf(b.sort) || b.weight - a.weight);
  }

  /** Paints what has room beside the boxes that are `taken` on the canvas. */
  paint(ctx: Ctx, view: Viewport, palette: Palette, told: { readonly code: LanguageCode; readonly taken: readonly Box[]; readonly inset_px: Spot2 }): void {
    const taken = [...told.taken];
    const names: Box[] = [];
    const inView = boxOf(view);
    for (const label of this.#labels) {
      const style = STYLES[label.sort];
      if (view.zoom < style.from_zoom || view.zoom > style.to_zoom) continue;
      if (label.sort === "town" && view.zoom < townZoom(label.weight)) continue;
      // not worked out for what would have no room or is out of view
      if (!boxesTouch(label.box, inView) || (label.room > 0 && label.room * view.scale < 24)) continue;
      const own = onCanvas(view, label.at());
      const part = label.part === null || isSeen(own, view, told.inset_px) ? null : label.part(view, told.inset_px);
      const at = part?.at ?? own;
      if (at.x < -80 || at.y < -20 || at.x > view.width_px + 80 || at.y > view.height_px + 20) continue;
      place(ctx, { label, style, at, room_px: part?.room_px ?? label.room * view.scale * 1.05, view, palette, code: told.code, taken, names });
    }
  }
}

function standing(lonlat: LonLat): Pick<Label, "at" | "box"> {
  const spot = planeOf(lonlat);
  return { at: () => spot, box: [spot.x, spot.y, spot.x, spot.y] };
}

/** Greater towns come first. */
function townZoom(population: number): number {
  if (population > 1_000_000) return 4.5;
  if (population > 200_000) return 5.5;
  return population > 50_000 ? 6.25 : 7;
}

interface Placing {
  readonly label: Label;
  readonly style: Style;
  readonly at: Spot2;
  readonly room_px: number;
  readonly view: Viewport;
  readonly palette: Palette;
  readonly code: LanguageCode;
  /** Where nothing may be written. */
  readonly taken: Box[];
  /** Where names are written. */
  readonly names: Box[];
}

function place(ctx: Ctx, placing: Placing): void {
  const { label, style, at, view, palette, code, taken } = placing;
  const first = nameIn(label.names, code);
  const second = view.zoom >= style.both_from_zoom ? nameInOtherScript(label.names, code) : null;
  const upper = style.spaced && code === "en" ? first.toUpperCase() : first;
  const spot = label.sort === "town" || label.sort === "tripoint";
  // Arabic script has no slanted face; a browser would only shear it
  ctx.font = `${code === "en" ? style.font : style.font.replace("italic ", "")} ${FONT_FAMILY}`;
  const spacing = style.spaced && code === "en";
  ctx.letterSpacing = spacing ? "2px" : "0px";
  const width = Math.max(ctx.measureText(upper).width, second ? ctx.measureText(second).width : 0);
  // a dot that stands in another name would read as part of it
  if (spot && placing.names.some((box) => overlaps(box, around(at, 2, 4)))) return resetSpacing(ctx);
  if (!spot && width > placing.room_px) return resetSpacing(ctx);
  const height = style.size_px * (second ? 2.35 : 1.25);
  const gap = spot ? 6 : 0;
  // beside a dot the name may stand on either side, over an area above or below a number
  const tries: readonly Spot2[] = spot
    ? [{ x: at.x + gap + width / 2, y: at.y }, { x: at.x - gap - width / 2, y: at.y }, { x: at.x + gap + 6 + width / 2, y: at.y }, { x: at.x - gap - 6 - width / 2, y: at.y }, { x: at.x, y: at.y - 5 - height / 2 }]
    : [at, { x: at.x, y: at.y + COUNT_HALF_PX + height / 2 + 3 }, { x: at.x, y: at.y - COUNT_HALF_PX - height / 2 - 3 }];
  const middle = tries.find((t) => !taken.some((box) => overlaps(box, around(t, width, height))));
  if (!middle) return resetSpacing(ctx);
  taken.push(around(middle, width, height));
  placing.names.push(around(middle, width, height));
  if (spot) dot(ctx, at, label.sort, palette);
  const colour = style.faint ? palette.faintText : palette.text;
  write(ctx, upper, { x: middle.x, y: middle.y - (second ? style.size_px * 0.55 : 0) }, { colour, halo: palette.textHalo });
  resetSpacing(ctx);
  if (!second) return;
  ctx.font = `400 ${style.size_px - 1}px ${FONT_FAMILY}`;
  write(ctx, second, { x: middle.x, y: middle.y + style.size_px * 0.65 }, { colour: palette.faintText, halo: palette.textHalo });
}

function resetSpacing(ctx: Ctx): void {
  ctx.letterSpacing = "0px";
}

function around({ x, y }: Spot2, width: number, height: number): Box {
  return [x - width / 2 - 3, y - height / 2 - 1, x + width / 2 + 3, y + height / 2 + 1];
}

function overlaps(a: Box, b: Box): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

export function dot(ctx: Ctx, { x, y }: Spot2, sort: "town" | "tripoint", palette: Palette): void {
  ctx.beginPath();
  if (sort === "town") ctx.rect(x - 2, y - 2, 4, 4);
  else {
    ctx.moveTo(x, y - 5);
    ctx.lineTo(x + 5, y + 4);
    ctx.lineTo(x - 5, y + 4);
    ctx.closePath();
  }
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = palette.textHalo;
  ctx.stroke();
  ctx.fillStyle = sort === "town" ? palette.town : palette.border;
  ctx.fill();
}

/** Text in the middle of `at` with a halo, so that lines under it do not cross it. */
export function write(ctx: Ctx, text: string, at: Spot2, ink: { readonly colour: string; readonly halo: string }): void {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = ink.halo;
  ctx.strokeText(text, at.x, at.y);
  ctx.fillStyle = ink.colour;
  ctx.fillText(text, at.x, at.y);
}
