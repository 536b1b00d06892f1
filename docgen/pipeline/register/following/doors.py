"""The doors to following up: what came back is noted, days are put off, incoming papers are registered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.archive import vault
from docgen.archive.evidence import Evidence, evidence, read
from docgen.foundation.errors import ContentError, Finding, Place, Problem
from docgen.foundation.filenames import safe_name

from ..doors import Noted, opened, project_with

if TYPE_CHECKING:
    from docgen.content.project import Project
    from docgen.register.entries import Entry
    from docgen.register.following import Step
    from docgen.register.receiving import Incoming
    from docgen.register.register import Register
    from docgen.register.views import View

    from .overdue import Drafted, Late

ANSWERED = "answered"


def note_reply(
    number: str,
    on: date | None = None,
    state: str = ANSWERED,
    rows: Sequence[int] = (),
    who: str = "",
    files: Iterable[Path | str] = (),
    note: str = "",
    folder: Path | str | None = None,
    person: str = "",
) -> Noted:
    """Note what came back of a paper on a day (None: today), and return its entry.

    `state` is what it says: received (已收), answered (已反馈), mended (已整改) or closed (已销号); `rows`
    which problems of a notice it is about, `who` which of several addressees. `files` go into the archive.
    Raises ConflictError for what the register contradicts, ContentError for files that cannot be read.
    """
    from docgen.register.following import STEPS, Step

    if state not in STEPS:
        raise ContentError([Problem("follow-no-step", values={"state": state})])
    with opened(folder, person) as register:
        step = Step(state, on or register.clock().date(), tuple(rows), who, note)
        entry = noted(register, project_with(folder).root, number, step, map(Path, files))
        return Noted(entry, tuple(register.noticed))


def noted(register: "Register", root: Path, number: str, step: "Step", files: Iterable[Path] = ()) -> "Entry":
    """Note a step with its evidence in one transaction, and return the entry. Raises as `note_reply`."""
    from docgen.register.following import followed, take_step

    with register.changing():
        known = followed(register, number)
        proof = evidence(place_of(known), known.files, files, step.on)
        entry = take_step(register, number, replace(step, files=proof.marks, archive=proof.place))
        proof.put_away(root)
        return entry


def place_of(entry: "Entry") -> str:
    """Return where the archive of a number is in the project."""
    year = entry.year or int(entry.date[:4] or 0)
    return str(entry.more.get("archive") or vault.folder_of(Path(), year, entry.number).as_posix())


def close_paper(
    number: str,
    on: date | None = None,
    rows: Sequence[int] = (),
    who: str = "",
    files: Iterable[Path | str] = (),
    note: str = "",
    folder: Path | str | None = None,
    person: str = "",
) -> Noted:
    """Close a paper, or rows of it (销号), and return its entry.

    What nothing came back of needs a note or files that say why. Raises as `note_reply`.
    """
    return note_reply(number, on, "closed", rows, who, files, note, folder, person)


def extend_deadline(
    number: str,
    reason: str,
    until: date | None = None,
    days: int = 0,
    working_days: int = 0,
    rows: Sequence[int] = (),
    who: str = "",
    folder: Path | str | None = None,
    person: str = "",
) -> Noted:
    """Put off the day on which a paper, or rows of it, are due: to a day, or by days; return its entry.

    Raises ContentError when not one of the three is given, ConflictError for what the register contradicts.
    """
    from docgen.register.following import extend

    if sum(map(bool, (until, days, working_days))) != 1:
        raise ContentError([Problem("follow-one-of-three")])
    project = project_with(folder)
    with opened(folder, person) as register:
        later = Later(project, until, days, working_days)
        entry = extend(register, number, later.after, reason, tuple(rows), who)
        return Noted(entry, (*register.noticed, *later.findings))


class Later:
    """A day later than another: a day itself, or so many days on; `findings` is what is told of it."""

    def __init__(self, project: "Project", until: date | None, days: int, working_days: int) -> None:
        self.project = project
        self.until = until
        self.days = days
        self.working_days = working_days
        self.findings: list[Finding] = []

    def after(self, due: date) -> date:
        """Return the day that is later than `due`."""
        from docgen.content.following.asked import working_days_after
        from docgen.content.following.working_days import days_after

        if self.until:
            return self.until
        if self.days:
            return days_after(due, self.days)
        day, told = working_days_after(self.project, due, self.working_days, Place())
        self.findings += [one for one in told if one not in self.findings]
        return day


def receive_paper(
    file: Path | str,
    sender: str,
    number: str = "",
    dated: date | None = None,
    due: date | None = None,
    title: str = "",
    on: date | None = None,
    folder: Path | str | None = None,
    person: str = "",
    note: str = "",
) -> Noted:
    """Register a paper that came in (收文) on a day (None: today), archive it, and return its entry.

    It gets a number of the book of incoming papers; the same file gets the same again, and is archived anew
    where that was lost. `number` and `dated` are its sender's.
    Raises ConflictError for days that cannot be, ContentError for a file that cannot be read.
    """
    from docgen.register.receiving import Incoming

    path = Path(file)
    with opened(folder, person) as register:
        came = on or register.clock().date()
        told = Incoming(sender, title or path.stem, came, number, dated, due, note)
        entry = received(register, project_with(folder).root, path, told)
        return Noted(entry, tuple(register.noticed))


def received(register: "Register", root: Path, path: Path, told: "Incoming") -> "Entry":
    """Register a paper that came in and archive its file, in one transaction; return its entry."""
    from docgen.register.receiving import number_incoming, settle_incoming

    data = read(path)
    with register.changing():
        entry = number_incoming(register, told, sha256(data).hexdigest())
        proof = Evidence(place_of(entry), {safe_name(path.stem) + path.suffix.lower(): data})
        entry = settle_incoming(register, entry, told, proof.marks, proof.place)
        proof.put_away(root)
        return entry


def overdue_papers(on: date | None = None, folder: Path | str | None = None) -> "list[Late]":
    """Return the papers that are late on a day (None: today), the longest first, and what comes next of each.

    Raises TemplateError for a kind that says wrongly how it is followed up.
    """
    from .overdue import late_papers

    with opened(folder) as register:
        return late_papers(register, project_with(folder), on or register.clock().date())


def draft_next_papers(
    on: date | None = None, folder: Path | str | None = None, person: str = ""
) -> "Drafted":
    """Write a draft of what comes next for each paper that is late on a day (None: today) into the content.

    No file is written over. Raises as `overdue_papers`, and MachineError when the disk refuses.
    """
    from .overdue import draft_all

    with opened(folder, person) as register:
        return draft_all(register, project_with(folder), on or register.clock().date())


def register_view(name: str, on: date | None = None, folder: Path | str | None = None) -> "View":
    """Return a table of the register as of a day (None: today).

    There are 未办事项, 逾期事项, 督办台账, 发文情况 and 督办情况. Raises ContentError for any other name.
    """
    from docgen.register.views import VIEWS

    from .reports import view_named

    with opened(folder) as register:
        return VIEWS[view_named(name)](register, on or register.clock().date())


def write_view(view: "View", file: Path | str) -> Path:
    """Write a table of the register into a new workbook and return it. Raises ContentError if it is there."""
    from docgen.foundation.files import write_new

    from .reports import workbook

    write_new({Path(file): workbook(view.title, view.headings, view.rows)})
    return Path(file)


def write_assessment(
    file: Path | str, year: int, scores: Path | str | None = None, folder: Path | str | None = None
) -> Path:
    """Write how each county did in a year into a new workbook, which `reports/assessment` reads; return it.

    `scores` is the sheet with the marks that others give; the register's for 问题整改 are put into it.
    Raises ContentError for a sheet that is none, for a county it lacks, and for a file that is there.
    """
    from docgen.foundation.files import write_new

    from .reports import assessment, last_day, workbook

    with opened(folder) as register:
        today = register.clock().date()
    view = register_view("督办情况", last_day(year, 12, today), folder)
    headings, rows = assessment(view, Path(scores) if scores else None)
    write_new({Path(file): workbook("评议考核", headings, rows)})
    return Path(file)


def start_report(
    name: str, on: date | None = None, office: str = "", folder: Path | str | None = None
) -> Path:
    """Begin a document that prints a table of the register as of a day (None: today); return its source.

    A source that is there already is left as it is. Raises ContentError for a table that there is none of.
    """
    from .reports import begin_report, view_named

    with opened(folder) as register:
        day = on or register.clock().date()
    return begin_report(project_with(folder), view_named(name), day, office)


def start_dispatch_report(year: int, month: int, office: str = "", folder: Path | str | None = None) -> Path:
    """Begin a document that prints what went out in a month, and return its source, which may be there."""
    from .reports import DISPATCH, last_day

    with opened(folder) as register:
        today = register.clock().date()
    return start_report(DISPATCH, last_day(year, month, today), office, folder)
