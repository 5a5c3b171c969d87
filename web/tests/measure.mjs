// How large, how soon, how smooth, how much memory: prints a table, asserts nothing, since times depend on the machine.
//
// Usage, after `npm run build`:   node tests/measure.mjs [MAP.html]
//   MAP.html        a page of `sarhad map INPUT -o MAP.html`: its first paint is measured, and its layers are the ground of the rest;
//                   without it the ground is empty and no first paint of a page is told
//   COUNTS=1000,100000   how many points to drag (1000, 10000 and 100000 if unset)
//   RUNS=5          how often a page is opened; the middle one is told
//   CHROMIUM=PATH   the browser (/usr/bin/chromium if unset)
// Points are made by a seeded generator, so that two machines drag the same ones.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const root = join(import.meta.dirname, "..");
const [map] = process.argv.slice(2);
const counts = (process.env.COUNTS ?? "1000,10000,100000").split(",").map(Number);
const runs = Number(process.env.RUNS ?? 5);
/** A slow phone beside a desk computer. */
const SLOWER = 4;
const DRAG_MS = 3000;

/** Numbers from 0 to 1 of a seed: mulberry32. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Records round the borders of Iran, Pakistan and Afghanistan, of several kinds, actors and years. */
export function records(count, seed = 7) {
  const next = random(seed);
  const kinds = ["armed-attack", "air-strike", "protest", "arrest", "shelling", "abduction"];
  const classes = ["exact", "exact", "locality", "near", "unstated"];
  const features = Array.from({ length: count }, (_, number) => {
    const day = new Date(Date.UTC(1995, 0, 1) + Math.floor(next() * 10_950) * 86_400_000).toISOString().slice(0, 10);
    const precision = classes[Math.floor(next() * classes.length)];
    const properties = {
      title: `Record ${number + 1} of a generator`,
      what: kinds[Math.floor(next() * kinds.length)],
      date: day,
      precision,
      radius_m: precision === "near" ? 10_000 : null,
      actors: `Group ${Math.floor(next() * 40)}; Force ${Math.floor(next() * 8)}`,
      where: `place ${Math.floor(next() * 900)}`,
      source: `Paper ${Math.floor(next() * 30)}`,
    };
    const lon = 56 + next() * 16;
    const lat = 25 + next() * 11;
    return { type: "Feature", id: `r${number}`, properties, geometry: { type: "Point", coordinates: [Number(lon.toFixed(5)), Number(lat.toFixed(5))] } };
  });
  return JSON.stringify({ type: "FeatureCollection", metadata: { title: `${count} made records` }, features });
}

const layers = map === undefined ? null : (/<script[^>]*data-sarhad="layers"[^>]*>[^<]*<\/script>/.exec(readFileSync(map, "utf8"))?.[0] ?? null);
const page = (src) => `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>t</title><style>html,body{height:100%;margin:0}sarhad-map{display:block;height:100%}</style>
<sarhad-map src="${src}" url-state></sarhad-map>${layers ?? ""}<script src="/sarhad-map.js"></script></html>`;

async function serve() {
  const made = new Map();
  const server = createServer((request, answer) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const count = Number(/^\/(\d+)\.geojson$/.exec(pathname)?.[1] ?? Number.NaN);
    if (pathname === "/sarhad-map.js") answer.setHeader("content-type", "text/javascript").end(readFileSync(join(root, "dist", "sarhad-map.js")));
    else if (pathname === "/map") answer.setHeader("content-type", "text/html").end(readFileSync(map));
    else if (Number.isFinite(count)) {
      if (!made.has(count)) made.set(count, records(count));
      answer.setHeader("content-type", "application/geo+json").end(made.get(count));
    } else answer.setHeader("content-type", "text/html").end(page(`${pathname}.geojson`));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Runs in the page before it: notes when things are first there, by frames, and when the page stood still. */
function watch() {
  const seen = { blocked_ms: 0, longest_ms: 0 };
  globalThis.seen = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longest_ms = Math.max(seen.longest_ms, duration);
      seen.blocked_ms += Math.max(0, duration - 50);
    }
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const inside = document.querySelector("sarhad-map")?.shadowRoot;
    if (inside?.querySelector("canvas.map-ground-layer")) seen.ground ??= performance.now();
    if (inside?.querySelector("tbody tr")) seen.table ??= performance.now();
    if (seen.table === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function open(browser, address, slower) {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const session = await tab.context().newCDPSession(tab);
  await tab.addInitScript(watch);
  if (slower > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await tab.goto(address);
  await tab.waitForFunction(() => globalThis.seen.table !== undefined, null, { timeout: 180_000 });
  await tab.waitForTimeout(300 * slower);
  const times = await tab.evaluate(() => ({ ...globalThis.seen, first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime }));
  return { tab, session, times };
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function opened(browser, name, address, slower) {
  const all = [];
  for (let run = 0; run < runs; run++) {
    const { tab, times } = await open(browser, address, slower);
    all.push(times);
    await tab.close();
  }
  const tell = (key) => Math.round(middle(all.map((times) => times[key] ?? Number.NaN)));
  return { page: name, "first paint ms": tell("first"), "map drawn ms": tell("ground"), "table ready ms": tell("table"), "longest task ms": tell("longest_ms"), "blocked ms": tell("blocked_ms") };
}

/** Frames a second while the map is pulled about, the longest wait between two, and what is held in memory. */
async function dragged(browser, address, count) {
  const { tab, session, times } = await open(browser, `${address}/${count}`, 1);
  await tab.waitForTimeout(2500);
  const box = await tab.locator("sarhad-map .map-ground").boundingBox();
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const frames = await pulled(tab, at);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const filters = await tab.evaluate(() => globalThis.seenFilter());
  const row = {
    points: count,
    "table ready ms": Math.round(times.table),
    "longest task ms": Math.round(times.longest_ms),
    "frames/s": frames.rate.toFixed(0),
    "longest frame ms": Math.round(frames.longest_ms),
    "heap MB": (usedSize / 1e6).toFixed(0),
    "kind filter ms": Math.round(filters.kind),
    "text filter ms": Math.round(filters.text),
    "time filter ms": Math.round(filters.time),
  };
  await tab.close();
  return row;
}

async function pulled(tab, at) {
  await tab.evaluate(() => {
    const marks = [];
    const tick = (now) => {
      marks.push(now);
      if (!globalThis.stopped) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    globalThis.marks = marks;
    /** From a change of the filter to the end of the frame that shows it. */
    globalThis.seenFilter = async () => {
      const element = document.querySelector("sarhad-map");
      const once = async (change) => {
        await new Promise((next) => setTimeout(next, 600));
        const started = performance.now();
        element.update({ filter: { ...element.state.filter, ...change } });
        await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
        return performance.now() - started;
      };
      const kind = await once({ kinds: ["protest"] });
      const text = await once({ kinds: [], text: "place 12" });
      const time = await once({ text: "", from_day: 12_000, to_day: 13_000 });
      return { kind, text, time };
    };
  });
  await tab.mouse.move(at.x, at.y);
  await tab.mouse.down();
  const begun = Date.now();
  for (let step = 0; Date.now() - begun < DRAG_MS; step++) {
    const turn = step / 12;
    await tab.mouse.move(at.x + 260 * Math.sin(turn), at.y + 160 * Math.sin(turn * 1.7));
    await tab.waitForTimeout(8);
  }
  await tab.mouse.up();
  return tab.evaluate(() => {
    globalThis.stopped = true;
    const { marks } = globalThis;
    const gaps = marks.slice(1).map((now, place) => now - marks[place]);
    return { rate: (1000 * gaps.length) / (marks.at(-1) - marks[0]), longest_ms: Math.max(...gaps) };
  });
}

function sizes() {
  const files = readdirSync(join(root, "dist")).filter((name) => /\.m?js$/.test(name)).map((name) => join(root, "dist", name));
  if (map !== undefined && existsSync(map)) files.push(map);
  return files.map((file) => ({ file: file.split("/").at(-1), "kB": Math.round(statSync(file).size / 1000), "kB gzip": Math.round(gzipSync(readFileSync(file)).length / 1000) }));
}

console.table(sizes());
const server = await serve();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  if (map !== undefined) console.table([await opened(browser, "the page", `${server.address}/map`, 1), await opened(browser, `${SLOWER}× slower`, `${server.address}/map`, SLOWER)]);
  const rows = [];
  for (const count of counts) rows.push(await dragged(browser, server.address, count));
  console.table(rows);
} finally {
  await browser.close();
  server.close();
}
