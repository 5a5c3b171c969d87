// The Leaflet plugin: incidents on a map that someone already has, drawn as precisely as they are known. Not responsible for the map's ground.

import { Canvas, FeatureGroup, LayerGroup, Marker, type LatLng, type Layer, type LeafletEventHandlerFn, type LeafletKeyboardEvent, type LeafletMouseEvent, type Map as LeafletMap } from "leaflet";
import { load } from "../data/load";
import type { Filter } from "../model/filter";
import { NO_FILTER } from "../model/filter";
import type { Incident } from "../model/incident";
import { makeModel } from "../state/made";
import type { Model } from "../state/model";
import { FIRST_STATE, Store } from "../state/store";
import { details } from "../view/details";
import { creditLines } from "../view/map/credits";
import { MarkMaker, type AreaMark, type LineMark } from "../view/map/marks";
import { DARK, LIGHT } from "../view/map/palette";
import { button, el } from "../view/nodes";
import { Gazetteer, whenTold } from "../view/told";
import { LANGUAGES } from "../words/languages";
import { nameIn, type Words } from "../words/words";
import type { SarhadOptions } from "./options";
import { areaLayer, countMarker, lineLayers, placeLayers, type Brush } from "./vectors";

/** The popup on a page that has only Leaflet's style. */
const POPUP_CSS = `.sarhad-popup ul{list-style:none;margin:0;padding:0}.sarhad-popup li>button{text-align:start;inline-size:100%;margin-block-end:4px;padding:6px;cursor:pointer;font:inherit}
.sarhad-popup dt{font-weight:600}.sarhad-popup dd{margin:0 0 .35em}.sarhad-popup dd>*{display:block}.sarhad-popup .icon{inline-size:1em;block-size:1em}`;
let style: CSSStyleSheet | null = null;

/** More rows than this are not read in a popup. */
const ROWS_MOST = 60;

/** Incidents as a group of Leaflet layers; fires `sarhad:load`, `sarhad:select`, `sarhad:filter` and `sarhad:error`. */
export class Sarhad extends FeatureGroup {
  declare options: SarhadOptions;
  readonly #waiting = new AbortController();
  readonly #brush: Brush;
  readonly #words: Words;
  #model: Model | null = null;
  #maker: MarkMaker | null = null;
  #notDrawn: readonly Incident[] = [];
  #credited: string | null = null;
  #layersOf = new Map<number, Layer>();

  constructor(source: string | object, options: SarhadOptions = {}) {
    super([], options);
    this.#words = LANGUAGES[options.language ?? "en"];
    const pane = options.pane === undefined ? {} : { pane: options.pane };
    this.#brush = { palette: options.theme === "dark" ? DARK : LIGHT, renderer: new Canvas({ padding: 0.3, ...pane }) };
    void this.#load(source);
  }

  /** The records; empty until `sarhad:load`. */
  getIncidents(): readonly Incident[] {
    return this.#model?.dataset.incidents ?? [];
  }

  /** Records without a place that can be drawn. */
  getNotDrawn(): readonly Incident[] {
    return this.#notDrawn;
  }

  /** Shows what the filter lets through; what it does not name stays as it is. */
  setFilter(filter: Partial<Filter>): this {
    if (!this.#model) this.options = { ...this.options, filter: { ...this.options.filter, ...filter } };
    else {
      this.#model.store.filtered(filter);
      this.#draw(this.#model);
      this.fire("sarhad:filter", { filter: this.#model.store.state.filter, shown: this.#model.shown().length, all: this.getIncidents().length });
    }
    return this;
  }

  /** Chooses a record by its number, as a click on it does. */
  select(index: number): this {
    const incident = this.getIncidents()[index];
    const layer = this.#layersOf.get(index);
    if (incident) this.#tell(incident);
    if (incident && layer && this.options.popups !== false) layer.unbindPopup().bindPopup(this.#record(incident)).openPopup();
    return this;
  }

  override onAdd(map: LeafletMap): this {
    if (!style) {
      // a sheet made by script passes a policy that forbids inline style
      style = new CSSStyleSheet();
      style.replaceSync(POPUP_CSS);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
    }
    return super.onAdd(map);
  }

  override onRemove(map: LeafletMap): this {
    this.#brush.renderer.remove();
    return super.onRemove(map);
  }

  /** Ends the waiting for files that have not arrived; for a layer that is thrown away. */
  abort(): this {
    this.#waiting.abort();
    return this;
  }

  /** Leaflet shows this as markup, so the texts are made harmless first. */
  override getAttribution(): string | null {
    if (!this.#model) return this.options.attribution ?? null;
    const { dataset, layers } = this.#model;
    // the data's own disclaimers are long; they are in `sarhad:load` for the page to show
    const lines = creditLines(layers, { ...dataset.credits, disclaimers: [] });
    const notDrawn = this.#notDrawn.length > 0 ? [this.#words.map.notDrawn(this.#notDrawn.length)] : [];
    return escaped([...notDrawn, ...lines].join(" · "));
  }

  async #load(source: string | object): Promise<void> {
    try {
      const { dataset, layers } = await load({ src: source, layersSrc: this.options.layers ?? null, document, signal: this.#waiting.signal });
      const state = { ...FIRST_STATE, language: this.#words.code, filter: { ...NO_FILTER, ...this.options.filter } };
      this.#model = makeModel(dataset, layers, new Store(state));
      this.#maker = new MarkMaker(this.#model.dataset.incidents, layers);
      this.#draw(this.#model);
      this.fire("sarhad:load", { dataset: this.#model.dataset, notDrawn: this.#notDrawn });
    } catch (trouble) {
      if (this.#waiting.signal.aborted) return;
      this.fire("sarhad:error", { error: trouble instanceof Error ? trouble : new Error(String(trouble)) });
    }
  }

  /** The map asked for the credit when the layer was added, before the files told it; another filter changes it. */
  #credit(before: string | null): void {
    const control = (this._map as LeafletMap | null)?.attributionControl;
    const attribution = this.getAttribution();
    if (!control || before === attribution) return;
    if (before !== null) control.removeAttribution(before);
    if (attribution !== null) control.addAttribution(attribution);
  }

  #draw({ dataset: { incidents }, shown }: Model): void {
    const credit = this.#credited;
    const marks = this.#maker?.marks(shown()) ?? { places: [], areas: [], lines: [], notDrawn: [] };
    this.clearLayers();
    this.#layersOf = new Map();
    this.#notDrawn = marks.notDrawn.map((index) => incidents[index]).filter((incident) => incident !== undefined);
    for (const mark of marks.areas) this.#add([areaLayer(mark, this.#brush), this.#count(mark)], mark.incidents);
    for (const mark of marks.lines) this.#add(mark.incidents.length > 1 ? [...lineLayers(mark, this.#brush), this.#count(mark)] : lineLayers(mark, this.#brush), mark.incidents);
    for (const mark of marks.places) this.#add(placeLayers(mark, this.#brush), [mark.incident]);
    this.#credit(credit);
    this.#credited = this.getAttribution();
  }

  #count(mark: AreaMark | LineMark): Layer {
    return countMarker(mark, this.#words.format.count(mark.incidents.length), this.#title(mark));
  }

  #title(mark: AreaMark | LineMark): string {
    const { map } = this.#words;
    if (!("unit" in mark)) return map.alongLine(mark.incidents.length);
    return mark.unit ? map.inUnit(mark.incidents.length, nameIn(mark.unit.names, this.#words.code)) : map.inOutline(mark.incidents.length);
  }

  /** Adds layers that stand for the same records. */
  #add(layers: readonly Layer[], numbers: readonly number[]): void {
    const group = new FeatureGroup([...layers]);
    const press: LeafletEventHandlerFn = (event) => this.#pressed(group, numbers, (event as LeafletMouseEvent).latlng);
    group.on("click", press);
    // a number on the map takes the focus, so Enter on it does what a click does; Leaflet does this only for popups that are bound already
    group.on("keypress", (event) => {
      if ((event as LeafletKeyboardEvent).originalEvent.key === "Enter" && event.propagatedFrom instanceof Marker) this.#pressed(group, numbers, event.propagatedFrom.getLatLng());
    });
    for (const index of numbers) if (!this.#layersOf.has(index)) this.#layersOf.set(index, group);
    this.addLayer(group);
  }

  #pressed(group: LayerGroup, numbers: readonly number[], at: LatLng): void {
    const incidents = numbers.map((index) => this.getIncidents()[index]).filter((incident) => incident !== undefined);
    const [only] = incidents;
    if (!only) return;
    if (incidents.length === 1) this.#tell(only);
    if (this.options.popups === false) return;
    const content = incidents.length === 1 ? this.#record(only) : this.#rows(group, incidents);
    // a popup of the group opens at the layer that was pressed
    group.unbindPopup().bindPopup(content, { maxHeight: 320 }).openPopup(at);
  }

  #rows(group: LayerGroup, incidents: readonly Incident[]): HTMLElement {
    const rows = incidents.slice(0, ROWS_MOST).map((incident) => {
      const choose = (event: MouseEvent) => {
        // otherwise the map would take it for a click beside the popup
        event.stopPropagation();
        this.#tell(incident);
        group.getPopup()?.setContent(this.#record(incident));
      };
      const row = button({}, choose, el("span", { dir: "auto" }, incident.title), " ", el("small", {}, whenTold(incident, this.#words)));
      return el("li", {}, row);
    });
    const more = incidents.length > ROWS_MOST && el("p", {}, this.#words.table.more(incidents.length - ROWS_MOST));
    const list = el("ul", {}, ...rows);
    return el("div", { dir: this.#words.dir, lang: this.#words.tag, class: "sarhad-popup" }, list, more);
  }

  #record(incident: Incident): HTMLElement {
    const { layers } = this.#model ?? {};
    const body = layers ? details(incident, this.#words, new Gazetteer(layers, this.#words)) : el("p", {}, incident.title);
    return el("div", { dir: this.#words.dir, lang: this.#words.tag, class: "sarhad-popup" }, body);
  }

  #tell(incident: Incident): void {
    this.fire("sarhad:select", { incident });
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
