"""`docgen register reply|close|extend|receive`."""

from datetime import date
from pathlib import Path

import click

from ..command import Command, terminal_of
from .days import DAY
from .listing import state_called
from .numbers import tell

FILE = click.Path(path_type=Path)


@click.command(cls=Command)
@click.argument("number")
@click.option("--on", type=DAY)
@click.option("--state", default="answered")
@click.option("--row", "rows", multiple=True, type=click.IntRange(1))
@click.option("--from", "who", default="")
@click.option("--file", "files", multiple=True, type=FILE)
@click.option("--note", default="")
@click.option("--by", default="")
@click.option("--json", "as_json", is_flag=True)
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
@click.argument("number")
@click.option("--on", type=DAY)
@click.option("--row", "rows", multiple=True, type=click.IntRange(1))
@click.option("--from", "who", default="")
@click.option("--file", "files", multiple=True, type=FILE)
@click.option("--note", default="")
@click.option("--by", default="")
@click.option("--json", "as_json", is_flag=True)
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
@click.argument("number")
@click.option("--until", type=DAY)
@click.option("--days", type=click.IntRange(1), default=None)
@click.option("--working-days", type=click.IntRange(1), default=None)
@click.option("--reason", required=True)
@click.option("--row", "rows", multiple=True, type=click.IntRange(1))
@click.option("--from", "who", default="")
@click.option("--by", default="")
@click.option("--json", "as_json", is_flag=True)
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
@click.option("--by", default="")
@click.option("--json", "as_json", is_flag=True)
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
