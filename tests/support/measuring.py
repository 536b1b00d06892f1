"""Measures a finished PDF in millimetres from the page's top left, with a reader docgen does not use."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pymupdf

MM = 25.4 / 72
DPI = 300
DARK = 200
WITHOUT_PICTURES = pymupdf.TEXTFLAGS_DICT & ~pymupdf.TEXT_PRESERVE_IMAGES
"""What is asked of a page's text: pictures would be unpacked and handed over too."""


@dataclass(frozen=True)
class Line:
    """One line of text as it lies on the paper."""

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float  # pt
    fonts: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One drawn line or box."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def lines(pdf: bytes) -> list[Line]:
    """Return the lines of a PDF in reading order, words on one baseline joined."""
    return [*lines_of(pdf)]


@lru_cache(maxsize=64)
def lines_of(pdf: bytes) -> tuple[Line, ...]:
    """Return the lines of a PDF, looked for once: most tests ask a page for one line after another."""
    found: list[Line] = []
    for number, page in enumerate(pymupdf.open(stream=pdf), 1):
        rows: dict[float, list[dict]] = {}
        for span in spans(page):
            rows.setdefault(round(span["origin"][1] * MM, 1), []).append(span)
        for baseline in sorted(rows):
            row = sorted(rows[baseline], key=lambda span: span["bbox"][0])
            found.append(line(number, row))
    return tuple(found)


def spans(page: pymupdf.Page, detail: str = "dict") -> Iterator[dict]:
    """Yield the spans of a page that carry ink; with `rawdict` each has characters in place of its text."""
    for block in page.get_text(detail, flags=WITHOUT_PICTURES)["blocks"]:
        for text_line in block.get("lines", []):
            for span in text_line["spans"]:
                text = span.get("text") or "".join(character["c"] for character in span.get("chars", ()))
                if text.strip():
                    yield span


def line(number: int, row: list[dict]) -> Line:
    """Return the line that the spans of `row` form."""
    return Line(
        page=number,
        text="".join(span["text"] for span in row),
        left=row[0]["bbox"][0] * MM,
        right=row[-1]["bbox"][2] * MM,
        baseline=row[0]["origin"][1] * MM,
        size=row[0]["size"],
        fonts=tuple(dict.fromkeys(font_name(span["font"]) for span in row)),
    )


def font_name(name: str) -> str:
    """Return a font's name: PDF keeps it as UTF-8, the reader hands it over as Latin-1."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def rules(pdf: bytes) -> list[Rule]:
    """Return what is drawn on the pages besides text, each edge in mm."""
    return [
        Rule(number, *(edge * MM for edge in drawing["rect"]))
        for number, page in enumerate(pymupdf.open(stream=pdf), 1)
        for drawing in page.get_drawings()
    ]


def ink(pdf: bytes, page: int, left: float, top: float, right: float, bottom: float) -> tuple[float, float]:
    """Return the top and bottom of the ink inside a box of a page (mm), from a picture of it."""
    picture = drawn(pdf, page)
    samples, stride = picture.samples, picture.stride
    dots = DPI / 25.4
    columns = slice(round(left * dots), round(right * dots))
    rows = [
        row
        for row in range(round(top * dots), round(bottom * dots))
        if min(samples[row * stride + columns.start : row * stride + columns.stop]) < DARK
    ]
    return rows[0] / dots, (rows[-1] + 1) / dots


@lru_cache(maxsize=8)
def drawn(pdf: bytes, page: int) -> pymupdf.Pixmap:
    """Return a page as a grey picture."""
    return pymupdf.open(stream=pdf)[page - 1].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)


def bound(pdf: bytes) -> bytes:
    """Return a PDF with its landscape pages as they are bound: turned back, their left edge at the foot."""
    source = pymupdf.open(stream=pdf)
    if not any(page.rect.width > page.rect.height for page in source):
        return pdf
    whole = pymupdf.open()
    for number, page in enumerate(source):
        width, height = sorted((page.rect.width, page.rect.height))
        turned = page.rect.width > page.rect.height
        sheet = whole.new_page(width=width, height=height)
        sheet.show_pdf_page(sheet.rect, source, number, rotate=90 if turned else 0)
    return bytes(whole.tobytes())
