"""A server's health while the whole cadre handbook is made, and what it says when too many wait.

`python -m tests.torture.serving`. Some 220 pages take a minute. Meanwhile every look says that the server
lives and takes tasks; then as many orders wait as may, and who orders more is told at once to come again,
within 50 ms of the server's own time. Told are the milliseconds of each look, half / 19 of 20 / all at most:
by the clock of whoever asks, by the processor time of the web process (which a loaded machine changes less);
and the load of the machine.
"""

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from docgen.client import Client, ServiceError
from tests.support.ended import server
from tests.support.samples import ROOT

BOOK = "handbooks/cadre-handbook"
LETTER = "letters/reminder-2024-12"
LOOKS = ("/livez", "/readyz", "/v1/kinds")
SHORT = 0.05
"""Seconds in which who asks too much is told so, by the server's own measure."""
TRIES = 200
ORDER = ("POST", "/v1/jobs", f'{{"document": "{LETTER}"}}'.encode())


def main() -> int:
    """Print what looks and refusals took, and return 1 when one was not as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        shutil.copytree(ROOT / "content", home / "content")
        with server(home) as (process, desk):
            watched = Watched(desk, process.pid)
            job = desk.order(BOOK, formats=["pdf"])
            wrong = [*unwell(watched, job), *unrefused(watched, job), *unwell_to_the_end(watched, job)]
    sys.stdout.write(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    sys.stdout.writelines(f"{one}\n" for one in wrong)
    return int(bool(wrong))


@dataclass(frozen=True)
class Watched:
    """A server that is asked, and the process in which it answers."""

    desk: Client
    process: int

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, str, float, float]:
        """Return status and `Retry-After` of an answer, and what it took: seconds of clock and processor."""
        headers = {"Authorization": f"Bearer {self.desk.token}", "Content-Type": "application/json"}
        request = Request(self.desk.origin + path, body, headers, method=method)
        worked, begun = self.worked(), time.monotonic()
        try:
            answer = urlopen(request, timeout=60)
        except HTTPError as error:
            answer = error
        with answer:
            answer.read()
        took = time.monotonic() - begun
        return answer.status, answer.headers["retry-after"] or "", took, self.worked() - worked

    def worked(self) -> float:
        """Return the seconds of processor that the web process has had, all its threads together."""
        tasks = Path(f"/proc/{self.process}/task").glob("*/schedstat")
        return sum(int(one.read_text().split()[0]) for one in tasks) / 1e9

    def refused_within(self, seconds: float) -> tuple[int, int]:
        """Return how many orders were refused because too many wait: within so many seconds, and in all."""
        with urlopen(f"{self.desk.origin}/metrics", timeout=60) as answer:
            told = answer.read().decode()
        of = 'docgen_request_seconds_{}{{{}method="POST",outcome="429"}} ([0-9.]+)'
        found = [re.search(of.format(*one), told) for one in (("bucket", f'le="{seconds}",'), ("count", ""))]
        within, total = (int(float(one[1])) if one else 0 for one in found)
        return within, total


@dataclass
class Waits:
    """What several answers took, in seconds."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def add(self, clock: float, processor: float) -> None:
        """Take one more."""
        self.clock.append(clock)
        self.processor.append(processor)

    def __str__(self) -> str:
        return f"clock {shares(self.clock)}, processor {shares(self.processor)} ms"


def shares(seconds: list[float]) -> str:
    """Return what half, 19 of 20 and all took at most, in milliseconds."""
    parts = quantiles(seconds, n=20, method="inclusive")
    return " / ".join(f"{1000 * one:.1f}" for one in (parts[9], parts[18], max(seconds)))


def unwell(watched: Watched, job: str) -> Iterator[str]:
    """Yield which looks were not answered with 200 during a third of the book."""
    begun = time.monotonic()
    yield from looked(watched, "the handbook is made", lambda: time.monotonic() - begun < 20)
    if watched.desk.job(job)["state"] != "running":
        yield "the handbook was made too soon to look at"


def unwell_to_the_end(watched: Watched, job: str) -> Iterator[str]:
    """Yield which looks were not answered with 200 until the book is made, and whether it is not."""
    yield from looked(watched, "to its end", lambda: watched.desk.job(job)["state"] == "running")
    if (state := watched.desk.job(job)["state"]) != "done":
        yield f"the handbook is {state}"


def looked(watched: Watched, about: str, goes_on: Callable[[], bool]) -> Iterator[str]:
    """Yield what is wrong with looks, as long as one goes on; print what they took."""
    took = {path: Waits() for path in LOOKS}
    while goes_on():
        for path in LOOKS:
            status, _, *spent = watched.ask("GET", path)
            took[path].add(*spent)
            if status != 200:
                yield f"{path} answered {status}"
        time.sleep(0.1)
    for path, waits in took.items():
        sys.stdout.write(f"{about}, {path}, {len(waits.clock)} times: {waits}\n")


def unrefused(watched: Watched, job: str) -> Iterator[str]:
    """Yield what is wrong while as many wait as may: they are refused soon, and the server lives."""
    waiting = []
    try:
        while True:
            waiting.append(watched.desk.order(LETTER, formats=["pdf"]))
    except ServiceError as error:
        if error.status != 429:
            yield f"an order answered {error.status}"
    took, lives = Waits(), Waits()
    for _ in range(TRIES):
        status, after, *spent = watched.ask(*ORDER)
        took.add(*spent)
        if (status, after.isdigit()) != (429, True):
            yield f"one too many answered {status}, to come again after {after!r}"
        status, _, *spent = watched.ask("GET", "/livez")
        lives.add(*spent)
        if status != 200:
            yield f"/livez answered {status}"
    if watched.ask("GET", "/readyz")[0] != 503:
        yield "a full server says that it takes tasks"
    if watched.desk.job(job)["state"] != "running":
        yield "the handbook was made before"
    within, total = watched.refused_within(SHORT)
    if within < total or total < TRIES:
        yield f"{within} of {total} refusals within {1000 * SHORT:.0f} ms"
    sys.stdout.write(f"{len(waiting)} wait; refused, {TRIES} times: {took}\n")
    sys.stdout.write(f"{within} of {total} within {1000 * SHORT:.0f} ms of the server's own time\n")
    sys.stdout.write(f"{len(waiting)} wait; /livez, {TRIES} times: {lives}\n")
    for one in waiting:
        watched.desk.cancel(one)


if __name__ == "__main__":
    sys.exit(main())
