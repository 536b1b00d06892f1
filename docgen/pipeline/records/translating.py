"""Translations a unit at a time: both sides with what is to be held against them, and one unit written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.content.chapters import BOOK
from docgen.content.document import source_file
from docgen.foundation.errors import ContentError, Finding, Place, Problem
from docgen.foundation.memory import kept

from ..register.doors import project_with
from .opened import document_of

if TYPE_CHECKING:
    from docgen.content.document import Document
    from docgen.translation.exchange import Returned
    from docgen.translation.importing import Imported
    from docgen.translation.states import Moved, Standing

TIBETAN = "藏文"
"""What the column is called in which a fault of a text is told."""


@dataclass(frozen=True)
class Piece:
    """A stretch of Chinese: `kept` as it was, `gone` since it was translated, or `new`."""

    how: str
    text: str


@dataclass(frozen=True)
class Side:
    """One text of a unit: Chinese, Tibetan, and how the Chinese differs from what was translated.

    `part` is its name within the unit, empty where the unit is one text. What `is_wordless` (a telephone
    number) needs no translator.
    """

    part: str
    zh: str
    bo: str
    difference: tuple[Piece, ...]
    is_wordless: bool


@dataclass(frozen=True)
class TranslatedUnit:
    """A unit of translation on both sides. `mark` says which texts these are: who writes says it back."""

    id: str
    chapter: str
    state: str
    mark: str
    sides: tuple[Side, ...]
    findings: tuple[Finding, ...]
    moved: "tuple[Moved, ...]"
    by: str = ""
    day: date | None = None
    is_settled: bool = False


@dataclass(frozen=True)
class TranslatedDocument:
    """A document with Tibetan: how many units each of its chapters has in each state.

    One that cannot be read has `problems` and no counts.
    """

    path: Path
    title: str
    kind: str
    chapters: Mapping[str, Mapping[str, int]]
    problems: tuple[Problem, ...] = ()


def translated_documents(folder: Path | str | None = None) -> list[TranslatedDocument]:
    """Return the documents of a project that print Tibetan or should, with what is still to be done.

    Raises ContentError outside a project.
    """
    from docgen.content.sources import within

    home = project_with(folder).content(".")
    found = (counted(path) for path in sorted(within(home)))
    return [one for one in found if one]


def counted(path: Path) -> TranslatedDocument | None:
    """Return how the translation of the document at `path` stands, None where there is none to be."""
    from docgen.translation.units import printed

    try:
        document = document_of(path)
        if not printed(document):
            return None
        chapters: dict[str, Counter[str]] = {}
        for one in translated_units(path):
            chapters.setdefault(one.chapter, Counter())[one.state] += 1
    except ContentError as error:
        is_book = (path / BOOK).is_file()
        return TranslatedDocument(path, path.name, "", {}, tuple(error.problems)) if is_book else None
    title = " ".join(str(document.values.get("title") or path.stem).split())
    return TranslatedDocument(path, title, document.kind.title, chapters)


@kept(8)
def findings_of(file: str) -> Mapping[str, tuple[Finding, ...]]:
    """Return what is to be held against each unit of a document, by its id."""
    from docgen.translation.checks import held_against, rules
    from docgen.translation.units import units

    document = document_of(Path(file))
    held = rules(document.project)
    return {unit.id: tuple(held_against(unit, held, "")) for unit in units(document)}


def translated_units(source: Path | str) -> list[TranslatedUnit]:
    """Return everything that is to be translated in a document, on both sides.

    Raises ContentError for a document that cannot be read, and for a kind that has no Tibetan.
    """
    from docgen.translation.states import standings

    file = str(source_file(Path(source)))
    told = findings_of(file)
    found = (unit_of(one, told[one.unit.id]) for one in standings(document_of(Path(file))))
    return [one for one in found if any(not side.is_wordless for side in one.sides)]


def unit_of(found: "Standing", told: tuple[Finding, ...]) -> TranslatedUnit:
    """Return one unit as it stands."""
    unit, record = found.unit, found.record
    before: Mapping[str, str] = record.zh if record else {}
    sides = tuple(
        Side(
            one.part,
            one.zh,
            one.bo,
            tuple(pieces(before[one.part], one.zh)) if before.get(one.part, one.zh) != one.zh else (),
            one.is_wordless,
        )
        for one in unit.segments
        if one.zh
    )
    by, day = (record.by, record.day) if record else ("", None)
    return TranslatedUnit(
        unit.id, unit.chapter, str(found.state), mark_of(found), sides, told, found.moved, by, day,
        found.is_settled,
    )  # fmt: skip


def mark_of(found: "Standing") -> str:
    """Return the mark of a unit's texts as they are now."""
    from docgen.translation.exchange.rows import rows_of

    return next((row.mark for row in rows_of(found)), "")


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Yield a text with its changes in it."""
    from docgen.foundation.textdiff import edits

    end = 0
    for edit in edits(old, new):
        parts = (
            Piece("kept", new[end : edit.new_start]),
            Piece("gone", old[edit.start : edit.end]),
            Piece("new", new[edit.new_start : edit.new_end]),
        )
        yield from (one for one in parts if one.text)
        end = edit.new_end
    if new[end:]:
        yield Piece("kept", new[end:])


def write_translation(source: Path | str, unit: str, texts: Mapping[str, str], mark: str) -> "Imported":
    """Write the Tibetan of one unit, by its parts, as a draft; `mark` says which texts it was made from.

    It is judged as what a translator sends back: what was refused, and what is to be held against it, is in
    the answer. Tibetan that somebody changed meanwhile is not written over.
    Raises ContentError for a file that cannot be spliced, MachineError when the disk refuses.
    """
    from docgen.content.document import locked
    from docgen.translation.exchange import Received
    from docgen.translation.importing import import_rows

    with locked(Path(source), "import") as document:
        return import_rows(document, Received(list(returned(document, unit, texts, mark))))


def returned(document: "Document", unit: str, texts: Mapping[str, str], mark: str) -> "Iterator[Returned]":
    """Yield the rows of one unit as a translator's file would have them, each text at its place."""
    from docgen.translation.exchange import Returned
    from docgen.translation.exchange.rows import rows_of, text_of, usable
    from docgen.translation.states import standings

    found = next((one for one in standings(document) if one.unit.id == unit), None)
    if found is None:
        yield Returned(unit, "", mark, "", "", True, Place(document.source.path))
        return
    for row in rows_of(found):
        written = text_of(plain(texts.get(row.part, row.bo)), row.place, TIBETAN)
        zh, bo, fault = usable({"zh": row.zh, "bo": written})
        if not (bo or fault):
            fault = Problem("translation-empty", row.place, {"id": row.name})
        yield Returned(unit, row.part, mark, zh, bo, True, row.place, fault=fault)


def plain(text: str) -> str:
    """Return a text as a page sends it: with line feeds alone, and nothing at its ends."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def accept_seen(source: Path | str, seen: Mapping[str, str], by: str, on: date) -> list[str]:
    """Record units as reviewed `by` someone `on` a day; `seen` are the marks of the texts he saw, by unit.

    All of them are accepted, or none. Raises ContentError for a unit that says something else by now, that
    there is none of, or that is not translated.
    """
    from docgen.content.document import locked
    from docgen.translation import reviewing

    with locked(Path(source), "accept") as document:
        chosen = reviewing.chosen(document, seen, (), every=False)
        problems = [
            Problem("translation-changed-since", one.unit.place, {"id": one.unit.id})
            for one in chosen
            if mark_of(one) != seen[one.unit.id]
        ]
        if problems:
            raise ContentError(problems)
        reviewing.accept(document, chosen, by, on)
    return [one.unit.id for one in chosen]
