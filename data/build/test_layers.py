"""What the committed layers promise: python -m pytest data/build/test_layers.py. Needs shapely, geographiclib and pytest only."""

import hashlib
import json
import re
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
import shapely
from shapely.geometry import Point, shape

sys.path.insert(0, str(Path(__file__).resolve().parent))

import pins  # noqa: E402
from geodesic import distance_m, length_m, nearest_on_line, ring_area_m2  # noqa: E402

FILES = sorted([*(pins.DATA / "layers").glob("*.geojson"), *(pins.DATA / "gazetteer").glob("*.geojson")])
NAMES = ["borders", "borders_100m", "countries", "crossings", "districts", "flows", "places", "provinces", "regions", "tripoints", "waters"]
LEADING = ["id", "kind", "name", "name_fa", "name_ur", "name_bal", "country", "parent", "code", "code_scheme", "source", "accuracy_m"]
METADATA = ["layer", "title", "date", "accuracy_m", "resolution", "viewpoint", "disclaimer", "licence", "attribution", "note", "sources"]
SOURCE = ["id", "title", "version", "licence", "licence_url", "attribution", "date", "accuracy_m"]


@lru_cache(maxsize=None)
def collection(name):
    path = next(p for p in FILES if p.stem == name)
    return json.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=None)
def geometries(name):
    return {f["id"]: shape(f["geometry"]) for f in collection(name)["features"] if f["geometry"]}


def properties(name):
    return {f["id"]: f["properties"] for f in collection(name)["features"]}


def rings(geometry):
    for part in getattr(geometry, "geoms", [geometry]):
        for ring in (part.exterior, *part.interiors):
            yield list(ring.coords)


@lru_cache(maxsize=None)
def edges(name, unit):
    return frozenset(frozenset(edge) for ring in rings(geometries(name)[unit]) for edge in zip(ring, ring[1:]))


def line_edges(border_id):
    line = list(geometries("borders")[border_id].coords)
    return {frozenset(edge) for edge in zip(line, line[1:])}


def test_all_layers_are_there_and_small_enough():
    assert sorted(p.stem for p in FILES) == NAMES
    assert sum(p.stat().st_size for p in FILES) <= pins.SIZE_LIMIT_BYTES


def test_bytes_are_those_of_the_checksums():
    listed = dict(reversed(line.split("  ")) for line in (pins.BUILD / "checksums.sha256").read_text().splitlines())
    files = [*FILES, pins.DATA / "gazetteer" / "unit-names.json"]
    assert listed == {p.relative_to(pins.DATA).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.mark.parametrize("name", NAMES)
def test_a_layer_says_what_it_is(name):
    layer = collection(name)
    assert list(layer) == ["type", "name", "metadata", "features"]
    assert layer["type"] == "FeatureCollection" and layer["name"] == layer["metadata"]["layer"] == name
    assert list(layer["metadata"]) == METADATA
    assert all(list(source) == SOURCE for source in layer["metadata"]["sources"])
    assert set(layer["metadata"]["licence"].split(" AND ")) == {s["licence"] for s in layer["metadata"]["sources"]}


@pytest.mark.parametrize("name", NAMES)
def test_features_have_equal_properties_of_constant_type(name):
    features = collection(name)["features"]
    declared = {source["id"] for source in collection(name)["metadata"]["sources"]}
    keys = list(features[0]["properties"])
    assert keys[:12] == LEADING
    assert len({f["id"] for f in features}) == len(features)
    for feature in features:
        assert list(feature) == ["type", "id", "properties", "geometry"]
        assert list(feature["properties"]) == keys
        assert feature["id"] == feature["properties"]["id"]
        assert feature["properties"]["source"] in declared
    for key in keys:
        assert len({type(f["properties"][key]) for f in features} - {type(None)}) <= 1, key


@pytest.mark.parametrize("name", NAMES)
def test_one_feature_a_line_and_compact(name):
    path = next(p for p in FILES if p.stem == name)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "]}" and len(lines) == len(collection(name)["features"]) + 2
    for line in lines[1:-1]:
        _, found, geometry = line.rpartition('"geometry":')
        assert found and " " not in geometry
        decimals = re.findall(r"\.(\d+)", geometry)
        assert all(len(d) <= 7 and not d.endswith("0") for d in decimals), line[:80]


@pytest.mark.parametrize("name", NAMES)
def test_geometries_are_valid_and_wound_as_rfc_7946_says(name):
    for unit, geometry in geometries(name).items():
        assert geometry.is_valid and not geometry.is_empty, unit
        west, south, east, north = geometry.bounds
        assert 40 < west <= east < 80 and 20 < south <= north < 45, unit
        if geometry.geom_type in ("Polygon", "MultiPolygon"):
            for part in getattr(geometry, "geoms", [geometry]):
                assert part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors), unit


@pytest.mark.parametrize("name,count", pins.COUNTS.items())
def test_counts(name, count):
    assert len(collection(name)["features"]) == count


def test_counts_by_country():
    provinces = Counter(unit[:2] for unit in geometries("provinces"))
    districts = Counter(unit[:2] for unit in geometries("districts"))
    places = Counter(unit.split("/")[0] for unit in properties("places"))
    assert provinces == {"IR": 31, "AF": 34, "PK": 7}
    assert districts == {"IR": 26, "PK": 35}
    assert places["geonames"] == pins.GEONAMES_COUNT and places["place"] == pins.LOCALITY_COUNT


def test_names_of_places_and_units():
    """What the gazetteer is promised to hold, and no code of an airport or machine's spelling for a name."""
    places = properties("places").values()
    assert len(places) >= 600 and sum(len(p["names"]) for p in places) >= 2000
    for name in (n["name"] for p in places for n in p["names"] if n["script"] == "Latn"):
        assert not re.fullmatch("[A-Z]{3,4}", name) and not next(c for c in name if c.isalpha()).islower(), name
    units = json.loads((pins.DATA / "gazetteer" / "unit-names.json").read_text(encoding="utf-8"))["names"]
    known = {unit for layer in ("countries", "provinces", "districts", "crossings", "borders", "tripoints", "regions") for unit in properties(layer)}
    assert {unit["id"] for unit in units} == known
    scripts = Counter(name["script"] for unit in units for name in unit["names"])
    assert set(scripts) == {"Latn", "Arab", "Cyrl", "Deva", "Guru"}
    assert all(len({n["name"] for n in unit["names"]}) == len(unit["names"]) for unit in units)


@pytest.mark.parametrize("border_id", pins.BORDER_FIGURES)
def test_border_figures(border_id):
    vertices, km = pins.BORDER_FIGURES[border_id]
    line = list(geometries("borders")[border_id].coords)
    stated = properties("borders")[border_id]
    assert len(line) == stated["vertices"] == vertices
    assert length_m(line) / 1000 == pytest.approx(km, abs=0.05 if border_id.endswith("maritime") else 0.001)
    assert length_m(line) / 1000 == pytest.approx(stated["length_km"], abs=0.001)
    web = list(geometries("borders_100m")[border_id].coords)
    assert (web[0], web[-1]) == (line[0], line[-1]) and set(web) <= set(line)


def test_published_length_at_100_m():
    """959 km is the published figure; at 100 m the drawn line has 960.8 km."""
    assert properties("borders_100m")["border/IR-PK"]["length_km"] == pytest.approx(960.8, abs=0.5)


def test_offset_of_natural_earths_tripoint():
    """Referee: an independent measurement on GeographicLib gave 2,752 m."""
    assert properties("tripoints")["tripoint/AF-IR-PK"]["natural_earth_offset_m"] == pytest.approx(2752, abs=1)


def test_borders_start_at_the_tripoint_and_the_maritime_part_at_the_coast():
    point = geometries("tripoints")["tripoint/AF-IR-PK"].coords[0]
    assert point == pins.TRIPOINT
    lines = geometries("borders")
    assert {lines[b].coords[0] for b in ("border/AF-IR", "border/AF-PK", "border/IR-PK")} == {point}
    assert lines["border/IR-PK"].coords[-1] == lines["border/IR-PK/maritime"].coords[0] == pins.IR_PK_COAST


@pytest.mark.parametrize("border_id", pins.BORDER_FIGURES)
def test_left_and_right(border_id):
    stated = properties("borders")[border_id]
    line = list(geometries("borders")[border_id].coords)
    (x1, y1), (x2, y2) = max(zip(line, line[1:]), key=lambda e: (e[0][0] - e[1][0]) ** 2 + (e[0][1] - e[1][1]) ** 2)
    middle, across = ((x1 + x2) / 2, (y1 + y2) / 2), ((y1 - y2) / 100, (x2 - x1) / 100)
    left, right = Point(middle[0] + across[0], middle[1] + across[1]), Point(middle[0] - across[0], middle[1] - across[1])
    assert geometries("countries")[stated["left_country"]].contains(left)
    assert geometries("countries")[stated["right_country"]].contains(right)


@pytest.mark.parametrize("name", ["countries", "provinces", "districts"])
def test_coverage_without_gap_or_overlap(name):
    assert shapely.coverage_is_valid(list(geometries(name).values()))


@pytest.mark.parametrize("iso", pins.COUNTRIES)
def test_provinces_tile_their_country(iso):
    units = [unit for unit in geometries("provinces") if unit.startswith(iso)]
    tiles_exactly("provinces", units, "countries", iso)


@pytest.mark.parametrize("province", ["IR/sistan-and-baluchestan", "PK/balochistan"])
def test_districts_tile_their_province(province):
    units = [unit for unit, p in properties("districts").items() if p["parent"] == province]
    tiles_exactly("districts", units, "provinces", province)


def tiles_exactly(layer, units, whole_layer, whole):
    outline = geometries(whole_layer)[whole]
    area = sum(geometries(layer)[unit].area for unit in units)
    assert abs(area - outline.area) <= 1e-9 * outline.area
    seen = Counter(edge for unit in units for edge in edges(layer, unit))
    assert max(seen.values()) == 2
    assert {edge for edge, count in seen.items() if count == 1} == edges(whole_layer, whole)


@pytest.mark.parametrize("layer", ["countries", "provinces", "districts"])
@pytest.mark.parametrize("border_id", pins.BORDER_FIGURES)
def test_international_edges_are_the_border_line_itself(layer, border_id):
    border = line_edges(border_id)
    for iso in properties("borders")[border_id]["between"]:
        units = [unit for unit in geometries(layer) if unit.startswith(iso)]
        held = [edge for unit in units for edge in edges(layer, unit) & border]
        assert len(held) == len(set(held))
        if layer != "districts" or border_id.startswith("border/IR-PK"):
            assert set(held) == border


@pytest.mark.parametrize("unit", pins.DISTRICT_BORDER_KM)
def test_each_district_has_one_run_of_the_border(unit):
    line = list(geometries("borders")["border/IR-PK"].coords)
    own = edges("districts", unit)
    flags = [frozenset(edge) in own for edge in zip(line, line[1:])]
    starts = sum(now and not before for before, now in zip([False, *flags], flags))
    assert starts == 1, f"{unit} has {starts} runs"
    run = [i for i, flag in enumerate(flags) if flag]
    km = length_m(line[run[0]:run[-1] + 2]) / 1000
    assert km == pytest.approx(properties("districts")[unit]["border_ir_pk_km"], abs=0.002)
    assert km == pytest.approx(pins.DISTRICT_BORDER_KM[unit], abs=pins.DISTRICT_BORDER_TOLERANCE_KM)


def test_only_these_districts_touch_the_border():
    touching = {unit for unit, p in properties("districts").items() if p["border_ir_pk_km"] > 0}
    assert touching == set(pins.DISTRICT_BORDER_KM)


@pytest.mark.parametrize("town", pins.TOWN_DISTANCES_KM)
def test_distances_of_towns(town):
    name, km = pins.TOWN_DISTANCES_KM[town]
    point = geometries("places")[f"geonames/{town}"].coords[0]
    _, metres, _ = nearest_on_line(point, list(geometries("borders")["border/IR-PK"].coords))
    assert metres / 1000 == pytest.approx(km, abs=pins.TOWN_DISTANCE_TOLERANCE_KM), name


def test_parents_exist():
    known = set(geometries("countries")) | set(geometries("provinces")) | set(geometries("districts"))
    for layer in ("provinces", "districts", "places"):
        for unit, p in properties(layer).items():
            assert p["parent"] in known, unit


def test_places_lie_in_the_units_they_name():
    for unit, point in geometries("places").items():
        p = properties("places")[unit]
        for layer, key in (("countries", "country"), ("provinces", "province"), ("districts", "district")):
            if p[key]:
                assert geometries(layer)[p[key]].intersects(point), (unit, key)


def test_codes_are_unique():
    for layer in ("countries", "provinces", "districts"):
        codes = [p["code"] for p in properties(layer).values()]
        assert len(codes) == len(set(codes)), layer
    assert properties("provinces")["IR/sistan-and-baluchestan"]["code"] == "IR-11"
    assert properties("provinces")["IR/sistan-and-baluchestan"]["code_former"] == "IR-13"
    assert [properties("districts")[f"PK/{d}"]["code"] for d in ("gwadar", "panjgur", "kech")] == ["PK205", "PK224", "PK211"]


def test_crossings_lie_on_their_border():
    for unit, point in geometries("crossings").items():
        line = geometries("borders")[properties("crossings")[unit]["border"]]
        assert line.distance(point) < 0.0002, unit
        assert properties("crossings")[unit]["accuracy_m"] >= 1000


def test_no_flow_ends_at_a_town_or_crossing_that_it_does_not_name():
    for unit, line in geometries("flows").items():
        p = properties("flows")[unit]
        assert p["schematic"] is True and 2 <= len(line.coords) <= 3
        for vertex, drawn in zip(line.coords, p["drawn_between"], strict=True):
            marks = {**geometries("places"), **geometries("crossings")}
            near = {mark for mark, point in marks.items() if distance_m(vertex, point.coords[0]) < 15_000}
            assert drawn.startswith("geonames/") or not near, (unit, near)


def test_regions_are_fuzzy_and_nested():
    shapes = geometries("regions")
    assert all(p["fuzzy"] is True and p["reading"] and p["reading_by"] for p in properties("regions").values())
    around = shapes["region/golden-crescent/tripoint-area"]
    assert {round(distance_m(pins.TRIPOINT, p), -3) for p in around.exterior.coords} == {100_000.0}
    assert shapes["region/golden-crescent/borderlands"].difference(shapes["region/golden-crescent/three-countries"].buffer(0.1)).is_empty


def test_areas_of_the_countries():
    """Referee: published land and inland water areas, to which territorial waters come: at least these, at most a tenth more."""
    for iso, published_km2 in (("IR", 1_648_195), ("PK", 881_913), ("AF", 652_864)):
        measured = sum(ring_area_m2(ring) for ring in rings(geometries("countries")[iso])) / 1e6
        assert measured == pytest.approx(properties("countries")[iso]["area_km2"], abs=0.2)
        assert 0.98 * published_km2 < measured < 1.1 * published_km2, (iso, measured)
