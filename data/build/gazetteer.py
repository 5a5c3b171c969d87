"""Places and their names: GeoNames towns of the window, and localities that it lacks, written by hand."""

import re
import unicodedata

from shapely import STRtree
from shapely.geometry import Point

import pins
from feature import leading

# Letters that one language's spelling has and its neighbours' has not; a name with none of them is told by its country.
_URDU = set("ٹڈڑںےھہۂۓ")
_PASHTO = set("ټډړږښڼځڅېۍګ")
_BALOCHI = set("ۏݔ")
_OTHER = set("ڪڻڙڇڄٺٽڀڦڳڱٻڏڌڊٲۄەڎێۆێ")
_ARABIC_FORMS = set("يكةىأإٔ")

# GeoNames id → (name_fa, name_ur, name_bal): towns near the border whose names GeoNames lacks or gives in several spellings.
HAND_NAMES = {
    1161724: ("چابهار", "چابہار", None), 1160939: ("ایرانشهر", "ایرانشہر", None), 1160907: ("جالق", "جالق", None),
    1159301: ("زاهدان", "زاہدان", None), 1159713: ("سراوان", "سراوان", None), 1160258: ("میرجاوه", "میرجاوہ", None),
    1159975: ("پیشین", None, None), 1159836: ("راسک", "راسک", None), 1160571: ("خاش", "خاش", None),
    1177446: ("گوادر", "گوادر", "گوادر"), 1168446: ("پنجگور", "پنجگور", "پنجگور"), 1163054: ("تربت", "تربت", "تربت"),
    1168312: ("پسنی", "پسنی", None), 1168700: ("اورماره", "اورماڑہ", None), 1175712: ("جیوانی", "جیوانی", None),
    9969716: ("تفتان", "تفتان", None), 1168889: ("نوک‌کندی", "نوکنڈی", None), 1180729: ("دالبندین", "دالبندین", None),
    1167528: ("کویته", "کوئٹہ", None), 1174872: ("کراچی", "کراچی", None), 1138336: ("قندهار", "قندھار", None),
    1134720: ("لشکرگاه", "لشکر گاہ", None), 1120985: ("زرنج", "زرنج", None), 1123906: ("سپین بولدک", "سپین بولدک", None),
    1174062: ("خاران", "خاران", None), 1162500: ("واشک", "واشک", None), 1173664: ("خضدار", "خضدار", None),
    1175296: ("قلات", "قلات", None), 1181611: ("چمن", "چمن", None), 12524485: (None, "حب", None), 1162862: (None, "اوتھل", None),
    1182998: (None, "بیلہ", None), 1184205: ("آواران", "آواران", None), 1170706: ("مستونگ", "مستونگ", None),
    1168749: ("نوشکی", "نوشکی", None), 1167821: (None, "پشین", None), 1160943: ("ایرافشان", None, None),
    118323: ("نرماشیر", None, None), 112931: ("تهران", "تہران", None),
}

# GeoNames id → names in use that GeoNames lacks.
MORE_NAMES = {
    1160939: ["Fahraj", "Pahra", "Pahrah", "پهره"],  # Iranshahr's name until 1935
    1167550: ["Killa Saifullah", "قلعہ سیف اللہ", "قلعه سیف‌الله"],
    1167579: ["Killa Abdullah", "قلعہ عبداللہ", "قلعه عبدالله"],
    1142404: ["اسلام قلعه", "اسلام‌قلعه"],
    1163054: ["Turbet", "تُربَت"],
    1167528: ["Shal", "شال"],
}

# id, names, name_fa, name_ur, district, how it is known. No coordinate was found in a source that may be shipped, so none is given.
LOCALITIES = [
    ("place/buzi-top", ["Buzi Top", "Buzi Pass"], None, "بزی ٹاپ", "PK/gwadar", "on the Makran Coastal Highway near Ormara, as news reports of April 2019 say"),
    ("place/buleda", ["Buleda", "Bulaida", "Buleida"], "بلیده", "بلیدہ", "PK/kech", "town and tehsil of Kech"),
    ("place/chukab", ["Chukab", "Chogab"], None, "چکاب", "PK/panjgur", "named as a border sector of Panjgur by news reports of January 2023"),
    ("place/hoshab", ["Hoshab", "Hoshap", "Hushab"], "هوشاب", "ہوشاب", "PK/kech", "town and tehsil of Kech"),
    ("place/jalgai", ["Jalgai"], None, None, "PK/kech", "named as a border sector of Kech by news reports of April 2023"),
    ("place/koh-e-sabz", ["Koh-e-Sabz", "Koh-i-Sabz", "Sabz Koh"], "کوه سبز", "کوہ سبز", "PK/panjgur", "named as a locality of Panjgur by news reports of January 2024"),
    ("place/mand", ["Mand"], "مند", "مند", "PK/kech", "town and tehsil of Kech"),
    ("place/mashkel", ["Mashkel", "Mashkhel", "Mashkil"], "ماشکیل", "ماشکیل", "PK/washuk", "town and tehsil of Washuk"),
    ("place/parom", ["Parom", "Paroom"], "پروم", "پروم", "PK/panjgur", "town and tehsil of Panjgur"),
    ("place/singwan", ["Singwan", "Sangwan"], None, None, "PK/kech", "named as a locality of Kech by news reports of 2023"),
    ("place/sui", ["Sui", "Sui town"], "سوئی", "سوئی", "PK/dera-bugti", "town and tehsil of Dera Bugti"),
    ("place/suntsar", ["Suntsar", "Sunt Sar"], "سنتسر", "سنتسر", "PK/gwadar", "town and tehsil of Gwadar"),
    ("place/tump", ["Tump"], "تمپ", "تمپ", "PK/kech", "town and tehsil of Kech"),
    ("place/zamuran", ["Zamuran", "Zamoran", "Zamran"], "زامران", "زامران", "PK/kech", "town and tehsil of Kech"),
]


# Scripts in which the region's places are written about here; the window keeps the others too.
_KEPT_SCRIPTS = {"Latn", "Arab", "Cyrl", "Deva", "Guru"}


def chosen(towns, provinces):
    """All towns of the window, of Afghanistan and of Pakistan; of Iran the large ones and all of the provinces near the border."""
    near = Admin({unit: provinces[unit] for unit in pins.IRAN_PROVINCES_WHOLE})
    kept = [t for t in towns if in_window(t) or _of_the_countries(t, near)]
    assert sum(map(in_window, kept)) == pins.GEONAMES_WINDOW_COUNT, sum(map(in_window, kept))
    assert len(kept) == pins.GEONAMES_COUNT, len(kept)
    assert len(LOCALITIES) == pins.LOCALITY_COUNT, len(LOCALITIES)
    return sorted(kept, key=lambda t: t["geonameid"])


def in_window(town):
    west, south, east, north = pins.GEONAMES_WINDOW
    return west <= town["longitude"] <= east and south <= town["latitude"] <= north


def _of_the_countries(town, near):
    if town["countrycode"] in ("AF", "PK"):
        return True
    if town["countrycode"] != "IR":
        return False
    return town["population"] >= pins.IRAN_SMALLEST_TOWN or near.holding(Point(town["longitude"], town["latitude"])) is not None


class Admin:
    """Which unit holds a point."""

    def __init__(self, units):
        self.ids = list(units)
        self.shapes = [units[i] for i in self.ids]
        self.tree = STRtree(self.shapes)

    def holding(self, point):
        found = [self.ids[i] for i in self.tree.query(point, predicate="intersects")]
        return min(found) if found else None


def place_features(towns, countries, provinces, districts):
    admins = [Admin(countries), Admin(provinces), Admin(districts)]
    features = [_town(town, *admins) for town in towns]
    features += [_locality(*row) for row in LOCALITIES]
    return features


def _town(town, countries, provinces, districts):
    point = Point(town["longitude"], town["latitude"])
    country = countries.holding(point)
    kept, _ = tellable_names(town)
    kept += [name for name in MORE_NAMES.get(town["geonameid"], []) if name not in kept]
    listed = [_listed(name, town["countrycode"], kept) for name in kept]
    fa, ur, bal = HAND_NAMES.get(town["geonameid"]) or (_only(listed, "fa"), _only(listed, "ur"), _only(listed, "bal"))
    for name, lang in ((fa, "fa"), (ur, "ur"), (bal, "bal")):
        if name and not any(n["name"] == name for n in listed):
            listed.append({"name": name, "lang": lang, "script": "Arab"})
    province, district = provinces.holding(point), districts.holding(point)
    own = leading(f"geonames/{town['geonameid']}", "town", (plain(town["name"]), fa, ur, bal), "geonames", 5000, country, district or province,
                  str(town["geonameid"]), "GeoNames")
    return {
        **own, "province": province, "district": district, "country_geonames": town["countrycode"], "population": town["population"] or None,
        "precision": "town", "position_method": "point as GeoNames gives it; admin units by the polygon that holds it", "names": listed,
    }, point


def _locality(place_id, spellings, fa, ur, district, known):
    listed = [{"name": name, "lang": "en", "script": "Latn"} for name in spellings]
    listed += [{"name": name, "lang": lang, "script": "Arab"} for name, lang in ((fa, "fa"), (ur, "ur")) if name]
    own = leading(place_id, "locality", (spellings[0], fa, ur, None), "sarhad", None, district[:2], district)
    return {
        **own, "province": "PK/balochistan", "district": district, "country_geonames": None, "population": None, "precision": "district",
        "position_method": f"no coordinate that may be shipped is known; {known}", "names": listed,
    }, None


def plain(name):
    """The name without diacritics and without the signs for hamza and ayn."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[‘’ʿʾ`]", "", bare).strip()


def tellable_names(town):
    """Names in one script each, without repeats, and how many were left out: mixed scripts, a script kept for the window only, a
    transliteration turned back by rule, or what is no name."""
    kept, left_out = [], 0
    for name in [town["name"], plain(town["name"]), *sorted(town["alternatenames"])]:
        # what stands behind an Arabic comma tells the district, and belongs to no name
        name = unicodedata.normalize("NFC", name).replace("\u200e", "").split("،")[0].strip(" '")
        code = script(name) if name else None
        if code is None or "-ے" in name or is_no_name(name, code) or not (code in _KEPT_SCRIPTS or in_window(town)):
            left_out += 1
        elif name not in kept:
            kept.append(name)
    return kept, left_out


def is_no_name(name, code):
    """Airport codes, and what a machine wrote letter by letter from another script, which GeoNames keeps in lower case: `zhklwt`."""
    if code != "Latn":
        return False
    return re.fullmatch("[A-Z]{3,4}", name) is not None or next(c for c in name if c.isalpha()).islower() or "(" in name


_SCRIPTS = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "DEVANAGARI": "Deva", "HEBREW": "Hebr", "CJK": "Hani", "GREEK": "Grek",
    "GEORGIAN": "Geor", "ARMENIAN": "Armn", "HANGUL": "Hang", "KATAKANA": "Kana", "HIRAGANA": "Hira", "BENGALI": "Beng",
    "GURMUKHI": "Guru", "ETHIOPIC": "Ethi", "TAMIL": "Taml", "TELUGU": "Telu", "MALAYALAM": "Mlym", "KANNADA": "Knda", "THAI": "Thai",
    "GUJARATI": "Gujr", "SINHALA": "Sinh", "MYANMAR": "Mymr", "THAANA": "Thaa", "TIBETAN": "Tibt",
}


def script(name):
    """ISO 15924 code of the name's one script, or None if it mixes two or has letters of none known."""
    found = {_SCRIPTS.get(unicodedata.name(c, "?").split(" ")[0].split("-")[0]) for c in name if c.isalpha() and unicodedata.category(c) != "Lm"}
    return found.pop() if len(found) == 1 else None


def _listed(name, country, all_names):
    code = script(name)
    return {"name": name, "lang": language(name, country, all_names) if code == "Arab" else None, "script": code}


def language(name, country, all_names):
    """A guess from the letters, and for names without telling letters from the country; None where several fit."""
    letters = set(name)
    if letters & _BALOCHI:
        return "bal"
    if letters & (_OTHER | _ARABIC_FORMS):
        return None
    if letters & _URDU:
        return "ur" if not letters & _PASHTO else None
    if letters & _PASHTO:
        return "ps"
    if country in ("IR", "AF"):
        return "fa"
    # In Pakistan a neutral spelling is Urdu, unless another spelling with Urdu's own letters stands beside it.
    beside = any(set(other) & _URDU and not set(other) & (_OTHER | _ARABIC_FORMS) for other in all_names if script(other) == "Arab")
    return "fa" if beside else "ur"


def _only(listed, lang):
    """The one spelling in a language; None where there are several."""
    found = {n["name"].replace("\u200c", " "): n["name"] for n in listed if n["lang"] == lang}
    return next(iter(found.values())) if len(found) == 1 else None
