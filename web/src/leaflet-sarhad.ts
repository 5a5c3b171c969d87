// Entry of the Leaflet plugin: `L.sarhad(source, options)` where Leaflet is a global, and the same by import. Defines nothing.

import { register } from "./leaflet/register";

export { Sarhad } from "./leaflet/sarhad-layer";
export { sarhad } from "./leaflet/register";
export type { SarhadErrorEvent, SarhadFilterEvent, SarhadLoadEvent, SarhadOptions, SarhadSelectEvent } from "./leaflet/options";
export type { Filter } from "./model/filter";
export type { Claim, Dataset, Incident, Precision, Where } from "./model/incident";

register();
