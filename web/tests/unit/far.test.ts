// What lies far from every country of the layers. Lengths along the equator: 1 degree is 111,319.491 m (GeographicLib), so 500 km are 4.4916°.

import { expect, test } from "vitest";
import { isFar, isFarPlace, swappedInto } from "../../src/geo/far";
import { LAYERS, feature, model, point, square } from "./samples";

const EAST = Math.max(...LAYERS.countries.flatMap(({ polygons }) => polygons.flat(2).map(([lon]) => lon)));
const first = (properties: object, geometry: unknown): Parameters<typeof isFar>[0] => model(feature(properties, geometry)).dataset.incidents[0] as never;

test.each([
  ["inside", 0, false],
  ["499 km off", 499_000 / 111_319.491, false],
  ["501 km off", 501_000 / 111_319.491, true],
  ["a quarter of the Earth off", 90, true],
])("a place %s on the equator", (_, beyond_deg, far) => {
  expect(isFarPlace([EAST + beyond_deg, 0], 0, LAYERS)).toBe(far);
});

test("a radius that reaches near is not far, and without countries nothing is", () => {
  const at = EAST + 6;
  expect(isFar(first({}, point(at, 0)), LAYERS)).toBe(true);
  expect(isFar(first({ radius_m: 300_000 }, point(at, 0)), LAYERS)).toBe(false);
  expect(isFarPlace([at, 0], 0, { ...LAYERS, countries: [] })).toBe(false);
});

test("of several places all must be far; outlines around a country are not, and what has no place is not", () => {
  const places = (...coordinates: number[][]): object => ({ type: "MultiPoint", coordinates });
  expect(isFar(first({}, places([EAST + 20, 0], [EAST + 30, 0])), LAYERS)).toBe(true);
  expect(isFar(first({}, places([EAST + 20, 0], [1, 1])), LAYERS)).toBe(false);
  expect(isFar(first({ precision: "district" }, { type: "Polygon", coordinates: [square(EAST + 20, 0, 2)] }), LAYERS)).toBe(true);
  expect(isFar(first({ precision: "district" }, { type: "Polygon", coordinates: [square(-40, -40, 80)] }), LAYERS)).toBe(false);
  expect(isFar(first({ precision: "unlocated" }, null), LAYERS)).toBe(false);
});

test("those are counted that would lie in a country with latitude and longitude swapped", () => {
  const inside = LAYERS.countries[0]?.polygons[0]?.[0]?.[0] ?? [0, 0];
  const swapped = first({}, point(inside[1], inside[0]));
  expect(swappedInto([swapped, first({}, point(EAST + 60, 50))], LAYERS)).toBe(1);
  // 120° is no latitude
  expect(swappedInto([first({}, point(120, 1))], LAYERS)).toBe(0);
});
