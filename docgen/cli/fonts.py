"""`docgen fonts`."""

import click

from docgen.foundation.working_folder import working_folder

from .command import Command
from .terminal import columns, result


@click.command(cls=Command)
@click.option("--json", "as_json", is_flag=True)
def fonts(as_json: bool) -> None:
    """List the type roles and the fonts that draw them."""
    import docgen

    rows = []
    for role, (typeface, has, of) in docgen.typefaces(working_folder()).items():
        row = {"role": role, "file": str(typeface.path), "word": typeface.word_name, "has": has, "of": of}
        rows.append((row, [role, typeface.path.name, typeface.word_name, f"{has}/{of}"]))
    for (row, _), line in zip(rows, columns([cells for _, cells in rows]), strict=True):
        result(line, row, as_json)
