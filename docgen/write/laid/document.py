"""A composed document laid out by WeasyPrint with fonts that docgen chose, to be drawn in whatever form.

What it is set with is `docgen.layout.typesetter`; many letters at once are laid out in `letters`.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from docgen.composed import Composed, LaidOut, Spot
from docgen.composed.printed import Printed
from docgen.foundation.units import PX, mm
from docgen.layout.engine.page_counters import numbered
from docgen.layout.engine.page_flow import is_bare
from docgen.layout.engine.printed import printed
from docgen.layout.fonts import Typefaces
from docgen.layout.typesetter import Typesetter, type_of

from .afterwards import afterwards

Lay: TypeAlias = Callable[[Composed, Typefaces], LaidOut]
"""How a page is laid out: from nothing, or from what stands already."""


class Laid:
    """A page laid out: where everything stands is known, nothing is drawn yet.

    `press` is what sets it, where that is there already.
    Raises ContentError for an image that is missing or lies outside the project, MachineError when there is
    no room for the renderer's temporary files.
    """

    def __init__(self, composed: Composed, typefaces: Typefaces, press: Typesetter | None = None) -> None:
        self.press = press or Typesetter([composed], typefaces)
        with self.press.running() as self.messages:
            self.pages = self.laid_out(composed)
        self.afterwards: list[Any] | None = None  # pages that are set when all else is laid out

    @property
    def places(self) -> dict[str, Spot]:
        """Where every element that has an id stands."""
        return anchor_places(self.pages)

    @property
    def printed(self) -> dict[str, int]:
        """The number that is printed on the page of every element that has an id."""
        return printed_numbers(self.pages)

    def shown(self, composed: Composed) -> Printed:
        """Return what the pages show, to be judged."""
        with self.press.running():
            return printed([*self.pages, *self.laid_afterwards(composed)], composed.css)

    def laid_afterwards(self, composed: Composed) -> list[Any]:
        """Return the pages of what is set when all else is laid out."""
        if self.afterwards is None:
            following = numbered(self.pages)[-1] + 1
            rest = afterwards(composed, following, left=len(self.pages) % 2 == 1)
            self.afterwards = self.laid_out(rest) if rest else []
        return self.afterwards

    def laid_out(self, composed: Composed) -> list[Any]:
        """Return the pages of `composed`."""
        pages: list[Any] = self.press.page(composed).render(**self.press.options(composed)).pages
        return pages


class Laying:
    """Lays a document out, and out again: in the type that was cut the first time, while its characters do.

    Type is not cut anew for 版记 on the next side or a paragraph set looser; the file has the same bytes.
    """

    def __init__(self) -> None:
        self.press: Typesetter | None = None
        self.type: tuple[Any, ...] = ()

    def __call__(self, composed: Composed, typefaces: Typefaces) -> Laid:
        """Return `composed` laid out. Raises what `Laid` does."""
        type_ = (typefaces, *type_of([composed], typefaces))
        press = self.press.for_another(composed.assets) if self.press and self.type == type_ else None
        laid = Laid(composed, typefaces, press)
        told_of_type = laid.messages or composed.purpose.tagged  # what is told of type, each layout tells
        self.press, self.type = (None if told_of_type else laid.press), type_
        return laid


def printed_numbers(pages: Sequence[Any]) -> dict[str, int]:
    """Return the printed number of the page that every element with an id is on: @page may count anew."""
    found: dict[str, int] = {}
    for page, number in zip(pages, numbered(pages), strict=True):
        found |= dict.fromkeys(page.anchors, number)
    return found


def anchor_places(pages: Sequence[Any]) -> dict[str, Spot]:
    """Return page, x and y (mm from the page's top left) of every element that has an id."""
    found = {}
    for number, page in enumerate(pages, 1):
        alone = bool(page.anchors) and number > 1 and is_bare(page) and not is_bare(pages[number - 2])
        for name, (x, y, *_) in page.anchors.items():
            found[name] = Spot(number, mm(x * PX), mm(y * PX), alone)
    return found
