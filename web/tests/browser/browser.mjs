// Starts the browser, serves folders on the loopback address, and opens pages of which every request, dialog and error is noted.
// Not responsible for what the pages show (reader.mjs).

import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];
const MADE = ["map.html", "ur.html", "site/index.html", "site/sarhad-map.js", "site/data/incidents.geojson", "site/data/layers.topojson"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".geojson": "application/geo+json", ".topojson": "application/json", ".json": "application/json" };
/** What the pages that `sarhad map` writes ask of the browser. */
export const STRICT = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'";

/** The folder web/. */
export const WEB = join(import.meta.dirname, "..", "..");

/** The path of a page that was made for these tests. */
export function made(name = "") {
  const folder = process.env.SARHAD_PAGES;
  const how = "make web-test makes the pages; or set SARHAD_PAGES to the folder with map.html and ur.html (sarhad map @incidents -o map.html; with --lang ur -o ur.html) and site/ (-o site/)";
  if (folder === undefined || folder === "") throw new Error(`SARHAD_PAGES is not set: ${how}`);
  const missing = MADE.filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) throw new Error(`${missing.join(", ")} missing in ${folder}: ${how}`);
  return join(folder, name);
}

/** The address of a page that was made, as a reader opens it from a disk. */
export const fileAddress = (name) => pathToFileURL(made(name)).href;

/** The records of the pages, as they are in the file. */
export const records = () => JSON.parse(readFileSync(made("site/data/incidents.geojson"), "utf8"));

function chromiumPath() {
  const wished = process.env.CHROMIUM;
  const path = wished ? [wished].find(existsSync) : PLACES.find(existsSync);
  if (path === undefined) throw new Error(wished ? `no browser at CHROMIUM=${wished}` : `no chromium found; install it or set CHROMIUM to its path (looked at ${PLACES.join(", ")})`);
  return path;
}

/** A browser that reaches nothing but this machine. */
export function startBrowser() {
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"];
  return chromium.launch({ executablePath: chromiumPath(), args });
}

/** A context whose requests, dialogs, new windows, errors and refusals of the policy are noted; closed after the test `t`. */
export async function watched(browser, t, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", timezoneId: "UTC", reducedMotion: "reduce", serviceWorkers: "block", ...options });
  context.setDefaultTimeout(20_000);
  const noted = { requests: [], dialogs: [], windows: [], errors: [] };
  context.on("request", (request) => noted.requests.push(request.url()));
  context.on("page", (page) => noted.windows.push(page.url()));
  context.on("dialog", (dialog) => {
    noted.dialogs.push(`${dialog.type()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("weberror", (error) => noted.errors.push(String(error.error())));
  context.on("console", (message) => {
    if (message.type() === "error" || /Content Security Policy/u.test(message.text())) noted.errors.push(message.text());
  });
  t.after(() => context.close());
  const page = await context.newPage();
  noted.windows.length = 0;
  return { context, page, noted };
}

/** Fails if anything happened that nobody asked for: a dialog, a window, an error, a request to an address that does not begin with one of `own`. */
export function assertQuiet(noted, own) {
  assert.deepEqual(noted.dialogs, [], "a dialog opened");
  assert.deepEqual(noted.windows, [], "a window opened");
  const left = noted.requests.filter((url) => ![...own, "data:", "blob:"].some((start) => url.startsWith(start)));
  assert.deepEqual(left, [], "a request left the page");
  assert.deepEqual(noted.errors, [], "the page reported errors");
}

/** Serves `mounts` (a path that ends in `/` to a folder, any other path to a text) on the loopback address; answers the address. */
export async function serve(t, mounts, policy = STRICT) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname);
    const found = contentOf(mounts, path);
    // the header comes with scripts and data too, where it does nothing
    const headers = { "content-type": `${TYPES[extname(path)] ?? "text/html"}; charset=utf-8`, ...(policy === null ? {} : { "content-security-policy": policy }) };
    if (found === null) response.writeHead(404, headers).end("not found");
    else response.writeHead(200, headers).end(found);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return `http://127.0.0.1:${server.address().port}`;
}

function contentOf(mounts, path) {
  if (Object.hasOwn(mounts, path) && !path.endsWith("/")) return mounts[path];
  const mount = Object.keys(mounts).filter((start) => start.endsWith("/") && path.startsWith(start)).sort((a, b) => b.length - a.length)[0];
  if (mount === undefined) return null;
  const folder = normalize(mounts[mount]);
  const file = join(folder, path.slice(mount.length) || "index.html");
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) && existsSync(file) && statSync(file).isFile() ? readFileSync(file) : null;
}

/** Tries until `check` passes; what it threw last if it never does. */
export async function eventually(check, limit_ms = 15_000) {
  const end = performance.now() + limit_ms;
  for (;;) {
    try {
      return await check();
    } catch (trouble) {
      if (performance.now() > end) throw trouble;
    }
    await new Promise((done) => setTimeout(done, 40));
  }
}
