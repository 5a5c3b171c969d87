"""Names and codes that the sources lack or give in an older form. Null where we are not sure; nothing is transliterated here."""

import re
import unicodedata

# Natural Earth writes the word for province in front of the name.
_PREFIXES = {"fa": ("استان ", "ولایت "), "ur": ("صوبہ ",)}

# adm1_code → English name, where Natural Earth's name_en repeats a neighbour's or is an unusual spelling.
ENGLISH = {
    "AFG-1769": "Panjshir", "AFG-1753": "Daykundi", "AFG-1752": "Uruzgan",
    "Nimruz": "Nimroz", "Ghōr": "Ghor", "Urozgan": "Uruzgan", "Maidan Wardak": "Wardak",
}

# id → (name_fa, name_ur, name_bal); common usage, written by hand.
COUNTRIES = {
    "IR": ("ایران", "ایران", None),
    "PK": ("پاکستان", "پاکستان", None),
    "AF": ("افغانستان", "افغانستان", None),
}
PROVINCES = {
    "PK/balochistan": ("بلوچستان", "بلوچستان", "بلۏچستان"),
    "IR/sistan-and-baluchestan": ("سیستان و بلوچستان", "سیستان و بلوچستان", "سیستان ءُ بلۏچستان"),
    "PK/khyber-pakhtunkhwa": ("خیبر پختونخوا", "خیبر پختونخوا", None),
    "PK/punjab": ("پنجاب", "پنجاب", None),
    "PK/sindh": ("سند", "سندھ", None),
    "PK/islamabad-capital-territory": ("اسلام‌آباد", "وفاقی دارالحکومت اسلام آباد", None),
    "PK/gilgit-baltistan": ("گلگت بلتستان", "گلگت بلتستان", None),
    "PK/azad-kashmir": ("کشمیر آزاد", "آزاد کشمیر", None),
    "AF/panjshir": ("پنجشیر", "پنجشیر", None),
    "AF/daykundi": ("دایکندی", "دایکندی", None),
    "AF/uruzgan": ("ارزگان", "ارزگان", None),
    "AF/wardak": ("میدان وردک", "وردک", None),
    "AF/zabul": ("زابل", "زابل", None),
    "AF/laghman": ("لغمان", "لغمان", None),
    "IR/gilan": ("گیلان", "گیلان", None),
    "IR/yazd": ("یزد", "یزد", None),
    "IR/bushehr": ("بوشهر", "بوشہر", None),
    "IR/mazandaran": ("مازندران", "مازندران", None),
}
DISTRICTS = {
    "PK/awaran": ("آواران", "آواران", None),
    "PK/barkhan": (None, "بارکھان", None),
    "PK/chagai": ("چاغی", "چاغی", None),
    "PK/chaman": ("چمن", "چمن", None),
    "PK/dera-bugti": (None, "ڈیرہ بگٹی", None),
    "PK/duki": (None, "دکی", None),
    "PK/gwadar": ("گوادر", "گوادر", "گوادر"),
    "PK/harnai": (None, "ہرنائی", None),
    "PK/jaffarabad": (None, "جعفر آباد", None),
    "PK/jhal-magsi": (None, "جھل مگسی", None),
    "PK/kachhi": (None, "کچھی", None),
    "PK/kalat": ("قلات", "قلات", None),
    "PK/kech": ("کیچ", "کیچ", "کیچ"),
    "PK/kharan": ("خاران", "خاران", None),
    "PK/khuzdar": ("خضدار", "خضدار", None),
    "PK/killa-abdullah": ("قلعه عبدالله", "قلعہ عبداللہ", None),
    "PK/killa-saifullah": ("قلعه سیف‌الله", "قلعہ سیف اللہ", None),
    "PK/kohlu": (None, "کوہلو", None),
    "PK/lasbela": ("لسبیله", "لسبیلہ", None),
    "PK/lehri": (None, "لہڑی", None),
    "PK/loralai": ("لورالائی", "لورالائی", None),
    "PK/mastung": ("مستونگ", "مستونگ", None),
    "PK/musakhel": (None, "موسیٰ خیل", None),
    "PK/nasirabad": ("نصیرآباد", "نصیر آباد", None),
    "PK/nushki": ("نوشکی", "نوشکی", None),
    "PK/panjgur": ("پنجگور", "پنجگور", "پنجگور"),
    "PK/pishin": ("پیشین", "پشین", None),
    "PK/quetta": ("کویته", "کوئٹہ", None),
    "PK/sherani": (None, "شیرانی", None),
    "PK/sibi": (None, "سبی", None),
    "PK/sohbatpur": (None, "صحبت پور", None),
    "PK/surab": ("سوراب", "سوراب", None),
    "PK/washuk": ("واشک", "واشک", None),
    "PK/zhob": ("ژوب", "ژوب", None),
    "PK/ziarat": ("زیارت", "زیارت", None),
    "IR/bampour": ("بمپور", "بمپور", None),
    "IR/chabahar": ("چابهار", "چابہار", None),
    "IR/dalagan": ("دلگان", None, None),
    "IR/dashtiari": ("دشتیاری", "دشتیاری", None),
    "IR/fanuj": ("فنوج", "فنوج", None),
    "IR/golshan": ("گلشن", "گلشن", None),
    "IR/hamun": ("هامون", "ہامون", None),
    "IR/hirmand": ("هیرمند", "ہیرمند", None),
    "IR/iranshahr": ("ایرانشهر", "ایرانشہر", None),
    "IR/khash": ("خاش", "خاش", None),
    "IR/konarak": ("کنارک", "کنارک", None),
    "IR/lashar": ("لاشار", None, None),
    "IR/mehrestan": ("مهرستان", "مہرستان", None),
    "IR/mirjaveh": ("میرجاوه", "میرجاوہ", None),
    "IR/nikshahr": ("نیک‌شهر", "نیک شہر", None),
    "IR/nimruz": ("نیمروز", "نیمروز", None),
    "IR/qasr-e-ghand": ("قصرقند", "قصر قند", None),
    "IR/rask": ("راسک", "راسک", None),
    "IR/saravan": ("سراوان", "سراوان", None),
    "IR/sarbaz": ("سرباز", "سرباز", None),
    "IR/sib-and-suran": ("سیب و سوران", "سیب و سوران", None),
    "IR/taftan": ("تفتان", "تفتان", None),
    "IR/zabol": ("زابل", "زابل", None),
    "IR/zahedan": ("زاهدان", "زاہدان", None),
    "IR/zarabad": ("زرآباد", None, None),
    "IR/zehak": ("زهک", None, None),
}
# The table of figures adds the new name in brackets; the id keeps the short one.
DISTRICT_ENGLISH = {"PK233": ("Surab", "Shaheed Sikandarabad")}

# ISO 3166-2:IR as renumbered in November 2020; Natural Earth still has the numbers before it.
IRAN_ISO = {
    "Markazi": "IR-00", "Gilan": "IR-01", "Mazandaran": "IR-02", "East Azerbaijan": "IR-03", "West Azerbaijan": "IR-04",
    "Kermanshah": "IR-05", "Khuzestan": "IR-06", "Fars": "IR-07", "Kerman": "IR-08", "Razavi Khorasan": "IR-09", "Isfahan": "IR-10",
    "Sistan and Baluchestan": "IR-11", "Kurdistan": "IR-12", "Hamadan": "IR-13", "Chaharmahal and Bakhtiari": "IR-14",
    "Lorestan": "IR-15", "Ilam": "IR-16", "Kohgiluyeh and Boyer-Ahmad": "IR-17", "Bushehr": "IR-18", "Zanjan": "IR-19",
    "Semnan": "IR-20", "Yazd": "IR-21", "Hormozgan": "IR-22", "Tehran": "IR-23", "Ardabil": "IR-24", "Qom": "IR-25",
    "Qazvin": "IR-26", "Golestan": "IR-27", "North Khorasan": "IR-28", "South Khorasan": "IR-29", "Alborz": "IR-30",
}
# Natural Earth gives three units their neighbour's code.
SOURCE_CODE_MENDED = {"AFG-1769": "AF-PAN", "AFG-1753": "AF-DAY", "IRN-5490": "IR-32"}


def slug(name):
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def english_province(properties):
    name = properties["name_en"]
    return ENGLISH.get(properties["adm1_code"], ENGLISH.get(name, name))


def without_prefix(name, language):
    for prefix in _PREFIXES[language]:
        if name and name.startswith(prefix):
            return name[len(prefix):]
    return name
