// What the map answers about a place or a circle, as text beside it. Not responsible for the lines drawn on the map (map/).

import { nearestIncidents, withinCircle } from "../geo/within";
import type { Incident } from "../model/incident";
import type { LonLat } from "../model/lonlat";
import type { Model } from "../state/model";
import type { Circle } from "../state/store";
import { nameIn, type Words } from "../words/words";
import { given } from "./given";
import { button, el, icon, ICONS } from "./nodes";
import type { Gazetteer } from "./told";

/** So many of the nearest are told. */
const NEAREST = 5;
/** So many records are listed under each answer of a circle; the rest is counted. */
const LISTED = 50;

/** What answers need. */
export interface Asking {
  readonly model: Model;
  readonly words: Words;
  readonly gazetteer: Gazetteer;
  readonly choose: (index: number) => void;
}

function shownIncidents(model: Model): Incident[] {
  return model.shown().map((index) => model.dataset.incidents[index]).filter((incident) => incident !== undefined);
}

function heading(title: string, close: string, dismiss: () => void): HTMLElement {
  return el("div", { class: "answer-head" }, el("h3", { tabindex: -1 }, title), button({ class: "quiet", "aria-label": close, title: close }, dismiss, icon(ICONS.close)));
}

/** Country, province, district, the distance to each border, and the nearest records. */
export function placeAnswer(at: LonLat, { model, words, gazetteer, choose }: Asking): HTMLElement {
  const { answers, format } = words;
  const holding = model.units.holding(at);
  const units = el("dl", { class: "facts" });
  for (const level of ["country", "province", "district"] as const) {
    const unit = holding[level];
    units.append(el("dt", {}, answers[level]), el("dd", {}, unit === null ? el("i", {}, answers.outside) : nameIn(unit.names, words.code)));
  }
  const feet = [...model.borders.feet(at)].sort((a, b) => a.distance_m - b.distance_m);
  const borders = el("dl", { class: "facts borders" });
  for (const { border, distance_m } of feet) borders.append(el("dt", {}, nameIn(border.names, words.code)), el("dd", {}, format.exactDistance(distance_m)));
  const nearest = el("ul", { class: "near" });
  for (const { incident, min_m, max_m } of nearestIncidents(shownIncidents(model), at, model.layers, NEAREST)) {
    const { min, max, unit } = format.interval(min_m, max_m);
    const name = button({ class: "name" }, () => choose(incident.index), given(incident.title, words));
    nearest.append(el("li", {}, name, el("span", { class: "far" }, min_m === max_m ? format.distance(min_m) : answers.nearestRow(min, max, unit))));
  }
  return el(
    "section",
    { class: "answer", part: "answer" },
    heading(answers.askTitle, answers.close, () => model.store.update({ asked: null })),
    el("p", { class: "notes" }, answers.at(format.degrees(at[1]), format.degrees(at[0]))),
    units,
    el("h4", {}, answers.borders),
    feet.length === 0 ? el("p", { class: "notes" }, answers.noBorders) : borders,
    gazetteer.drawn_by === null || feet.length === 0 ? null : el("p", { class: "notes" }, answers.asDrawn(gazetteer.drawn_by)),
    el("h4", {}, answers.nearest),
    nearest.childElementCount === 0 ? el("p", { class: "notes" }, answers.none) : nearest,
  );
}

/** Which records lie surely, perhaps and surely not in a circle, and of which nobody can tell. */
export function circleAnswer(circle: Circle, { model, words, choose }: Asking): HTMLElement {
  const { answers, format } = words;
  const sorted: Record<ReturnType<typeof withinCircle>, Incident[]> = { must: [], may: [], no: [], unknown: [] };
  for (const incident of shownIncidents(model)) sorted[withinCircle(incident, circle, model.layers)].push(incident);
  const [lon, lat] = circle.centre;
  const section = el(
    "section",
    { class: "answer", part: "answer" },
    heading(answers.circleTitle, answers.close, () => model.store.update({ circle: null })),
    el("p", { class: "notes" }, answers.circleAround(format.limit(circle.radius_m), format.degrees(lat), format.degrees(lon))),
  );
  for (const kind of ["must", "may", "unknown"] as const) {
    const found = sorted[kind];
    const list = el("ul", { class: "near" });
    for (const incident of found.slice(0, LISTED)) list.append(el("li", {}, button({ class: "name" }, () => choose(incident.index), given(incident.title, words))));
    if (found.length > LISTED) list.append(el("li", {}, words.filters.more(found.length - LISTED)));
    section.append(el("h4", {}, answers[kind](found.length)), list);
  }
  section.append(el("p", { class: "notes" }, answers.no(sorted.no.length)));
  return section;
}
