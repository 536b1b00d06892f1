"""Strings of no glyph, kept out of what a line of type writes (PDF operator TJ).

WeasyPrint 70 opens and closes a string around every shift, so that two shifts that meet leave an empty one
between them: before a Tibetan vowel sign, and wherever Chinese is set closer. PDF allows it, but pdfium
(Chrome, Edge, many office readers) counts the empty ones too and then forgets the last shift of the line:
figures after a vowel sign are printed over their syllable. Two shifts that meet are added up by every reader.

For WeasyPrint 70. Upstream: Kozea/WeasyPrint #2841 (open) tells of empty arrays, no thread is known of empty
strings. Held by:
tests/layout/test_empty_strings.py::test_weasyprint_itself_still_writes_strings_of_no_glyph
"""

from typing import Any

from weasyprint.pdf.stream import Stream

EMPTY = "<>"

write = Stream.show_text


def install() -> None:
    """Make WeasyPrint write no empty strings; calling again changes nothing."""
    Stream.show_text = show_text


def show_text(stream: Any, text: str) -> None:
    """Write the strings and shifts of a line; nothing for none. A blank keeps two shifts apart."""
    shown = text.replace(EMPTY, " ").strip()
    if shown:
        write(stream, shown)
