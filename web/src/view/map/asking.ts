// "Ask the map": the mode in which a click or Enter asks about a place, and what is drawn of the answer. The answer's words are the page's.

import type { Map as LeafletMap } from "leaflet";
import { fromLeaflet } from "../../model/lonlat";
import type { Model } from "../../state/model";
import { nameIn, type Words } from "../../words/words";
import { button, el } from "../nodes";
import type { AskedDrawing } from "./scene";
import { planeOf, shapeOfGeodesic } from "./world";

/** The way to each border from the place asked; null if none is asked. */
export function askedDrawing({ store, borders }: Model, words: Words): AskedDrawing | null {
  const { asked } = store.state;
  if (!asked) return null;
  const nearFirst = [...borders.feet(asked)].sort((a, b) => a.distance_m - b.distance_m);
  const ways = nearFirst.map(({ border, distance_m, at }) => ({
    shape: shapeOfGeodesic(asked, at),
    foot: planeOf(at),
    text: `${nameIn(border.names, words.code)} · ${words.format.distance(distance_m)}`,
  }));
  return { at: planeOf(asked), ways };
}

/** The bar that tells what to do while asking. */
export class Asking {
  readonly node = el("div", { class: "map-mode", role: "group", hidden: true });

  constructor(
    private readonly map: LeafletMap,
    private readonly model: Model,
    private readonly stopped: () => void,
  ) {}

  get on(): boolean {
    return !this.node.hidden;
  }

  start(words: Words): void {
    const { map } = words;
    this.node.setAttribute("aria-label", map.ask);
    this.node.replaceChildren(
      el("p", { role: "status" }, globalThis.matchMedia("(pointer: coarse)").matches ? map.askHintTap : map.askHint),
      el("div", {}, button({ class: "map-primary" }, () => this.askCentre(), map.askHere), button({}, () => this.stop(), map.stop)),
    );
    this.node.hidden = false;
    this.map.getContainer().focus({ preventScroll: true });
  }

  stop(): void {
    if (!this.on) return;
    this.node.hidden = true;
    this.stopped();
  }

  askCentre(): void {
    this.model.store.update({ asked: fromLeaflet(this.map.getCenter()) });
  }
}
