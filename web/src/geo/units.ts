// Which country, province and district hold a place. Not responsible for how far it is from anything.

import type { AreaUnit, Layers } from "../model/layer";
import type { LonLat } from "../model/lonlat";
import { Outline } from "./outline";
import { Stretches } from "./stretches";

/** The units that hold a place; `null` where the layer has none there. */
export interface Holding {
  readonly country: AreaUnit | null;
  readonly province: AreaUnit | null;
  readonly district: AreaUnit | null;
}

/** Units made ready to be asked; each is indexed when it is first needed. */
export class UnitIndex {
  readonly #layers: Layers;
  readonly #byId = new Map<string, AreaUnit>();
  readonly #outlines = new Map<AreaUnit, Outline>();
  readonly #edges = new Map<AreaUnit, Stretches>();

  constructor(layers: Layers) {
    this.#layers = layers;
    // the first of an id stays: a country is not hidden by a district that is called like it
    for (const unit of [...layers.countries, ...layers.provinces, ...layers.districts]) {
      if (!this.#byId.has(unit.id)) this.#byId.set(unit.id, unit);
    }
  }

  /** The unit of this id. */
  unit(id: string): AreaUnit | null {
    return this.#byId.get(id) ?? null;
  }

  /** The units that hold a place, their edges included; on a shared edge the first of the layer, as the command line does. */
  holding(at: LonLat): Holding {
    const country = this.#first(this.#layers.countries, at, null);
    const code = country === null ? null : (country.country ?? country.id);
    return {
      country,
      province: this.#first(this.#layers.provinces, at, code),
      district: this.#first(this.#layers.districts, at, code),
    };
  }

  /** Whether a unit holds a place. */
  holds(unit: AreaUnit, at: LonLat): boolean {
    const [west, south, east, north] = unit.bbox_deg;
    const [lon, lat] = at;
    // a hair wider, since what lies on an edge is inside; boxes across the antimeridian are not told, so wide ones decide nothing
    const beside = east - west < 180 && (lon < west - 1e-7 || lon > east + 1e-7);
    if (beside || lat < south - 1e-7 || lat > north + 1e-7) return false;
    return this.outline(unit).holds(at);
  }

  outline(unit: AreaUnit): Outline {
    return made(this.#outlines, unit, () => new Outline(unit.polygons));
  }

  /** The edges of a unit as lines, to measure to. */
  edges(unit: AreaUnit): Stretches {
    return made(this.#edges, unit, () => new Stretches(unit.polygons.flat()));
  }

  #first(units: readonly AreaUnit[], at: LonLat, country: string | null): AreaUnit | null {
    const fits = (unit: AreaUnit): boolean => country === null || unit.country === null || unit.country === country;
    return units.find((unit) => fits(unit) && this.holds(unit, at)) ?? null;
  }
}

function made<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = make();
  known.set(key, value);
  return value;
}
