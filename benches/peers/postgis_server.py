"""A private PostgreSQL below target/peers, on a socket in its folder alone. Not responsible for what is asked there."""

import os
import shutil
import subprocess
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
PORT = 5439
SETTINGS = """
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
shared_buffers = 2GB
work_mem = 512MB
maintenance_work_mem = 1GB
fsync = off
synchronous_commit = off
max_wal_size = 8GB
checkpoint_timeout = 1h
autovacuum = off
jit = off
"""


def folder(target):
    return Path(target) / "pg"


def connection(target):
    """What psycopg connects to."""
    return f"host={folder(target)} port={PORT} user=postgres dbname=postgres"


def run(program, *words):
    """PostgreSQL refuses to run as root, so root steps down."""
    owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*owner, str(PROGRAMS / program), *words], check=True, stdout=subprocess.DEVNULL, cwd="/")


def runs(cluster):
    """Whether the server is up; one that was killed may have left its file behind."""
    try:
        run("pg_ctl", "-D", str(cluster), "status")
    except (subprocess.CalledProcessError, OSError):
        return False
    return True


def start(target):
    """Makes the cluster where there is none, and starts it; `False` if PostgreSQL 15 is not installed."""
    if not (PROGRAMS / "initdb").exists():
        return False
    home = folder(target)
    cluster = home / "cluster"
    home.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    if not cluster.exists():
        run("initdb", "-D", str(cluster), "-A", "trust", "-U", "postgres")
        with (cluster / "postgresql.conf").open("a") as file:
            file.write(SETTINGS.format(port=PORT, socket=home))
    if not runs(cluster):
        run("pg_ctl", "-D", str(cluster), "-l", str(home / "log"), "-w", "start")
    return True


def stop(target):
    cluster = folder(target) / "cluster"
    if cluster.exists() and runs(cluster):
        run("pg_ctl", "-D", str(cluster), "-m", "fast", "stop")
