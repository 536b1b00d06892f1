"""`docgen sheet KIND|SOURCE FILE.xlsx`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.foundation.errors import TOLD
from docgen.foundation.working_folder import working_folder

from .command import Command
from .terminal import Terminal, result

if TYPE_CHECKING:
    from docgen.foundation.errors import Problem


@click.command(cls=Command)
@click.argument("source")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--marked", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def sheet(ctx: click.Context, source: str, file: Path, marked: bool, as_json: bool) -> None:
    """Write the blank roster of a kind or document, or a document's own roster with its bad cells marked."""
    import docgen

    terminal: Terminal = ctx.obj
    if not marked:
        result(str(docgen.write_roster(source, file, working_folder())), {"path": str(file)}, as_json)
        return
    problems = docgen.mark_roster(source, file, terminal.lang)
    tell(problems, terminal, as_json)
    if not problems:
        terminal.note(terminal.say("sheet.fine"))
        return
    result(str(file), {"path": str(file)}, as_json)
    ctx.exit(1)


def tell(problems: "list[Problem]", terminal: Terminal, as_json: bool) -> None:
    """Tell a program every problem, and a person the first of them and how many there are."""
    if as_json:
        terminal.tell(problems)
        return
    terminal.report(problems[:TOLD])
    if len(problems) > TOLD:
        terminal.note(terminal.say("sheet.more", count=len(problems) - TOLD))
