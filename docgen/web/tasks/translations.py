"""Translations: how far each document is, both sides of its units, and what a reviewer does to them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import docgen
from docgen.foundation.errors import ContentError
from docgen.foundation.messages import say

from ..words import words
from ..workers.process import Bench, Told, told
from .shared.history import record_save
from .shared.places import Upload, uploaded, written
from .shared.sight import document_path, is_in_sight

COVER = "book"
"""The chapter that units before the first one are said to be of."""
STATES = ("missing", "draft", "stale", "reviewed")
TONES = {"missing": "bad", "draft": "warn", "stale": "bad", "reviewed": "good"}


@dataclass(frozen=True)
class Counted:
    """A document or chapter: how many units it has in each state."""

    name: str
    title: str
    states: Mapping[str, int]
    problems: tuple[Told, ...] = ()
    chapters: "tuple[Counted, ...]" = ()

    @property
    def total(self) -> int:
        """How many units it has."""
        return sum(self.states.values())

    @property
    def percent(self) -> int:
        """What share of them is reviewed."""
        return 100 * self.states.get("reviewed", 0) // self.total if self.total else 0


@dataclass(frozen=True)
class Side:
    """One text on both sides; `difference` is how the Chinese differs from what was translated."""

    part: str
    zh: str
    bo: str
    difference: tuple[tuple[str, str], ...]
    is_wordless: bool


@dataclass(frozen=True)
class Unit:
    """A unit of translation; `mark` says which texts these are."""

    id: str
    chapter: str
    chapter_title: str
    state: str
    word: str
    tone: str
    mark: str
    sides: tuple[Side, ...]
    told: tuple[Told, ...]
    moved: tuple[tuple[str, str, str], ...]
    by: str
    day: str
    is_settled: bool

    @property
    def can_be_accepted(self) -> bool:
        """Whether it is translated and waits for a reviewer."""
        return self.state != "missing" and not self.is_settled


def listing(bench: Bench) -> tuple[Counted, ...]:
    """Return the documents with Tibetan."""
    every = [counted(bench, one) for one in docgen.translated_documents(bench.project)]
    return tuple(one for one in every if is_in_sight(bench, one.name))


def counted(bench: Bench, one: "docgen.TranslatedDocument") -> Counted:
    """Return how far a document is."""
    states: Counter[str] = Counter()
    for counts in one.chapters.values():
        states.update(counts)
    problems = tuple(told(problem, bench.lang) for problem in one.problems)
    document = docgen.name_document(inside(one.path), bench.project)
    titles = chapter_titles(bench, document)
    chapters = tuple(
        Counted(name, titles.get(name, name), dict(counts)) for name, counts in one.chapters.items()
    )
    return Counted(document, one.title, dict(states), problems, chapters)


def chapter_titles(bench: Bench, name: str) -> dict[str, str]:
    """Return what the chapters of a handbook are called, and what stands before them, by their names."""
    listed = docgen.list_documents(bench.project).documents
    found = [chapter for one in listed if one.name == name for chapter in one.chapters]
    own = {one.name.rpartition("/")[2]: one.title for one in found}
    return {**own, COVER: words(bench.lang, "translations.book")} if own else {}


def inside(path: Path) -> Path:
    """Return the file of a document, of a handbook its book."""
    return path / "book.yaml" if path.is_dir() else path


def units(bench: Bench, name: str) -> tuple[Unit, ...]:
    """Return all units of the document called `name`."""
    titles = chapter_titles(bench, name)
    found = docgen.translated_units(document_path(bench, name))
    return tuple(unit(one, titles.get(one.chapter, one.chapter), bench.lang) for one in found)


def unit(one: "docgen.TranslatedUnit", chapter: str, lang: str) -> Unit:
    """Return a unit as a page shows it."""
    return Unit(
        one.id,
        one.chapter,
        chapter,
        one.state,
        say(f"translation.states.{one.state}", lang),
        TONES[one.state],
        one.mark,
        tuple(
            Side(
                side.part,
                side.zh,
                side.bo,
                tuple((piece.how, piece.text) for piece in side.difference),
                side.is_wordless,
            )
            for side in one.sides
        ),
        tuple(told(problem, lang) for problem in one.findings),
        tuple((figure.name, figure.before, figure.now) for figure in one.moved),
        one.by,
        one.day.isoformat() if one.day else "",
        one.is_settled,
    )


def write(
    bench: Bench, name: str, unit: str, texts: Mapping[str, str], mark: str
) -> tuple[bool, tuple[Told, ...]]:
    """Write the Tibetan of a unit as a draft; return whether it is new, and what is to be held against it.

    Raises ContentError with why it cannot be taken.
    """
    path = document_path(bench, name)
    done = docgen.write_translation(path, unit, texts, mark)
    if done.refused:
        raise ContentError(done.refused)
    record_save(bench, "translated", name, path)
    return bool(done.taken), tuple(told(one, bench.lang) for one in done.findings)


def accept(bench: Bench, name: str, seen: Mapping[str, str], by: str) -> int:
    """Record units as reviewed, and return how many; `seen` are the marks of what the reviewer saw."""
    path = document_path(bench, name)
    accepted = docgen.accept_seen(path, seen, by, date.today())
    record_save(bench, "translated", name, path)
    return len(accepted)


def export(bench: Bench, name: str, every: bool) -> bytes:
    """Return what is to be translated, or everything, as a workbook."""
    path = document_path(bench, name)
    return written("translation.xlsx", lambda file: docgen.export_translations(path, file, bench.lang, every))


def take_in(bench: Bench, name: str, file: Upload) -> tuple[int, int, Sequence[Told], tuple[Told, ...]]:
    """Take in what a translator filled in: how much is new, how much was there, what is refused and told."""
    document = document_path(bench, name)
    with uploaded([file]) as (path,):
        done = docgen.import_translations(document, path)
        record_save(bench, "translated", name, document)
        refused, findings = (
            tuple(replace(told(one, bench.lang), place=one.place.sheet_and_cell()) for one in some)
            for some in (done.refused, done.findings)
        )
        return len(done.taken), len(done.unchanged), refused, findings
