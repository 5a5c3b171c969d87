// The map of the page: ground, marks, buttons, legend, credit, over one model. Changes the store and follows it; not responsible for the panel.

import { latLng, latLngBounds, Map as LeafletMap, type LatLng, type LeafletMouseEvent } from "leaflet";
import { fromLeaflet, toLeaflet } from "../../model/lonlat";
import type { Layers } from "../../model/layer";
import type { Model } from "../../state/model";
import type { Circle, State } from "../../state/store";
import type { Words } from "../../words/words";
import { askedDrawing, Asking } from "./asking";
import { Circling } from "./circling";
import { groundLayers } from "../ground-layers";
import { creditLines, shortCredit, termLines } from "./credits";
import { FarAway } from "./far-away";
import { Frame, type ListRoom, type Press } from "./frame";
import { Gathering, ZOOM_MAX } from "./gathering";
import { Ground } from "./ground";
import { Labels } from "./labels";
import { legendEntries } from "./legend";
import { boxOfMarks, MarkMaker, type Marks } from "./marks";
import { PaintLayer } from "./paint-layer";
import { DARK, LIGHT, PAPER, type Palette } from "./palette";
import { picture } from "./picture";
import { targetAt, targetsInView } from "./pointing";
import { keyOf, paintScene, type AskedDrawing, type Hit, type Scene, type Spread, type Target } from "./scene";
import { Targets } from "./targets";
import { TouchGate } from "./touch-gate";
import { boxWith, lonLatOf, planeOf, shapeOfCircle, type Box } from "./world";

const ZOOM_LEAST = 2;
/** One record alone is not shown nearer than this, so that its surroundings are seen. */
const FIT_ZOOM_MOST = 11;
const FIT_MARGIN_PX = 40;
/** The buttons at the map's edge, with a mark's half width beside them. */
const TOOLS_PX = 62;

export class MapView {
  readonly #frame: Frame;
  readonly #map: LeafletMap;
  readonly #drawn: Layers;
  readonly #ground: Ground;
  readonly #labels: Labels;
  readonly #maker: MarkMaker;
  readonly #gathering: Gathering;
  readonly #targets: Targets;
  readonly #far: FarAway;
  readonly #asking: Asking;
  readonly #circling: Circling;
  readonly #gate: TouchGate;
  readonly #groundLayer: PaintLayer;
  readonly #markLayer: PaintLayer;
  readonly #ends: (() => void)[] = [];
  #words: Words;
  #marks: Marks;
  #asked: AskedDrawing | null = null;
  #spread: Spread | null = null;
  #pointed: string | null = null;
  #hits: readonly Hit[] = [];
  #printing = false;
  #first = true;
  #onScreen: { readonly centre: LatLng; readonly zoom: number } | null = null;

  constructor(
    host: HTMLElement,
    private readonly model: Model,
    words: Words,
  ) {
    this.#words = words;
    this.#frame = new Frame(host, (what) => this.#pressed(what), () => this.#words.panel.close);
    this.#map = leafletMap(this.#frame.ground, motion());
    this.#drawn = groundLayers(model.layers, model.drawn);
    this.#ground = new Ground(this.#drawn);
    this.#labels = new Labels(this.#drawn);
    this.#maker = new MarkMaker(model.dataset.incidents, model.layers);
    this.#marks = this.#maker.marks(model.shown());
    this.#far = new FarAway(model);
    this.#gathering = new Gathering(() => this.#markLayer.ask(), model.busy);
    this.#groundLayer = new PaintLayer((ctx, view) => {
      this.#ground.paint(ctx, view, this.#palette(), this.#first ? "land" : "all");
    }, "ground-layer");
    this.#markLayer = new PaintLayer((ctx, view) => {
      // of two canvases one over the other some browsers print the upper one only
      if (this.#printing) this.#ground.paint(ctx, view, this.#palette(), "all");
      this.#gathering.look(view);
      const scene = this.#scene();
      const size = this.#map.getSize();
      const inset_px = { x: (view.width_px - size.x) / 2, y: (view.height_px - size.y) / 2 };
      this.#hits = paintScene(ctx, view, scene, { palette: this.#palette(), words: this.#words, labels: this.#labels, inset_px, covered: this.#frame.covered(inset_px) });
      this.#showLegend(scene);
    }, "marks");
    this.#targets = new Targets({
      model,
      map: this.#map,
      gathering: this.#gathering,
      choices: this.#frame.choices,
      words: () => this.#words,
      motion,
      point: (key) => this.#point(key),
      reveal: (spot) => this.#frame.reveal(this.#map, spot),
      spread: (spread) => this.#spreadOut(spread),
    });
    this.#asking = new Asking(this.#map, model, () => this.#modeChanged());
    this.#circling = new Circling(this.#map, model.store, {
      previewed: () => this.#markLayer.ask(),
      typed: (circle) => this.#showCircle(circle),
      stopped: () => this.#modeChanged(),
    });
    this.#gate = new TouchGate(this.#map, this.#frame.root);
    this.#frame.stage.append(this.#gate.node, this.#asking.node, this.#circling.node);
    this.#begin();
  }

  destroy(): void {
    for (const end of this.#ends) end();
    this.#gate.destroy();
    this.#gathering.destroy();
    this.#map.remove();
    this.#frame.root.remove();
  }

  /** Shows all that is drawn; the borders or the countries if nothing is. */
  fit(marks: Marks = this.#marks, list: ListRoom = { beside_px: 0, above_px: 0 }): void {
    const { borders, countries } = this.#ground;
    const shapes = borders.length > 0 ? borders.map(({ shape }) => shape) : countries;
    const around = shapes.reduce<Box | null>((box, { box: b }) => (box ? boxWith(boxWith(box, b[0], b[1]), b[2], b[3]) : b), null);
    const box = boxOfMarks(marks, (mark) => this.#maker.circle(mark)) ?? around;
    if (!box) {
      this.#map.setView([25, 60], ZOOM_LEAST, { animate: motion() });
      return;
    }
    const corners = [lonLatOf({ x: box[0], y: box[3] }), lonLatOf({ x: box[2], y: box[1] })].map(toLeaflet);
    // a mark must not begin under the buttons
    const start = TOOLS_PX + list.beside_px;
    const [before, after] = this.#words.dir === "rtl" ? [FIT_MARGIN_PX, start] : [start, FIT_MARGIN_PX];
    this.#map.fitBounds(latLngBounds(corners), { paddingTopLeft: [before, FIT_MARGIN_PX], paddingBottomRight: [after, FIT_MARGIN_PX + list.above_px], maxZoom: FIT_ZOOM_MOST, animate: motion() });
  }

  /** Shows the records that lie far away together with the rest, since the ground tells nothing there, and lists them. */
  showFar(): void {
    this.#targets.choose(this.#far.note(this.#words) ?? "", this.#far.records());
    this.fit(this.#marks, this.#frame.listRoom());
  }

  startAsking(): void {
    this.#circling.stop();
    this.#frame.choices.close();
    this.#gate.open();
    this.#asking.start(this.#words);
    this.#modeChanged();
  }

  startCircle(): void {
    this.#asking.stop();
    this.#frame.choices.close();
    this.#gate.open();
    this.#circling.start(this.#words);
    this.#modeChanged();
  }

  /** Another language. */
  setWords(words: Words): void {
    this.#words = words;
    this.#frame.speak(words);
    this.#gate.label(words.map.tapToUse);
    this.#frame.credit(shortCredit(this.model.layers, this.model.dataset.credits), words);
    this.#asked = askedDrawing(this.model, words);
    if (this.#asking.on) this.#asking.start(words);
    if (this.#circling.on) this.#circling.start(words);
    this.#frame.choices.close();
    this.#retell();
  }

  /** The map as it is seen now, with title, legend and credits. */
  async png(): Promise<Blob> {
    const { dataset, layers } = this.model;
    const words = this.#words;
    const credit = creditLines(layers, dataset.credits);
    const scene = { ...this.#scene(), pointed: null };
    const notDrawn = this.#marks.notDrawn.length;
    const shown = words.page.shown(this.model.shown().length, dataset.incidents.length);
    return picture({
      ground: this.#ground,
      labels: this.#labels,
      scene,
      legend: legendEntries(scene, layers, words),
      words,
      title: dataset.credits.title ?? words.page.label,
      lead: [shown, notDrawn > 0 ? words.map.notDrawn(notDrawn) : null, words.page.claimsNotFacts].filter((part) => part !== null).join(" · "),
      // a picture is passed on without the page that tells the terms
      credits: [...credit, ...termLines(layers, dataset.credits, words)],
      middle: planeOf(fromLeaflet(this.#map.getCenter())),
      zoom: this.#map.getZoom(),
      screen: this.#map.getSize(),
    });
  }

  #begin(): void {
    const { store } = this.model;
    this.#gathering.load(this.#marks.places);
    const { view } = store.state;
    // without a size nothing fits; the map gets its view when the page gives it one
    this.setWords(this.#words);
    // the legend takes its room before the map is fitted into the rest
    this.#showLegend(this.#scene());
    this.#map.invalidateSize({ animate: false, pan: false });
    if (view) this.#map.setView(toLeaflet(view.centre), view.zoom, { animate: false });
    else this.fit(this.#far.without(this.#marks));
    this.#groundLayer.addTo(this.#map);
    this.#ends.push(afterPaint(() => this.#complete()));
    this.#listen();
    this.#viewed();
  }

  /** Land and borders are seen by now; the rest takes a slow device as long again. */
  #complete(): void {
    this.#first = false;
    this.#groundLayer.repaint();
    this.#markLayer.addTo(this.#map);
  }

  #listen(): void {
    const { store } = this.model;
    const map = this.#map;
    map.on("click", (event) => this.#clicked(event));
    map.on("mousemove", (event) => this.#hovered(event));
    map.on("mouseout", () => this.#point(null));
    map.on("zoomstart", () => this.#spreadOut(null));
    map.on("moveend", () => this.#viewed());
    this.#frame.ground.addEventListener("keydown", (event) => this.#key(event));
    const on = (target: EventTarget, name: string, listener: () => void) => {
      target.addEventListener(name, listener);
      this.#ends.push(() => target.removeEventListener(name, listener));
    };
    on(globalThis.matchMedia("(prefers-color-scheme: dark)"), "change", () => this.#retell());
    on(globalThis, "beforeprint", () => this.#print(true));
    on(globalThis, "afterprint", () => this.#print(false));
    this.#ends.push(store.subscribe((now, before) => this.#follow(now, before)));
    this.#ends.push(this.model.busy.subscribe(() => this.#showBusy()));
    this.#showBusy();
    let empty = map.getSize().x === 0;
    const sizes = new ResizeObserver(() => {
      map.invalidateSize({ animate: false, pan: false });
      if (empty && map.getSize().x > 0 && !store.state.view) this.fit(this.#far.without(this.#marks));
      empty = map.getSize().x === 0;
      this.#keepInView();
    });
    sizes.observe(this.#frame.stage);
    this.#ends.push(() => sizes.disconnect());
  }

  #follow(now: State, before: State): void {
    if (now.filter !== before.filter) {
      this.#marks = this.#maker.marks(this.model.shown());
      this.#spread = null;
      this.#frame.choices.close();
      this.#gathering.load(this.#marks.places);
      this.#retell();
    }
    if (now.asked !== before.asked) this.#asked = askedDrawing(this.model, this.#words);
    if (now.theme !== before.theme) this.#retell();
    if (now.selected !== before.selected) this.#showSelected(now.selected);
    if (now.view && now.view !== before.view) this.#goTo(now.view.centre, now.view.zoom);
    this.#markLayer.ask();
  }

  /** Another view from the URL or the page; not the one that this map told itself. */
  #goTo(centre: readonly [number, number], zoom: number): void {
    const here = this.#map.getCenter();
    const near = this.#map.project(here, zoom).distanceTo(this.#map.project(toLeaflet(centre), zoom)) < 1.5;
    if (!near || Math.abs(zoom - this.#map.getZoom()) > 1e-6) this.#map.setView(toLeaflet(centre), zoom, { animate: motion() });
  }

  /** Moves as little as needed for the selected record to be seen. */
  #showSelected(selected: number | null): void {
    if (selected === null) return;
    const boxes = [
      ...[...this.#marks.areas, ...this.#marks.lines].filter(({ incidents }) => incidents.includes(selected)).map(({ shape }) => shape.box),
      ...this.#marks.places.filter(({ incident }) => incident === selected).map(({ at }): Box => [at.x, at.y, at.x, at.y]),
    ];
    if (boxes.length === 0) return;
    this.#showBox(boxes.reduce((all, one) => boxWith(boxWith(all, one[0], one[1]), one[2], one[3])));
  }

  /** A circle that was typed may be anywhere: its middle becomes that of the map if it is not in view. */
  #showCircle({ centre, radius_m }: Circle): void {
    const middle = toLeaflet(centre);
    if (!this.#map.getBounds().pad(-0.1).contains(middle)) this.#map.setView(middle, this.#map.getZoom(), { animate: false });
    this.#showBox(shapeOfCircle(centre, radius_m).box);
  }

  /** Moves as little as needed for a box to be seen. */
  #showBox(box: Box): void {
    const corners = [toLeaflet(lonLatOf({ x: box[0], y: box[3] })), toLeaflet(lonLatOf({ x: box[2], y: box[1] }))];
    const bounds = latLngBounds(corners);
    const { x, y } = this.#map.getSize();
    const fits = (box[2] - box[0]) * 2 ** this.#map.getZoom() < x - 2 * FIT_MARGIN_PX && (box[3] - box[1]) * 2 ** this.#map.getZoom() < y - 2 * FIT_MARGIN_PX;
    // what is wider than the map is seen as soon as its middle is
    if (fits ? this.#map.getBounds().contains(bounds) : this.#map.getBounds().pad(-0.1).contains(bounds.getCenter())) return;
    if (!fits) this.#map.fitBounds(bounds, { padding: [FIT_MARGIN_PX, FIT_MARGIN_PX], animate: motion() });
    else for (const corner of corners) this.#map.panInside(corner, { padding: [FIT_MARGIN_PX, FIT_MARGIN_PX], animate: false });
  }

  /** After the map has become smaller, as when a sheet opens beside it. */
  #keepInView(): void {
    const { selected, asked, circle } = this.model.store.state;
    if (this.#map.getSize().x === 0) return;
    this.#showSelected(selected);
    const place = asked ?? circle?.centre;
    if (place) this.#map.panInside(toLeaflet(place), { padding: [FIT_MARGIN_PX, FIT_MARGIN_PX], animate: false });
  }

  #showLegend(scene: Scene): void {
    this.#frame.legend.show(this.#words.map.legend, legendEntries(scene, this.#drawn, this.#words), this.#palette());
  }

  #pressed(what: Press): void {
    switch (what) {
      case "in":
        return void this.#map.zoomIn(1, { animate: motion() });
      case "out":
        return void this.#map.zoomOut(1, { animate: motion() });
      case "fit":
        return this.fit();
      case "ask":
        return this.#asking.on ? this.#asking.stop() : this.startAsking();
      case "circle":
        return this.#circling.on ? this.#circling.stop() : this.startCircle();
      case "marks":
        return this.#chooseMark();
      case "far":
        return this.showFar();
      case "edge":
        return this.#targets.choose(this.#words.map.notDrawn(this.#marks.notDrawn.length), this.#marks.notDrawn);
    }
  }

  #chooseMark(): void {
    const view = this.#markLayer.view;
    if (!view) return;
    const size = this.#map.getSize();
    const corner = this.#markLayer.onCanvas(size.multiplyBy(0));
    // the canvas reaches beyond the map; only what is in the map counts
    const part = { ...view, left_px: view.left_px + corner.x, top_px: view.top_px + corner.y, width_px: size.x, height_px: size.y };
    const hits = this.#hits.map((hit) => ({ ...hit, at: { x: hit.at.x - corner.x, y: hit.at.y - corner.y } }));
    this.#targets.chooseMark(targetsInView(hits, part, this.#scene()));
  }

  #clicked(event: LeafletMouseEvent): void {
    if (this.#circling.on) return;
    if (this.#asking.on) {
      this.model.store.update({ asked: fromLeaflet(event.latlng) });
      return;
    }
    const target = this.#under(event);
    if (target) return this.#targets.press(target);
    if (this.#spread) this.#spreadOut(null);
    else this.#targets.select(null);
  }

  #hovered(event: LeafletMouseEvent): void {
    // a pressed button is a drag; looking for what is under it would make it stutter
    if (this.#circling.on || this.#asking.on || event.originalEvent.buttons !== 0) return this.#frame.hideTip();
    const target = this.#under(event);
    this.#point(target ? keyOf(target) : null);
    if (target) this.#frame.showTip(this.#targets.text(target), event.containerPoint);
  }

  #under(event: LeafletMouseEvent): Target | null {
    const view = this.#markLayer.view;
    return view && targetAt(this.#markLayer.onCanvas(event.containerPoint), view, this.#hits, this.#scene());
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Enter") {
      event.preventDefault();
      if (this.#asking.on) this.#asking.askCentre();
      else this.#chooseMark();
    }
    if (event.key !== "Escape") return;
    if (this.#spread) this.#spreadOut(null);
    this.#asking.stop();
    this.#circling.stop();
  }

  #point(key: string | null): void {
    if (key === null) this.#frame.hideTip();
    if (key === this.#pointed) return;
    this.#pointed = key;
    this.#frame.root.classList.toggle("map-pointing", key !== null);
    this.#markLayer.ask();
  }

  #spreadOut(spread: Spread | null): void {
    if (spread === this.#spread) return;
    this.#spread = spread;
    this.#markLayer.ask();
  }

  #modeChanged(): void {
    const { root, buttons, centre } = this.#frame;
    root.classList.toggle("map-aiming", this.#asking.on || this.#circling.on);
    root.classList.toggle("map-drawing", this.#circling.on);
    centre.hidden = !this.#asking.on;
    buttons.ask.setAttribute("aria-pressed", String(this.#asking.on));
    buttons.circle.setAttribute("aria-pressed", String(this.#circling.on));
  }

  #showBusy(): void {
    const { map, format } = this.#words;
    const { now } = this.model.busy;
    this.#frame.working(now && map[now.work], now?.share == null ? null : format.share(now.share));
  }

  #viewed(): void {
    const centre = this.#map.getCenter();
    this.#frame.scale(centre.lat, this.#map.getZoom(), this.#words);
    if (this.#map.getSize().x > 0) this.model.store.update({ view: { centre: fromLeaflet(centre), zoom: this.#map.getZoom() } });
  }

  #print(printing: boolean): void {
    this.#printing = printing;
    const bounds = this.#map.getBounds();
    const centre = this.#map.getCenter();
    if (printing) this.#onScreen = { centre, zoom: this.#map.getZoom() };
    this.#frame.root.classList.toggle("map-printing", printing);
    this.#frame.legend.print(printing ? "before" : "after");
    this.#map.invalidateSize({ animate: false, pan: false });
    if (printing) this.#map.fitBounds(bounds.pad(-0.06), { animate: false });
    else if (this.#onScreen) this.#map.setView(this.#onScreen.centre, this.#onScreen.zoom, { animate: false });
    // at once: the browser takes the paper's picture right after this event
    this.#groundLayer.repaint();
    this.#markLayer.repaint();
  }

  /** Tells everything anew: after another language, other colours, other records. */
  #retell(): void {
    this.#frame.root.dataset["look"] = this.#screenPalette() === DARK ? "dark" : "light";
    this.#frame.edge({ notDrawn: this.#marks.notDrawn.length, far: this.#far.records().length }, this.#words);
    this.#frame.scale(this.#map.getCenter().lat, this.#map.getZoom(), this.#words);
    this.#groundLayer.ask();
    this.#markLayer.ask();
  }

  #palette(): Palette {
    return this.#printing ? PAPER : this.#screenPalette();
  }

  #screenPalette(): Palette {
    const { theme } = this.model.store.state;
    if (theme !== "auto") return theme === "dark" ? DARK : LIGHT;
    return globalThis.matchMedia("(prefers-color-scheme: dark)").matches ? DARK : LIGHT;
  }

  #scene(): Scene {
    const circle = this.#circling.preview ?? this.model.store.state.circle;
    return {
      marks: this.#marks,
      gathered: this.#gathering.now,
      circleOf: (mark) => this.#maker.circle(mark),
      selected: this.model.store.state.selected,
      pointed: this.#pointed,
      spread: this.#spread,
      asked: this.#asked,
      circle: circle && { shape: shapeOfCircle(circle.centre, circle.radius_m), centre: planeOf(circle.centre) },
    };
  }
}

/** Calls `then` when what was made so far is on the screen, unless the function that is returned is called before. */
function afterPaint(then: () => void): () => void {
  let timer = 0;
  const frame = requestAnimationFrame(() => (timer = window.setTimeout(then, 0)));
  return () => {
    cancelAnimationFrame(frame);
    window.clearTimeout(timer);
  };
}

/** Whether the reader's device allows motion. */
function motion(): boolean {
  return !globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function leafletMap(node: HTMLElement, animated: boolean): LeafletMap {
  return new LeafletMap(node, {
    center: latLng(28, 62),
    zoom: 5,
    minZoom: ZOOM_LEAST,
    maxZoom: ZOOM_MAX,
    zoomSnap: 0.25,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 90,
    zoomControl: false,
    attributionControl: false,
    boxZoom: true,
    inertia: animated,
    zoomAnimation: animated,
    fadeAnimation: false,
    maxBounds: [[-89, -220], [89, 220]],
    maxBoundsViscosity: 0.8,
  });
}
