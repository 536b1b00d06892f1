"""`docgen verify CODE --key FILE`."""

from pathlib import Path

import click

from .command import Command
from .terminal import result


@click.command(cls=Command)
@click.argument("code")
@click.option("--key", required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def verify(code: str, key: Path, as_json: bool) -> None:
    """Tell what a certificate's code says, once the office's public key in `key` has proved it."""
    import docgen

    said = docgen.verify_code(code, key)
    names = ("number", "name", "date")
    result("　".join(said), dict(zip(names, said, strict=True)), as_json)
