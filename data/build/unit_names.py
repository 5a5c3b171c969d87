"""Names of the atlas's own units for the gazetteer: Natural Earth's of the provinces, and spellings written by hand of all."""

import json
import re
import unicodedata

import names
import unit_spellings as spellings
from gazetteer import script
from metadata import SOURCES

HAND = {
    **spellings.COUNTRIES, **spellings.PROVINCES, **spellings.DISTRICTS, **spellings.CROSSINGS, **spellings.BORDERS, **spellings.TRIPOINTS,
    **spellings.REGIONS,
}
_SCRIPTS = ("Latn", "Arab", "Cyrl", "Deva", "Guru")
# Natural Earth gives these units their neighbour's names.
_MISNAMED = {"AFG-1769", "AFG-1753"}
_NEIGHBOURS_NAMES = {("AF/paktika", "Paktiya"), ("AF/paktika", "Paktya")}
# Names of a town in the province, of another unit, of too many units, or cut off and garbled in the source.
_NOT_THE_UNIT = {
    "Mazar-i-Sharif", "Mazar", "Maimana", "Meymaneh", "Shibarghan", "Charikar", "Girishk", "Eastern", "Southern", "Maiden", "Bakhtiari",
    "Kohgil", "Kashmir", "Persian Gulf", "Ports and Islands of the Persian Gulf", "Ports and Islands of the Sea of Oman", "Saheli", "Nimrod",
    "Banader va Jazayer-e Khalij-e Fars", "Banader va Jazayer-e Bahr-e Oman", "Coração do Norte", "Coração do Sul", "Coração Razavi",
    "BéloutchistanBeluchistan", "Host", "Federal Capital Territory", "Territoire de la Capitale fédérale", "régions tribales", "Áreas tribales",
    "Федеральная столичная территория", "Федеральна столична територія", "Northern Areas", "Центральный остан",
}
# The word for province, which the matching of names knows too, before or behind the name.
_BEFORE = re.compile(
    "^(?:Ostan-e |Wilayat-e |Velayat-e |Provincia de |Provincia di |Província de |Provinsi |Prowincja |Provinz |Province de |Tỉnh |"
    "استان |ولایت |صوبہ |محافظة |ولاية |провинция |Провинция )"
)
_BEHIND = re.compile("(?: Province| Eyaleti| Vilayeti| प्रान्त| प्रांत| प्रदेश| صوبہ| پراونس| علاقہ| tartomány|-provinsen| provins)$")
_LANGUAGES = ("en", "fa", "ur", "ar", "ru", "uk", "hi", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "tr", "hu", "id")

NOTE = (
    "Spellings of the three countries, their provinces, the districts and counties, crossings, border lines, the tripoint and the readings of the "
    "Golden Crescent, as people and reports write them: current, former, in Latin, Arabic, Cyrillic, Devanagari and Gurmukhi script. A name that "
    "two units share stands with both. Official codes are in the layers. No name implies a position on the status of any territory."
)


def unit_names(natural_earth, known):
    """The file's text: `known` is every id that a layer has."""
    found = {unit: [] for unit in known}
    for properties, _ in natural_earth:
        for name, lang in _of_natural_earth(properties):
            if (_unit(properties), name) not in _NEIGHBOURS_NAMES:
                _add(found[_unit(properties)], name, lang, "natural-earth-10m")
    for unit, by_language in HAND.items():
        for lang, listed in by_language.items():
            for name in listed.split("|"):
                _add(found[unit], name, lang, "sarhad", spellings.NOTES.get((unit, name)))
    return _written([(unit, listed) for unit, listed in found.items() if listed])


def _unit(properties):
    if properties["iso_3166_2"] == "PK-TA":
        return "PK/khyber-pakhtunkhwa"
    return f"{properties['iso_a2']}/{names.slug(names.english_province(properties))}"


def _of_natural_earth(properties):
    if properties["adm1_code"] in _MISNAMED:
        return
    for name in [properties["name"], properties.get("gn_name"), *(properties.get("name_alt") or "").split("|")]:
        yield name, "en"
    for lang in _LANGUAGES:
        yield properties.get(f"name_{lang}"), lang


def _add(listed, name, lang, source, note=None):
    name = unicodedata.normalize("NFC", name or "").strip()
    if source == "natural-earth-10m":
        name = _BEHIND.sub("", _BEFORE.sub("", name)).strip()
        if not name or name in _NOT_THE_UNIT or re.search("[.‹‚]", name):
            return
    if not name:
        return
    code = script(name)
    assert code in _SCRIPTS, (name, code)
    same = next((other for other in listed if other["name"] == name), None)
    if same is None:
        listed.append({"name": name, "lang": lang, "script": code, "source": source, "note": note})


def _written(units):
    sources = [{"id": source, **SOURCES[source]} for source in ("sarhad", "natural-earth-10m")]
    metadata = {
        "title": "Names of countries, provinces, districts, crossings, borders, the tripoint and fuzzy regions", "date": "2026",
        "licence": " AND ".join(source["licence"] for source in sources),
        "attribution": "; ".join(source["attribution"] for source in sources), "note": NOTE, "sources": sources,
    }
    lines = ['{"metadata":' + _compact(metadata) + ',"names":[']
    lines.append(",\n".join(_compact({"id": unit, "names": [_without_null(n) for n in listed]}) for unit, listed in units))
    return "\n".join(lines) + "\n]}\n"


def _without_null(name):
    return {key: value for key, value in name.items() if value is not None}


def _compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
