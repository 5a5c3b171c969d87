"""The data of the comparison: every file is a pure function of the seeds below and of Natural Earth.

Writes borders (lon,lat), points, queries and districts as CSV into the folder DATA; files that stand there are kept.
usage: generate.py DATA [--rows-10m] [--growth]
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from pyproj import Geod

from districts import districts

WGS84 = Geod(ellps="WGS84")
ROOT = Path(__file__).resolve().parents[2]
SEEDS = {"fractal": 11, "points": 12, "queries": 13, "rows": 14, "borders": 15, "hard": 16, "districts": 17}

MEDIAN_KM, SPREAD, FARTHEST_KM = 25.0, 1.2, 300.0
"""Points lie log-normally far from the border's course: most within a few tens of kilometres, as incidents do."""

HARD_POINTS, HARD_FARTHEST_M = 5_000, 3e6
GROWTH_VERTICES = (1_000, 10_000, 100_000, 1_000_000)


def read_line(path):
    """A border's vertices, one row each: lon, lat."""
    return np.loadtxt(path, delimiter=",", skiprows=1)


def write_line(path, line):
    """A border as CSV, and as GeoJSON beside it."""
    rows = [(f"{lon:.9f}", f"{lat:.9f}") for lon, lat in line]
    path.write_text("lon,lat\n" + "".join(f"{lon},{lat}\n" for lon, lat in rows))
    coordinates = ",".join(f"[{lon},{lat}]" for lon, lat in rows)
    geometry = f'{{"type":"LineString","coordinates":[{coordinates}]}}'
    feature = f'{{"type":"Feature","properties":{{"name":"{path.stem}"}},"geometry":{geometry}}}'
    path.with_suffix(".geojson").write_text(f'{{"type":"FeatureCollection","features":[{feature}]}}\n')
    print(f"{path.name}: {len(line):,} vertices", flush=True)


def course(line, along_m):
    """Where the line is after `along_m` metres, and how long it is."""
    steps_m = WGS84.inv(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])[2]
    at_m = np.concatenate([[0.0], np.cumsum(steps_m)])
    along_m = along_m * at_m[-1]
    return np.column_stack([np.interp(along_m, at_m, line[:, axis]) for axis in (0, 1)]), at_m[-1]


def wiggle(rng, count, length_m, longest_m=20_000.0, hurst=0.85):
    """Fractal noise in -1..1 whose waves are at most `longest_m` long, so that the course stays as it was."""
    frequency = np.fft.rfftfreq(count, d=length_m / count)
    loudness = np.zeros_like(frequency)
    heard = frequency >= 1.0 / longest_m
    loudness[heard] = frequency[heard] ** -(hurst + 0.5)
    noise = np.fft.irfft(loudness * np.exp(2j * np.pi * rng.random(len(frequency))), count)
    return noise / np.abs(noise).max()


def fractal_border(line, count, amplitude_m=900.0):
    """The same course with `count` vertices and a fractal wiggle that dies away at both ends."""
    rng = np.random.default_rng(SEEDS["fractal"])
    share = np.linspace(0.0, 1.0, count)
    at, length_m = course(line, share)
    calm = np.clip(np.minimum(share, 1.0 - share) * length_m / 5_000.0, 0.0, 1.0) * amplitude_m
    north_m, east_m = (wiggle(rng, count, length_m) * calm for _ in range(2))
    metres_per_degree = 111_000.0
    lon = at[:, 0] + east_m / (metres_per_degree * np.cos(np.radians(at[:, 1])))
    return np.column_stack([lon, at[:, 1] + north_m / metres_per_degree])


def near(line, count, seed):
    """Points at log-normal distances from places spread evenly along the line, rounded to 6 digits."""
    rng = np.random.default_rng(seed)
    at, _ = course(line, rng.random(count))
    away_km = np.exp(rng.normal(np.log(MEDIAN_KM), SPREAD, count))
    while (far := away_km > FARTHEST_KM).any():
        away_km[far] = np.exp(rng.normal(np.log(MEDIAN_KM), SPREAD, far.sum()))
    lon, lat, _ = WGS84.fwd(at[:, 0], at[:, 1], rng.uniform(0.0, 360.0, count), away_km * 1_000.0)
    return np.round(np.column_stack([lon, lat]), 6)


KINDS = ["armed clash", "explosion", "protest", "smuggling", "air strike", "border closure", "arrest", "other"]
ACTORS = ["unidentified armed group", "border guard", "police", "militia A", "militia B", "civilians"]


def write_rows(path, points):
    """Incidents with everything that a table of them carries: id,date,lat,lon,category,fatalities,actor,notes."""
    rng = np.random.default_rng(SEEDS["rows"])
    count = len(points)
    ids = np.arange(count)
    days = np.datetime64("2002-01-01") + rng.integers(0, 8_000, count)
    notes = np.where(ids % 7 == 0, "near checkpoint, road closed #", "reported by local press #")
    table = pd.DataFrame(
        {
            "id": ids,
            "date": np.datetime_as_string(days),
            "lat": points[:, 1],
            "lon": points[:, 0],
            "category": np.array(KINDS)[rng.integers(0, len(KINDS), count)],
            "fatalities": rng.poisson(0.7, count),
            "actor": np.array(ACTORS)[rng.integers(0, len(ACTORS), count)],
            "notes": np.char.add(notes, ids.astype("U8")),
        }
    )
    table.to_csv(path, index=False, chunksize=100_000)
    print(f"{path.name}: {count:,} rows", flush=True)


def write_places(path, points, digits=7):
    """Places alone: id,lat,lon."""
    rows = (f"{number},{lat:.{digits}f},{lon:.{digits}f}\n" for number, (lon, lat) in enumerate(points))
    path.write_text("id,lat,lon\n" + "".join(rows))
    print(f"{path.name}: {len(points):,} places", flush=True)


def write_districts(path):
    """The districts as rows: district,lon,lat, each ring closed."""
    with path.open("w") as file:
        file.write("district,lon,lat\n")
        for number, ring in enumerate(districts(SEEDS["districts"])):
            file.writelines(f"{number},{lon:.7f},{lat:.7f}\n" for lon, lat in ring)
    print(path.name, flush=True)


def atlas_border():
    """The border IR-PK of the atlas, its longest line."""
    layer = json.loads((ROOT / "data/layers/borders.geojson").read_text())
    found = next(f for f in layer["features"] if "IR-PK" in str(f.get("id", "")) + str(f["properties"].get("id", "")))
    geometry = found["geometry"]
    lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
    return np.array([position[:2] for position in max(lines, key=len)])


def hard_borders():
    """Where planar methods give up: around the pole, across 180 degrees, along the equator, edges of 2,000 km."""
    turn = np.arange(-180.0, 180.1, 2.5)
    yield "pole", np.column_stack([turn, 89.2 + 0.7 * np.sin(np.radians(3.0 * turn))])
    lon = np.linspace(170.0, 190.0, 400)
    yield "dateline", np.column_stack([(lon + 180.0) % 360.0 - 180.0, 64.0 + 2.0 * np.sin(lon)])
    yield "equator", np.column_stack([np.linspace(-3.0, 3.0, 300), 0.02 * np.sin(np.arange(300))])
    yield "long", np.array([[60.0, 10.0], [75.0, 25.0], [95.0, 20.0], [100.0, 45.0], [60.0, 50.0]])


def around(line, seed):
    """Points from a metre to 3,000 km away from the vertices, as many in each order of size."""
    rng = np.random.default_rng(seed)
    at = line[rng.integers(0, len(line), HARD_POINTS)]
    away_m = np.exp(rng.uniform(0.0, np.log(HARD_FARTHEST_M), HARD_POINTS))
    lon, lat, _ = WGS84.fwd(at[:, 0], at[:, 1], rng.uniform(0.0, 360.0, HARD_POINTS), away_m)
    return np.round(np.column_stack([lon, lat]), 7)


def generate(data, rows_10m, growth):
    """Every file that is not there yet."""

    def missing(name):
        return None if (data / name).exists() else data / name

    line = read_line(data / "border_ne.csv")
    if path := missing("border_100k.csv"):
        write_line(path, fractal_border(line, 100_000))
    if path := missing("border_atlas.csv"):
        write_line(path, atlas_border())
    for name in ("ne", "rk", "ic"):
        if not (data / f"border_{name}.geojson").exists():
            write_line(data / f"border_{name}.csv", read_line(data / f"border_{name}.csv"))
    if path := missing("points.csv"):
        write_rows(path, near(line, 1_000_000, SEEDS["points"]))
    if rows_10m and (path := missing("points_10m.csv")):
        write_rows(path, near(line, 10_000_000, SEEDS["points"] + 100))
    if path := missing("queries.csv"):
        write_places(path, near(line, 1_000, SEEDS["queries"]), 6)
    if path := missing("districts.csv"):
        write_districts(path)
    for number, name in enumerate(("rk", "ic")):
        if path := missing(f"points_{name}.csv"):
            write_places(path, near(read_line(data / f"border_{name}.csv"), 1_000_000, SEEDS["borders"] + 100 + number))
    for number, (name, hard) in enumerate(hard_borders()):
        if path := missing(f"border_{name}.csv"):
            write_line(path, hard)
            write_places(data / f"points_{name}.csv", around(np.round(hard, 9), SEEDS["hard"] + 100 + number))
    if growth:
        for vertices in GROWTH_VERTICES:
            if path := missing(f"border_growth{vertices}.csv"):
                write_line(path, fractal_border(line, vertices))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    generate(folder, "--rows-10m" in sys.argv, "--growth" in sys.argv)
