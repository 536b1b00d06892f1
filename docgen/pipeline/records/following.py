"""The board of what is followed up: what is late, due soon, waited for and closed, as of a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.foundation.errors import DocgenError

from ..register.doors import opened, project_with

if TYPE_CHECKING:
    from docgen.content.project import Project
    from docgen.register.entries import Entry
    from docgen.register.following import Matter
    from docgen.register.register import Register

LATE, SOON, WAITING, DONE = "late", "soon", "waiting", "done"
SOON_DAYS = 7
"""Days before its day on which a matter stands among what is due soon."""


@dataclass(frozen=True)
class Followed:
    """A paper that is followed up: how it stands, its matters, and by how many days it is late.

    `days` are below 0 while it is not late yet; `standing` is late, soon, waiting or done. `next` is the
    title of the kind that comes next when it is late, `draft` where that is drafted, `followed_by` its number
    once it is out.
    """

    entry: "Entry"
    standing: str
    matters: "tuple[Matter, ...]"
    days: int
    next: str = ""
    draft: str = ""
    followed_by: str = ""


def followed_papers(on: date | None = None, folder: Path | str | None = None) -> list[Followed]:
    """Return all papers that are followed up, as they stand on a day (None: today); the most urgent first.

    Raises as the register does; what comes next of a kind that says it wrongly is left out.
    """
    from docgen.register.entries import Query
    from docgen.register.following import STATES, is_followed

    with opened(folder) as register:
        day = on or register.clock().date()
        project = project_with(folder)
        found = [
            followed(register, project, entry, day)
            for entry in register.entries(Query(states=STATES))
            if is_followed(entry)
        ]
    order = (LATE, SOON, WAITING, DONE)
    return sorted(found, key=lambda one: (order.index(one.standing), -one.days, one.entry.number))


def followed(register: "Register", project: "Project", entry: "Entry", day: date) -> Followed:
    """Return how one paper stands on a day."""
    from docgen.register.entries import RESERVED
    from docgen.register.following import matters

    from ..register.following.overdue import NEXT, kind_after

    found = tuple(matters(entry))
    due = [one.due for one in found if one.due and one.is_open()]
    standing = standing_of(found, day)
    days = (day - date.fromisoformat(min(due))).days if due else 0
    if standing != LATE:
        return Followed(entry, standing, found, days)
    try:
        after = kind_after(project, entry)
    except DocgenError:
        after = None
    draft = str(entry.more.get(NEXT) or "")
    follower = register.entry_of(draft) if draft else None
    number = follower.number if follower and follower.state != RESERVED else ""
    there = draft if draft and (project.root / draft).exists() else ""
    return Followed(entry, standing, found, days, after.title if after else "", there, number)


def standing_of(found: "tuple[Matter, ...]", day: date) -> str:
    """Return how matters stand together on a day: the most urgent of them."""
    still = [one for one in found if one.is_open()]
    if any(one.is_late(day.isoformat()) for one in still):
        return LATE
    soon = (day + timedelta(SOON_DAYS)).isoformat()
    if any(one.due and one.due <= soon for one in still):
        return SOON
    return WAITING if still else DONE
