"""A server from start to end: one for a project, on this machine alone, until nobody looks any more."""

import asyncio
import json
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from errno import EADDRINUSE
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import docgen
from docgen.foundation.durable.locks import locked_document
from docgen.foundation.errors import ContentError, MachineError, Place, Problem
from docgen.foundation.messages import Reason
from docgen.foundation.processes.owners import here, is_gone

from .settings import Settings

if TYPE_CHECKING:
    from uvicorn import Server

    from .gate.gate import Sessions
    from .presence import Presence
    from .storage import Storage

NOTE = ".docgen-serve.json"
"""In the project: where its server is reached. Only its owner may read it, for the address opens the desk."""
TASK = "serve"
PACKAGES = ("fastapi", "uvicorn", "multipart", "prometheus_client")
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


def serve(
    folder: Path | str, opened: Callable[[str], None], port: int = 0, lang: str = "zh", office: bool = False
) -> None:
    """Serve the project in `folder` until the server is told to end, or its desk is left alone.

    `opened` gets the address that opens the desk, once it listens. A project has one server: where one is
    running already, `opened` gets its address, and that is all. Port 0 is any that is free. As the service of
    an `office` it listens at the socket that the project's service.yaml names, until it is told to end.

    An empty folder becomes a project, which its desk then fills.
    Raises ContentError for any other folder that is no project, MachineError for a port that is taken and
    where the extra `web` is not installed.
    """
    project = Path(folder).resolve()
    require_packages()
    if not (project / "content").is_dir() and (office or not docgen.start_empty_project(project, lang)):
        raise ContentError([Problem("no-project", Place(Path(folder)))])
    if office:
        serve_office(project, opened, lang)
        return
    if there := running(project):
        opened(there)
        return
    try:
        listening = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise MachineError([Problem("port-taken", values={"port": port})]) from error
    with listening:
        settings = Settings(project, listening.getsockname()[1], lang=lang)
        run(settings, listening, opened)


def serve_office(project: Path, opened: Callable[[str], None], lang: str) -> None:
    """Serve an office at its socket.

    Raises MachineError for a service.yaml or a socket that cannot be used.
    """
    from .office import login_of, read_service, settings_of

    service = read_service(project)
    try:
        listening = socket_at(service.socket)
    except OSError as error:
        told = {"socket": service.socket, "reason": Reason.of(error)}
        raise MachineError([Problem("service-socket", Place(project / "service.yaml"), told)]) from error
    with listening:
        settings, sessions = settings_of(project, service, lang), login_of(service, lang)
        asyncio.run(answering(settings, listening, lambda: opened(str(service.socket)), sessions))


def socket_at(file: Path) -> socket.socket:
    """Return a unix socket that listens; one that nobody listens at any more is taken over.

    Who is in its group may reach it: the reverse proxy. Raises OSError.
    """
    with suppress(FileNotFoundError), socket.socket(socket.AF_UNIX) as asked:
        try:
            asked.connect(str(file))
        except ConnectionRefusedError:
            file.unlink()
        else:
            raise FileExistsError(EADDRINUSE, os.strerror(EADDRINUSE))
    listening = socket.socket(socket.AF_UNIX)
    try:
        listening.bind(str(file))
        file.chmod(0o660)
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


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
    """Answer at `listening` until the end; of several that start at once all but the first open that one."""
    file, address = settings.project / NOTE, f"http://127.0.0.1:{settings.port}/?token={settings.token}"
    with locked_document(file, TASK):
        if not (there := running(settings.project)):
            leave(file, Note(here(), address))
    if there:
        opened(there)
        return
    try:
        asyncio.run(answering(settings, listening, lambda: opened(address)))
    finally:
        with suppress(OSError):
            file.unlink()


def leave(file: Path, note: Note) -> None:
    """Write the note, so that nobody else on the machine can read it at any moment."""
    with suppress(OSError):
        file.unlink()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(note.__dict__, out)


async def answering(
    settings: Settings,
    listening: socket.socket,
    opened: Callable[[], None],
    sessions: "Callable[[Storage], Sessions] | None" = None,
) -> None:
    """Answer requests until the end."""
    import uvicorn
    from uvicorn.config import LOGGING_CONFIG

    from . import logs
    from .application import application

    if settings.office:
        logs.begin()
    app = application(settings, sessions)
    config = uvicorn.Config(
        app,
        log_level="warning",
        log_config=None if settings.office else LOGGING_CONFIG,
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
    presence.begin()
    while presence.alone() < idle:
        await asyncio.sleep(min(LOOK, idle))
    server.should_exit = True
