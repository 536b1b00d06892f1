"""A finished file judged before it is sent, whoever made it: what its reader sees and its sender never meant.

In goes the path of a PDF, Word or OFD file, out come findings. The file is not trusted, run or changed.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from docgen.foundation.errors import ContentError, Finding, Place, Problem

from . import ofd
from .docx.package import OLE, Package, read_file
from .docx.xml_names import local
from .pdf import GARBLED, faults, told
from .pdf.damage import damaged_streams

PDF, ZIP, OFD = b"%PDF-", b"PK", ".ofd"
START = b"OFD.xml"
"""The one name that every OFD file has in its zip."""
REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo"})
"""What Word keeps of tracked changes (修订) in the text: ECMA-376 part 1, 17.13.5."""
OUTSIDE = frozenset({"image", "attachedTemplate", "oleObject", "frame", "subDocument"})
"""Relations through which a file fetches something when it is opened; a hyperlink waits for its reader."""


def findings(path: Path) -> list[Finding]:
    """Return what is to be held against the PDF, Word or OFD file at `path`.

    Raises ContentError for a file that is none of them, that needs a password or that is damaged.
    """
    data = read_file(path)
    if data[:1024].lstrip().startswith(PDF):
        return list(of_pdf(path))
    if path.suffix.lower() == OFD or (data.startswith(ZIP) and START in data):
        return list(ofd.findings(data, path))
    if not data.startswith((ZIP, OLE)):
        raise ContentError([Problem("file-form-unknown", Place(path))])
    return list(of_word(Package(data, path), path))


def of_pdf(path: Path) -> Iterator[Finding]:
    """Yield faces that are not in the file, pages that are pictures only, actions that run by themselves.

    Of a file that says one thing where another belongs pikepdf raises what Python has for it.
    """
    try:
        with pikepdf.open(path) as file:
            if damaged := damaged_streams(file):
                yield Finding("pdf-part-damaged", Place(path), {"count": damaged})
            for face, pages in sorted(absent_faces(file).items()):
                yield Finding("file-face-absent", Place(path), {"face": face, "page": min(pages)})
            for number in pages_without_text(file):
                yield Finding("file-page-without-text", Place(path), {"page": number})
            if acts(file):
                yield Finding("file-acts", Place(path))
            if is_signed(file):
                yield Finding("file-signed", Place(path))
            yield from told(faults(file), Place(path))
    except pikepdf.PasswordError:
        raise ContentError([Problem("pdf-locked", Place(path))]) from None
    except GARBLED:
        raise ContentError([Problem("pdf-damaged", Place(path))]) from None


def absent_faces(file: pikepdf.Pdf) -> dict[str, list[int]]:
    """Return the pages that use a face which the file does not embed, by the face's name."""
    found: dict[str, list[int]] = {}
    for number, page in enumerate(file.pages, 1):
        for font in fonts_of(page):
            face = font.get("/DescendantFonts", [font])[0]
            descriptor: Any = face.get("/FontDescriptor", {})
            drawn_here = font.get("/Subtype") == "/Type3"  # its glyphs are drawings in the file itself
            if not drawn_here and not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
                found.setdefault(str(font.get("/BaseFont", "?")).lstrip("/"), []).append(number)
    return found


def fonts_of(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """Yield the fonts that a page names."""
    yield from (page.resources.get("/Font", {}) if "/Resources" in page else {}).values()


def pages_without_text(file: pikepdf.Pdf) -> Iterator[int]:
    """Yield the pages that show pictures and no character: scans, which nobody can search or read aloud."""
    for number, page in enumerate(file.pages, 1):
        pictures = (page.resources.get("/XObject", {}) if "/Resources" in page else {}).values()
        shown = Counter(str(one.get("/Subtype")) for one in pictures)
        if shown["/Image"] and not shown["/Form"] and not any(True for _ in fonts_of(page)):
            yield number


def acts(file: pikepdf.Pdf) -> bool:
    """Say whether a reader that opens the file is told to run, send or start something."""
    root = file.Root
    scripts = "/JavaScript" in root.get("/Names", {})
    opening = root.get("/OpenAction")
    does = isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo"
    return scripts or does or "/AA" in root


def is_signed(file: pikepdf.Pdf) -> bool:
    """Say whether a file was sealed or signed: a signature says of which bytes it is (12.8.1)."""
    return any(isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one for one in file.objects)


def of_word(package: Package, path: Path) -> Iterator[Finding]:
    """Yield damaged parts, tracked changes, comments, hidden text, macros, what is fetched from elsewhere."""
    place = Place(path)
    for part, data in package.contents(package.names):
        if data is None:
            yield Finding("file-part-damaged", place, {"part": part})
    names = Counter(local(node) for node in package.root(package.main).iter())
    if revisions := sum(names[name] for name in REVISIONS):
        yield Finding("file-revisions", place, {"count": revisions})
    if comments := sum(
        1 for root in package.stories("comments") for node in root if local(node) == "comment"
    ):
        yield Finding("file-comments", place, {"count": comments})
    if hidden := names["vanish"]:
        yield Finding("file-hidden-text", place, {"count": hidden})
    if any(name.rpartition("/")[2] == "vbaProject.bin" for name in package.names):
        yield Finding("file-macros", place)
    for address in sorted(package.fetched(OUTSIDE)):
        yield Finding("file-fetches", place, {"address": address})
