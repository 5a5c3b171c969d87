// A round number of kilometres and how long it is on the map. Pure.

import { metresPerPixel } from "./world";

export interface ScaleBar {
  readonly length_m: number;
  readonly width_px: number;
}

/** The longest of 1, 2, 5 × 10ⁿ metres that is at most `most_px` wide at this latitude. */
export function scaleBar(lat_deg: number, zoom: number, most_px: number): ScaleBar {
  const perPixel = metresPerPixel(lat_deg, zoom);
  const most_m = perPixel * most_px;
  const power = 10 ** Math.floor(Math.log10(most_m));
  const step = [5, 2, 1].find((one) => one * power <= most_m) ?? 1;
  return { length_m: step * power, width_px: (step * power) / perPixel };
}
