"""A server from start to end: one for a project, on this machine alone, until nobody looks any more."""

import asyncio
import json
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.foundation.errors import ContentError, MachineError, Place, Problem
from docgen.foundation.processes import here, is_gone

from .settings import Settings

if TYPE_CHECKING:
    from uvicorn import Server

    from .presence import Presence

NOTE = ".docgen-serve.json"
"""In the project: where its server is reached. Only its owner may read it, for the address opens the desk."""
PACKAGES = ("fastapi", "uvicorn", "multipart")
"""What the extra `web` brings, by the names they are imported by."""
GRACE = 60
"""Seconds that tasks in hand have when the server is told to end."""
LOOK = 5.0
"""Seconds between two looks whether anybody is there."""


@dataclass(frozen=True)
class Note:
    """What a running server leaves for the next start: its process, and the address that opens the desk."""

    process: str
    address: str


def serve(folder: Path | str, opened: Callable[[str], None], port: int = 0, lang: str = "zh") -> None:
    """Serve the project in `folder` until the server is told to end, or its desk is left alone.

    `opened` gets the address that opens the desk, once it listens. A project has one server: where one is
    running already, `opened` gets its address, and that is all. Port 0 is any that is free.

    Raises ContentError for a folder that is no project, MachineError for a port that is taken and where the
    extra `web` is not installed.
    """
    project = Path(folder).resolve()
    if not (project / "content").is_dir():
        raise ContentError([Problem("no-project", Place(Path(folder)))])
    require_packages()
    there = running(project)
    if there:
        opened(there)
        return
    try:
        listening = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise MachineError([Problem("port-taken", values={"port": port})]) from error
    with listening:
        settings = Settings(project, listening.getsockname()[1], lang=lang)
        run(settings, listening, opened)


def require_packages() -> None:
    """Raise MachineError when the extra `web` is not installed."""
    if not all(map(find_spec, PACKAGES)):
        raise MachineError([Problem("web-packages")])


def running(project: Path) -> str:
    """Return the address of the server that this project has already; "" when there is none."""
    try:
        note = Note(**json.loads((project / NOTE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return ""
    return "" if is_gone(note.process) else note.address


def run(settings: Settings, listening: socket.socket, opened: Callable[[str], None]) -> None:
    """Answer at `listening` until the end, with a note for who starts a second server."""
    address = f"http://127.0.0.1:{settings.port}/?token={settings.token}"
    try:
        leave(settings.project / NOTE, Note(here(), address))
        asyncio.run(answering(settings, listening, lambda: opened(address)))
    finally:
        with suppress(OSError):
            (settings.project / NOTE).unlink()


def leave(file: Path, note: Note) -> None:
    """Write the note, so that nobody else on the machine can read it at any moment."""
    with suppress(OSError):
        file.unlink()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(note.__dict__, out)


async def answering(settings: Settings, listening: socket.socket, opened: Callable[[], None]) -> None:
    """Answer requests until the end."""
    import uvicorn

    from .application import application

    app = application(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # addresses may carry a token
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = uvicorn.Server(config)
    watching = asyncio.create_task(watch(server, app.state.presence, settings.idle, opened))
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()


async def watch(server: "Server", presence: "Presence", idle: float, opened: Callable[[], None]) -> None:
    """Tell when the server listens, and end it when nobody has looked for `idle` seconds."""
    while not server.started:
        await asyncio.sleep(0.02)
    opened()
    while presence.alone() < idle:
        await asyncio.sleep(min(LOOK, idle))
    server.should_exit = True
