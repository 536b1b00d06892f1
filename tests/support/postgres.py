"""A real PostgreSQL server for tests: begun once in a temporary folder, and reached by a socket there."""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import pytest

HOMES = "/usr/lib/postgresql/*/bin"
OPTIONS = "-c listen_addresses='' -c unix_socket_directories={} -c fsync=off -c max_connections=40"
USER = "postgres"
INITIAL = ("-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
"""PostgreSQL refuses to run as root."""
schemas = count(1)


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, None where there is none."""
    found = sorted(Path("/").glob(HOMES[1:]))
    return found[-1] if found else None


def carried_out(*command: str) -> None:
    """Run a program of PostgreSQL, as its own user where we are root."""
    as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_user, *command], check=True, capture_output=True, timeout=120, cwd="/")


@cache
def server() -> Path:
    """Return the folder of a server that runs, with its socket; it ends with this process."""
    home = programs()
    if home is None:
        pytest.skip("PostgreSQL is not installed (scripts/setup.sh test)")
    folder = Path(tempfile.mkdtemp(prefix="docgen-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    folder.chmod(0o755)
    data = str(folder / "data")
    carried_out(str(home / "initdb"), "-D", data, *INITIAL)
    begin(folder)
    owner = os.getpid()

    def stop() -> None:
        if os.getpid() == owner:
            end(folder)
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return folder


def begin(folder: Path) -> None:
    """Start the server of a folder, and wait until it answers."""
    control, data, log = str((programs() or folder) / "pg_ctl"), str(folder / "data"), str(folder / "log")
    carried_out(control, "-D", data, "-w", "-l", log, "-o", OPTIONS.format(folder), "start")


def end(folder: Path) -> None:
    """Stop the server of a folder at once, whoever is connected."""
    control = str((programs() or folder) / "pg_ctl")
    carried_out(control, "-D", str(folder / "data"), "-m", "immediate", "stop")


@contextmanager
def outage() -> Iterator[None]:
    """Have the server away for the block."""
    end(server())
    try:
        yield
    finally:
        begin(server())


def new_server() -> str:
    """Return the address, in libpq's words, of a schema on the server that nobody has used."""
    import psycopg

    address = f"host={server()} user={USER} dbname=postgres"
    schema = f"test_{os.getpid()}_{next(schemas)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        connection.execute(f"CREATE SCHEMA {schema}")
    return f"{address} options=-csearch_path={schema},public"
