"""`docgen issue SOURCE...`, and `docgen register sign SOURCE`: what goes before."""

from dataclasses import asdict
from pathlib import Path

import click

from ..build import FORMATS
from ..command import Command, terminal_of
from ..terminal import result


@click.command(cls=Command)
@click.argument("source", nargs=-1, required=True)
@click.option("--to", multiple=True, default=FORMATS[:2], type=click.Choice(FORMATS))
@click.option("--out", type=click.Path(path_type=Path))
@click.option("--archive", is_flag=True)
@click.option("--accessible", is_flag=True)
@click.option("--accept", multiple=True)
@click.option("--by", default="")
@click.option("--corrects", default="")
@click.option("--replaces", default="")
@click.option("--again", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def issue(
    ctx: click.Context,
    source: tuple[str, ...],
    to: tuple[str, ...],
    out: Path | None,
    archive: bool,
    accessible: bool,
    accept: tuple[str, ...],
    by: str,
    corrects: str,
    replaces: str,
    again: bool,
    as_json: bool,
) -> None:
    """Issue documents: number, make, archive and register them; or hand out again what was issued."""
    import docgen

    terminal = terminal_of(ctx)
    options = docgen.Options(
        formats=to,
        out=out,
        archive=archive,
        accessible=accessible,
        accept=accept,
        announce=terminal.announce,
    )
    made = (
        docgen.issue_again(source, options)
        if again
        else docgen.issue(source, options, by, corrects, replaces)
    )
    for issued in made:
        numbers = [entry.printed for entry in issued.entries]
        for path in issued.files:
            result(str(path), {"path": str(path), "numbers": numbers, "again": issued.again}, as_json)
        (terminal.tell if as_json else terminal.report)(issued.findings)
        told = numbers[0] if len(numbers) == 1 else f"{numbers[0]} – {numbers[-1]}"
        terminal.note(terminal.say("register.again" if issued.again else "register.issued", numbers=told))


@click.command(cls=Command)
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--step", required=True)
@click.option("--by", required=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def sign(ctx: click.Context, source: Path, step: str, by: str, as_json: bool) -> None:
    """Set down that a step before issue was done."""
    import docgen

    terminal = terminal_of(ctx)
    for one in docgen.sign_document(source, step, by, docgen.Options(announce=terminal.announce)):
        result(f"{one.name}  {one.person or '—'}  {one.moment}".rstrip(), asdict(one), as_json)
