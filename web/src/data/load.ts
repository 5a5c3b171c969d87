// The two files of a page, from their addresses or from script elements in the page itself. Not responsible for what is in them.

import type { Dataset } from "../model/incident";
import type { Layers } from "../model/layer";
import { DataError } from "./errors";
import { readRecordsInSlices } from "./records";
import type { Told } from "./slices";
import { EMPTY_LAYERS, readLayers } from "./topology";

/** An unpacked file larger than this is not one of ours: it would fill the memory of a phone. */
const UNPACKED_MAX_BYTES = 256 * 1024 * 1024;

/** Where to read from. `null` is the page itself. */
export interface Places {
  /** An address, or GeoJSON that is already there. */
  readonly src: string | object | null;
  /** An address, or TopoJSON that is already there. */
  readonly layersSrc: string | object | null;
  readonly document: Document;
  /** Ends the waiting when the element leaves the page. */
  readonly signal?: AbortSignal;
  /** Is told how many records are read. */
  readonly told?: Told;
}

/** Reads records and layers; without layers the map has an empty ground. Throws `DataError`. */
export async function load(places: Places): Promise<{ readonly dataset: Dataset; readonly layers: Layers }> {
  const [records, layers] = await Promise.all([read("incidents", places.src, places), read("layers", places.layersSrc, places)]);
  if (records === null) {
    const todo = 'give the element src="incidents.geojson", or put <script type="application/json" data-sarhad="incidents"> into the page';
    throw new DataError("missing", { where: "<sarhad-map>", what: "it has no records", todo });
  }
  const course = { signal: places.signal, told: places.told };
  return {
    layers: layers === null ? EMPTY_LAYERS : readLayers(layers.json, layers.where),
    dataset: await readRecordsInSlices(records.json, records.where, course),
  };
}

interface Found {
  readonly json: unknown;
  readonly where: string;
}

async function read(name: "incidents" | "layers", from: string | object | null, places: Places): Promise<Found | null> {
  if (typeof from === "string") return { json: parsed(await fetched(from, places), from), where: from };
  if (from !== null) return { json: from, where: name };
  const element = places.document.querySelector(`script[data-sarhad="${name}"]`);
  if (element === null) return null;
  const where = `<script data-sarhad="${name}">`;
  const text = element.textContent ?? "";
  const isJson = element.getAttribute("type") === "application/json";
  return { json: parsed(isJson ? text : await unpacked(text, where), where), where };
}

async function fetched(address: string, { document, signal }: Places): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(new URL(address, document.baseURI), signal === undefined ? {} : { signal });
  } catch (trouble) {
    // who ends the waiting asked for it
    if (signal?.aborted === true) throw trouble;
    const local = document.baseURI.startsWith("file:");
    const todo = local
      ? "a page that is opened from disk may not fetch: serve the folder, or make one file with `sarhad map INPUT -o map.html`"
      : "look at the address, and whether its server lets this page read it (CORS)";
    throw new DataError("unreachable", { where: address, what: "it did not arrive", todo });
  }
  if (!answer.ok) throw new DataError("unreachable", { where: address, what: `the server answered ${answer.status}`, todo: "look at the address", status: answer.status });
  const tooLarge = (): DataError => new DataError("unreadable", { where: address, what: "it is far larger than any map", todo: "make a smaller file, or let `sarhad serve` cut it into tiles" });
  if (Number(answer.headers.get("content-length")) > UNPACKED_MAX_BYTES) {
    await answer.body?.cancel();
    throw tooLarge();
  }
  try {
    return answer.body === null ? await answer.text() : await textOf(answer.body, tooLarge);
  } catch (trouble) {
    if (signal?.aborted === true || trouble instanceof DataError) throw trouble;
    throw new DataError("unreachable", { where: address, what: "it did not arrive whole", todo: "load the page again" });
  }
}

function parsed(text: string, where: string): unknown {
  try {
    // JSON has no byte order mark, but editors write one
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    const page = text.trimStart().startsWith("<");
    const what = page ? "this is a web page, not JSON" : "this is not JSON";
    throw new DataError("unreadable", { where, what, todo: page ? "look at the address" : "look whether the file is whole" });
  }
}

/** The text that was packed: deflate without header, in base64. */
async function unpacked(base64: string, where: string): Promise<string> {
  const trouble = (what: string, todo: string): DataError => new DataError("unreadable", { where, what, todo });
  if (typeof DecompressionStream === "undefined") throw trouble("this browser cannot unpack it", "use a browser of 2023 or later");
  try {
    const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return await textOf(stream, () => trouble("it is far larger than any map", "look where the file comes from"));
  } catch (found) {
    if (found instanceof DataError) throw found;
    throw trouble("it cannot be unpacked", "write the page anew; it was cut short or changed");
  }
}

/** `atob` leaves blanks out by itself. A loop is ten times as quick as a function for each byte, and the first paint waits for it. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

async function textOf(stream: ReadableStream<Uint8Array>, tooLarge: () => DataError): Promise<string> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let [text, bytes] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > UNPACKED_MAX_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}
