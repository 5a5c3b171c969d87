// Drawing a circle: pulled with the pointer from its centre, or by three numbers. Not responsible for what lies in it.

import { DomEvent, latLng, type LatLng, type Map as LeafletMap } from "leaflet";
import { fromLeaflet, type LonLat } from "../../model/lonlat";
import type { Circle, Store } from "../../state/store";
import type { Words } from "../../words/words";
import { button, el } from "../nodes";
import { metresPerPixel } from "./world";

/** Half the Earth's girth: no circle is wider. */
const RADIUS_MOST_M = 20_000_000;
/** A shorter pull is a click, which moves the centre and keeps the radius. */
const PULL_PX = 6;

type Field = "lon" | "lat" | "km";

export class Circling {
  readonly node = el("form", { class: "map-mode map-circle", hidden: true, novalidate: true });
  readonly #inputs: Record<Field, HTMLInputElement>;
  #pull: { readonly from: LatLng; readonly x: number; readonly y: number; readonly pointer: number } | null = null;
  #preview: Circle | null = null;
  #dragged = false;

  constructor(
    private readonly map: LeafletMap,
    private readonly store: Store,
    private readonly told: { readonly previewed: () => void; readonly typed: (circle: Circle) => void; readonly stopped: () => void },
  ) {
    const input = (bounds: { readonly min: number; readonly max: number }) => el("input", { type: "number", step: "any", required: true, ...bounds });
    this.#inputs = { lon: input({ min: -180, max: 180 }), lat: input({ min: -90, max: 90 }), km: input({ min: 0.001, max: RADIUS_MOST_M / 1000 }) };
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#drawFields();
    });
    const container = map.getContainer();
    container.addEventListener("pointerdown", (event) => this.#down(event));
    container.addEventListener("pointermove", (event) => this.#move(event));
    container.addEventListener("pointerup", (event) => this.#up(event));
    container.addEventListener("pointercancel", () => this.#cancel());
  }

  get on(): boolean {
    return !this.node.hidden;
  }

  /** The circle as it is being pulled. */
  get preview(): Circle | null {
    return this.#preview;
  }

  start(words: Words): void {
    const { map } = words;
    this.node.setAttribute("aria-label", map.circle);
    const field = (name: Field, label: string) => el("label", {}, el("span", {}, label), this.#inputs[name]);
    this.node.replaceChildren(
      el("p", { role: "status" }, map.circleHint),
      el("div", { class: "map-fields" }, field("lon", map.circleLongitude), field("lat", map.circleLatitude), field("km", map.circleRadiusKm)),
      el("div", {}, el("button", { type: "submit", class: "map-primary" }, map.circleDraw), button({}, () => this.stop(), map.stop)),
    );
    this.#suggest();
    if (!this.on) {
      this.#dragged = this.map.dragging.enabled();
      this.map.dragging.disable();
    }
    this.node.hidden = false;
    this.#inputs.lon.focus({ preventScroll: true });
  }

  stop(): void {
    if (!this.on) return;
    this.node.hidden = true;
    this.#cancel();
    if (this.#dragged) this.map.dragging.enable();
    this.told.stopped();
  }

  /** The circle of the state, or one in the middle of the map. */
  #suggest(): void {
    const { circle } = this.store.state;
    const centre = circle?.centre ?? fromLeaflet(this.map.getCenter());
    const { x, y } = this.map.getSize();
    this.#fill(centre, circle?.radius_m ?? nice(metresPerPixel(centre[1], this.map.getZoom()) * 0.25 * Math.min(x, y)));
  }

  #fill([lon_deg, lat_deg]: LonLat, radius_m: number): void {
    this.#inputs.lon.value = lon_deg.toFixed(4);
    this.#inputs.lat.value = lat_deg.toFixed(4);
    this.#inputs.km.value = String(Number((radius_m / 1000).toPrecision(4)));
  }

  #drawFields(): void {
    const { lon, lat, km } = this.#inputs;
    const wrong = [lon, lat, km].find((input) => !input.checkValidity());
    if (wrong) {
      wrong.reportValidity();
      return;
    }
    const circle: Circle = { centre: [lon.valueAsNumber, lat.valueAsNumber], radius_m: km.valueAsNumber * 1000 };
    this.#draw(circle);
    this.told.typed(circle);
  }

  #draw(circle: Circle): void {
    this.#preview = null;
    this.store.update({ circle });
  }

  #down(event: PointerEvent): void {
    if (!this.on || event.button !== 0) return;
    const container = this.map.getContainer();
    const { x, y } = DomEvent.getMousePosition(event, container);
    container.setPointerCapture(event.pointerId);
    this.#pull = { from: this.map.containerPointToLatLng([x, y]), x, y, pointer: event.pointerId };
  }

  #move(event: PointerEvent): void {
    const circle = this.#pulled(event);
    if (!circle) return;
    this.#preview = circle;
    this.#fill(circle.centre, circle.radius_m);
    this.told.previewed();
  }

  #up(event: PointerEvent): void {
    const pull = this.#pull;
    if (pull?.pointer !== event.pointerId) return;
    const circle = this.#pulled(event);
    this.#pull = null;
    if (circle) return this.#draw(circle);
    const km = this.#inputs.km.valueAsNumber;
    if (km > 0) this.#draw({ centre: fromLeaflet(pull.from), radius_m: km * 1000 });
  }

  #pulled(event: PointerEvent): Circle | null {
    const pull = this.#pull;
    if (pull?.pointer !== event.pointerId) return null;
    const { x, y } = DomEvent.getMousePosition(event, this.map.getContainer());
    if (Math.hypot(x - pull.x, y - pull.y) < PULL_PX) return null;
    const to = this.map.containerPointToLatLng([x, y]);
    const radius_m = this.map.distance(pull.from, latLng(to.lat, to.lng));
    return { centre: fromLeaflet(pull.from), radius_m: Math.min(RADIUS_MOST_M, Math.max(1, Math.round(radius_m))) };
  }

  #cancel(): void {
    this.#pull = null;
    this.#preview = null;
    this.told.previewed();
  }
}

/** Rounded to 1, 2 or 5 of its power of ten. */
function nice(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  return ([5, 2, 1].find((step) => step * power <= metres) ?? 1) * power;
}
