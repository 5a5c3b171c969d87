// The worker itself: one set of points, questions in their order.

import { Answering } from "./answering";
import type { Asked, Told } from "./messages";

const answering = new Answering();

self.onmessage = ({ data }: MessageEvent<Asked>): void => {
  const told: Told = { id: data.id, answer: answering.answer(data.question) };
  self.postMessage(told);
};
