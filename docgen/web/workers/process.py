"""A build process from within: takes tasks from a pipe, sends what became of them."""

import gc
import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

GARBAGE = 50_000
"""New objects between two searches for cycles, as in the command line."""


@dataclass(frozen=True)
class Task:
    """What is to be done: a function of `docgen.web.tasks` (`documents.listing`) and its arguments."""

    name: str
    arguments: tuple[Any, ...]
    lang: str = "zh"
    asker: "Asker" = field(default_factory=lambda: Asker())


@dataclass(frozen=True)
class Asker:
    """For whom something is done: name, login, and the office whose documents he sees (empty: all)."""

    name: str = ""
    login: str = ""
    office: str = ""


@dataclass(frozen=True)
class Told:
    """A problem or finding for a person: `field` is its key path, `line` counts within a field of prose."""

    code: str
    text: str
    place: str = ""
    field: tuple[str | int, ...] = ()
    line: int | None = None
    grade: str = ""


@dataclass(frozen=True)
class Done:
    """What the function returned, and what is told beside."""

    value: Any
    notes: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Event:
    """How far a task is; more will come."""

    value: Any


@dataclass(frozen=True)
class Refusal:
    """A person must mend something: `who` is `content`, `template`, `machine`, `conflict`, `forbidden`."""

    who: str
    problems: tuple[Told, ...]


@dataclass(frozen=True)
class Bug:
    """docgen itself failed. `trace` goes to the log, never to a page; it has no word of what was made."""

    trace: str


@dataclass(frozen=True)
class Bench:
    """Where a task works: the project, the language of its sentences, how it tells how far it is, for whom.

    `notes` are what is told beside the answer.
    """

    project: Path
    lang: str
    tell: Callable[[Any], None]
    asker: Asker = Asker()
    notes: list[Told] = field(default_factory=list)


def work(connection: Connection, project: Path) -> None:
    """Do tasks until the pipe is closed. A process group of its own: what it starts ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us in its own time
    with suppress(OSError):
        os.setsid()
    gc.set_threshold(GARBAGE)
    os.chdir(project)
    from docgen.foundation.working_folder import working_in

    with working_in(project), suppress(EOFError, BrokenPipeError):
        connection.send(Done(None))
        while True:
            connection.send(answer(connection.recv(), connection, project))


def answer(task: Task, connection: Connection, project: Path) -> Done | Refusal | Bug:
    """Return what became of `task`; how far it is goes through `connection` meanwhile."""
    from docgen.foundation.errors import DocgenError

    bench = Bench(project, task.lang, lambda value: connection.send(Event(value)), task.asker)
    try:
        module, _, name = task.name.partition(".")
        value = getattr(import_module(f"docgen.web.tasks.{module}"), name)(bench, *task.arguments)
        return Done(value, tuple(bench.notes))
    except DocgenError as error:
        return refusal(error, task.lang)
    except Exception as error:
        return Bug("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)


def refusal(error: Any, lang: str) -> Refusal:
    """Return an error as what a page shows."""
    who = {
        "ContentError": "content",
        "FindingsError": "content",
        "TemplateError": "template",
        "ConflictError": "conflict",
        "ForbiddenError": "forbidden",
    }
    return Refusal(who.get(type(error).__name__, "machine"), tuple(told(one, lang) for one in error.shown))


def told(problem: Any, lang: str) -> Told:
    """Return a problem as what a page shows: without its place, in the words of a form where it has any."""
    from docgen.foundation.messages import catalogue, say

    words = catalogue()[problem.code]
    what, do = (
        say(f"{problem.code}.{form if form in words else plain}", lang, **problem.values)
        for form, plain in (("form-what", "what"), ("form", "do"))
    )
    text = f"{what}{'；' if lang == 'zh' else '; '}{do}"
    return Told(
        problem.code, text, str(problem.place), tuple(problem.keys), grade=getattr(problem, "grade", "")
    )
