// A canvas over a Leaflet map, painted by a function; it moves and grows with the map like Leaflet's own renderers. Not responsible for what is painted.

import { DomUtil, Layer, type LatLng, type LeafletEvent, type Map as LeafletMap, type Point, type ZoomAnimEvent } from "leaflet";
import type { Viewport } from "./viewport";

/** How far the canvas reaches beyond the map on each side, as a part of it: a short drag shows no blank edge. */
const MARGIN = 0.2;

export type Paint = (ctx: CanvasRenderingContext2D, view: Viewport) => void;

export class PaintLayer extends Layer {
  readonly canvas: HTMLCanvasElement;
  #centre: LatLng | null = null;
  #zoom = 0;
  #topLeft: Point | null = null;
  #view: Viewport | null = null;
  #frame = 0;

  constructor(
    private readonly paint: Paint,
    name: string,
  ) {
    super();
    this.canvas = DomUtil.create("canvas", `leaflet-zoom-animated map-canvas map-${name}`);
  }

  override onAdd(map: LeafletMap): this {
    map.getPane("overlayPane")?.append(this.canvas);
    this.repaint();
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.#frame);
    this.canvas.remove();
    return this;
  }

  override getEvents(): Record<string, (event: LeafletEvent) => void> {
    return {
      viewreset: () => this.repaint(),
      moveend: () => this.repaint(),
      resize: () => this.repaint(),
      move: () => this.#moved(),
      zoom: () => this.#grow(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => this.#grow((event as ZoomAnimEvent).center, (event as ZoomAnimEvent).zoom),
    };
  }

  /** The part of the plane on the canvas; null before the map has a view. */
  get view(): Viewport | null {
    return this.#view;
  }

  /** From a place in the map's box to one on the canvas. */
  onCanvas(inContainer: Point): Point {
    const origin = this.#topLeft ?? inContainer.multiplyBy(0);
    return this._map.containerPointToLayerPoint(inContainer).subtract(origin);
  }

  /** Paints in the next frame, once, however often it is asked. */
  ask(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.repaint());
  }

  /** Paints now. */
  repaint(): void {
    // a layer that was taken off has no map
    const map = this._map as LeafletMap | undefined;
    if (!map) return;
    cancelAnimationFrame(this.#frame);
    const size = map.getSize();
    const topLeft = map.containerPointToLayerPoint(size.multiplyBy(-MARGIN)).round();
    const full = size.multiplyBy(1 + 2 * MARGIN).round();
    this.#centre = map.getCenter();
    this.#zoom = map.getZoom();
    this.#topLeft = topLeft;
    const origin = map.getPixelOrigin().add(topLeft);
    this.#view = { width_px: full.x, height_px: full.y, zoom: this.#zoom, scale: 2 ** this.#zoom, left_px: origin.x, top_px: origin.y };
    const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
    const { canvas } = this;
    if (canvas.width !== Math.round(full.x * ratio) || canvas.height !== Math.round(full.y * ratio)) {
      canvas.width = Math.round(full.x * ratio);
      canvas.height = Math.round(full.y * ratio);
      canvas.style.width = `${full.x}px`;
      canvas.style.height = `${full.y}px`;
    }
    DomUtil.setTransform(canvas, topLeft, 1);
    const ctx = canvas.getContext("2d");
    if (!ctx) return;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, full.x, full.y);
    this.paint(ctx, this.#view);
  }

  /** A long drag reaches the edge of the canvas before it ends. */
  #moved(): void {
    if (!this.#topLeft) return;
    const size = this._map.getSize();
    const from = this.onCanvas(size.multiplyBy(0));
    const slack = size.multiplyBy(2 * MARGIN);
    if (from.x < 0 || from.y < 0 || from.x > slack.x || from.y > slack.y) this.ask();
  }

  #grow(centre: LatLng, zoom: number): void {
    const map = this._map;
    if (!this.#centre) return;
    const scale = map.getZoomScale(zoom, this.#zoom);
    const half = map.getSize().multiplyBy(0.5);
    const pane = map.getPane("mapPane");
    const shift = pane ? DomUtil.getPosition(pane) : half.multiplyBy(0);
    const origin = map.project(centre, zoom).subtract(half).add(shift).round();
    const toCentre = map.getSize().multiplyBy(0.5 + MARGIN);
    const topLeft = toCentre.multiplyBy(-scale).add(map.project(this.#centre, zoom)).subtract(origin);
    DomUtil.setTransform(this.canvas, topLeft, scale);
  }
}
