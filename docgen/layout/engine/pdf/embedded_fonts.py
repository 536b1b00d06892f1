"""Fonts as they lie in a PDF: outlines and widths, nothing of what only setting type needs.

WeasyPrint 70 embeds the whole OpenType file that a face was cut down to, with names, metrics of vertical
text, classes of marks and a table from characters to glyphs. A PDF names glyphs itself and readers look at
none of that; in a face of which a letter uses ten characters it is a third of the file. The outlines stay in
an OpenType file: of bare ones (CIDFontType0C) pdfium draws the edges otherwise.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_embedded_fonts.py::test_weasyprint_itself_still_embeds_what_no_reader_needs
"""

from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

DRAWING = frozenset({"CFF ", "CFF2", "glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"})
"""What a face is drawn with (ISO 32000-1, 9.9)."""
BEGINNINGS = (b"OTTO", b"\0\1\0\0")
"""How OpenType files begin, of CFF and of TrueType outlines."""


def strip(pdf: Any) -> None:
    """Leave of each font, in a WeasyPrint PDF not yet written, what it is drawn with."""
    for item in pdf.objects:
        extra = getattr(item, "extra", {})
        if (extra.get("Subtype") == "/OpenType" or "Length1" in extra) and is_opentype(item.stream[0]):
            item.stream = [stripped(item.stream[0])]
            if "Length1" in extra:
                extra["Length1"] = len(item.stream[0])


def is_opentype(file: bytes) -> bool:
    """Return whether a file is one OpenType face; a collection or pictures of glyphs are left as they are."""
    return file.startswith(BEGINNINGS)


def stripped(file: bytes) -> bytes:
    """Return an OpenType file with no more than the tables it is drawn with, which stay as they are."""
    with TTFont(BytesIO(file), lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        for name in set(font.reader.keys()) - DRAWING:
            del font[name]
        kept = BytesIO()
        font.save(kept, reorderTables=None)
    return kept.getvalue()
