"""`docgen init DIR`."""

from pathlib import Path

import click

from .command import Command, terminal_of


@click.command(cls=Command)
@click.argument("dir", type=click.Path(path_type=Path))
@click.option("--office", default="")
@click.option("--code", default="")
@click.option("--kind", multiple=True)
@click.pass_context
def init(ctx: click.Context, dir: Path, office: str, code: str, kind: tuple[str, ...]) -> None:
    """Start a project in `dir`, for `office` if one is named."""
    from docgen.setup import starter
    from docgen.setup.own_office import Office

    terminal = terminal_of(ctx)
    if code and not office.strip():
        raise click.UsageError(terminal.say("usage.code-alone"), ctx)
    own = Office(office.strip(), code.strip()) if office.strip() else None
    started = starter.start(dir, terminal.lang, own, kind)
    for path in started.created:
        click.echo(path)
    for path in started.already_there:
        terminal.note(terminal.say("already-there", path=path))
    if own and not own.code:
        terminal.note(terminal.say("code-lacking"))
    terminal.note(terminal.say("started", example=started.example))
