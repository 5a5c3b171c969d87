// Builds dist/: the element with all that it needs as one script and as a module, the Leaflet plugin without Leaflet, their
// types, and page/, which the program embeds. LICENSES.txt has the terms of the code of others that is in them.

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const root = import.meta.dirname;
const dist = join(root, "dist");
const target = ["chrome111", "firefox115", "safari16.4"];
/** Packages whose code is in what is built. */
const OTHERS = ["leaflet", "geographiclib-geodesic", "supercluster", "kdbush"];

// the folder page/ is kept, since cargo watches it
for (const name of existsSync(dist) ? readdirSync(dist) : []) {
  if (name !== "page") rmSync(join(dist, name), { recursive: true });
}
mkdirSync(join(dist, "page"), { recursive: true });

const cards = OTHERS.map((name) => {
  const folder = join(root, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const terms = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
  return { name: `${name} ${version} (${license})`, terms };
});
writeFileSync(join(root, "LICENSES.txt"), cards.map(({ name, terms }) => `${name}\n\n${terms}\n`).join("\n----\n\n"));
const banner = `/*! sarhad-map (MIT OR Apache-2.0). Contains ${cards.map(({ name }) => name).join(", ")}. Terms: LICENSES.txt of the package. */`;

async function library({ entry, name, formats, external, file }) {
  await build({
    configFile: false,
    logLevel: "warn",
    root,
    worker: { format: "iife" },
    build: {
      target,
      emptyOutDir: false,
      sourcemap: false,
      lib: { entry, name, formats, fileName: (format) => (format === "es" ? `${file}.mjs` : `${file}.js`) },
      rollupOptions: { external, output: { globals: { leaflet: "L" }, exports: "named" } },
    },
  });
}

const element = { entry: "src/sarhad-map.ts", name: "sarhad", external: [], file: "sarhad-map" };
await library({ ...element, formats: ["iife"] });
await library({ ...element, formats: ["es"] });
await library({
  entry: "src/leaflet-sarhad.ts",
  name: "sarhadLeaflet",
  formats: ["es", "umd"],
  external: ["leaflet"],
  file: "leaflet-sarhad",
});
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
const types = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--outDir", join(dist, "types"), "--rootDir", "src"];
execFileSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json"), ...types], { stdio: "inherit" });
// declarations name their neighbours by file, as Node's own resolution asks
for (const file of readdirSync(join(dist, "types"), { recursive: true }).filter((name) => name.endsWith(".d.ts"))) {
  const path = join(dist, "types", file);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replaceAll(/((?:from |import\()["'])(\.{1,2}\/[^"']+?)(?:\.js)?(["'])/g, "$1$2.js$3"));
}
// last, since minifying takes comments away
for (const name of readdirSync(dist).filter((entry) => /\.m?js$/.test(entry))) {
  writeFileSync(join(dist, name), `${banner}\n${readFileSync(join(dist, name), "utf8")}`);
}
copyFileSync(join(dist, "sarhad-map.js"), join(dist, "page", "sarhad-map.js"));
