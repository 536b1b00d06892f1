"""Pages as pictures: drawn as PDF, made dots by pdfium, each page once while it looks the same."""

import io
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from docgen.composed import Composed

from .layouts import KeptLaid
from .records import Picture

POINTS = 72
QUALITY = 88
MOST = 60
"""Pictures of one document that are kept: one that is undone is there again at once."""
UNDRAWN = Picture("")


@dataclass
class Pictures:
    """The pictures of one document's pages."""

    kept: dict[Hashable, Picture] = field(default_factory=dict)

    def of(self, laid: KeptLaid, composed: Composed, dpi: int, wanted: Sequence[int]) -> tuple[Picture, ...]:
        """Return the pictures of all pages; those that are not `wanted` (from 0) only if they are there."""
        marks = [(mark, dpi) for mark in laid.marks]
        missing = [number for number in wanted if marks[number] not in self.kept]
        for number, picture in zip(missing, drawn(laid, composed, dpi, missing), strict=True):
            self.kept[marks[number]] = picture
        for mark in marks:
            if mark in self.kept:
                self.kept[mark] = self.kept.pop(mark)  # the last used are the last to go
        while len(self.kept) > max(MOST, len(marks)):
            del self.kept[next(iter(self.kept))]
        return tuple(self.kept.get(mark, UNDRAWN) for mark in marks)


def drawn(laid: KeptLaid, composed: Composed, dpi: int, numbers: Sequence[int]) -> list[Picture]:
    """Return the pictures of some pages."""
    if not numbers:
        return []
    import pypdfium2

    with laid.press.running():
        data = laid.press.drawn([laid.pages[number] for number in numbers], composed, is_kept=False)
    file = pypdfium2.PdfDocument(data)
    try:
        return [picture(file[number], dpi) for number in range(len(numbers))]
    finally:
        file.close()


def picture(page: Any, dpi: int) -> Picture:
    """Return a PDF's page as a picture of so many dots to the inch; its colours are not blurred (4:4:4)."""
    dots = page.render(scale=dpi / POINTS).to_pil()
    made = io.BytesIO()
    dots.save(made, "JPEG", quality=QUALITY, subsampling=0)
    data = made.getvalue()
    return Picture(sha256(data).hexdigest(), data, dots.width, dots.height)
