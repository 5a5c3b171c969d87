// What a popup shows: one record with its claims, or several to choose from. By keyboard the focus goes into it and comes back.
// Not responsible for where it opens.

import { Popup, type LatLng, type Map as LeafletMap } from "leaflet";
import type { Incident } from "../model/incident";
import { details } from "../view/details";
import { button, el } from "../view/nodes";
import { whenTold, type Gazetteer } from "../view/told";
import type { Words } from "../words/words";

/** More rows than this are shown when they are asked for. */
const ROWS_MOST = 60;

/** Where a popup opens, and what had the focus if it was opened by keyboard. */
export interface PopupAt {
  readonly map: LeafletMap;
  readonly at: LatLng;
  readonly returnTo: HTMLElement | null;
}

export class Popups {
  readonly #popup = new Popup({ maxHeight: 320 });
  #returnTo: HTMLElement | null = null;

  constructor(
    private readonly words: Words,
    private readonly gazetteer: () => Gazetteer | null,
    private readonly tell: (incident: Incident) => void,
  ) {
    // also where the popup's own button closed it
    this.#popup.on("remove", () => {
      if (this.#popup.getElement()?.contains(document.activeElement) === true) this.#returnTo?.focus({ preventScroll: true });
    });
  }

  /** One record, or several to choose from. */
  open(incidents: readonly Incident[], { map, at, returnTo }: PopupAt): void {
    const [only] = incidents;
    if (!only) return;
    this.#returnTo = returnTo;
    const body = incidents.length === 1 ? this.#record(only) : this.#rows(incidents);
    this.#popup.setLatLng(at).setContent(body).openOn(map);
    this.#reachable();
    if (returnTo) this.#focus();
  }

  close(): void {
    this.#popup.remove();
  }

  #frame(...children: HTMLElement[]): HTMLElement {
    const frame = el("div", { dir: this.words.dir, lang: this.words.tag, class: "sarhad-popup" }, ...children);
    frame.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    return frame;
  }

  #record(incident: Incident): HTMLElement {
    const gazetteer = this.gazetteer();
    return this.#frame(gazetteer ? details(incident, this.words, gazetteer) : el("p", {}, incident.title));
  }

  #rows(incidents: readonly Incident[]): HTMLElement {
    const list = el("ul");
    const frame = this.#frame(list);
    const show = (from: number): void => {
      list.append(...incidents.slice(from, from + ROWS_MOST).map((incident) => el("li", {}, this.#row(incident))));
      const rest = incidents.length - from - ROWS_MOST;
      if (rest <= 0) return;
      const more = button({ class: "sarhad-popup-more" }, (event) => {
        event.stopPropagation();
        more.remove();
        show(from + ROWS_MOST);
        this.#popup.update();
        list.querySelectorAll("button").item(from + ROWS_MOST).focus({ preventScroll: true });
      }, this.words.table.more(rest));
      frame.append(more);
    };
    show(0);
    return frame;
  }

  #row(incident: Incident): HTMLElement {
    const choose = (event: MouseEvent): void => {
      // otherwise the map would take it for a click beside the popup
      event.stopPropagation();
      this.tell(incident);
      this.#popup.setContent(this.#record(incident));
      this.#reachable();
      // the row that had the focus is gone
      this.#focus();
    };
    return button({}, choose, el("span", { dir: "auto" }, incident.title), " ", el("small", {}, whenTold(incident, this.words)));
  }

  /** What has to be scrolled must be reached by keys. */
  #reachable(): void {
    const content = this.#popup.getElement()?.querySelector(".leaflet-popup-content");
    if (content?.classList.contains("leaflet-popup-scrolled")) content.setAttribute("tabindex", "0");
    else content?.removeAttribute("tabindex");
  }

  #focus(): void {
    this.#popup.getElement()?.querySelector<HTMLElement>(".sarhad-popup :is(h3, button)")?.focus({ preventScroll: true });
  }
}
