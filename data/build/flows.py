"""The five flows that the article mentions, as schematic arrows between areas; never a path that somebody could follow."""

from shapely.geometry import LineString

DECIMALS = 1  # about 11 km: an arrow's end means its area, not a point
SOURCE = "article-2024-01-28"

# id, what, from, via, to, drawn between, asserted by, verb, whether the verb is quoted, contested, note
FLOWS = [
    ("R1", "drugs", ["AF"], ["PK/balochistan", "IR/sistan-and-baluchestan"], [], ["AF", "PK/balochistan", "IR/sistan-and-baluchestan"],
     "the author", "states", False, False, "the article names no destination, no road and no crossing; the arrow ends in the border provinces"),
    ("R2", "irregular migration", ["PK", "AF"], ["PK/balochistan", "IR/sistan-and-baluchestan"], ["IR", "TR"],
     ["PK", "IR/sistan-and-baluchestan", "IR"], "the author", "states", False, False,
     "drawn from Pakistan only, though the article also says Afghanistan; what lies beyond Iran is not drawn"),
    ("R3", "movement of militants", ["PK"], ["PK/balochistan", "IR/sistan-and-baluchestan"], ["IR"],
     ["PK/balochistan", "IR/sistan-and-baluchestan"], "hearsay reported by the author", "It is said", True, False,
     "hearsay; nobody is named as its source"),
    ("R4", "movement of a person", ["IR"], [], ["PK/balochistan"], ["IR", "PK/balochistan"], "not said by whom", "revealed", True, True,
     "Iran to Balochistan; contested by India: see A9 of the incidents"),
    ("R5", "bus journey", ["PK/gwadar"], [], ["geonames/1174872"], ["PK/gwadar", "geonames/1174872"], "the author", "states", False, True,
     "the article says where the bus was and that it was bound for Karachi, not where it set out: see A10 of the incidents"),
]
TITLES = {
    "R1": "Drugs from Afghanistan through the border districts",
    "R2": "People from Pakistan and Afghanistan to Iran, Turkey and on",
    "R3": "Baloch militants back to Iran",
    "R4": "Kulbhushan Yadav from Iran into Balochistan",
    "R5": "The bus bound for Karachi",
}


def flow_features(areas):
    """`areas` maps the ids that arrows are drawn between to geometries."""
    features = []
    for key, what, origin, via, to, drawn, who, verb, quoted, contested, note in FLOWS:
        line = LineString([_stand_in(areas[area]) for area in drawn])
        features.append(({
            "id": f"flow/{key}", "kind": "flow", "name": TITLES[key], "name_fa": None, "name_ur": None, "name_bal": None, "source": SOURCE,
            "accuracy_m": None, "schematic": True, "what": what, "from_area": origin, "via_area": via, "to_area": to, "drawn_between": drawn,
            "asserted_by": who, "verb": verb, "quoted": quoted, "contested": contested, "claim_note": note,
        }, line))
    return features


def _stand_in(area):
    """A rounded point inside the area."""
    point = area.representative_point()
    return (round(point.x, DECIMALS), round(point.y, DECIMALS))
