// English.

import { Format } from "./format";
import type { DistanceTold, Whereabouts, Words } from "./words";

const f = new Format("en", { km: "km", m: "m" });
const incidents = (n: number): string => f.plural(n, { one: "# incident", other: "# incidents" });
const list = (names: readonly string[]): string => new Intl.ListFormat("en-GB", { type: "conjunction" }).format(names.map((name) => f.name(name)));
const either = (names: readonly string[]): string => new Intl.ListFormat("en-GB", { type: "disjunction" }).format(names.map((name) => f.name(name)));

function somewhere({ precision, units, words, radius_m, width_m, border }: Whereabouts): string {
  const place = units.length > 0 ? either(units) : words === null ? null : f.name(words);
  const radius = radius_m === null ? null : f.limit(radius_m);
  switch (precision) {
    case "exact":
      return "at the point that is given as exact";
    case "near":
      return radius === null ? "near the point that is given" : `within ${radius} of the point that is given`;
    case "locality":
      if (radius !== null) return `somewhere within ${radius} of the middle of the place that is named`;
      return "somewhere in or around the place that is named; it has no published point";
    case "district":
    case "province":
    case "country":
      if (place === null) return `somewhere in a ${precision}`;
      return precision === "country" ? `somewhere in ${place}; no place within it is known, so it is not drawn` : `somewhere in ${place}`;
    case "border-zone":
      return `${border === null ? "somewhere along a border" : `somewhere along the ${f.name(border)}`}${width_m === null ? "" : `, within ${f.limit(width_m)} of it`}`;
    case "corridor":
      return "somewhere along a line or in an area without edges";
    case "water":
      return "somewhere at sea or in the air above it";
    case "unlocated":
      return "nobody says where, so it is not drawn";
    case "unstated":
      return "a place is given; how exact it is, nobody says";
  }
}

function distance({ min_m, max_m, best_m, border, drawn_by }: DistanceTold): string {
  const drawn = drawn_by === null ? "" : ` as drawn by ${f.name(drawn_by)}`;
  const from = `from the ${border === null ? "nearest land border" : f.name(border)}${drawn}`;
  if (best_m !== null && min_m === max_m) return `${f.distance(best_m)} ${from}`;
  const { min, max, unit } = f.interval(min_m, max_m);
  return `between ${min} and ${max} ${unit} ${from}`;
}

export const EN: Words = {
  code: "en",
  tag: "en",
  dir: "ltr",
  self: "English",
  format: f,
  comma: ", ",
  list,
  somewhere,
  distance,
  unitOf: (level, name) => (level === "country" ? name : name.toLowerCase().endsWith(level) ? name : `${name} ${level}`),
  precision: {
    exact: "exact point",
    near: "near a point",
    locality: "a town or named spot",
    district: "somewhere in a district",
    province: "somewhere in a province",
    "border-zone": "along a border",
    corridor: "along a line",
    water: "at sea",
    country: "somewhere in a country",
    unlocated: "nobody says where",
    unstated: "exactness not stated",
  },
  topics: { what: "what happened", place: "place", date: "date", actor: "who did it", toll: "toll", status: "how sure it is" },
  kinds: {
    "air-or-missile-strike": "air or missile strike",
    "armed-attack": "armed attack",
    "armed-attacks": "armed attacks (a total)",
    arrest: "arrest",
    "organisation-history": "history of an organisation",
    "use-of-force-on-protest": "use of force on a protest",
    "state-based conflict": "state-based conflict",
    "non-state conflict": "non-state conflict",
    "one-sided violence": "one-sided violence",
  },
  page: {
    label: "Map of incidents near borders",
    skipMap: "Skip the map, go to the list",
    loading: "Reading the data …",
    error: "The map cannot be shown",
    trouble: () => null,
    refused: (n) => f.plural(n, { one: "# element of the file could not be read and is not shown.", other: "# elements of the file could not be read and are not shown." }),
    shown: (n, all) => `${f.count(n)} of ${f.count(all)} shown`,
    noneShown: "Nothing fits all filters.",
    summary: (p) =>
      [
        `${f.count(p.shown)} of ${incidents(p.all)} shown`,
        p.from !== null && p.to !== null ? `dated ${p.from} to ${p.to}` : null,
        `${f.count(p.points)} drawn at or around points, ${f.count(p.areas)} as areas, ${f.count(p.lines)} along lines`,
        `${f.count(p.nowhere)} not drawn: no place within a country is known, or the layers lack its outline`,
        `${f.count(p.undated)} without a date`,
      ]
        .filter((part) => part !== null)
        .join("; ") + ". The table below lists the same incidents.",
    tabs: { list: "List", filters: "Filters", details: "Details", about: "About" },
    sheetOpen: "Show more of the panel",
    sheetClose: "Show less of the panel",
    download: "Download",
    downloads: { geojson: "Incidents (GeoJSON)", csv: "Table (CSV)", png: "Picture (PNG)", citation: "Citation and sources (text)" },
    downloadLead: (n) => `What you see: ${incidents(n)}`,
    withheld: (why) => `The rows may not be passed on${why === "" ? "" : ` (${f.name(why)})`}, so they cannot be downloaded here.`,
    saved: (file) => `${file} is saved`,
    language: "Language",
    theme: "Colours",
    themes: { auto: "as the device", light: "light", dark: "dark" },
    credits: "Sources and credits",
    licence: "Licence",
    disclaimer: "Boundaries",
    claimsNotFacts: "These are claims by the sources named, not established facts.",
    tools: "Tools",
    selected: (title) => `Selected: ${f.name(title)}`,
  },
  map: {
    label: "Map",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    fit: "Show all",
    ask: "Ask the map",
    askHint: "Click a place, or move the map and press Enter to ask at its centre.",
    askHintTap: "Tap a place, or move the map and press “Ask at the centre”.",
    askHere: "Ask at the centre",
    circle: "Draw a circle",
    circleHint: "Press at the centre and pull, or give the numbers.",
    circleLongitude: "Longitude (°)",
    circleLatitude: "Latitude (°)",
    circleRadiusKm: "Radius (km)",
    circleDraw: "Draw",
    stop: "Stop",
    tapToUse: "Tap to move the map",
    keys: "Arrow keys move the map, plus and minus zoom, Enter lists the marks in view.",
    legend: "Legend",
    legendExact: "Exact point",
    legendNear: "Within this circle of a point",
    legendUnstated: "A point; nobody says how exact",
    legendArea: "Somewhere in this area (with count)",
    legendLine: "Somewhere along this line",
    legendCluster: "Several close together (with count)",
    legendBorder: "Border as drawn by its source",
    legendApproximate: "Approximate border",
    legendMaritime: "Boundary at sea",
    legendTown: "Town",
    legendTripoint: "Three borders meet",
    legendCircle: "Circle you drew",
    legendFoot: "Shortest line to a border",
    notDrawn: (n) => `${f.count(n)} not on the map`,
    farAway: (n) => `${f.count(n)} far away`,
    farNote: (n, swapped) =>
      `${f.plural(n, { one: "# incident lies", other: "# incidents lie" })} far from every country of this map.${swapped === 0 ? "" : ` Were latitude and longitude swapped? Then ${n === 1 ? "it" : f.count(swapped)} would lie in one of them.`}`,
    farShow: "Show them",
    creditMore: "More about the data",
    cluster: (n) => f.plural(n, { one: "# mark", other: "# marks close together" }),
    inUnit: (n, unit) => `${f.count(n)} somewhere in ${f.name(unit)}`,
    inOutline: (n) => `${incidents(n)} somewhere in this area`,
    alongLine: (n) => `${incidents(n)} along this line`,
    onePoint: (n) => `${incidents(n)} at one point`,
    marks: "Marks on the map",
    sorting: "Sorting the records …",
    measuring: "Measuring distances to the borders …",
    scale: "Scale",
  },
  time: {
    label: "Time",
    from: "From",
    to: "To",
    play: "Play month by month",
    pause: "Pause",
    earlier: "A month earlier",
    later: "A month later",
    all: "All times",
    undated: (n) => f.plural(n, { one: "# without a date", other: "# without a date" }),
    undatedHidden: (n) => f.plural(n, { one: "# without a date, left out", other: "# without a date, left out" }),
    whole: "all times",
    spans: (n) => f.plural(n, { one: "# lasts over several months or is not known to the month: drawn as a line", other: "# last over several months or are not known to the month: drawn as lines" }),
    none: "No incident has a date.",
  },
  filters: {
    label: "Filters",
    text: "Search",
    kind: "Kind",
    actor: "Named parties",
    place: "Place",
    country: "Country",
    province: "Province",
    district: "District",
    precision: "How precisely the place is known",
    border: "Distance to the nearest border",
    borderWithinKm: "Within (km)",
    must: "surely",
    may: "surely or perhaps",
    any: "Any",
    reset: "Clear all filters",
    active: "Filters in force",
    remove: (what) => `Remove filter: ${f.name(what)}`,
    chipText: (text) => `“${f.name(text)}”`,
    chipTime: (from, to) => `${from} – ${to}`,
    chipBorder: (d, certainty) => (certainty === "must" ? `surely within ${d} of a border` : `perhaps within ${d} of a border`),
    unmeasured: (n) => `${f.count(n)} without a known distance to a border, not shown`,
    nothing: "Nothing to choose from",
    more: (n) => f.plural(n, { one: "# more", other: "# more" }),
  },
  table: {
    label: "List of incidents",
    caption: (n, all) => `${f.count(n)} of ${incidents(all)}, with those that cannot be put on the map`,
    title: "Incident",
    kind: "Kind",
    when: "When",
    where: "Where",
    precision: "Precision",
    border: "To a border",
    source: "Source",
    undated: "no date",
    noDistance: "not known",
    fromBorder: (d) => `${d} from a border`,
    noBorderDistance: "distance to a border not known",
    more: (n) => f.plural(n, { one: "Show # more", other: "Show # more" }),
    sortBy: (column) => `Sort by: ${column}`,
    sort: "Sort by",
  },
  panel: {
    label: "Incidents and filters",
    empty: "Choose an incident in the list or on the map.",
    close: "Close",
    back: "Back to the list",
    previous: "Previous",
    next: "Next",
    date: "When",
    place: "Where",
    border: "Nearest border",
    actors: "Named parties",
    kind: "Kind",
    note: "Note",
    source: "Source",
    inTheirWords: "in the source’s words",
    claims: (n) => f.plural(n, { one: "# claim", other: "# claims" }),
    claimsLead: "Side by side, none preferred.",
    noClaims: "The file names no single claims.",
    conflict: (topics) => `The claims differ on: ${topics}`,
    differsIn: (topics) => `Differs from others on: ${topics}`,
    agreed: "No contradiction is recorded.",
    undated: "no date is known",
    before: (day) => `on or before ${day}`,
    after: (day) => `on or after ${day}`,
    between: (from, to) => `${from} – ${to}`,
    saidOn: (day) => `said on ${day}`,
    saysWhen: "When",
    saysWhere: "Where",
    saysToll: "Toll",
    openSource: (title) => `${f.name(title)} (leaves this page)`,
    unnamedSource: "source without a name",
  },
  answers: {
    askTitle: "This place",
    circleTitle: "In the circle",
    at: (lat, lon) => `Latitude ${lat}, longitude ${lon}`,
    country: "Country",
    province: "Province",
    district: "District",
    outside: "none of the layers",
    borders: "Distance to each border",
    noBorders: "There are no borders in the layers.",
    nearest: "Nearest incidents, by the farthest they can be",
    nearestRow: (min, max, unit) => (min === max ? `${min} ${unit}` : `${min} to ${max} ${unit}`),
    asDrawn: (source) => `Borders as drawn by ${f.name(source)}`,
    circleAround: (radius, lat, lon) => `${radius} around latitude ${lat}, longitude ${lon}`,
    must: (n) => f.plural(n, { one: "# surely within", other: "# surely within" }),
    may: (n) => f.plural(n, { one: "# perhaps within", other: "# perhaps within" }),
    no: (n) => f.plural(n, { one: "# surely outside", other: "# surely outside" }),
    unknown: (n) => f.plural(n, { one: "# of which nobody can tell", other: "# of which nobody can tell" }),
    close: "Remove",
    none: "none",
  },
  record: {
    input: "From the file",
    toll: "Toll",
    estimate: ({ best, low, high }) => {
      const bounds = [low === null ? null : `low ${low}`, high === null ? null : `high ${high}`].filter((bound) => bound !== null).join(", ");
      if (best === null) return `estimate: ${bounds}`;
      return bounds === "" ? `best estimate ${best}` : `best estimate ${best} (${bounds})`;
    },
    tollColumns: {
      fatalities: "fatalities",
      killed: "killed",
      deaths: "deaths",
      dead: "dead",
      injured: "injured",
      wounded: "wounded",
      casualties: "casualties",
      deaths_a: "deaths on side A",
      deaths_b: "deaths on side B",
      deaths_civilians: "deaths of civilians",
      deaths_unknown: "deaths of persons of unknown status",
    },
    otherColumns: (n) => `Other columns of the file (${f.count(n)})`,
    lettersLeft: (n) => f.plural(n, { one: "… and # more letter; GeoJSON downloads have all of it", other: "… and # more letters; GeoJSON downloads have all of them" }),
    columnsLeft: (n) => f.plural(n, { one: "# more column; GeoJSON downloads have it", other: "# more columns; GeoJSON downloads have them" }),
    aggregate: (places) => `several events told as one, so no place is drawn and no distance measured${places === null ? "" : `; named for all of them: ${places}`}`,
    severalPlaces: "several places are given, and not in which of them it was; so no distance is measured",
    unreadDate: "(cannot be read as a date)",
    backwardsDate: "(ends before it begins, so no date is taken from it)",
    somewhereIn: (places) => `somewhere in ${either(places)}`,
    notPlaced: "no place is told",
    meaning: (told) => `that is: ${told}`,
    untold: "What could not be read",
    remarks: "Noticed in the data",
    without: {
      date: "No dates were read: no column is known as one. Call it “date”, or “date_start” and “date_end”.",
      kind: "No kinds of incidents were read: no column is known as one. Call it “what”.",
      title: "No titles were read: no column is known as one. Call it “title”.",
    },
    columnsNotUnderstood: (names) => `Columns not understood (each record’s details show them): ${names}`,
    unreadDates: (n, example) =>
      f.plural(n, { one: "# date cannot be read", other: "# dates cannot be read" }) + `, such as “${f.literal(example)}”. Write 2024-01-28, 2024-01, 2024, or a span such as 2023-06/2024-01.`,
    backwardsDates: (n, example) =>
      f.plural(n, { one: "# record ends before it begins", other: "# records end before they begin" }) + `, such as “${f.literal(example)}”. No date is taken from it; write the earlier day first.`,
    badTime: (text) => `The time “${f.literal(text)}” that this map was to begin with cannot be read, so all times are shown. Write 2023, 2023-04, 2019/2023-06 or ../2023.`,
  },
};
