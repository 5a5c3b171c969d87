// Which layers are the ground of the map, as the attribute `layers` asks. Pure. Units that hold records are looked up among all layers.

import type { Layers, LayerWord } from "../model/layer";

/** The layers with those left out that are not asked for; all of them where nothing is asked. */
export function groundLayers(layers: Layers, drawn: ReadonlySet<LayerWord> | undefined): Layers {
  if (drawn === undefined) return layers;
  const asked = <T>(word: LayerWord, all: readonly T[]): readonly T[] => (drawn.has(word) ? all : []);
  return {
    ...layers,
    borders: asked("borders", layers.borders),
    countries: asked("countries", layers.countries),
    provinces: asked("provinces", layers.provinces),
    districts: asked("districts", layers.districts),
    spots: layers.spots.filter(({ kind }) => drawn.has(kind === "town" ? "towns" : "tripoints")),
  };
}
