// The element from outside: attributes and properties in, events out, trouble told. Its map is drawn in a browser (tests/browser).

import { afterEach, describe, expect, it, vi } from "vitest";
import type { SarhadMap } from "../../src/sarhad-map";
import "../../src/sarhad-map";

const DATA = {
  type: "FeatureCollection",
  features: [
    { type: "Feature", id: "a", geometry: { type: "Point", coordinates: [62, 26] }, properties: { title: "First", date: "2023-04-01", what: "arrest" } },
    { type: "Feature", id: "b", geometry: null, properties: { title: "Second", date: "2019", what: "armed-attack" } },
  ],
};

// canvases draw nothing here: only what stands around the map is looked at
vi.mock("../../src/view/map/map-view", () => ({
  MapView: class {
    destroy(): void {
      return;
    }
    async png(): Promise<Blob> {
      return new Blob([]);
    }
  },
}));

function made(change: (map: SarhadMap) => void): Promise<SarhadMap> {
  const map = document.createElement("sarhad-map");
  change(map);
  return new Promise((done) => {
    map.addEventListener("sarhad-ready", () => done(map));
    map.addEventListener("sarhad-error", () => done(map));
    document.body.append(map);
  });
}

function text(map: SarhadMap, selector: string): string[] {
  return [...(map.shadowRoot?.querySelectorAll(selector) ?? [])].map((node) => node.textContent ?? "");
}

afterEach(() => document.body.replaceChildren());

describe("<sarhad-map>", () => {
  it("lists every record, drawn or not", async () => {
    const map = await made((one) => (one.data = DATA));
    expect(text(map, "tbody .name")).toEqual(["First", "Second"]);
    expect(text(map, ".header .count")).toEqual(["2 of 2 shown"]);
  });

  it("counts the rows that a printed list leaves out", async () => {
    const many = Array.from({ length: 2_003 }, (_, number) => ({ ...DATA.features[0], id: String(number) }));
    const map = await made((one) => (one.data = { ...DATA, features: many }));
    expect(text(map, ".on-paper")).toEqual(["1,903 more"]);
    window.dispatchEvent(new Event("beforeprint"));
    expect(text(map, ".on-paper")).toEqual(["3 more"]);
  });

  it("says of a time that cannot be read that it shows all, to the reader and in the console", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const map = await made((one) => {
      one.data = DATA;
      one.setAttribute("time", "soon");
    });
    expect(text(map, ".page-notes:not([hidden])")).toEqual([expect.stringContaining("“soon”")]);
    expect(text(map, ".header .count")).toEqual(["2 of 2 shown"]);
    expect(warned).toHaveBeenCalledTimes(1);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining("“soon”"));
    map.setAttribute("time", "2023");
    expect(text(map, ".page-notes:not([hidden])")).toEqual([]);
    map.setAttribute("time", "2023/2019");
    expect(text(map, ".page-notes:not([hidden])")).toEqual([expect.stringContaining("2023/2019")]);
    warned.mockRestore();
  });

  it("takes time and filter as attributes, and tells what is left", async () => {
    const map = await made((one) => {
      one.data = DATA;
      one.time = "2023";
    });
    expect(text(map, "tbody .name")).toEqual(["First"]);
    const told = vi.fn();
    map.addEventListener("sarhad-filter", (event) => told((event as CustomEvent).detail));
    map.time = null;
    expect(told).toHaveBeenCalledWith(expect.objectContaining({ shown: 2, all: 2 }));
    map.filter = "kind=armed-attack";
    expect(told).toHaveBeenLastCalledWith(expect.objectContaining({ shown: 1, all: 2 }));
  });

  it("tells which record is selected, and when none is any more", async () => {
    const map = await made((one) => (one.data = DATA));
    const told = vi.fn();
    map.addEventListener("sarhad-select", (event) => told((event as CustomEvent).detail));
    map.update({ selected: 1 });
    expect(told).toHaveBeenLastCalledWith(expect.objectContaining({ index: 1, id: "b", title: "Second" }));
    expect(text(map, ".record h3")).toEqual(["Second"]);
    map.update({ selected: null });
    expect(told).toHaveBeenLastCalledWith(null);
  });

  it("turns the page around with its language", async () => {
    const map = await made((one) => {
      one.data = DATA;
      one.lang = "ur-PK";
    });
    expect(map.shadowRoot?.querySelector(".page")?.getAttribute("dir")).toBe("rtl");
    map.lang = "en";
    expect(map.shadowRoot?.querySelector(".page")?.getAttribute("dir")).toBe("ltr");
  });

  it("says what is wrong with data, where, and what to do", async () => {
    const map = await made((one) => (one.data = { type: "Nope" }));
    expect(map.shadowRoot?.querySelector("[role=alert]")?.textContent).toContain("this is no GeoJSON");
  });

  it("stands twice on one page without sharing anything", async () => {
    const [a, b] = await Promise.all([made((one) => (one.data = DATA)), made((one) => (one.data = DATA))]);
    a.update({ selected: 0 });
    expect(b.state?.selected).toBeNull();
  });
});
