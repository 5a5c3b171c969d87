"""scikit-learn (haversine, on a sphere) and SciPy's cKDTree (chords through space, on the ellipsoid).

usage: peer_sklearn.py WORKLOAD ITEMS DATA OUT
"""

import numpy as np
from scipy.spatial import cKDTree
from sklearn.cluster import DBSCAN
from sklearn.neighbors import BallTree

from measure import CLUSTERS, NEIGHBOURS, RADIUS_M, SPHERE_M, Job, in_space, timed

HAVERSINE = "scikit-learn BallTree haversine"
CHORD_M = RADIUS_M - RADIUS_M**3 / (24 * 6_370_000.0**2)
"""The chord of a geodesic of 50 km, as a fixed number: right to 2 mm."""


def radians(places):
    """Latitude, longitude as BallTree wants them."""
    return np.radians(places[:, ::-1])


def border(job):
    """The nearest vertex: BallTree knows no edges."""
    line, places = job.line(), job.places(most=job.items)
    with timed() as built:
        tree = BallTree(radians(line), metric="haversine")
    with timed() as spent:
        arc, vertex = tree.query(radians(places), k=1)
    tool, at = f"{HAVERSINE} on vertices", line[vertex[:, 0]]
    job.save(tool, id=np.arange(len(places)), distance_m=arc[:, 0] * SPHERE_M, lon=at[:, 0], lat=at[:, 1])
    job.tell(tool, len(places), spent, built.cpu_s)


def points(job):
    places, queries = job.places("points.csv"), job.places("queries.csv", job.items)
    with timed() as ball_built:
        ball = BallTree(radians(places), metric="haversine")
    with timed() as space_built:
        space = cKDTree(in_space(places))
    chords, arcs = in_space(queries), radians(queries)
    if job.variant == "count":
        with timed() as ball_spent:
            ball_found = ball.query_radius(arcs, RADIUS_M / SPHERE_M, count_only=True)
        with timed() as space_spent:
            space_found = space.query_ball_point(chords, CHORD_M, return_length=True)
    else:
        with timed() as ball_spent:
            ball_found = ball.query(arcs, k=NEIGHBOURS)[1]
        with timed() as space_spent:
            space_found = space.query(chords, k=NEIGHBOURS)[1]
    for tool, found, spent, built in (
        (HAVERSINE, ball_found, ball_spent, ball_built),
        ("SciPy cKDTree on ECEF chords", space_found, space_spent, space_built),
    ):
        save_points(job, tool, found)
        job.tell(tool, len(queries), spent, built.cpu_s)


def save_points(job, tool, found):
    ids = np.arange(len(found))
    if job.variant == "count":
        job.save_counts(tool, ids, found, "id")
    else:
        rank = np.tile(np.arange(NEIGHBOURS), len(found))
        job.save(tool, id=np.repeat(ids, NEIGHBOURS), rank=rank, place=found.ravel())


def clusters(job):
    radius_m, least = CLUSTERS[job.variant]
    places = radians(job.places("points.csv", job.items))
    find = DBSCAN(eps=radius_m / SPHERE_M, min_samples=least, metric="haversine", algorithm="ball_tree")
    with timed() as spent:
        labels = find.fit(places).labels_
    job.save("scikit-learn DBSCAN haversine", id=np.arange(len(places)), cluster=labels)
    job.tell("scikit-learn DBSCAN haversine", len(places), spent)


if __name__ == "__main__":
    asked = Job()
    {"w1": border, "w2": points, "dbscan": clusters}[asked.kind](asked)
