"""Where the text stands that a problem of a finished page is about: in the recipient's row, or in the source.

A page is text of many origins. The row is looked at first, for a roster brings names that no one of the
office has typed before; a document's own words are found by line.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from docgen.content.source import Source
from docgen.foundation.errors import NOWHERE, Place, Problem

Told = TypeVar("Told", bound=Problem)
PASSAGE = 5
"""Characters by which a passage of a page is found again in the source: a line of print holds more."""


def placed(problem: Told, source: Source, row: Mapping[str, Any], place: Place) -> Told:
    """Return a problem with the place of its characters: `place`, if the `row` there has one, or in `source`.

    A problem that has its place, or is about no characters, stays as it is but for the row's place. Words
    of a page are looked for by the first few of them.
    """
    characters = str(problem.values.get("character", ""))
    if problem.place != NOWHERE:
        return problem
    if not characters and place == NOWHERE:
        passage = problem.values.get("text") or problem.values.get("address") or ""
        return replace(problem, place=quoted(str(passage), source))
    if place != NOWHERE and (not characters or set(characters) & set("".join(map(str, row.values())))):
        return replace(problem, place=place)
    return replace(problem, place=written(characters, source))


def quoted(text: str, source: Source) -> Place:
    """Return where in `source` a passage or its first characters stand, the whole file where nowhere.

    A few characters are found only where they stand once.
    """
    for passage in (text, text[:PASSAGE]):
        for number, line in enumerate(source.lines if len(passage) >= PASSAGE else (), 1):
            if passage in line:
                return Place(source.path, number, line.index(passage) + 1)
    if text and sum(line.count(text) for line in source.lines) == 1:
        return next(
            Place(source.path, number, line.index(text) + 1)
            for number, line in enumerate(source.lines, 1)
            if text in line
        )
    return Place(source.path)


def written(characters: str, source: Source) -> Place:
    """Return where in `source` the first of `characters` stands, the whole file where none does."""
    for number, line in enumerate(source.lines if characters else (), 1):
        columns = [line.find(character) for character in characters if character in line]
        if columns:
            return Place(source.path, number, min(columns) + 1)
    return Place(source.path)
