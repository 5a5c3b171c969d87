// Urdu.

import { Format } from "./format";
import type { DistanceTold, Whereabouts, Words } from "./words";

const f = new Format("ur", { km: "کلومیٹر", m: "میٹر" });
const incidents = (n: number): string => f.plural(n, { one: "# واقعہ", other: "# واقعات" });
/** After `of`, the noun stands in its oblique form. */
const ofIncidents = (n: number): string => f.plural(n, { one: "# واقعے", other: "# واقعات" });
const list = (names: readonly string[]): string => new Intl.ListFormat("ur", { type: "conjunction" }).format(names.map((name) => f.name(name)));
const either = (names: readonly string[]): string => new Intl.ListFormat("ur", { type: "disjunction" }).format(names.map((name) => f.name(name)));

function somewhere({ precision, units, words, radius_m, width_m, border }: Whereabouts): string {
  const place = units.length > 0 ? either(units) : words === null ? null : f.name(words);
  const radius = radius_m === null ? null : f.limit(radius_m);
  switch (precision) {
    case "exact":
      return "اس مقام پر جسے درست بتایا گیا ہے";
    case "near":
      return radius === null ? "بتائے گئے مقام کے قریب" : `بتائے گئے مقام سے ${radius} کے اندر`;
    case "locality":
      if (radius !== null) return `نام لی گئی جگہ کے مرکز سے ${radius} کے اندر کہیں`;
      return "نام لی گئی جگہ میں یا اس کے آس پاس کہیں؛ اس کے محدد شائع نہیں ہوئے";
    case "district":
      return place === null ? "کسی ضلعے میں کہیں" : `${place} میں کہیں`;
    case "province":
      return place === null ? "کسی صوبے میں کہیں" : `${place} میں کہیں`;
    case "country":
      return place === null ? "کسی ملک میں کہیں" : `${place} میں کہیں؛ اس کے اندر جگہ معلوم نہیں، اس لیے نقشے پر نہیں بنایا گیا`;
    case "border-zone":
      return `${border === null ? "کسی سرحد کے ساتھ کہیں" : `${f.name(border)} کے ساتھ کہیں`}${width_m === null ? "" : `، اس سے ${f.limit(width_m)} کے اندر`}`;
    case "corridor":
      return "کسی لکیر کے ساتھ یا بے حد علاقے میں کہیں";
    case "water":
      return "سمندر میں یا اس کے اوپر کہیں";
    case "unlocated":
      return "کسی نے جگہ نہیں بتائی، اس لیے نقشے پر نہیں بنایا گیا";
    case "unstated":
      return "جگہ دی گئی ہے؛ کتنی درست ہے، یہ نہیں بتایا گیا";
  }
}

function distance({ min_m, max_m, best_m, border, drawn_by }: DistanceTold): string {
  const from = `${drawn_by === null ? "" : `${f.name(drawn_by)} کی کھینچی ہوئی `}${border === null ? "قریب ترین زمینی سرحد" : f.name(border)} سے`;
  if (best_m !== null && min_m === max_m) return `${from} ${f.distance(best_m)}`;
  const { min, max, unit } = f.interval(min_m, max_m);
  return `${from} ${min} تا ${max} ${unit} کے درمیان`;
}

const LEVELS = { country: "", province: "صوبہ ", district: "ضلع " };

export const UR: Words = {
  code: "ur",
  tag: "ur",
  dir: "rtl",
  self: "اردو",
  format: f,
  comma: "، ",
  list,
  somewhere,
  distance,
  unitOf: (level, name) => (name.startsWith(LEVELS[level]) ? name : `${LEVELS[level]}${f.name(name)}`),
  precision: {
    exact: "درست مقام",
    near: "کسی مقام کے قریب",
    locality: "شہر یا نام والی جگہ",
    district: "کسی ضلعے میں کہیں",
    province: "کسی صوبے میں کہیں",
    "border-zone": "سرحد کے ساتھ",
    corridor: "کسی لکیر کے ساتھ",
    water: "سمندر میں",
    country: "کسی ملک میں کہیں",
    unlocated: "جگہ نہیں بتائی گئی",
    unstated: "درستی نہیں بتائی گئی",
  },
  topics: { what: "کیا ہوا", place: "جگہ", date: "تاریخ", actor: "کس نے کیا", toll: "جانی نقصان", status: "کتنا یقینی ہے" },
  kinds: {
    "air-or-missile-strike": "فضائی یا میزائل حملہ",
    "armed-attack": "مسلح حملہ",
    "armed-attacks": "مسلح حملے (مجموعہ)",
    arrest: "گرفتاری",
    "organisation-history": "کسی تنظیم کی تاریخ",
    "use-of-force-on-protest": "احتجاج پر طاقت کا استعمال",
    "state-based conflict": "ریاستی فریق والا تنازع",
    "non-state conflict": "غیر ریاستی گروہوں کا تنازع",
    "one-sided violence": "یک طرفہ تشدد",
  },
  page: {
    label: "سرحدوں کے قریب واقعات کا نقشہ",
    skipMap: "نقشہ چھوڑ کر فہرست پر جائیں",
    loading: "ڈیٹا پڑھا جا رہا ہے …",
    error: "نقشہ نہیں دکھایا جا سکتا",
    trouble: ({ kind, where, status }) =>
      ({
        missing: "اس صفحے میں کوئی ڈیٹا نہیں۔ واقعات کی فائل کا پتا src میں لکھیں۔",
        unreachable: `${f.name(where)} نہیں پہنچی${status === null ? "" : ` (سرور کا جواب: ${status})`}۔ ${status === null ? "پتا دیکھیں، اور یہ کہ سرور اس صفحے کو فائل پڑھنے دیتا ہے۔ ڈسک سے کھولا گیا صفحہ کوئی فائل نہیں پڑھ سکتا۔" : "پتا دیکھیں۔"}`,
        unreadable: `${f.name(where)} پڑھی نہیں جا سکتی۔ دیکھیں کہ فائل مکمل اور پتا درست ہے۔`,
        foreign: `${f.name(where)} کوئی اور فائل ہے؛ اس میں وہ واقعات یا تہیں نہیں جنہیں یہ نقشہ جانتا ہے۔`,
      })[kind],
    refused: (n) => f.plural(n, { one: "فائل کا # جزو پڑھا نہ جا سکا اور نہیں دکھایا گیا۔", other: "فائل کے # اجزا پڑھے نہ جا سکے اور نہیں دکھائے گئے۔" }),
    shown: (n, all) => `${f.count(all)} میں سے ${f.count(n)} دکھائے گئے`,
    noneShown: "کوئی واقعہ تمام فلٹروں پر پورا نہیں اترتا۔",
    summary: (p) =>
      [
        `${ofIncidents(p.all)} میں سے ${f.count(p.shown)} دکھائے گئے`,
        p.from !== null && p.to !== null ? `تاریخ ${p.from} تا ${p.to}` : null,
        `${f.count(p.points)} کسی مقام پر یا اس کے گرد، ${f.count(p.areas)} بطور علاقہ، ${f.count(p.lines)} لکیر کے ساتھ بنائے گئے`,
        `${f.count(p.nowhere)} نہیں بنائے گئے: ملک کے اندر جگہ معلوم نہیں یا تہوں میں اس کی حد نہیں`,
        `${f.count(p.undated)} بغیر تاریخ`,
      ]
        .filter((part) => part !== null)
        .join("؛ ") + "۔ نیچے کا جدول یہی واقعات دکھاتا ہے۔",
    tabs: { list: "فہرست", filters: "فلٹر", details: "تفصیل", about: "تعارف" },
    sheetOpen: "پینل زیادہ دکھائیں",
    sheetClose: "پینل کم دکھائیں",
    download: "ڈاؤن لوڈ",
    downloads: { geojson: "واقعات (GeoJSON)", csv: "جدول (CSV)", png: "تصویر (PNG)", citation: "حوالہ اور ذرائع (متن)" },
    downloadLead: (n) => `جو آپ دیکھ رہے ہیں: ${incidents(n)}`,
    withheld: (why) => `ڈیٹا کی قطاریں آگے نہیں دی جا سکتیں${why === "" ? "" : ` (${f.name(why)})`}، اس لیے یہاں سے ڈاؤن لوڈ نہیں کی جا سکتیں۔`,
    saved: (file) => `${f.name(file)} محفوظ ہو گئی`,
    language: "زبان",
    theme: "رنگ",
    themes: { auto: "آلے کے مطابق", light: "ہلکے", dark: "گہرے" },
    credits: "ذرائع اور حقوق",
    licence: "لائسنس",
    disclaimer: "سرحدیں",
    claimsNotFacts: "یہاں جو درج ہے وہ نامزد افراد اور اداروں کے دعوے ہیں، ثابت شدہ حقائق نہیں۔",
    tools: "اوزار",
    selected: (title) => `منتخب: ${f.name(title)}`,
  },
  map: {
    label: "نقشہ",
    zoomIn: "بڑا کریں",
    zoomOut: "چھوٹا کریں",
    fit: "سب دکھائیں",
    ask: "نقشے سے پوچھیں",
    askHint: "کسی جگہ کلک کریں، یا نقشہ ہلا کر Enter دبائیں تاکہ مرکز کے بارے میں پوچھا جائے۔",
    askHintTap: "کسی جگہ کو چھوئیں، یا نقشہ ہلا کر ”مرکز پر پوچھیں“ دبائیں۔",
    askHere: "مرکز پر پوچھیں",
    circle: "دائرہ بنائیں",
    circleHint: "مرکز پر دبا کر کھینچیں، یا عدد لکھیں۔",
    circleLongitude: "طول بلد (°)",
    circleLatitude: "عرض بلد (°)",
    circleRadiusKm: "نصف قطر (کلومیٹر)",
    circleDraw: "بنائیں",
    stop: "بند کریں",
    tapToUse: "نقشہ ہلانے کے لیے چھوئیں",
    keys: "تیر کی کلیدیں نقشہ ہلاتی ہیں، + اور − بڑا چھوٹا کرتی ہیں، Enter نظر آنے والے نشانات کی فہرست دکھاتا ہے۔",
    legend: "علامات",
    legendExact: "درست مقام",
    legendNear: "کسی مقام کے گرد اس دائرے میں",
    legendUnstated: "ایک مقام؛ درستی نہیں بتائی گئی",
    legendArea: "اس علاقے میں کہیں (تعداد کے ساتھ)",
    legendLine: "اس لکیر کے ساتھ کہیں",
    legendCluster: "کئی قریب قریب (تعداد کے ساتھ)",
    legendBorder: "سرحد، جیسے ماخذ نے کھینچی",
    legendApproximate: "تخمینی سرحد",
    legendMaritime: "سمندری حد",
    legendTown: "شہر",
    legendTripoint: "تین سرحدوں کا سنگم",
    legendCircle: "آپ کا بنایا دائرہ",
    legendFoot: "سرحد تک سب سے چھوٹی لکیر",
    notDrawn: (n) => `${f.count(n)} نقشے پر نہیں`,
    farAway: (n) => `${f.count(n)} بہت دور`,
    farNote: (n, swapped) => `${incidents(n)} اس نقشے کے ہر ملک سے بہت دور ${n === 1 ? "ہے" : "ہیں"}۔${swapped === 0 ? "" : ` اگر طول بلد اور عرض بلد آپس میں بدل گئے ہوں تو ان میں سے ${f.count(swapped)} کسی ایک ملک میں ہوں گے۔`}`,
    farShow: "انہیں دکھائیں",
    creditMore: "ڈیٹا کے بارے میں مزید",
    cluster: (n) => `قریب قریب ${f.count(n)} نشان`,
    inUnit: (n, unit) => `${f.name(unit)} میں کہیں: ${f.count(n)}`,
    inOutline: (n) => `اس علاقے میں کہیں ${incidents(n)}`,
    alongLine: (n) => `اس لکیر کے ساتھ ${incidents(n)}`,
    onePoint: (n) => `ایک ہی مقام پر ${incidents(n)}`,
    marks: "نقشے کے نشانات",
    sorting: "ریکارڈ ترتیب دیے جا رہے ہیں …",
    measuring: "سرحدوں تک فاصلے ناپے جا رہے ہیں …",
    scale: "پیمانہ",
  },
  time: {
    label: "وقت",
    from: "سے",
    to: "تک",
    play: "ماہ بہ ماہ چلائیں",
    pause: "روکیں",
    earlier: "ایک ماہ پہلے",
    later: "ایک ماہ بعد",
    all: "تمام اوقات",
    undated: (n) => `${f.count(n)} بغیر تاریخ`,
    undatedHidden: (n) => f.plural(n, { one: "# بغیر تاریخ، شامل نہیں", other: "# بغیر تاریخ، شامل نہیں" }),
    whole: "تمام اوقات",
    spans: (n) => f.plural(n, { one: "# کئی ماہ پر پھیلا ہے یا اس کا مہینہ معلوم نہیں: لکیر سے دکھایا گیا", other: "# کئی ماہ پر پھیلے ہیں یا ان کا مہینہ معلوم نہیں: لکیروں سے دکھائے گئے" }),
    none: "کسی واقعے کی تاریخ نہیں۔",
  },
  filters: {
    label: "فلٹر",
    text: "تلاش",
    kind: "قسم",
    actor: "نامزد فریق",
    place: "جگہ",
    country: "ملک",
    province: "صوبہ",
    district: "ضلع",
    precision: "جگہ کتنی درستی سے معلوم ہے",
    border: "قریب ترین سرحد سے فاصلہ",
    borderWithinKm: "اندر (کلومیٹر)",
    must: "یقیناً",
    may: "یقیناً یا شاید",
    any: "کوئی بھی",
    reset: "تمام فلٹر ہٹائیں",
    active: "لاگو فلٹر",
    remove: (what) => `فلٹر ہٹائیں: ${f.name(what)}`,
    chipText: (text) => `”${f.name(text)}“`,
    chipTime: (from, to) => `${from} – ${to}`,
    chipBorder: (d, certainty) => (certainty === "must" ? `یقیناً سرحد سے ${d} کے اندر` : `شاید سرحد سے ${d} کے اندر`),
    unmeasured: (n) => `${f.count(n)} واقعات جن کا سرحد سے فاصلہ معلوم نہیں، نہیں دکھائے گئے`,
    nothing: "چننے کو کچھ نہیں",
    more: (n) => `${f.count(n)} مزید`,
  },
  table: {
    label: "واقعات کی فہرست",
    caption: (n, all) => `${ofIncidents(all)} میں سے ${f.count(n)}، ان سمیت جو نقشے پر نہیں آ سکتے`,
    title: "واقعہ",
    kind: "قسم",
    when: "کب",
    where: "کہاں",
    precision: "درستی",
    border: "سرحد تک",
    source: "ذریعہ",
    undated: "بغیر تاریخ",
    noDistance: "معلوم نہیں",
    fromBorder: (d) => `سرحد سے ${d}`,
    noBorderDistance: "سرحد سے فاصلہ معلوم نہیں",
    more: (n) => `مزید ${f.count(n)} دکھائیں`,
    sortBy: (column) => `ترتیب: ${column}`,
    sort: "ترتیب بلحاظ",
  },
  panel: {
    label: "واقعات اور فلٹر",
    empty: "فہرست میں یا نقشے پر کوئی واقعہ چنیں۔",
    close: "بند کریں",
    back: "فہرست پر واپس",
    previous: "پچھلا",
    next: "اگلا",
    date: "کب",
    place: "کہاں",
    border: "قریب ترین سرحد",
    actors: "نامزد فریق",
    kind: "قسم",
    note: "نوٹ",
    source: "ذریعہ",
    inTheirWords: "ذریعے کے الفاظ میں",
    claims: (n) => f.plural(n, { one: "# دعویٰ", other: "# دعوے" }),
    claimsLead: "ساتھ ساتھ، کسی کو ترجیح نہیں دی گئی۔",
    noClaims: "فائل میں الگ الگ دعوے درج نہیں۔",
    conflict: (topics) => `دعووں میں اختلاف: ${topics}`,
    differsIn: (topics) => `دوسروں سے اختلاف: ${topics}`,
    agreed: "کوئی تضاد درج نہیں۔",
    undated: "تاریخ معلوم نہیں",
    before: (day) => `${day} کو یا اس سے پہلے`,
    after: (day) => `${day} کو یا اس کے بعد`,
    between: (from, to) => `${from} – ${to}`,
    saidOn: (day) => `${day} کو کہا گیا`,
    saysWhen: "کب",
    saysWhere: "کہاں",
    saysToll: "جانی نقصان",
    openSource: (title) => `${f.name(title)} (اس صفحے سے باہر)`,
    unnamedSource: "بے نام ذریعہ",
  },
  answers: {
    askTitle: "یہ جگہ",
    circleTitle: "دائرے میں",
    at: (lat, lon) => `عرض بلد ${lat}، طول بلد ${lon}`,
    country: "ملک",
    province: "صوبہ",
    district: "ضلع",
    outside: "کسی پرت میں نہیں",
    borders: "ہر سرحد سے فاصلہ",
    noBorders: "پرتوں میں کوئی سرحد نہیں۔",
    nearest: "قریب ترین واقعات، زیادہ سے زیادہ ممکنہ فاصلے کے لحاظ سے",
    nearestRow: (min, max, unit) => (min === max ? `${min} ${unit}` : `${min} تا ${max} ${unit}`),
    asDrawn: (source) => `سرحدیں جیسے ${f.name(source)} نے کھینچیں`,
    circleAround: (radius, lat, lon) => `عرض بلد ${lat}، طول بلد ${lon} کے گرد ${radius}`,
    must: (n) => `${f.count(n)} یقیناً اندر`,
    may: (n) => `${f.count(n)} شاید اندر`,
    no: (n) => `${f.count(n)} یقیناً باہر`,
    unknown: (n) => `${f.count(n)} جن کا پتا نہیں`,
    close: "ہٹائیں",
    none: "کوئی نہیں",
  },
  record: {
    input: "کس فائل سے",
    toll: "جانی نقصان",
    estimate: ({ best, low, high }) => {
      const bounds = [low === null ? null : `کم از کم ${low}`, high === null ? null : `زیادہ سے زیادہ ${high}`].filter((bound) => bound !== null).join("، ");
      if (best === null) return `اندازہ: ${bounds}`;
      return bounds === "" ? `بہترین اندازہ ${best}` : `بہترین اندازہ ${best} (${bounds})`;
    },
    tollColumns: {
      fatalities: "اموات",
      killed: "ہلاک",
      deaths: "اموات",
      dead: "جاں بحق",
      injured: "مجروح",
      wounded: "زخمی",
      casualties: "ہلاک و زخمی",
      deaths_a: "فریق الف کی اموات",
      deaths_b: "فریق ب کی اموات",
      deaths_civilians: "شہریوں کی اموات",
      deaths_unknown: "نامعلوم حیثیت کے افراد کی اموات",
    },
    otherColumns: (n) => `فائل کے دیگر کالم (${f.count(n)})`,
    lettersLeft: (n) => `… اور مزید ${f.count(n)} حروف؛ ${f.literal("GeoJSON")} ڈاؤن لوڈ میں سب ہیں`,
    columnsLeft: (n) => `مزید ${f.count(n)} کالم؛ ${f.literal("GeoJSON")} ڈاؤن لوڈ میں سب ہیں`,
    aggregate: (places) => `کئی واقعات ایک ساتھ بتائے گئے، اس لیے نہ جگہ بنائی گئی نہ فاصلہ ناپا گیا${places === null ? "" : `؛ ان سب کے لیے نامزد جگہیں: ${places}`}`,
    severalPlaces: "کئی مقامات دیے گئے ہیں اور یہ نہیں بتایا گیا کہ واقعہ ان میں سے کہاں ہوا، اس لیے فاصلہ نہیں ناپا گیا",
    unreadDate: "(تاریخ کے طور پر نہیں پڑھا جا سکتا)",
    backwardsDate: "(اختتام آغاز سے پہلے ہے، اس لیے اس سے کوئی تاریخ نہیں لی گئی)",
    somewhereIn: (places) => `${either(places)} میں کہیں`,
    notPlaced: "جگہ نہیں بتائی گئی",
    meaning: (told) => `یعنی: ${told}`,
    untold: "جو پڑھا نہ جا سکا",
    remarks: "ڈیٹا میں جو دیکھا گیا",
    without: {
      date: `کوئی تاریخ نہیں پڑھی گئی: کسی کالم کا نام تاریخ کا نہیں۔ اسے ${f.literal("date")}، یا ${f.literal("date_start")} اور ${f.literal("date_end")} نام دیں۔`,
      kind: `واقعات کی قسم نہیں پڑھی گئی: کسی کالم کا نام قسم کا نہیں۔ اسے ${f.literal("what")} نام دیں۔`,
      title: `کوئی عنوان نہیں پڑھا گیا: کسی کالم کا نام عنوان کا نہیں۔ اسے ${f.literal("title")} نام دیں۔`,
    },
    columnsNotUnderstood: (names) => `کالم جو سمجھے نہ گئے (ہر ریکارڈ کی تفصیل میں ہیں): ${names}`,
    unreadDates: (n, example) =>
      f.plural(n, { one: "# تاریخ نہیں پڑھی جا سکتی", other: "# تاریخیں نہیں پڑھی جا سکتیں" }) + `، جیسے ”${f.literal(example)}“۔ یوں لکھیں: ${f.literal("2024-01-28")}، ${f.literal("2024-01")}، 2024، یا مدت جیسے ${f.literal("2023-06/2024-01")}۔`,
    backwardsDates: (n, example) =>
      f.plural(n, { one: "# ریکارڈ کا اختتام آغاز سے پہلے ہے", other: "# ریکارڈوں کا اختتام آغاز سے پہلے ہے" }) + `، جیسے ”${f.literal(example)}“۔ اس سے کوئی تاریخ نہیں لی گئی؛ پہلا دن پہلے لکھیں۔`,
    badTime: (text) => `وقت ”${f.literal(text)}“ جس سے یہ نقشہ شروع ہونا تھا پڑھا نہیں جا سکتا، اس لیے تمام اوقات دکھائے گئے ہیں۔ یوں لکھیں: 2023، ${f.literal("2023-04")}، ${f.literal("2019/2023-06")} یا ${f.literal("../2023")}۔`,
  },
};
