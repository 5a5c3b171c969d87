"""SedonaDB, whose geography is S2's: a sphere. One thread (two for whole tables).

usage: peer_sedonadb.py WORKLOAD ITEMS DATA OUT
"""

import numpy as np
import pandas as pd
import pyarrow as pa
import sedonadb
from pyarrow import csv

from measure import NEIGHBOURS, RADIUS_M, Job, timed

TABLE_THREADS = 2


class Session:
    def __init__(self, threads):
        self.database = sedonadb.connect()
        self.database.sql(f"set datafusion.execution.target_partitions = {threads}").execute()

    def view(self, name, table, sql="select * from raw"):
        """The answer of `sql` over the table `raw`, held in memory under a name."""
        self.database.create_data_frame(pa.Table.from_pandas(table)).to_view("raw", overwrite=True)
        self.database.sql(sql).to_memtable().to_view(name, overwrite=True)

    def places(self, name, places):
        table = pd.DataFrame({"id": np.arange(len(places)), "lon": places[:, 0], "lat": places[:, 1]})
        flat = "st_setsrid(st_point(lon, lat), 4326) flat"
        self.view(name, table, f"select id, st_geogpoint(lon, lat) shape, {flat} from raw")

    def measured(self, job, tool, items, sql):
        with timed() as spent:
            found = self.database.sql(sql).to_pandas()
        found.to_csv(job.answers(tool), index=False)
        job.tell(tool, items, spent)


def border(job):
    session, places = Session(1), job.places(most=job.items)
    session.places("p", places)
    line = f"st_geogfromtext('{job.line_wkt()}')"
    foot = f"select id, shape, st_closestpoint({line}, shape) foot from p"
    at = "st_x(st_togeometry(foot)) lon, st_y(st_togeometry(foot)) lat"
    session.measured(
        job,
        "SedonaDB ST_ClosestPoint + ST_Distance",
        len(places),
        f"select id, st_distance(shape, foot) distance_m, {at} from ({foot})",
    )


def points(job):
    session, queries = Session(1), job.places("queries.csv", job.items)
    session.places("p", job.places("points.csv"))
    session.places("q", queries)
    if job.variant == "count":
        session.measured(
            job,
            "SedonaDB ST_DWithin",
            len(queries),
            "select q.id, count(*) count from q join p on "
            f"st_dwithin(q.shape, p.shape, {RADIUS_M}) group by 1 order by 1",
        )
    else:
        ranked = "cast(row_number() over (partition by q.id order by st_distance(q.shape, p.shape)) as bigint) - 1"
        session.measured(
            job,
            "SedonaDB ST_KNN in degrees",
            len(queries),
            f"select q.id, {ranked} rank, p.id place from q join p on st_knn(q.flat, p.flat, {NEIGHBOURS}, false)",
        )


def regions(job):
    session, wkt = Session(1), job.district_wkt()
    session.places("p", job.places("points.csv", job.items))
    areas = pd.DataFrame({"district": wkt.index, "wkt": wkt.to_numpy()})
    session.view("a", areas, "select district, st_setsrid(st_geomfromtext(wkt), 4326) flat from raw")
    session.measured(
        job,
        "SedonaDB ST_Contains join",
        job.items,
        "select a.district, count(*) count from p join a on st_contains(a.flat, p.flat) group by 1 order by 1",
    )


def table(job):
    """CSV to GeoJSON, measured from outside."""
    session = Session(TABLE_THREADS)
    rows = csv.read_csv(job.data / "points.csv").slice(0, job.items)
    session.database.create_data_frame(rows).to_view("rows", overwrite=True)
    km = f"round(st_distance(st_geogpoint(lon, lat), st_geogfromtext('{job.line_wkt()}')) / 1000, 6) border_km"
    columns = f"id, date, category, fatalities, actor, notes, {km}, st_setsrid(st_point(lon, lat), 4326) geometry"
    found = session.database.sql(f"select {columns} from rows")
    found.to_pyogrio(job.out / f"{job.workload}_sedonadb.geojson", driver="GeoJSON")


if __name__ == "__main__":
    asked = Job()
    {"w1": border, "w2": points, "w3": regions, "w4": table}[asked.kind](asked)
