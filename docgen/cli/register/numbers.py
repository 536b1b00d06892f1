"""`docgen register reserve|void|recall|sealed`: what becomes of a number."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..command import DAY, Command, terminal_of
from ..terminal import Terminal, result

if TYPE_CHECKING:
    from docgen.pipeline.register.doors import Noted


@click.command(cls=Command)
@click.argument("code")
@click.option("--year", type=click.IntRange(1949, 9999))
@click.option("--title", default="")
@click.option("--to", default="")
@click.option("--office", default="")
@click.option("--by", default="")
@click.option("--note", default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def reserve(
    ctx: click.Context,
    code: str,
    year: int | None,
    title: str,
    to: str,
    office: str,
    by: str,
    note: str,
    as_json: bool,
) -> None:
    """Keep the next number of a 代字."""
    import docgen

    noted = docgen.reserve_number(
        code, year=year or 0, office=office, title=title, addressees=to, person=by, note=note
    )
    tell(noted, terminal_of(ctx), as_json)


@click.command(cls=Command)
@click.argument("number")
@click.option("--reason", required=True)
@click.option("--by", default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def void(ctx: click.Context, number: str, reason: str, by: str, as_json: bool) -> None:
    """Set a number down as void."""
    import docgen

    tell(docgen.void_number(number, reason, person=by), terminal_of(ctx), as_json)


@click.command(cls=Command)
@click.argument("number")
@click.option("--reason", required=True)
@click.option("--by", default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def recall(ctx: click.Context, number: str, reason: str, by: str, as_json: bool) -> None:
    """Set down that what was issued is recalled."""
    import docgen

    tell(docgen.recall_number(number, reason, person=by), terminal_of(ctx), as_json)


@click.command(cls=Command)
@click.argument("number")
@click.option("--file", "files", multiple=True, required=True, type=click.Path(path_type=Path))
@click.option("--on", type=DAY)
@click.option("--by", default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def sealed(
    ctx: click.Context, number: str, files: tuple[Path, ...], on: date | None, by: str, as_json: bool
) -> None:
    """Set down that letters of a number were sealed."""
    import docgen

    tell(docgen.note_sealed(number, files, on, person=by), terminal_of(ctx), as_json)


def tell(noted: "Noted", terminal: Terminal, as_json: bool) -> None:
    """Write the number of an entry, and what is told of it."""
    result(noted.entry.printed, fields(noted.entry), as_json)
    (terminal.tell if as_json else terminal.report)(noted.findings)


def fields(entry: Any) -> dict[str, object]:
    """Return an entry for a program; its 期数 is its `issue`, for `serial` is the count in its number."""
    told: dict[str, object] = asdict(entry)
    more = dict(entry.more)
    del told["more"]
    if "serial" in more:
        more["issue"] = more.pop("serial")
    return told | more | told
