"""What the rules look at: one content file with all it refers to, and every text in it with its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from docgen.foundation.errors import Finding, Place

from ..chapters import Chapter
from ..data import NO_DATA, Data
from ..figures import Figures
from ..kinds import Kind
from ..project import Project
from ..schemas.fields import Fields
from ..source import KeyPath, Source

PROSE = "prose"
OTHER_LANGUAGES = frozenset({"bo"})
"""Fields of these names are another language's, and no rule of Chinese reads them."""


@dataclass(frozen=True)
class Text:
    """One text as a clerk wrote it, and what its schema says of it."""

    source: Source
    keys: KeyPath
    text: str
    fields: Fields

    @property
    def is_prose(self) -> bool:
        """Say whether it is Markdown."""
        return bool(self.fields.first(self.keys, "format") == PROSE)

    @property
    def name(self) -> str:
        """The field as a sentence names it: “标题”（title）."""
        return self.fields.told(self.keys)["field"]

    def place(self, offset: int = 0) -> Place:
        """Return where the character at `offset` stands."""
        return self.source.place_within(self.keys, offset)

    def finding(self, code: str, offset: int = 0, **values: object) -> Finding:
        """Return what is held against the text at `offset`."""
        return Finding(code, self.place(offset), {"field": self.name, **values})


@dataclass(frozen=True, eq=False)
class Facts:
    """One content file, each of its parts checked by itself; of one that is refused what is sound of it.

    `typed` are all of its values, as far as they could be typed, `wrong` where those stand that were not
    taken, `office` is nothing when there is no such office.
    """

    project: Project
    source: Source
    kind: Kind
    typed: Mapping[str, Any]
    office: Mapping[str, Any]
    figures: Figures | None
    chapters: tuple[Chapter, ...] = ()
    wrong: frozenset[KeyPath] = frozenset()
    offices: tuple[Mapping[str, Any], ...] = ()  # all that issue it, the host first
    data: Data = NO_DATA

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """Its fields without those that are wrong; what was left out is absent."""
        return {name: value for name, value in self.typed.items() if not self.is_wrong(name)}

    def is_wrong(self, name: str) -> bool:
        """Say whether a field, or something in it, was not taken."""
        return any(keys[:1] == (name,) for keys in self.wrong)

    @cached_property
    def fields(self) -> Fields:
        """What the kind says of each field."""
        return Fields(self.kind.schema, self.source.values)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every Chinese text of the file and its chapters, in order, but for those that were not taken."""
        own = texts_of(self.typed, (), self.source, self.fields)
        parts = [
            texts_of(part.values, (), part.source, Fields(part.schema, part.source.values))
            for part in self.chapters
        ]
        sound = (text for text in own if text.keys not in self.wrong)
        return (*sound, *(text for part in parts for text in part))

    @property
    def day(self) -> date | None:
        """The document's own date (成文日期), None where it is wrong."""
        return self.values.get("date")

    def name(self, key: str) -> str:
        """Return a field as a sentence names it."""
        return self.fields.told((key,))["field"]

    def listed(self, key: str) -> list[Text]:
        """Return the texts of a list, none where there is no such list."""
        return [text for text in self.texts if text.keys[:1] == (key,)]

    def finding(self, code: str, key: str, **values: object) -> Finding:
        """Return what is held against the field called `key`."""
        return Finding(code, self.source.place(key), {"field": self.name(key), **values})


def texts_of(value: Any, keys: KeyPath, source: Source, fields: Fields) -> Iterator[Text]:
    """Yield the texts below `keys`, but for those that a schema put in and nobody typed."""
    if isinstance(value, str):
        if keys in source.places:
            yield Text(source, keys, value, fields)
        return
    entries: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, Mapping):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for key, part in entries:
        if key not in OTHER_LANGUAGES:
            yield from texts_of(part, (*keys, key), source, fields)
