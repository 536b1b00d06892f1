"""What a form is made of: plain records that may cross from one process to another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..source import KeyPath


@dataclass(frozen=True)
class Choice:
    """One of the values that a field may take, and what a person calls it."""

    value: str
    title: str


@dataclass(frozen=True)
class Field:
    """One field of a form.

    `widget` says what is to be typed: line, title (two lines), prose, date, number (each a text); lines (a
    list of texts, one a line), texts (a list of longer ones), table (a list of rows, each a list of texts);
    choice, yes_no (是, 否, or nothing for the usual); group, groups (a list of groups), named (groups with
    names given freely, as offices have); pairs (names given freely, each with a text); fixed (not to be
    changed); other (deeper than a form goes, to be changed in the file).
    """

    path: KeyPath
    title: str
    hint: str
    widget: str
    required: bool
    value: Any  # as the file has it: text, list or group; empty where there is none
    default: str = ""  # what holds where nothing is filled in
    choices: tuple[Choice, ...] = ()
    free: bool = False  # of a choice or yes_no: own words may be typed too
    examples: tuple[str, ...] = ()
    fields: tuple["Field", ...] = ()  # of a group; of groups those that are there, each a group
    blank: "Field | None" = None  # of groups and named: one more
    first_line: int = 0  # of the file, on which the first line of a text stands; 0 where there is none
    brings: str = ""  # sheets, pictures: the file it names can be brought here

    @property
    def name(self) -> str:
        """Its path as templates name it: attachments.0.title."""
        return ".".join(map(str, self.path))

    @property
    def filled(self) -> bool:
        """Whether anything stands there."""
        return bool(self.value)


@dataclass(frozen=True)
class Form:
    """A file as a form: what is required or filled in first, then the rest."""

    path: Path
    kind: str  # letters/reminder
    title: str  # of the kind: 工作提醒函
    etag: str  # of the bytes it was read from (SHA-256)
    text: str
    values: Mapping[str, Any]
    fields: tuple[Field, ...]
    others: tuple[Field, ...]
    places: tuple[tuple[KeyPath, int, int], ...] = ()  # where each value's key begins, in the file's order

    def field(self, path: KeyPath) -> Field | None:
        """Return the field at `path`, or the nearest it lies in; None for no field of the form."""
        found = None
        within = (*self.fields, *self.others)
        while nearer := next((one for one in within if one.path == path[: len(one.path)]), None):
            found, within = nearer, nearer.fields
        return found

    def all_fields(self) -> Iterator[Field]:
        """Yield every field, and those within it behind it."""
        yield from walked((*self.fields, *self.others))


def walked(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Yield fields and those within them."""
    for field in fields:
        yield field
        yield from walked(field.fields)
