// Records among the units of the layers: names become ids, what stands for a unit becomes the unit, and what the file does not tell
// is looked up. Pure. Not responsible for reading (data/) nor for distances (geo/).

import { signOf } from "../data/records";
import type { BorderIndex } from "../geo/borders";
import { hasNoPlace, isAggregate } from "../geo/extent";
import type { UnitIndex } from "../geo/units";
import type { BorderDistance, Incident, Unit, Where } from "../model/incident";
import type { AreaUnit, Layers } from "../model/layer";
import type { LonLat } from "../model/lonlat";
import { BORDER_ZONE_M } from "../data/precision";
import { folded } from "./fold";

type Level = AreaUnit["level"];
type Units = Pick<Incident, Level>;

/** Words that say of a name only what the level says already. */
const LEVEL_WORDS = /\b(district|county|shahrestan|province|ostan|division|islamic republic of)\b/g;

/** Looks up units and borders for records. */
export class Placing {
  readonly #layers: Layers;
  readonly #units: UnitIndex;
  readonly #borders: BorderIndex;
  /** Units by their names; `null` of a name that two of them have, which is not guessed. */
  readonly #byName = new Map<string, AreaUnit | null>();

  constructor(layers: Layers, units: UnitIndex, borders: BorderIndex) {
    [this.#layers, this.#units, this.#borders] = [layers, units, borders];
    for (const unit of [...layers.countries, ...layers.provinces, ...layers.districts]) {
      for (const name of [unit.names.en, unit.names.fa, unit.names.ur]) {
        if (name === null) continue;
        // two units of one name are told apart by their country only
        for (const country of [unit.country, null]) {
          const key = nameKey(unit.level, name, country);
          const known = this.#byName.get(key);
          this.#byName.set(key, known === undefined || known === unit ? unit : null);
        }
      }
    }
  }

  /** The record with its units, its place among them, and its distance to the nearest border, measured when it is first asked. */
  placed(incident: Incident): Incident {
    const told = this.#told(incident);
    const where = this.#where(incident, told);
    const units = this.#filled(told, where, incident.areas);
    const borders = this.#borders;
    let border = incident.border;
    let known = border !== null;
    return {
      ...incident,
      ...units,
      where,
      get border() {
        if (!known) [border, known] = [hasNoPlace(incident) ? null : measured(where, borders), true];
        return border;
      },
    };
  }

  /** The units that the file names, by the ids of the layers where they are known there. */
  #told({ country, province, district }: Incident): Units {
    const whole = this.#known("country", country, null);
    const code = whole?.id ?? null;
    return { country: whole, province: this.#known("province", province, code), district: this.#known("district", district, code) };
  }

  #known(level: Level, unit: Unit | null, country: string | null): Unit | null {
    if (unit === null) return null;
    const byId = this.#units.unit(unit.id);
    const found = byId?.level === level ? byId : (this.#byName.get(nameKey(level, unit.name, country)) ?? null);
    return found === null ? unit : { id: found.id, name: byId === null ? found.names.en : unit.name };
  }

  #where(incident: Incident, told: Units): Where {
    const { where } = incident;
    if (where.kind === "area" && where.units.length > 0) return this.#ofUnits(where.units);
    if (where.kind !== "nowhere" || where.why !== "none") return where;
    if (incident.precision === "border-zone") {
      const id: unknown = incident.feature.properties?.["along_border"];
      const border = this.#layers.borders.find((one) => one.id === id);
      if (border !== undefined) return { kind: "line", lines: border.lines, width_m: BORDER_ZONE_M };
    }
    const unit = this.#standsFor(incident, told);
    return unit === null ? where : this.#ofUnits([unit.id]);
  }

  /** The unit that a record means which only a name or a point stands for. */
  #standsFor(incident: Incident, told: Units): Unit | null {
    const { precision } = incident;
    const known = (unit: Unit | null): Unit | null => (unit !== null && this.#units.unit(unit.id) !== null ? unit : null);
    if (precision === "district" && known(told.district) !== null) return told.district;
    if (precision === "province" && known(told.province) !== null) return told.province;
    if (isAggregate(incident) || ["unlocated", "unstated", "country", "water"].includes(precision)) return null;
    const sign = signOf(incident.feature);
    if (sign === null) return null;
    const { country, province, district } = this.#units.holding(sign);
    if (precision === "province") return unitOf(province ?? country);
    return unitOf(district ?? province ?? country);
  }

  /** Somewhere in units; nowhere where the layers lack one, since the rest would not be all places, or where one is a country. */
  #ofUnits(ids: readonly string[]): Where {
    const units = ids.map((id) => this.#units.unit(id));
    if (units.some((unit) => unit?.level === "country")) return { kind: "nowhere", why: "too-wide" };
    if (units.some((unit) => unit === null)) return { kind: "nowhere", why: "none" };
    return { kind: "area", units: [...ids], polygons: [] };
  }

  /** What the file does not name, by the place or the units named for it: only units that surely hold all of it. */
  #filled(told: Units, where: Where, areas: readonly string[]): Units {
    const found = told.country !== null && told.province !== null && told.district !== null ? null : this.#holding(where, areas);
    const district = told.district ?? found?.district ?? null;
    const province = told.province ?? found?.province ?? this.#above(district, "province");
    return { district, province, country: told.country ?? found?.country ?? this.#above(province ?? district, "country") };
  }

  #holding(where: Where, areas: readonly string[]): Units | null {
    if (where.kind === "point") return this.#around(where.at, 0);
    if (where.kind === "circle") return this.#around(where.at, where.radius_m);
    const ids = where.kind === "area" && where.units.length > 0 ? where.units : areas;
    if (ids.length === 0) return null;
    const each = ids.map((id) => this.#chain(id));
    const shared = (level: Level): Unit | null => {
      const unit = each[0]?.[level] ?? null;
      return each.every((units) => units[level]?.id === unit?.id) ? unit : null;
    };
    return { country: shared("country"), province: shared("province"), district: shared("district") };
  }

  /** The units that hold a place, and all that lies within a radius of it. */
  #around(at: LonLat, radius_m: number): Units {
    const held = this.#units.holding(at);
    const whole = (unit: AreaUnit | null): Unit | null => {
      if (unit === null || (radius_m > 0 && this.#units.edges(unit).nearest(at, radius_m) !== null)) return null;
      return unitOf(unit);
    };
    const district = whole(held.district);
    // what lies whole in a district lies whole in the units above it
    const province = district !== null ? unitOf(held.province) : whole(held.province);
    return { district, province, country: province !== null ? unitOf(held.country) : whole(held.country) };
  }

  #chain(id: string): Units {
    const unit = this.#units.unit(id);
    const own = (level: Level): Unit | null => (unit?.level === level ? unitOf(unit) : null);
    const district = own("district");
    const province = own("province") ?? this.#above(district, "province");
    return { district, province, country: own("country") ?? this.#above(province ?? district, "country") };
  }

  #above(unit: Unit | null, level: Level): Unit | null {
    const own = unit === null ? null : this.#units.unit(unit.id);
    const id = level === "country" ? own?.country : own?.parent;
    const above = id === null || id === undefined ? null : this.#units.unit(id);
    return above?.level === level ? unitOf(above) : null;
  }
}

function unitOf(unit: AreaUnit | null): Unit | null {
  return unit === null ? null : { id: unit.id, name: unit.names.en };
}

function nameKey(level: Level, name: string, country: string | null): string {
  return `${level}\n${country ?? ""}\n${folded(name).replace(LEVEL_WORDS, "").replace(/\s+/g, " ").trim()}`;
}

/** A record of more places than these is measured by the command line only: it would hold the page for seconds. */
const PLACES_MEASURED_MAX = 2_000;

/** To the nearest border, of what has places of its own; areas and lines are measured by the command line only. */
function measured(where: Where, borders: BorderIndex): BorderDistance | null {
  const places = where.kind === "points" ? where.at : where.kind === "point" || where.kind === "circle" ? [where.at] : [];
  if (places.length > PLACES_MEASURED_MAX) return null;
  const feet = places.map((at) => borders.nearest(at)).filter((foot) => foot !== null);
  const [first] = feet;
  if (first === undefined) return null;
  const near = feet.reduce((a, b) => (b.distance_m < a.distance_m ? b : a), first);
  const far = feet.reduce((a, b) => (b.distance_m > a.distance_m ? b : a), first);
  const told = { border: near.border.id, border_name: near.border.names.en, best_m: feet.length === 1 ? near.distance_m : null };
  const radius_m = "radius_m" in where ? (where.radius_m ?? 0) : 0;
  if (radius_m === 0) return { ...told, min_m: near.distance_m, max_m: far.distance_m };
  return { ...told, min_m: Math.max(0, Math.floor(near.distance_m - radius_m)), max_m: Math.ceil(far.distance_m + radius_m) };
}
