"""Writes a layer: one feature a line, members in a fixed order, so that equal data are equal bytes."""

import json
import math

import shapely
from shapely.geometry import mapping
from shapely.geometry.polygon import orient

import pins


def number(value):
    """A coordinate with at most seven decimals and no trailing zeros."""
    text = f"{value:.7f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _coordinates(value):
    if isinstance(value[0], (int, float)):
        return "[" + ",".join(map(number, value)) + "]"
    return "[" + ",".join(map(_coordinates, value)) + "]"


def geometry_json(geometry):
    if geometry is None:
        return "null"
    shape = mapping(_canonical(geometry))
    return f'{{"type":"{shape["type"]}","coordinates":{_coordinates(shape["coordinates"])}}}'


def _canonical(geometry):
    """Outer rings counter-clockwise and starting at their smallest vertex; parts largest first."""
    if geometry.geom_type == "Polygon":
        return _canonical_polygon(geometry)
    if geometry.geom_type == "MultiPolygon":
        ordered = sorted(map(_canonical_polygon, geometry.geoms), key=lambda p: (-p.area, p.bounds))
        return shapely.MultiPolygon(ordered)
    return geometry


def _canonical_polygon(polygon):
    turned = orient(polygon, 1.0)
    return shapely.Polygon(_from_smallest(turned.exterior), sorted((_from_smallest(hole) for hole in turned.interiors)))


def _from_smallest(ring):
    points = list(ring.coords)[:-1]
    first = points.index(min(points))
    points = points[first:] + points[:first]
    return points + points[:1]


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def km(metres):
    return round(metres / 1000, 3)


def km2(square_metres):
    return round(square_metres / 1e6, 1)


def write(path, name, metadata, features):
    """`features` is [(properties, shapely geometry or None)] in the order of the file."""
    ids = [properties["id"] for properties, _ in features]
    assert len(ids) == len(set(ids)), f"{name} has an id twice"
    keys = {tuple(properties) for properties, _ in features}
    assert len(keys) == 1, f"{name} has features with different properties"
    _assert_constant_types(name, features)
    lines = [
        f'{{"type":"Feature","id":{compact(properties["id"])},"properties":{compact(properties)},"geometry":{geometry_json(geometry)}}}'
        for properties, geometry in features
    ]
    head = f'{{"type":"FeatureCollection","name":{compact(name)},"metadata":{compact(metadata)},"features":[\n'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8", newline="\n")


def _assert_constant_types(name, features):
    for key in features[0][0]:
        kinds = {type(properties[key]) for properties, _ in features} - {type(None)}
        assert len(kinds) <= 1, f"{name}.{key} is {kinds}"
        assert not any(isinstance(p[key], float) and not math.isfinite(p[key]) for p, _ in features), f"{name}.{key}"
