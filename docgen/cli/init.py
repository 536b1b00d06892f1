"""`docgen init DIR`."""

from pathlib import Path

import click

from .command import Command
from .terminal import Terminal


@click.command(cls=Command)
@click.argument("dir", type=click.Path(path_type=Path))
@click.pass_obj
def init(terminal: Terminal, dir: Path) -> None:
    """Start a project in `dir`."""
    from docgen.setup import starter

    started = starter.start(dir, terminal.lang)
    for path in started.created:
        click.echo(path)
    for path in started.already_there:
        terminal.note(terminal.say("already-there", path=path))
    terminal.note(terminal.say("started", example=started.example))
