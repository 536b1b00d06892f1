"""The state of each unit of translation, told from its texts and its record.

A unit is stale (过时) when its Chinese was changed after it was translated. A figure that is printed by name
is no change of the Chinese: it stands on both sides, and both print the new number. Units whose figures have
moved are told apart, so that someone may look at the sentence again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from docgen.content.document import Document
from docgen.content.figures import Figures
from docgen.foundation.errors import ContentError, Problem
from docgen.prose.placeholders import tags

from .records import Record, mark, read_records, records_file
from .units import Unit, printed, units

FIGURE = "figures."


class State(StrEnum):
    """How far the translation of a unit is."""

    MISSING = "missing"  # there is none, or not of all its texts
    DRAFT = "draft"  # nobody has reviewed it, or it was changed since
    STALE = "stale"  # its Chinese was changed since
    REVIEWED = "reviewed"  # or there is nothing to translate


@dataclass(frozen=True)
class Moved:
    """A figure that had another value when a unit was translated."""

    name: str
    before: str
    now: str


@dataclass(frozen=True)
class Standing:
    """A unit, its record if it has one, its state, and the figures it prints that have moved."""

    unit: Unit
    record: Record | None
    state: State
    moved: tuple[Moved, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether it is reviewed as it is now printed."""
        return self.state is State.REVIEWED and not self.moved


def standings(document: Document) -> list[Standing]:
    """Return how everything that can be translated in a document stands.

    Raises ContentError for a kind that has no Tibetan, and for records that are not as they were written.
    """
    some = units(document)
    if not some:
        values = {"kind": document.kind.title}
        raise ContentError([Problem("translation-no-tibetan", document.source.place("kind"), values)])
    return judged(document, some)


def judged(document: Document, some: Iterable[Unit]) -> list[Standing]:
    """Return how `some` units of a document stand."""
    records = read_records(records_file(document.source.path))
    return [standing(unit, records.get(unit.id), document.figures) for unit in some]


def standing(unit: Unit, record: Record | None, figures: Figures | None) -> Standing:
    """Return how one unit stands."""
    return Standing(unit, record, state(unit, record), moved(record, figures) if record else ())


def state(unit: Unit, record: Record | None) -> State:
    """Return the state of a unit. Of one without a word to translate nothing is waited for.

    Tibetan that was changed since it was recorded is a draft, whatever happened to the Chinese: someone is at
    work on it.
    """
    if unit.needs_no_translation:
        return State.REVIEWED
    if not unit.is_whole:
        return State.MISSING
    if record is None or record.bo != mark(unit.bo):
        return State.DRAFT
    return State(record.state) if record.zh == unit.zh else State.STALE


def moved(record: Record, figures: Figures | None) -> tuple[Moved, ...]:
    """Return the figures of a record that are printed otherwise now."""
    now = {name: value_of(name, figures) for name in record.figures}
    return tuple(Moved(name, was, now[name]) for name, was in record.figures.items() if now[name] != was)


def value_of(name: str, figures: Figures | None) -> str:
    """Return a figure as it is printed, nothing for one that there is not."""
    figure = figures.get(name) if figures else None
    return str(figure) if figure else ""


def figures_of(texts: Mapping[str, str], figures: Figures | None) -> dict[str, str]:
    """Return the figures that texts print, by name, as they are printed now."""
    named = [tag for text in texts.values() for tag in tags(text) if tag.startswith(FIGURE)]
    names = [tag.removeprefix(FIGURE) for tag in named]
    return {name: value for name in names if (value := value_of(name, figures))}


@lru_cache(maxsize=1)
def states(document: Document) -> Mapping[str, State]:
    """Return the state of each unit that a document prints in both languages, by id.

    It is told once, however many recipients a document has, and as often as a handbook is laid out.
    """
    return {found.unit.id: found.state for found in judged(document, printed(document))}


def unready(document: Document) -> list[Problem]:
    """Return why a document must not be published: each unit that is missing, a draft or stale."""
    found = judged(document, printed(document))
    return [unready_as(one, document) for one in found if one.state is not State.REVIEWED]


def unready_as(found: Standing, document: Document) -> Problem:
    """Return the problem of a unit that is not reviewed, with what to do about it."""
    values = {"chapter": found.unit.chapter, "id": found.unit.id, "source": document.source.path}
    return Problem(f"translation-{found.state}", found.unit.place, values)
