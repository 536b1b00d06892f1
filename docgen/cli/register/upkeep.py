"""`docgen register init|import|verify|backup`: the book itself."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..command import Command, terminal_of
from ..terminal import result

if TYPE_CHECKING:
    from docgen.register.verifying import Verified

CONFLICT = 4  # exit code: register or archive were changed from outside


@click.command(cls=Command)
@click.option("--last", multiple=True)
@click.option("--server", default="")
@click.pass_context
def init(ctx: click.Context, last: tuple[str, ...], server: str) -> None:
    """Begin the register of this project."""
    import docgen

    terminal = terminal_of(ctx)
    try:
        place = docgen.begin_register(counted=last, server=server)
    except docgen.ContentError as error:  # what is typed behind --last is no number
        wrong = "\n".join(one.text(terminal.lang) for one in error.problems)
        raise click.UsageError(wrong, ctx) from error
    result(str(place), {}, as_json=False)
    terminal.note(terminal.say("register.begun"))


@click.command(cls=Command, name="import")
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


@click.command(cls=Command)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Tell what was changed from outside."""
    import docgen

    conclude(ctx, docgen.verify_register(), as_json)


@click.command(cls=Command)
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
