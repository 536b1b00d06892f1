"""A composed document as PDF, laid out by WeasyPrint with fonts that docgen chose.

Every font is handed over as bytes cut down to the characters in use, under the name of its role, so that no
font of the machine can slip in. Whatever WeasyPrint grumbles about in its log comes back as a finding.
"""

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time
from html import unescape
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from ..composed import Composed, Metadata, Written
from ..errors import ContentError, Finding, MachineError, Place, Problem
from ..fetching import FONT_SCHEME, AssetFetcher, fatal_as_content_error
from ..fonts import Typefaces
from ..units import PX, mm
from . import justify, vectors
from .linebreaks import with_breaks

# A scheme WeasyPrint cannot join to, so that relative addresses reach the fetcher as they were written.
BASE = "docgen:/"

# What counters write, besides the text and what the style sheet spells out.
GENERATED = "0123456789.•一二三四五六七八九十百千〇"


def write(composed: Composed, typefaces: Typefaces) -> Written:
    """Return the PDF of `composed`, the same bytes for the same input.

    Raises ContentError for an image that is missing or lies outside the project, MachineError when there is
    no room for the renderer's temporary files.
    """
    justify.install()
    vectors.install()
    fonts = subsets(composed, typefaces)
    fetcher = AssetFetcher(composed.assets, fonts)
    config, counters = FontConfiguration(), CounterStyle()
    with renderer_messages() as messages, fatal_as_content_error(), room_to_draw():
        css = font_rules(fonts) + composed.css
        sheet = CSS(
            string=css, font_config=config, counter_style=counters, url_fetcher=fetcher, base_url=BASE
        )
        html = HTML(string=with_breaks(composed.html), url_fetcher=fetcher, base_url=BASE)
        document = html.render(stylesheets=[sheet], font_config=config, counter_style=counters)
        describe(document.metadata, composed.metadata)
        data = document.write_pdf(pdf_identifier=composed.name.encode())
    if fetcher.refused:  # inside an SVG even WeasyPrint's fatal error goes unheard
        raise ContentError(fetcher.refused)
    findings = tuple(Finding("renderer", values={"message": m}, subject=composed.name) for m in messages)
    return Written(data, findings, len(document.pages), anchor_places(document.pages))


def subsets(composed: Composed, typefaces: Typefaces) -> dict[str, bytes]:
    """Return the fonts that the style sheet names, by role, cut down to the document's characters."""
    characters = set(unescape(composed.html)) | set(composed.css) | set(GENERATED)
    return {role: face.subset(characters) for role, face in typefaces.items() if role in composed.css}


def font_rules(fonts: Mapping[str, bytes]) -> str:
    """Return an @font-face rule for each role."""
    rule = '@font-face {{ font-family: {role}; src: url("{scheme}:{role}") }}\n'
    return "".join(rule.format(role=role, scheme=FONT_SCHEME) for role in fonts)


@contextmanager
def renderer_messages() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs while the block runs: a warning there is something missing in print."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)


@contextmanager
def room_to_draw() -> Iterator[None]:
    """Raise MachineError where WeasyPrint cannot write the files (fonts) it draws with."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        place = Place(Path(tempfile.gettempdir()))
        raise MachineError([Problem("no-room-to-draw", place, {"reason": error.strerror})]) from error


def describe(properties: Any, metadata: Metadata) -> None:
    """Write `metadata` into a WeasyPrint document's properties; the file's date is the document's own."""
    moment = datetime.combine(metadata.date, time(), UTC).isoformat()
    properties.title = metadata.title
    properties.authors = [metadata.author]
    properties.description = metadata.subject
    properties.lang = metadata.language
    properties.generator = "docgen"
    properties.created = properties.modified = moment


def anchor_places(pages: list[Any]) -> dict[str, tuple[int, float, float]]:
    """Return page, x and y (mm from the page's top left) of every element that has an id."""
    return {
        name: (number, mm(x * PX), mm(y * PX))
        for number, page in enumerate(pages, 1)
        for name, (x, y, *_) in page.anchors.items()
    }
