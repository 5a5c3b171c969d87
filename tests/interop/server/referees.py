"""Holds `sarhad serve` against programs that are not ours: schemathesis, Redocly, OWSLib, GDAL and QGIS.

Usage: referees.py BINARY [--examples 100,500] [--without NAME,…] [--qgis-python COMMAND]
Needs what requirements.txt lists, GDAL's ogr2ogr, npx, and python3-qgis of the system, or a COMMAND that runs the Python of another
QGIS, such as "chroot FOLDER python3". Exit code 1 where one of them finds a fault.
"""

import argparse
import csv
import datetime
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from proxy import Proxy

HERE = Path(__file__).parent
COUNT = 10_001
REDOCLY = "@redocly/cli@2.77.0"
CHECKS = "not_a_server_error,status_code_conformance,response_schema_conformance,content_type_conformance"
# a rounding of the foot to a millionth of a degree, 0.11 m at most
MEASURED_MOST_M = 0.15


def table(path):
    """A lattice between 58 and 68 degrees east, 24 and 34 north; a day and a toll in turn."""
    with open(path, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "lon", "lat", "date", "deaths", "kind"])
        for n in range(COUNT):
            day = datetime.date(2023, 1, 1) + datetime.timedelta(days=n % 730)
            place = f"{58 + n % 137 * 10 / 137:.5f}", f"{24 + n // 137 * 10 / 74:.5f}"
            rows.writerow([f"e{n}", *place, day, n % 100, "Explosion" if n % 2 else "armed attack"])


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Served:
    """A server of `inputs`, reached through `proxy` where one is given, which writes down what is asked."""

    def __init__(self, binary, inputs, proxy=None):
        own = free_port()
        self.proxy, self.url = proxy, f"http://127.0.0.1:{own}"
        command = [binary, "serve", *inputs, "--port", own]
        if proxy:
            proxy.there, self.url = own, f"http://127.0.0.1:{proxy.port}"
            command += ["--base-url", self.url]
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        # it prints its address when it listens
        if not self.process.stdout.readline():
            raise SystemExit("the server did not start")

    def asked(self, path):
        """What was asked at `path` since the last time, as parameters."""
        targets = [urlsplit(target) for target in self.proxy.asked]
        self.proxy.asked.clear()
        return [parse_qs(target.query) for target in targets if target.path == path]

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def schemathesis(url, examples, where):
    """Each operation of the document, asked by what fits its schema and by what does not."""
    tool = Path(sys.executable).with_name("schemathesis")
    options = ["--checks", CHECKS, "--max-examples", examples, "--seed", 1, "--request-timeout", 60, "--no-color"]
    done = run(tool, "run", f"{url}/api", *options, cwd=where)
    summary = [line.strip() for line in done.stdout.splitlines() if "generated" in line or "Tested:" in line]
    return done.returncode == 0, "; ".join(summary) if done.returncode == 0 else done.stdout[-8000:]


def redocly(document):
    done = run("npx", "--yes", REDOCLY, "lint", document, cwd=document.parent)
    said = done.stdout + done.stderr
    clean = done.returncode == 0 and "warning" not in said.split("validating", 1)[-1]
    return clean, "no error, no warning" if clean else said[-2000:]


def validator(document):
    done = run(Path(sys.executable).with_name("openapi-spec-validator"), document)
    return done.returncode == 0, (done.stdout + done.stderr).strip()[-500:]


def owslib(served):
    from owslib.ogcapi.features import Features

    client = Features(f"{served.url}/")
    collections = client.feature_collections()
    page = client.collection_items("events", limit=10)
    queryables = client.collection_queryables("events")["properties"]
    fits = collections[0] == "events" and page["numberMatched"] == COUNT and "deaths" in queryables
    return fits, f"{len(collections)} collections, {page['numberMatched']} events, {len(queryables)} queryables"


def gdal(served, where):
    """GDAL of the system: everything, page by page."""
    out = where / "events.gpkg"
    listed = run("ogrinfo", "-ro", f"OAPIF:{served.url}")
    made = run("ogr2ogr", out, f"OAPIF:{served.url}", "events")
    counted = run("ogrinfo", "-ro", "-so", out, "events").stdout
    count = re.search(r"Feature Count: (\d+)", counted)
    fits = "events" in listed.stdout and count is not None and int(count[1]) == COUNT and not made.stderr
    return fits, f"{count and count[1]} features; {made.stderr.strip() or 'nothing to complain of'}"


def gdal_newer(served):
    """The GDAL that pyogrio brings: a filter and a box, asked of the server. In a process of its own, for it holds up the proxy's."""
    served.asked("")
    done = run(sys.executable, HERE / "newer_gdal.py", served.url, "events")
    if done.returncode:
        return False, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    asked = served.asked("/collections/events/items")
    passed_on = sorted({name for params in asked for name in params if name in ("filter", "bbox", "filter-lang")})
    fits = seen["count"] == COUNT and seen["some"] == seen["fitting"] > 0 and "bbox" in passed_on
    return fits, f"GDAL {seen['version']}: {seen['count']} features; {seen['some']} asked for by {', '.join(passed_on)}"


def qgis(served, measured, python):
    """QGIS itself: all features, a filter, a box, and its own ruler beside the column."""
    served.asked("")
    script = (HERE / "qgis_layer.py").read_text()
    done = run(*shlex.split(python), "-", f"{served.url}/", "events", input=script)
    said = [line for line in done.stdout.splitlines() if line.startswith("SEEN ")]
    if not said:
        return False, (done.stdout + done.stderr)[-2000:]
    seen = json.loads(said[0][5:])
    asked = served.asked("/collections/events/items")
    with open(measured, newline="") as file:
        rows = list(csv.DictReader(file))
    pages = {params.get("limit", [""])[0] for params in asked}
    off = max(abs(float(row["distance_m"]) - seen["distances"][row["id"]]) for row in rows)
    expected = sum(int(row["deaths"]) > 90 and row["date"] >= "2024-06-01" for row in rows)
    passed_on = sorted({name for params in asked for name in params if name not in ("limit", "offset", "f")})
    filters = sorted({params["filter"][0] for params in asked if "filter" in params})
    # versions before 3.36 know no CQL2: they ask for times and boxes, and filter the rest themselves
    pushes = "bbox" in passed_on and (bool(filters) if seen["version"] >= 33_600 else "datetime" in passed_on)
    fits = seen["valid"] and seen["count"] == COUNT and seen["filtered"] == expected and seen["boxed"] > 0
    told = (
        f"QGIS {seen['version']}: {seen['count']} features, {seen['filtered']} of {expected} filtered, {seen['boxed']} in the box; "
        f"pages of {', '.join(sorted(pages))}; asked by {', '.join(passed_on)}; {'; '.join(filters)}; columns within {off:g} m of sarhad distance, "
        f"its ruler within {seen['off_m']:.3f} m; fields {seen['fields']}"
    )
    return fits and pushes and off == 0.0 and seen["off_m"] <= MEASURED_MOST_M, told


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", type=Path)
    parser.add_argument("--examples", default="100,500")
    parser.add_argument("--without", default="")
    parser.add_argument("--qgis-python", default="/usr/bin/python3")
    asked = parser.parse_args()
    binary, without = asked.binary.resolve(), asked.without.split(",")
    where = Path(tempfile.mkdtemp())
    failed = 0

    def judge(name, judged):
        nonlocal failed
        if name.split(" ")[0] in without:
            return
        fits, said = judged()
        failed += not fits
        print(f"{'ok  ' if fits else 'FAIL'} {name}: {said}", flush=True)

    plain, events = where / "plain.csv", where / "events.csv"
    table(plain)
    run(binary, "distance", plain, "--to", "border/IR-PK", "-o", events, check=True)
    served = Served(binary, [events], Proxy())
    try:
        document = where / "api.json"
        with urllib.request.urlopen(f"{served.url}/api") as answer:
            document.write_bytes(answer.read())
        judge("redocly", lambda: redocly(document))
        judge("validator", lambda: validator(document))
        judge("owslib", lambda: owslib(served))
        judge("gdal", lambda: gdal(served, where))
        judge("pyogrio", lambda: gdal_newer(served))
        judge("qgis", lambda: qgis(served, events, asked.qgis_python))
    finally:
        served.stop()
    small = Served(binary, ["@incidents"])
    try:
        for examples in asked.examples.split(","):
            judge(f"schemathesis {examples}", lambda: schemathesis(small.url, examples, where))
    finally:
        small.stop()
        shutil.rmtree(where)
    return int(failed > 0)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
