"""An OFD file judged, whoever wrote it: what keeps readers from showing it right (GB/T 33190-2016).

In go the bytes of a file that is not trusted, out come findings, by the part that each is about. Readers are
lenient each in its own way, so what one shows right another loses: two equal numbers make content vanish, a
glyph that the face does not have an empty box, steps that are too few a heap of characters.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from docgen.foundation.errors import MUST, NOWHERE, Finding, Place

from . import archive, graphic_units, numbering, structure
from .package import Package

MOST = 5
"""Findings of one kind that are told of a file."""


def findings(data: bytes, path: Path) -> Iterator[Finding]:
    """Yield what is to be held against an OFD file. Raises ContentError for one that cannot be read."""
    package = Package(data, path)
    if package.is_signed:
        yield Finding("file-signed", Place(path))
    told: Counter[str] = Counter()
    for rules in (structure, numbering, graphic_units, archive):
        for fault in rules.faults(package):
            told[fault.code] += 1
            if told[fault.code] <= MOST:
                yield Finding(fault.code, Place(path), fault.values)


def made_findings(data: bytes, subject: str) -> list[Finding]:
    """Return what is to be held against an OFD that was just made: with that it is not given out."""
    found = findings(data, Path(f"{subject}.ofd"))
    return [replace(one, place=NOWHERE, subject=subject, grade=MUST) for one in found]
