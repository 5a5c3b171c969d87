// Builds dist/: the element with all that it needs as one script and as a module, and the Leaflet plugin without Leaflet.

import { build } from "vite";

const shared = { configFile: false, logLevel: "warn", root: import.meta.dirname, worker: { format: "iife" } };
const target = ["chrome111", "firefox115", "safari16.4"];

async function library({ entry, name, formats, external, file, empty }) {
  await build({
    ...shared,
    build: {
      target,
      emptyOutDir: empty,
      sourcemap: false,
      lib: { entry, name, formats, fileName: (format) => (format === "es" ? `${file}.mjs` : `${file}.js`) },
      rollupOptions: { external, output: { globals: { leaflet: "L" }, exports: "named" } },
    },
  });
}

await library({ entry: "src/sarhad-map.ts", name: "sarhad", formats: ["iife"], external: [], file: "sarhad-map", empty: true });
await library({ entry: "src/sarhad-map.ts", name: "sarhad", formats: ["es"], external: [], file: "sarhad-map", empty: false });
await library({
  entry: "src/leaflet-sarhad.ts",
  name: "sarhadLeaflet",
  formats: ["es", "umd"],
  external: ["leaflet"],
  file: "leaflet-sarhad",
  empty: false,
});
