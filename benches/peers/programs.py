"""How each program is called, and what a run of it took. Not responsible for what is measured when."""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LONGEST_S = 900
WHOLE = ("w4", "start")
"""Kinds of work in which sarhad's own command line is measured from outside."""
MODULES = {
    "postgis": ("psycopg", "pandas"),
    "sedonadb": ("sedonadb", "pyarrow"),
    "duckdb": ("duckdb_extension_spatial", "pandas"),
    "shapely": ("geopandas", "pyogrio"),
    "sklearn": ("sklearn", "pyproj"),
    "gdal": ("pandas",),
}


class Failed(Exception):
    """A program that is not there, or did not finish well."""


@dataclass
class Process:
    """What a whole process took: its children and what it waited for included."""

    lines: list
    cpu_s: float
    wall_s: float
    peak_mb: float


def run(words, log):
    """Runs a program to its end; its lines of JSON, and what it took."""
    words = [str(word) for word in words]
    with log.open("w") as errors:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=errors, cwd=ROOT)
        except OSError as error:
            raise Failed(f"not installed ({error.strerror})") from error
        text = process.stdout.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text().strip().splitlines()
        raise Failed(f"exit code {process.returncode}: {said[-1][:200] if said else 'said nothing'}")
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    return Process(lines, used.ru_utime + used.ru_stime, wall_s, used.ru_maxrss / 1024.0)


class Programs:
    """The programs of one machine: sarhad, its peers, and what was put beside them."""

    def __init__(self, target, out, beside):
        self.target, self.data, self.out = target, target / "data", target / out
        self.python = target / "venv/bin/python"
        self.beside = beside
        self.out.mkdir(parents=True, exist_ok=True)

    def sarhad(self):
        built = ROOT / "target/release"
        found = [path for path in built.glob("deps/peers-*") if not path.suffix]
        if not found or not (built / "sarhad").exists():
            raise Failed("sarhad is not built: cargo build --release --bin sarhad --bench peers")
        return max(found, key=lambda path: path.stat().st_mtime), built / "sarhad"

    def command(self, name, work, items):
        """The words that run `name` on a piece of work, and where its file lands if the whole process is measured."""
        asked = [work.name, str(items), self.data, self.out]
        if name == "sarhad":
            bench, program = self.sarhad()
            return self.whole(program, work, items) if work.kind in WHOLE else ([bench, *asked], None)
        if name in self.beside:
            return [*self.beside[name].split(), *asked], self.written(work, name)
        if name == "turf":
            js = self.target / "js"
            if not (js / "node_modules/@turf").exists():
                raise Failed("not installed")
            return ["node", HERE / "peer_turf.mjs", js, *asked], self.written(work, name)
        if name in ("boost", "rust"):
            program = self.target / {"boost": "bin/peer_boost", "rust": "rust/release/rust-peers"}[name]
            if not program.exists():
                raise Failed("not installed")
            return [program, *asked], None
        self.require(name)
        return [self.python, HERE / f"peer_{name}.py", *asked], self.written(work, self.file_name(name))

    @staticmethod
    def file_name(name):
        return "geopandas" if name == "shapely" else name

    def written(self, work, name):
        """Where the file of a whole process lands: `.geojson`, or `.geojsonl` where that is the peer's fastest way."""
        if work.kind != "w4":
            return None
        ending = "geojsonl" if name in ("duckdb", "postgis") else "geojson"
        return self.out / f"{work.name}_{name}.{ending}"

    def require(self, name):
        """Fails unless the modules of a peer can be imported."""
        check = "; ".join(f"import {module}" for module in MODULES[name])
        if not self.python.exists() or self.fails(check):
            raise Failed("not installed")
        if name == "gdal" and not shutil.which("ogr2ogr"):
            raise Failed("not installed")

    def fails(self, script):
        return subprocess.run([self.python, "-c", script], capture_output=True, check=False).returncode

    def whole(self, program, work, items):
        """sarhad's command line on the same work."""
        if work.kind == "start":
            return [program, "distance", "--at", "60.8629,29.4963", "--to", "border/IR-PK"], None
        line = self.data / f"border_{work.variant.removesuffix('-10m')}.geojson"
        out = self.out / f"{work.name}_sarhad.geojson"
        return [program, "distance", self.rows(items), "--to", line, "--edges", "geodesic", "-o", out, "--force"], out

    def rows(self, items):
        """A table of so many rows: the first ones of the million."""
        if items >= 1_000_000:
            return self.data / ("points.csv" if items == 1_000_000 else "points_10m.csv")
        path = self.data / f"rows_{items}.csv"
        if not path.exists():
            with (self.data / "points.csv").open() as whole, path.open("w") as part:
                part.writelines(line for line, _ in zip(whole, range(items + 1), strict=False))
        return path

    def measure(self, name, work, items):
        """The lines of one run. A whole process becomes a line of its own."""
        words, written = self.command(name, work, items)
        log = self.out / f"{work.name}_{name}.log"
        if work.kind == "start":
            return [self.median_start(name, work, words, log, items)]
        done = run(words, log)
        if work.kind != "w4" and not (name == "sarhad" and work.kind in WHOLE):
            return done.lines
        server = done.lines[0] if done.lines else {}
        return [
            {
                "tool": TABLE_TOOLS.get(name, name),
                "workload": work.name,
                "items": items,
                "us_per_item": (done.cpu_s + server.get("server_cpu_s", 0.0)) / items * 1e6,
                "wall_us_per_item": done.wall_s / items * 1e6,
                "build_ms": 0.0,
                "peak_mb": max(done.peak_mb, server.get("server_peak_mb", 0.0)),
                "answers": str(written) if written else None,
            }
        ]

    def median_start(self, tool, work, words, log, times):
        """A whole process, several times: the median of its time on the wall."""
        done = sorted((run(words, log) for _ in range(times)), key=lambda process: process.wall_s)
        middle = done[len(done) // 2]
        return {
            "tool": tool,
            "workload": work.name,
            "items": 1,
            "us_per_item": middle.cpu_s * 1e6,
            "wall_us_per_item": middle.wall_s * 1e6,
            "build_ms": 0.0,
            "peak_mb": middle.peak_mb,
            "answers": None,
        }


TABLE_TOOLS = {
    "postgis": "PostGIS COPY + ST_Distance + ST_AsGeoJSON (lines)",
    "sedonadb": "SedonaDB to_pyogrio, two threads",
    "duckdb": "DuckDB in UTM, JSON lines, two threads",
    "shapely": "GeoPandas + Shapely STRtree in UTM + pyogrio",
    "gdal": "ogr2ogr, SQLite dialect (SpatiaLite)",
    "turf": "Turf pointToLineDistance",
}
