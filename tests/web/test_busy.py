"""A server under load: who asks for too much is told so at once, and its health is told while it works."""

import asyncio
import json
import logging
import sys
import tracemalloc
from pathlib import Path
from time import thread_time
from typing import Any

import pytest
from fastapi import FastAPI

from docgen.client import parts_of
from docgen.web import logs
from docgen.web.application import application
from docgen.web.settings import Settings
from docgen.web.workers import BusyError
from tests.support.samples import document, project

TRIES = 20
FEW = 40
"""How many times longer than to say that the server lives it may take to say that it is full: parts are not
read, and no process is waited for."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """A server at which as many wait as may."""
    home = project(tmp_path_factory.mktemp("full"), letter=document())
    app = application(Settings(home, port=1))
    app.state.builds.queued = app.state.builds.waiting
    return app


def asked(
    app: FastAPI, method: str, path: str, kind: str = "", body: bytes = b""
) -> tuple[int, dict[str, str]]:
    """Return status and headers of an answer, without a network in between."""
    headers = {
        "host": "127.0.0.1:1",
        "authorization": f"Bearer {app.state.settings.token}",
        "content-type": kind,
    }
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "http_version": "1.1",
        "scheme": "http",
    }
    told: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        told.append(message)

    asyncio.run(app(scope, receive, send))
    return told[0]["status"], {name.decode(): value.decode() for name, value in told[0]["headers"]}


def cost(app: FastAPI, *call: Any) -> float:
    """Return the least processor time that a call takes."""

    def once() -> float:
        begun = thread_time()
        asked(app, *call)
        return thread_time() - begun

    return min(once() for _ in range(TRIES))


ORDER = json.dumps({"document": "letters/letter"}).encode()
VALUES = json.dumps({"kind": "letters/notice", "values": {}}).encode()
CALLS = [
    ("POST", "/v1/jobs", "application/json", ORDER),
    ("POST", "/v1/jobs", *parts_of([("source", ("a.yaml", b"x" * 1_000_000))], {})),
    ("POST", "/v1/render", "application/json", VALUES),
    ("POST", "/documents/letters/letter/build", "application/x-www-form-urlencoded", b""),
]


@pytest.mark.parametrize("call", CALLS, ids=["by name", "sent along", "one document", "on the page"])
def test_who_asks_while_too_many_wait_is_told_at_once_to_come_again(full: FastAPI, call: Any) -> None:
    status, headers = asked(full, *call)
    assert (status, headers["retry-after"].isdigit()) == (429, True)
    pools = (full.state.builds, full.state.previews, full.state.records, full.state.rosters)
    assert not any(pool.workers for pool in pools), "it was told without a process that builds"
    told = full.state.metrics.text().decode()
    assert 'docgen_request_seconds_count{method="POST",outcome="429"}' in told, (
        "how soon is told to who watches"
    )
    assert cost(full, *call) < FEW * cost(full, "GET", "/livez")


def test_who_has_ordered_already_is_told_of_that_job_however_many_wait(full: FastAPI) -> None:
    async def story() -> None:
        jobs = full.state.jobs
        full.state.builds.queued = 0
        first = jobs.begin("building.make", {"document": "no/where"}, "甲", "一")
        full.state.builds.queued = full.state.builds.waiting
        assert jobs.begin("building.make", {"document": "no/where"}, "甲", "一").id == first.id
        await jobs.close()
        full.state.builds.close()

    asyncio.run(story())


def test_a_full_server_is_alive_and_not_ready(full: FastAPI) -> None:
    assert asked(full, "GET", "/livez")[0] == 200
    assert asked(full, "GET", "/readyz")[0] == 503


PIECE = 64 * 1024


def brought(app: FastAPI, path: str, said: int | None, pieces: int) -> tuple[int, int]:
    """Return how an upload is answered that comes in pieces, and how many of them were asked for.

    `said` is how many bytes are announced, None for a sender that says nothing of it.
    """
    kind, whole = parts_of([("source", ("a.yaml", b"x"))], {})
    head, _, tail = whole.partition(b"x\r\n")
    body = [head, *[b"y" * PIECE] * pieces, b"\r\n" + tail]
    taken: list[bytes] = []
    headers = {
        "host": "127.0.0.1:1",
        "authorization": f"Bearer {app.state.settings.token}",
        "content-type": kind,
        **({"content-length": str(said)} if said else {}),
    }
    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(),
        "query_string": b"document=letters/letter",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "http_version": "1.1", "scheme": "http",
    }  # fmt: skip
    told: list[Any] = []

    async def receive() -> dict[str, Any]:
        taken.append(body[len(taken)])
        return {"type": "http.request", "body": taken[-1], "more_body": len(taken) < len(body)}

    async def send(message: Any) -> None:
        told.append(message)

    async def story() -> None:
        app.state.jobs.pool.queued = 0
        await app(scope, receive, send)
        await app.state.jobs.close()
        app.state.jobs.is_ending = False

    asyncio.run(story())
    return told[0]["status"], len(taken)


@pytest.fixture(scope="module")
def open_app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """A server that takes a megabyte at once."""
    home = project(tmp_path_factory.mktemp("open"), letter=document())
    return application(Settings(home, port=1, largest=24 * PIECE))


@pytest.mark.parametrize("path", ["/v1/jobs", "/v1/rosters/check"])
def test_of_what_is_too_much_no_more_is_read(open_app: FastAPI, path: str) -> None:
    assert brought(open_app, path, 10**9, 1000) == (413, 0), "it was said before"
    status, taken = brought(open_app, path, None, 1000)
    assert (status, taken <= 26) == (413, True), taken


def test_what_is_brought_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    first, app = (application(Settings(project(tmp_path), port=1)) for _ in range(2))
    pieces = 200  # 12.5 MB
    brought(first, "/v1/jobs", None, 1)
    tracemalloc.start()
    try:
        status, taken = brought(app, "/v1/jobs", None, pieces)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (status, taken) == (202, pieces + 2)
    assert most < pieces * PIECE / 2


def test_nobody_fills_the_queue_for_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.web.jobs.jobs.QUOTA", 2)
    order = ("building.make", {"document": "no/where"})

    async def story() -> None:
        jobs = application(Settings(project(tmp_path), port=1)).state.jobs
        for _ in range(2):
            jobs.begin(*order, "甲")
        with pytest.raises(BusyError):
            jobs.begin(*order, "甲")
        jobs.begin(*order, "乙")
        await jobs.close()
        jobs.pool.close()

    asyncio.run(story())


def test_a_line_of_the_log_has_no_word_of_what_was_made() -> None:
    record = logging.getLogger("docgen.web").makeRecord("docgen.web", 40, "f", 1, "失败", (), None)
    try:
        raise ValueError("机密的正文")
    except ValueError:
        record.exc_info = sys.exc_info()
    line = logs.Lines().format(record)
    told = json.loads(line)
    assert (told["level"], told["error"]) == ("error", "ValueError")
    assert "test_busy.py" in told["trace"][-1]
    assert "机密" not in line
