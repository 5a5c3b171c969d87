// Leaflet layers for what is known of a place: sign, circle, hatched area, line along a border. Not responsible for events.

import { Canvas, Circle, CircleMarker, DivIcon, Marker, Point, Polygon, Polyline, type LatLngExpression, type PathOptions } from "leaflet";
import { toLeaflet } from "../model/lonlat";
import { el } from "../view/nodes";
import type { AreaMark, LineMark, PlaceMark } from "../view/map/marks";
import type { Palette } from "../view/map/palette";
import { drawSymbol, hatch, SYMBOL_PX, type SymbolKind } from "../view/map/symbols";
import { lonLatOf, type Shape } from "../view/map/world";

/** What Leaflet's canvas renderer gives to a path that draws itself. */
interface Drawing {
  readonly _ctx: CanvasRenderingContext2D;
  readonly _drawing: boolean;
}

/** A sign of the map as a Leaflet path: found, styled and clustered like a circle marker, with the shape of what is known. */
export class SignMarker extends CircleMarker {
  constructor(
    at: LatLngExpression,
    private readonly sign: { readonly kind: SymbolKind; readonly palette: Palette },
    options: PathOptions,
  ) {
    super(at, { ...options, radius: SYMBOL_PX + 1, weight: 2 });
  }

  /** Called by the canvas renderer, in place of drawing a disc. */
  _updatePath(): void {
    const { _renderer, _point } = this as unknown as { readonly _renderer: Drawing; readonly _point: Point };
    if (_renderer._drawing) drawSymbol(_renderer._ctx, this.sign.kind, _point, this.sign.palette);
  }
}

export interface Brush {
  readonly palette: Palette;
  readonly renderer: Canvas;
}

export function placeLayers({ lonlat, symbol, radius_m }: PlaceMark, { palette, renderer }: Brush): (CircleMarker | Circle)[] {
  const at = toLeaflet(lonlat);
  const sign = new SignMarker(at, { kind: symbol, palette }, { renderer });
  if (radius_m === null) return [sign];
  const style = { renderer, color: palette.incident, weight: 1.2, dashArray: "4 3", fillColor: palette.incident, fillOpacity: 0.08 };
  return [new Circle(at, { ...style, radius: radius_m }), sign];
}

export function areaLayer(mark: AreaMark, { palette, renderer }: Brush): Polygon {
  const pattern = pen(mark.hatch, palette);
  // a canvas takes a pattern wherever it takes a colour; Leaflet hands it through, though its types know only of text
  const fillColor = pattern as string;
  const style = { renderer, color: palette.incident, weight: 1.2, fillColor, fillOpacity: 0.6, fillRule: "evenodd" as const };
  return new Polygon(latLngs(mark.shape), mark.unit ? style : { ...style, dashArray: "5 3" });
}

export function lineLayers(mark: LineMark, { palette, renderer }: Brush): Polyline[] {
  const at = latLngs(mark.shape);
  return [
    // Leaflet's widths are pixels; the words of the popup tell how wide the zone is
    new Polyline(at, { renderer, color: palette.incident, weight: 9, opacity: 0.28, lineCap: "butt" }),
    new Polyline(at, { renderer, color: palette.incident, weight: 3, dashArray: "10 4 2 4", lineCap: "butt" }),
  ];
}

/** The number of records that are somewhere in an area, as a marker that takes the focus. */
export function countMarker(mark: AreaMark | LineMark, text: string, name: string): Marker {
  const label = el("span", { class: "sarhad-count" }, text);
  // through the object model, as a strict policy forbids styles in markup and the page may not have our sheet
  Object.assign(label.style, { display: "block", font: "600 12px/20px system-ui, sans-serif", textAlign: "center", background: "#b23a10", color: "#fff", border: "2px solid #fff" });
  const icon = new DivIcon({ html: label, className: "sarhad-count-icon", iconSize: new Point(28, 24) });
  // names of data: Leaflet sets title and alt as attributes, not as markup
  return new Marker(toLeaflet(lonLatOf(mark.anchor)), { icon, title: name, alt: name, keyboard: true });
}

function latLngs(shape: Shape): LatLngExpression[][] {
  return shape.paths.map((path) => {
    const line: LatLngExpression[] = [];
    for (let i = 0; i + 1 < path.length; i += 2) line.push(toLeaflet(lonLatOf({ x: path[i] ?? 0, y: path[i + 1] ?? 0 })));
    return line;
  });
}

function pen(level: AreaMark["hatch"], palette: Palette): unknown {
  const ctx = document.createElement("canvas").getContext("2d");
  return ctx ? hatch(ctx, level, palette) : palette.incidentPale;
}
