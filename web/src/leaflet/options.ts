// What the plugin takes and tells. Not responsible for drawing.

import type { ControlPosition, LayerOptions, LeafletEvent } from "leaflet";
import type { Dataset, Incident } from "../model/incident";
import type { Filter } from "../model/filter";
import type { LanguageCode } from "../state/store";

export interface SarhadOptions extends LayerOptions {
  /** TopoJSON of units and borders, or its address; without it, records of districts and provinces cannot be drawn. */
  readonly layers?: string | object;
  /** Language of popups and of names. */
  readonly language?: LanguageCode;
  /** What to show at first. */
  readonly filter?: Partial<Filter>;
  /** Colours for a light or a dark ground. */
  readonly theme?: "light" | "dark";
  /** Whether a click opens a popup with the record and its claims. */
  readonly popups?: boolean;
  /** Whether points close together are one sign with their number; if it is missing, where there are more than 500. Points on one place always are. */
  readonly cluster?: boolean;
  /** Where the button stands that lists what is in view, for the keyboard and for screen readers; `false`: nowhere. */
  readonly list?: ControlPosition | false;
}

/** `sarhad:load`: the records are read and drawn. */
export interface SarhadLoadEvent extends LeafletEvent {
  readonly dataset: Dataset;
  /** Incidents that have no place to be drawn at: show their number, so that nobody takes the map for everything. */
  readonly notDrawn: readonly Incident[];
}

/** `sarhad:select`: the reader chose one record. */
export interface SarhadSelectEvent extends LeafletEvent {
  readonly incident: Incident;
}

/** `sarhad:filter`: another filter shows other records. */
export interface SarhadFilterEvent extends LeafletEvent {
  readonly filter: Filter;
  readonly shown: number;
  readonly all: number;
}

/** `sarhad:error`: nothing could be read; the message says what to do. */
export interface SarhadErrorEvent extends LeafletEvent {
  readonly error: Error;
}
