"""Small documents of one project in both formats: the PDF, and what LibreOffice makes of the Word file."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.foundation.errors import Finding
from docgen.pipeline.stops import Page, Pipeline, inspected, written_in
from tests.support import libreoffice, parity
from tests.support.samples import write_files


@dataclass(frozen=True)
class Both:
    """One document: the page composed of it, its PDF, its Word file, what LibreOffice makes of that."""

    html: str
    pdf: bytes
    docx: bytes
    word: bytes
    findings: tuple[Finding, ...]


def both(files: Mapping[str, str | bytes]) -> dict[str, Both]:
    """Return each document of a project's files by its path without suffix; LibreOffice is started once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder, files)
        sources = [path for path in files if path.startswith(("content/letters/", "content/reports/"))]
        pages = {Path(path).stem: Pipeline().pages(folder / path)[0] for path in sources}
        return of_pages(pages)


def of_pages(pages: Mapping[str, Page]) -> dict[str, Both]:
    """Return composed jobs in both formats, by their names."""
    written = {name: written_in(page, ["pdf", "docx"]) for name, page in pages.items()}
    characters = set(parity.COUNTED)
    for page in pages.values():
        characters |= {*page.composed.html, *page.composed.css}
    typefaces = next(iter(pages.values())).typefaces
    words = libreoffice.converted(
        {name: one["docx"].data for name, one in written.items()}, typefaces, characters
    )
    return {
        name: Both(
            pages[name].composed.html,
            one["pdf"].data,
            one["docx"].data,
            words[name],
            (*inspected(pages[name]), *one["pdf"].findings, *one["docx"].findings),
        )
        for name, one in written.items()
    }
