"""How far answers are from the truth. Not responsible for making either.

Distances and places are judged against GeographicLib (the programs in truth/), districts against GEOS, clusters against
GeographicLib's distances between all pairs that could be neighbours.

usage: compare.py WORKLOAD ITEMS ANSWERS DATA TRUTH
"""

import json
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from measure import CLUSTERS, in_space

WGS84 = Geod(ellps="WGS84")
WRONG_M = 1.0
"""An answer is wrong when it is off by more than this."""
TIE_M = 1e-7
"""A place that is as near as the nearest to this is not counted as wrong, wherever it lies."""
LOCATED_TO_M = 300e3
RANGES_KM = (50, 100, 200, 300, 400, 500, 1_000, 20_100)


def spread(errors):
    """The greatest and the median error, and how many are wrong."""
    errors = np.abs(errors)
    return {
        "error_max_m": float(errors.max(initial=0.0)),
        "error_median_m": float(np.median(errors)) if len(errors) else 0.0,
        "wrong": int((errors > WRONG_M).sum()),
        "compared": len(errors),
    }


def kernel(workload, answers, data):
    variant = workload.partition("-")[2]
    pairs = np.fromfile(data / f"pairs_{variant}.f64", "<f8").reshape(-1, 5)
    found = pd.read_csv(answers).distance_m.to_numpy()
    there = ~np.isnan(found)
    exact_m, errors = pairs[: len(found), 4][there], np.abs(found[there] - pairs[: len(found), 4][there])
    judged = spread(errors)
    low = 0
    judged["by_range_km"] = {}
    for high in RANGES_KM:
        inside = (exact_m > low * 1e3) & (exact_m <= high * 1e3)
        if inside.any():
            judged["by_range_km"][str(high)] = float(errors[inside].max())
        low = high
    return judged


def points_file(workload, data):
    own = data / f"points_{workload.partition('-')[2]}.csv"
    return own if own.exists() else data / "points.csv"


def border(workload, answers, data, truth):
    if not (truth / f"{workload}.csv").exists():
        return {}
    found = pd.read_csv(answers).set_index("id").sort_index()
    known = pd.read_csv(truth / f"{workload}.csv", nrows=int(found.index.max()) + 1).loc[found.index]
    exact_m = known.distance_m.to_numpy()
    errors = found.distance_m.to_numpy() - exact_m
    judged = spread(errors)
    near = exact_m <= LOCATED_TO_M
    judged["error_max_300km_m"] = float(np.abs(errors[near]).max(initial=0.0))
    if "lon" not in found:
        return judged
    off_m = WGS84.inv(known.lon.to_numpy(), known.lat.to_numpy(), found.lon.to_numpy(), found.lat.to_numpy())[2]
    asked = pd.read_csv(points_file(workload, data), usecols=["lat", "lon"], nrows=int(found.index.max()) + 1)
    asked = asked.loc[found.index]
    own_m = WGS84.inv(asked.lon.to_numpy(), asked.lat.to_numpy(), found.lon.to_numpy(), found.lat.to_numpy())[2]
    judged["place_max_m"] = float(off_m[near].max(initial=0.0))
    off_m[own_m - exact_m <= TIE_M] = 0.0
    judged["place_wrong"] = int((off_m[near] > WRONG_M).sum())
    return judged


def points(workload, answers, truth):
    if not (truth / f"{workload}.csv").exists():
        return {}
    found, known = pd.read_csv(answers), pd.read_csv(truth / f"{workload}.csv")
    if workload == "w2-count":
        known = known.set_index("id")["count"].loc[found.id]
        errors = np.abs(found["count"].to_numpy() - known.to_numpy())
        return {"wrong": int((errors > 0).sum()), "compared": len(found), "error_max": int(errors.max(initial=0))}
    found, known = (table.sort_values(["id", "rank"]).groupby("id").place.apply(list) for table in (found, known))
    asked = found.index
    sets = sum(set(found[query]) != set(known[query]) for query in asked)
    orders = sum(found[query] != known[query] for query in asked)
    return {"wrong": sets, "wrong_order": orders, "compared": len(asked)}


def regions(items, answers, data, truth):
    found, known = pd.read_csv(answers).set_index("district")["count"], held_by_geos(items, data, truth)
    differ = (known - found.reindex(known.index).fillna(0)).abs()
    return {"wrong": int(differ.sum()), "compared": items}


def held_by_geos(items, data, truth):
    """How many of the first `items` points GEOS finds in each district."""
    path = truth / f"w3_{items}.csv"
    if not path.exists():
        rows = pd.read_csv(data / "districts.csv")
        rings = [shapely.Polygon(ring[["lon", "lat"]].to_numpy()) for _, ring in rows.groupby("district")]
        places = pd.read_csv(data / "points.csv", usecols=["lon", "lat"], nrows=items)
        shapely.prepare(rings)
        tree = shapely.STRtree(shapely.points(places.lon.to_numpy(), places.lat.to_numpy()))
        held = np.bincount(tree.query(rings, predicate="contains")[0], minlength=len(rings))
        pd.DataFrame({"district": range(len(rings)), "count": held}).to_csv(path, index=False)
    return pd.read_csv(path).set_index("district")["count"]


def clusters(workload, items, answers, data, truth):
    """How many points are noise on one side only, and how many clusters there are too many or too few."""
    found, known = pd.read_csv(answers).cluster.to_numpy(), true_clusters(workload, items, data, truth)
    wrong = int(((found < 0) != (known < 0)).sum())
    return {"wrong": wrong, "compared": items, "clusters": int(found.max() + 1), "true_clusters": int(known.max() + 1)}


def true_clusters(workload, items, data, truth):
    """DBSCAN by its definition: pairs by chords a little too long, GeographicLib, connected cores."""
    path = truth / f"{workload}_{items}.csv"
    if not path.exists():
        radius_m, least = CLUSTERS[workload.partition("-")[2]]
        places = pd.read_csv(data / "points.csv", usecols=["lon", "lat"], nrows=items)[["lon", "lat"]].to_numpy()
        pairs = cKDTree(in_space(places)).query_pairs(radius_m + 1e-3, output_type="ndarray")
        a, b = places[pairs[:, 0]], places[pairs[:, 1]]
        a, b = pairs[WGS84.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2] <= radius_m].T
        core = np.bincount(np.concatenate([a, b]), minlength=items) + 1 >= least
        both = core[a] & core[b]
        graph = coo_array((np.ones(both.sum(), bool), (a[both], b[both])), shape=(items, items))
        labels = connected_components(graph, directed=False)[1]
        cluster = np.full(items, -1)
        cluster[core] = np.unique(labels[core], return_inverse=True)[1]
        for edge, middle in ((a, b), (b, a)):
            reached = core[middle] & ~core[edge]
            cluster[edge[reached]] = cluster[middle[reached]]
        pd.DataFrame({"cluster": cluster}).to_csv(path, index=False)
    return pd.read_csv(path).cluster.to_numpy()


HEAD_BYTES = 1 << 21
HEAD_FEATURES = 1_000
ID = re.compile(r'"id":\s*"?(\d+)')
DISTANCE = re.compile(r'"(border_km|distance_m)":\s*"?([-+.0-9eE]+)')


def table(workload, answers, truth):
    """The distances in the first features of a file, which GeoJSON writers round to some decimals."""
    path = truth / f"w1-{workload.split('-')[1]}.csv"
    if workload.endswith("-10m") or not path.exists():
        return {}
    known = pd.read_csv(path, nrows=100_000).distance_m
    with answers.open() as file:
        features = file.read(HEAD_BYTES).split('"Feature"')[1 : HEAD_FEATURES + 1]
    errors = []
    for feature in features:
        number, distance = ID.search(feature), DISTANCE.search(feature)
        if number and distance:
            scale = 1_000.0 if distance[1] == "border_km" else 1.0
            errors.append(float(distance[2]) * scale - known[int(number[1])])
    return spread(np.array(errors))


def judge(workload, items, answers, data, truth):
    """Errors of one file of answers."""
    kind = workload.partition("-")[0]
    if kind == "kernel":
        return kernel(workload, answers, data)
    if kind == "w1":
        return border(workload, answers, data, truth)
    if kind == "w2":
        return points(workload, answers, truth)
    if kind == "w3":
        return regions(items, answers, data, truth)
    if kind == "w4":
        return table(workload, answers, truth)
    if kind == "dbscan":
        return clusters(workload, items, answers, data, truth)
    return {}


if __name__ == "__main__":
    name, count, *paths = sys.argv[1:]
    print(json.dumps(judge(name, int(count), *map(Path, paths))))
