"""`docgen build SOURCE...`."""

from pathlib import Path

import click

from .command import Command
from .terminal import Terminal, result

FORMATS = ("pdf", "docx", "html")


@click.command(cls=Command)
@click.argument("source", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--to", multiple=True, default=FORMATS[:2], type=click.Choice(FORMATS))
@click.option("--out", default="out", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def build(
    terminal: Terminal,
    source: tuple[Path, ...],
    to: tuple[str, ...],
    out: Path,
    strict: bool,
    as_json: bool,
) -> None:
    """Make the documents of `source` in the formats `to`."""
    from ..doctor import require_libraries

    # Before WeasyPrint is imported: without its libraries it fails in words of its own, on stdout.
    require_libraries()
    from ..build import build as make

    built = make(source, to, out, strict, terminal.announce)
    for path in built.paths:
        result(str(path), {"path": str(path)}, as_json)
    terminal.report(built.findings)
    terminal.note(terminal.say("built", files=len(built.paths), findings=len(built.findings)))
