"""Letters made of a few words, and how a PDF of them looks."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import pymupdf

from docgen.composed import Composed, Metadata
from docgen.layout.fonts import Typefaces
from docgen.write.laid.letters import LaidLetters, laying

ROOT = Path(__file__).parents[2]
Gathered = TypeVar("Gathered")


def letter(name: str, body: str, css: str) -> Composed:
    """Return a composed letter."""
    title = f"致{name}的一封信"
    html = f'<!DOCTYPE html><html lang="zh-CN"><head><title>{title}</title></head><body>{body}</body></html>'
    return Composed(name, html, css, Metadata(title, "示例办公室", "zh-CN", date(2024, 6, 20)))


def set_together(
    drawn: Callable[[LaidLetters], Gathered],
    letters: Sequence[Composed],
    typefaces: Typefaces,
    besides: frozenset[str] = frozenset(),
    run: str = "",
) -> Gathered:
    """Return letters laid out and `drawn` in one form, as a batch does."""
    with laying(letters, typefaces, besides, run) as laid:
        return drawn(laid)


def look(pdf: bytes) -> bytes:
    """Return every dot of every page, and after them every word with its place."""
    pages = list(pymupdf.open(stream=pdf))
    words = repr([page.get_text("words") for page in pages]).encode()
    return b"".join(page.get_pixmap(dpi=72).samples for page in pages) + words
