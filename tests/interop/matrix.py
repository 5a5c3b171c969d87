"""Writes datasets in every format, reads each back by sarhad and by tools that are not ours, and compares.

Usage: matrix.py BINARY [--table FILE]... [--format WORD]... [--keep DIR]

@incidents, @places and @districts are always written, as are the tables named (such as a sample of UCDP GED). What is
compared: how many records, their ids as sets, the columns that say anything, date columns day by day and their type, names in
Arabic script letter by letter, shapes by kind, area in square degrees (1e-9 relative) and coordinates. Exit code 1 where anything
differs that the format can hold. A format that this build says it does not write is skipped; one that holds no record has to be
refused.
"""

import argparse
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import shapely

import readers

AREA_TOLERANCE = 1e-9
ARABIC = ("؀", "ۿ")

# format word, extension, outside readers, whether sarhad reads it back, the kinds by which dates may go
FORMATS = [
    ("geojson", "geojson", ["gdal"], True, None),
    ("geojsonl", "geojsonl", ["lines"], True, None),
    ("geojsonseq", "geojsons", ["lines"], True, None),
    ("csv", "csv", ["table"], True, None),
    ("tsv", "tsv", ["table"], True, None),
    ("json", "json", ["flat_json"], False, None),
    ("gpkg", "gpkg", ["gdal"], True, ("OFTDate",)),
    ("fgb", "fgb", ["gdal"], True, ("OFTDateTime",)),
    ("parquet", "parquet", ["geopandas", "duckdb"], True, ("date", "date32[day][pyarrow]", "DATE")),
    ("kml", "kml", ["fastkml"], True, None),
    ("kmz", "kmz", ["fastkml"], True, None),
    ("xlsx", "xlsx", ["workbook"], True, ("datetime", "date")),
    ("gpx", "gpx", ["gpx"], True, None),
    ("topojson", "topojson", ["gdal"], False, None),
    ("pmtiles", "pmtiles", ["tiles"], False, None),
]
# formats whose records without a location are told and left out, or not shown by their readers
LOCATED_ONLY = {"topojson", "pmtiles"}
# only single places, as their precision says
PLACES_ONLY = {"gpx"}
# how many records a format is told to leave out
LEFT_OUT = re.compile(r"warning\[W601\] kept \d+, of which the file leaves out (\d+):")
# of these GDAL's view of the columns is compared: it finds those of KML by rules of its own
SEEN_BY_GDAL = {"kml", "kmz"}
# a cell of a workbook holds no longer text; that a shape was left out is told
CELL_CHARS_MAX = {"xlsx": 32_767}


def run(binary, *words):
    done = subprocess.run([binary, *map(str, words)], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def has_arabic(value):
    return isinstance(value, str) and any(ARABIC[0] <= letter <= ARABIC[1] for letter in value)


def wanted_of(path):
    """The columns of days and of names in Arabic script, as Python's own JSON reads them."""
    import json

    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    columns = {}
    for feature in features:
        for column, value in feature["properties"].items():
            columns.setdefault(column, []).append(value)
    days = [
        column
        for column, values in columns.items()
        if any(values) and all(isinstance(v, str) and readers.DAY.match(readers.day(v) or "") for v in values if v)
    ]
    names = [column for column, values in columns.items() if any(map(has_arabic, values))]
    return {"dates": days, "names": names}


def held(format_word, reference, found, told):
    """The records that the format is to hold; problems where it holds fewer than it told."""
    if format_word in PLACES_ONLY:
        left_out = LEFT_OUT.search(told)
        expected = len(reference) - int(left_out[1]) if left_out else len(reference)
        ids = {one["id"] for one in found}
        points = [one for one in reference if one["id"] in ids and one["shape"] is not None and one["shape"].geom_type == "Point"]
        return points, [] if len(points) == expected else [f"{len(points)} records that are points, told are {expected}"]
    if format_word in LOCATED_ONLY:
        return [one for one in reference if one["shape"] is not None], []
    return reference, []


def lost_columns(expected, seen):
    """What is said of columns of `expected` that nobody sees."""
    wanted = {column.lower() for one in expected for column in one["columns"]} - {"id"}
    lost = sorted(wanted - {column.lower() for column in seen})
    return [f"{len(lost)} of {len(wanted)} columns are gone, such as {lost[:3]}"] if lost else []


def same_shape(one, other, tolerance):
    if one is None or other is None:
        return one is other
    if abs(one.area - other.area) > AREA_TOLERANCE * max(one.area, 1e-12):
        return False
    kinds = {one.geom_type.removeprefix("Multi"), other.geom_type.removeprefix("Multi")}
    if len(kinds) > 1:
        return False
    if one.geom_type == "Point" and other.geom_type == "Point":
        return math.hypot(one.x - other.x, one.y - other.y) <= tolerance
    first, second = (shapely.normalize(shapely.MultiPolygon([s]) if s.geom_type == "Polygon" else s) for s in (one, other))
    first, second = (shapely.normalize(shapely.MultiLineString([s]) if s.geom_type == "LineString" else s) for s in (first, second))
    return shapely.equals_exact(first, second, tolerance)


def same_day(one, other, column):
    """Whether a day is the same, and, where it is text, no more than was said: a midnight that nobody named makes it another."""
    if one["dates"][column] != other["dates"].get(column):
        return False
    said = other["said"].get(column)
    return not isinstance(said, str) or said in ("", one["said"][column], one["dates"][column])


def differences(format_word, reference, found, kinds, date_kinds, told=""):
    grid_deg = kinds.pop("grid_deg", None)
    kinds.pop("largest_tile_bytes", None), kinds.pop("vector_layers", None)
    expected, problems = held(format_word, reference, found, told)
    if len(found) != len(expected):
        problems.append(f"{len(found)} records, expected {len(expected)}")
    ids = {one["id"]: one for one in found}
    if {one["id"] for one in expected} != set(ids):
        missing = {one["id"] for one in expected} ^ set(ids)
        return [*problems, f"{len(missing)} ids differ, such as {sorted(map(str, missing))[:3]}"]
    problems += lost_columns(expected, {column for one in found for column in one["columns"]})
    # numbers are written so that they read back the same, but for those on a grid
    tolerance = grid_deg * math.sqrt(2) if grid_deg else (1e-6 if format_word == "topojson" else 0.0)
    pairs = [(one, ids[one["id"]]) for one in expected]
    most = CELL_CHARS_MAX.get(format_word)
    fits = lambda shape: most is None or shape is None or len(shapely.to_wkt(shape, rounding_precision=-1)) <= most  # noqa: E731
    # lines and areas of tiles lie in pieces
    whole = lambda shape: grid_deg is None or shape.geom_type == "Point"  # noqa: E731
    compared = [(one, other) for one, other in pairs if fits(one["shape"]) and whole(one["shape"])]
    bad = [one["id"] for one, other in compared if not same_shape(one["shape"], other["shape"], tolerance)]
    if bad:
        problems.append(f"{len(bad)} shapes differ, such as {bad[:3]}")
    same_name = lambda one, other, column: one["names"][column] == other["names"].get(column)  # noqa: E731
    for what, same in (("dates", same_day), ("names", same_name)):
        bad = [(one, other, column) for one, other in pairs for column in one[what] if not same(one, other, column)]
        if bad:
            one, other, column = bad[0]
            said = "said" if what == "dates" else what
            problems.append(f"{len(bad)} {what} differ, such as {column} of {one['id']}: {one[said][column]!r}, {other[said].get(column)!r}")
    if date_kinds:
        problems += [f"{column} is {kind}" for column, kind in kinds.items() if kind not in date_kinds]
    return problems


def looked(reader, path, wanted):
    try:
        return getattr(readers, reader)(path, wanted), None
    except Exception as error:  # noqa: BLE001 - whatever a tool cannot read is a finding
        return ([], {}), f"{type(error).__name__}: {str(error)[:160]}"


def rows_of(binary, source, folder, words):
    name = source.lstrip("@") if source.startswith("@") else Path(source).stem
    reference_path = folder / f"{name}.reference.geojson"
    code, told = run(binary, "convert", source, "--force", "-o", reference_path)
    if code not in (0, 4):
        yield name, "geojson", "sarhad", 0, "FAILED: " + told.strip()[-200:]
        return
    wanted = {**wanted_of(reference_path)}
    reference, _ = readers.geojson(reference_path, wanted)
    for word, extension, outside, reads_back, date_kinds in FORMATS:
        if words and word not in words:
            continue
        path = folder / f"{name}.{extension}"
        path.unlink(missing_ok=True)
        code, told = run(binary, "convert", source, "--format", word, "--force", "-o", path)
        if "does not write the format" in told:
            yield name, word, "-", 0, "not built"
            continue
        if code == 5 and "records can be held" in told and not path.exists():
            yield name, word, "-", 0, "holds none of it, and is refused"
            continue
        if code not in (0, 4) or not path.exists() or not path.stat().st_size:
            yield name, word, "-", 0, f"FAILED ({code}): {told.strip()[-160:]}"
            continue
        if reads_back:
            back = folder / f"{name}.{extension}.back.geojson"
            code, said = run(binary, "convert", path, "--force", "-o", back)
            if code not in (0, 4):
                yield name, word, "sarhad", 0, f"FAILED ({code}): {said.strip()[-160:]}"
            else:
                (found, kinds), wrong = looked("geojson", back, wanted)
                problems = [wrong] if wrong else differences(word, reference, found, kinds, None, told)
                yield name, word, "sarhad", len(found), "; ".join(problems) or "same"
        if word in SEEN_BY_GDAL:
            seen = readers.columns_by_gdal(path)
            yield name, word, "gdal", len(reference), "; ".join(lost_columns(reference, seen)) or f"same {len(seen)} columns"
        for reader in outside:
            (found, kinds), wrong = looked(reader, path, wanted)
            if reader == "tiles" and not wrong and kinds["largest_tile_bytes"] > 500_000:
                wrong = f"a tile of {kinds['largest_tile_bytes']} bytes"
            problems = [wrong] if wrong else differences(word, reference, found, kinds, date_kinds, told)
            kinds = {} if wrong else kinds
            told_kinds = ", ".join(sorted({str(kind) for kind in kinds.values()})) if date_kinds else ""
            yield name, word, reader, len(found), ("; ".join(problems) or "same") + (f" [{told_kinds}]" if told_kinds else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--table", action="append", default=[])
    parser.add_argument("--format", action="append", default=[])
    parser.add_argument("--keep")
    asked = parser.parse_args()
    folder = Path(asked.keep or tempfile.mkdtemp(prefix="sarhad-matrix-"))
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    print(f"{'dataset':<28} {'format':<10} {'read by':<10} {'records':>7}  verdict")
    for source in ["@incidents", "@places", "@districts", *asked.table]:
        for name, word, reader, count, verdict in rows_of(asked.binary, source, folder, asked.format):
            fine = verdict.startswith(("same", "not built", "holds none"))
            wrong += not fine
            print(f"{name:<28} {word:<10} {reader:<10} {count:>7}  {'' if fine else 'DIFFERS: '}{verdict}", flush=True)
    print(f"{wrong} differences")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
