// What the shown incidents look like on the map: places, areas drawn once each, lines drawn once each, and those without a place. Pure.

import type { Incident, Where } from "../../model/incident";
import type { AreaUnit, Layers } from "../../model/layer";
import type { Lines, LonLat } from "../../model/lonlat";
import { symbolOf, type SymbolKind } from "./symbols";
import { unitShape } from "./ground";
import { boxWith, labelSpotOf, midway, planeOf, shapeOfCircle, shapeOfLines, shapeOfPolygons, type Box, type Shape, type Spot2 } from "./world";

/** One place of one incident; an incident of several places has several. */
export interface PlaceMark {
  readonly incident: number;
  readonly lonlat: LonLat;
  readonly at: Spot2;
  readonly symbol: SymbolKind;
  readonly radius_m: number | null;
}

/** An area with all incidents that are somewhere in it. */
export interface AreaMark {
  readonly key: string;
  /** The unit of the layers; null if the record brings an outline of its own. */
  readonly unit: AreaUnit | null;
  readonly shape: Shape;
  readonly anchor: Spot2;
  readonly hatch: "narrow" | "wide";
  readonly incidents: readonly number[];
}

/** A line with all incidents that are somewhere along it. */
export interface LineMark {
  readonly key: string;
  readonly shape: Shape;
  readonly anchor: Spot2;
  /** They are within this distance of it. */
  readonly width_m: number;
  readonly incidents: readonly number[];
}

export interface Marks {
  readonly places: readonly PlaceMark[];
  readonly areas: readonly AreaMark[];
  readonly lines: readonly LineMark[];
  /** Without a place, as wide as a country, or in a unit that the layers do not have. */
  readonly notDrawn: readonly number[];
}

interface Drawable {
  readonly shape: Shape;
  readonly anchor: Spot2;
}

/** Makes marks and keeps the shapes, which do not change with the filter. */
export class MarkMaker {
  readonly #units = new Map<string, AreaUnit>();
  readonly #shapes = new Map<string, Drawable>();
  readonly #circles = new Map<string, Shape>();

  constructor(
    private readonly incidents: readonly Incident[],
    layers: Layers,
  ) {
    // countries are left out: a hatched country would pass a country-wide statement off as a place
    for (const unit of [...layers.provinces, ...layers.districts]) this.#units.set(unit.id, unit);
  }

  marks(shown: readonly number[]): Marks {
    const places: PlaceMark[] = [];
    const areas = new Map<string, AreaMark & { incidents: number[] }>();
    const lines = new Map<string, LineMark & { incidents: number[] }>();
    const notDrawn: number[] = [];
    for (const index of shown) {
      const incident = this.incidents[index];
      if (!incident) continue;
      const own = placesOf(incident);
      // one by one: a record may have more places than a call has arguments
      if (own) for (const mark of own) places.push(mark);
      else if (incident.where.kind === "line") this.#addLine(lines, incident, incident.where);
      else if (incident.where.kind !== "area" || !this.#addAreas(areas, incident, incident.where)) notDrawn.push(index);
    }
    const wideFirst = [...areas.values()].sort((a, b) => width(b.shape.box) - width(a.shape.box));
    return { places, areas: wideFirst, lines: [...lines.values()], notDrawn };
  }

  /** The outline of the circle that a place is somewhere in. */
  circle({ lonlat, radius_m }: PlaceMark): Shape | null {
    if (radius_m === null) return null;
    const key = `${lonlat.join(" ")} ${radius_m}`;
    const shape = this.#circles.get(key) ?? shapeOfCircle(lonlat, radius_m);
    this.#circles.set(key, shape);
    return shape;
  }

  #addLine(lines: Map<string, LineMark & { incidents: number[] }>, { index }: Incident, { lines: drawn, width_m }: Where & { kind: "line" }): void {
    const key = `line ${width_m} ${sumOf(drawn)}`;
    const { shape, anchor } = this.#drawable(key, () => {
      const made = shapeOfLines(drawn);
      return { shape: made, anchor: midway(made) };
    });
    const mark = lines.get(key) ?? { key, shape, anchor, width_m, incidents: [] };
    mark.incidents.push(index);
    lines.set(key, mark);
  }

  #addAreas(areas: Map<string, AreaMark & { incidents: number[] }>, { index }: Incident, where: Where & { kind: "area" }): boolean {
    const units = where.units.map((id) => this.#units.get(id)).filter((unit) => unit !== undefined);
    const add = (key: string, unit: AreaUnit | null, polygons: AreaUnit["polygons"]) => {
      const { shape, anchor } = this.#drawable(key, () => {
        const made = unit ? unitShape(unit) : shapeOfPolygons(polygons);
        return { shape: made, anchor: labelSpotOf(made) };
      });
      const mark = areas.get(key) ?? { key, unit, shape, anchor, hatch: unit?.level === "province" ? "wide" : "narrow", incidents: [] };
      mark.incidents.push(index);
      areas.set(key, mark);
    };
    for (const unit of units) add(`unit ${unit.id}`, unit, unit.polygons);
    if (units.length > 0) return true;
    if (!where.polygons[0]?.[0]?.[0]) return false;
    add(`own ${where.polygons.map(sumOf).join(" ")}`, null, where.polygons);
    return true;
  }

  #drawable(key: string, make: () => Drawable): Drawable {
    const drawable = this.#shapes.get(key) ?? make();
    this.#shapes.set(key, drawable);
    return drawable;
  }
}

function placesOf(incident: Incident): PlaceMark[] | null {
  const { index, where } = incident;
  const mark = (lonlat: LonLat, radius_m: number | null): PlaceMark => ({
    incident: index,
    lonlat,
    at: planeOf(lonlat),
    symbol: symbolOf(incident),
    radius_m,
  });
  if (where.kind === "point") return [mark(where.at, null)];
  if (where.kind === "circle") return [mark(where.at, where.radius_m)];
  return where.kind === "points" ? where.at.map((at) => mark(at, where.radius_m)) : null;
}

const sums = new WeakMap<Lines, string>();

/** A number of all places of lines: those that only begin alike are not taken for the same. FNV-1a over the bits. */
function sumOf(lines: Lines): string {
  const known = sums.get(lines);
  if (known !== undefined) return known;
  const bits = new DataView(new ArrayBuffer(8));
  let [sum, places] = [0x811c9dc5, 0];
  const take = (value: number): void => {
    bits.setFloat64(0, value);
    sum = Math.imul(sum ^ bits.getUint32(0), 0x01000193);
    sum = Math.imul(sum ^ bits.getUint32(4), 0x01000193);
  };
  for (const line of lines) {
    take(line.length);
    for (const [lon, lat] of line) {
      take(lon);
      take(lat);
      places += 1;
    }
  }
  const [first, last] = [lines[0]?.[0], lines.at(-1)?.at(-1)];
  const told = `${places} ${(sum >>> 0).toString(36)} ${String(first)} ${String(last)}`;
  sums.set(lines, told);
  return told;
}

function width(box: Box): number {
  return box[2] - box[0];
}

/** The box around all that is drawn; null if nothing is. */
export function boxOfMarks(marks: Marks, circle: (mark: PlaceMark) => Shape | null): Box | null {
  let box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (other: Box) => {
    box = boxWith(boxWith(box, other[0], other[1]), other[2], other[3]);
  };
  for (const { shape } of [...marks.areas, ...marks.lines]) take(shape.box);
  for (const mark of marks.places) {
    box = boxWith(box, mark.at.x, mark.at.y);
    // thousands of circles would take long and change the view by little
    if (mark.radius_m !== null && marks.places.length < 500) take(circle(mark)?.box ?? box);
  }
  return Number.isFinite(box[0]) ? box : null;
}
