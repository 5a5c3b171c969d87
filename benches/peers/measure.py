"""How a peer's program is asked, times a section and tells what it took. Not responsible for what is measured.

Every program takes `WORKLOAD ITEMS DATA OUT` and prints one JSON line a section, with the columns of `Job.tell`.
"""

import json
import resource
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
from pyproj import Transformer

RADIUS_M = 50_000.0
NEIGHBOURS = 10
SPHERE_M = 6_371_008.8
"""The mean radius, with which peers on a sphere are asked."""
UTM = {"ne": 32641, "100k": 32641, "atlas": 32641, "rk": 32642, "ic": 32645}
"""The projected system that an analyst would pick for a border; none for those around the pole and across oceans."""
CLUSTERS = {"100k": (1_000.0, 5), "1m": (500.0, 5)}
"""Radius in metres and least neighbours (the point itself counted) of the workloads dbscan-100k and dbscan-1m."""


def in_space(places):
    """Points of the ellipsoid in metres from the Earth's centre."""
    project = Transformer.from_crs(4979, 4978, always_xy=True)
    return np.column_stack(project.transform(places[:, 0], places[:, 1], np.zeros(len(places))))


class Spent:
    """What a section took: processor time of the process, and time on the wall."""

    cpu_s = 0.0
    wall_s = 0.0


@contextmanager
def timed():
    spent = Spent()
    wall, cpu = time.perf_counter(), time.process_time()
    yield spent
    spent.wall_s, spent.cpu_s = time.perf_counter() - wall, time.process_time() - cpu


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


class Job:
    """One workload, read from the command line."""

    def __init__(self):
        self.workload, items, data, out = sys.argv[1:5]
        self.items = int(items)
        self.data, self.out = Path(data), Path(out)
        self.kind, _, self.variant = self.workload.partition("-")

    def file(self, kind):
        """`kind_variant.csv`, or `kind.csv` where the variant has none of its own."""
        own = self.data / f"{kind}_{self.variant}.csv"
        return own if own.exists() else self.data / f"{kind}.csv"

    def line(self):
        """The border's vertices: lon, lat."""
        return np.loadtxt(self.file("border"), delimiter=",", skiprows=1)

    def line_wkt(self):
        return "LINESTRING(" + ",".join(f"{lon:.9f} {lat:.9f}" for lon, lat in self.line()) + ")"

    def places(self, name=None, most=None):
        """Places as rows of lon, lat; the workload's own points unless a file is named."""
        path = self.data / name if name else self.file("points")
        table = pd.read_csv(path, usecols=["lat", "lon"], nrows=most)
        return table[["lon", "lat"]].to_numpy()

    def pairs(self):
        """Rows of lon, lat, lon, lat, metres."""
        rows = np.fromfile(self.data / f"pairs_{self.variant}.f64", "<f8", 5 * self.items)
        return rows.reshape(-1, 5)

    def district_wkt(self):
        """The districts by number."""
        rows = pd.read_csv(self.data / "districts.csv", dtype={"lon": str, "lat": str})
        positions = rows.lon + " " + rows.lat
        return positions.groupby(rows.district).agg(lambda ring: "POLYGON((" + ",".join(ring) + "))")

    def answers(self, tool):
        """Where a tool's answers go."""
        slug = "".join(letter if letter.isalnum() else "_" for letter in tool)
        return self.out / f"{self.workload}_{slug}.csv"

    def save(self, tool, **columns):
        """Writes answers; numbers keep every digit."""
        pd.DataFrame(columns).to_csv(self.answers(tool), index=False)

    def save_counts(self, tool, numbers, counts, column="district"):
        self.save(tool, **{column: numbers, "count": counts})

    def tell(self, tool, items, spent, build_s=0.0, peak=None, answers=True):
        """Prints the line of one section."""
        line = {
            "tool": tool,
            "workload": self.workload,
            "items": items,
            "us_per_item": round(spent.cpu_s / items * 1e6, 5),
            "wall_us_per_item": round(spent.wall_s / items * 1e6, 5),
            "build_ms": round(build_s * 1e3, 3),
            "peak_mb": round(peak if peak is not None else peak_mb(), 1),
            "answers": str(self.answers(tool)) if answers else None,
        }
        print(json.dumps(line), flush=True)
