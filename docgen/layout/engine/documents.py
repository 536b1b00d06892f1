"""Pages drawn as one PDF, from however many layouts they come: WeasyPrint's Document, made by hand.

`HTML.render` makes a Document of one page's own layout, and `copy` joins what was laid out so; here pages
come from standing type too, and share the fonts of one press. Its constructor and its metadata are private.

For WeasyPrint 70. Upstream: nothing to be mended is known. Held by:
tests/layout/test_engine.py::test_a_document_is_made_of_pages_as_it_is_known
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from weasyprint import Document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from docgen.composed import Metadata


def pdf(
    pages: Sequence[Any], metadata: Metadata, name: str, fonts: FontConfiguration, fetcher: URLFetcher
) -> bytes:
    """Return laid-out pages drawn as PDF, with its properties; `name` marks the file, the same each time."""
    document = Document(pages, DocumentMetadata(), fetcher, fonts, {}, None)
    describe(document.metadata, metadata)
    data: bytes = document.write_pdf(pdf_identifier=name.encode())
    return data


def describe(properties: Any, metadata: Metadata) -> None:
    """Write `metadata` into a WeasyPrint document's properties; the file's date is the document's own."""
    moment = datetime.combine(metadata.date, time(), UTC).isoformat()
    properties.title = metadata.title
    properties.authors = [metadata.author]
    properties.description = metadata.subject
    properties.lang = metadata.language
    properties.generator = "docgen"
    properties.created = properties.modified = moment
