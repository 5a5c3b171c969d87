// The borders that several countries share in Natural Earth 1:10m (npm world-atlas), as CSV of lon,lat.
// usage: node extract_borders.mjs JS_FOLDER OUT_FOLDER
import fs from "node:fs";
import { createRequire } from "node:module";

const [js, out] = process.argv.slice(2);
const require = createRequire(`${js}/`);
const topojson = require("topojson-client");
const world = JSON.parse(fs.readFileSync(require.resolve("world-atlas/countries-10m.json")));

// ISO 3166-1 numbers: Iran 364, Pakistan 586, Russia 643, Kazakhstan 398, India 356, China 156
const borders = { ne: ["364", "586"], rk: ["643", "398"], ic: ["356", "156"] };

for (const [name, pair] of Object.entries(borders)) {
  const shared = (p, q) => p !== q && pair.includes(p.id) && pair.includes(q.id);
  const lines = topojson.mesh(world, world.objects.countries, shared).coordinates;
  const longest = lines.reduce((a, b) => (b.length > a.length ? b : a));
  const rows = longest.map(([lon, lat]) => `${lon.toFixed(9)},${lat.toFixed(9)}`);
  fs.writeFileSync(`${out}/border_${name}.csv`, `lon,lat\n${rows.join("\n")}\n`);
  console.log(`border ${name}: ${longest.length} vertices`);
}
