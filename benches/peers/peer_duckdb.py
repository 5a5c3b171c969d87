"""DuckDB with its spatial extension, one thread (two for whole tables).

usage: peer_duckdb.py WORKLOAD ITEMS DATA OUT
"""

from pathlib import Path

import duckdb
import duckdb_extension_spatial
import numpy as np
import pandas as pd

from measure import NEIGHBOURS, RADIUS_M, UTM, Job, timed

TABLE_THREADS = 2
BOX_DEG = 0.4525
"""50 km north or south: no degree of latitude is shorter than 110.57 km."""


def connect(threads):
    database = duckdb.connect()
    folder = Path(duckdb_extension_spatial.__file__).parent
    database.execute(f"load '{next(folder.glob('extensions/*/spatial.duckdb_extension'))}'")
    database.execute(f"set threads={threads}")
    return database


def closest(epsg):
    """SQL of the nearest point of border `b` to point `p`: in the projected plane, or in degrees."""
    if not epsg:
        return "st_closestpoint(b.shape, p.shape)"
    there = f"'EPSG:4326', 'EPSG:{epsg}', always_xy := true"
    back = f"'EPSG:{epsg}', 'EPSG:4326', always_xy := true"
    return f"st_transform(st_closestpoint(b.flat, st_transform(p.shape, {there})), {back})"


SPHEROID = "st_distance_spheroid(st_point2d(lat, lon), st_point2d(st_y(foot), st_x(foot)))"


def load_border(database, job):
    epsg = UTM.get(job.variant, 4326)
    flat = f"st_transform(st_geomfromtext(w), 'EPSG:4326', 'EPSG:{epsg}', always_xy := true)"
    database.execute(
        f"create table b as select st_geomfromtext(w) shape, {flat} flat from (select ? w)", [job.line_wkt()]
    )


def give(database, places):
    """The table `given` with the columns id, lon, lat."""
    table = pd.DataFrame({"id": np.arange(len(places)), "lon": places[:, 0], "lat": places[:, 1]})
    database.register("given", table)


def kernel(job):
    database, rows = connect(1), pd.DataFrame(job.pairs(), columns=["x1", "y1", "x2", "y2", "m"])
    database.register("given", rows)
    database.execute("create table pairs as select row_number() over () id, * from given")
    with timed() as spent:
        ask = "select id, st_distance_spheroid(st_point2d(y1, x1), st_point2d(y2, x2)) distance_m from pairs"
        database.execute(f"create table found as {ask}")
    found = database.execute("select distance_m from found order by id").fetchnumpy()
    job.save("DuckDB ST_Distance_Spheroid", **found)
    job.tell("DuckDB ST_Distance_Spheroid", len(rows), spent)


def border(job):
    database, places = connect(1), job.places(most=job.items)
    give(database, places)
    database.execute("create table p as select *, st_point(lon, lat) shape from given")
    load_border(database, job)
    recipes = {"DuckDB ST_ClosestPoint in degrees + ST_Distance_Spheroid": None}
    if job.variant in UTM:
        recipes = {"DuckDB ST_ClosestPoint in UTM + ST_Distance_Spheroid": UTM[job.variant]} | recipes
    for tool, epsg in recipes.items():
        with timed() as spent:
            feet = f"select id, lon, lat, {closest(epsg)} foot from p, b"
            ask = f"select id, {SPHEROID} distance_m, st_x(foot) lon, st_y(foot) lat from ({feet})"
            database.execute(f"create or replace table found as {ask}")
        job.save(tool, **database.execute("select * from found order by id").fetchnumpy())
        job.tell(tool, len(places), spent)


def points(job):
    database = connect(1)
    whole, asked = job.places("points.csv"), job.places("queries.csv", job.items)
    for name, places in (("p", whole), ("q", asked)):
        give(database, places)
        database.execute(f"create table {name} as select *, st_point2d(lat, lon) shape from given")
    if job.variant == "count":
        tool = "DuckDB box + ST_DWithin_Spheroid"
        wide = f"{BOX_DEG} / cos(radians(abs(q.lat) + {BOX_DEG}))"
        box = f"abs(p.lat - q.lat) <= {BOX_DEG} and abs(p.lon - q.lon) <= {wide}"
        near = f"st_dwithin_spheroid(p.shape, q.shape, {RADIUS_M})"
        ask = f"select q.id, count(*) count from q join p on {box} and {near} group by 1 order by 1"
    else:
        tool = "DuckDB ST_Distance_Spheroid, order by"
        each = f"select p.id place, st_distance_spheroid(p.shape, q.shape) d from p order by d limit {NEIGHBOURS}"
        ranked = "row_number() over (partition by q.id order by d, place) - 1"
        ask = f"select q.id, {ranked} rank, place, d distance_m from q, lateral ({each}) order by 1, 2"
    with timed() as spent:
        found = database.execute(ask).fetchnumpy()
    job.save(tool, **found)
    job.tell(tool, len(asked), spent)


def regions(job):
    database, tool = connect(1), "DuckDB ST_Contains join"
    places, wkt = job.places("points.csv", job.items), job.district_wkt()
    give(database, places)
    database.execute("create table p as select st_point(lon, lat) shape from given")
    database.register("areas", pd.DataFrame({"district": wkt.index, "wkt": wkt.to_numpy()}))
    database.execute("create table a as select district, st_geomfromtext(wkt) shape from areas")
    with timed() as spent:
        ask = "select a.district, count(*) count from p join a on st_contains(a.shape, p.shape) group by 1 order by 1"
        found = database.execute(ask).fetchnumpy()
    job.save(tool, **found)
    job.tell(tool, len(places), spent)


def table(job):
    """CSV to GeoJSON features, a line each, which is DuckDB's fastest way; measured from outside."""
    database, out = connect(TABLE_THREADS), job.out / f"{job.workload}_duckdb.geojsonl"
    load_border(database, job)
    limit = "" if job.items >= 1_000_000 else f"limit {job.items}"
    read = f"(select *, st_point(lon, lat) shape from read_csv('{job.data}/points.csv') {limit}) p"
    feet = f"select p.*, {closest(UTM[job.variant])} foot from {read}, b"
    names = ("id", "date", "category", "fatalities", "actor", "notes")
    fields = ", ".join(f"'{name}': {name}" for name in names)
    properties = f"{{{fields}, 'border_km': round({SPHEROID} / 1000, 6)}} as properties"
    geometry = "st_asgeojson(shape)::json as geometry"
    database.execute(
        f"copy (select 'Feature' as type, {properties}, {geometry} from ({feet})) to '{out}' (format json)"
    )


if __name__ == "__main__":
    job = Job()
    {"kernel": kernel, "w1": border, "w2": points, "w3": regions, "w4": table}[job.kind](job)
