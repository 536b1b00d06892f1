"""From a composed page to the bytes of a file, one writer for each format."""

from .. import renderer  # noqa: F401 - WeasyPrint comes in through it
from ..composed import Composed, Written
from ..fonts import Typefaces


def write(composed: Composed, typefaces: Typefaces, form: str) -> Written:
    """Return a page written as pdf, docx or html; each writer is loaded only when it is asked for."""
    if form == "pdf":
        from . import pdf

        return pdf.write(composed, typefaces)
    if form == "docx":
        from . import word

        return word.write(composed, typefaces)
    from . import html

    return html.write(composed)
