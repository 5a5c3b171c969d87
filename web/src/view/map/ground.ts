// The ground of the map, from our own layers: countries, provinces, districts, borders as their source draws them. Not responsible for labels.

import { landOf, type AreaUnit, type Border, type Layers } from "../../model/layer";
import type { Palette } from "./palette";
import { boxOf, trace, type Viewport } from "./viewport";
import { boxesTouch, boxOfDegrees, shapeOfLines, type Box, shapeOfPolygons, type Shape } from "./world";

/** Districts clutter a map of countries; from this zoom on they are drawn. */
export const DISTRICTS_FROM_ZOOM = 6;
export const PROVINCES_FROM_ZOOM = 3.5;

type Ctx = CanvasRenderingContext2D;

const unitShapes = new WeakMap<AreaUnit, Shape>();

/** The outline of a unit in the plane; made once. */
export function unitShape(unit: AreaUnit): Shape {
  const shape = unitShapes.get(unit) ?? shapeOfPolygons(landOf(unit));
  unitShapes.set(unit, shape);
  return shape;
}

/** A unit whose outline is worked out when it first comes into view: most units of three countries never do. */
interface LazyUnit {
  readonly unit: AreaUnit;
  readonly box: Box;
}

/** The layers in the plane; made once. */
export class Ground {
  readonly countries: readonly LazyUnit[];
  readonly borders: readonly { readonly border: Border; readonly shape: Shape }[];
  readonly #provinces: readonly LazyUnit[];
  readonly #districts: readonly LazyUnit[];

  constructor(layers: Layers) {
    const lazy = (units: readonly AreaUnit[]) => units.map((unit) => ({ unit, box: boxOfDegrees(unit.bbox_deg) }));
    this.countries = lazy(layers.countries);
    this.#provinces = lazy(layers.provinces);
    this.#districts = lazy(layers.districts);
    this.borders = layers.borders.map((border) => ({ border, shape: shapeOfLines(border.lines) }));
  }

  /** `land` alone has no units below countries; it is there sooner. */
  paint(ctx: Ctx, view: Viewport, palette: Palette, what: "land" | "all" = "all"): void {
    ctx.fillStyle = palette.beyond;
    ctx.fillRect(0, 0, view.width_px, view.height_px);
    const inView = boxOf(view);
    const seen = (units: readonly LazyUnit[]) => units.filter(({ box }) => boxesTouch(box, inView)).map(({ unit }) => unitShape(unit));
    // without the larger units the smaller ones are the land, and are drawn from afar
    const land = [this.countries, this.#provinces, this.#districts].find((units) => units.length > 0) ?? [];
    fill(ctx, view, seen(land), palette.land);
    ctx.lineJoin = "round";
    if (what === "all" && (view.zoom >= DISTRICTS_FROM_ZOOM || land === this.#districts)) stroke(ctx, view, seen(this.#districts), { colour: palette.district, width_px: 0.8 });
    if (what === "all" && view.zoom >= PROVINCES_FROM_ZOOM) stroke(ctx, view, seen(this.#provinces), { colour: palette.province, width_px: 1 });
    stroke(ctx, view, seen(this.countries), { colour: palette.coast, width_px: 1 });
    for (const { border, shape } of this.borders) {
      if (boxesTouch(shape.box, inView)) strokeBorder(ctx, () => trace(ctx, view, shape), borderStyle(border), palette);
    }
  }
}

export type BorderStyle = "land" | "approximate" | "maritime";

export function borderStyle(border: Border): BorderStyle {
  if (border.maritime) return "maritime";
  return border.approximate ? "approximate" : "land";
}

const DASHES: Readonly<Record<BorderStyle, readonly number[]>> = { land: [], approximate: [7, 4], maritime: [2, 4] };

export function strokeBorder(ctx: Ctx, path: () => void, style: BorderStyle, palette: Palette): void {
  ctx.save();
  ctx.lineJoin = "round";
  ctx.beginPath();
  path();
  ctx.strokeStyle = palette.borderHalo;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.setLineDash([...DASHES[style]]);
  ctx.strokeStyle = style === "maritime" ? palette.maritime : palette.border;
  ctx.lineWidth = 1.7;
  ctx.stroke();
  ctx.restore();
}

function fill(ctx: Ctx, view: Viewport, shapes: readonly Shape[], colour: string): void {
  ctx.fillStyle = colour;
  for (const shape of shapes) {
    ctx.beginPath();
    trace(ctx, view, shape);
    ctx.fill("evenodd");
  }
}

function stroke(ctx: Ctx, view: Viewport, shapes: readonly Shape[], pen: { readonly colour: string; readonly width_px: number }): void {
  ctx.strokeStyle = pen.colour;
  ctx.lineWidth = pen.width_px;
  ctx.beginPath();
  for (const shape of shapes) trace(ctx, view, shape);
  ctx.stroke();
}
