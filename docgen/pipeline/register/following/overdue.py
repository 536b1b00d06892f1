"""What is late (逾期), and the draft of what comes next (提醒 → 整改 → 约谈 → 通报), with what happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from docgen.content import kinds
from docgen.content.following.asked import next_kind
from docgen.content.following.working_days import days_after
from docgen.content.kinds import Kind
from docgen.content.offices import OFFICES
from docgen.content.project import Project
from docgen.content.source import read
from docgen.foundation.dates import WEEKDAYS
from docgen.foundation.errors import ContentError, Finding, Place
from docgen.foundation.filenames import safe_name
from docgen.foundation.files import write_new
from docgen.foundation.numerals import official_date
from docgen.prose.placeholders import fill
from docgen.register.entries import OUTGOING, RESERVED, Entry, Event
from docgen.register.following import (
    EXTENDED,
    STEPS,
    Matter,
    late_matters,
    matters,
    overdue_entries,
    state_word,
)
from docgen.register.register import Register

AFTER = "{}/after.yaml"
"""The draft of a kind that follows another, in the folder of the kind."""
DRAFTED, NEXT = "drafted", "next"
DAYS_FOR_MENDING, DAYS_TO_MEETING, DAYS_TO_ANSWER = 15, 7, 5


@dataclass(frozen=True)
class Late:
    """A paper that is late: which of its matters, by how many days, and what comes next."""

    entry: Entry
    matters: tuple[Matter, ...]
    days: int
    next: Kind | None = None
    draft: str = ""  # where the next paper is drafted, in the project
    followed_by: str = ""  # its number, once it is out


@dataclass
class Drafted:
    """Drafts that were written, and what is told of the others."""

    paths: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def late_papers(register: Register, project: Project, on: date) -> list[Late]:
    """Return what is late on a day, the longest first. Raises TemplateError for a kind that errs."""
    found = [late(register, project, entry, on) for entry in overdue_entries(register, on=on)]
    return sorted(found, key=lambda one: (-one.days, one.entry.number))


def late(register: Register, project: Project, entry: Entry, on: date) -> Late:
    """Return what is late of a paper."""
    behind = tuple(late_matters(entry, on))
    draft = str(entry.more.get(NEXT) or "")
    after = register.entry_of(draft) if draft else None
    number = after.number if after and after.state != RESERVED else ""
    days = max(one.days_late(on.isoformat()) for one in behind)
    return Late(entry, behind, days, kind_after(project, entry), draft, number)


def kind_after(project: Project, entry: Entry) -> Kind | None:
    """Return the kind that follows when a paper is late, None for one after which nothing comes."""
    known = kinds.names(project)
    if entry.book != OUTGOING or entry.kind not in known:
        return None
    schema = Place(project.template(kinds.SCHEMA.format(entry.kind)))
    name = next_kind(kinds.load(project, entry.kind, Place()), schema)
    return kinds.load(project, name, Place()) if name in known else None


def draft_all(register: Register, project: Project, on: date) -> Drafted:
    """Write the draft of what comes next for each paper that is late, never over another file."""
    done = Drafted()
    for one in late_papers(register, project, on):
        code, place, told = "", Place(), {"number": one.entry.number}
        if one.followed_by:
            continue
        if one.next is None or not project.find_template(AFTER.format(one.next.name)):
            code = "draft-no-next"
        elif one.draft and (project.root / one.draft).exists():
            code, place = "draft-there", Place(project.root / one.draft)
        else:
            path = path_of(project, one.entry, one.next)
            try:
                write_new({path: draft(register, project, one, on).encode()})
            except ContentError:  # somebody else's file has the name
                code, place = "draft-there", Place(path)
            else:
                kept = {NEXT: path.relative_to(project.root).as_posix()}
                register.record(DRAFTED, one.entry.number, {}, kept, path=kept[NEXT])
                done.paths.append(path)
        if code:
            done.findings.append(Finding(code, place, told))
    return done


def path_of(project: Project, entry: Entry, kind: Kind) -> Path:
    """Return where the next paper is drafted."""
    return project.content("letters") / f"{safe_name(f'{kind.title}-{entry.number}')}.yaml"


def draft(register: Register, project: Project, one: Late, on: date) -> str:
    """Return the draft of what comes after a paper that is late. Raises ContentError."""
    assert one.next is not None
    template = project.template(AFTER.format(one.next.name))
    values = values_of(register, project, one, on)
    return fill(template.read_text("utf-8"), values, lambda offset: Place(template), plain)


def plain(text: str) -> str:
    """Return a text as it can stand in a line of YAML between quotation marks, or in a text below."""
    line = " ".join(text.split())
    return line.replace("\\", "＼").replace('"', "”").replace("{{", "｛｛").replace("}}", "｝｝")


def values_of(register: Register, project: Project, one: Late, on: date) -> Mapping[str, object]:
    """Return what a draft may name of the paper before it."""
    entry, every = one.entry, matters(one.entry)
    meeting = days_after(on, DAYS_TO_MEETING)
    meeting += timedelta(days=max(7 - meeting.weekday(), 0) if meeting.weekday() > 4 else 0)
    rows = [matter for matter in one.matters if matter.row]
    to = entry.addressees.split("、") if rows else [matter.who for matter in one.matters]
    return {
        "number": entry.printed,
        "kind": str(entry.more.get("kind_title") or entry.kind),
        "title": entry.title,
        "office": office_of(project, entry),
        "addressees": [{"name": name} for name in dict.fromkeys(to) if name],
        "names": "、".join(dict.fromkeys(filter(None, to))),
        "issued": date.fromisoformat(entry.date),
        "due": date.fromisoformat(min(matter.due for matter in one.matters)),
        "today": on,
        "date": on.isoformat(),
        "deadline": days_after(on, DAYS_FOR_MENDING).isoformat(),
        "answer_by": days_after(on, DAYS_TO_ANSWER).isoformat(),
        "meeting": f"{official_date(meeting)}（星期{WEEKDAYS[meeting.weekday()]}）",
        "days": one.days,
        "by_rows": [{"open": len(rows), "all": len(every)}] if rows else [],
        "rows": [told(matter) for matter in rows],
        "open": [told(matter) for matter in one.matters],
        "history": [{"said": said} for said in history(register, entry)],
    }


def told(matter: Matter) -> dict[str, Any]:
    """Return what a draft may name of a matter that is late."""
    return {
        "row": matter.row,
        "who": matter.who,
        "what": matter.what,
        "due": date.fromisoformat(matter.due),
        "state": state_word(matter.state, "zh"),
    }


def history(register: Register, entry: Entry) -> Iterator[str]:
    """Yield what happened to a paper since it was issued, as a sentence each without its stop."""
    for event in register.events(about=entry.number):
        if event.type in STEPS:
            yield f"{official_date(date.fromisoformat(event.body['on']))}，{who_and_what(entry, event)}"
        elif event.type == EXTENDED:
            until = official_date(date.fromisoformat(event.body["until"]))
            yield f"经同意，时限延至{until}（{event.body.get('reason')}）"


def who_and_what(entry: Entry, event: Event) -> str:
    """Return whose step it was, and which: 第1、3项已整改（附照片）."""
    rows = "、".join(map(str, event.body.get("rows") or ()))
    who = event.body.get("who") or ("" if rows else entry.addressees)
    note = f"（{event.body['note']}）" if event.body.get("note") else ""
    return f"{who}{f'第{rows}项' if rows else ''}{state_word(event.type, 'zh')}{note}"


def office_of(project: Project, entry: Entry) -> str:
    """Return the office that drafts: that of the paper, else the project's first. Raises ContentError."""
    known = list(read(project.content(OFFICES)).values)
    return entry.office if entry.office in known or not known else str(known[0])
