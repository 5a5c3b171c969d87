// Turf, and its author's indices: kdbush, geokdbush, flatbush, geoflatbush.
// usage: node peer_turf.mjs JS_FOLDER WORKLOAD ITEMS DATA OUT
import fs from "node:fs";
import { createRequire } from "node:module";

const [js, workload, items, data, out] = process.argv.slice(2);
const require = createRequire(`${js}/`);
const turf = require("@turf/turf");
const load = async (name) => import(require.resolve(name));
const [kind, variant] = workload.split(/-(.*)/s);
const most = Number(items);

function file(name) {
  const own = `${data}/${name}_${variant}.csv`;
  return fs.existsSync(own) ? own : `${data}/${name}.csv`;
}

// The fields of a row; quotes hold commas but no quotes in this data.
const fields = (row) => row.match(/("[^"]*"|[^,]*)(,|$)/g).map((field) => field.replace(/,$/, "").replace(/^"|"$/g, ""));

function places(path, count = Infinity) {
  const rows = fs.readFileSync(path, "utf8").trimEnd().split("\n");
  const header = rows[0].split(",");
  const [lon, lat] = ["lon", "lat"].map((name) => header.indexOf(name));
  return rows.slice(1, Math.min(rows.length, count + 1)).map((row) => {
    const parts = row.split(",");
    return [Number(parts[lon]), Number(parts[lat])];
  });
}

function timed(section) {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const answer = section();
  const used = process.cpuUsage(cpu);
  return [answer, { cpu_us: used.user + used.system, wall_us: (performance.now() - wall) * 1e3 }];
}

function tell(tool, count, built, spent, header, rows) {
  const answers = `${out}/${workload}_${tool.replace(/[^a-z0-9]/gi, "_")}.csv`;
  fs.writeFileSync(answers, `${header}\n${rows.join("\n")}\n`);
  const line = {
    tool,
    workload,
    items: count,
    us_per_item: spent.cpu_us / count,
    wall_us_per_item: spent.wall_us / count,
    build_ms: built.cpu_us / 1e3,
    peak_mb: process.resourceUsage().maxRSS / 1024,
    answers,
  };
  console.log(JSON.stringify(line));
}

const nothing = { cpu_us: 0, wall_us: 0 };
const metres = { units: "meters" };

function border() {
  const line = turf.lineString(places(file("border")));
  const points = places(file("points"), most);
  const [feet, spent] = timed(() => points.map((point) => turf.nearestPointOnLine(line, point, metres)));
  const rows = feet.map((foot, id) => `${id},${foot.properties.dist},${foot.geometry.coordinates.join(",")}`);
  tell("Turf nearestPointOnLine", points.length, nothing, spent, "id,distance_m,lon,lat", rows);
  const [found, took] = timed(() => points.map((point) => turf.pointToLineDistance(point, line, metres)));
  tell("Turf pointToLineDistance", points.length, nothing, took, "id,distance_m", found.map((m, id) => `${id},${m}`));
}

async function points() {
  const [all, queries] = [places(`${data}/points.csv`), places(`${data}/queries.csv`, most)];
  const KDBush = (await load("kdbush")).default;
  const Flatbush = (await load("flatbush")).default;
  const geokdbush = await load("geokdbush");
  const geoflatbush = await load("geoflatbush");
  const fill = (index, add) => {
    all.forEach(add(index));
    index.finish();
    return index;
  };
  const trees = [
    ["geokdbush", () => fill(new KDBush(all.length), (index) => ([x, y]) => index.add(x, y)), geokdbush.around],
    [
      "geoflatbush",
      () => fill(new Flatbush(all.length), (index) => ([x, y]) => index.add(x, y, x, y)),
      geoflatbush.around ?? geoflatbush.default?.around ?? geoflatbush.default,
    ],
  ];
  for (const [tool, build, around] of trees) {
    const [index, built] = timed(build);
    if (variant === "count") {
      const [counts, spent] = timed(() => queries.map(([x, y]) => around(index, x, y, Infinity, 50).length));
      tell(tool, queries.length, built, spent, "id,count", counts.map((count, id) => `${id},${count}`));
    } else {
      const [found, spent] = timed(() => queries.map(([x, y]) => around(index, x, y, 10)));
      const rows = found.flatMap((near, id) => near.map((place, rank) => `${id},${rank},${place}`));
      tell(tool, queries.length, built, spent, "id,rank,place", rows);
    }
  }
}

function rings() {
  const found = [];
  for (const row of fs.readFileSync(`${data}/districts.csv`, "utf8").trimEnd().split("\n").slice(1)) {
    const [district, lon, lat] = row.split(",").map(Number);
    (found[district] ??= []).push([lon, lat]);
  }
  return found;
}

async function regions() {
  const Flatbush = (await load("flatbush")).default;
  const areas = rings().map((ring) => turf.polygon([ring]));
  const asked = places(`${data}/points.csv`, most);
  const [boxes, built] = timed(() => {
    const index = new Flatbush(areas.length);
    areas.forEach((area) => index.add(...turf.bbox(area)));
    index.finish();
    return index;
  });
  const [counts, spent] = timed(() => {
    const held = new Array(areas.length).fill(0);
    for (const [x, y] of asked)
      for (const area of boxes.search(x, y, x, y)) if (turf.booleanPointInPolygon([x, y], areas[area])) held[area]++;
    return held;
  });
  const rows = counts.map((count, district) => `${district},${count}`);
  tell("flatbush + Turf booleanPointInPolygon", asked.length, built, spent, "district,count", rows);
}

// CSV to GeoJSON; measured from outside.
function table() {
  const line = turf.lineString(places(file("border")));
  const rows = fs.readFileSync(`${data}/points.csv`, "utf8").split("\n").slice(1, most + 1);
  const features = rows.map((row) => {
    const [id, date, lat, lon, category, fatalities, actor, notes] = fields(row);
    const point = [Number(lon), Number(lat)];
    const border_km = turf.pointToLineDistance(point, line, { units: "kilometers" });
    const numbers = { id: Number(id), fatalities: Number(fatalities) };
    return turf.point(point, { ...numbers, date, category, actor, notes, border_km });
  });
  fs.writeFileSync(`${out}/${workload}_turf.geojson`, JSON.stringify(turf.featureCollection(features)));
}

await { w1: border, w2: points, w3: regions, w4: table }[kind]();
