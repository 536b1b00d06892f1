"""帖 (gathering) as PDF: letters of a roster that are laid out together, written as one file.

It can be parted into a file for each of them (`parting`).
"""

from dataclasses import dataclass

from docgen.composed.printed import Printed
from docgen.foundation.errors import Finding
from docgen.layout.engine.pdf import page_labels
from docgen.layout.engine.pdf.nameless_pages import Nameless
from docgen.layout.engine.pdf.page_labels import Label

from ..laid.letters import LaidLetters


@dataclass(frozen=True)
class Gathered:
    """One PDF of several letters."""

    data: bytes
    pages: tuple[int, ...]  # of each letter
    labels: tuple[tuple[Label, ...], ...]  # of each letter's pages
    shown: tuple[Printed, ...]  # what each letter's pages show
    findings: tuple[Finding, ...]


def drawn(laid: LaidLetters) -> Gathered:
    """Return one PDF of letters that are laid out; those of a run are parted at once: nothing is pressed."""
    press = laid.press
    lengths = [len(pages) for pages in laid.pages]
    with press.typesetter.running() as messages:
        pages = [Nameless(page) for pages in laid.pages for page in pages]
        data = press.typesetter.drawn(pages, laid.letters[0], lengths, is_pressed=not press.run)
    labels = tuple(page_labels.labels(pages) for pages in laid.pages)
    return Gathered(data, tuple(lengths), labels, laid.shown, laid.findings(messages))
