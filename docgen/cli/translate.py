"""`docgen translate status|export|import|accept`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.foundation.messages import say

from .command import DAY, Command, Group, help_if_alone, terminal_of
from .terminal import Terminal, columns, result

if TYPE_CHECKING:
    from docgen.translation.states import Standing

NOT_ALL = 1  # exit code: something was not imported
STATES = ("reviewed", "draft", "stale", "missing")


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def translate(ctx: click.Context) -> None:
    """Keep the translations of a document; without a command, show the help."""
    help_if_alone(ctx)


@translate.command(cls=Command)
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def status(ctx: click.Context, source: Path, as_json: bool) -> None:
    """Tell how far each chapter is, and which units are to be seen to."""
    import docgen

    terminal, found = terminal_of(ctx), docgen.translation_states(source)
    summaries = [summary(name, some) for name, some in by_chapter(found).items()]
    if as_json:
        for told in [*summaries, *(detail(one) for one in found if not one.is_settled)]:
            result("", told, as_json)
        return
    rows = [headings(terminal), *([str(cell) for cell in one.values()] for one in summaries)]
    total = summary(terminal.say("translation.total"), found)
    for line in columns([*rows, [str(cell) for cell in total.values()]]):
        result(line, {}, as_json)
    for line in pending(found, terminal):
        result(line, {}, as_json)


def by_chapter(found: "Iterable[Standing]") -> "dict[str, list[Standing]]":
    """Return units by the name of their file, in order."""
    chapters: dict[str, list[Standing]] = {}
    for one in found:
        chapters.setdefault(one.unit.chapter, []).append(one)
    return chapters


def summary(name: str, found: "Sequence[Standing]") -> dict[str, object]:
    """Return how many units of a chapter are in each state, and what share of them is reviewed."""
    counts = Counter(str(one.state) for one in found)
    share = 100 * counts["reviewed"] // len(found)
    return {"chapter": name, "units": len(found), **{s: counts[s] for s in STATES}, "percent": share}


def headings(terminal: Terminal) -> list[str]:
    """Return the headings of the table of chapters."""
    states = [say(f"translation.states.{name}", terminal.lang) for name in STATES]
    chapter, units, percent = (
        terminal.say(f"translation.{word}") for word in ("chapter", "units", "percent")
    )
    return [chapter, units, *states, f"{percent}%"]


def detail(found: "Standing") -> dict[str, object]:
    """Return what a program is told of a unit that is to be seen to."""
    place = found.unit.place
    return {
        "id": found.unit.id,
        "chapter": found.unit.chapter,
        "state": str(found.state),
        "path": str(place.path),
        "line": place.line,
        "figures": [vars(moved) for moved in found.moved],
    }


def pending(found: "Sequence[Standing]", terminal: Terminal) -> Iterator[str]:
    """Yield the units that are to be seen to, by state, and those whose figures have moved."""
    for state in STATES[1:]:
        some = [one.unit for one in found if one.state == state]
        if some:
            yield f"\n{say(f'translation.states.{state}', terminal.lang)}"
            yield from columns([["", unit.id, str(unit.place)] for unit in some])
    moved = [(one.unit, figure) for one in found for figure in one.moved]
    if moved:
        yield f"\n{terminal.say('translation.moved-head')}"
    for unit, figure in moved:
        yield "  " + terminal.say("translation.moved", id=unit.id, place=unit.place, **vars(figure))


@translate.command(cls=Command)
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True)
@click.pass_context
def export(ctx: click.Context, source: Path, file: Path, every: bool) -> None:
    """Write what is to be translated, or everything, into a new file."""
    import docgen

    terminal = terminal_of(ctx)
    count = docgen.export_translations(source, file, terminal.lang, every)
    result(str(file), {}, as_json=False)
    terminal.note(terminal.say("translation.exported", count=count))


@translate.command("import", cls=Command)
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def import_(ctx: click.Context, source: Path, file: Path) -> None:
    """Take in what a translator filled in."""
    import docgen

    terminal, done = terminal_of(ctx), docgen.import_translations(source, file)
    for name in done.taken:
        result(name, {}, as_json=False)
    terminal.report([*done.refused, *done.findings])
    if done.left:
        terminal.note(terminal.say("translation.left", blocks=blocks_left(done.left, terminal)))
    counts = {name: len(found) for name, found in vars(done).items()}
    terminal.note(terminal.say("translation.imported", **counts))
    if done.refused:
        ctx.exit(NOT_ALL)


def blocks_left(left: Mapping[str, Sequence[str]], terminal: Terminal) -> str:
    """Return the units that were not imported, each with its cells or lines in the translator's file."""
    told = [
        terminal.say("translation.left-block", id=name, cells=terminal.say("words.comma").join(cells))
        for name, cells in left.items()
    ]
    return terminal.say("words.comma").join(told)


@translate.command(cls=Command)
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("block", nargs=-1)
@click.option("--by", required=True)
@click.option("--date", "day", type=DAY)
@click.option("--chapter", multiple=True)
@click.option("--all", "every", is_flag=True)
@click.pass_context
def accept(
    ctx: click.Context,
    source: Path,
    block: tuple[str, ...],
    by: str,
    day: date | None,
    chapter: tuple[str, ...],
    every: bool,
) -> None:
    """Record units as reviewed."""
    import docgen

    terminal = terminal_of(ctx)
    on = day or date.today()
    accepted = docgen.accept_translations(source, block, by, on, chapters=chapter, every=every)
    for unit, findings in accepted.items():
        result(unit, {}, as_json=False)
        terminal.report(findings)
    terminal.note(terminal.say("translation.accepted", count=len(accepted)))
