// The Leaflet plugin: incidents on a map that someone already has, drawn as precisely as they are known. Not responsible for the map's ground.

import { CircleMarker, FeatureGroup, Canvas, latLngBounds, Marker, type LatLng, type LatLngBounds, type Layer, type LeafletEvent, type LeafletEventHandlerFn, type LeafletKeyboardEvent, type LeafletMouseEvent, type Map as LeafletMap, type Polyline } from "leaflet";
import { load } from "../data/load";
import type { Filter } from "../model/filter";
import { NO_FILTER } from "../model/filter";
import type { Incident } from "../model/incident";
import { toLeaflet, type LonLat } from "../model/lonlat";
import { makeModel } from "../state/made";
import type { Model } from "../state/model";
import { FIRST_STATE, Store } from "../state/store";
import type { Choice } from "../view/map/choice-box";
import { creditLines } from "../view/map/credits";
import { boxOfMarks, MarkMaker, type AreaMark, type LineMark, type Marks, type PlaceMark } from "../view/map/marks";
import { DARK, LIGHT } from "../view/map/palette";
import { SPREAD_MOST } from "../view/map/spread";
import { boxesTouch, lonLatOf, planeOf } from "../view/map/world";
import { Gazetteer, whenTold } from "../view/told";
import { LANGUAGES } from "../words/languages";
import { nameIn, type Words } from "../words/words";
import { attributionOf } from "./credit";
import { CLUSTER_ABOVE, Crowding, onOnePoint, stacked, type Sign } from "./crowding";
import { ListControl } from "./list-control";
import type { SarhadOptions } from "./options";
import { Popups } from "./popups";
import { Spreading } from "./spreading";
import { adoptStyle, dropStyle } from "./style";
import { areaLayer, bandStyle, bandWidth_px, circleLayers, clusterMarker, countMarker, lineLayers, signLayer, SignMarker, type Brush } from "./vectors";

const NO_MARKS: Marks = { places: [], areas: [], lines: [], notDrawn: [] };
/** With more numbers than this on the map the tab key passes them by; the list has them. */
const TAB_STOPS_MOST = 40;
/** How far beyond the view clusters are drawn, as a part of its size. */
const BEYOND = 0.3;
/** So many members tell where a cluster lies; with more, looking at each would take long. */
const MEMBERS_MOST = 5000;

/** Told when a sign is pressed: where, and what had the focus if a key did it. */
type Press = (at: LatLng, focused: HTMLElement | null) => void;

/** Incidents as a group of Leaflet layers; fires `sarhad:load`, `sarhad:select`, `sarhad:filter` and `sarhad:error`. */
export class Sarhad extends FeatureGroup {
  declare options: SarhadOptions;
  readonly #waiting = new AbortController();
  readonly #brush: Brush;
  readonly #words: Words;
  readonly #popups: Popups;
  readonly #spreading: Spreading;
  readonly #list: ListControl | null;
  #model: Model | null = null;
  #maker: MarkMaker | null = null;
  #gazetteer: Gazetteer | null = null;
  #clustered = false;
  #crowding: Crowding | null = null;
  #marks: Marks = NO_MARKS;
  #bands: readonly { readonly band: Polyline; readonly mark: LineMark }[] = [];
  #standing = new Map<string, { readonly sign: Sign; readonly group: FeatureGroup }>();
  #round = 0;
  #ring: CircleMarker | null = null;
  #credited: string | null;

  constructor(source: string | object, options: SarhadOptions = {}) {
    super([], options);
    this.#words = LANGUAGES[options.language ?? "en"];
    const pane = options.pane === undefined ? {} : { pane: options.pane };
    this.#brush = { palette: options.theme === "dark" ? DARK : LIGHT, renderer: new Canvas({ padding: BEYOND, ...pane }) };
    this.#popups = new Popups(this.#words, () => this.#gazetteer, (incident) => this.#tell(incident));
    this.#spreading = new Spreading(this, this.#brush, ({ incident }, at) => this.#choose([incident], at, null));
    this.#list = options.list === false ? null : new ListControl(this.#words, { rows: () => this.#rowsInView(), left: () => this.#point(null) }, options.list ?? "topleft");
    this.#credited = options.attribution ?? null;
    void this.#load(source);
  }

  /** The records; empty until `sarhad:load`. */
  getIncidents(): readonly Incident[] {
    return this.#model?.dataset.incidents ?? [];
  }

  /** Records without a place that can be drawn. */
  getNotDrawn(): readonly Incident[] {
    return this.#incidents(this.#marks.notDrawn);
  }

  /** The bounds of all that the filter lets through, whether it is in view, in a cluster or on no map yet; not valid if that is nothing. */
  override getBounds(): LatLngBounds {
    const box = boxOfMarks(this.#marks, (mark) => this.#maker?.circle(mark) ?? null);
    return latLngBounds(box ? [toLeaflet(lonLatOf({ x: box[0], y: box[3] })), toLeaflet(lonLatOf({ x: box[2], y: box[1] }))] : []);
  }

  /** Shows what the filter lets through; what it does not name stays as it is. */
  setFilter(filter: Partial<Filter>): this {
    if (this.#model) this.#model.store.filtered(filter);
    else this.options = { ...this.options, filter: { ...this.options.filter, ...filter } };
    return this;
  }

  /** Chooses a record by its number, as a click on it does. */
  select(index: number): this {
    const at = this.#placeOf(index);
    if (at) this.#choose([index], at, null);
    else this.#incidents([index]).forEach((incident) => this.#tell(incident));
    return this;
  }

  override onAdd(map: LeafletMap): this {
    adoptStyle();
    super.onAdd(map);
    this.#list?.addTo(map);
    this.#rescale();
    this.#gather();
    return this;
  }

  override onRemove(map: LeafletMap): this {
    this.#popups.close();
    this.#spreading.close();
    this.#point(null);
    this.#list?.remove();
    this.#crowding?.destroy();
    this.#crowding = null;
    this.#round += 1;
    super.onRemove(map);
    this.#brush.renderer.remove();
    dropStyle();
    return this;
  }

  /** What the layer hears of its map, by Leaflet's convention. */
  override getEvents(): Record<string, LeafletEventHandlerFn> {
    return { zoomstart: () => this.#spreading.close(), click: () => this.#spreading.close(), zoomend: () => this.#rescale(), moveend: () => this.#look() };
  }

  /** Ends the waiting for files that have not arrived; for a layer that is thrown away. */
  abort(): this {
    this.#waiting.abort();
    return this;
  }

  /** Whose data this is, as drawn by whom, and what is not on the map. Leaflet shows it as markup, so the texts are made harmless first. */
  override getAttribution(): string | null {
    const own = this.options.attribution ?? null;
    if (!this.#model) return own;
    const { dataset, layers } = this.#model;
    const missing = this.#marks.notDrawn.length;
    return attributionOf([...(missing > 0 ? [this.#words.map.notDrawn(missing)] : []), ...creditLines(layers, dataset.credits)], own);
  }

  async #load(source: string | object): Promise<void> {
    try {
      const { dataset, layers } = await load({ src: source, layersSrc: this.options.layers ?? null, document, signal: this.#waiting.signal });
      const store = new Store({ ...FIRST_STATE, language: this.#words.code, filter: { ...NO_FILTER, ...this.options.filter } });
      const model = makeModel(dataset, layers, store);
      this.#model = model;
      this.#maker = new MarkMaker(model.dataset.incidents, layers);
      this.#gazetteer = new Gazetteer(layers, this.#words);
      const all = this.#maker.marks([...model.dataset.incidents.keys()]);
      this.#clustered = this.options.cluster ?? all.places.length > CLUSTER_ABOVE;
      this.#draw(model);
      store.subscribe((now, before) => {
        if (now.filter !== before.filter) this.#filtered(model);
      });
      this.fire("sarhad:load", { dataset: model.dataset, notDrawn: this.getNotDrawn() }, true);
    } catch (trouble) {
      if (this.#waiting.signal.aborted) return;
      this.fire("sarhad:error", { error: trouble instanceof Error ? trouble : new Error(String(trouble)) }, true);
    }
  }

  /** A filter is in force; one by distance is so only when the distances are measured. */
  #filtered(model: Model): void {
    this.#draw(model);
    this.fire("sarhad:filter", { filter: model.store.state.filter, shown: model.shown().length, all: this.getIncidents().length }, true);
  }

  /** The map asked for the credit when the layer was added, before the files told it; another filter changes it. */
  #credit(): void {
    const control = this.#onMap()?.attributionControl;
    const [before, now] = [this.#credited, this.getAttribution()];
    this.#credited = now;
    if (!control || before === now) return;
    if (before !== null) control.removeAttribution(before);
    if (now !== null) control.addAttribution(now);
  }

  #draw({ shown }: Model): void {
    this.#popups.close();
    this.#spreading.close();
    this.#point(null);
    this.#list?.close();
    this.clearLayers();
    this.#standing = new Map();
    this.#marks = this.#maker?.marks(shown()) ?? NO_MARKS;
    const { areas, lines } = this.#marks;
    const keyboard = areas.length + lines.length <= TAB_STOPS_MOST;
    const count = (mark: AreaMark | LineMark): Layer => countMarker(mark, { text: this.#words.format.count(mark.incidents.length), name: this.#title(mark), keyboard }, this.#brush);
    for (const mark of areas) this.#addMark(mark, [areaLayer(mark, this.#brush), count(mark)]);
    this.#bands = lines.map((mark) => {
      const { band, line } = lineLayers(mark, this.#brush);
      this.#addMark(mark, [band, line, ...(mark.incidents.length > 1 ? [count(mark)] : [])]);
      return { band, mark };
    });
    this.#rescale();
    this.#gather();
    this.#credit();
  }

  #addMark(mark: AreaMark | LineMark, layers: Layer[]): void {
    const group = new FeatureGroup(layers);
    hear(group, (at, focused) => this.#choose(mark.incidents, at, focused));
    this.addLayer(group);
  }

  /** Bands are as wide as the ground that they stand for. */
  #rescale(): void {
    const map = this.#onMap();
    if (map) for (const { band, mark } of this.#bands) band.setStyle(bandStyle(bandWidth_px(mark, map)));
  }

  /** Puts up the signs of places; those of clusters wait for a map. */
  #gather(): void {
    if (!this.#clustered) return this.#show(stacked(this.#marks.places));
    if (!this.#onMap()) return;
    this.#crowding ??= new Crowding();
    void this.#crowding.load(this.#marks.places);
    this.#look();
  }

  /** Asks for the clusters in view; an answer that another question overtook is forgotten. */
  #look(): void {
    const map = this.#onMap();
    if (!map || !this.#crowding) return;
    const around = map.getBounds().pad(BEYOND);
    const round = ++this.#round;
    const box = [Math.max(-180, around.getWest()), around.getSouth(), Math.min(180, around.getEast()), around.getNorth()] as const;
    void this.#crowding.within(box, map.getZoom()).then((signs) => {
      if (round === this.#round) this.#show(signs);
    });
  }

  /** What stands already stays, so that a popup or the focus on it is kept. */
  #show(signs: readonly Sign[]): void {
    const keyboard = signs.filter(({ kind }) => kind !== "one").length <= TAB_STOPS_MOST;
    const before = this.#standing;
    this.#standing = new Map(signs.map((sign) => {
      const key = `${sign.key} ${keyboard}`;
      const known = before.get(key);
      before.delete(key);
      return [key, known ?? { sign, group: this.#addSign(sign, { keyboard }) }];
    }));
    for (const { group } of before.values()) this.removeLayer(group);
    // a circle that came later must not lie over the sign of another record
    for (const { group } of this.#standing.values()) group.eachLayer((layer) => layer instanceof SignMarker && layer.bringToFront());
  }

  #addSign(sign: Sign, { keyboard }: { readonly keyboard: boolean }): FeatureGroup {
    const group = new FeatureGroup();
    if (sign.kind === "one") {
      for (const layer of [...circleLayers([sign.mark], this.#brush), signLayer(sign.mark, this.#brush)]) group.addLayer(layer);
      hear(group, (at) => this.#choose([sign.mark.incident], at, null));
    } else {
      const label = { text: this.#words.format.count(sign.count), name: this.#told(sign), keyboard };
      const marker = clusterMarker(toLeaflet(sign.at), sign.count, label, this.#brush);
      for (const layer of [...(sign.kind === "stack" ? circleLayers(sign.marks, this.#brush) : []), marker]) group.addLayer(layer);
      // by keyboard a list is nearer at hand than signs on the canvas
      hear(group, (_, focused) => void (focused ? this.#listMembers(sign, focused) : this.#part(sign, marker)));
    }
    this.addLayer(group);
    return group;
  }

  /** Goes to where a cluster parts, or spreads out what never parts. */
  async #part(sign: Sign, marker: Marker): Promise<void> {
    const marks = await this.#members(sign);
    const map = this.#onMap();
    if (!map || marks.length === 0) return;
    if (!onOnePoint(marks) && map.getZoom() < map.getMaxZoom()) {
      const bounds = latLngBounds(marks.slice(0, MEMBERS_MOST).map(({ lonlat }) => toLeaflet(lonlat)));
      const zoom = Math.max(map.getBoundsZoom(bounds.pad(0.15)), map.getZoom() + 1);
      map.setView(bounds.getCenter(), Math.min(map.getMaxZoom(), zoom));
    } else if (marks.length > SPREAD_MOST) this.#choose(numbersOf(marks), toLeaflet(sign.at), null);
    else this.#spreading.open(marks, { map, at: toLeaflet(sign.at), marker });
  }

  async #listMembers(sign: Sign, focused: HTMLElement): Promise<void> {
    this.#choose(numbersOf(await this.#members(sign)), toLeaflet(sign.at), focused);
  }

  async #members(sign: Sign): Promise<readonly PlaceMark[]> {
    if (sign.kind === "stack") return sign.marks;
    return (await this.#crowding?.members(sign)) ?? [];
  }

  /** Tells one record, and opens a popup with it or with several to choose from. */
  #choose(numbers: readonly number[], at: LatLng, focused: HTMLElement | null): void {
    const incidents = this.#incidents(numbers);
    const [only] = incidents;
    if (only && incidents.length === 1) this.#tell(only);
    const map = this.#onMap();
    if (map && this.options.popups !== false) this.#popups.open(incidents, { map, at, returnTo: focused });
  }

  /** One row for each sign in view, and one for what has no place on the map. */
  #rowsInView(): Choice[] {
    const map = this.#onMap();
    if (!map) return [];
    const bounds = map.getBounds();
    const [from, to] = [planeOf(placeOf(bounds.getNorthWest())), planeOf(placeOf(bounds.getSouthEast()))];
    const marks = [...this.#marks.areas, ...this.#marks.lines].filter(({ shape }) => boxesTouch(shape.box, [from.x, from.y, to.x, to.y]));
    const signs = [...this.#standing.values()].map(({ sign }) => sign).filter(({ at }) => bounds.contains(toLeaflet(at)));
    const missing = this.#marks.notDrawn;
    const heading = this.#words.map.notDrawn(missing.length);
    const rowsOfMissing = (): Choice[] => missing.map((index) => this.#row([index], () => map.getCenter(), null));
    return [
      ...marks.map((mark) => this.#row(mark.incidents, () => toLeaflet(lonLatOf(mark.anchor)), this.#title(mark))),
      ...signs.map((sign) => this.#rowOfSign(sign)),
      ...(missing.length > 0 ? [{ label: heading, detail: null, press: () => this.#list?.open(heading, rowsOfMissing()) }] : []),
    ];
  }

  #rowOfSign(sign: Sign): Choice {
    const at = toLeaflet(sign.at);
    if (sign.kind !== "cluster") return this.#row(sign.kind === "one" ? [sign.mark.incident] : numbersOf(sign.marks), () => at, this.#told(sign));
    const press = async (): Promise<void> => this.#choose(numbersOf(await this.#members(sign)), at, this.#list?.button ?? null);
    return { label: this.#told(sign), detail: null, press: () => void press(), point: (on) => this.#point(on ? at : null) };
  }

  #row(numbers: readonly number[], at: () => LatLng, told: string | null): Choice {
    const [only, ...others] = this.#incidents(numbers);
    const single = only && others.length === 0 ? only : null;
    const label = single?.title ?? told ?? "";
    const detail = single ? [told === label ? null : told, whenTold(single, this.#words)].filter((part) => part !== null).join(" · ") : null;
    const press = (): void => this.#choose(numbers, at(), this.#list?.button ?? null);
    return { label, detail, press, ...(told === null ? {} : { point: (on: boolean) => this.#point(on ? at() : null) }) };
  }

  /** A ring around what the list is at. */
  #point(at: LatLng | null): void {
    this.#ring?.remove();
    this.#ring = null;
    const map = this.#onMap();
    if (!at || !map) return;
    const { palette, renderer } = this.#brush;
    this.#ring = new CircleMarker(at, { renderer, radius: 16, color: palette.selected, weight: 3, fill: false, interactive: false }).addTo(map);
  }

  #title(mark: AreaMark | LineMark): string {
    const { map } = this.#words;
    if (!("unit" in mark)) return map.alongLine(mark.incidents.length);
    return mark.unit ? map.inUnit(mark.incidents.length, nameIn(mark.unit.names, this.#words.code)) : map.inOutline(mark.incidents.length);
  }

  #told(sign: Sign): string {
    if (sign.kind === "one") return this.#incidents([sign.mark.incident])[0]?.title ?? "";
    return sign.kind === "stack" ? this.#words.map.onePoint(numbersOf(sign.marks).length) : this.#words.map.cluster(sign.count);
  }

  /** Where a record that is shown is told of; `null` if it is not drawn. */
  #placeOf(index: number): LatLng | null {
    const { places, areas, lines } = this.#marks;
    const place = places.find(({ incident }) => incident === index);
    if (place) return toLeaflet(place.lonlat);
    const mark = [...areas, ...lines].find(({ incidents }) => incidents.includes(index));
    return mark ? toLeaflet(lonLatOf(mark.anchor)) : null;
  }

  #incidents(numbers: readonly number[]): Incident[] {
    return numbers.map((number) => this.getIncidents()[number]).filter((incident) => incident !== undefined);
  }

  #tell(incident: Incident): void {
    this.fire("sarhad:select", { incident }, true);
  }

  #onMap(): LeafletMap | null {
    return (this._map as LeafletMap | null | undefined) ?? null;
  }
}

/** An incident may have several places; it is listed once. */
function numbersOf(marks: readonly PlaceMark[]): number[] {
  return [...new Set(marks.map(({ incident }) => incident))];
}

/** A number on the map takes the focus, so Enter and the space bar on it do what a click does. */
function hear(group: FeatureGroup, press: Press): void {
  group.on("click", (event) => press((event as LeafletMouseEvent).latlng, null));
  group.on("keypress", (event: LeafletEvent) => {
    const { originalEvent } = event as LeafletKeyboardEvent;
    const marker: unknown = event.propagatedFrom;
    if (!(marker instanceof Marker) || (originalEvent.key !== "Enter" && originalEvent.key !== " ")) return;
    originalEvent.preventDefault();
    press(marker.getLatLng(), marker.getElement() ?? null);
  });
}

/** A corner of the view, which may lie beyond ±180°. */
function placeOf({ lng, lat }: LatLng): LonLat {
  return [lng, lat];
}
