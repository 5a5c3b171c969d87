// Records on one point, spread out around it until the map is zoomed or pressed elsewhere. Not responsible for what a press on one tells.

import { CircleMarker, FeatureGroup, Point, Polyline, type LatLng, type LayerGroup, type Map as LeafletMap, type Marker } from "leaflet";
import type { PlaceMark } from "../view/map/marks";
import { spreadOffsets } from "../view/map/spread";
import { SignMarker, type Brush } from "./vectors";

/** Where records are spread out, and what stood there. */
export interface SpreadAt {
  readonly map: LeafletMap;
  readonly at: LatLng;
  readonly marker: Marker;
}

export class Spreading {
  #open: { readonly layer: FeatureGroup; readonly marker: Marker } | null = null;

  constructor(
    private readonly owner: LayerGroup,
    private readonly brush: Brush,
    private readonly press: (mark: PlaceMark, at: LatLng) => void,
  ) {}

  open(marks: readonly PlaceMark[], { map, at, marker }: SpreadAt): void {
    this.close();
    const { palette, renderer } = this.brush;
    const middle = map.latLngToLayerPoint(at);
    const layer = new FeatureGroup();
    const spots = spreadOffsets(marks.length).map(({ x, y }) => map.layerPointToLatLng(middle.add(new Point(x, y))));
    for (const spot of spots) layer.addLayer(new Polyline([at, spot], { renderer, color: palette.incident, weight: 1, interactive: false }));
    layer.addLayer(new CircleMarker(at, { renderer, radius: 2.5, stroke: false, fill: true, fillColor: palette.incident, fillOpacity: 1, interactive: false }));
    marks.forEach((mark, i) => {
      const spot = spots[i] ?? at;
      // a press on the map beside them closes them, one on a sign does not
      const sign = new SignMarker(spot, { kind: mark.symbol, palette }, { renderer, bubblingMouseEvents: false });
      sign.on("click", () => this.press(mark, spot));
      layer.addLayer(sign);
    });
    marker.setOpacity(0);
    this.owner.addLayer(layer);
    this.#open = { layer, marker };
  }

  close(): void {
    if (!this.#open) return;
    const { layer, marker } = this.#open;
    this.#open = null;
    this.owner.removeLayer(layer);
    marker.setOpacity(1);
  }
}
