"""Pages drawn as one PDF, from however many layouts they come: WeasyPrint's Document, made by hand.

`HTML.render` makes a Document of one page's own layout, and `copy` joins what was laid out so; here pages
come from standing type too, and share the fonts of one press. Its constructor and its metadata are private.

For WeasyPrint 70. Upstream: nothing to be mended is known. Held by:
tests/layout/test_engine.py::test_a_document_is_made_of_pages_as_it_is_known
"""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

import pydyf
from weasyprint import Document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from docgen.composed import Metadata

from .pdf import embedded_fonts, outline, page_labels
from .pdf.kept_cuts import Fonts
from .pdf.tags.marking import tagging


def pdf(
    pages: Sequence[Any],
    metadata: Metadata,
    name: str,
    fonts: FontConfiguration,
    fetcher: URLFetcher,
    tagged: Sequence[int] = (),
    looked_at: Fonts | None = None,
    is_pressed: bool = True,
) -> bytes:
    """Return laid-out pages drawn as PDF, with its properties; `name` marks the file, the same each time.

    `tagged` says how many pages each document among them has, whose tags are written; none for no tags. One
    that is only looked at is drawn with the fonts `looked_at`, those of earlier looks. It is not compressed,
    nor is one that is parted at once (not `is_pressed`).
    """
    document = Document(pages, DocumentMetadata(), fetcher, fonts, {}, None)
    if looked_at is not None:
        document.fonts = looked_at
    describe(document.metadata, metadata)
    outline.clear(pages)
    with tagging(pages, tagged, metadata.language) if tagged else nullcontext():
        data: bytes = document.write_pdf(
            pdf_identifier=name.encode(),
            finisher=finish if looked_at is None else None,
            pdf_tags=bool(tagged),
            uncompressed_pdf=looked_at is not None or not is_pressed,
        )
    return data


def colour_profile() -> bytes:
    """Return what red, green and blue mean on paper: the ICC profile of sRGB."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def finish(document: Document, pdf: Any) -> None:
    """Do to a PDF that is drawn and not yet written what WeasyPrint leaves undone."""
    embedded_fonts.strip(pdf)
    page_labels.add(pdf, document.pages)
    # A reader's window is then named after the document, not after its file (ISO 14289-1, 7.1).
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def describe(properties: Any, metadata: Metadata) -> None:
    """Write `metadata` into a WeasyPrint document's properties; the file's date is the document's own."""
    moment = datetime.combine(metadata.date, time(), UTC).isoformat()
    properties.title = metadata.title
    properties.authors = [metadata.author]
    properties.description = metadata.subject
    properties.lang = metadata.language
    properties.generator = "docgen"
    properties.created = properties.modified = moment
