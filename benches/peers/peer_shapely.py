"""GeoPandas, Shapely and pyproj: what an analyst writes in Python, and what an expert would.

usage: peer_shapely.py WORKLOAD ITEMS DATA OUT
"""

import geopandas
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod, Transformer

from measure import UTM, Job, timed

WGS84 = Geod(ellps="WGS84")


def kernel(job):
    rows = job.pairs()
    with timed() as spent:
        found = WGS84.inv(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3])[2]
    job.save("pyproj Geod.inv", distance_m=found)
    job.tell("pyproj Geod.inv", len(rows), spent)


class Projected:
    """A border's segments in a projected system, or in degrees where there is none."""

    def __init__(self, line, epsg):
        self.project = Transformer.from_crs(4326, epsg, always_xy=True) if epsg else None
        flat = self.flat(line)
        self.segments = shapely.linestrings(np.stack([flat[:-1], flat[1:]], axis=1))
        self.tree = shapely.STRtree(self.segments)
        self.tree.query_nearest(shapely.points(flat[:1]))

    def flat(self, places):
        return np.column_stack(self.project.transform(places[:, 0], places[:, 1])) if self.project else places

    def nearest(self, places):
        """The nearest point in the plane, brought back, and the geodesic to it."""
        points = shapely.points(self.flat(places))
        segments = self.segments[self.tree.query_nearest(points, all_matches=False)[1]]
        feet = shapely.line_interpolate_point(segments, shapely.line_locate_point(segments, points))
        flat = shapely.get_coordinates(feet)
        lon, lat = self.project.transform(flat[:, 0], flat[:, 1], direction="INVERSE") if self.project else flat.T
        return WGS84.inv(places[:, 0], places[:, 1], lon, lat)[2], lon, lat


ONE_LINER_ITEMS = 1_000
"""GeoPandas' distance to a whole line looks at every edge: 2 ms a point on 100,000."""


def border(job):
    line, places = job.line(), job.places(most=job.items)
    recipes = {"Shapely STRtree in degrees + Geod.inv": None}
    if job.variant in UTM:
        recipes = {"Shapely STRtree in UTM + Geod.inv": UTM[job.variant]} | recipes
    for tool, epsg in recipes.items():
        with timed() as built:
            projected = Projected(line, epsg)
        with timed() as spent:
            distance_m, lon, lat = projected.nearest(places)
        job.save(tool, id=np.arange(len(places)), distance_m=distance_m, lon=lon, lat=lat)
        job.tell(tool, len(places), spent, built.cpu_s)
    if job.variant in UTM:
        tool, few = "GeoPandas to_crs(UTM).distance", places if len(line) < 1_000 else places[:ONE_LINER_ITEMS]
        series = geopandas.GeoSeries.from_xy(few[:, 0], few[:, 1], crs=4326)
        target = geopandas.GeoSeries([shapely.linestrings(line)], crs=4326)
        with timed() as spent:
            found = series.to_crs(UTM[job.variant]).distance(target.to_crs(UTM[job.variant]).iloc[0])
        job.save(tool, id=np.arange(len(few)), distance_m=found.to_numpy())
        job.tell(tool, len(few), spent)


def regions(job):
    wkt, places = job.district_wkt(), job.places("points.csv", job.items)
    polygons = shapely.from_wkt(wkt.to_numpy())
    points = shapely.points(places)
    with timed() as spent:
        shapely.prepare(polygons)
        held = shapely.STRtree(points).query(polygons, predicate="contains")[0]
    tool = "Shapely STRtree of points + prepared polygons"
    job.save_counts(tool, wkt.index, np.bincount(held, minlength=len(polygons)))
    job.tell(tool, len(places), spent)
    left = geopandas.GeoDataFrame(geometry=points, crs=4326)
    right = geopandas.GeoDataFrame({"district": wkt.index}, geometry=polygons, crs=4326)
    with timed() as spent:
        counts = geopandas.sjoin(left, right, predicate="within").groupby("district").size()
    job.save_counts("GeoPandas sjoin", counts.index, counts.to_numpy())
    job.tell("GeoPandas sjoin", len(places), spent)


def table(job):
    """CSV to GeoJSON with the distance: the whole program is measured from outside."""
    projected = Projected(job.line(), UTM[job.variant])
    rows = pd.read_csv(job.data / "points.csv", nrows=job.items)
    places = rows[["lon", "lat"]].to_numpy()
    rows["border_km"] = np.round(projected.nearest(places)[0] / 1_000.0, 6)
    points = geopandas.points_from_xy(places[:, 0], places[:, 1])
    frame = geopandas.GeoDataFrame(rows.drop(columns=["lat", "lon"]), geometry=points, crs=4326)
    frame.to_file(job.out / f"{job.workload}_geopandas.geojson", driver="GeoJSON", engine="pyogrio")


if __name__ == "__main__":
    asked = Job()
    {"kernel": kernel, "w1": border, "w3": regions, "w4": table}[asked.kind](asked)
