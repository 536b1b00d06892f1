"""Letters made of a few words, and how a PDF of them looks."""

from datetime import date
from pathlib import Path

import pymupdf

from docgen.composed import Composed, Metadata

ROOT = Path(__file__).parents[2]


def letter(name: str, body: str, css: str) -> Composed:
    """Return a composed letter."""
    title = f"致{name}的一封信"
    html = f'<!DOCTYPE html><html lang="zh-CN"><head><title>{title}</title></head><body>{body}</body></html>'
    return Composed(name, html, css, Metadata(title, "示例办公室", "zh-CN", date(2024, 6, 20)))


def look(pdf: bytes) -> bytes:
    """Return every dot of every page, and after them every word with its place."""
    pages = list(pymupdf.open(stream=pdf))
    words = repr([page.get_text("words") for page in pages]).encode()
    return b"".join(page.get_pixmap(dpi=72).samples for page in pages) + words
