"""`docgen forget SOURCE...`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.foundation.errors import TOLD

from .command import Command
from .terminal import Terminal, result

if TYPE_CHECKING:
    from docgen.pipeline.batch.forgetting import Forgotten


@click.command(cls=Command)
@click.argument("source", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def forget(ctx: click.Context, source: tuple[Path, ...], out: Path | None, as_json: bool) -> None:
    """Take away what the folder `out` keeps of documents, and tell what that was and what is left."""
    import docgen

    terminal: Terminal = ctx.obj
    for forgotten in docgen.forget(source, out):
        if as_json:
            result("", fields(forgotten), as_json)
        else:
            tell(forgotten, terminal)


def tell(forgotten: "Forgotten", terminal: Terminal) -> None:
    """Write the files that were taken away, and to a person what else was and what is left."""
    for path in forgotten.removed:
        result(str(path), {}, as_json=False)

    def note(key: str, **values: object) -> None:
        terminal.note(terminal.say(f"forgotten.{key}", document=forgotten.document, **values))

    if forgotten.removed or forgotten.lines:
        note("done", files=len(forgotten.removed), lines=sum(forgotten.lines.values()))
    else:
        note("nothing", folder=forgotten.folder)
    for key, paths in (("changed", forgotten.changed), ("letters", forgotten.letters)):
        if paths:
            note(key, count=len(paths), names=listing(paths))
    for key, count in (("numbers", forgotten.numbers), ("reprints", forgotten.reprints)):
        if count:
            note(key, count=count)


def listing(paths: tuple[Path, ...]) -> str:
    """Return the first of several files by their names."""
    return "、".join(path.name for path in paths[:TOLD]) + ("…" if len(paths) > TOLD else "")


def fields(forgotten: "Forgotten") -> dict[str, object]:
    """Return what was taken away and what is left, for a program."""
    return {
        "document": forgotten.document,
        "folder": str(forgotten.folder),
        "removed": [str(path) for path in forgotten.removed],
        "lines": dict(forgotten.lines),
        "numbers": forgotten.numbers,
        "letters": [str(path) for path in forgotten.letters],
        "changed": [str(path) for path in forgotten.changed],
        "reprints": forgotten.reprints,
    }
