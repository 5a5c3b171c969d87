// Which of the shown records lie far from every country of the map, and what is told of them. Not responsible for measuring (geo/far.ts).

import { isFar, swappedInto } from "../../geo/far";
import type { Incident } from "../../model/incident";
import type { Model } from "../../state/model";
import type { Words } from "../../words/words";
import type { Marks } from "./marks";

/** Where more than this share of what is drawn lies far away, that is what the map is about. */
const LONE_SHARE_MOST = 0.2;

export class FarAway {
  #last: { readonly shown: readonly number[]; readonly far: readonly number[] } | null = null;

  constructor(private readonly model: Model) {}

  /** The numbers of the shown records that lie far away. */
  records(): readonly number[] {
    const shown = this.model.shown();
    if (this.#last?.shown !== shown) this.#last = { shown, far: shown.filter((index) => this.#isFar(index)) };
    return this.#last.far;
  }

  /** A sentence about them; null where there are none. */
  note(words: Words): string | null {
    const far = this.records();
    if (far.length === 0) return null;
    const { dataset, layers } = this.model;
    const incidents = far.map((index) => dataset.incidents[index]).filter((incident): incident is Incident => incident !== undefined);
    return words.map.farNote(far.length, swappedInto(incidents, layers));
  }

  /** The marks without those far away where these are few: a first view that held them would show the rest as one spot. */
  without(marks: Marks): Marks {
    const { places, areas, lines } = marks;
    const near = ({ incidents }: { readonly incidents: readonly number[] }): boolean => !incidents.every((index) => this.#isFar(index));
    const kept: Marks = { ...marks, places: places.filter(({ incident }) => !this.#isFar(incident)), areas: areas.filter(near), lines: lines.filter(near) };
    const count = ({ places: p, areas: a, lines: l }: Marks): number => p.length + a.length + l.length;
    return count(marks) - count(kept) > LONE_SHARE_MOST * count(marks) ? marks : kept;
  }

  #isFar(index: number): boolean {
    const incident = this.model.dataset.incidents[index];
    return incident !== undefined && isFar(incident, this.model.layers);
  }
}
