// Everything that the parts of the page look at: records, layers, indices over them, and the state. Made once a file is read.

import type { Busy } from "./busy";
import type { BorderIndex } from "../geo/borders";
import type { UnitIndex } from "../geo/units";
import type { Dataset } from "../model/incident";
import type { LayerWord, Layers } from "../model/layer";
import type { Store } from "./store";

export interface Model {
  readonly dataset: Dataset;
  readonly layers: Layers;
  readonly borders: BorderIndex;
  readonly units: UnitIndex;
  readonly store: Store;
  /** Long work that goes on. */
  readonly busy: Busy;
  /** Which layers are drawn as the ground; all if it is absent. Units that hold records are drawn whatever it says. */
  readonly drawn?: ReadonlySet<LayerWord>;
  /** Numbers of the incidents that the filter lets through, in the order of the file; made anew when the filter changes. */
  shown(): readonly number[];
}
