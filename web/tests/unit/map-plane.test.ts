// The plane of the map: what is drawn where, checked against Leaflet's own projection and against hand calculations.

import { CRS } from "leaflet";
import { describe, expect, it } from "vitest";
import { toLeaflet, type LonLat } from "../../src/model/lonlat";
import { creditLines } from "../../src/view/map/credits";
import { scaleBar } from "../../src/view/map/scale-bar";
import { spreadOffsets } from "../../src/view/map/spread";
import { holds, labelSpotOf, lonLatOf, metresPerPixel, planeOf, reach, shapeOfCircle, shapeOfLines, shapeOfPolygons } from "../../src/view/map/world";

const PLACES: readonly LonLat[] = [[0, 0], [62.3, 26], [-180, 0], [180, 0], [60.9, 29.85], [10, 85.05], [10, -85.05], [179.999999, 51.5]];

describe("the plane", () => {
  it.each(PLACES)("is Leaflet's at %d %d", (lon, lat) => {
    // referee: Leaflet's EPSG:3857, to a hundred-millionth of the world's width
    const expected = CRS.EPSG3857.latLngToPoint(toLeaflet([lon, lat]), 0);
    const { x, y } = planeOf([lon, lat]);
    expect(x).toBeCloseTo(expected.x, 6);
    expect(y).toBeCloseTo(expected.y, 6);
    const [lon2, lat2] = lonLatOf({ x, y });
    expect(lon2).toBeCloseTo(lon, 9);
    expect(lat2).toBeCloseTo(lat, 9);
  });

  it("does not lose a pole", () => {
    expect(Number.isFinite(planeOf([0, 90]).y)).toBe(true);
    expect(planeOf([0, -90]).y).toBeCloseTo(256, 5);
  });

  it("keeps a long edge straight in longitude and latitude, as RFC 7946 says", () => {
    const shape = shapeOfLines([[[60, 0], [60.001, 60]]]);
    const onLine = planeOf([60.0005, 30]);
    expect(reach(shape, onLine)).toBeLessThan(1e-6);
    expect(shape.paths[0]?.length).toBe(2 * 121);
  });

  it("draws nothing of nothing", () => {
    expect(shapeOfLines([]).paths).toEqual([]);
    expect(reach(shapeOfLines([]), { x: 0, y: 0 })).toBe(Infinity);
    expect(holds(shapeOfPolygons([]), { x: 0, y: 0 })).toBe(false);
  });
});

describe("a shape", () => {
  const square: readonly LonLat[] = [[60, 20], [70, 20], [70, 30], [60, 30], [60, 20]];
  const hole: readonly LonLat[] = [[64, 24], [66, 24], [66, 26], [64, 26], [64, 24]];
  const shape = shapeOfPolygons([[square, hole]]);

  it("holds what is in it, but not in its hole", () => {
    expect(holds(shape, planeOf([61, 21]))).toBe(true);
    expect(holds(shape, planeOf([65, 25]))).toBe(false);
    expect(holds(shape, planeOf([71, 25]))).toBe(false);
  });

  it("has its label inside", () => {
    expect(holds(shape, labelSpotOf(shape))).toBe(true);
    const horseshoe = shapeOfPolygons([[[[60, 20], [70, 20], [70, 30], [68, 30], [68, 22], [62, 22], [62, 30], [60, 30], [60, 20]]]]);
    expect(holds(horseshoe, labelSpotOf(horseshoe))).toBe(true);
  });

  it("of a circle is as wide as twice its radius", () => {
    const { box } = shapeOfCircle([62, 27], 10_000);
    // 20 km at 27° in pixels of zoom 0; referee: 2πa·cos φ / 256, a = 6,378,137 m, to 0.5 % (Mercator is a sphere, the circle is not)
    const expected = 20_000 / metresPerPixel(27, 0);
    expect((box[2] - box[0]) / expected).toBeCloseTo(1, 2);
  });

  it("of a circle goes on beyond 180° without jumping across the map", () => {
    const { box } = shapeOfCircle([179.99, 0], 50_000);
    expect(box[2] - box[0]).toBeLessThan(1);
  });
});

describe("the scale bar", () => {
  it.each([[28, 5], [28, 6.25], [60, 12], [0, 2], [28, 15]])("is a round length that fits at %d° and zoom %d", (lat, zoom) => {
    const { length_m, width_px } = scaleBar(lat, zoom, 110);
    expect(String(length_m)).toMatch(/^[125]0*$/u);
    expect(width_px).toBeLessThanOrEqual(110);
    expect(width_px).toBeGreaterThan(40);
  });
});

describe("incidents of one point", () => {
  it.each([1, 2, 8, 11, 80])("stand apart when %d are spread out", (count) => {
    const spots = spreadOffsets(count);
    expect(spots).toHaveLength(count);
    spots.forEach((a, i) => spots.slice(i + 1).forEach((b) => expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(14)));
  });
});

describe("the credit", () => {
  it("names each source once and whose borders they are", () => {
    const disclaimers = ["boundaries as drawn by A; no position is implied", "boundaries as drawn by A, B and C; no position is implied"];
    const lines = creditLines({ attributions: ["© A", "© A"], disclaimers }, { attributions: ["© A", "Coding by D"], disclaimers: [] });
    expect(lines).toEqual(["© A", "no position is implied", "boundaries as drawn by A, B and C", "Coding by D"]);
  });

  it("keeps the credit of those whom a disclaimer names too", () => {
    const lines = creditLines({ attributions: ["© A", "B, C"], disclaimers: ["boundaries as drawn by A, B and C"] }, { attributions: [], disclaimers: [] });
    expect(lines).toEqual(["© A", "B, C", "boundaries as drawn by A, B and C"]);
  });
});
