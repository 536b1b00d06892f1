"""A composed document as PDF, laid out by WeasyPrint with fonts that docgen chose.

What it is set with is in `press`, and many letters at once in `gathering`. Whatever WeasyPrint grumbles about
in its log comes back as a finding.
"""

from collections.abc import Mapping, Sequence
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
    pages = document.pages
    return Written(data, findings, len(pages), anchor_places(pages), printed_numbers(pages))


def numbers(composed: Composed, typefaces: Typefaces) -> Mapping[str, int]:
    """Return the number printed on the page of every element that has an id; nothing is drawn.

    Raises what `write` raises.
    """
    press = Press([composed], typefaces)
    with press.running():
        return printed_numbers(press.page(composed).render(**press.options(composed)).pages)


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


def printed_numbers(pages: Sequence[Any]) -> dict[str, int]:
    """Return the printed number of the page that every element with an id is on: @page may count anew."""
    found: dict[str, int] = {}
    number = 0
    for page in pages:
        number = counted(page._page_box.style, number)  # Page offers no other way to its computed style
        found |= dict.fromkeys(page.anchors, number)
    return found


def counted(style: Any, before: int) -> int:
    """Return what the counter `page` says on a page of this style, after it has said `before`."""
    said = {
        what: dict(style[f"counter_{what}"] or ()) if style[f"counter_{what}"] != "auto" else {}
        for what in ("reset", "increment", "set")
    }
    touched = any("page" in counters for counters in said.values())
    start = said["reset"].get("page", before)
    return int(said["set"].get("page", start + said["increment"].get("page", 0 if touched else 1)))


def anchor_places(pages: list[Any]) -> dict[str, Spot]:
    """Return page, x and y (mm from the page's top left) of every element that has an id."""
    return {
        name: Spot(number, mm(x * PX), mm(y * PX))
        for number, page in enumerate(pages, 1)
        for name, (x, y, *_) in page.anchors.items()
    }
