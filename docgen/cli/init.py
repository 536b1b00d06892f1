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
    import docgen

    terminal = terminal_of(ctx)
    if code and not office.strip():
        raise click.UsageError(terminal.say("usage.code-alone"), ctx)
    started = docgen.start_project(dir, terminal.lang, office, code, kind)
    for path in started.created:
        click.echo(path)
    for path in started.already_there:
        terminal.note(terminal.say("already-there", path=path))
    if office.strip() and not code.strip():
        terminal.note(terminal.say("code-lacking"))
    terminal.note(terminal.say("started", example=started.example))
