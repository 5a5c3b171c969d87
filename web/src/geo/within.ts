// What surely and what perhaps lies near a place or within a circle. Not responsible for borders (borders.ts).

import type { Incident } from "../model/incident";
import type { Layers } from "../model/layer";
import type { Circle, LonLat } from "../model/lonlat";
import { intervalTo, type Interval } from "./extent";
import { atLeast_m, atMost_m, chord_m, inSpace, type Space } from "./space";

/** Bounds through space are right to this, for rounding. */
const SLACK_M = 0.01;

/** An incident and how far it is. */
export interface Near extends Interval {
  readonly incident: Incident;
}

/** How far an incident is from a place, at least and at most; `null` where nobody can tell. */
export function distanceInterval(incident: Incident, at: LonLat, layers: Layers): Interval | null {
  return intervalTo(incident, at, layers);
}

/** Whether an incident was within a circle: `must` if all places where it may have been are, `may` if some are. */
export function withinCircle(incident: Incident, { centre, radius_m }: Circle, layers: Layers): "must" | "may" | "no" | "unknown" {
  const rough = roughly(incident, inSpace(centre));
  if (rough !== null && rough.min_m > radius_m) return "no";
  if (rough !== null && rough.max_m <= radius_m) return "must";
  const found = intervalTo(incident, centre, layers);
  if (found === null) return "unknown";
  if (found.max_m <= radius_m) return "must";
  return found.min_m <= radius_m ? "may" : "no";
}

/** The nearest incidents by their least distance, then by their greatest; those without a place, or with one as wide as a country, are
 * near to nothing and left out. */
export function nearestIncidents(incidents: readonly Incident[], at: LonLat, layers: Layers, count: number): Near[] {
  const eye = inSpace(at);
  const waiting: { readonly incident: Incident; readonly min_m: number }[] = [];
  for (const incident of incidents) {
    if (incident.where.kind === "nowhere") continue;
    const min_m = (roughly(incident, eye) ?? intervalTo(incident, at, layers))?.min_m;
    if (min_m !== undefined) waiting.push({ incident, min_m });
  }
  waiting.sort((a, b) => a.min_m - b.min_m);
  const found: Near[] = [];
  for (const { incident, min_m } of waiting) {
    const last = found[count - 1];
    if (count <= 0 || (last !== undefined && min_m > last.min_m)) break;
    const interval = intervalTo(incident, at, layers);
    if (interval === null) continue;
    const near: Near = { incident, ...interval };
    const place = found.findIndex((other) => isNearer(near, other));
    found.splice(place === -1 ? found.length : place, 0, near);
    if (found.length > count) found.pop();
  }
  return found;
}

function isNearer(a: Near, b: Near): boolean {
  if (a.min_m !== b.min_m) return a.min_m < b.min_m;
  return a.max_m !== b.max_m ? a.max_m < b.max_m : a.incident.index < b.incident.index;
}

/** Bounds through space, which cost a tenth of a geodesic; `null` of what is no point and no circle. */
function roughly({ where }: Incident, eye: Space): Interval | null {
  if (where.kind !== "point" && where.kind !== "circle") return null;
  const straight_m = chord_m(eye, inSpace(where.at));
  const radius_m = where.kind === "circle" ? where.radius_m + 1 : 0;
  return {
    min_m: Math.max(0, atLeast_m(straight_m) - radius_m - SLACK_M),
    max_m: atMost_m(straight_m) + radius_m + SLACK_M,
  };
}
