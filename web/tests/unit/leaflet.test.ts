// The parts of the Leaflet plugin that need no map: which signs stand for places, how wide a band is, what the credit says.

import { CRS, latLng, type LatLngExpression, type Point } from "leaflet";
import { describe, expect, test } from "vitest";
import { attributionOf } from "../../src/leaflet/credit";
import { Crowding, onOnePoint, stacked, type Sign } from "../../src/leaflet/crowding";
import { bandStyle, bandWidth_px } from "../../src/leaflet/vectors";
import type { PlaceMark } from "../../src/view/map/marks";
import { planeOf } from "../../src/view/map/world";

const WORLD = [-180, -85, 180, 85] as const;

function place(incident: number, lon: number, lat: number): PlaceMark {
  return { incident, lonlat: [lon, lat], at: planeOf([lon, lat]), symbol: "exact", radius_m: null };
}

/** How many places a sign stands for. */
const count = (sign: Sign): number => (sign.kind === "one" ? 1 : sign.count);

describe("signs", () => {
  test("places on one point are one sign with their number, others are by themselves", () => {
    const signs = stacked([place(0, 61, 29), place(1, 62, 29), place(2, 61, 29), place(3, 61, 29.000001)]);
    expect(signs.map((sign) => [sign.kind, count(sign)])).toEqual([["stack", 2], ["one", 1], ["one", 1]]);
    expect(new Set(signs.map(({ key }) => key)).size).toBe(3);
    expect(stacked([])).toEqual([]);
  });

  test.each([0, 4, 9.5, 15, 16, 17, 19])("every place is in exactly one sign at zoom %d", async (zoom) => {
    // some hundred places a few metres to some degrees apart, and three on one point
    const places = [...Array.from({ length: 700 }, (_, i) => place(i, 61 + 4 * ((i * Math.SQRT2) % 1) ** 3, 27 + 3 * ((i * Math.sqrt(3)) % 1) ** 3)), place(700, 61, 29), place(701, 61, 29), place(702, 61, 29)];
    const crowding = new Crowding();
    await crowding.load(places);
    const signs = await crowding.within(WORLD, zoom);
    const members = (await Promise.all(signs.map((sign) => crowding.members(sign)))).flat().map(({ incident }) => incident);
    expect(members.sort((a, b) => a - b)).toEqual(places.map(({ incident }) => incident));
    expect(signs.reduce((sum, sign) => sum + count(sign), 0)).toBe(places.length);
    // nearer than clusters go, only what is on one point is one sign
    if (zoom >= 17) expect(signs.filter(({ kind }) => kind !== "one").map((sign) => [sign.kind, count(sign)])).toEqual([["stack", 3]]);
    if (zoom <= 4) expect(signs.length).toBeLessThan(100);
    crowding.destroy();
  });

  test("whether a zoom parts them", () => {
    expect(onOnePoint([place(0, 61, 29), place(1, 61, 29)])).toBe(true);
    expect(onOnePoint([place(0, 61, 29), place(1, 61, 29.1)])).toBe(false);
    expect(onOnePoint([])).toBe(false);
  });
});

describe("the band along a border", () => {
  const mapAt = (zoom: number) => ({
    project: (at: LatLngExpression): Point => CRS.EPSG3857.latLngToPoint(latLng(at as [number, number]), zoom),
    unproject: (at: Parameters<typeof CRS.EPSG3857.pointToLatLng>[0]) => CRS.EPSG3857.pointToLatLng(at, zoom),
    distance: (a: LatLngExpression, b: LatLngExpression) => CRS.Earth.distance(a as [number, number], b as [number, number]),
  });
  const mark = { width_m: 25_000, anchor: planeOf([62, 60]) };

  test("is as wide as the ground that it stands for: at 60° a metre is twice as wide on the map as at the equator", () => {
    // by hand: 50 km at zoom 8, where a pixel spans 40,075,017 m × cos 60° / (256 × 2⁸) = 305.7 m, so 163.5 px; to 0.5 % for Leaflet's sphere
    const wide = bandWidth_px(mark, mapAt(8));
    expect(wide).toBeGreaterThan(162.7);
    expect(wide).toBeLessThan(164.4);
    expect(bandWidth_px(mark, mapAt(9)) / wide).toBeCloseTo(2, 2);
  });

  test("is never too narrow to be seen, and paler when it covers much", () => {
    expect(bandWidth_px(mark, mapAt(1))).toBe(9);
    expect(bandWidth_px({ ...mark, width_m: 0 }, mapAt(12))).toBe(9);
    expect(bandStyle(200).opacity).toBeLessThan(bandStyle(9).opacity);
  });
});

describe("the credit", () => {
  test("texts of the data are no markup", () => {
    const told = attributionOf([`<img src=x onerror="alert(1)">`, "a & 'b'"], null) ?? "";
    const node = document.createElement("div");
    node.append(new DOMParser().parseFromString(told, "text/html").body);
    expect(node.querySelectorAll("img").length).toBe(0);
    expect(node.textContent).toBe(`<img src=x onerror="alert(1)"> · a & 'b'`);
  });

  test("what the page says of the layer stays, nothing is said of nothing, and only a long text is folded", () => {
    expect(attributionOf([], null)).toBeNull();
    expect(attributionOf([], "<a href='/'>ours</a>")).toBe("<a href='/'>ours</a>");
    expect(attributionOf(["theirs"], "<b>ours</b>")).toMatch(/^<b>ours<\/b> · .*theirs/u);
    expect(attributionOf(["short"], null)).not.toContain("<details");
    expect(attributionOf(["long ".repeat(60)], null)).toContain("<details");
  });
});
