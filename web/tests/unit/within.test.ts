// What must and what may lie near a place. Lengths along the equator: 1 degree is 111,319.491 m (GeographicLib).

import { describe, expect, test } from "vitest";
import { intervalTo } from "../../src/geo/extent";
import { nearestIncidents, withinCircle } from "../../src/geo/within";
import type { LonLat } from "../../src/model/lonlat";
import { readRecords } from "../../src/data/records";
import { makeModel } from "../../src/state/made";
import { Store } from "../../src/state/store";
import { feature, LAYERS, model, point, square } from "./samples";

const DEGREE_M = 111_319.491;

describe("intervals", () => {
  const from: LonLat = [0, 0];
  const along = (...coordinates: number[][]): object => ({ type: "LineString", coordinates });
  test.each([
    ["a point", {}, point(1, 0), DEGREE_M, DEGREE_M],
    ["itself", {}, point(0, 0), 0, 0],
    ["a circle", { radius_m: 10_000 }, point(1, 0), Math.floor(DEGREE_M - 10_000), Math.ceil(DEGREE_M + 10_000)],
    ["a circle that holds it", { radius_m: 200_000 }, point(1, 0), 0, Math.ceil(DEGREE_M + 200_000)],
    ["several points", {}, { type: "MultiPoint", coordinates: [[1, 0], [2, 0]] }, DEGREE_M, 2 * DEGREE_M],
    ["a line", {}, along([1, 0], [3, 0]), Math.floor(DEGREE_M), Math.ceil(3 * DEGREE_M)],
    ["near a line", { precision: "border-zone" }, along([1, 0], [3, 0]), Math.floor(DEGREE_M - 25_000), Math.ceil(3 * DEGREE_M + 25_000)],
  ])("%s", (_, properties, geometry, min_m, max_m) => {
    const found = intervalTo(model(feature(properties, geometry)).dataset.incidents[0] as never, from, LAYERS);
    expect(found?.min_m).toBeCloseTo(min_m, 2);
    expect(found?.max_m).toBeCloseTo(max_m, 2);
  });

  test.each([
    ["several points, of which it is said that they are not exact", { precision: "near", radius_m: 1_000 }],
    ["several points with a radius", { radius_m: 1_000 }],
    ["several towns", { precision: "locality" }],
  ])("nobody can tell: %s", (_, properties) => {
    const [several] = model(feature(properties, { type: "MultiPoint", coordinates: [[1, 0], [2, 0]] })).dataset.incidents;
    if (several === undefined) throw new Error("refused");
    // they are drawn all the same
    expect(several.where).toMatchObject({ kind: "points", at: [[1, 0], [2, 0]] });
    expect(intervalTo(several, from, LAYERS)).toBeNull();
    expect(withinCircle(several, { centre: [1, 0], radius_m: 500_000 }, LAYERS)).toBe("unknown");
  });

  test("an area by its outline: from inside 0, to its farthest corner", () => {
    const [district] = model(feature({ precision: "district", areas: "A/town" })).dataset.incidents;
    if (district === undefined) throw new Error("refused");
    expect(intervalTo(district, [0.5, 3.5], LAYERS)?.min_m).toBe(0);
    const found = intervalTo(district, [2, 4], LAYERS);
    // from 2°E 4°N to 1°E 4°N, and to 0°E 3°N: GeographicLib 111,050.2 m and 248,329 m
    expect(found?.min_m).toBeGreaterThan(110_900);
    expect(found?.min_m).toBeLessThanOrEqual(111_050.3);
    expect(found?.max_m).toBeGreaterThan(248_000);
    expect(found?.max_m).toBeLessThan(249_000);
  });

  test("the sea of a unit is no place of an area, as the command line has it", () => {
    const dry = { ...LAYERS, districts: LAYERS.districts.map((unit) => ({ ...unit, land: [[square(0, 3.5, 0.5)]] })) };
    const [district] = model(feature({ precision: "district", areas: "A/town" })).dataset.incidents;
    if (district === undefined) throw new Error("refused");
    expect(intervalTo(district, [0.2, 3.7], dry)?.min_m).toBe(0);
    // from 0.75°E 3.7°N, which is in the district and not on its land, to 0.5°E 3.7°N: GeographicLib 27,772.3 m
    const found = intervalTo(district, [0.75, 3.7], dry);
    expect(found?.min_m).toBeGreaterThan(27_700);
    expect(found?.min_m).toBeLessThanOrEqual(27_772.3);
  });

  test("a hole is no place of an area", () => {
    const rings = { type: "Polygon", coordinates: [square(0, 0, 4), square(1, 1, 2)] };
    const [drawn] = model(feature({}, rings)).dataset.incidents;
    if (drawn === undefined) throw new Error("refused");
    expect(intervalTo(drawn, [2, 2], LAYERS)?.min_m).toBeGreaterThan(110_000);
    expect(intervalTo(drawn, [0.5, 2], LAYERS)?.min_m).toBe(0);
  });

  test("a country is answered by its outline, a unit that is not there by nothing", () => {
    const [country, gone, nowhere] = model(feature({ precision: "country", areas: "A" }), feature({ precision: "district", areas: "A/town A/gone" }), feature({ precision: "unlocated" })).dataset.incidents;
    if (country === undefined || gone === undefined || nowhere === undefined) throw new Error("refused");
    expect(intervalTo(country, [1, 1], LAYERS)?.min_m).toBe(0);
    expect(intervalTo(gone, [1, 1], LAYERS)).toBeNull();
    expect(intervalTo(nowhere, [1, 1], LAYERS)).toBeNull();
  });

  test("a stretch of a border is cut to the units that are named", () => {
    const line = along([4, 0], [4, 4]);
    const [whole, cut] = model(feature({ precision: "border-zone" }, line), feature({ precision: "border-zone", areas: "A/north" }, line)).dataset.incidents;
    if (whole === undefined || cut === undefined) throw new Error("refused");
    const [wide, narrow] = [whole, cut].map((incident) => intervalTo(incident, [4, 0], LAYERS));
    expect(wide?.min_m).toBe(0);
    expect(narrow?.min_m).toBeGreaterThan(2 * DEGREE_M);
  });
});

describe("in a circle", () => {
  const around = (radius_km: number): { centre: LonLat; radius_m: number } => ({ centre: [0.5, 3.5], radius_m: radius_km * 1_000 });
  test.each([
    ["a point inside", {}, point(0.6, 3.5), 20, "must"],
    ["a point outside", {}, point(0.8, 3.5), 20, "no"],
    ["a point on the rim", {}, point(0.5, 3.5), 0, "must"],
    ["a circle across the rim", { radius_m: 15_000 }, point(0.6, 3.5), 20, "may"],
    ["the district around it", { precision: "district", areas: "A/town" }, null, 20, "may"],
    ["the whole district", { precision: "district", areas: "A/town" }, null, 100, "must"],
    ["another unit", { precision: "country", areas: "B" }, null, 20, "no"],
    ["several points, one inside", {}, { type: "MultiPoint", coordinates: [[0.5, 3.5], [3, 3]] }, 20, "may"],
    ["nowhere", { precision: "unlocated" }, null, 20_003, "unknown"],
  ])("%s", (_, properties, geometry, radius_km, expected) => {
    const [found] = model(feature(properties, geometry)).dataset.incidents;
    if (found === undefined) throw new Error("refused");
    expect(withinCircle(found, around(radius_km), LAYERS)).toBe(expected);
  });
});

test("the nearest come by their greatest distance, then by their least; what has no place is left out", () => {
  const { dataset } = model(
    feature({ id: "far" }, point(3, 0)),
    feature({ id: "wide", radius_m: 300_000 }, point(1, 0)),
    feature({ id: "country", precision: "country", areas: "A" }),
    feature({ id: "here" }, point(0, 0)),
    feature({ id: "near" }, point(1, 0)),
    feature({ id: "lost", precision: "unlocated" }),
    feature({ id: "several", record: "aggregate" }, point(0, 0)),
  );
  const ids = (count: number): string[] => nearestIncidents(dataset.incidents, [0, 0], LAYERS, count).map(({ incident }) => incident.id);
  expect(ids(10)).toEqual(["here", "near", "far", "wide", "country"]);
  expect(ids(2)).toEqual(["here", "near"]);
  expect(ids(0)).toEqual([]);
});

test("a circle among 100,000 records holds its share of them", { timeout: 60_000 }, () => {
  const features = Array.from({ length: 100_000 }, (_, i) => feature({ id: String(i), ...(i % 50 === 0 ? { precision: "district", areas: "A/town" } : {}) }, point(4 * ((i * Math.SQRT2) % 1), 4 * ((i * Math.sqrt(3)) % 1))));
  const { incidents } = makeModel(readRecords({ type: "FeatureCollection", features }), LAYERS, new Store()).dataset;
  const near = nearestIncidents(incidents, [1, 1], LAYERS, 5).length;
  const must = incidents.filter((incident) => withinCircle(incident, { centre: [2, 2], radius_m: 50_000 }, LAYERS) === "must").length;
  expect(near).toBe(5);
  // a circle of 50 km on a square of 445 km by 442 km holds one in 25 of the points
  expect(must).toBeGreaterThan(3_700);
  expect(must).toBeLessThan(4_200);
});
