"""A composed document as PDF, laid out by WeasyPrint with fonts that docgen chose.

What it is set with is in `press`, and many letters at once in `gathering`. Whatever WeasyPrint grumbles about
in its log comes back as a finding.
"""

from datetime import UTC, datetime, time
from typing import Any

from ..composed import Composed, Metadata, Spot, Written
from ..errors import Finding
from ..fonts import Typefaces
from ..units import PX, mm
from .press import Press


def write(composed: Composed, typefaces: Typefaces) -> Written:
    """Return the PDF of `composed`, the same bytes for the same input.

    Raises ContentError for an image that is missing or lies outside the project, MachineError when there is
    no room for the renderer's temporary files.
    """
    press = Press([composed], typefaces)
    with press.running() as messages:
        document = press.page(composed).render(**press.options(composed))
        describe(document.metadata, composed.metadata)
        data = document.write_pdf(pdf_identifier=composed.name.encode())
    findings = tuple(Finding("renderer", values={"message": m}, subject=composed.name) for m in messages)
    return Written(data, findings, len(document.pages), anchor_places(document.pages))


def places(composed: Composed, typefaces: Typefaces) -> dict[str, Spot]:
    """Return where every element of `composed` that has an id comes to stand, without drawing anything."""
    press = Press([composed], typefaces)
    with press.running():
        return anchor_places(press.page(composed).render(**press.options(composed)).pages)


def describe(properties: Any, metadata: Metadata) -> None:
    """Write `metadata` into a WeasyPrint document's properties; the file's date is the document's own."""
    moment = datetime.combine(metadata.date, time(), UTC).isoformat()
    properties.title = metadata.title
    properties.authors = [metadata.author]
    properties.description = metadata.subject
    properties.lang = metadata.language
    properties.generator = "docgen"
    properties.created = properties.modified = moment


def anchor_places(pages: list[Any]) -> dict[str, Spot]:
    """Return page, x and y (mm from the page's top left) of every element that has an id."""
    return {
        name: Spot(number, mm(x * PX), mm(y * PX))
        for number, page in enumerate(pages, 1)
        for name, (x, y, *_) in page.anchors.items()
    }
