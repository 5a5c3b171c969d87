// How far a place is from each border, and where its nearest point lies. Not responsible for which side of it the place is on.

import type { Border } from "../model/layer";
import type { LonLat } from "../model/lonlat";
import { Stretches } from "./stretches";

/** The nearest point of one border. */
export interface BorderFoot {
  readonly border: Border;
  readonly distance_m: number;
  readonly at: LonLat;
}

/** Borders made ready to be asked; boundaries at sea are left out, as the command line does. */
export class BorderIndex {
  readonly #borders: readonly Border[];
  readonly #stretches = new Map<Border, Stretches>();

  constructor(borders: readonly Border[]) {
    this.#borders = borders.filter((border) => !border.maritime && border.lines.length > 0);
  }

  /** The borders that are measured to, in the order of the layer. */
  get borders(): readonly Border[] {
    return this.#borders;
  }

  /** The nearest point of each land border, the nearest border first; equal to the command line's to a metre. */
  feet(at: LonLat): BorderFoot[] {
    const found = this.#borders.map((border) => this.#foot(border, at)).filter((foot) => foot !== null);
    return found.sort((a, b) => a.distance_m - b.distance_m);
  }

  /** The nearest point of any land border; the first one of the layer where they meet. */
  nearest(at: LonLat): BorderFoot | null {
    let best: BorderFoot | null = null;
    for (const border of this.#borders) {
      const foot = this.#foot(border, at, best?.distance_m);
      if (foot !== null && (best === null || foot.distance_m < best.distance_m)) best = foot;
    }
    return best;
  }

  #foot(border: Border, at: LonLat, limit_m?: number): BorderFoot | null {
    const foot = this.#of(border).nearest(at, limit_m);
    return foot === null ? null : { border, distance_m: foot.distance_m, at: foot.at };
  }

  #of(border: Border): Stretches {
    const known = this.#stretches.get(border);
    if (known !== undefined) return known;
    // indexed when first asked: a page that nobody asks shows sooner
    const made = new Stretches(border.lines);
    this.#stretches.set(border, made);
    return made;
  }
}
