"""Everything that the comparison needs, by name: Debian packages, PyPI, npm, crates.

What cannot be had is told and left out.

usage: install.py TARGET
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DEBIAN = {
    "g++": "/usr/bin/g++",
    "libgeographiclib-dev": "/usr/include/GeographicLib/Geodesic.hpp",
    "libboost-dev": "/usr/include/boost/geometry.hpp",
    "postgresql-15": "/usr/lib/postgresql/15/bin/initdb",
    "postgresql-15-postgis-3": "/usr/share/postgresql/15/extension/postgis.control",
    "gdal-bin": "/usr/bin/ogr2ogr",
    "nodejs": "node",
    "npm": "npm",
}
"""Packages, and what shows that they are there."""
PROGRAMS = {
    "truth_nearest": ("truth/nearest.cpp", "-pthread"),
    "truth_points": ("truth/points.cpp",),
    "truth_pairs": ("truth/pairs.cpp",),
    "peer_boost": ("peer_boost.cpp",),
}
WARNED_BY_BOOST = "-w"


def attempt(what, *words, **options):
    """Runs a command; whether it went well."""
    print(f"installing: {what}", flush=True)
    try:
        done = subprocess.run([str(word) for word in words], check=False, **options)
    except OSError as error:
        print(f"  not installed: {error}")
        return False
    if done.returncode:
        print(f"  not installed: {what} (exit code {done.returncode})")
    return done.returncode == 0


def debian():
    missing = [name for name, sign in DEBIAN.items() if not (Path(sign).exists() or shutil.which(sign))]
    if not missing:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    quiet = {"stdout": subprocess.DEVNULL}
    attempt("list of Debian packages", *as_root, "apt-get", "update", **quiet)
    for name in missing:
        attempt(name, *as_root, "apt-get", "install", "-y", "--no-install-recommends", name, **quiet)


def python(target):
    """The packages one by one where the whole list fails, so that one that is missing spares the others."""
    wanted = HERE / "requirements.txt"
    venv = target / "venv"
    mark = venv / "requirements.txt"
    if mark.exists() and mark.read_text() == wanted.read_text():
        return
    if not (venv / "bin/pip").exists():
        attempt("Python's venv", sys.executable, "-m", "venv", venv)
    pip = [venv / "bin/pip", "install", "--quiet", "--disable-pip-version-check"]
    if attempt("Python packages", *pip, "--requirement", wanted):
        shutil.copy(wanted, mark)
        return
    for name in wanted.read_text().split():
        attempt(name, *pip, name)


def javascript(target):
    js = target / "js"
    js.mkdir(parents=True, exist_ok=True)
    wanted = HERE / "package.json"
    mark = js / "package.json"
    if (js / "node_modules/@turf").exists() and mark.exists() and mark.read_text() == wanted.read_text():
        return
    shutil.copy(wanted, mark)
    attempt("npm packages", "npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", cwd=js)


def cpp(target):
    binaries = target / "bin"
    binaries.mkdir(parents=True, exist_ok=True)
    for name, (source, *flags) in PROGRAMS.items():
        path, binary = HERE / source, binaries / name
        newest = max(file.stat().st_mtime for file in (path, HERE / "truth/places.hpp"))
        if binary.exists() and binary.stat().st_mtime > newest:
            continue
        words = ["g++", "-O2", "-std=c++17", WARNED_BY_BOOST, path, "-o", binary, *flags]
        attempt(name, *words, *(["-lGeographicLib"] if name.startswith("truth") else []))


def rust(target):
    environment = os.environ | {"CARGO_TARGET_DIR": str(target / "rust")}
    cargo = ["cargo", "build", "--quiet", "--release"]
    attempt("Rust's crates", *cargo, "--locked", cwd=HERE / "rust", env=environment)
    attempt("sarhad", *cargo, "--bin", "sarhad", "--bench", "peers", cwd=ROOT)


def install(target):
    """All of it; what is there is kept."""
    target.mkdir(parents=True, exist_ok=True)
    debian()
    python(target)
    javascript(target)
    cpp(target)
    rust(target)


if __name__ == "__main__":
    install(Path(sys.argv[1]).resolve())
