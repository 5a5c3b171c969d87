// Puts together what the parts of the page look at. Not responsible for reading files nor for showing anything.

import { BorderIndex } from "../geo/borders";
import { unitIndexOf } from "../geo/extent";
import type { Filter } from "../model/filter";
import { inSlices, type Course } from "../data/slices";
import type { Dataset, Incident } from "../model/incident";
import type { Layers } from "../model/layer";
import { Busy } from "./busy";
import { matches } from "./filter";
import { whenMeasured } from "./measuring";
import type { Model } from "./model";
import { Placing } from "./placed";
import type { Store } from "./store";

interface Placed {
  readonly incidents: readonly Incident[];
  readonly borders: BorderIndex;
  readonly busy: Busy;
}

/** A page is made anew in another language or when it is taken elsewhere in the document; its records stay where they are. */
const known = new WeakMap<Dataset, WeakMap<Layers, Placed>>();

/** Places the records ahead of `makeModel`, in slices, so that the page does not stand still. */
export async function placeAhead(dataset: Dataset, layers: Layers, course: Course): Promise<void> {
  const borders = new BorderIndex(layers.borders);
  const placing = new Placing(layers, unitIndexOf(layers), borders);
  const incidents: Incident[] = [];
  await inSlices(dataset.incidents.length, (number) => {
    const incident = dataset.incidents[number];
    if (incident !== undefined) incidents.push(placing.placed(incident));
  }, course);
  keep(dataset, layers, { incidents, borders, busy: new Busy() });
}

function placed(dataset: Dataset, layers: Layers): Placed {
  const before = known.get(dataset)?.get(layers);
  if (before !== undefined) return before;
  const borders = new BorderIndex(layers.borders);
  const placing = new Placing(layers, unitIndexOf(layers), borders);
  return keep(dataset, layers, { incidents: dataset.incidents.map((incident) => placing.placed(incident)), borders, busy: new Busy() });
}

function keep(dataset: Dataset, layers: Layers, made: Placed): Placed {
  const byLayers = known.get(dataset) ?? new WeakMap<Layers, Placed>();
  known.set(dataset, byLayers.set(layers, made));
  return made;
}

/** A page that begins with a filter which needs long work is shown without that part of it until it is done. */
function holdBack(store: Store): void {
  const { filter } = store.state;
  if (store.prepare?.(filter) == null) return;
  store.update({ filter: { ...filter, border_max_m: null } });
  store.update({ filter });
}

/** The model of a page; its incidents are those of the file, placed among the units of the layers. */
export function makeModel(dataset: Dataset, layers: Layers, store: Store): Model {
  const { incidents, borders, busy } = placed(dataset, layers);
  const units = unitIndexOf(layers);
  store.prepare = (filter) => whenMeasured(filter, incidents, busy);
  holdBack(store);
  let last: { readonly filter: Filter; readonly numbers: readonly number[] } | null = null;
  return {
    dataset: { ...dataset, incidents },
    layers,
    borders,
    units,
    store,
    busy,
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
