"""`docgen check FILES... [--source SOURCE]`: files judged by themselves, or held against their source."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import Command
from .terminal import Terminal, result

if TYPE_CHECKING:
    from docgen.inspect.edited import Compared

CHANGED = 1


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", type=click.Path(path_type=Path))
@click.option("--recipient")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def check(
    ctx: click.Context, files: tuple[Path, ...], source: Path | None, recipient: str | None, as_json: bool
) -> None:
    """Tell what a person changed in Word files made from `source`; without it, what is wrong with files."""
    import docgen

    terminal: Terminal = ctx.obj
    if source is None:
        if judged(files, terminal, as_json):
            ctx.exit(CHANGED)
        return
    options = docgen.Options(announce=terminal.announce)
    changed = False
    for compared in docgen.compare(files, source, recipient, options):
        changed |= tell(compared, terminal, as_json)
    if changed:
        ctx.exit(CHANGED)


def judged(files: tuple[Path, ...], terminal: Terminal, as_json: bool) -> bool:
    """Write what is to be held against finished files (PDF, Word, OFD), and say whether anything is.

    A file that cannot be read is told, and the others are judged all the same.
    """
    import docgen

    found = False
    for path in files:
        try:
            findings = docgen.inspect_file(path)
        except docgen.ContentError as error:
            terminal.refuse(error)
            found = True
            continue
        (terminal.tell if as_json else terminal.report)(findings)
        terminal.note(terminal.say("inspected", path=path, count=len(findings)))
        found |= bool(findings)
    return found


def tell(compared: "Compared", terminal: Terminal, as_json: bool) -> bool:
    """Write what was found in one file, and say whether anything was."""
    if compared.job.row:
        terminal.note(terminal.say("compared", path=compared.path, name=compared.job.name))
    for finding in compared.findings:
        text, place = finding.text(terminal.lang), finding.place
        told = {
            "file": str(compared.path),
            "code": finding.code,
            "path": str(place.path) if place.path else None,
            "line": place.line,
            "column": place.column,
            "text": text,
            **{name: value for name, value in finding.values.items() if isinstance(value, str | int)},
        }
        result(text, told, as_json)
    terminal.report(compared.notes)
    if not compared.findings:
        terminal.note(terminal.say("unchanged", path=compared.path))
    return bool(compared.findings)
