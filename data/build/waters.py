"""The sea inside the country outlines: what is farther from Natural Earth's land than the two coasts may differ."""

import shapely
from shapely.geometry import Polygon

import pins
from countries import as_geometry
from feature import leading
from geodesic import polygon_area_m2
from geojson_out import km2

NAMES = {"IR": "Waters of Iran", "PK": "Waters of Pakistan", "AF": "Waters of Afghanistan"}


def water_features(outlines, land):
    """One feature a country that has any, on the outline's own vertices at the seaward side."""
    features = []
    for iso, polygons in outlines.items():
        outline = as_geometry(polygons)
        sea = _sea(outline, land)
        if sea is not None:
            features.append(({
                **leading(f"{iso}/waters", "waters", (NAMES[iso], None, None, None), "natural-earth-land-10m", pins.WATERS_ACCURACY_M,
                          country=iso, parent=iso),
                "area_km2": km2(polygon_area_m2(sea)),
            }, sea))
    return features


def _sea(outline, land):
    west, south, east, north = outline.bounds
    around = shapely.box(west - 1, south - 1, east + 1, north + 1)
    near = shapely.intersection(land, around).buffer(pins.WATERS_FROM_LAND_DEG, quad_segs=2).simplify(pins.WATERS_TOLERANCE_DEG)
    near = shapely.set_precision(near, 10.0 ** -pins.INNER_DECIMALS)
    rest = outline.difference(near)
    parts = [_rounded(part) for part in getattr(rest, "geoms", [rest]) if part.area >= pins.WATERS_SMALLEST_PART_DEG2]
    if not parts:
        return None
    sea = as_geometry(parts)
    assert sea.is_valid, "rounding the waters made them invalid"
    return sea


def _rounded(polygon):
    def ring(line):
        return [(round(x, pins.SOURCE_DECIMALS), round(y, pins.SOURCE_DECIMALS)) for x, y in line.coords]

    return Polygon(ring(polygon.exterior), [ring(hole) for hole in polygon.interiors])
