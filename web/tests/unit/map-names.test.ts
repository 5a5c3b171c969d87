import { describe, expect, it } from "vitest";
import { countSpots } from "../../src/view/map/count-spots";
import { parts, widest } from "../../src/view/map/credits";
import type { AreaMark } from "../../src/view/map/marks";
import { isSeen, spotInView } from "../../src/view/map/seen-part";
import { viewportAround } from "../../src/view/map/viewport";
import { holds, planeOf, shapeOfPolygons } from "../../src/view/map/world";

const INSET = { x: 0, y: 0 };
/** 20° by 10°. */
const land = shapeOfPolygons([[[[50, 20], [70, 20], [70, 30], [50, 30], [50, 20]]]]);

describe("the name of a country of which a part is in view", () => {
  it("stands in that part, with the room it has there", () => {
    const view = viewportAround(planeOf([50, 20]), 6, 800, 500);
    const part = spotInView(land, view, INSET);
    expect(part).not.toBeNull();
    if (part === null) return;
    expect(isSeen(part.at, view, INSET)).toBe(true);
    expect(holds(land, { x: (part.at.x + view.left_px) / view.scale, y: (part.at.y + view.top_px) / view.scale })).toBe(true);
    expect(part.room_px).toBeLessThan(400);
  });

  it("is not written where there is no room", () => {
    expect(spotInView(land, viewportAround(planeOf([49, 19]), 6, 80, 40), INSET)).toBeNull();
  });
});

describe("the number of an area", () => {
  const view = viewportAround(planeOf([60, 25]), 5, 800, 500);
  const anchor = planeOf([60, 25]);
  const mark = { shape: land, anchor } as AreaMark;
  const at = { x: 400, y: 250 };

  it("stands at its own spot, and aside but within the area where a sign is there", () => {
    expect(countSpots([mark], [], view)).toEqual([{ at, free: true }]);
    const [aside] = countSpots([mark], [[at.x - 10, at.y - 10, at.x + 10, at.y + 10]], view);
    expect(aside?.free).toBe(true);
    expect(aside?.at).not.toEqual(at);
  });

  it("keeps its spot, told as not free, where signs are all around", () => {
    expect(countSpots([mark], [[0, 0, 800, 500]], view)).toEqual([{ at, free: false }]);
  });
});

describe("credits", () => {
  it("are told one by one and once; sentences stay whole", () => {
    expect(parts(["A; B", "It is so; it is not. Or is it."])).toEqual(["A", "B", "It is so; it is not. Or is it."]);
    expect(widest(["as drawn by A and C", "as drawn by A, B and C", "as drawn by A and C"])).toEqual(["as drawn by A, B and C"]);
  });
});
