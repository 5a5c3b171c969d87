"""The one command of the comparison: installs, generates, measures, judges, and writes the table.

usage: run.py [--quick] [--only w1,w2-count] [--peers postgis,rust] [--resume] [--beside NAME=PROGRAM] [--no-install]
"""

import argparse
import datetime
import json
import signal
import subprocess
import sys
from pathlib import Path

import install
import plan
import postgis_server
import table
from programs import HERE, ROOT, Failed, Programs, run

TARGET = ROOT / "target/peers"
PAIRS = {"400km": (2_000_000, 0.01, 4e5), "1000km": (500_000, 4e5, 1e6), "far": (200_000, 1e6, 1e9)}


def say(text):
    print(f"{datetime.datetime.now():%H:%M:%S}  {text}", flush=True)


def generate(programs, works):
    """The data that the works need."""
    programs.data.mkdir(parents=True, exist_ok=True)
    borders = ("ne", "rk", "ic")
    if not all((programs.data / f"border_{name}.csv").exists() for name in borders):
        words = ["node", HERE / "extract_borders.mjs", programs.target / "js", programs.data]
        subprocess.run(words, check=True)
    names = [work.name for work in works]
    many = ["--rows-10m"] if any(name.endswith(("-10m", "-10000000")) for name in names) else []
    growth = ["--growth"] if any("growth" in name for name in names) else []
    subprocess.run([programs.python, HERE / "generate.py", programs.data, *many, *growth], check=True)
    for variant, numbers in PAIRS.items():
        path = programs.data / f"pairs_{variant}.f64"
        if not path.exists() and any(name == f"kernel-{variant}" for name in names):
            say(f"pairs of places, {variant}")
            words = [programs.target / "bin/truth_pairs", *map(str, numbers), path]
            subprocess.run(words, check=True)


def rows(path):
    """How many lines follow the header."""
    if not path.exists():
        return -1
    with path.open("rb") as file:
        return sum(1 for _ in file) - 1


def know(programs, work):
    """The truth of one piece of work, where it is not known yet."""
    truth = programs.target / "truth"
    truth.mkdir(exist_ok=True)
    known = truth / f"{work.name}.csv"
    binaries = programs.target / "bin"
    if work.truth == ("points",) and not known.exists():
        say("truth: a thousand queries by brute force")
        places = [programs.data / "points.csv", programs.data / "queries.csv", "50000"]
        outs = [truth / "w2-count.csv", truth / "w2-nearest.csv"]
        subprocess.run([binaries / "truth_points", *places, *outs], check=True)
    if work.truth[:1] == ("nearest",) and rows(known) < work.items:
        say(f"truth: {work.items:,} nearest points of border {work.variant}")
        own = programs.data / f"points_{work.variant}.csv"
        points = own if own.exists() else programs.data / "points.csv"
        border = programs.data / f"border_{work.variant}.csv"
        words = [binaries / "truth_nearest", border, points, str(work.items), work.truth[1], known]
        subprocess.run(words, check=True)


def judged(programs, line):
    """The errors of a tool's answers; nothing where there is no truth."""
    if not line["answers"]:
        return {}
    words = [programs.python, HERE / "compare.py", line["workload"], str(line["items"]), line["answers"]]
    try:
        done = run([*words, programs.data, programs.target / "truth"], programs.out / "compare.log")
    except Failed as failed:
        say(f"    {line['tool']} not judged: {failed}")
        return {}
    if line["workload"].startswith("w4"):
        Path(line["answers"]).unlink(missing_ok=True)
    return done.lines[0] if done.lines else {}


def put(found, line, sarhad):
    """Adds one run of a tool, with what sarhad took just before."""
    tool = found["tools"].setdefault(
        line["tool"], {"us": [], "wall_us": [], "sarhad": [], "build_ms": 0.0, "peak_mb": 0.0}
    )
    tool["items"] = line["items"]
    tool["us"].append(line["us_per_item"])
    tool["wall_us"].append(line["wall_us_per_item"])
    tool["sarhad"].append({one["tool"]: [one["us_per_item"], one["wall_us_per_item"]] for one in sarhad})
    tool["build_ms"] = max(tool["build_ms"], line["build_ms"])
    tool["peak_mb"] = max(tool["peak_mb"], line["peak_mb"])
    return tool


def alone(programs, work, found):
    """sarhad by itself on all items, judged."""
    lines = programs.measure("sarhad", work, work.items)
    for line in lines:
        tool = put(found, line, [other for other in lines if other["tool"].startswith("sarhad")])
        tool["judged"] = judged(programs, line)
        say(f"  {line['tool']}: {line['us_per_item']:.4g} us")
    if not lines:
        found["missing"]["sarhad"] = "does not answer this yet"


def pair(programs, work, peer, items, found):
    """sarhad, then the peer: one pair. The first answers of a tool are judged."""
    try:
        sarhad = programs.measure("sarhad", work, work.pair_items)
    except Failed:
        sarhad = []
    for line in programs.measure(peer, work, items):
        tool = put(found, line, sarhad)
        if "judged" not in tool:
            tool["judged"] = judged(programs, line)
        say(f"  {line['tool']}: {line['us_per_item']:.4g} us")


def measure(programs, work, peers):
    """Everything about one piece of work: A B A B for each peer, round by round."""
    found = {"workload": work.name, "date": f"{datetime.date.today()}", "tools": {}, "missing": {}}
    try:
        alone(programs, work, found)
    except Failed as failed:
        found["missing"]["sarhad"] = str(failed)
        say(f"  sarhad: {failed}")
    asked = {peer: items for peer, items in work.peers.items() if peer in peers}
    asked |= {name: work.pair_items for name in programs.beside if work.kind != "start"}
    for _ in range(work.rounds):
        for peer, items in asked.items():
            if peer in found["missing"]:
                continue
            try:
                pair(programs, work, peer, items, found)
            except Failed as failed:
                found["missing"][peer] = str(failed)
                say(f"  {peer}: {failed}")
    if work.kind == "start":
        loading(programs, work, found)
    return found


def loading(programs, work, found):
    """How long peers take to load, before any answer."""
    for tool, words in plan.LOADING.items():
        filled = [word.format(python=programs.python, js=programs.target / "js") for word in words]
        try:
            line = programs.median_start(tool, work, filled, programs.out / "start.log", work.items)
        except Failed as failed:
            found["missing"][tool] = str(failed)
            continue
        put(found, line, [])


def words():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a hundredth of the items, to see that all works")
    parser.add_argument("--only", default="", help="workloads by the beginnings of their names: w1,w2-count")
    parser.add_argument("--peers", default=",".join(plan.ALL), help="which peers take part")
    parser.add_argument("--resume", action="store_true", help="keep the workloads that were measured before")
    parser.add_argument("--no-install", action="store_true", help="use what is there")
    parser.add_argument(
        "--beside",
        action="append",
        default=[],
        metavar="NAME=PROGRAM",
        help="another program, called as the peers are: an older sarhad, for example",
    )
    return parser.parse_args()


def main():
    # a stop from outside ends the server too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = words()
    works = plan.chosen(asked.only, asked.quick)
    beside = dict(word.split("=", 1) for word in asked.beside)
    programs = Programs(TARGET, "out-quick" if asked.quick else "out", beside)
    results = TARGET / ("results-quick" if asked.quick else "results")
    results.mkdir(parents=True, exist_ok=True)
    if not asked.no_install:
        install.install(TARGET)
    generate(programs, works)
    peers = asked.peers.split(",")
    if "postgis" in peers and not postgis_server.start(TARGET):
        say("PostgreSQL 15 is not installed: no PostGIS")
        peers.remove("postgis")
    try:
        for number, work in enumerate(works, 1):
            path = results / f"{work.name}.json"
            if asked.resume and path.exists():
                continue
            say(f"{work.name} ({number} of {len(works)})")
            know(programs, work)
            path.write_text(json.dumps(measure(programs, work, peers), indent=1))
    finally:
        postgis_server.stop(TARGET)
    table.write(TARGET, results, None if asked.quick else ROOT / "BENCHMARKS.md")


if __name__ == "__main__":
    sys.exit(main())
