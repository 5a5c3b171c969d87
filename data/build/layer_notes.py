"""The title, date, accuracy and note of each layer."""

from metadata import describe

_NEST = (
    "The outlines of the two sources differ from OpenStreetMap's by up to 12 km, so only their inner lines are used: where one leaves the "
    "country or ends before it, it is tied to a vertex of the outline. Every edge on a land border is the border's own run of vertices. "
    "Areas include territorial waters."
)
_LAYERS = {
    "countries": ("Iran, Pakistan and Afghanistan", "2026", 100,
                  "every vertex of the source along the three land borders; generalised at 100 m elsewhere, with a stop about every 5 km",
                  ["osm-2026c"], "Polygons reach the limit of territorial waters. What each outline holds is OpenStreetMap's choice, not ours."),
    "borders": ("The three land borders and the maritime boundary of Iran and Pakistan", "2026", 100,
                "every vertex of the source; about one each 60 m on IR-PK, 80 m on AF-PK and 280 m on AF-IR", ["osm-2026c"],
                "Each line is drawn away from the tripoint. A length grows with the number of vertices: tell it with the dataset and its resolution."),
    "borders_100m": ("The three land borders and the maritime boundary, generalised for the web", "2026", 100,
                     "Douglas–Peucker at 100 m, end points kept", ["osm-2026c"], "For drawing; measure with the layer borders."),
    "provinces": ("Provinces and equal units of Iran, Pakistan and Afghanistan", "2022/2026", 3000,
                  "inner lines generalised at 250 m and rounded to 0.0001°; international edges exactly as in the layer borders",
                  ["osm-2026c", "natural-earth-10m", "cod-ab-pak-2022", "osm-counties-2025"],
                  _NEST + " PK/balochistan and IR/sistan-and-baluchestan are the union of their districts; their neighbours are cut to them. "
                  "Natural Earth draws the former Federally Administered Tribal Areas apart; here they are part of Khyber Pakhtunkhwa, which "
                  "they joined in 2018. PK/gilgit-baltistan and PK/azad-kashmir are drawn because the OpenStreetMap outline used holds them. "
                  "Natural Earth draws Tabas in Yazd, which has been in South Khorasan since 2013. Natural Earth's codes of Iran are older than the renumbering of 2020: code_former keeps them."),
    "districts": ("Districts of Balochistan (Pakistan) and counties of Sistan and Baluchestan (Iran)", "2022/2026", 3000,
                  "inner lines generalised to about 1.5 km and rounded to 0.01°; international edges exactly as in the layer borders",
                  ["osm-2026c", "cod-ab-pak-2022", "osm-counties-2025"],
                  _NEST + " The districts of Balochistan are of 2022: Lehri is there, Hub is not. "
                  "Length of border per unit differs by up to 4 km from that of finer outlines."),
    "tripoints": ("Where Afghanistan, Iran and Pakistan meet", "2026", 100, "a vertex of the source", ["osm-2026c"],
                  "Derived from the three outlines. The offsets of other datasets are distances from this point."),
    "crossings": ("Crossings of the three land borders", "2026", 20000, "each position is derived: see position_method and accuracy_m of the crossing",
                  ["osm-2026c", "geonames", "sarhad"],
                  "Not complete, and no statement on whether a crossing is open or lawful to use today. The status is null or unknown where we are not sure."),
    "regions": ("The Golden Crescent in three readings", "2026", None, "fuzzy; generalised to 5 km", ["osm-2026c", "natural-earth-10m", "cod-ab-pak-2022", "osm-counties-2025", "sarhad"],
                "No boundary of the Golden Crescent exists. Draw it hatched and name the reading."),
    "flows": ("Flows that the article mentions, as schematic arrows", "2024-01-28", None, "schematic; ends rounded to 0.1°", ["article-2024-01-28", "osm-2026c", "natural-earth-10m", "cod-ab-pak-2022", "osm-counties-2025", "geonames"],
              "Arrows between areas: neither routes nor volumes. Draw them with constant width. Each is a claim: see asserted_by, verb and contested."),
    "waters": ("The sea inside the country outlines", "2026", 3000,
               "the seaward side exactly as in the layer countries; the coast generalised at 0.005° and 0.03° off Natural Earth's land",
               ["natural-earth-land-10m", "osm-2026c"],
               "What is left of an outline without the land, less a strip of about 3 km by which the two coasts may differ, so that no coast is "
               "taken for sea. Small islands that Natural Earth lacks, such as Astola, are in it. Not a statement on any maritime claim."),
    "places": ("Towns and localities with their names", "2026", 5000, "points", ["geonames", "osm-2026c", "natural-earth-10m", "cod-ab-pak-2022", "osm-counties-2025", "sarhad"],
               "Towns of 500 people and more: all of Afghanistan, of Pakistan and of 58–68.5 E, 24–32.5 N; of Iran all of Sistan and Baluchestan, "
               "Kerman, Hormozgan, South Khorasan and Razavi Khorasan, elsewhere those of 10,000 people and more; and 14 localities that "
               "GeoNames lacks. Names are in Latin, Arabic, Cyrillic, Devanagari and Gurmukhi script, in the window in others too; codes of airports and "
               "what GeoNames keeps in lower case, written letter by letter by a machine, are left out. The language of a name is a "
               "guess from its letters and, where these do not tell, from the country; name_fa, name_ur and name_bal are null where several "
               "spellings remain. Population is null where GeoNames has none."),
}


def metadata_of(layer, features):
    title, date, accuracy, resolution, sources, note = _LAYERS[layer]
    used = {properties["source"] for properties, _ in features}
    assert used <= set(sources), f"{layer} does not declare {sorted(used - set(sources))}"
    return describe(layer, title, date, accuracy, resolution, sources, note)
