"""How long a table takes into each format, beside GDAL's ogr2ogr on the same machine in the same run.

Usage: speed.py BINARY [--rows 1000000] [--format WORD]... [--threads N]

Prints seconds, peak memory of the process, and size of the file. GDAL is the ogr2ogr of the system, where there is one; a
format that it does not write has no second column. What takes longer than five minutes is ended. Use a release build.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

# format word, extension, driver of GDAL and its options
FORMATS = [
    ("geojson", "geojson", ["GeoJSON"]),
    ("geojsonl", "geojsonl", ["GeoJSONSeq"]),
    ("csv", "csv", ["CSV", "-lco", "GEOMETRY=AS_XY"]),
    ("gpkg", "gpkg", ["GPKG"]),
    ("fgb", "fgb", ["FlatGeobuf"]),
    ("parquet", "parquet", ["Parquet"]),
    ("kml", "kml", ["KML"]),
    ("kmz", "kmz", ["LIBKML"]),
    ("xlsx", "xlsx", ["XLSX"]),
    ("gpx", "gpx", ["GPX", "-dsco", "GPX_USE_EXTENSIONS=YES"]),
    ("pmtiles", "pmtiles", ["PMTiles"]),
]


def table(path, rows):
    chance = random.Random(7)
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,date,lat,lon,place,killed,note\n")
        for number in range(rows):
            lat, lon = chance.uniform(24, 37), chance.uniform(58, 72)
            day = f"20{number % 24:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            file.write(f"{number},{day},{lat:.6f},{lon:.6f},گوادر {number % 97},{number % 9},reported by source {number % 1009}\n")


# a program that takes longer is ended, and the row says so
LONGEST_S = 300


def timed(words):
    """Exit code, seconds, peak memory in MB, and what was said on standard error."""
    with tempfile.TemporaryFile() as told:
        begun = time.monotonic()
        process = subprocess.Popen(list(map(str, words)), stdout=subprocess.DEVNULL, stderr=told)
        watch = threading.Timer(LONGEST_S, process.kill)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        took_s = time.monotonic() - begun
        told.seek(0)
        return process.returncode, took_s, usage.ru_maxrss / 1024, told.read().decode(errors="replace")


def row(words, target):
    if target.exists():
        target.unlink()
    code, took_s, peak_mb, told = timed(words)
    if took_s >= LONGEST_S:
        return f"{f'ended after {LONGEST_S} s, {peak_mb:.0f} MB':>34}"
    if code or not target.exists():
        return f"{'failed: ' + told.strip().splitlines()[-1][:40] if told.strip() else 'failed':>34}"
    return f"{took_s:>8.1f} s {peak_mb:>8.0f} MB {target.stat().st_size / 1e6:>9.1f} MB"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--format", action="append", default=[])
    parser.add_argument("--threads", type=int)
    asked = parser.parse_args()
    gdal = shutil.which("ogr2ogr")
    version = subprocess.run([gdal, "--version"], capture_output=True, text=True, check=True).stdout.strip() if gdal else "none"
    print(f"{asked.rows} rows; {os.cpu_count()} processors; GDAL: {version}")
    print(f"{'':<10} {'sarhad: time, peak memory, file':>34}   {'ogr2ogr':>34}")
    with tempfile.TemporaryDirectory(prefix="sarhad-speed-") as folder:
        folder = Path(folder)
        source = folder / "rows.csv"
        table(source, asked.rows)
        for word, extension, driver in FORMATS:
            if asked.format and word not in asked.format:
                continue
            threads = ["--threads", asked.threads] if asked.threads else []
            ours = folder / f"ours.{extension}"
            own = row([asked.binary, "convert", source, "--format", word, "--force", *threads, "-o", ours], ours)
            theirs, other = folder / f"theirs.{extension}", ""
            if gdal:
                opening = ["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "AUTODETECT_TYPE=YES", "-a_srs", "EPSG:4326"]
                other = row([gdal, "-f", *driver, theirs, source, *opening], theirs)
            print(f"{word:<10} {own:>34}   {other:>34}", flush=True)
            for file in (ours, theirs):
                if file.exists():
                    file.unlink()
    sys.exit(0)


if __name__ == "__main__":
    main()
