"""`docgen build SOURCE...`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .command import Command, terminal_of
from .terminal import Terminal, result

if TYPE_CHECKING:
    from docgen import BatchOptions

FORMATS = ("pdf", "docx", "ofd", "html")  # docgen.write.FORMATS, which only a build brings in
PARTLY = 3  # exit code: letters were set aside


@click.command(cls=Command)
@click.argument("source", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--to", multiple=True, default=FORMATS[:2], type=click.Choice(FORMATS))
@click.option("--out", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True)
@click.option("--accept", multiple=True)
@click.option("--final", is_flag=True)
@click.option("--booklet", is_flag=True)
@click.option("--archive", is_flag=True)
@click.option("--accessible", is_flag=True)
@click.option("--tidy", is_flag=True)
@click.option("--only", multiple=True)
@click.option("--overprint", default="")
@click.option("--combined", is_flag=True)
@click.option("--odd", is_flag=True)
@click.option("--separate-by", default="")
@click.option("--workers", type=click.IntRange(0, 64))
@click.option("--scheduler", default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def build(
    ctx: click.Context,
    /,
    source: tuple[Path, ...],
    to: tuple[str, ...],
    out: Path | None,
    strict: bool,
    accept: tuple[str, ...],
    final: bool,
    booklet: bool,
    archive: bool,
    accessible: bool,
    tidy: bool,
    only: tuple[str, ...],
    overprint: str,
    as_json: bool,
    **batch: Any,
) -> None:
    """Make the documents of `source` in the formats `to`."""
    import docgen

    terminal = terminal_of(ctx)
    overrides = {name: value for name, value in (("only", list(only)), ("overprint", overprint)) if value}
    options = docgen.Options(
        formats=to,
        out=out,
        strict=strict,
        accept=accept,
        final=final,
        booklet=booklet,
        archive=archive,
        accessible=accessible,
        tidy=tidy,
        overrides=overrides,
        batch=batch_options(terminal, **batch),
        announce=terminal.announce,
    )
    built = docgen.build(source, options)
    for path, receipt in built.receipts:
        fields: dict[str, Any] = {
            "path": str(path),
            "sha256": receipt.sha256,
            "pages": receipt.pages or None,
        }
        if receipt.seals:
            fields["seals"] = [seal.told() for seal in receipt.seals]
        result(str(path), fields, as_json)
    (terminal.tell if as_json else terminal.report)([*built.findings, *built.set_aside])
    if built.moved:
        names = "、".join(path.name for path in built.moved)
        terminal.note(
            terminal.say("moved", count=len(built.moved), folder=built.moved[0].parent, names=names)
        )
    if built.kept:
        terminal.note(terminal.say("kept", count=built.kept))
    terminal.note(terminal.say("built", files=len(built.paths), findings=len(built.findings)))
    if built.set_aside:
        ctx.exit(PARTLY)


def batch_options(
    terminal: Terminal, combined: bool, odd: bool, separate_by: str, workers: int | None, scheduler: str
) -> "BatchOptions":
    """Return how rosters are to be made."""
    from docgen import BatchOptions, PrintOrder

    order = PrintOrder(odd, separate_by) if combined else None
    return BatchOptions(workers, scheduler, order, terminal.counting)
