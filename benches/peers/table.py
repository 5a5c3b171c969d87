"""The Markdown tables of the figures, written between two marks of BENCHMARKS.md. Not responsible for measuring.

usage: table.py TARGET RESULTS [BENCHMARKS.md]
"""

import json
import statistics
import sys
from pathlib import Path

from plan import WORKLOADS
from versions import machine, versions

START, END = "<!-- measured -->", "<!-- end of measured -->"
NAMES = {
    "ne": "border of Natural Earth, Iran–Pakistan, 223 vertices",
    "100k": "the same course with 100,000 vertices",
    "atlas": "the atlas's border/IR-PK, 16,866 vertices, edges straight in lon/lat",
    "rk": "Russia–Kazakhstan, 2,025 vertices",
    "ic": "India–China, 309 vertices",
    "pole": "around the pole, points 1 m to 3,000 km away",
    "dateline": "across ±180°, points 1 m to 3,000 km away",
    "equator": "along the equator, points 1 m to 3,000 km away",
    "long": "edges of 2,000 km, points 1 m to 3,000 km away",
    "nearest": "1 M points, the 10 nearest",
    "count": "1 M points, how many within 50 km",
    "400km": "pairs up to 400 km",
    "1000km": "pairs of 400 to 1,000 km",
    "far": "pairs beyond 1,000 km",
    "w4-ne-10m": "border of Natural Earth, 10 M rows",
    "dbscan-100k": "100,000 points, radius 1 km, at least 5",
    "dbscan-1m": "1 M points, radius 500 m, at least 5",
}
BLOCKS = "sarhad, in blocks"


def short(number):
    """Three digits that count."""
    if number is None:
        return "–"
    if number == 0:
        return "0"
    if abs(number) < 1e-3:
        return f"{number:.1e}"
    if abs(number) >= 1_000:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def lines(header, body):
    """A Markdown table whose first column is text."""
    head = "| " + " | ".join(header) + " |"
    rule = "|---|" + "--:|" * (len(header) - 1)
    return [head, rule, *("| " + " | ".join(row) + " |" for row in body), ""]


def took(result, tool, key):
    """The median of all runs of a tool: of sarhad also those that stood in pairs."""
    column = {"us": 0, "wall_us": 1}[key]
    runs = list(result["tools"][tool][key])
    if tool.startswith("sarhad"):
        others = [entry for name, entry in result["tools"].items() if name != tool]
        runs += [one[tool][column] for entry in others for one in entry["sarhad"] if tool in one]
    return statistics.median(runs)


def ratio(result, tool, to="sarhad", key="us"):
    """How many times as long as sarhad: the median of the pairs, and their range."""
    column = {"us": 0, "wall_us": 1}[key]
    entry = result["tools"][tool]
    pairs = [mine / one[to][column] for mine, one in zip(entry[key], entry["sarhad"], strict=True) if to in one]
    if tool.startswith("sarhad") or not pairs:
        return "–"
    middle = statistics.median(pairs)
    spread = f" ({short(min(pairs))}–{short(max(pairs))})" if len(pairs) > 1 else ""
    return short(middle) + spread


def wrong(judged, key="wrong"):
    return f"{judged[key]:,} of {judged['compared']:,}" if key in judged else "–"


def kernel(result):
    header = ["", "pairs", "ns", "ratio", "greatest error by range, m"]
    body = []
    for tool, entry in result["tools"].items():
        ranges = entry["judged"].get("by_range_km", {})
        errors = ", ".join(f"≤ {int(high):,} km {short(error)}" for high, error in ranges.items())
        if ranges:
            ns = short(took(result, tool, "us") * 1e3)
            body.append([tool, f"{entry['items']:,}", ns, ratio(result, tool), errors])
    return lines(header, body)


def border(result):
    header = ["", "points", "µs", "ratio", "ratio to blocks", "max error, m", "to 300 km", "median, m", "off by > 1 m"]
    header += ["place, max m", "place off by > 1 m", "build, ms", "peak, MB"]
    body = []
    for tool, entry in result["tools"].items():
        judged = entry["judged"]
        key = "wall_us" if tool.endswith("threads") else "us"
        errors = [short(judged.get(f"error_{name}_m")) for name in ("max", "max_300km", "median")]
        place = judged.get("place_wrong")
        body.append(
            [
                tool,
                f"{entry['items']:,}",
                short(took(result, tool, key)),
                ratio(result, tool),
                ratio(result, tool, BLOCKS),
            ]
            + [*errors, wrong(judged), short(judged.get("place_max_m")), f"{place:,}" if place is not None else "–"]
            + [short(entry["build_ms"]), short(entry["peak_mb"])]
        )
    return lines(header, body)


def counted(result):
    header = ["", "asked", "µs", "ratio", "wrong", "wrong order", "build, ms", "peak, MB"]
    body = []
    for tool, entry in result["tools"].items():
        judged = entry["judged"]
        order = f"{judged['wrong_order']:,}" if "wrong_order" in judged else "–"
        body.append(
            [tool, f"{entry['items']:,}", short(took(result, tool, "us")), ratio(result, tool), wrong(judged), order]
            + [short(entry["build_ms"]), short(entry["peak_mb"])]
        )
    return lines(header, body)


def whole(result):
    header = [
        "whole process",
        "rows",
        "wall, µs a row",
        "processor, µs a row",
        "ratio of wall",
        "max error, m",
        "peak, MB",
    ]
    body = []
    for tool, entry in result["tools"].items():
        wall, cpu = (short(took(result, tool, key)) for key in ("wall_us", "us"))
        error = short(entry["judged"].get("error_max_m"))
        row = [tool, f"{entry['items']:,}", wall, cpu, ratio(result, tool, key="wall_us"), error]
        body.append([*row, short(entry["peak_mb"])])
    return lines(header, body)


def start(result):
    body = [
        [
            tool,
            short(took(result, tool, "wall_us") / 1e3),
            short(took(result, tool, "us") / 1e3),
            short(entry["peak_mb"]),
        ]
        for tool, entry in result["tools"].items()
    ]
    return lines(["whole process", "wall, ms", "processor, ms", "peak, MB"], body)


def growth(results):
    """µs by the size of what is indexed: one table of borders, one of points."""
    borders, points = [], []
    for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000):
        if result := results.get(f"w1-growth{size}"):
            tools = [tool for tool in ("sarhad", BLOCKS) if tool in result["tools"]]
            one = result["tools"].get("sarhad", {"build_ms": 0.0, "peak_mb": 0.0})
            figures = [short(took(result, tool, "us")) for tool in tools]
            borders.append([f"{size:,}", *figures, short(one["build_ms"]), short(one["peak_mb"])])
        row = [f"{size:,}"]
        for what in ("nearest", "count"):
            result = results.get(f"w2-{what}-{size}")
            row.append(short(took(result, "sarhad", "us")) if result and result["tools"] else "–")
        if result and result["tools"]:
            one = result["tools"]["sarhad"]
            points.append([*row, short(one["build_ms"]), short(one["peak_mb"])])
    text = []
    if borders:
        text += lines(["vertices of the border", "µs", "µs, in blocks", "build, ms", "peak, MB"], borders)
    if points:
        text += lines(["points", "µs, 10 nearest", "µs, count within 50 km", "build, ms", "peak, MB"], points)
    return text


SECTIONS = [
    ("Start", "start", start),
    ("Distance between two places", "kernel", kernel),
    ("Nearest point of a border, and the distance", "w1", border),
    ("Points: the nearest, and how many", "w2", counted),
    ("1 M points in 210 districts", "w3", counted),
    ("CSV to GeoJSON with the distance to the border", "w4", whole),
    ("Clusters (DBSCAN)", "dbscan", counted),
]


def is_growth(name):
    return "growth" in name or name.count("-") > 1 and name.startswith("w2")


def tables(results):
    """All sections as lines of Markdown."""
    text = []
    for title, kind, draw in SECTIONS:
        own = [r for name, r in results.items() if name.partition("-")[0] == kind and not is_growth(name)]
        if own:
            text += [f"## {title}", ""]
        for result in own:
            name = result["workload"]
            if "-" in name:
                text += [f"### {NAMES.get(name) or NAMES.get(name.partition('-')[2], name)}", ""]
            text += draw(result)
            if result["missing"]:
                missing = "; ".join(f"{peer}: {why}" for peer, why in result["missing"].items())
                text += [f"Without a figure: {missing}.", ""]
    if found := growth(results):
        text += ["## Growth", "", *found]
    return text


def write(target, results_folder, page):
    """Puts the tables into the page between its marks; prints them where there is no page."""
    read = {path.stem: json.loads(path.read_text()) for path in Path(results_folder).glob("*.json")}
    results = {work.name: read[work.name] for work in WORKLOADS if work.name in read}
    dates = sorted(result["date"] for result in results.values())
    facts = [f"Measured {dates[-1] if dates else ''} on {machine()}.", "", f"Versions: {versions(Path(target))}.", ""]
    text = "\n".join([START, "", *facts, *tables(results), END])
    if page is None:
        print(text)
        return
    whole_page = Path(page).read_text()
    before, after = whole_page.split(START)[0], whole_page.split(END)[1]
    Path(page).write_text(before + text + after)
    print(f"{page} updated")


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
