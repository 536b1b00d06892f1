"""From a composed page to the bytes of a file: `FORMATS` is the table of what can be written.

A further format is one entry there, and one folder beside `pdf/`, `ofd/` and `word/`, which know nothing of
one another. What several draw is above them: pages (`laid/`), font files (`fonts/`), XML, packages.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias, cast

from docgen.composed import Composed, LaidOut, Written
from docgen.composed.seals import SealPlace

if TYPE_CHECKING:
    from docgen.layout.fonts import Typefaces

Writer: TypeAlias = "Callable[[Composed, Typefaces, LaidOut | None], Written]"
FOOTNOTE, PINNED = 'class="footnote"', "--docx-pin: page-bottom"
PAGE_REFERENCE = re.compile(r"target-counters?\([^;}]*\bpage\b")
"""CSS that prints the page number of another place, which only the laid-out PDF knows."""


def refers_to_pages(composed: Composed) -> bool:
    """Say whether a page prints the page numbers of other places, or has notes above a block at its foot."""
    notes = FOOTNOTE in composed.html and PINNED in composed.css
    return notes or PAGE_REFERENCE.search(composed.css + composed.html) is not None


def depends_on_pages(composed: Composed) -> bool:
    """Say whether a Word file needs to know where things stand on the laid-out pages."""
    return bool(composed.even_imprint) or refers_to_pages(composed)


@dataclass(frozen=True)
class Format:
    """A kind of file that can be written."""

    name: str
    suffix: str
    module: str  # has a `written(composed, typefaces, laid)`; loaded only when the format is asked for
    wants_layout: Callable[[Composed], bool]  # whether `written` is to be given the laid-out page

    @property
    def writer(self) -> "Writer":
        """What writes it."""
        return cast("Writer", import_module(self.module).written)


FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format("pdf", ".pdf", "docgen.write.pdf.single", lambda composed: True),
        Format("docx", ".docx", "docgen.write.word", depends_on_pages),
        Format("ofd", ".ofd", "docgen.write.ofd", lambda composed: True),
        Format("html", ".html", "docgen.write.html", lambda composed: False),
    )
}
BOOKLET = "booklet"
SUFFIXES = {**{name: form.suffix for name, form in FORMATS.items()}, BOOKLET: "-booklet.pdf"}


@dataclass(frozen=True)
class File:
    """A file that was made, and what it is of."""

    letter: str  # name of the composed page
    form: str  # in FORMATS, or BOOKLET
    data: bytes
    pages: int = 0  # 0 where they are not counted
    seals: tuple[SealPlace, ...] = ()  # where they go, where that is asked for

    @property
    def name(self) -> str:
        """What it is called in the output folder."""
        return self.letter + SUFFIXES[self.form]


def write(composed: Composed, typefaces: "Typefaces", form: str, laid: LaidOut | None = None) -> Written:
    """Return a page written in a form of `FORMATS`.

    `laid` is the page laid out, where it is already: PDF and OFD draw it, Word takes page numbers from it.
    """
    wanted = FORMATS[form]
    if not wanted.wants_layout(composed):
        laid = None
    elif laid is None:
        laid = laid_out(composed, typefaces)
    return wanted.writer(composed, typefaces, laid)


def laid_out(composed: Composed, typefaces: "Typefaces") -> LaidOut:
    """Return a page laid out, to be drawn or asked for its page numbers."""
    from .laid.document import Laid

    return Laid(composed, typefaces)
