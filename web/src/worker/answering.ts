// Answers questions about one set of points; runs in the worker, and on the page where workers are not allowed.

import { Clusters } from "./clusters";
import type { Answer, Question } from "./messages";

/** Keeps the points that were loaded last. */
export class Answering {
  #clusters = new Clusters({ numbers: new Uint32Array(), lonlat: new Float64Array() });

  answer(question: Question): Answer {
    switch (question.ask) {
      case "load":
        this.#clusters = new Clusters(question.points);
        return null;
      case "within":
        return this.#clusters.within(question.box, question.zoom);
      case "members":
        return this.#clusters.members(question.cluster);
      case "partingZoom":
        return this.#clusters.partingZoom(question.cluster);
    }
  }
}
