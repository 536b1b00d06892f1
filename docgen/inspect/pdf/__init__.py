"""A PDF held against the forms it says it has: PDF/A (ISO 19005) and PDF/UA-1 (ISO 14289-1).

Each rule is about something that docgen's own pages could break, and yields `Fault`s; clauses are those of
ISO 14289-1, of ISO 19005-3 where they begin with A. A file that claims no form is held against none. The file
may be anybody's and is not trusted: trees and tables are walked with bounds.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pikepdf

from docgen.foundation.errors import MUST, NOWHERE, Finding, Place

from . import claims, colours, faces, marks, tables, tree
from .judged import Fault, Judged

GARBLED = (
    pikepdf.PdfError,
    AttributeError,
    IndexError,
    KeyError,
    NotImplementedError,
    OverflowError,
    TypeError,
    ValueError,
)
"""What comes of a dictionary that is none, of a number that is too large: of files that nobody checked."""
RULES = (
    *claims.RULES,
    *tree.RULES,
    *tables.RULES,
    *marks.RULES,
    *faces.RULES,
    *colours.RULES,
)


def faults(file: Any) -> list[Fault]:
    """Return what an open PDF lacks of the forms it says it has, nothing for one that says none."""
    judged = Judged(file)
    if not (judged.ua or judged.archive):
        return []
    return [fault for rule in RULES for fault in broken(rule, judged)]


def broken(rule: Callable[[Judged], Iterator[Fault]], judged: Judged) -> Iterator[Fault]:
    """Yield where a rule is broken; a file in which it cannot be looked for is garbled there."""
    try:
        yield from rule(judged)
    except GARBLED as error:
        yield Fault("pdf-garbled", rule.__name__.replace("_", " "), what=type(error).__name__)


def made_findings(data: bytes, subject: str) -> list[Finding]:
    """Return what a PDF that was just made lacks of its forms: with that it is not given out."""
    with pikepdf.open(io.BytesIO(data)) as file:
        return [replace(one, grade=MUST) for one in told(faults(file), NOWHERE, subject)]


def told(found: Iterable[Fault], place: Place, subject: str = "") -> Iterator[Finding]:
    """Yield faults as findings: each kind once, with its first page and how often it was found."""
    kinds: dict[tuple[str, str], list[Fault]] = {}
    for fault in found:
        kinds.setdefault((fault.code, fault.clause), []).append(fault)
    for (code, clause), alike in kinds.items():
        pages = [fault.page for fault in alike if fault.page]
        values = {
            "clause": clause,
            "page": min(pages, default=1),
            "count": len(alike),
            "what": next((fault.what for fault in alike if fault.what), ""),
        }
        yield Finding(code, place, values, subject)
