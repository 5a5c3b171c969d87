// The nodes of the map's frame: the stage, its buttons, the edge, the foot, the credit. Not responsible for what they do.

import leafletCss from "leaflet/dist/leaflet.css?inline";
import type { Map as LeafletMap } from "leaflet";
import { toLeaflet } from "../../model/lonlat";
import type { Words } from "../../words/words";
import { button, el, icon } from "../nodes";
import { ChoiceBox } from "./choice-box";
import type { ShortCredit } from "./credits";
import { Legend } from "./legend";
import { MAP_CSS } from "./map-css";
import { scaleBar } from "./scale-bar";
import { lonLatOf, type Box, type Spot2 } from "./world";

/** Paths in a square of 16. */
const ICON = {
  in: "M7 2.5h2V7h4.5v2H9v4.5H7V9H2.5V7H7z",
  out: "M2.5 7h11v2h-11z",
  fit: "M2 2h5v1.8H3.8V7H2zM9 2h5v5h-1.8V3.8H9zM2 9h1.8v3.2H7V14H2zM12.2 9H14v5H9v-1.8h3.2z",
  ask: "M7.1 9.9V9q0-1.2 1.3-2.1Q9.8 6 9.8 5.2 9.8 3.7 8 3.7 6.3 3.7 6 5.4l-1.8-.3Q4.6 2 8 2q3.7 0 3.7 3.1 0 1.6-1.6 2.6-1.2.8-1.2 1.4v.8zM7 11.6h2v2.1H7z",
  circle: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm0 1.7a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6zm-.8 4.1h1.6v1.5H7.2z",
  marks: "M2 3h2v2H2zm4 0h8v2H6zM2 7h2v2H2zm4 0h8v2H6zM2 11h2v2H2zm4 0h8v2H6z",
} as const;

/** Room that a list over the map takes. */
export interface ListRoom {
  readonly beside_px: number;
  readonly above_px: number;
}

export type Press = "in" | "out" | "fit" | "ask" | "circle" | "marks" | "edge" | "far";
/** Below this width the legend begins folded. */
const FOLDED_BELOW_PX = 560;
/** On a map as low as this the legend lies over it, folded. */
const LOW_BELOW_PX = 360;
const SCALE_MOST_PX = 110;
/** A place nearer to a list than this is not seen well. */
const BESIDE_PX = 30;

let sheets: readonly CSSStyleSheet[] | null = null;
/** Frames made so far, so that their ids differ in one document. */
let frames = 0;

/** Puts the map's style into the document or shadow root that holds `node`, once. */
export function adoptStyle(node: Node): void {
  const root = node.getRootNode();
  const holder = root instanceof ShadowRoot ? root : document;
  sheets ??= [leafletCss, MAP_CSS].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  // before the page's own style, which may change it
  const missing = sheets.filter((sheet) => !holder.adoptedStyleSheets.includes(sheet));
  holder.adoptedStyleSheets = [...missing, ...holder.adoptedStyleSheets];
}

export class Frame {
  readonly ground = el("div", { class: "map-ground", role: "application", tabindex: 0 });
  readonly tip = el("div", { class: "map-tip", hidden: true, "aria-hidden": "true", dir: "auto" });
  /** What long work goes on. */
  readonly busy = el("div", { class: "map-busy", role: "status", hidden: true });
  readonly centre = el("div", { class: "map-centre", hidden: true, "aria-hidden": "true" });
  readonly choices: ChoiceBox;
  readonly legend: Legend;
  readonly stage: HTMLElement;
  readonly root: HTMLElement;
  readonly buttons: Readonly<Record<Press, HTMLButtonElement>>;
  readonly #over: readonly HTMLElement[];
  readonly #scale = el("div", { class: "map-scale" });
  readonly #credit = el("span");
  readonly #creditRest = el("span", { class: "map-credit-rest" });
  readonly #creditMore = button({ class: "map-credit-more", "aria-expanded": "false" }, () => this.#wholeCredit());
  readonly #keys = el("p", { class: "map-aside", id: `map-keys-${(frames += 1)}` });

  constructor(host: HTMLElement, pressed: (what: Press) => void, closeLabel: () => string) {
    const tool = (what: keyof typeof ICON) => button({}, () => pressed(what), icon(ICON[what]));
    this.buttons = {
      in: tool("in"),
      out: tool("out"),
      fit: tool("fit"),
      ask: tool("ask"),
      circle: tool("circle"),
      marks: tool("marks"),
      edge: button({ class: "map-edge" }, () => pressed("edge")),
      far: button({ class: "map-far" }, () => pressed("far")),
    };
    const { buttons } = this;
    this.choices = new ChoiceBox(closeLabel);
    this.legend = new Legend(host.clientWidth < FOLDED_BELOW_PX || host.clientHeight < LOW_BELOW_PX ? "folded" : "open");
    const tools = el("div", { class: "map-tools", part: "map-tools" }, el("div", {}, buttons.in, buttons.out, buttons.fit), el("div", {}, buttons.ask, buttons.circle, buttons.marks));
    const edges = el("div", { class: "map-edges" }, buttons.edge, buttons.far);
    this.#over = [tools, edges, this.#scale, this.legend.node];
    const foot = el("div", { class: "map-foot" }, this.#scale);
    // under the map where there is room, so that it hides nothing; over it on a phone, folded
    const dock = el("div", { class: "map-dock" }, this.legend.node);
    this.ground.setAttribute("aria-describedby", this.#keys.id);
    this.stage = el("div", { class: "map-stage" }, this.ground, this.centre, this.busy, tools, edges, foot, this.choices.node, this.tip, this.#keys);
    // one paragraph in the direction of its text, or lines of two would be put in one another's order
    const credit = el("p", { dir: "auto" }, this.#credit, this.#creditRest, " ", this.#creditMore);
    this.root = el("div", { class: "map-frame", part: "map" }, this.stage, dock, el("div", { class: "map-credit", part: "credit" }, credit));
    this.root.classList.toggle("map-low", host.clientHeight < LOW_BELOW_PX);
    host.append(this.root);
    adoptStyle(host);
  }

  speak({ map, dir, tag }: Words): void {
    this.root.dir = dir;
    this.root.lang = tag;
    this.ground.setAttribute("aria-label", map.label);
    this.#keys.textContent = map.keys;
    const names = { in: map.zoomIn, out: map.zoomOut, fit: map.fit, ask: map.ask, circle: map.circle, marks: map.marks };
    for (const [what, name] of Object.entries(names) as [keyof typeof names, string][]) {
      this.buttons[what].title = name;
      this.buttons[what].setAttribute("aria-label", name);
    }
  }

  /** All of it where there is room; a narrow map asks before it shows what is not always needed. */
  credit({ first, more }: ShortCredit, words: Words): void {
    this.#credit.textContent = first.join(" · ");
    this.#creditRest.textContent = more.length === 0 ? "" : ` · ${more.join(" · ")}`;
    this.#creditMore.dir = words.dir;
    this.#creditMore.textContent = words.map.creditMore;
    this.#creditMore.hidden = more.length === 0;
  }

  #wholeCredit(): void {
    const whole = this.root.classList.toggle("map-credit-whole");
    this.#creditMore.setAttribute("aria-expanded", String(whole));
  }

  /** The counts of what is not drawn and of what is drawn far away, on the edge of the map. */
  edge({ notDrawn, far }: { readonly notDrawn: number; readonly far: number }, { map }: Words): void {
    this.buttons.edge.textContent = map.notDrawn(notDrawn);
    this.buttons.edge.hidden = notDrawn === 0;
    this.buttons.far.textContent = map.farAway(far);
    this.buttons.far.hidden = far === 0;
  }

  /** A sign over the map while long work goes on; its share is for the eye alone, so that no reader of the screen is told each step. */
  working(text: string | null, share: string | null): void {
    this.busy.hidden = text === null;
    const [now] = this.busy.childNodes;
    if (text === null) this.busy.replaceChildren();
    else if (now?.textContent !== text) this.busy.replaceChildren(el("span", {}, text), el("span", { "aria-hidden": "true" }, share === null ? "" : ` ${share}`));
    else if (this.busy.lastElementChild) this.busy.lastElementChild.textContent = share === null ? "" : ` ${share}`;
  }

  scale(lat_deg: number, zoom: number, words: Words): void {
    const bar = scaleBar(lat_deg, zoom, SCALE_MOST_PX);
    const rule = el("i");
    rule.style.inlineSize = `${bar.width_px.toFixed(1)}px`;
    this.#scale.replaceChildren(words.format.distance(bar.length_m), rule);
    this.#scale.setAttribute("aria-label", `${words.map.scale}: ${words.format.distance(bar.length_m)}`);
    this.#scale.setAttribute("role", "img");
  }

  /** What lies over the map, on a canvas that begins `inset_px` before the stage. */
  covered(inset_px: Spot2): Box[] {
    const stage = this.stage.getBoundingClientRect();
    return this.#over.filter((node) => !node.hidden).map((node) => {
      const { left, top, right, bottom } = node.getBoundingClientRect();
      const [x, y] = [inset_px.x - stage.left, inset_px.y - stage.top];
      return [left + x, top + y, right + x, bottom + y];
    });
  }

  /** What the list takes of the map, which it lies beside or, on a narrow map, below. */
  listRoom(): ListRoom {
    const { width, height } = this.choices.node.getBoundingClientRect();
    return width < this.stage.clientWidth / 2 ? { beside_px: width, above_px: 0 } : { beside_px: 0, above_px: height };
  }

  /** Moves the map as little as needed for a place to be seen beside the list, or above it on a narrow map. */
  reveal(map: LeafletMap, spot: Spot2): void {
    const stage = this.stage.getBoundingClientRect();
    const list = this.choices.node.getBoundingClientRect();
    const { x, y } = map.latLngToContainerPoint(toLeaflet(lonLatOf(spot)));
    const [before, after] = [list.left - stage.left, stage.right - list.right];
    const beside = Math.max(before, after) > 4 * BESIDE_PX;
    const left = beside && after > before ? list.right - stage.left : 0;
    const right = beside && after <= before ? before : stage.width;
    const bottom = beside ? stage.height : list.top - stage.top;
    const to = { x: within(x, left, right), y: within(y, 0, bottom) };
    if (to.x !== x || to.y !== y) map.panBy([x - to.x, y - to.y], { animate: false });
  }

  /** A text beside the pointer, within the stage. */
  showTip(text: string, at: { readonly x: number; readonly y: number }): void {
    this.tip.textContent = text;
    this.tip.hidden = false;
    const x = Math.min(at.x + 14, this.stage.clientWidth - this.tip.offsetWidth - 4);
    const y = at.y + 18 + this.tip.offsetHeight > this.stage.clientHeight ? at.y - this.tip.offsetHeight - 8 : at.y + 18;
    this.tip.style.transform = `translate(${Math.max(4, x).toFixed(0)}px, ${Math.max(4, y).toFixed(0)}px)`;
  }

  hideTip(): void {
    this.tip.hidden = true;
  }
}

/** The value nearest to `x` that keeps off both ends; the middle where there is no room. */
function within(x: number, low: number, high: number): number {
  if (high - low < 2 * BESIDE_PX) return (low + high) / 2;
  return Math.max(low + BESIDE_PX, Math.min(high - BESIDE_PX, x));
}
