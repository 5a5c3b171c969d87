// What is drawn of each kind of place, and what never is.

import { describe, expect, it } from "vitest";
import type { Incident, Precision, Where } from "../../src/model/incident";
import type { AreaUnit, Layers } from "../../src/model/layer";
import { MarkMaker } from "../../src/view/map/marks";
import { symbolOf } from "../../src/view/map/symbols";

const SQUARE = [[[[60, 25], [61, 25], [61, 26], [60, 26], [60, 25]]]] as const;

function unit(id: string, level: AreaUnit["level"]): AreaUnit {
  return { id, level, names: { en: id, fa: null, ur: null }, parent: null, country: null, polygons: SQUARE, bbox_deg: [60, 25, 61, 26] };
}

const LAYERS: Layers = {
  borders: [],
  countries: [unit("PK", "country")],
  provinces: [unit("PK/balochistan", "province")],
  districts: [unit("PK/gwadar", "district")],
  spots: [],
  licences: [],
  attributions: [],
  disclaimers: [],
};

function marksOf(...wheres: readonly Where[]) {
  // only what marks look at
  const incidents = wheres.map((where, index) => ({ index, where, precision: "unstated", title: "" }) as unknown as Incident);
  return new MarkMaker(incidents, LAYERS).marks(incidents.map(({ index }) => index));
}

describe("marks", () => {
  it("draw a unit once, with all that is somewhere in it", () => {
    const area = (units: readonly string[]): Where => ({ kind: "area", units, polygons: [] });
    const { areas, notDrawn } = marksOf(area(["PK/gwadar"]), area(["PK/gwadar", "PK/balochistan"]));
    expect(areas.map(({ unit: one, incidents }) => [one?.id, incidents])).toEqual(expect.arrayContaining([["PK/gwadar", [0, 1]], ["PK/balochistan", [1]]]));
    expect(notDrawn).toEqual([]);
  });

  it("never draw a country, an unknown unit or nowhere, but count them", () => {
    const { areas, places, lines, notDrawn } = marksOf(
      { kind: "area", units: ["PK"], polygons: [] },
      { kind: "area", units: ["XX/unknown"], polygons: [] },
      { kind: "nowhere", why: "too-wide" },
      { kind: "nowhere", why: "none" },
    );
    expect([areas, places, lines]).toEqual([[], [], []]);
    expect(notDrawn).toEqual([0, 1, 2, 3]);
  });

  it("draw each of several places, one line for several incidents, and an outline of its own", () => {
    const line: Where = { kind: "line", lines: [[[60, 25], [61, 26]]], width_m: 0 };
    const marks = marksOf({ kind: "points", at: [[60, 25], [61, 26]], radius_m: 9_000 }, line, line, { kind: "area", units: [], polygons: SQUARE });
    expect(marks.places.map(({ incident, radius_m, symbol }) => [incident, radius_m, symbol])).toEqual([[0, 9_000, "near"], [0, 9_000, "near"]]);
    expect(marks.lines.map(({ incidents }) => incidents)).toEqual([[1, 2]]);
    expect(marks.areas.map(({ unit: one, incidents }) => [one, incidents])).toEqual([[null, [3]]]);
  });

  it("are empty for an empty file", () => {
    expect(marksOf()).toEqual({ places: [], areas: [], lines: [], notDrawn: [] });
  });
});

describe("the sign of a place", () => {
  const sign = (precision: Precision, where: Where) => symbolOf({ precision, where });
  const point: Where = { kind: "point", at: [60, 25] };

  it.each([
    ["exact", "exact"],
    ["near", "near"],
    ["locality", "near"],
    ["unstated", "unstated"],
    // a point that stands for a district is its middle and no place
    ["district", "unstated"],
    ["province", "unstated"],
    ["country", "unstated"],
  ] as const)("of %s is %s", (precision, expected) => expect(sign(precision, point)).toBe(expected));

  it("is never exact with a radius", () => {
    expect(sign("exact", { kind: "circle", at: [60, 25], radius_m: 500 })).toBe("near");
  });
});
