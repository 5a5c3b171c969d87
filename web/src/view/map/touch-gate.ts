// Lets a page be scrolled past the map: a finger moves the map only after a tap on it, the wheel only while the map has the focus or Ctrl is held.
// Not responsible for the button's place.

import type { Map as LeafletMap } from "leaflet";
import { button, el } from "../nodes";

export class TouchGate {
  readonly node: HTMLButtonElement;
  readonly #coarse = globalThis.matchMedia("(hover: none) and (pointer: coarse)");
  readonly #outside = (event: PointerEvent) => this.#pressed(event);
  #open = true;

  constructor(
    private readonly map: LeafletMap,
    private readonly frame: HTMLElement,
  ) {
    this.node = button({ class: "map-gate" }, () => this.#set(true));
    const container = map.getContainer();
    container.addEventListener("wheel", (event) => this.#wheel(event), { capture: true, passive: true });
    document.addEventListener("pointerdown", this.#outside, true);
    this.#set(!this.#coarse.matches);
  }

  label(text: string): void {
    this.node.replaceChildren(el("span", {}, text));
  }

  destroy(): void {
    document.removeEventListener("pointerdown", this.#outside, true);
  }

  /** Opens it, as when the reader starts to ask or draw. */
  open(): void {
    this.#set(true);
  }

  #pressed(event: PointerEvent): void {
    // path and not target: the map may be in a shadow root
    if (!this.#coarse.matches || !this.#open || event.composedPath().includes(this.frame)) return;
    this.#set(false);
  }

  #set(open: boolean): void {
    this.#open = open;
    this.node.hidden = open;
    for (const handler of [this.map.dragging, this.map.touchZoom]) {
      if (open) handler.enable();
      else handler.disable();
    }
    this.frame.classList.toggle("map-closed", !open);
  }

  #wheel(event: WheelEvent): void {
    const container = this.map.getContainer();
    const root = container.getRootNode() as Document | ShadowRoot;
    if (event.ctrlKey || event.metaKey || root.activeElement === container) this.map.scrollWheelZoom.enable();
    else this.map.scrollWheelZoom.disable();
  }
}
