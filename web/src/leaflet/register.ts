// The factory of the plugin, and its place beside Leaflet's own.

import type { SarhadErrorEvent, SarhadFilterEvent, SarhadLoadEvent, SarhadOptions, SarhadSelectEvent } from "./options";
import { Sarhad, type Sarhad as SarhadLayer } from "./sarhad-layer";

/** Incidents on a Leaflet map: `sarhad("incidents.geojson", { layers: "layers.topojson" }).addTo(map)`. */
export function sarhad(source: string | object, options: SarhadOptions = {}): Sarhad {
  return new Sarhad(source, options);
}

/** Sets `L.Sarhad` and `L.sarhad` where Leaflet is the global that its script makes; modules import the factory instead. */
export function register(): void {
  const { L } = globalThis as { L?: { Sarhad?: typeof Sarhad; sarhad?: typeof sarhad } };
  if (L && Object.isExtensible(L)) Object.assign(L, { Sarhad, sarhad });
}

declare module "leaflet" {
  function sarhad(source: string | object, options?: SarhadOptions): SarhadLayer;

  interface Evented {
    on(type: "sarhad:load", fn: (event: SarhadLoadEvent) => void, context?: unknown): this;
    on(type: "sarhad:select", fn: (event: SarhadSelectEvent) => void, context?: unknown): this;
    on(type: "sarhad:filter", fn: (event: SarhadFilterEvent) => void, context?: unknown): this;
    on(type: "sarhad:error", fn: (event: SarhadErrorEvent) => void, context?: unknown): this;
  }
}
