"""The five flows that the article mentions, as schematic arrows between areas; never a path that somebody could follow."""

import math

import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point

from feature import leading

STEP_DEG = 0.1  # about 11 km: an arrow's end means its area, not a point
FREE_OF_TOWNS_DEG = 0.2  # about 20 km: no arrow ends or turns at a town or crossing that it does not name
BORDER_DISTRICTS = "derived:districts that touch border/IR-PK"
SOURCE = "article-2024-01-28"

# id, what, from, via, to, drawn between, asserted by, verb, whether the verb is quoted, contested, note
FLOWS = [
    ("R1", "drugs", ["AF"], ["PK/balochistan", "IR/sistan-and-baluchestan"], [], ["AF", BORDER_DISTRICTS],
     "the author", "states", False, False, "the article names no destination, no road and no crossing; the arrow ends in the border districts"),
    ("R2", "irregular migration", ["PK", "AF"], ["PK/balochistan", "IR/sistan-and-baluchestan"], ["IR", "TR"],
     ["PK", BORDER_DISTRICTS, "IR"], "the author", "states", False, False,
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


def flow_features(areas, landmarks):
    """`areas` maps the ids that arrows are drawn between to geometries; `landmarks` are the points that arrows keep away from."""
    avoided = STRtree(landmarks)
    features = []
    for key, what, origin, via, to, drawn, who, verb, quoted, contested, note in FLOWS:
        line = LineString([_stand_in(areas[area], avoided) for area in drawn])
        features.append(({
            **leading(f"flow/{key}", "flow", (TITLES[key], None, None, None), SOURCE, None), "schematic": True, "what": what, "from_area": origin, "via_area": via, "to_area": to, "drawn_between": drawn,
            "asserted_by": who, "verb": verb, "quoted": quoted, "contested": contested, "claim_note": note,
        }, line))
    return features


def _stand_in(area, avoided):
    """The town itself if the area is one, else the rounded point inside, near the middle, that is free of landmarks."""
    middle = area.representative_point()
    if area.geom_type == "Point":
        return (round(area.x, 1), round(area.y, 1))
    shapely.prepare(area)
    west, south, east, north = area.bounds
    grid = [(round(x * STEP_DEG, 1), round(y * STEP_DEG, 1)) for x in range(math.ceil(west / STEP_DEG), math.floor(east / STEP_DEG) + 1)
            for y in range(math.ceil(south / STEP_DEG), math.floor(north / STEP_DEG) + 1)]
    for point in sorted(grid, key=lambda p: (math.dist(p, (middle.x, middle.y)), p)):
        if area.contains(Point(point)) and not len(avoided.query(Point(point), predicate="dwithin", distance=FREE_OF_TOWNS_DEG)):
            return point
    raise AssertionError("the area has no point free of towns")
