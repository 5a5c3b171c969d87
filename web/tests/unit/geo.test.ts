// Borders and units against the command line; the table tells the commands that made it.

import { describe, expect, test } from "vitest";
import { BorderIndex } from "../../src/geo/borders";
import { distance_m } from "../../src/geo/space";
import { Stretches } from "../../src/geo/stretches";
import { UnitIndex } from "../../src/geo/units";
import type { LonLat } from "../../src/model/lonlat";
import { atlas } from "./atlas";
import oracle from "./border-oracle.json";

const layers = atlas();
const index = new BorderIndex(layers.borders);
const BORDERS = ["border/AF-IR", "border/AF-PK", "border/IR-PK"] as const;

describe("distance to each border", () => {
  test.each(oracle.places)("$what: $at", (place) => {
    const at = place.at as unknown as LonLat;
    const feet = index.feet(at);
    expect(feet.map((foot) => foot.border.id).sort()).toEqual([...BORDERS]);
    for (const border of BORDERS) {
      const [expected_m, lon, lat] = place[border] as [number, number, number];
      const foot = feet.find((found) => found.border.id === border);
      expect(Math.abs((foot?.distance_m ?? Number.NaN) - expected_m), `${border} ${foot?.distance_m}`).toBeLessThan(0.5);
      // from afar two places may be as near to a millimetre: then it is enough that the place told is as near
      const off_m = distance_m(foot?.at ?? [0, 0], [lon, lat]);
      const told_m = distance_m(at, foot?.at ?? [0, 0]);
      expect(off_m < 1 || Math.abs(told_m - expected_m) < 0.5, `${border} ${off_m} m off`).toBe(true);
    }
    expect(feet.map((foot) => foot.distance_m)).toEqual(feet.map((foot) => foot.distance_m).sort((a, b) => a - b));
    expect(index.nearest(at)?.distance_m).toBe(feet[0]?.distance_m);
  });
});

describe("lines of any kind", () => {
  const line = (...at: LonLat[]): Stretches => new Stretches([at]);

  test("none, one place, a turn across the antimeridian", () => {
    expect(new Stretches([]).nearest([0, 0])).toBeNull();
    expect(new Stretches([]).farthest_m([0, 0])).toBeNull();
    expect(line([1, 1]).nearest([1, 1])?.distance_m).toBe(0);
    // 1 degree along the equator is 111,319.49 m: GeographicLib
    const across = line([179, 0], [-179, 0]);
    expect(across.nearest([180, 0])?.distance_m).toBeLessThan(1e-6);
    expect(across.nearest([-178, 0])?.distance_m).toBeCloseTo(111_319.49, 1);
    expect(across.farthest_m([-178, 0])).toBeCloseTo(3 * 111_319.49, 1);
  });

  test("an edge of ten degrees is straight in longitude and latitude", () => {
    const found = line([60, 30], [70, 30]).nearest([65, 30.5]);
    expect(found?.at[0]).toBeCloseTo(65, 4);
    expect(found?.at[1]).toBe(30);
  });

  test("nothing beyond a limit", () => {
    expect(line([60, 30], [61, 30]).nearest([60.5, 31], 50_000)).toBeNull();
    expect(line([60, 30], [61, 30]).nearest([60.5, 30.1], 50_000)?.distance_m).toBeLessThan(50_000);
  });
});

describe("units that hold a place", () => {
  const units = new UnitIndex(layers);
  test.each(oracle.places)("$what: $at", (place) => {
    const found = units.holding(place.at as unknown as LonLat);
    expect([found.country?.id ?? null, found.province?.id ?? null, found.district?.id ?? null]).toEqual(place.units);
  });

  test("a hole is outside", () => {
    const square = (from: number, to: number): LonLat[] => [[from, from], [to, from], [to, to], [from, to], [from, from]];
    const unit = { id: "X", names: { en: "X", fa: null, ur: null }, level: "country" as const, parent: null, country: null, polygons: [[square(0, 4), square(1, 3)]], bbox_deg: [0, 0, 4, 4] as const };
    const index = new UnitIndex({ ...layers, countries: [unit], provinces: [], districts: [] });
    const holds = (at: LonLat): boolean => index.holding(at).country !== null;
    expect([holds([2, 2]), holds([0.5, 0.5]), holds([0, 0]), holds([1, 2]), holds([4.1, 2]), holds([Number.NaN, 2])]).toEqual([false, true, true, true, false, false]);
  });
});
