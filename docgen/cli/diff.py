"""`docgen diff BEFORE AFTER`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import Command
from .terminal import Terminal, result

if TYPE_CHECKING:
    from docgen.handbook.changes import Change, Wording

DIFFERENT = 1


@click.command(cls=Command)
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def diff(ctx: click.Context, before: Path, after: Path, as_json: bool) -> None:
    """Tell what differs between two documents, or two editions of a handbook."""
    import docgen

    terminal: Terminal = ctx.obj
    found = docgen.changes(before, after, docgen.Options(announce=terminal.announce))
    for change in found:
        result(told(change, terminal), asdict(change), as_json)
    terminal.note(terminal.say("differences", count=len(found)))
    if found:
        ctx.exit(DIFFERENT)


def told(change: "Change", terminal: Terminal) -> str:
    """Return a change as a person reads it: where, what, and the words."""
    head = terminal.say(f"change.{change.kind}", chapter=change.chapter, name=change.name, block=change.block)
    return "\n".join([head, *(f"    {words(wording)}" for wording in change.wordings)])


def words(wording: "Wording") -> str:
    """Return changed words between those around them: [-old-]{+new+}."""
    old = f"[-{wording.old}-]" if wording.old else ""
    new = f"{{+{wording.new}+}}" if wording.new else ""
    return f"…{wording.before}{old}{new}{wording.after}…".replace("\n", " ")
