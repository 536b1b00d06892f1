"""`docgen register overdue`: what is late, and the drafts of what comes next."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from ..command import DAY, Command, terminal_of
from ..terminal import Terminal, columns, result
from .numbers import fields

if TYPE_CHECKING:
    from docgen.pipeline.register.following.overdue import Late

FOUND = 1  # exit code
COLUMNS = ("number", "title", "who", "row", "due", "days", "next")


@click.command(cls=Command)
@click.option("--on", type=DAY)
@click.option("--draft", is_flag=True)
@click.option("--strict", is_flag=True)
@click.option("--by", default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def overdue(ctx: click.Context, on: date | None, draft: bool, strict: bool, by: str, as_json: bool) -> None:
    """List what is late, and draft what comes next."""
    import docgen

    terminal = terminal_of(ctx)
    done = docgen.draft_next_papers(on, person=by) if draft else None
    found = docgen.overdue_papers(on)
    if as_json:
        for one in found:
            result("", told(one), as_json)
    elif found:
        for line in columns([[terminal.say(f"overdue.{name}") for name in COLUMNS], *rows(found, terminal)]):
            result(line, {}, as_json=False)
    if done:
        (terminal.tell if as_json else terminal.report)(done.findings)
        for path in done.paths:
            result(terminal.say("overdue.drafted", path=path), {"path": str(path)}, as_json)
    terminal.note(terminal.say("overdue.counted", count=len(found)))
    if found and strict:
        ctx.exit(FOUND)


def told(one: "Late") -> dict[str, object]:
    """Return a late paper for a program."""
    matters = [{**matter.kept(), "state": matter.state} for matter in one.matters]
    kind = one.next.name if one.next else ""
    more = {
        "late": matters,
        "days": one.days,
        "next": kind,
        "draft": one.draft,
        "followed_by": one.followed_by,
    }
    return {**fields(one.entry), **more}


def rows(found: "Sequence[Late]", terminal: Terminal) -> Iterator[list[str]]:
    """Yield a row of text for each matter that is late; the paper stands with its first."""
    for one in found:
        for at, matter in enumerate(one.matters):
            paper = [one.entry.number, " ".join(one.entry.title.split())] if at == 0 else ["", ""]
            comes = next_of(one, terminal) if at == 0 else ""
            yield [*paper, matter.who, str(matter.row or ""), matter.due, str(one.days), comes]


def next_of(one: "Late", terminal: Terminal) -> str:
    """Return what comes next of a paper: its number, its draft, or its kind."""
    if one.followed_by:
        return terminal.say("overdue.issued", number=one.followed_by)
    if one.draft:
        return terminal.say("overdue.drafted", path=one.draft)
    return one.next.title if one.next else ""
