"""What becomes of an output where the system fails: old or new, whole, every time.

Usage: faults.py BINARY [--format WORD]... [--kills 200] [--seed 7]

Per format: a disk of 2 MB that is full, /dev/full, a limit of 1 MB on the size of files, a folder that may not be written to,
SIGINT, and kill -9 at random moments while a file is replaced. A full disk needs root and Linux; elsewhere it is skipped and
told. Hidden files that kill -9 leaves are counted: nobody is left to clear them away. Exit code 1 where anything is torn.
"""

import argparse
import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXTENSIONS = {
    "geojson": "geojson", "geojsonl": "geojsonl", "geojsonseq": "geojsons", "csv": "csv", "tsv": "tsv", "json": "json",
    "gpkg": "gpkg", "fgb": "fgb", "parquet": "parquet", "kml": "kml", "kmz": "kmz", "xlsx": "xlsx", "gpx": "gpx",
    "topojson": "topojson", "pmtiles": "pmtiles",
}
OUTPUT_FAILED, INTERRUPTED = 5, 130
DISK_BYTES = 2 << 20
FILE_BYTES_MAX = 1 << 20
LONGEST_WAIT_MS = 2000


def events(path, rows, seed):
    """A table whose texts do not shrink when packed."""
    chance = random.Random(seed)
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,date,lat,lon,note\n")
        for number in range(rows):
            lat, lon = chance.uniform(24, 37), chance.uniform(58, 72)
            file.write(f"{number},2023-{number % 12 + 1:02}-{number % 28 + 1:02},{lat:.6f},{lon:.6f},{chance.randbytes(60).hex()}\n")
    return path


def areas(path, seed, count=4000):
    """Areas, for formats that hold no points."""
    import json

    chance = random.Random(seed)
    features = []
    for number in range(count):
        x, y = chance.uniform(58, 72), chance.uniform(24, 37)
        ring = [[x, y], [x + 0.1 + chance.random() / 9, y], [x, y + 0.1 + chance.random() / 9], [x, y]]
        properties = {"id": number, "note": chance.randbytes(60).hex()}
        features.append({"type": "Feature", "id": number, "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    Path(path).write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def run(binary, *words, limit=None, cwd=None):
    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    before = limited if limit else None
    done = subprocess.run([binary, *map(str, words)], capture_output=True, text=True, cwd=cwd, preexec_fn=before, check=False)
    return done.returncode, done.stderr


def digest(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def hidden(folder):
    return [name for name in os.listdir(folder) if name.startswith(".")]


class Faults:
    def __init__(self, binary, folder, seed, kills):
        self.binary, self.folder, self.seed, self.kills = binary, folder, seed, kills
        self.big = events(folder / "big.csv", 40_000, seed)
        self.small = events(folder / "small.csv", 20, seed + 1)
        self.big_areas = areas(folder / "big.geojson", seed, 40_000)
        self.small_areas = areas(folder / "small.geojson", seed, 20)

    def inputs(self, word):
        return (self.small_areas, self.big_areas) if word == "topojson" else (self.small, self.big)

    def write(self, word, source, target, **more):
        return run(self.binary, "convert", source, "--format", word, "--force", "-o", target, **more)

    def left(self, word, folder, source, limit=None):
        """Writes a small file, fails to replace it with a big one, and says what is wrong with what is left."""
        small, _ = self.inputs(word)
        target = folder / f"a.{EXTENSIONS[word]}"
        code, told = self.write(word, small, target)
        if code:
            return f"cannot begin ({code}): {told[-80:]}"
        before, names = digest(target), sorted(os.listdir(folder))
        code, told = self.write(word, source, target, limit=limit)
        problems = [f"exit {code}: {told.strip()[-90:]}"] if code != OUTPUT_FAILED else []
        problems += ["the old file is gone or torn"] if not target.exists() or digest(target) != before else []
        problems += [f"left {sorted(set(os.listdir(folder)) - set(names))}"] if sorted(os.listdir(folder)) != names else []
        return "; ".join(problems) or "ok"

    def full_disk(self, word):
        disk = Path(tempfile.mkdtemp(prefix="sarhad-disk-"))
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", disk], capture_output=True, check=False)
        if mounted.returncode:
            os.rmdir(disk)
            return "skipped: mounting a small disk needs root"
        try:
            return self.left(word, disk, self.inputs(word)[1])
        finally:
            subprocess.run(["umount", disk], check=False)
            os.rmdir(disk)

    def dev_full(self, word):
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                [self.binary, "convert", self.inputs(word)[1], "--format", word], stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
        return "ok" if done.returncode == OUTPUT_FAILED else f"exit {done.returncode}: {done.stderr.strip()[-90:]}"

    def file_size(self, word):
        with tempfile.TemporaryDirectory(prefix="sarhad-limit-") as folder:
            return self.left(word, Path(folder), self.inputs(word)[1], limit=FILE_BYTES_MAX)

    def no_folder(self, word):
        with tempfile.TemporaryDirectory(prefix="sarhad-none-") as folder:
            target = Path(folder) / "none" / f"a.{EXTENSIONS[word]}"
            code, told = self.write(word, self.inputs(word)[0], target)
            problems = [] if code == OUTPUT_FAILED and "does not exist" in told else [f"exit {code}"]
            if os.geteuid() == 0:
                # root may write anywhere but where nobody may
                code, _ = self.write(word, self.inputs(word)[0], f"/proc/a.{EXTENSIONS[word]}")
            else:
                os.chmod(folder, 0o500)
                code, _ = self.write(word, self.inputs(word)[0], Path(folder) / f"a.{EXTENSIONS[word]}")
                os.chmod(folder, 0o700)
            problems += [] if code == OUTPUT_FAILED else [f"read-only: exit {code}"]
            return "; ".join(problems) or "ok"

    def ended(self, word, how, after_s):
        """Starts to replace a file and ends the process after a while; what it returned, and whether the file is one of two."""
        small, big = self.inputs(word)
        with tempfile.TemporaryDirectory(prefix="sarhad-end-") as folder:
            target = Path(folder) / f"a.{EXTENSIONS[word]}"
            self.write(word, small, target)
            old = digest(target)
            process = subprocess.Popen(
                [self.binary, "convert", str(big), "--format", word, "--force", "-o", str(target)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
            time.sleep(after_s)
            process.send_signal(how)
            code = process.wait()
            return code, target.exists() and digest(target), old, len(hidden(folder))

    def new(self, word):
        with tempfile.TemporaryDirectory(prefix="sarhad-new-") as folder:
            target = Path(folder) / f"a.{EXTENSIONS[word]}"
            begun = time.monotonic()
            self.write(word, self.inputs(word)[1], target)
            return digest(target), time.monotonic() - begun

    def interrupted(self, word):
        new, took_s = self.new(word)
        problems, stopped = [], 0
        for share in (0.2, 0.5, 0.8):
            code, found, old, left = self.ended(word, signal.SIGINT, took_s * share)
            stopped += code == INTERRUPTED
            if code not in (0, INTERRUPTED):
                problems.append(f"exit {code}")
            if found not in (old, new) or (code == INTERRUPTED and found != old):
                problems.append("torn")
            if left:
                problems.append(f"{left} hidden files left")
        return "; ".join(problems) or f"ok ({stopped} of 3 stopped, 130)"

    def killed(self, word):
        new, _ = self.new(word)
        chance = random.Random(self.seed)
        torn = replaced = kept = leftovers = 0
        for _ in range(self.kills):
            _, found, old, left = self.ended(word, signal.SIGKILL, chance.randint(1, LONGEST_WAIT_MS) / 1000)
            torn += found not in (old, new)
            replaced += found == new
            kept += found == old
            leftovers += left
        told = f"old {kept}, new {replaced}, hidden files left {leftovers}"
        return f"{torn} torn; {told}" if torn else f"ok ({told})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--format", action="append", default=[])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    binary = str(Path(asked.binary).resolve())
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="sarhad-faults-") as folder:
        faults = Faults(binary, Path(folder), asked.seed, asked.kills)
        checks = [faults.full_disk, faults.dev_full, faults.file_size, faults.no_folder, faults.interrupted, faults.killed]
        print(f"seed {asked.seed}, {asked.kills} kills a format")
        for word in asked.format or EXTENSIONS:
            for check in checks:
                try:
                    verdict = check(word)
                except FileNotFoundError as error:
                    verdict = f"not written: {error}"
                fine = verdict.startswith(("ok", "skipped"))
                wrong += not fine
                print(f"{word:<11} {check.__name__:<12} {'' if fine else 'WRONG: '}{verdict}", flush=True)
    print(f"{wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
