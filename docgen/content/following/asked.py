"""What a document asks for, by what its kind says under `x-follow`.

x-follow:
  due: deadline          # the field that has the day
  working_days: 15       # or days: where the field is empty or there is none, so long after its date
  rows: problems         # the field whose rows are closed one by one
  what: problem          # and which of a row's fields say what is to be done,
  who: responsible       # and who is to do it; a row may have a day of its own in the field `due`
  until: mended          # answered, if nothing is said: the step that ends it
  next: letters/summons  # the kind that follows when it is late
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docgen.foundation.errors import Finding, Place, Problem, TemplateError
from docgen.register.following import ANSWERED, MENDED, Matter

from ..document import Document
from ..kinds import LIKE, Kind
from ..project import Project
from .holidays import calendar
from .working_days import days_after

FOLLOW = "x-follow"
DAYS, WORKING_DAYS = "days", "working_days"
WORDS = {"due", DAYS, WORKING_DAYS, "rows", "what", "who", "until", "next"}


@dataclass(frozen=True)
class Asked:
    """What a document asks for: the day it is due (None: none), its matters, and what is to be told of it."""

    due: date | None = None
    matters: tuple[Matter, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    def kept(self) -> list[dict[str, Any]]:
        """Return the matters as the register keeps them."""
        return [one.kept() for one in self.matters]


NOTHING_ASKED = Asked()


def rules_of(kind: Kind, place: Place) -> Mapping[str, Any]:
    """Return what a kind says of following up, if anything. Raises TemplateError."""
    told: Mapping[str, Any] = kind.schema.get(FOLLOW) or {}
    properties = kind.schema["properties"]
    wrong = [word for word in told if word not in WORDS]
    if LIKE not in kind.schema:  # of a kind that is like another, what it speaks of may have fallen away
        wrong += [
            f"{word}: {told[word]}" for word in ("due", "rows") if told.get(word, "date") not in properties
        ]
    wrong += [
        f"{word}: {told[word]}" for word in (DAYS, WORKING_DAYS) if not str(told.get(word, 1)).isdecimal()
    ]
    if told.get("until", ANSWERED) not in (ANSWERED, MENDED):
        wrong.append(f"until: {told['until']}")
    if wrong:
        raise TemplateError([Problem("schema-follow", place, {"found": "、".join(wrong)})])
    return told


def next_kind(kind: Kind, place: Place) -> str:
    """Return the kind that follows when papers of a kind are late, '' for none. Raises TemplateError."""
    return str(rules_of(kind, place).get("next") or "")


def asked(document: Document, addressees: Sequence[str]) -> Asked:
    """Return what a document asks of `addressees`. Raises TemplateError for a kind that says it wrongly."""
    rules = rules_of(document.kind, document.source.place("kind"))
    if not rules:
        return NOTHING_ASKED
    due, findings = due_of(document, rules)
    if not due:
        return NOTHING_ASKED
    until = str(rules.get("until") or ANSWERED)
    rows = document.values.get(str(rules.get("rows"))) or ()
    if not rows:
        each = [Matter(0, who, "", due.isoformat(), until) for who in addressees or ("",)]
        return Asked(due, tuple(each), findings)
    found = [matter(number, row, rules, due, until) for number, row in enumerate(rows, 1)]
    return Asked(min([due, *(date.fromisoformat(one.due) for one in found)]), tuple(found), findings)


def matter(number: int, row: Mapping[str, Any], rules: Mapping[str, Any], due: date, until: str) -> Matter:
    """Return the matter that a row of a list of problems is."""
    who, what = (str(row.get(str(rules.get(word))) or "") for word in ("who", "what"))
    own = row.get(str(rules.get("due"))) or due
    return Matter(number, who, what, own.isoformat(), until)


def due_of(document: Document, rules: Mapping[str, Any]) -> tuple[date | None, tuple[Finding, ...]]:
    """Return the day on which a document is due: the one it names, else so long after its own date."""
    written, issued = document.values.get(str(rules.get("due"))), document.values["date"]
    if written:
        return written, ()
    if rules.get(DAYS):
        return days_after(issued, int(rules[DAYS])), ()
    if rules.get(WORKING_DAYS):
        return working_days_after(
            document.project, issued, int(rules[WORKING_DAYS]), document.source.place("date")
        )
    return None, ()


def working_days_after(
    project: Project, day: date, count: int, place: Place
) -> tuple[date, tuple[Finding, ...]]:
    """Return the `count`th working day after `day`; in a year nobody knows, calendar days, which is told."""
    known = calendar(project)
    found = known.after(day, count)
    if found:
        return found, ()
    due = days_after(day, count)
    year = next((one for one in range(day.year, day.year + 20) if one not in known.years), day.year)
    told = {"year": year, "days": count, "due": due.isoformat()}
    return due, (Finding("holidays-unknown", place, told),)
