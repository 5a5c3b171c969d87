// What surely and what perhaps lies near a place or within a circle. Not responsible for borders (borders.ts).

import type { Incident } from "../model/incident";
import type { Layers } from "../model/layer";
import type { Circle, LonLat } from "../model/lonlat";
import { boundTo, intervalTo, isAggregate, type Interval } from "./extent";
import { atLeast_m, atMost_m, chord_m, inSpace, type Space } from "./space";

/** Bounds through space are right to this, for rounding. */
const SLACK_M = 0.01;

/** An incident and how far it is. */
export interface Near extends Interval {
  readonly incident: Incident;
}

/** Whether an incident was within a circle: `must` if all places where it may have been are, `may` if some are. What has no place of its own is
 * outside of a circle that is far from all units where it is known to have been. */
export function withinCircle(incident: Incident, { centre, radius_m }: Circle, layers: Layers): "must" | "may" | "no" | "unknown" {
  const rough = roughly(incident, inSpace(centre));
  if (rough !== null && rough.min_m > radius_m) return "no";
  if (rough !== null && rough.max_m <= radius_m) return "must";
  const found = intervalTo(incident, centre, layers);
  if (found === null) return (boundTo(incident, centre, layers)?.min_m ?? 0) > radius_m ? "no" : "unknown";
  if (found.max_m <= radius_m) return "must";
  return found.min_m <= radius_m ? "may" : "no";
}

/** The nearest incidents by the greatest distance that each may have, then by the least, as the command line has them: what surely was near
 * comes before what may have been. Those without a place are left out. */
export function nearestIncidents(incidents: readonly Incident[], at: LonLat, layers: Layers, count: number): Near[] {
  const eye = inSpace(at);
  const waiting: { readonly incident: Incident; readonly reach_m: number }[] = [];
  for (const incident of incidents) {
    const rough = roughly(incident, eye);
    // a bound through space from below, so that nothing nearer waits behind it
    const reach_m = rough === null ? intervalTo(incident, at, layers)?.max_m : rough.least_max_m;
    if (reach_m !== undefined) waiting.push({ incident, reach_m });
  }
  waiting.sort((a, b) => a.reach_m - b.reach_m);
  const found: Near[] = [];
  for (const { incident, reach_m } of waiting) {
    const last = found[count - 1];
    if (count <= 0 || (last !== undefined && reach_m > last.max_m)) break;
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
  if (a.max_m !== b.max_m) return a.max_m < b.max_m;
  return a.min_m !== b.min_m ? a.min_m < b.min_m : a.incident.index < b.incident.index;
}

/** Bounds through space, which cost a tenth of a geodesic; `null` of what is no point and no circle. */
function roughly(incident: Incident, eye: Space): (Interval & { readonly least_max_m: number }) | null {
  const { where } = incident;
  if ((where.kind !== "point" && where.kind !== "circle") || isAggregate(incident)) return null;
  const straight_m = chord_m(eye, inSpace(where.at));
  const radius_m = where.kind === "circle" ? where.radius_m : 0;
  // the rim of a circle is told in whole metres
  const slack_m = SLACK_M + Math.sign(radius_m);
  const [least_m, most_m] = [atLeast_m(straight_m), atMost_m(straight_m)];
  return { min_m: Math.max(0, least_m - radius_m - slack_m), max_m: most_m + radius_m + slack_m, least_max_m: least_m + radius_m - slack_m };
}
