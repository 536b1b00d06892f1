"""A composed document as PDF, drawn by WeasyPrint of the pages that are laid out.

Many letters at once are drawn in `chunk`. What WeasyPrint grumbles about in its log comes back as a finding.
"""

from docgen.composed import Composed, LaidOut, Written
from docgen.composed.purpose import IN_FILE
from docgen.composed.seals import seal_places
from docgen.layout.fonts import Typefaces
from docgen.layout.typesetter import renderer_findings

from ..laid.document import Laid, anchor_places, printed_numbers


def write(composed: Composed, typefaces: Typefaces) -> Written:
    """Return the PDF of `composed`, the same bytes for the same input. Raises what laying it out does."""
    return drawn(Laid(composed, typefaces), composed)


def written(composed: Composed, typefaces: Typefaces, laid: LaidOut | None = None) -> Written:
    """Return the PDF of `composed`, which may be laid out already. Raises what `write` does."""
    return drawn(laid, composed) if isinstance(laid, Laid) else write(composed, typefaces)


def drawn(laid: Laid, composed: Composed) -> Written:
    """Return the PDF of `composed`: of what is laid out, and of what it has to be set afterwards."""
    with laid.press.running() as messages:
        pages = [*laid.pages, *laid.laid_afterwards(composed)]
        data = laid.press.drawn(pages, composed, [len(pages)])
    findings = renderer_findings((*laid.messages, *messages), composed.css, composed.name)
    findings += laid.press.fetcher.findings(composed.name)
    if composed.purpose.is_worked_over:
        from .claims import claimed  # brings pikepdf, which a letter for print does without

        places = seal_places(laid.shown(composed)) if composed.purpose.seal in IN_FILE else ()
        data = claimed(data, composed, places)
    return Written(data, findings, len(pages), anchor_places(pages), printed_numbers(pages))
