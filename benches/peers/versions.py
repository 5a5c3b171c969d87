"""On what a table was measured: machine and versions. Not responsible for the figures."""

import json
import platform
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = ("duckdb", "sedonadb", "geopandas", "shapely", "pyproj", "scikit-learn", "scipy")
NPM = ("@turf/turf", "geokdbush", "geoflatbush")
CRATES = ("geo", "rstar", "geo-index", "kiddo")
DEBIAN = {
    "postgresql-15": "PostgreSQL",
    "postgresql-15-postgis-3": "PostGIS",
    "gdal-bin": "GDAL",
    "libboost-dev": "Boost",
    "libgeographiclib-dev": "GeographicLib",
    "nodejs": "Node",
}


def said(*words):
    """What a command prints; nothing if it is not there."""
    try:
        return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def machine():
    """Cores, processor and memory."""
    processor = re.search(r"Model name:\s*(.+)", said("lscpu"))
    kilobytes = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    threads = said("nproc")
    memory = f"{int(kilobytes[1]) / 2**20:.0f} GiB" if kilobytes else "?"
    return (
        f"{threads} cores of {processor[1] if processor else '?'}, {memory}, {platform.system()} {platform.release()}"
    )


def debian_version(package):
    text = said("dpkg-query", "--show", "--showformat=${Version}", package)
    return re.sub(r"^\d+:|[-+~].*$", "", text)


def versions(target):
    """Name and version of everything that took part."""
    found = [said("rustc", "--version").split(" (")[0]]
    found += [f"{name} {version}" for package, name in DEBIAN.items() if (version := debian_version(package))]
    script = f"import importlib.metadata as m; [print(n, m.version(n)) for n in {PYTHON!r}]"
    found += said(target / "venv/bin/python", "-c", script).splitlines()
    for name in NPM:
        package = target / "js/node_modules" / name / "package.json"
        if package.exists():
            found.append(f"{name} {json.loads(package.read_text())['version']}")
    pins = (HERE / "rust/Cargo.toml").read_text()
    found += [f"{name} {pin[1]}" for name in CRATES if (pin := re.search(rf'^{name} = "=([\d.]+)"', pins, re.M))]
    return ", ".join(entry for entry in found if entry)
