"""`docgen register list`: a table on the terminal, a workbook, or a line of JSON for each entry."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from ..command import DAY, Command, terminal_of
from ..terminal import Terminal, columns, result
from .numbers import fields

SHOWN = 50
"""Entries that a terminal shows, the last ones; a program and a workbook get all."""


@click.command(cls=Command, name="list")
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
    since: date | None,
    until: date | None,
    limit: int,
    xlsx: Path | None,
    as_json: bool,
    **others: Any,
) -> None:
    """List entries as a table, for a program, or as a workbook."""
    import docgen

    terminal = terminal_of(ctx)
    query = docgen.Query(
        since=since,
        until=until,
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
