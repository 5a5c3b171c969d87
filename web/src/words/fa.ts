// Persian.

import { Format } from "./format";
import type { DistanceTold, Whereabouts, Words } from "./words";

const f = new Format("fa", { km: "کیلومتر", m: "متر" });
const incidents = (n: number): string => `${f.count(n)} رویداد`;
const list = (names: readonly string[]): string => new Intl.ListFormat("fa", { type: "conjunction" }).format(names.map((name) => f.name(name)));
const either = (names: readonly string[]): string => new Intl.ListFormat("fa", { type: "disjunction" }).format(names.map((name) => f.name(name)));

function somewhere({ precision, units, words, radius_m, width_m, border }: Whereabouts): string {
  const place = units.length > 0 ? either(units) : words === null ? null : f.name(words);
  const radius = radius_m === null ? null : f.limit(radius_m);
  switch (precision) {
    case "exact":
      return "در نقطه‌ای که دقیق اعلام شده است";
    case "near":
      return radius === null ? "نزدیک نقطهٔ اعلام‌شده" : `در فاصلهٔ حداکثر ${radius} از نقطهٔ اعلام‌شده`;
    case "locality":
      if (radius !== null) return `جایی در فاصلهٔ حداکثر ${radius} از مرکز محلی که نام برده شده است`;
      return "جایی در محل نام‌برده یا پیرامون آن؛ مختصاتی برای آن منتشر نشده است";
    case "district":
      return place === null ? "جایی در یک شهرستان" : `جایی در ${place}`;
    case "province":
      return place === null ? "جایی در یک استان" : `جایی در ${place}`;
    case "country":
      return place === null ? "جایی در یک کشور" : `جایی در ${place}؛ محل دقیق‌تری معلوم نیست و روی نقشه رسم نمی‌شود`;
    case "border-zone":
      return `${border === null ? "جایی در امتداد یک مرز" : `جایی در امتداد ${f.name(border)}`}${width_m === null ? "" : `، در فاصلهٔ حداکثر ${f.limit(width_m)} از آن`}`;
    case "corridor":
      return "جایی در امتداد یک خط یا در منطقه‌ای بدون حد معین";
    case "water":
      return "جایی در دریا یا بر فراز آن";
    case "unlocated":
      return "هیچ‌کس محل آن را نگفته است و روی نقشه رسم نمی‌شود";
    case "unstated":
      return "محلی داده شده است؛ دقت آن گفته نشده است";
  }
}

function distance({ min_m, max_m, best_m, border, drawn_by }: DistanceTold): string {
  const from = `از ${border === null ? "نزدیک‌ترین مرز زمینی" : f.name(border)}${drawn_by === null ? "" : ` به ترسیم ${f.name(drawn_by)}`}`;
  if (best_m !== null && min_m === max_m) return `${f.distance(best_m)} ${from}`;
  const { min, max, unit } = f.interval(min_m, max_m);
  return `بین ${min} تا ${max} ${unit} ${from}`;
}

const LEVELS = { country: "", province: "استان ", district: "شهرستان " };

export const FA: Words = {
  code: "fa",
  tag: "fa",
  dir: "rtl",
  self: "فارسی",
  format: f,
  comma: "، ",
  list,
  somewhere,
  distance,
  unitOf: (level, name) => (name.startsWith(LEVELS[level]) ? name : `${LEVELS[level]}${f.name(name)}`),
  precision: {
    exact: "نقطهٔ دقیق",
    near: "نزدیک یک نقطه",
    locality: "شهر یا محلی با نام",
    district: "جایی در یک شهرستان",
    province: "جایی در یک استان",
    "border-zone": "در امتداد مرز",
    corridor: "در امتداد یک خط",
    water: "در دریا",
    country: "جایی در یک کشور",
    unlocated: "محل گفته نشده",
    unstated: "دقت گفته نشده",
  },
  topics: { what: "اصل رویداد", place: "محل", date: "تاریخ", actor: "عامل", toll: "تلفات", status: "میزان اطمینان" },
  kinds: {
    "air-or-missile-strike": "حملهٔ هوایی یا موشکی",
    "armed-attack": "حملهٔ مسلحانه",
    "armed-attacks": "حملات مسلحانه (مجموع)",
    arrest: "بازداشت",
    "organisation-history": "پیشینهٔ یک سازمان",
    "use-of-force-on-protest": "کاربرد زور علیه اعتراض",
    "state-based conflict": "درگیری با حضور یک دولت",
    "non-state conflict": "درگیری میان گروه‌های غیردولتی",
    "one-sided violence": "خشونت یک‌سویه",
  },
  page: {
    label: "نقشهٔ رویدادهای نزدیک مرزها",
    skipMap: "گذر از نقشه و رفتن به فهرست",
    loading: "در حال خواندن داده‌ها …",
    error: "نقشه را نمی‌توان نشان داد",
    trouble: ({ kind, where, status }) =>
      ({
        missing: "این صفحه داده‌ای ندارد. نشانی پروندهٔ رویدادها را در ویژگی src بنویسید.",
        unreachable: `${f.name(where)} نرسید${status === null ? "" : ` (پاسخ سرور: ${status})`}. ${status === null ? "نشانی را بررسی کنید و ببینید که سرور به این صفحه اجازهٔ خواندن می‌دهد. صفحه‌ای که از روی دیسک باز شده نمی‌تواند پرونده‌ای را بخواند." : "نشانی را بررسی کنید."}`,
        unreadable: `${f.name(where)} را نمی‌توان خواند. ببینید که پرونده کامل است و نشانی درست است.`,
        foreign: `${f.name(where)} پروندهٔ دیگری است و رویداد یا لایه‌ای که این نقشه بشناسد ندارد.`,
      })[kind],
    refused: (n) => `${f.count(n)} مورد از پرونده خوانده نشد و نشان داده نمی‌شود.`,
    shown: (n, all) => `${f.count(n)} از ${f.count(all)} نشان داده شده`,
    noneShown: "هیچ موردی با همهٔ پالایه‌ها جور نیست.",
    summary: (p) =>
      [
        `${f.count(p.shown)} از ${incidents(p.all)} نشان داده شده است`,
        p.from !== null && p.to !== null ? `با تاریخ ${p.from} تا ${p.to}` : null,
        `${f.count(p.points)} در نقطه‌ای یا پیرامون آن، ${f.count(p.areas)} به‌صورت ناحیه و ${f.count(p.lines)} در امتداد خط رسم شده است`,
        `${f.count(p.nowhere)} رسم نشده: محلی در درون کشور معلوم نیست یا لایه‌ها محدودهٔ آن را ندارند`,
        `${f.count(p.undated)} بدون تاریخ`,
      ]
        .filter((part) => part !== null)
        .join("؛ ") + ". جدول پایین همین رویدادها را فهرست می‌کند.",
    tabs: { list: "فهرست", filters: "پالایه‌ها", details: "جزئیات", about: "درباره" },
    sheetOpen: "نمایش بیشتر پنل",
    sheetClose: "نمایش کمتر پنل",
    download: "بارگیری",
    downloads: { geojson: "رویدادها (GeoJSON)", csv: "جدول (CSV)", png: "تصویر (PNG)", citation: "ارجاع و منابع (متن)" },
    downloadLead: (n) => `آنچه می‌بینید: ${incidents(n)}`,
    withheld: (why) => `ردیف‌های داده را نمی‌توان در اختیار دیگران گذاشت${why === "" ? "" : ` (${f.name(why)})`}؛ از این رو بارگیری آن‌ها ممکن نیست.`,
    saved: (file) => `${f.name(file)} ذخیره شد`,
    language: "زبان",
    theme: "رنگ‌ها",
    themes: { auto: "مانند دستگاه", light: "روشن", dark: "تیره" },
    credits: "منابع و حقوق",
    licence: "پروانه",
    disclaimer: "مرزها",
    claimsNotFacts: "آنچه اینجا آمده گفته‌های نام‌بردگان است، نه یافته‌های اثبات‌شده.",
    tools: "ابزارها",
    selected: (title) => `انتخاب‌شده: ${f.name(title)}`,
  },
  map: {
    label: "نقشه",
    zoomIn: "بزرگ‌نمایی",
    zoomOut: "کوچک‌نمایی",
    fit: "نمایش همه",
    ask: "پرسش از نقشه",
    askHint: "روی جایی کلیک کنید، یا نقشه را جابه‌جا کنید و برای پرسش در مرکز آن Enter را بزنید.",
    askHintTap: "روی جایی ضربه بزنید، یا نقشه را جابه‌جا کنید و «پرسش در مرکز» را بزنید.",
    askHere: "پرسش در مرکز",
    circle: "رسم دایره",
    circleHint: "در مرکز فشار دهید و بکشید، یا عددها را بنویسید.",
    circleLongitude: "طول جغرافیایی (°)",
    circleLatitude: "عرض جغرافیایی (°)",
    circleRadiusKm: "شعاع (کیلومتر)",
    circleDraw: "رسم",
    stop: "پایان",
    tapToUse: "برای جابه‌جایی نقشه ضربه بزنید",
    keys: "کلیدهای جهت نقشه را جابه‌جا و + و − آن را بزرگ و کوچک می‌کنند؛ Enter نشانه‌های پیدا را فهرست می‌کند.",
    legend: "راهنما",
    legendExact: "نقطهٔ دقیق",
    legendNear: "در این دایره پیرامون یک نقطه",
    legendUnstated: "نقطه‌ای که دقتش گفته نشده",
    legendArea: "جایی در این ناحیه (با شمار)",
    legendLine: "جایی در امتداد این خط",
    legendCluster: "چند مورد نزدیک به هم (با شمار)",
    legendBorder: "مرز به ترسیم منبع آن",
    legendApproximate: "مرز تقریبی",
    legendMaritime: "مرز دریایی",
    legendTown: "شهر",
    legendTripoint: "محل پیوستن سه مرز",
    legendCircle: "دایره‌ای که رسم کرده‌اید",
    legendFoot: "کوتاه‌ترین خط تا مرز",
    notDrawn: (n) => `${f.count(n)} مورد بیرون از نقشه`,
    farAway: (n) => `${f.count(n)} مورد در دوردست`,
    farNote: (n, swapped) => `${incidents(n)} از همهٔ کشورهای این نقشه دور است.${swapped === 0 ? "" : ` اگر طول و عرض جغرافیایی جابه‌جا شده باشد، ${f.count(swapped)} مورد از آن‌ها در یکی از این کشورها جای می‌گیرد.`}`,
    farShow: "نمایش آن‌ها",
    creditMore: "بیشتر دربارهٔ داده‌ها",
    cluster: (n) => `${f.count(n)} نشانهٔ نزدیک به هم`,
    inUnit: (n, unit) => `${f.count(n)} مورد جایی در ${f.name(unit)}`,
    inOutline: (n) => `${incidents(n)} جایی در این محدوده`,
    alongLine: (n) => `${incidents(n)} در امتداد این خط`,
    onePoint: (n) => `${incidents(n)} در یک نقطه`,
    marks: "نشانه‌های روی نقشه",
    sorting: "در حال مرتب‌سازی رکوردها …",
    measuring: "در حال اندازه‌گیری فاصله تا مرزها …",
    scale: "مقیاس",
  },
  time: {
    label: "زمان",
    from: "از",
    to: "تا",
    play: "پخش ماه به ماه",
    pause: "مکث",
    earlier: "یک ماه پیش‌تر",
    later: "یک ماه بعدتر",
    all: "همهٔ زمان‌ها",
    undated: (n) => `${f.count(n)} بدون تاریخ`,
    undatedHidden: (n) => `${f.count(n)} بدون تاریخ، کنار گذاشته`,
    whole: "همهٔ زمان‌ها",
    spans: (n) => `${f.count(n)} مورد چند ماه طول کشیده یا ماه آن معلوم نیست: به‌صورت خط رسم شده`,
    none: "هیچ رویدادی تاریخ ندارد.",
  },
  filters: {
    label: "پالایه‌ها",
    text: "جست‌وجو",
    kind: "نوع",
    actor: "طرف‌های نام‌برده",
    place: "محل",
    country: "کشور",
    province: "استان",
    district: "شهرستان",
    precision: "محل تا چه اندازه دقیق معلوم است",
    border: "فاصله تا نزدیک‌ترین مرز",
    borderWithinKm: "حداکثر (کیلومتر)",
    must: "قطعاً",
    may: "قطعاً یا شاید",
    any: "همه",
    reset: "پاک کردن همهٔ پالایه‌ها",
    active: "پالایه‌های فعال",
    remove: (what) => `برداشتن پالایه: ${f.name(what)}`,
    chipText: (text) => `«${f.name(text)}»`,
    chipTime: (from, to) => `${from} – ${to}`,
    chipBorder: (d, certainty) => (certainty === "must" ? `قطعاً تا ${d} از مرز` : `شاید تا ${d} از مرز`),
    unmeasured: (n) => `${f.count(n)} رویداد که فاصلهٔ آن تا مرز معلوم نیست نشان داده نمی‌شود`,
    nothing: "چیزی برای گزینش نیست",
    more: (n) => `${f.count(n)} مورد دیگر`,
  },
  table: {
    label: "فهرست رویدادها",
    caption: (n, all) => `${f.count(n)} از ${incidents(all)}، همراه آنچه روی نقشه نمی‌آید`,
    title: "رویداد",
    kind: "نوع",
    when: "زمان",
    where: "محل",
    precision: "دقت",
    border: "تا مرز",
    source: "منبع",
    undated: "بدون تاریخ",
    noDistance: "نامعلوم",
    fromBorder: (d) => `${d} از مرز`,
    noBorderDistance: "فاصله تا مرز نامعلوم",
    more: (n) => `نمایش ${f.count(n)} مورد دیگر`,
    sortBy: (column) => `مرتب‌سازی بر پایهٔ ${column}`,
    sort: "مرتب‌سازی بر پایهٔ",
  },
  panel: {
    label: "رویدادها و پالایه‌ها",
    empty: "رویدادی را در فهرست یا روی نقشه برگزینید.",
    close: "بستن",
    back: "بازگشت به فهرست",
    previous: "قبلی",
    next: "بعدی",
    date: "زمان",
    place: "محل",
    border: "نزدیک‌ترین مرز",
    actors: "طرف‌های نام‌برده",
    kind: "نوع",
    note: "یادداشت",
    source: "منبع",
    inTheirWords: "به گفتهٔ منبع",
    claims: (n) => `${f.count(n)} گفته`,
    claimsLead: "در کنار هم، بی‌آنکه یکی برتری داده شود.",
    noClaims: "پرونده گفته‌های جداگانه‌ای ندارد.",
    conflict: (topics) => `اختلاف گفته‌ها در: ${topics}`,
    differsIn: (topics) => `اختلاف با دیگران در: ${topics}`,
    agreed: "تناقضی ثبت نشده است.",
    undated: "تاریخی معلوم نیست",
    before: (day) => `در ${day} یا پیش از آن`,
    after: (day) => `در ${day} یا پس از آن`,
    between: (from, to) => `${from} – ${to}`,
    saidOn: (day) => `گفته‌شده در ${day}`,
    saysWhen: "زمان",
    saysWhere: "محل",
    saysToll: "تلفات",
    openSource: (title) => `${f.name(title)} (از این صفحه بیرون می‌رود)`,
    unnamedSource: "منبع بی‌نام",
  },
  answers: {
    askTitle: "این محل",
    circleTitle: "در دایره",
    at: (lat, lon) => `عرض ${lat}، طول ${lon}`,
    country: "کشور",
    province: "استان",
    district: "شهرستان",
    outside: "بیرون از لایه‌ها",
    borders: "فاصله تا هر مرز",
    noBorders: "در لایه‌ها مرزی نیست.",
    nearest: "نزدیک‌ترین رویدادها، بر پایهٔ دورترین فاصلهٔ ممکن",
    nearestRow: (min, max, unit) => (min === max ? `${min} ${unit}` : `${min} تا ${max} ${unit}`),
    asDrawn: (source) => `مرزها به ترسیم ${f.name(source)}`,
    circleAround: (radius, lat, lon) => `${radius} پیرامون عرض ${lat}، طول ${lon}`,
    must: (n) => `${f.count(n)} مورد قطعاً درون آن`,
    may: (n) => `${f.count(n)} مورد شاید درون آن`,
    no: (n) => `${f.count(n)} مورد قطعاً بیرون`,
    unknown: (n) => `${f.count(n)} مورد که نمی‌توان گفت`,
    close: "برداشتن",
    none: "هیچ",
  },
  record: {
    input: "از پرونده",
    toll: "تلفات",
    estimate: ({ best, low, high }) => {
      const bounds = [low === null ? null : `کمینه ${low}`, high === null ? null : `بیشینه ${high}`].filter((bound) => bound !== null).join("، ");
      if (best === null) return `برآورد: ${bounds}`;
      return bounds === "" ? `بهترین برآورد ${best}` : `بهترین برآورد ${best} (${bounds})`;
    },
    tollColumns: {
      fatalities: "جان‌باختگان",
      killed: "کشته",
      deaths: "مرگ‌ها",
      dead: "درگذشتگان",
      injured: "مجروح",
      wounded: "زخمی",
      casualties: "تلفات",
      deaths_a: "مرگ‌ها در طرف الف",
      deaths_b: "مرگ‌ها در طرف ب",
      deaths_civilians: "مرگ غیرنظامیان",
      deaths_unknown: "مرگ افراد با وضعیت نامعلوم",
    },
    otherColumns: (n) => `ستون‌های دیگر پرونده (${f.count(n)})`,
    lettersLeft: (n) => `… و ${f.count(n)} نویسهٔ دیگر؛ بارگیری ${f.literal("GeoJSON")} همه را دارد`,
    columnsLeft: (n) => `${f.count(n)} ستون دیگر؛ بارگیری ${f.literal("GeoJSON")} همه را دارد`,
    aggregate: (places) => `چند رویداد که یکجا گفته شده‌اند؛ از این رو محلی ترسیم و فاصله‌ای اندازه‌گیری نمی‌شود${places === null ? "" : `؛ محل‌های نام‌برده برای همهٔ آن‌ها: ${places}`}`,
    severalPlaces: "چند محل داده شده و گفته نشده که در کدام بوده است؛ از این رو فاصله‌ای اندازه‌گیری نمی‌شود",
    unreadDate: "(به‌عنوان تاریخ خوانده نمی‌شود)",
    backwardsDate: "(پایان آن پیش از آغاز است؛ از این رو تاریخی از آن برداشته نشد)",
    somewhereIn: (places) => `جایی در ${either(places)}`,
    notPlaced: "محلی گفته نشده است",
    meaning: (told) => `یعنی: ${told}`,
    untold: "آنچه خوانده نشد",
    remarks: "آنچه در داده‌ها دیده شد",
    without: {
      date: `تاریخی خوانده نشد: هیچ ستونی به این نام شناخته نیست. آن را ${f.literal("date")} یا ${f.literal("date_start")} و ${f.literal("date_end")} بنامید.`,
      kind: `نوع رویدادها خوانده نشد: هیچ ستونی به این نام شناخته نیست. آن را ${f.literal("what")} بنامید.`,
      title: `عنوانی خوانده نشد: هیچ ستونی به این نام شناخته نیست. آن را ${f.literal("title")} بنامید.`,
    },
    columnsNotUnderstood: (names) => `ستون‌هایی که فهمیده نشد (در جزئیات هر رکورد آمده‌اند): ${names}`,
    unreadDates: (n, example) => `${f.count(n)} تاریخ خوانده نمی‌شود، مانند «${f.literal(example)}». به این شکل بنویسید: ${f.literal("2024-01-28")}، ${f.literal("2024-01")}، ${f.literal("2024")}، یا بازه‌ای مانند ${f.literal("2023-06/2024-01")}.`,
    backwardsDates: (n, example) => `پایان ${f.count(n)} رکورد پیش از آغاز آن است، مانند «${f.literal(example)}». تاریخی از آن برداشته نشد؛ روز زودتر را نخست بنویسید.`,
    badTime: (text) => `زمان «${f.literal(text)}» که نقشه باید با آن آغاز می‌شد خوانده نمی‌شود؛ از این رو همهٔ زمان‌ها نشان داده می‌شود. به این شکل بنویسید: ${f.literal("2023")}، ${f.literal("2023-04")}، ${f.literal("2019/2023-06")} یا ${f.literal("../2023")}.`,
  },
};
