// What a sign on the map says, and what happens when it is pressed. Not responsible for finding it (pointing.ts) nor drawing it (scene.ts).

import { latLngBounds, type Map as LeafletMap } from "leaflet";
import { toLeaflet } from "../../model/lonlat";
import type { Model } from "../../state/model";
import { nameIn, type Words } from "../../words/words";
import { whenTold } from "../told";
import { CHOICES_MOST, type Choice, type ChoiceBox } from "./choice-box";
import { ZOOM_MAX, type Gathering } from "./gathering";
import type { PlaceMark } from "./marks";
import { keyOf, type Gathered, type Spread, type Target } from "./scene";
import { SPREAD_MOST } from "./spread";
import { lonLatOf, type Spot2 } from "./world";

export interface Surroundings {
  readonly model: Model;
  readonly map: LeafletMap;
  readonly gathering: Gathering;
  readonly choices: ChoiceBox;
  readonly words: () => Words;
  readonly motion: () => boolean;
  readonly point: (key: string | null) => void;
  /** Moves a place out from under a list. */
  readonly reveal: (spot: Spot2) => void;
  readonly spread: (spread: Spread | null) => void;
}

type Cluster = Gathered & { readonly kind: "cluster" };

export class Targets {
  constructor(private readonly around: Surroundings) {}

  /** One line about a target. */
  text(target: Target): string {
    const words = this.around.words();
    switch (target.kind) {
      case "place":
        return this.#title(target.mark.incident);
      case "cluster":
        return words.map.cluster(target.cluster.count);
      case "line":
        return this.#several(target.mark.incidents, (count) => words.map.alongLine(count));
      case "area": {
        const { unit, incidents } = target.mark;
        if (!unit) return this.#several(incidents, (count) => words.map.inOutline(count));
        return words.map.inUnit(incidents.length, nameIn(unit.names, words.code));
      }
    }
  }

  /** Selects what is one record, offers a choice of several, and goes nearer to a cluster. */
  press(target: Target): void {
    this.around.point(null);
    if (target.kind === "place") this.select(target.mark.incident);
    else if (target.kind === "cluster") void this.#part(target.cluster);
    else if (target.mark.incidents.length === 1) this.select(target.mark.incidents[0] ?? null);
    else this.choose(this.text(target), target.mark.incidents);
  }

  select(incident: number | null): void {
    this.around.model.store.update({ selected: incident });
  }

  /** A list of incidents to choose from. */
  choose(title: string, incidents: readonly number[]): void {
    const once = [...new Set(incidents)];
    this.#open(title, once.slice(0, CHOICES_MOST).map((index) => this.#choice(index)), once.length);
  }

  /** A list of all signs in view, for the keyboard. */
  chooseMark(targets: readonly Target[]): void {
    const rows = targets.slice(0, CHOICES_MOST).map((target): Choice => ({
      label: this.text(target),
      detail: target.kind === "place" ? this.#when(target.mark.incident) : null,
      press: () => this.press(target),
      point: (on) => {
        this.around.point(on ? keyOf(target) : null);
        if (on) this.around.reveal(anchorOf(target));
      },
    }));
    this.#open(this.around.words().map.marks, rows, targets.length);
  }

  /** Goes to where a cluster parts, or spreads out what never parts. */
  async #part(cluster: Cluster): Promise<void> {
    const { gathering, map } = this.around;
    const [zoom, members] = await Promise.all([gathering.partingZoom(cluster.id), gathering.members(cluster.id)]);
    if (zoom > ZOOM_MAX || atOnePlace(members)) return this.#spread(members, cluster);
    const bounds = latLngBounds(members.slice(0, 5000).map(({ lonlat }) => toLeaflet(lonlat)));
    const { animate } = { animate: this.around.motion() };
    // the bounds of the members show all of them; the parting zoom alone may leave some outside
    const fitting = Math.floor(map.getBoundsZoom(bounds.pad(0.15)));
    map.setView(bounds.getCenter(), Math.min(ZOOM_MAX, Math.max(fitting, map.getZoom() + 1, Math.min(zoom, map.getZoom() + 3))), { animate });
  }

  #spread(members: readonly PlaceMark[], { id, at }: Cluster): void {
    if (members.length > SPREAD_MOST) {
      const incidents = [...new Set(members.map(({ incident }) => incident))];
      return this.choose(this.around.words().map.onePoint(incidents.length), incidents);
    }
    const { map, motion } = this.around;
    const centre = toLeaflet(lonLatOf(at));
    if (!map.getBounds().pad(-0.15).contains(centre)) map.panTo(centre, { animate: motion() });
    this.around.spread({ cluster: id, at: members[0]?.at ?? at, marks: members });
  }

  #open(title: string, rows: readonly Choice[], all: number): void {
    const words = this.around.words();
    const more = all > rows.length ? words.table.more(all - rows.length) : null;
    this.around.choices.open(title, rows, { more, returnTo: this.around.map.getContainer() });
  }

  #choice(index: number): Choice {
    return { label: this.#title(index), detail: this.#when(index), press: () => this.select(index) };
  }

  #several(incidents: readonly number[], many: (count: number) => string): string {
    return incidents.length === 1 ? this.#title(incidents[0] ?? -1) : many(incidents.length);
  }

  #title(index: number): string {
    return this.around.model.dataset.incidents[index]?.title ?? "";
  }

  #when(index: number): string | null {
    const incident = this.around.model.dataset.incidents[index];
    return incident ? whenTold(incident, this.around.words()) : null;
  }
}

function anchorOf(target: Target): Spot2 {
  if (target.kind === "place") return target.mark.at;
  return target.kind === "cluster" ? target.cluster.at : target.mark.anchor;
}

function atOnePlace(members: readonly PlaceMark[]): boolean {
  const first = members[0]?.lonlat;
  return first !== undefined && members.every(({ lonlat }) => lonlat[0] === first[0] && lonlat[1] === first[1]);
}
