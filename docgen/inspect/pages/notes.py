"""Footnotes that stand on another page than their marks."""

from collections.abc import Iterator
from dataclasses import replace

from docgen.composed.printed import Printed
from docgen.foundation.errors import Finding

from .places import told


def findings(printed: Printed) -> Iterator[Finding]:
    """Yield the notes that begin on no page of their marks; where one goes on is its own matter."""
    for note in printed.notes:
        if note.page not in note.marks:
            finding = told("note-parted", note.page, note.area, note.words)
            yield replace(finding, values={**finding.values, "called": note.marks[0]})
