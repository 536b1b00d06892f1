"""`docgen register init|reserve|void|list|import|verify|backup`."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .command import Command, Group, help_if_alone, terminal_of
from .terminal import Terminal, columns, result

if TYPE_CHECKING:
    from docgen.pipeline.registry import Noted
    from docgen.register.verifying import Verified

CONFLICT = 4  # exit code: the register was changed from outside
SHOWN = 50
"""Entries that a terminal shows, the last ones; a program and a workbook get all."""
DAY = click.DateTime(["%Y-%m-%d"])


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def register(ctx: click.Context) -> None:
    """Keep the register of papers; without a command, show the help."""
    help_if_alone(ctx)


@register.command(cls=Command)
@click.option("--last", multiple=True)
@click.pass_context
def init(ctx: click.Context, last: tuple[str, ...]) -> None:
    """Begin the register of this project."""
    import docgen

    terminal = terminal_of(ctx)
    result(str(docgen.begin_register(counted=last)), {}, as_json=False)
    terminal.note(terminal.say("register.begun"))


@register.command(cls=Command)
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


@register.command(cls=Command)
@click.argument("number")
@click.option("--reason", required=True)
@click.option("--by", default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def void(ctx: click.Context, number: str, reason: str, by: str, as_json: bool) -> None:
    """Set a number down as void."""
    import docgen

    tell(docgen.void_number(number, reason, person=by), terminal_of(ctx), as_json)


def tell(noted: "Noted", terminal: Terminal, as_json: bool) -> None:
    """Write the number of an entry, and what is told of it."""
    result(noted.entry.printed, fields(noted.entry), as_json)
    (terminal.tell if as_json else terminal.report)(noted.findings)


def fields(entry: Any) -> dict[str, object]:
    """Return an entry for a program."""
    told = asdict(entry)
    return {**told, **told.pop("more")}


@register.command(cls=Command, name="list")
@click.argument("words", nargs=-1)
@click.option("--kind", default="")
@click.option("--to", default="")
@click.option("--state", multiple=True)
@click.option("--by", default="")
@click.option("--office", default="")
@click.option("--year", type=int, default=0)
@click.option("--since", type=DAY)
@click.option("--until", type=DAY)
@click.option("--limit", type=click.IntRange(0), default=SHOWN)
@click.option("--xlsx", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def listing(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    to: str,
    state: tuple[str, ...],
    by: str,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    xlsx: Path | None,
    as_json: bool,
    **others: Any,
) -> None:
    """List entries as a table, for a program, or as a workbook."""
    import docgen

    terminal = terminal_of(ctx)
    query = docgen.Query(
        since=since.date() if since else None,
        until=until.date() if until else None,
        words=words,
        addressee=to,
        states=tuple(state_called(one) for one in state),
        person=by,
        newest=0 if xlsx or as_json else limit,
        **others,
    )
    listed = docgen.register_entries(query)
    terminal.report(listed.findings)
    if xlsx:
        result(str(docgen.write_register(listed.entries, xlsx, terminal.lang)), {}, as_json=False)
    elif as_json:
        for entry in listed.entries:
            result("", fields(entry), as_json)
    else:
        show(listed.entries, terminal)
    if not as_json:
        rest = listed.total - len(listed.entries)
        terminal.note(terminal.say("register.listed", count=listed.total))
        if rest:
            terminal.note(terminal.say("register.earlier", count=rest))


def show(entries: Any, terminal: Terminal) -> None:
    """Write entries as a table whose columns stand under each other."""
    import docgen

    if entries:
        for line in columns(docgen.register_table(entries, terminal.lang)):
            result(line, {}, as_json=False)


def state_called(name: str) -> str:
    """Return the state that is called `name` in any language, `name` itself where none is."""
    from docgen.foundation.messages import catalogue

    states = catalogue()["register-states"]
    return next((state for state, words in states.items() if name in (state, *words.values())), name)


@register.command(cls=Command, name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def import_(ctx: click.Context, file: Path, by: str, as_json: bool) -> None:
    """Take in a register of earlier years."""
    import docgen

    terminal = terminal_of(ctx)
    done = docgen.import_register(file, person=by)
    (terminal.tell if as_json else terminal.report)(done.findings)
    terminal.note(
        terminal.say("register.imported", taken=done.taken, known=done.known, findings=len(done.findings))
    )


@register.command(cls=Command)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Tell what was changed from outside."""
    import docgen

    conclude(ctx, docgen.verify_register(), as_json)


@register.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def backup(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Write a verified copy."""
    import docgen

    found = docgen.back_up_register(file)
    result(str(file), {"path": str(file)}, as_json)
    conclude(ctx, found, as_json)


def conclude(ctx: click.Context, found: "Verified", as_json: bool) -> None:
    """Tell what verifying found, and end with the exit code for it."""
    terminal = terminal_of(ctx)
    (terminal.tell if as_json else terminal.report)([*found.problems, *found.notes])
    terminal.note(
        terminal.say(
            "register.verified",
            events=found.events,
            entries=found.entries,
            problems=len(found.problems),
            hash=found.last or "—",
        )
    )
    if found.problems:
        ctx.exit(CONFLICT)
