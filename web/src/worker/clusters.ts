// Points and the clusters that stand for several of them at a zoom. The same in a worker and without one. Not responsible for drawing.

import Supercluster from "supercluster";
import type { LonLat } from "../model/lonlat";

/** Which points to cluster; places of `lonlat` belong to `numbers` in their order. */
export interface Points {
  /** What each point is called back by: the number of its incident. */
  readonly numbers: Uint32Array;
  /** lon, lat of each point. */
  readonly lonlat: Float64Array;
}

/** A mark to be drawn. */
export type Mark =
  | { readonly kind: "one"; readonly at: LonLat; readonly number: number }
  /** All points under it are counted: `count` is never less than 2. */
  | { readonly kind: "cluster"; readonly at: LonLat; readonly id: number; readonly count: number };

/** Pixels on the map over which points are drawn as one. */
const RADIUS_PX = 44;
/** The width of a world at zoom 0 on the map. */
const TILE_PX = 256;
/** Beyond this zoom every point is told by itself, so that the last one is never hidden. */
export const CLUSTER_ZOOM_MAX = 15;

interface Card {
  readonly number: number;
}

/** west, south, east, north in degrees. */
export type Box = readonly [west_deg: number, south_deg: number, east_deg: number, north_deg: number];

/** The points of one set, clustered for each zoom. */
export class Clusters {
  readonly #index = new Supercluster<Card>({ radius: RADIUS_PX, extent: TILE_PX, maxZoom: CLUSTER_ZOOM_MAX, minPoints: 2 });

  constructor({ numbers, lonlat }: Points) {
    const points: Supercluster.PointFeature<Card>[] = [];
    numbers.forEach((number, at) => {
      const coordinates = [lonlat[at * 2] ?? 0, lonlat[at * 2 + 1] ?? 0];
      points.push({ type: "Feature", properties: { number }, geometry: { type: "Point", coordinates } });
    });
    this.#index.load(points);
  }

  /** The marks that lie in a box at a zoom, which is rounded down. */
  within(box: Box, zoom: number): Mark[] {
    const found = this.#index.getClusters([...box], Math.floor(zoom));
    return found.map(({ geometry, properties }): Mark => {
      const [lon = 0, lat = 0] = geometry.coordinates;
      const at: LonLat = [lon, lat];
      if ("cluster_id" in properties) return { kind: "cluster", at, id: properties.cluster_id, count: properties.point_count };
      return { kind: "one", at, number: properties.number };
    });
  }

  /** The numbers of all points under a cluster. */
  members(id: number): number[] {
    try {
      return this.#index.getLeaves(id, Number.POSITIVE_INFINITY).map((leaf) => leaf.properties.number);
    } catch {
      // an id of another set, asked for while the filter changed: nothing is under it any more
      return [];
    }
  }

  /** The zoom at which a cluster parts into several marks. */
  partingZoom(id: number): number {
    try {
      return this.#index.getClusterExpansionZoom(id);
    } catch {
      return CLUSTER_ZOOM_MAX + 1;
    }
  }
}
