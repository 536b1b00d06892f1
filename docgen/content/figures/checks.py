"""Checks between figures: what the figures of one file must agree on, and what to say when they do not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.foundation.errors import Place

from .figure import Amount, Figure

PLACEHOLDER = re.compile(r"\{\{ *figures\.([\w.-]+) *\}\}")

HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "equal": lambda left, right: left == right,
    "at_least": lambda left, right: left >= right,
    "same_items": lambda left, right: sorted(left) == sorted(right),
}


@dataclass(frozen=True)
class Check:
    """One thing two figures must agree on."""

    id: str
    kind: str  # a key of HOLDS
    left: Figure
    right: Figure
    when_printed: frozenset[str]  # it concerns only a document that prints all of these
    sentences: Mapping[str, str]  # what is inconsistent, by language; may print figures
    place: Place

    def holds(self) -> bool:
        """Say whether the two figures agree."""
        return HOLDS[self.kind](self.left.value, self.right.value)


def comparable(kind: str, left: Amount, right: Amount) -> bool:
    """Say whether a kind of check means something for these values: lists have items, numbers have sizes."""
    lists = [isinstance(value, tuple) for value in (left, right)]
    return all(lists) if kind == "same_items" else not any(lists)


def printed_sentence(sentence: str, figures: Mapping[str, Figure]) -> str:
    """Return a check's sentence with its `{{ figures.name }}` filled in."""
    return PLACEHOLDER.sub(lambda found: str(figures[found[1]]), sentence)


def names_in(sentence: str) -> list[str]:
    """Return the figures that a check's sentence prints."""
    return PLACEHOLDER.findall(sentence)
