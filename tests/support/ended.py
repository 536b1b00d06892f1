"""A server told to end while it makes letters, and another that goes on, held against an undisturbed run."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import docgen
from docgen.cli.ending import FATAL
from docgen.client import Client
from tests.support.rosters import roster_project

NAME = "letters/letter"


@contextmanager
def server(home: Path) -> Iterator[tuple[subprocess.Popen[str], Client]]:
    """Serve a project for the block; the process, and a program's way to it."""
    call = [sys.executable, "-m", "docgen", "serve", str(home), "--no-browser"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            parts = urlsplit(process.stdout.readline().strip())
            yield process, Client(f"{parts.scheme}://{parts.netloc}", parse_qs(parts.query)["token"][0])
        finally:
            process.terminate()
            process.wait()


def differences(folder: Path, letters: int) -> list[str]:
    """Order letters, end the server (SIGTERM) amid them, go on with another; return the files that differ.

    The files of the undisturbed run are made by the same functions, without a server.
    """
    home = folder / "desk"
    source = roster_project(home, letters)
    with server(home) as (process, client):
        job = client.order(NAME, formats=["pdf"])
        while not (told := client.job(job))["done"]:
            assert told["state"] in ("waiting", "running"), told
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert process.wait() == FATAL + signal.SIGTERM, "it ends by itself, as one that was told to"
    with server(home) as (_, client):
        assert client.job(job)["state"] == "stopped"
        again = client.order(NAME, formats=["pdf"])
        while (told := client.job(again))["state"] in ("waiting", "running"):
            time.sleep(0.1)
        assert (told["state"], told["result"]["letters"]) == ("done", letters), told
        assert told["result"]["kept"] > 0, "what was finished is not made twice"
    other = folder / "undisturbed"
    docgen.build([str(source)], docgen.Options(formats=("pdf",), out=other))
    return unlike(home / "out", other)


def unlike(one: Path, other: Path) -> list[str]:
    """Return the names of files of which two folders have other bytes, or one of them none."""
    names = {path.name for folder in (one, other) for path in folder.glob("[!.]*.pdf")}
    return sorted(name for name in names if bytes_of(one / name) != bytes_of(other / name))


def bytes_of(path: Path) -> bytes:
    """Return a file's bytes, none for a file that is not there."""
    return path.read_bytes() if path.is_file() else b""
