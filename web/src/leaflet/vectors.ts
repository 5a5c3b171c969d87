// Leaflet layers for what is known of a place: sign, circle, hatched area, line along a border. Not responsible for events.

import { Canvas, Circle, CircleMarker, DivIcon, Marker, Point, Polygon, Polyline, type LatLngExpression, type Map as LeafletMap, type PathOptions } from "leaflet";
import { toLeaflet } from "../model/lonlat";
import { el } from "../view/nodes";
import type { AreaMark, LineMark, PlaceMark } from "../view/map/marks";
import type { Palette } from "../view/map/palette";
import { BAND_LEAST_PX, clusterRadius_px, drawSymbol, hatch, LINE_PX, SYMBOL_PX, type SymbolKind } from "../view/map/symbols";
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

export function signLayer({ lonlat, symbol }: PlaceMark, { palette, renderer }: Brush): SignMarker {
  return new SignMarker(toLeaflet(lonlat), { kind: symbol, palette }, { renderer });
}

/** The circles that places are somewhere in, each once. */
export function circleLayers(marks: readonly PlaceMark[], { palette, renderer }: Brush): Circle[] {
  const style = { renderer, color: palette.incident, weight: 1.2, dashArray: "4 3", fillColor: palette.incident, fillOpacity: 0.08 };
  const once = new Map(marks.flatMap((mark) => (mark.radius_m === null ? [] : [[`${mark.lonlat.join(" ")} ${mark.radius_m}`, { at: mark.lonlat, radius: mark.radius_m }] as const])));
  return [...once.values()].map(({ at, radius }) => new Circle(toLeaflet(at), { ...style, radius }));
}

export function areaLayer(mark: AreaMark, { palette, renderer }: Brush): Polygon {
  const pattern = pen(mark.hatch, palette);
  // a canvas takes a pattern wherever it takes a colour; Leaflet hands it through, though its types know only of text
  const fillColor = pattern as string;
  const style = { renderer, color: palette.incident, weight: 1.2, fillColor, fillOpacity: 0.6, fillRule: "evenodd" as const };
  return new Polygon(latLngs(mark.shape), mark.unit ? style : { ...style, dashArray: "5 3" });
}

/** The beaded line, and the band that tells how far from it the records may be. */
export interface Along {
  readonly band: Polyline;
  readonly line: Polyline;
}

export function lineLayers(mark: LineMark, { palette, renderer }: Brush): Along {
  const at = latLngs(mark.shape);
  return {
    // the line may be out of view where its band is not
    band: new Polyline(at, { renderer, color: palette.incident, ...bandStyle(BAND_LEAST_PX), lineCap: "butt", noClip: true }),
    line: new Polyline(at, { renderer, color: palette.incident, weight: LINE_PX, dashArray: "10 4 2 4", lineCap: "butt" }),
  };
}

/** Leaflet's widths are pixels, so that of the band is told anew for each zoom. */
export function bandStyle(weight: number): { readonly weight: number; readonly opacity: number } {
  // a wide band covers much of the map and is paler
  return { weight, opacity: weight > 3 * BAND_LEAST_PX ? 0.14 : 0.28 };
}

/** Pixels over which the scale of a map is taken. */
const SPAN_PX = 64;

/** How wide the band is at the map's zoom: as wide as what is known, but never too narrow to be seen. */
export function bandWidth_px({ width_m, anchor }: Pick<LineMark, "width_m" | "anchor">, map: Pick<LeafletMap, "project" | "unproject" | "distance">): number {
  const at = toLeaflet(lonLatOf(anchor));
  const metresPerPixel = map.distance(at, map.unproject(map.project(at).add(new Point(SPAN_PX, 0)))) / SPAN_PX;
  return Math.max(BAND_LEAST_PX, metresPerPixel > 0 ? (2 * width_m) / metresPerPixel : 0);
}

/** What a marker with a number says. */
export interface Label {
  readonly text: string;
  readonly name: string;
  /** Whether the tab key stops at it. */
  readonly keyboard: boolean;
}

/** The number of records that are somewhere in an area: square, as it stands for the whole of it and not for a place. */
export function countMarker(mark: AreaMark | LineMark, label: Label, { palette }: Brush): Marker {
  const style = { font: "600 12px/20px system-ui, sans-serif", background: palette.incident, color: palette.onIncident, border: `2px solid ${palette.incidentHalo}` };
  return numberMarker(toLeaflet(lonLatOf(mark.anchor)), label, { className: "sarhad-count", style, size: new Point(28, 24) });
}

/** A ring with a number: many places, none of them here. */
export function clusterMarker(at: LatLngExpression, count: number, label: Label, { palette }: Brush): Marker {
  const side = 2 * Math.round(clusterRadius_px(count));
  const style = {
    boxSizing: "border-box", blockSize: `${side}px`, font: `600 12px/${side - 4}px system-ui, sans-serif`, borderRadius: "50%",
    background: palette.incidentHalo, color: palette.text, border: `2px solid ${palette.incident}`, boxShadow: `0 0 0 2px ${palette.incidentHalo}, 0 0 0 3px ${palette.incident}`,
  };
  return numberMarker(at, label, { className: "sarhad-cluster", style, size: new Point(side, side) });
}

interface Face {
  readonly className: string;
  readonly style: Partial<CSSStyleDeclaration>;
  readonly size: Point;
}

function numberMarker(at: LatLngExpression, { text, name, keyboard }: Label, { className, style, size }: Face): Marker {
  const label = el("span", { class: className }, text);
  // through the object model, as a strict policy forbids styles in markup and the page may not have our sheet
  Object.assign(label.style, { display: "block", textAlign: "center", ...style });
  const icon = new DivIcon({ html: label, className: `${className}-icon`, iconSize: size });
  // names of data: Leaflet sets title and alt as attributes, not as markup
  const marker = new Marker(at, { icon, title: name, alt: name, keyboard });
  // else the number alone would be its name
  return marker.on("add", () => marker.getElement()?.setAttribute("aria-label", name));
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
