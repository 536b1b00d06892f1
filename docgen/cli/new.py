"""`docgen new KIND FILE`."""

from pathlib import Path

import click

from .command import Command


@click.command(cls=Command)
@click.argument("kind")
@click.argument("file", type=click.Path(path_type=Path))
def new(kind: str, file: Path) -> None:
    """Begin a document of `kind` in `file`, a handbook in that folder."""
    import docgen

    for path in docgen.start_document(kind, file):
        click.echo(path)
