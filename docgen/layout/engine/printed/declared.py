"""What a style sheet declares in properties of its own, also of an element that has no box.

A box carries the style it was made with; of an element without one WeasyPrint is asked again.

For WeasyPrint 70. Upstream: no thread is known that asks for styles after the layout. Held by:
tests/layout/test_printed.py::test_words_that_are_declared_not_to_be_printed_are_not_told
"""

import re
from functools import cached_property
from typing import Any

from ..cascade import computed
from ..sheets import Sheet


class Declared:
    """What one style sheet declares of the elements of one page."""

    def __init__(self, root: Any, css: str) -> None:
        self.root, self.css = root, css

    @cached_property
    def styles(self) -> Any:
        """What answers for the style of an element; it is worked out only where words are missing."""
        return computed(self.root, Sheet(""), Sheet(self.css))

    def is_hidden(self, element: Any) -> bool:
        """Say whether the words of an element are declared not to be printed."""
        return "--meant" in self.css and "hidden" in declared(self.styles(element), "__meant").split()


def declared(style: Any, name: str) -> str:
    """Return a custom property's words, empty where nothing is said."""
    try:
        tokens = style[name]
    except KeyError:
        return ""
    return " ".join(token.serialize().strip("\"'") for token in tokens or () if token.type != "whitespace")


def lengths(said: str) -> list[float]:
    """Return lengths written in mm, those that can be read."""
    return [
        float(word[:-2]) for word in said.split() if re.fullmatch(r"-?[0-9]{1,5}(?:\.[0-9]{1,5})?mm", word)
    ]
