"""Rebuilds data/layers and data/gazetteer from pinned packages: python data/build/build.py.

Equal input gives equal bytes: --check builds into a temporary folder and compares with the committed checksums.
"""

import hashlib
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import admin_layers as admin  # noqa: E402
import borders  # noqa: E402
import countries  # noqa: E402
import crossings  # noqa: E402
import flows  # noqa: E402
import gazetteer  # noqa: E402
import geojson_out  # noqa: E402
import layer_notes  # noqa: E402
import pins  # noqa: E402
import provinces  # noqa: E402
import regions  # noqa: E402
import sources  # noqa: E402
import unit_names  # noqa: E402
import waters  # noqa: E402
import shapely  # noqa: E402
from geodesic import nearest_on_line  # noqa: E402
from shapely.geometry import Point  # noqa: E402

# The layers whose features have names in gazetteer/unit-names.json.
NAMED = ("countries", "provinces", "districts", "crossings", "borders", "tripoints", "regions")


def main(arguments):
    if arguments == ["--check"]:
        with tempfile.TemporaryDirectory() as folder:
            write_layers(Path(folder))
            committed = (pins.BUILD / "checksums.sha256").read_text(encoding="utf-8")
            sys.exit(None if checksums(Path(folder)) == committed else "this build differs from data/build/checksums.sha256")
    if arguments:
        sys.exit("usage: build.py [--check]")
    write_layers(pins.DATA)
    (pins.BUILD / "checksums.sha256").write_text(checksums(pins.DATA), encoding="utf-8", newline="\n")


def write_layers(folder):
    sources.check_pins()
    rings = sources.country_rings()
    assert borders.tripoint(rings) == pins.TRIPOINT
    lines = borders.border_lines(rings)
    outlines = countries.outlines(rings, lines)
    natural_earth = sources.natural_earth_provinces()
    nested = provinces.build(outlines, natural_earth)
    all_towns = sources.geonames_towns()
    check_town_distances(all_towns, lines)
    layers = features_by_layer(lines, outlines, natural_earth, nested, all_towns)
    for name, features in layers.items():
        room = "gazetteer" if name == "places" else "layers"
        geojson_out.write(folder / room / f"{name}.geojson", name, layer_notes.metadata_of(name, features), features)
    known = [properties["id"] for name in NAMED for properties, _ in layers[name]]
    text = unit_names.unit_names(natural_earth, known)
    (folder / "gazetteer" / "unit-names.json").write_text(text, encoding="utf-8", newline="\n")


def features_by_layer(lines, outlines, natural_earth, nested, all_towns):
    edges = admin.border_edges(lines)
    by_id = {town["geonameid"]: town for town in all_towns}
    country_shapes = {iso: countries.as_geometry(polygons) for iso, polygons in outlines.items()}
    province_features = admin.province_features(nested, edges)
    district_features = admin.district_features(nested, edges)
    admin.check_borders_held(province_features, lines)
    admin.check_district_borders(district_features)
    on_border = [p["id"] for p, _ in province_features if p["border_ir_pk_km"] + p["border_af_ir_km"] + p["border_af_pk_km"] > 0]
    crossing_features = crossings.crossing_features(lines, by_id)
    landmarks = [Point(t["longitude"], t["latitude"]) for t in all_towns if t["countrycode"] in pins.COUNTRIES]
    landmarks += [point for _, point in crossing_features]
    water_features = waters.water_features(outlines, sources.natural_earth_land())
    karachi = by_id[1174872]
    areas = {**country_shapes, **nested.provinces, **nested.districts, "geonames/1174872": Point(karachi["longitude"], karachi["latitude"])}
    areas[flows.BORDER_DISTRICTS] = shapely.union_all([shape for p, shape in district_features if p["border_ir_pk_km"] > 0])
    layers = {
        "countries": admin.country_features(outlines, edges),
        "borders": admin.border_features(lines, "every vertex of the source"),
        "borders_100m": admin.border_features(list(map(borders.for_the_web, lines)), "Douglas–Peucker at 100 m"),
        "provinces": province_features,
        "districts": district_features,
        "tripoints": admin.tripoint_features(pins.TRIPOINT, natural_earth),
        "crossings": crossing_features,
        "regions": regions.region_features(outlines, nested.provinces, on_border),
        "flows": flows.flow_features(areas, landmarks),
        "waters": water_features,
        "places": gazetteer.place_features(gazetteer.chosen(all_towns, nested.provinces), country_shapes, nested.provinces, nested.districts),
    }
    for name, count in pins.COUNTS.items():
        assert len(layers[name]) == count, (name, len(layers[name]), count)
    return layers


def check_town_distances(towns, lines):
    line = next(border.line for border in lines if border.id == "border/IR-PK")
    by_id = {town["geonameid"]: town for town in towns}
    for key, (name, expected_km) in pins.TOWN_DISTANCES_KM.items():
        _, metres, _ = nearest_on_line((by_id[key]["longitude"], by_id[key]["latitude"]), line)
        assert abs(metres / 1000 - expected_km) <= pins.TOWN_DISTANCE_TOLERANCE_KM, (name, metres, expected_km)


def checksums(folder):
    files = sorted([*(folder / "layers").glob("*.geojson"), *(folder / "gazetteer").glob("*.geojson"), folder / "gazetteer" / "unit-names.json"])
    total = sum(path.stat().st_size for path in files)
    assert total <= pins.SIZE_LIMIT_BYTES, f"{total} bytes are more than {pins.SIZE_LIMIT_BYTES}"
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}" for path in files]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
