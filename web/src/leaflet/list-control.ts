// The button on the map that lists the signs in view, so that what is drawn on the canvas is reached by keyboard and read aloud.
// Not responsible for what the rows say and do.

import { Control, DomEvent, DomUtil, type ControlPosition, type Map as LeafletMap } from "leaflet";
import { ChoiceBox, CHOICES_MOST, type Choice } from "../view/map/choice-box";
import { button, icon } from "../view/nodes";
import type { Words } from "../words/words";

const LIST_ICON = "M2 3h2v2H2zM6 3h8v2H6zM2 7h2v2H2zM6 7h8v2H6zM2 11h2v2H2zM6 11h8v2H6z";
/** Room that the list leaves around it. */
const MARGIN_PX = 12;
const LEAST_PX = 120;
const BUTTON_PX = 60;

/** What the list shows, and who is told when the focus is back at its button. */
export interface Listed {
  readonly rows: () => readonly Choice[];
  readonly left: () => void;
}

export class ListControl extends Control {
  readonly #box: ChoiceBox;
  #map: LeafletMap | null = null;
  #press: HTMLButtonElement | null = null;

  constructor(
    private readonly words: Words,
    private readonly listed: Listed,
    position: ControlPosition,
  ) {
    super({ position });
    this.#box = new ChoiceBox(() => words.panel.close);
  }

  /** What opens the list, while it is on a map. */
  get button(): HTMLButtonElement | null {
    return this.#press;
  }

  override onAdd(map: LeafletMap): HTMLElement {
    const { words } = this;
    this.#map = map;
    const root = DomUtil.create("div", "leaflet-bar sarhad-list");
    root.dir = words.dir;
    root.lang = words.tag;
    this.#press = button({ title: words.map.marks, "aria-label": words.map.marks, "aria-haspopup": "dialog" }, () => this.#toggle(), icon(LIST_ICON));
    // a row that is taken away with the focus does not everywhere say that it lost it
    this.#press.addEventListener("focus", () => this.listed.left());
    root.append(this.#press, this.#box.node);
    DomEvent.disableClickPropagation(root);
    // a row is gone when its click arrives at the map, which would take it for one beside the popup that the row opens
    DomEvent.on(root, "click", DomEvent.stopPropagation);
    DomEvent.disableScrollPropagation(root);
    return root;
  }

  override onRemove(): void {
    this.#box.close();
    this.#map = null;
  }

  /** Shows rows under a heading; the focus goes back to the button when the list is closed. */
  open(title: string, rows: readonly Choice[]): void {
    const [map, root] = [this.#map, this.getContainer()];
    if (!map || !root) return;
    const size = map.getSize();
    const { style } = this.#box.node;
    const [{ top, bottom }, ground] = [root.getBoundingClientRect(), map.getContainer().getBoundingClientRect()];
    // in a lower corner it grows upward from the button, below which the credit stands
    const room_px = this.options.position?.startsWith("bottom") === true ? bottom - ground.top : ground.bottom - top;
    style.maxHeight = `${Math.max(LEAST_PX, room_px - MARGIN_PX)}px`;
    style.maxWidth = `${size.x - BUTTON_PX - MARGIN_PX}px`;
    const more = rows.length > CHOICES_MOST ? this.words.table.more(rows.length - CHOICES_MOST) : null;
    this.#box.open(title, rows, { more, returnTo: this.#press });
  }

  close(): void {
    this.#box.close();
  }

  #toggle(): void {
    if (this.#box.isOpen) this.close();
    else this.open(this.words.map.marks, this.listed.rows());
  }
}
