"""The Golden Crescent, which has no boundary: three readings of it, side by side, each as a fuzzy area."""

import shapely
from shapely.geometry import MultiPolygon, Polygon

import pins
from countries import as_geometry
from feature import leading
from generalise import generalised
from geodesic import circle, polygon_area_m2
from geojson_out import km2

TRIPOINT_RADIUS_M = 100_000.0  # nobody states one; a round figure for drawing
TOLERANCE_M = 5_000.0
SMALLEST_PART_DEG2 = 0.2  # parts below about 2,000 km² are left out of a fuzzy area
DECIMALS = 3


def region_features(outlines, provinces, provinces_on_border):
    around = Polygon([(round(x, DECIMALS), round(y, DECIMALS)) for x, y in circle(pins.TRIPOINT, TRIPOINT_RADIUS_M, 72)])
    borderlands = _fuzzy(shapely.coverage_union_all([provinces[unit] for unit in provinces_on_border]))
    countries = _fuzzy(shapely.union_all([as_geometry(polygons) for polygons in outlines.values()]))
    return [
        _feature("tripoint-area", "Golden Crescent: area around the tripoint", "the area where the three borders meet",
                 "the article of 28 January 2024", around,
                 "geodesic circle of 100 km around tripoint/AF-IR-PK; the radius is illustrative, the article states none", 100.0, []),
        _feature("borderlands", "Golden Crescent: borderlands of the three countries", "the mountainous borderlands of the three countries",
                 "literature, in varying words", borderlands,
                 "union of the provinces that touch the three land borders, generalised to 5 km; illustrative", None, sorted(provinces_on_border)),
        _feature("three-countries", "Golden Crescent: the three countries", "the whole of the three countries",
                 "literature, in varying words", countries,
                 "union of the three country outlines, generalised to 5 km", None, ["AF", "IR", "PK"]),
    ]


def _feature(name, title, reading, by, geometry, method, radius_km, made_of):
    return ({
        **leading(f"region/golden-crescent/{name}", "fuzzy-region", (title, None, None, None),
                  "sarhad" if name == "tripoint-area" else "osm-2026c", None, parent="region/golden-crescent"),
        "fuzzy": True, "reading": reading, "reading_by": by, "position_method": method, "radius_km": radius_km, "made_of": made_of,
        "area_km2": km2(polygon_area_m2(geometry)),
    }, geometry)


def _fuzzy(geometry):
    polygons = []
    for part in getattr(geometry, "geoms", [geometry]):
        ring = list(part.exterior.coords)
        if Polygon(ring).area >= SMALLEST_PART_DEG2:
            half = len(ring) // 2
            kept = generalised(ring[:half + 1], TOLERANCE_M)[:-1] + generalised(ring[half:], TOLERANCE_M)
            polygons.append(Polygon([(round(x, DECIMALS), round(y, DECIMALS)) for x, y in kept]))
    result = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    assert result.is_valid, "generalising a fuzzy region made it invalid"
    return result
