// Puts together what the parts of the page look at. Not responsible for reading files nor for showing anything.

import { BorderIndex } from "../geo/borders";
import { unitIndexOf } from "../geo/extent";
import type { Filter } from "../model/filter";
import type { Dataset } from "../model/incident";
import type { Layers } from "../model/layer";
import { matches } from "./filter";
import type { Model } from "./model";
import { Placing } from "./placed";
import type { Store } from "./store";

/** The model of a page; its incidents are those of the file, placed among the units of the layers. */
export function makeModel(dataset: Dataset, layers: Layers, store: Store): Model {
  const [borders, units] = [new BorderIndex(layers.borders), unitIndexOf(layers)];
  const placing = new Placing(layers, units, borders);
  const incidents = dataset.incidents.map((incident) => placing.placed(incident));
  let last: { readonly filter: Filter; readonly numbers: readonly number[] } | null = null;
  return {
    dataset: { ...dataset, incidents },
    layers,
    borders,
    units,
    store,
    shown() {
      const { filter } = store.state;
      if (last?.filter !== filter) {
        const numbers: number[] = [];
        incidents.forEach((incident, number) => {
          if (matches(filter, incident)) numbers.push(number);
        });
        last = { filter, numbers };
      }
      return last.numbers;
    },
  };
}
