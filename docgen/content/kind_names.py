"""Kinds found by the names people give them: 通知, 提醒函, notice as well as letters/notice.

In goes what was typed, out comes the name of one kind. A whole title, or a part of one between its commas, is
preferred to another name for it (`x-names` in its schema), that to a 文种 it can be (`genre`), and last comes
a piece of a title, if only one kind has it. Nothing is guessed among several.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.memory import kept
from docgen.foundation.suggest import MOST

from . import schemas
from .project import Project

OTHER_NAMES = "x-names"
PIECE = 2
"""Characters of a piece of a title that can be meant for it: 函 is a kind, not a piece of one."""
NOT_WORDS = re.compile(r"[\s“”‘’\"'《》〈〉（）()]+")
COMMAS = re.compile(r"[、，,/]")


@dataclass(frozen=True)
class Called:
    """What one kind is called."""

    name: str  # letters/notice
    title: str
    others: tuple[str, ...]
    genres: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The kind as a sentence names it."""
        return f"{self.title}（{self.name}）"

    def ranks(self) -> Iterator[tuple[str, ...]]:
        """Yield what it is called, the surest names first."""
        yield self.title, *COMMAS.split(self.title)
        yield self.others
        yield self.genres
        yield self.name.rpartition("/")[2], self.name


def resolved(project: Project, wanted: str, known: Sequence[str], place: Place) -> tuple[str, str]:
    """Return the name of the kind that `wanted` means, and the 文种 (genre) if it was asked for by one.

    Raises ContentError for a word that means no kind, with the nearest that does, or several.
    """
    if not wanted:
        raise ContentError([Problem("kind-missing", place)])
    kinds = [called(project, name) for name in known]
    found = meant(wanted, kinds)
    if len(found) > 1:
        values = {"name": wanted, "known": "、".join(kind.shown for kind in found)}
        raise ContentError([Problem("kind-ambiguous", place, values)])
    if not found:
        raise ContentError(
            [Problem("kind-unknown", place, {"name": wanted, "nearest": nearest(wanted, kinds)})]
        )
    genre = next((one for one in found[0].genres if folded(one) == folded(wanted)), "")
    return found[0].name, genre


def called(project: Project, name: str) -> Called:
    """Return what the kind `name` is called. Raises TemplateError for a schema that cannot be read."""
    return called_by(project.template(f"{name}/schema.yaml"), name)


@kept(64)
def called_by(path: Path, name: str) -> Called:
    """Return what a kind is called by its schema. Raises TemplateError for one that cannot be read."""
    schema: Mapping[str, Any] = schemas.mapping(path)
    genre = (schema.get("properties") or {}).get("genre") or {}
    others, genres = schema.get(OTHER_NAMES) or (), genre.get("enum") or ()
    return Called(name, str(schema.get("title", "")), tuple(map(str, others)), tuple(map(str, genres)))


def meant(wanted: str, kinds: Sequence[Called]) -> list[Called]:
    """Return the kinds that a word can mean, none or several when it is not one."""
    word = folded(wanted)
    for rank in zip(*(kind.ranks() for kind in kinds), strict=True):
        found = [kind for kind, names in zip(kinds, rank, strict=True) if word in map(folded, names)]
        if found:
            return found
    if len(word) < PIECE:
        return []
    return [kind for kind in kinds if any(word in folded(name) for name in (kind.title, *kind.others))]


def folded(name: str) -> str:
    """Return what counts of a name: not its case, its width, its quotation marks and blanks."""
    return NOT_WORDS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def nearest(wanted: str, kinds: Sequence[Called]) -> str:
    """Return the kind most like what was typed, or the first ones when none is near."""
    names = {folded(name): kind for kind in kinds for rank in kind.ranks() for name in rank}
    holding = [
        kind for kind in kinds if any(folded(wanted) in folded(name) for name in (kind.title, *kind.others))
    ]
    if holding:
        return "、".join(kind.shown for kind in holding[:MOST])
    close = get_close_matches(folded(wanted), names, n=1, cutoff=0.5)
    if close:
        return names[close[0]].shown
    return "、".join(kind.shown for kind in kinds[:MOST]) + ("……" if len(kinds) > MOST else "")
