"""PostGIS, one backend without parallel workers (two for whole tables), warm.

usage: peer_postgis.py WORKLOAD ITEMS DATA OUT
"""

import csv
import io
import json
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

from measure import NEIGHBOURS, RADIUS_M, Job, Spent
from postgis_server import connection

PLACE = "st_setsrid(st_makepoint(lon, lat), 4326)"
KNN_ITEMS = 10_000
CLOSEST_ITEMS = {"ne": 20_000}
"""ST_ClosestPoint looks at every edge: 6 ms a point on a long border, so 1,000 points there."""


class Session:
    """One backend, and what it takes."""

    def __init__(self, job):
        self.job = job
        self.ask = psycopg.connect(connection(job.data.parent.resolve()), autocommit=True).cursor()
        self.ask.execute("create extension if not exists postgis")
        self.ask.execute("set max_parallel_workers_per_gather = 0")
        self.backend = self.ask.execute("select pg_backend_pid()").fetchone()[0]

    def cpu_s(self):
        return int(Path(f"/proc/{self.backend}/schedstat").read_text().split()[0]) * 1e-9

    def peak_mb(self):
        status = Path(f"/proc/{self.backend}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024.0

    @contextmanager
    def timed(self):
        spent = Spent()
        wall, cpu = time.perf_counter(), self.cpu_s()
        yield spent
        spent.wall_s, spent.cpu_s = time.perf_counter() - wall, self.cpu_s() - cpu

    def load(self, table, columns, rows):
        self.ask.execute(f"create temp table {table} ({columns})")
        with self.ask.copy(f"copy {table} from stdin with (format csv)") as copy:
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            copy.write(text.getvalue())

    def measure(self, tool, items, sql, built_s=0.0):
        """The answers of `sql` as a file, and what they took."""
        with self.job.answers(tool).open("wb") as file, self.timed() as spent:
            with self.ask.copy(f"copy ({sql}) to stdout with (format csv, header)") as copy:
                for part in copy:
                    file.write(part)
        self.job.tell(tool, items, spent, built_s, self.peak_mb())


def kernel(session, job):
    rows = job.pairs()
    session.load(
        "pairs",
        "id int, x1 float8, y1 float8, x2 float8, y2 float8, m float8",
        ([number, *row] for number, row in enumerate(rows.tolist())),
    )
    points = "st_setsrid(st_makepoint({0}, {1}), 4326)::geography"
    session.ask.execute(
        f"create temp table both_ends as select id, {points.format('x1', 'y1')} a, "
        f"{points.format('x2', 'y2')} b from pairs"
    )
    session.measure(
        "PostGIS ST_Distance of points", len(rows), "select st_distance(a, b) distance_m from both_ends order by id"
    )


def border(session, job):
    places = job.places(most=job.items)
    session.load("raw", "id int, lon float8, lat float8", ([i, *place] for i, place in enumerate(places.tolist())))
    session.ask.execute(f"create temp table p as select id, {PLACE}::geography shape from raw; analyze p")
    session.load("line", "wkt text", [[job.line_wkt()]])
    session.ask.execute("create temp table b as select st_geogfromtext(wkt) shape from line")
    count = len(places)
    session.measure(
        "PostGIS ST_Distance(geography)", count, "select id, st_distance(p.shape, b.shape) distance_m from p, b"
    )
    with session.timed() as built:
        session.ask.execute(
            "create temp table s as select (st_dumpsegments(shape::geometry)).geom::geography shape "
            "from b; create index on s using gist (shape); analyze s"
        )
    nearest = "select s.shape from s order by s.shape <-> p.shape limit 1"
    few = min(count, KNN_ITEMS)
    session.measure(
        "PostGIS edges, <-> + ST_Distance",
        few,
        f"select p.id, st_distance(p.shape, s.shape) distance_m from p cross join lateral ({nearest}) s "
        f"where p.id < {few}",
        built.cpu_s,
    )
    few = min(count, CLOSEST_ITEMS.get(job.variant, 1_000))
    foot = "st_closestpoint(b.shape::geometry, p.shape::geometry)"
    session.measure(
        "PostGIS ST_ClosestPoint in degrees + ST_Distance",
        few,
        "select id, st_distance(shape, foot::geography) distance_m, st_x(foot) lon, st_y(foot) lat "
        f"from (select p.id, p.shape, {foot} foot from p, b where p.id < {few}) found",
    )


def load_points(session, job):
    """The million points, kept in the cluster with their index; what the index took, if it was made now."""
    if session.ask.execute("select to_regclass('points')").fetchone()[0]:
        return 0.0
    columns = "id int, date date, lat float8, lon float8, category text, fatalities int, actor text, notes text"
    session.ask.execute(f"create temp table incidents ({columns})")
    copy_rows(session, job.data / "points.csv", "incidents")
    session.ask.execute(f"create table points as select id, {PLACE} flat, {PLACE}::geography shape from incidents")
    with session.timed() as built:
        session.ask.execute("create index on points using gist (shape)")
    session.ask.execute("analyze points")
    return built.cpu_s


def copy_rows(session, path, table):
    with path.open("rb") as file, session.ask.copy(f"copy {table} from stdin with (format csv, header)") as copy:
        while part := file.read(1 << 20):
            copy.write(part)


def points(session, job):
    built_s, queries = load_points(session, job), job.places("queries.csv", job.items)
    session.load("raw", "id int, lon float8, lat float8", ([i, *place] for i, place in enumerate(queries.tolist())))
    session.ask.execute(f"create temp table q as select id, {PLACE}::geography shape from raw; analyze q")
    if job.variant == "count":
        near = f"select count(*) from points p where st_dwithin(p.shape, q.shape, {RADIUS_M})"
        return session.measure(
            "PostGIS ST_DWithin", len(queries), f"select q.id, ({near}) count from q order by 1", built_s
        )
    near = f"select p.id, st_distance(p.shape, q.shape) d from points p order by p.shape <-> q.shape limit {NEIGHBOURS}"
    rank = "row_number() over (partition by q.id order by p.d, p.id) - 1"
    return session.measure(
        "PostGIS <->",
        len(queries),
        f"select q.id, {rank} as rank, p.id place, p.d distance_m from q cross join lateral ({near}) p",
        built_s,
    )


def regions(session, job):
    load_points(session, job)
    wkt = job.district_wkt()
    session.load("raw", "district int, wkt text", wkt.items())
    session.ask.execute("create temp table a as select district, st_geomfromtext(wkt, 4326) shape from raw")
    with session.timed() as built:
        session.ask.execute(
            "create temp table pieces as select district, st_subdivide(shape, 128) shape from a; "
            "create index on pieces using gist (shape); analyze pieces"
        )
    session.measure(
        "PostGIS ST_Contains, ST_Subdivide(128)",
        job.items,
        "select a.district, count(*) count from points p join pieces a on st_contains(a.shape, p.flat) "
        f"where p.id < {job.items} group by 1 order by 1",
        built.cpu_s,
    )


def table(session, job):
    """COPY in, distance, GeoJSON out. The client is measured from outside; the line says what the server took."""
    session.ask.execute("set max_parallel_workers_per_gather = 2")
    columns = "id int, date date, lat float8, lon float8, category text, fatalities int, actor text, notes text"
    session.ask.execute(f"create temp table incidents ({columns})")
    session.load("line", "wkt text", [[job.line_wkt()]])
    session.ask.execute("create temp table b as select st_geogfromtext(wkt) border from line")
    with session.timed() as spent:
        copy_rows(session, job.data / "points.csv", "incidents")
        km = f"round((st_distance({PLACE}::geography, border) / 1000)::numeric, 6) border_km"
        row = f"select id, date, category, fatalities, actor, notes, {km}, {PLACE} geometry from incidents, b"
        asked = f"select st_asgeojson(t.*) from ({row} where id < {job.items}) t"
        with (job.out / f"{job.workload}_postgis.geojsonl").open("wb") as file:
            with session.ask.copy(f"copy ({asked}) to stdout with (format csv, quote e'\\x01')") as copy:
                for part in copy:
                    file.write(part)
    print(json.dumps({"server_cpu_s": spent.cpu_s, "server_peak_mb": session.peak_mb()}))


if __name__ == "__main__":
    asked_for = Job()
    do = {"kernel": kernel, "w1": border, "w2": points, "w3": regions, "w4": table}[asked_for.kind]
    do(Session(asked_for), asked_for)
