"""Where the text stands that a problem of a finished page is about: in the recipient's row, or in the source.

A page is text of many origins. The row is looked at first, for a roster brings names that no one of the
office has typed before; a document's own words are found by line.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from docgen.content.source import Source
from docgen.foundation.errors import NOWHERE, Place, Problem


def placed(problem: Problem, source: Source, row: Mapping[str, Any], place: Place) -> Problem:
    """Return a problem with the place of its characters: `place`, if the `row` there has one, or in `source`.

    A problem that has its place, or is about no characters, stays as it is but for the row's place.
    """
    characters = str(problem.values.get("character", ""))
    if problem.place != NOWHERE:
        return problem
    if place != NOWHERE and (not characters or set(characters) & set("".join(map(str, row.values())))):
        return replace(problem, place=place)
    return replace(problem, place=written(characters, source))


def written(characters: str, source: Source) -> Place:
    """Return where in `source` the first of `characters` stands, the whole file where none does."""
    for number, line in enumerate(source.lines if characters else (), 1):
        columns = [line.find(character) for character in characters if character in line]
        if columns:
            return Place(source.path, number, min(columns) + 1)
    return Place(source.path)
