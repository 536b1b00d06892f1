"""One document on its way out: how far it is, a step done, and the issue itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import docgen
from docgen.foundation.errors import DocgenError, Problem

from ..workers.process import Bench, Told, told
from .building import options_of
from .shared.sight import document_path, require_number

SHOWN = 20
"""Numbers of a roster that a page names one by one."""


@dataclass(frozen=True)
class Step:
    """A step before issue: who did it and when; `is_of_other_text`: the document has changed since."""

    name: str
    person: str
    moment: str
    is_of_other_text: bool


@dataclass(frozen=True)
class Out:
    """A number that is out, and what was issued under it, by name in the archive."""

    number: str
    printed: str
    state: str
    word: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Way:
    """How far a document is on its way out."""

    title: str
    kind: str
    office: str
    steps: tuple[Step, ...]
    number: str
    last: str
    count: int
    out: tuple[Out, ...]
    is_issued: bool
    is_register_begun: bool
    problems: tuple[Told, ...]
    findings: tuple[Told, ...]


def way(bench: Bench, name: str, accepted: Sequence[str]) -> Way:
    """Return how far the document called `name` is; findings that were `accepted` hold nothing up."""
    path = document_path(bench, name)
    found = docgen.readiness(path, docgen.Options(accept=tuple(accepted)))
    steps = (Step(one.name, one.person, one.moment, one.is_of_other_text) for one in found.steps)
    given = [one for one in found.entries if one.state != "reserved"]
    return Way(
        found.title,
        found.kind,
        found.office,
        tuple(steps),
        found.numbers[0] if found.numbers else "",
        found.numbers[-1] if found.numbers else "",
        len(found.numbers),
        tuple(out(bench, one) for one in given[:SHOWN]),
        found.is_issued,
        found.is_register_begun,
        worded(found.problems, path, bench.lang),
        worded(found.findings, path, bench.lang),
    )


def out(bench: Bench, entry: "docgen.Entry") -> Out:
    """Return what was issued under a number."""
    files = docgen.register_paper(entry.number, bench.project).files
    letters = [one.name for one in files if one.is_letter and one.is_sound]
    order = sorted(letters, key=lambda one: (not one.endswith(".pdf"), one))
    return Out(entry.number, entry.printed, entry.state, docgen.entry_state(entry, bench.lang), tuple(order))


def worded(problems: Iterable[Problem], path: Path, lang: str) -> tuple[Told, ...]:
    """Return problems in the words of a form, in which no file or sign of one is spoken of."""
    try:
        form = docgen.form(path)
    except DocgenError:
        return tuple(told(one, lang) for one in problems)
    return tuple(
        Told(one.code, said(one.title, one.text(lang)), one.place, grade=one.grade)
        for one in docgen.form_problems(problems, form, lang)
    )


def said(title: str, text: str) -> str:
    """Return a sentence behind the title of the field it is about."""
    return f"{title}：{text}" if title else text


def sign(bench: Bench, name: str, step: str, person: str, accepted: Sequence[str]) -> None:
    """Set down that a person did a step of a document."""
    docgen.sign_document(document_path(bench, name), step, person, docgen.Options(accept=tuple(accepted)))


def issue_all(bench: Bench, request: Mapping[str, Any]) -> dict[str, Any]:
    """Issue a document of many letters, telling how far that is; what came of it as a job keeps it."""
    path = document_path(bench, request["document"])
    options = replace(options_of(bench, request), formats=("pdf", "docx"))
    for number in (request["corrects"], request["replaces"]):
        require_number(bench, str(number))
    ordered = (str(request[name]) for name in ("person", "corrects", "replaces"))
    made: Any = next(docgen.issue([path], options, *ordered))
    numbers = [one.printed for one in made.entries]
    return {
        "first": numbers[0],
        "last": numbers[-1],
        "count": len(numbers),
        "again": made.again,
        "findings": [
            {**asdict(one), "place": "", "subject": ""} for one in worded(made.findings, path, bench.lang)
        ],
    }


def issue(
    bench: Bench, name: str, accepted: Sequence[str], person: str, corrects: str, replaces: str
) -> tuple[tuple[str, ...], int, bool, tuple[Told, ...]]:
    """Issue a document: the first numbers, how many there are, whether it was out before, what is told."""
    path = document_path(bench, name)
    for number in (corrects, replaces):
        require_number(bench, number)
    options = docgen.Options(accept=tuple(accepted))
    made: Any = next(docgen.issue([path], options, person, corrects, replaces))
    numbers = [one.printed for one in made.entries]
    shown = tuple(numbers if len(numbers) < 3 else (numbers[0], numbers[-1]))
    return shown, len(numbers), made.again, worded(made.findings, path, bench.lang)
