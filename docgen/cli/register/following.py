"""`docgen register reply|close|extend|receive`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from ..command import DAY, Command, terminal_of
from .listing import state_called
from .numbers import tell

Function = Callable[..., Any]
FILE = click.Path(path_type=Path)
WHICH = (
    click.argument("number"),
    click.option("--row", "rows", multiple=True, type=click.IntRange(1)),
    click.option("--from", "who", default=""),
)
"""Which paper is meant, and which of what it asks for."""
CAME = (
    click.option("--on", type=DAY),
    click.option("--file", "files", multiple=True, type=FILE),
    click.option("--note", default=""),
)
"""What came back of it."""
LATER = (
    click.option("--until", type=DAY),
    click.option("--days", type=click.IntRange(1), default=None),
    click.option("--working-days", type=click.IntRange(1), default=None),
    click.option("--reason", required=True),
)
"""Until when it is put off, and why."""
TOLD = (click.option("--by", default=""), click.option("--json", "as_json", is_flag=True))
"""Who notes it, and how the answer is to be written."""


def taking(*options: Callable[[Function], Function]) -> Callable[[Function], Function]:
    """Return what gives a function all of these options, in this order."""

    def given(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return given


@click.command(cls=Command)
@taking(*WHICH, click.option("--state", default="answered"), *CAME, *TOLD)
@click.pass_context
def reply(
    ctx: click.Context,
    number: str,
    on: date | None,
    state: str,
    rows: tuple[int, ...],
    who: str,
    files: tuple[Path, ...],
    note: str,
    by: str,
    as_json: bool,
) -> None:
    """Note what came back of a paper."""
    import docgen

    noted = docgen.note_reply(number, on, state_called(state), rows, who, files, note, person=by)
    tell(noted, terminal_of(ctx), as_json)


@click.command(cls=Command)
@taking(*WHICH, *CAME, *TOLD)
@click.pass_context
def close(
    ctx: click.Context,
    number: str,
    on: date | None,
    rows: tuple[int, ...],
    who: str,
    files: tuple[Path, ...],
    note: str,
    by: str,
    as_json: bool,
) -> None:
    """Close a paper, or rows of it."""
    import docgen

    tell(docgen.close_paper(number, on, rows, who, files, note, person=by), terminal_of(ctx), as_json)


@click.command(cls=Command)
@taking(*WHICH, *LATER, *TOLD)
@click.pass_context
def extend(
    ctx: click.Context,
    number: str,
    until: date | None,
    days: int | None,
    working_days: int | None,
    reason: str,
    rows: tuple[int, ...],
    who: str,
    by: str,
    as_json: bool,
) -> None:
    """Put off the day on which a paper is due."""
    import docgen

    noted = docgen.extend_deadline(number, reason, until, days or 0, working_days or 0, rows, who, person=by)
    tell(noted, terminal_of(ctx), as_json)


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.option("--from", "sender", required=True)
@click.option("--number", default="")
@click.option("--date", "dated", type=DAY)
@click.option("--due", type=DAY)
@click.option("--title", default="")
@click.option("--on", type=DAY)
@click.option("--note", default="")
@taking(*TOLD)
@click.pass_context
def receive(
    ctx: click.Context,
    file: Path,
    sender: str,
    number: str,
    dated: date | None,
    due: date | None,
    title: str,
    on: date | None,
    note: str,
    by: str,
    as_json: bool,
) -> None:
    """Register a paper that came in."""
    import docgen

    noted = docgen.receive_paper(file, sender, number, dated, due, title, on, note=note, person=by)
    tell(noted, terminal_of(ctx), as_json)
