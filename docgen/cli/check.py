"""`docgen check EDITED... --source SOURCE`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import Command
from .terminal import Terminal, result

if TYPE_CHECKING:
    from docgen.address.jobs import Job
    from docgen.inspect.edited import Compared, Original

CHANGED = 1


@click.command(cls=Command)
@click.argument("edited", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", required=True, type=click.Path(path_type=Path))
@click.option("--recipient")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def check(
    ctx: click.Context, edited: tuple[Path, ...], source: Path, recipient: str | None, as_json: bool
) -> None:
    """Tell what a person changed in Word files made from `source`."""
    from docgen.setup.doctor import require_libraries

    # Before WeasyPrint is imported, as in `docgen build`.
    require_libraries()
    from docgen.foundation.errors import each
    from docgen.inspect.edited import Original, compare
    from docgen.pipeline.stops import Stops, write

    terminal: Terminal = ctx.obj
    stops, made = Stops(terminal.announce, out=edited[0].parent), dict[str, "Original"]()

    def make(job: "Job") -> "Original":
        if job.name not in made:
            page = stops.composed(job)
            made[job.name] = Original(page.composed.html, write(page, "docx").data)
        return made[job.name]

    def told(path: Path) -> bool:
        return tell(compare(path, jobs, make, recipient), terminal, as_json)

    jobs = stops.jobs(source)
    if any(each(edited, told)):
        ctx.exit(CHANGED)


def tell(compared: "Compared", terminal: Terminal, as_json: bool) -> bool:
    """Write what was found in one file, and say whether anything was."""
    if compared.job.recipient:
        terminal.note(terminal.say("compared", path=compared.path, name=compared.job.name))
    for finding in compared.findings:
        text, place = finding.text(terminal.lang), finding.place
        told = {
            "file": str(compared.path),
            "code": finding.code,
            "path": str(place.path) if place.path else None,
            "line": place.line,
            "column": place.column,
            "text": text,
            **{name: value for name, value in finding.values.items() if isinstance(value, str | int)},
        }
        result(text, told, as_json)
    terminal.report(compared.notes)
    if not compared.findings:
        terminal.note(terminal.say("unchanged", path=compared.path))
    return bool(compared.findings)
