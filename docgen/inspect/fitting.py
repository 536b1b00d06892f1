"""Lines too long for their box, and names whose characters no one face has: what shrinking cannot mend."""

from collections.abc import Iterator

from docgen.composed import Composed
from docgen.foundation.errors import Finding
from docgen.foundation.units import mm
from docgen.layout import fitting
from docgen.layout.fitting import Fitted
from docgen.layout.fonts import Typefaces
from docgen.layout.page_tree import PageTree


def findings(composed: Composed, typefaces: Typefaces) -> list[Finding]:
    """Return what is to be held against the fitted lines of a page."""
    if not fitting.rules(composed.css):
        return []
    lines = fitting.fit_lines(PageTree(composed.html), composed.css, typefaces)
    return [finding for line in lines for finding in held_against(line, composed.name)]


def held_against(line: Fitted, subject: str) -> Iterator[Finding]:
    """Yield what is wrong with one line."""
    values = {"text": line.text, "size": f"{line.size:g}", "face": line.face}
    if line.overflows:
        widths = {"room": f"{mm(line.rule.room):.0f}", "width": f"{mm(line.width):.0f}"}
        yield Finding("line-too-long", values={**values, **widths}, subject=subject)
    if line.whole and line.face != line.rule.faces[0]:
        yield Finding("name-face", values={**values, "wanted": line.rule.faces[0]}, subject=subject)
