"""The words of a page's elements that its boxes show less often, or more often, than they were composed.

WeasyPrint leaves out in silence what finds no place (rows, absolute children of some boxes, `display: none`),
and keeps of each box only its element; so the two are compared element by element.

For WeasyPrint 70. Upstream: no thread is known that asks to be told of what was left out. Held by:
tests/layout/test_printed.py::test_words_that_have_no_box_are_told_as_lost
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from docgen.composed.printed import Lost

UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Signs without ink, by which lines may or may not break."""
HYPHENS = dict.fromkeys(map(ord, "-\u2010"))
SILENT = frozenset({
    "head", "script", "style", "template", "title", "noscript", "textarea", "select", "option", "button",
    "datalist", "svg", "math", "object", "video", "audio", "iframe", "canvas", "picture",
})  # fmt: skip
"""Elements whose text is none of the page's."""
ELSEWHERE = "data-afterwards"
"""What is laid out by itself when all else is (`write/laid/afterwards.py`)."""


def lost_words(
    root: Any,
    shown: Mapping[int, Sequence[str]],
    repeated: Mapping[int, Sequence[str]],
    drawings: set[int],
    is_meant: Callable[[Any], bool],
) -> Iterator[Lost]:
    """Yield the words below `root` that the boxes do not show once.

    `shown` are the texts of the boxes by the ids of their elements, `repeated` those of boxes that stand on
    every page they are needed on, `drawings` the elements that a picture stands for; `is_meant` says of an
    element whether its words are not to be printed.
    """
    before = ""
    for element in spoken(root, drawings):
        mark = id(element)
        composed = inked((element.text or "", *(child.tail or "" for child in element)))
        laid = inked(shown.get(mark) or dict.fromkeys(repeated.get(mark, ())))
        if laid != composed:
            for lost in differences(composed, laid, before):
                if lost.repeated or not is_meant(element):
                    yield lost
        before = composed or before


def inked(texts: Iterable[str]) -> str:
    """Return texts as one, without blanks and signs that leave no ink."""
    return "".join("".join(texts).split()).translate(UNSEEN)


def spoken(element: Any, drawings: set[int]) -> Iterator[Any]:
    """Yield the elements whose text is the page's own."""
    if element.tag in SILENT or id(element) in drawings or not isinstance(element.tag, str):
        return
    if ELSEWHERE in element.attrib or "hidden" in element.attrib:
        return
    yield element
    for child in element:
        yield from spoken(child, drawings)


def differences(composed: str, laid: str, before: str) -> Iterator[Lost]:
    """Yield what two texts of one element differ in, when case, width and hyphens are the style sheet's."""
    composed, laid = plain(composed), plain(laid)
    if composed == laid:
        return
    start = common(composed, laid)
    end = common(composed[start:][::-1], laid[start:][::-1])
    missing, more = composed[start : len(composed) - end], laid[start : len(laid) - end]
    if missing:
        yield Lost(missing, before, False)
    elif more:
        yield Lost(more, before, True)


def plain(text: str) -> str:
    """Return a text without what `text-transform` and hyphenation make of it."""
    return normalize("NFKC", text).casefold().translate(HYPHENS)


def common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    shorter = min(len(one), len(other))
    return next((index for index in range(shorter) if one[index] != other[index]), shorter)
