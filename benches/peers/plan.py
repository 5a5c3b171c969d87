"""What is measured: workloads, who takes part in each, and with how many items. Not responsible for running it.

Slow peers get fewer items, so that the whole takes some 25 minutes on two cores; figures are per item. A quick
run checks that all works.
"""

from dataclasses import dataclass, field

ROUNDS = 3
QUICK_ROUNDS = 1
QUICK_DIVISOR = 100
QUICK_LEAST = {"w2": 2, "w1": 10}

ALL = ("postgis", "sedonadb", "duckdb", "shapely", "sklearn", "turf", "boost", "rust", "gdal")
"""Every peer, in the order in which they run."""


@dataclass(frozen=True)
class Workload:
    """A piece of work: items for sarhad's answers, for its half of each timed pair, and for its peers."""

    name: str
    items: int
    pair_items: int
    peers: dict = field(default_factory=dict)
    rounds: int = ROUNDS
    truth: tuple = ()

    @property
    def kind(self):
        return self.name.partition("-")[0]

    @property
    def variant(self):
        return self.name.partition("-")[2]

    def quick(self):
        """The same with a hundredth of the items, once."""

        def few(items):
            return min(items, max(items // QUICK_DIVISOR, QUICK_LEAST.get(self.kind, 1_000)))

        peers = {peer: few(items) for peer, items in self.peers.items()}
        return Workload(self.name, few(self.items), few(self.pair_items), peers, QUICK_ROUNDS, self.truth)


M = 1_000_000
GEODESIC, LONLAT = ("nearest", "geodesic"), ("nearest", "lonlat")
ELSEWHERE = {"postgis": 20_000, "shapely": 20_000, "boost": 20_000, "rust": 20_000}
HARD = {"postgis": 5_000, "sedonadb": 5_000, "shapely": 5_000, "boost": 5_000, "rust": 5_000}

WORKLOADS = [
    Workload("start", 10, 10, rounds=1),
    Workload("kernel-400km", 2 * M, M, {"shapely": M, "duckdb": M, "postgis": 200_000, "boost": M}),
    Workload("kernel-1000km", 500_000, 500_000, rounds=1),
    Workload("kernel-far", 200_000, 200_000, {"shapely": 200_000, "boost": 200_000}, rounds=1),
    Workload(
        "w1-ne",
        M,
        200_000,
        {"postgis": 200_000, "sedonadb": 100_000, "duckdb": 100_000, "shapely": 200_000, "sklearn": 200_000}
        | {"turf": 1_000, "boost": 50_000, "rust": 200_000},
        truth=GEODESIC,
    ),
    Workload(
        "w1-100k",
        M,
        200_000,
        {"postgis": 50_000, "sedonadb": 50_000, "duckdb": 300, "shapely": 100_000, "sklearn": 100_000}
        | {"turf": 10, "boost": 20_000, "rust": 100_000},
        truth=GEODESIC,
    ),
    Workload("w1-atlas", M, M, truth=LONLAT),
    Workload("w1-rk", M, 20_000, ELSEWHERE, 1, GEODESIC),
    Workload("w1-ic", M, 20_000, ELSEWHERE, 1, GEODESIC),
    *(Workload(f"w1-{name}", 5_000, 5_000, HARD, 1, GEODESIC) for name in ("pole", "dateline", "equator", "long")),
    Workload(
        "w2-nearest",
        1_000,
        1_000,
        {"postgis": 300, "sedonadb": 20, "duckdb": 5, "sklearn": 1_000, "turf": 1_000, "rust": 1_000},
        truth=("points",),
    ),
    Workload(
        "w2-count",
        1_000,
        1_000,
        {"postgis": 20, "sedonadb": 10, "duckdb": 10, "sklearn": 1_000, "turf": 20, "rust": 200},
        truth=("points",),
    ),
    Workload(
        "w3",
        M,
        M,
        {"postgis": 100_000, "sedonadb": M, "duckdb": 50_000, "shapely": M, "turf": 50_000, "rust": M},
    ),
    Workload("w4-ne", M, M, {"postgis": M, "sedonadb": M, "duckdb": M, "shapely": M, "gdal": 5_000, "turf": 1_000}),
    Workload("w4-100k", M, M, {"postgis": 200_000, "sedonadb": 200_000, "shapely": 200_000}),
    Workload("w4-ne-10m", 10 * M, 10 * M, rounds=1),
    Workload("dbscan-100k", 100_000, 100_000, {"sklearn": 100_000}),
    Workload("dbscan-1m", M, M, {"sklearn": M}, rounds=1),
    *(Workload(f"w1-growth{size}", 100_000, 100_000) for size in (1_000, 10_000, 100_000, 1_000_000)),
    *(
        Workload(f"w2-{what}-{size}", 1_000, 1_000)
        for size in (10_000, 100_000, 1_000_000, 10_000_000)
        for what in ("nearest", "count")
    ),
]

LARGEST = ("-10m", "-10000000")
"""Works whose data alone takes minutes to make: left out of a quick run."""

LOADING = {
    "import geopandas": ["{python}", "-c", "import geopandas"],
    "import duckdb": ["{python}", "-c", "import duckdb; duckdb.connect()"],
    "require @turf/turf": ["node", "-e", "require('{js}/node_modules/@turf/turf')"],
}
"""What peers need before their first answer, beside sarhad's first answer."""


def chosen(only, quick):
    """The workloads whose names begin with one of `only`; all of them if it is empty."""
    wanted = [word for word in only.split(",") if word]
    found = [work for work in WORKLOADS if not wanted or any(work.name.startswith(word) for word in wanted)]
    return [work.quick() for work in found if not work.name.endswith(LARGEST)] if quick else found
