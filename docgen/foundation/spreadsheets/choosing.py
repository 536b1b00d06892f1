"""Which sheet of a workbook is the table: in goes the list of sheets, out comes one and what was not read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from ..errors import Finding, Place
from .gathering import shortened
from .sheet import ABOUT, Sheet

Wanted: TypeAlias = Callable[[Sheet], bool]

OF_PROGRAMS = "WpsReserved_"
"""How sheets begin that WPS hides for its own use (the pictures in cells)."""


@dataclass(frozen=True)
class Listed:
    """A sheet in the list of a workbook, and how to read it or to see whether anything is in it."""

    name: str
    is_visible: bool
    read: Callable[[], Sheet]
    is_filled: Callable[[], bool]


def chosen(path: Path, listed: Sequence[Listed], wanted: Wanted | None) -> Sheet:
    """Return the first visible sheet that is wanted, else the first that holds anything, else an empty one.

    Its notes say what is hidden in it, and which other sheets were not read.
    """
    visible = [one for one in listed if one.is_visible]
    found: dict[str, Sheet] = {}
    taken = Sheet(path, "", {})
    for one in visible:
        found[one.name] = sheet = one.read()
        if sheet.holds_anything and (wanted is None or wanted(sheet)):
            taken = sheet
            break
    else:
        taken = next((sheet for sheet in found.values() if sheet.holds_anything), taken)
    others = [one.name for one in visible if one.name != taken.name and is_filled(one, found)]
    passed = [
        note for name, sheet in found.items() if name == taken.name or not taken.name for note in sheet.notes
    ]
    return replace(taken, notes=(*passed, *unread(path, taken.name, others, listed)))


def is_filled(one: Listed, found: dict[str, Sheet]) -> bool:
    """Say whether there is anything in a sheet, whether or not it has been read."""
    return found[one.name].holds_anything if one.name in found else one.is_filled()


def unread(path: Path, taken: str, others: list[str], listed: Sequence[Listed]) -> Iterator[Finding]:
    """Say which further sheets were not read, visible or hidden."""
    hidden = [one.name for one in listed if not one.is_visible]
    hidden = [name for name in hidden if name != ABOUT and not name.startswith(OF_PROGRAMS)]
    for code, names in (("sheet-others", others), ("sheet-hidden", hidden)):
        if names:
            yield Finding(code, Place(path), {"names": shortened(names), "name": taken})
