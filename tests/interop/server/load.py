"""How fast `sarhad serve` answers, and what it bears: wrk, slow clients, too many clients, kills, a file that changes, a long run.

Usage: load.py BINARY [--points 400000] [--seconds 10] [--soak MINUTES] [--postgis DATABASE]
Needs wrk and slowhttptest; --postgis also psql and pgbench, by the environment's PGHOST, PGUSER and so on, and a database with PostGIS.
Prints what was measured; exit code 1 where a bound of the table BOUNDS, or a rule, is not kept. Use a release build.
"""

import argparse
import http.client
import json
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).parent
CLIENTS = 64
SLOW_CLIENTS = 1_000
# requests a second at least, 99th percentile of the wait in ms at most
BOUNDS = {"items": (5_000, 25), "near": (5_000, None), "tile": (10_000, None)}
COLD_P95_MS = 100
SLOW_RATIO = 2
RECOVERED_S = 5
VANISHING_MB = 100
# growth of memory over a long run after its first minutes, in percent
FLAT_PERCENT = 10
SQL = {
    "items": r"""\set x random(58000, 71000)
\set y random(24000, 36000)
WITH found AS (SELECT * FROM points WHERE place && ST_MakeEnvelope(:x/1e3, :y/1e3, :x/1e3 + 1, :y/1e3 + 1, 4326))
SELECT json_build_object('numberMatched', (SELECT count(*) FROM found), 'features', (SELECT json_agg(ST_AsGeoJSON(f.*)::json) FROM (SELECT * FROM found LIMIT 10) f));""",
    "near": r"""\set x random(58000, 72000)
\set y random(24000, 37000)
SELECT json_agg(ST_AsGeoJSON(f.*)::json) FROM (SELECT id, date, deaths, place, ground <-> ST_SetSRID(ST_MakePoint(:x/1e3, :y/1e3), 4326)::geography AS distance_m
FROM points ORDER BY distance_m LIMIT 10) f;""",
    "tile": r"""\set x random(168, 179)
\set y random(97, 110)
SELECT ST_AsMVT(t, 'points') FROM (SELECT id, date, deaths, ST_AsMVTGeom(ST_Transform(place, 3857), ST_TileEnvelope(8, :x, :y)) AS geom
FROM points WHERE place && ST_Transform(ST_TileEnvelope(8, :x, :y), 4326)) t;""",
}
failed = []


def told(fits, text):
    print(f"{'ok  ' if fits else 'FAIL'} {text}", flush=True)
    if not fits:
        failed.append(text)


def table(path, points, mark):
    chance = random.Random(1)
    with open(path, "w") as file:
        file.write("id,lon,lat,date,deaths,mark\n")
        for n in range(points):
            day = f"20{10 + n % 14}-{1 + n % 12:02}-{1 + n % 28:02}"
            file.write(f"e{n},{chance.uniform(58, 72):.5f},{chance.uniform(24, 37):.5f},{day},{n % 30},{mark}\n")


class Server:
    """A server of one input, and how long it took to answer for the first time."""

    def __init__(self, binary, source, *options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.name, self.url, self.log = source.stem, f"http://127.0.0.1:{self.port}", tempfile.TemporaryFile("w+")
        began = time.monotonic()
        command = [binary, "serve", source, "--port", self.port, *options]
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=self.log)
        self.process.stdout.readline()
        while self.get(f"/collections/{self.name}/items?limit=1")[0] != 200:
            time.sleep(0.01)
        self.started_s = time.monotonic() - began

    def get(self, path, timeout=30):
        """Status and body; status 0 where nothing answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()

    def memory_mb(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1_000

    def panics(self):
        metrics = self.get("/metrics")[1].decode()
        return int(float(re.search(r"^\w*panic\w* (\S+)$", metrics, re.M)[1]))

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(20)


def wrk(server, kind, seconds, clients=CLIENTS):
    """Requests a second, the 99th percentile in ms, and how many answers were no success."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "--timeout", "30s", "-s", HERE / "load.lua", server.url]
    said = subprocess.run([str(part) for part in [*command, "--", kind, server.name]], capture_output=True, text=True, check=True).stdout
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1_000}[unit], int(refused[1]) if refused else 0


def speed(server, seconds, database):
    waits = []
    for row in range(97, 111):
        for column in range(168, 180):
            began = time.monotonic()
            server.get(f"/collections/{server.name}/tiles/WebMercatorQuad/8/{row}/{column}")
            waits.append((time.monotonic() - began) * 1_000)
    waits.sort()
    p95 = waits[len(waits) * 95 // 100]
    told(p95 <= COLD_P95_MS, f"{len(waits)} cold tiles of zoom 8: half within {waits[len(waits) // 2]:.1f} ms, 95 % within {p95:.1f} ms")
    for kind, (least, most_ms) in BOUNDS.items():
        rate, p99, refused = wrk(server, kind, seconds)
        beside = f"; PostGIS {pgbench(database, kind, seconds):,.0f}/s" if database else ""
        fits = rate >= least and (most_ms is None or p99 <= most_ms) and not refused
        told(fits, f"{kind}: {rate:,.0f}/s, 99 % within {p99:.1f} ms, {refused} refused{beside}")


def pgbench(database, kind, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(SQL[kind] + "\n")
        file.flush()
        command = ["pgbench", "-n", "-c2", "-j2", f"-T{seconds}", "-f", file.name, database]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.search(r"tps = ([\d.]+)", said)[1])


def into_postgis(database, points):
    commands = [
        "DROP TABLE IF EXISTS points",
        "CREATE TABLE points (id text, lon float8, lat float8, date date, deaths int, mark text)",
        f"\\copy points FROM '{points}' CSV HEADER",
        "ALTER TABLE points ADD place geometry(Point, 4326), ADD ground geography(Point, 4326)",
        "UPDATE points SET place = ST_SetSRID(ST_MakePoint(lon, lat), 4326), ground = ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography",
        "CREATE INDEX ON points USING gist (place)",
        "CREATE INDEX ON points USING gist (ground)",
        "VACUUM ANALYZE points",
    ]
    for command in commands:
        subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-c", command, database], check=True, capture_output=True)


def slow(server, seconds):
    """Slow heads, bodies and readers beside the same questions as before."""
    place = "/collections/" + server.name
    kinds = {
        "heads": ["-H", "-i", "10", "-u", f"{server.url}/"],
        "bodies": ["-B", "-i", "10", "-t", "POST", "-s", "65536", "-f", "application/geo+json", "-u", f"{server.url}/locate"],
        "readers": ["-X", "-w", "10", "-y", "20", "-n", "5", "-z", "32", "-k", "3", "-u", f"{server.url}{place}/items?limit=10000"],
    }
    for kind, options in kinds.items():
        alone = wrk(server, "items", seconds)
        command = ["slowhttptest", "-c", str(SLOW_CLIENTS), "-r", "500", "-l", str(seconds + 8), *options]
        clients = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(4)
        beside = wrk(server, "items", seconds)
        clients.wait(120)
        ratio = beside[1] / alone[1]
        told(
            ratio <= SLOW_RATIO and not beside[2],
            f"{SLOW_CLIENTS:,} slow {kind}: 99 % within {beside[1]:.1f} ms, {alone[1]:.1f} ms alone: {ratio:.1f} times; "
            f"{beside[0]:,.0f}/s, {beside[2]} refused; memory {server.memory_mb():.0f} MB",
        )


def crowd(server, seconds):
    rate, _, refused = wrk(server, "items", seconds, clients=2_000)
    began = time.monotonic()
    while server.get("/collections")[0] != 200 and time.monotonic() - began < 60:
        time.sleep(0.05)
    waited = time.monotonic() - began
    told(waited <= RECOVERED_S and refused > 0, f"2,000 connections: {rate:,.0f}/s, {refused:,} turned away; answers again after {waited:.2f} s")


def vanishing(server):
    """500 clients that ask for as much as there is and go without reading."""
    before = peak = server.memory_mb()
    question = f"GET /collections/{server.name}/items?limit=10000 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    clients = []
    for _ in range(500):
        try:
            client = socket.create_connection(("127.0.0.1", server.port), 5)
            client.sendall(question)
            clients.append(client)
        except OSError:
            pass
        peak = max(peak, server.memory_mb())
    for client in clients:
        client.close()
    began = time.monotonic()
    while server.get("/collections")[0] != 200 and time.monotonic() - began < 60:
        time.sleep(0.05)
    waited = time.monotonic() - began
    for _ in range(20):
        peak = max(peak, server.memory_mb())
        time.sleep(0.1)
    fits = peak - before <= VANISHING_MB and waited <= RECOVERED_S
    told(fits, f"{len(clients)} clients ask for 10,000 records each and vanish: {peak - before:+.0f} MB at most; answers again after {waited:.2f} s")


def kills(binary, index, server):
    """Killed while it answers, started again; an index file that was cut."""
    asking = threading.Thread(target=wrk, args=(server, "items", 3))
    asking.start()
    time.sleep(1)
    server.stop(signal.SIGKILL)
    again = Server(binary, index)
    asking.join()
    told(again.get(f"/collections/{again.name}/items?limit=1")[0] == 200, f"killed under load and started again: {again.started_s:.2f} s")
    told(again.stop() == 0, "SIGTERM: exit 0")
    cut = index.with_name("cut.sarhad")
    cut.write_bytes(index.read_bytes()[:-1_000])
    refused = subprocess.run([str(binary), "serve", str(cut), "--port", "0"], capture_output=True, text=True)
    told(refused.returncode == 3 and "E109" in refused.stderr, f"an index file that was cut: exit {refused.returncode}, {refused.stderr.strip()[:120]}")


def watched(binary, where, seconds):
    """A file that is replaced while it is asked: each answer is all of one version."""
    source, marks = where / "watched.csv", ("old", "new")
    versions = {mark: where / f"{mark}.csv" for mark in marks}
    for mark, path in versions.items():
        table(path, 20_000, mark)
    source.write_bytes(versions["old"].read_bytes())
    server = Server(binary, source, "--watch")
    ended, seen, torn = time.monotonic() + 4 * seconds, {mark: 0 for mark in marks}, []

    def ask():
        while time.monotonic() < ended:
            status, body = server.get("/collections/watched/items?limit=500")
            found = {feature["properties"]["mark"] for feature in json.loads(body)["features"]} if status == 200 else {status}
            if len(found) == 1 and found <= set(marks):
                seen[found.pop()] += 1
            else:
                torn.append(found)

    clients = [threading.Thread(target=ask) for _ in range(4)]
    for client in clients:
        client.start()
    turns = 0
    while time.monotonic() < ended:
        turns += 1
        fresh = where / "fresh.csv"
        fresh.write_bytes(versions[marks[turns % 2]].read_bytes())
        fresh.rename(source)
        time.sleep(2)
    for client in clients:
        client.join()
    told(not torn and min(seen.values()) > 0, f"a file replaced {turns} times under load: {seen['old']} answers of one version, {seen['new']} of the other, {len(torn)} mixed or none")
    server.stop()


def soak(server, minutes):
    """One request of ten is bad; memory is read after each minute."""
    marks, rates = [server.memory_mb()], []
    for minute in range(minutes):
        rate, p99, refused = wrk(server, "mixed", 60)
        marks.append(server.memory_mb())
        rates.append(rate)
        print(f"     minute {minute + 1}: {rate:,.0f}/s, 99 % within {p99:.1f} ms, {refused:,} refused, {marks[-1]:.0f} MB", flush=True)
    warm = marks[max(1, minutes // 4)]
    growth = (marks[-1] / warm - 1) * 100
    told(growth <= FLAT_PERCENT, f"{minutes} minutes: {sum(rates) * 60:,.0f} requests; {warm:.0f} MB after a quarter, {marks[-1]:.0f} MB at the end ({growth:+.1f} %)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", type=Path)
    parser.add_argument("--points", type=int, default=400_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--soak", type=int, default=0)
    parser.add_argument("--postgis")
    asked = parser.parse_args()
    binary = asked.binary.resolve()
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        points, index = where / "points.csv", where / "points.sarhad"
        table(points, asked.points, "all")
        subprocess.run([binary, "index", points, "-o", index], check=True, capture_output=True)
        if asked.postgis:
            into_postgis(asked.postgis, points)
        server = Server(binary, index)
        print(f"     {asked.points:,} points from an index file: {server.started_s:.2f} s, {server.memory_mb():.0f} MB")
        speed(server, asked.seconds, asked.postgis)
        slow(server, asked.seconds)
        crowd(server, asked.seconds)
        vanishing(server)
        if asked.soak:
            soak(server, asked.soak)
        panics = server.panics()
        told(panics == 0, f"{panics} panics; {server.memory_mb():.0f} MB")
        kills(binary, index, server)
        watched(binary, where, asked.seconds)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
