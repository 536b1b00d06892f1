"""`docgen register ledger|report|assessment`: tables of the register, as workbooks and as documents."""

from datetime import date, datetime
from pathlib import Path

import click

from ..command import DAY, Command, terminal_of
from ..terminal import Terminal, columns, result

FILE = click.Path(path_type=Path)


@click.command(cls=Command)
@click.argument("name", default="督办台账")
@click.option("--on", type=DAY)
@click.option("--xlsx", type=FILE)
@click.option("--print", "printed", is_flag=True)
@click.option("--office", default="")
@click.option("--out", type=FILE)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def ledger(
    ctx: click.Context,
    name: str,
    on: date | None,
    xlsx: Path | None,
    printed: bool,
    office: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Show a table of the register, write it as a workbook, or print it."""
    import docgen

    terminal = terminal_of(ctx)
    if printed:
        make(docgen.start_report(name, on, office), out, terminal, as_json)
        return
    view = docgen.register_view(name, on)
    if xlsx:
        result(str(docgen.write_view(view, xlsx)), {"path": str(xlsx)}, as_json)
    elif as_json:
        for row in view.rows:
            result("", dict(zip(view.headings, row, strict=True)), as_json)
    elif view.rows:
        for line in columns([view.headings, *view.rows]):
            result(line, {}, as_json=False)
    terminal.note(terminal.say("register.listed", count=len(view.rows)))


@click.command(cls=Command)
@click.option("--month", required=True, type=click.DateTime(["%Y-%m"]))
@click.option("--office", default="")
@click.option("--out", type=FILE)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def report(ctx: click.Context, month: datetime, office: str, out: Path | None, as_json: bool) -> None:
    """Print what went out in a month."""
    import docgen

    source = docgen.start_dispatch_report(month.year, month.month, office)
    make(source, out, terminal_of(ctx), as_json)


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.option("--year", required=True, type=click.IntRange(1949, 9999))
@click.option("--scores", type=FILE)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def assessment(ctx: click.Context, file: Path, year: int, scores: Path | None, as_json: bool) -> None:
    """Write how each county did in a year."""
    import docgen

    path = docgen.write_assessment(file, year, scores)
    result(str(path), {"path": str(path)}, as_json)


def make(source: Path, out: Path | None, terminal: Terminal, as_json: bool) -> None:
    """Make a document of its source, and name both."""
    import docgen

    built = docgen.build([source], docgen.Options(out=out, announce=terminal.announce))
    for path in (source, *built.paths):
        result(str(path), {"path": str(path)}, as_json)
    (terminal.tell if as_json else terminal.report)(built.findings)
