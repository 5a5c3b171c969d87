"""Turns outlines, borders and the nested coverage into the features of countries, borders, provinces, districts and tripoints."""

from shapely.geometry import LineString, Point

import coverage
import names
import pins
from countries import as_geometry
from feature import leading
from geodesic import distance_m, edge_length_area, length_m, polygon_area_m2
from geojson_out import km, km2

COUNTRY_NAMES = {"IR": ("Iran", "IRN"), "PK": ("Pakistan", "PAK"), "AF": ("Afghanistan", "AFG")}
BORDER_NAMES = {
    "border/AF-IR": ("Afghanistan–Iran border", "مرز افغانستان و ایران", "افغانستان ایران سرحد", []),
    "border/AF-PK": ("Afghanistan–Pakistan border", "مرز افغانستان و پاکستان", "افغانستان پاکستان سرحد", ["Durand Line"]),
    "border/IR-PK": ("Iran–Pakistan border", "مرز ایران و پاکستان", "ایران پاکستان سرحد", ["Goldsmid Line"]),
    "border/IR-PK/maritime": ("Iran–Pakistan maritime boundary", "مرز دریایی ایران و پاکستان", None, []),
}
PAKISTAN_TYPES = {
    "PK/islamabad-capital-territory": "federal capital territory",
    "PK/gilgit-baltistan": "territory administered by Pakistan",
    "PK/azad-kashmir": "territory administered by Pakistan",
}
DETAIL_SOURCES = {"IR": "osm-counties-2025", "PK": "cod-ab-pak-2022"}
# How far from ours other datasets put the tripoint: the survey office of Afghanistan, and the Digital Chart of the World.
AGCHO_2012_OFFSET_M = 20
DCW_OFFSET_M = 650


def border_edges(borders):
    """border id → its edges, for telling which unit has how much of it."""
    return {b.id: {frozenset(edge) for edge in zip(b.line, b.line[1:])} for b in borders}


def _border_km(geometry, edges):
    lengths = dict.fromkeys(edges, 0.0)
    for ring in coverage.rings(geometry):
        for a, b in zip(ring, ring[1:]):
            for border_id, own in edges.items():
                if frozenset((a, b)) in own:
                    lengths[border_id] += edge_length_area(a, b)[0]
    return {f"border_{key}_km": km(lengths[border_id]) for border_id, key in
            (("border/IR-PK", "ir_pk"), ("border/AF-IR", "af_ir"), ("border/AF-PK", "af_pk"))}


def country_features(outlines, edges):
    features = []
    for iso in pins.COUNTRIES:
        name, iso3 = COUNTRY_NAMES[iso]
        fa, ur, bal = names.COUNTRIES[iso]
        geometry = as_geometry(outlines[iso])
        features.append(({
            **leading(iso, "country", (name, fa, ur, bal), "osm-2026c", 100, iso, None, iso, "ISO 3166-1 alpha-2"), "iso3": iso3,
            **_border_km(geometry, edges), "area_km2": km2(polygon_area_m2(geometry)),
        }, geometry))
    return features


def border_features(borders, resolution):
    features = []
    for border in borders:
        name, fa, ur, also = BORDER_NAMES[border.id]
        kind, parent = ("maritime-boundary", "border/IR-PK") if border.id.endswith("maritime") else ("land-border", None)
        features.append(({
            **leading(border.id, kind, (name, fa, ur, None), "osm-2026c", 100, parent=parent),
            "between": list(border.between), "left_country": border.left, "right_country": border.right, "also_called": also,
            "length_km": km(length_m(border.line)), "vertices": len(border.line), "resolution": resolution,
        }, LineString(border.line)))
    return features


def province_features(nested, edges):
    features = []
    for unit in sorted(nested.provinces):
        about, iso = nested.about[unit], unit[:2]
        properties, name = about["properties"], about["name"]
        fa, ur, bal, origin = _province_names(unit, properties)
        code = names.IRAN_ISO[name] if iso == "IR" else names.SOURCE_CODE_MENDED.get(properties["adm1_code"], properties["iso_3166_2"])
        former = names.SOURCE_CODE_MENDED.get(properties["adm1_code"], properties["iso_3166_2"]) if iso == "IR" else None
        geometry = nested.provinces[unit]
        detailed = any(parent == unit for parent in map(parent_of, nested.districts))
        source = DETAIL_SOURCES[iso] if detailed else "natural-earth-10m"
        features.append(({
            **leading(unit, "province", (name, fa, ur, bal), source, 3000, iso, iso, code, "ISO 3166-2"), "code_former": former,
            "name_source": origin, "unit_type": PAKISTAN_TYPES.get(unit, "province"), "wikidata": _wikidata(unit, properties),
            **_border_km(geometry, edges), "area_km2": km2(polygon_area_m2(geometry)),
        }, geometry))
    return features


def _province_names(unit, properties):
    if unit in names.PROVINCES:
        return (*names.PROVINCES[unit], "common usage")
    return (names.without_prefix(properties["name_fa"], "fa"), names.without_prefix(properties["name_ur"], "ur"), None, "Natural Earth")


def _wikidata(unit, properties):
    """Natural Earth's id, but for the two units that have their neighbour's."""
    return None if properties["adm1_code"] in ("AFG-1769", "AFG-1753") else properties["wikidataid"] or None


def parent_of(district):
    return {"IR": "IR/sistan-and-baluchestan", "PK": "PK/balochistan"}[district[:2]]


def district_features(nested, edges):
    features = []
    for unit in sorted(nested.districts):
        about, iso = nested.about[f"district:{unit}"], unit[:2]
        fa, ur, bal = names.DISTRICTS[unit]
        scheme = {"PK": "COD-AB P-code", "IR": "Wikidata"}[iso]
        if about["code"].startswith("IR-"):
            scheme = "none; own label"
        geometry = nested.districts[unit]
        features.append(({
            **leading(unit, "district", (about["name"], fa, ur, bal), DETAIL_SOURCES[iso], 3000, iso, parent_of(unit), about["code"], scheme),
            "name_source": "common usage",
            "also_called": [about["also"]] if about["also"] else [], "unit_type": {"PK": "district", "IR": "county (shahrestan)"}[iso],
            **_border_km(geometry, edges), "area_km2": km2(polygon_area_m2(geometry)),
        }, geometry))
    return features


def _natural_earth_offset_m(point, natural_earth):
    """From our tripoint to the vertex that Natural Earth's units of the three countries share."""
    vertices = {iso: set() for iso in pins.COUNTRIES}
    for properties, geometry in natural_earth:
        for ring in coverage.rings(geometry):
            vertices[properties["iso_a2"]].update(ring)
    (theirs,) = set.intersection(*vertices.values())
    return round(distance_m(point, theirs))


def tripoint_features(point, natural_earth):
    return [({
        **leading("tripoint/AF-IR-PK", "tripoint", ("Afghanistan–Iran–Pakistan tripoint", None, None, None), "osm-2026c", 100),
        "between": ["AF", "IR", "PK"],
        "borders": ["border/AF-IR", "border/AF-PK", "border/IR-PK"], "position_method": "the vertex that the three outlines share",
        "agcho_2012_offset_m": AGCHO_2012_OFFSET_M, "dcw_offset_m": DCW_OFFSET_M, "natural_earth_offset_m": _natural_earth_offset_m(point, natural_earth),
    }, Point(point))]


def check_borders_held(features, borders):
    """Each border edge is an edge of exactly one unit on either side."""
    for border in borders:
        expected = {frozenset(edge) for edge in zip(border.line, border.line[1:])}
        for iso in border.between:
            held = set()
            for properties, geometry in features:
                if properties["country"] == iso:
                    for ring in coverage.rings(geometry):
                        held |= {frozenset(edge) for edge in zip(ring, ring[1:])} & expected
            assert held == expected, f"{border.id}: {len(expected - held)} edges are not held by units of {iso}"


def check_district_borders(features):
    measured = {p["id"]: p["border_ir_pk_km"] for p, _ in features if p["border_ir_pk_km"] > 0}
    assert set(measured) == set(pins.DISTRICT_BORDER_KM), sorted(set(measured) ^ set(pins.DISTRICT_BORDER_KM))
    for unit, expected in pins.DISTRICT_BORDER_KM.items():
        assert abs(measured[unit] - expected) <= pins.DISTRICT_BORDER_TOLERANCE_KM, (unit, measured[unit], expected)
    for iso in ("IR", "PK"):
        total = sum(value for unit, value in measured.items() if unit.startswith(iso))
        assert abs(total - pins.BORDER_FIGURES["border/IR-PK"][1]) < 0.02, (iso, total)

