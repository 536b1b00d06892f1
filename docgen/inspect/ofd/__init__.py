"""An OFD file judged, whoever wrote it: what keeps readers from showing it right (GB/T 33190-2016).

In go the bytes of a file that is not trusted, out come findings, by the part that each is about. Readers are
lenient each in its own way, so what one shows right another loses: two equal numbers make content vanish, a
glyph that the face does not have an empty box, steps that are too few a heap of characters.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from docgen.foundation.errors import MUST, NOWHERE, Finding, Place

from . import archive, files, graphic_units, numbering, structure
from .package import Package

MOST = 5
"""Findings of one kind that are told of a file."""
RULES = (structure, numbering, graphic_units, archive)


def findings(data: bytes, path: Path) -> Iterator[Finding]:
    """Yield what is to be held against an OFD file. Raises ContentError for one that cannot be read."""
    package = Package(data, path)
    if package.is_signed:
        yield Finding("file-signed", Place(path))
    yield from judged(package, (*RULES, files))


def judged(package: Package, rules: Iterable[ModuleType]) -> Iterator[Finding]:
    """Yield what some rules hold against a file, of each kind a few."""
    told: Counter[str] = Counter()
    for one in rules:
        for fault in one.faults(package):
            told[fault.code] += 1
            if told[fault.code] <= MOST:
                yield Finding(fault.code, Place(package.path), fault.values)


def made_findings(data: bytes, subject: str) -> list[Finding]:
    """Return what is to be held against an OFD that was just made: with that it is not given out.

    What lies in it was judged when it was put in (`content/pictures.py`), and is not opened again.
    """
    found = judged(Package(data, Path(f"{subject}.ofd")), RULES)
    return [replace(one, place=NOWHERE, subject=subject, grade=MUST) for one in found]
