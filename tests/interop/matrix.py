"""Writes datasets in every format, reads each back by sarhad and by tools that are not ours, and compares.

Usage: matrix.py BINARY [--table FILE]... [--format WORD]... [--keep DIR]

@incidents, @places and @districts are always written, as are the tables named (such as a sample of UCDP GED). What is
compared: how many records, their ids as sets, date columns day by day and their type, names in Arabic script letter by
letter, shapes by kind, area in square degrees (1e-9 relative) and coordinates. Exit code 1 where anything differs that the
format can hold. A format that this build does not write is told and skipped.
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
    ("gpkg", "gpkg", ["gdal"], True, ("OFTDate", "datetime64[D]")),
    ("fgb", "fgb", ["gdal"], True, ("OFTDate", "OFTDateTime", "datetime64[D]", "datetime64[ms]")),
    ("parquet", "parquet", ["geopandas", "duckdb"], True, ("object", "date32[day][pyarrow]", "datetime64[ms]", "DATE")),
    ("kml", "kml", ["fastkml"], True, None),
    ("kmz", "kmz", ["fastkml"], True, None),
    ("xlsx", "xlsx", ["workbook"], True, ("datetime", "date")),
    ("gpx", "gpx", ["gpx"], True, None),
    ("topojson", "topojson", ["gdal"], False, None),
    ("pmtiles", "pmtiles", ["tiles"], False, None),
]
# what a format is not meant to keep, each told in its note
NO_DATES = {"gpx", "pmtiles", "topojson"}
NO_NAMES = {"gpx", "pmtiles"}
NO_SHAPES = {"pmtiles"}
NO_IDS = {"gpx"}
POINTS_ONLY = {"gpx"}
LOCATED_ONLY = {"topojson", "pmtiles"}
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


def holds(format_word, shape):
    if format_word in POINTS_ONLY:
        return shape is not None and shape.geom_type == "Point"
    if format_word in LOCATED_ONLY:
        return shape is not None
    return True


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


def differences(format_word, reference, found, kinds, date_kinds, told=""):
    expected = [one for one in reference if holds(format_word, one["shape"])]
    problems = []
    left_out = re.search(r"note: (\d+) records are not single places .* are left out of GPX", told)
    if format_word == "gpx" and left_out:
        if len(found) + int(left_out[1]) != len(reference):
            problems.append(f"{len(found)} records and {left_out[1]} told to be left out of {len(reference)}")
        return problems
    if len(found) != len(expected):
        problems.append(f"{len(found)} records, expected {len(expected)}")
    ids = {one["id"]: one for one in found}
    if format_word not in NO_IDS and {one["id"] for one in expected} != set(ids):
        missing = {one["id"] for one in expected} ^ set(ids)
        return [*problems, f"{len(missing)} ids differ, such as {sorted(map(str, missing))[:3]}"]
    # numbers are written so that they read back the same, but for tiles
    tolerance = 0.0 if format_word not in {"topojson"} else 1e-6
    pairs = [(one, ids[one["id"]]) for one in expected if one["id"] in ids]
    if format_word not in NO_SHAPES:
        most = CELL_CHARS_MAX.get(format_word)
        fits = lambda shape: most is None or shape is None or len(shapely.to_wkt(shape, rounding_precision=-1)) <= most  # noqa: E731
        bad = [one["id"] for one, other in pairs if fits(one["shape"]) and not same_shape(one["shape"], other["shape"], tolerance)]
        if bad:
            problems.append(f"{len(bad)} shapes differ, such as {bad[:3]}")
    for what, skipped in (("dates", NO_DATES), ("names", NO_NAMES)):
        if format_word in skipped:
            continue
        bad = [(one["id"], column) for one, other in pairs for column in one[what] if one[what][column] != other[what].get(column)]
        if bad:
            identity, column = bad[0]
            one, other = next((a, b) for a, b in pairs if a["id"] == identity)
            problems.append(f"{len(bad)} {what} differ, such as {column} of {identity}: {one[what][column]!r}, {other[what].get(column)!r}")
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
        code, told = run(binary, "convert", source, "--format", word, "--force", "-o", path)
        if code not in (0, 4) or not path.exists() or not path.stat().st_size:
            expected_to_fail = word == "topojson" and all(not holds(word, one["shape"]) for one in reference)
            verdict = "holds none of it" if expected_to_fail else "not built" if "does not write the format" in told else f"FAILED ({code}): {told.strip()[-160:]}"
            yield name, word, "-", 0, verdict
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
        for reader in outside:
            (found, kinds), wrong = looked(reader, path, wanted)
            if reader == "tiles" and not wrong and kinds["largest_tile_bytes"] > 500_000:
                wrong = f"a tile of {kinds['largest_tile_bytes']} bytes"
            problems = [wrong] if wrong else differences(word, reference, found, kinds, date_kinds, told)
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
