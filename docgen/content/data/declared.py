"""What is declared of data, tables and charts: by the kind of the document, and by the document over it.

A kind may declare them under `x-data`, `x-tables` and `x-charts` of its schema, so that a document of each
month names its sheet and nothing else. What both say of one thing, the document's word holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from docgen.foundation.errors import Place, Problem

from ..kinds import Kind
from ..source import KeyPath, Source

FIELDS = ("data", "tables", "charts")
FILE = "sheet"
"""What a declaration of data is short for, where only one text stands: its sheet."""
AS_OF = "as_of"


@dataclass(frozen=True)
class Declared:
    """One declaration: its name, what it says, and where the clerk wrote it."""

    source: Source
    keys: KeyPath
    says: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.keys[-1])

    def place(self, *keys: str | int) -> Place:
        """Return where something of it stands, or what is nearest to that."""
        return self.source.place(*self.keys, *keys)

    def problem(self, code: str, *keys: str | int, **values: object) -> Problem:
        """Return what is wrong with something of it."""
        return Problem(code, self.place(*keys), {"table": self.name, **values})

    def text(self, word: str) -> str:
        """Return what it says under a word, '' for nothing."""
        return str(self.says.get(word) or "")

    def flag(self, word: str, otherwise: bool = False) -> bool:
        """Return whether it says yes under a word; a template's author may write 是 as a clerk does."""
        said = self.says.get(word)
        return otherwise if said is None else said if isinstance(said, bool) else str(said) in ("是", "true")

    def below(self, word: str) -> Iterator["Declared"]:
        """Give the declarations in one of its mappings: its columns, its sentences."""
        for name, says in (self.says.get(word) or {}).items():
            given = says if isinstance(says, Mapping) else {"formula": says} if says else {}
            yield Declared(self.source, (*self.keys, word, name), given)


def declarations(field: str, source: Source, kind: Kind, values: Mapping[str, Any]) -> dict[str, Declared]:
    """Return what is declared under `data`, `tables` or `charts`, by name: the document's over the kind's."""
    of_kind, own = kind.schema.get(f"x-{field}") or {}, values.get(field) or {}
    found = {}
    for name in dict.fromkeys((*of_kind, *own)):
        says = merged(in_full(of_kind.get(name)), in_full(own.get(name)))
        if field == "data" and AS_OF not in says and isinstance(values.get(AS_OF), date):
            says[AS_OF] = values[AS_OF]
        found[str(name)] = Declared(source, (field, name), says)
    return found


def in_full(says: Any) -> Mapping[str, Any]:
    """Return a declaration as a mapping; a text alone names the sheet."""
    if isinstance(says, Mapping):
        return says
    return {FILE: str(says)} if says else {}


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return two declarations as one; in mappings each entry is merged by itself."""
    found = dict(under)
    for name, value in over.items():
        below = found.get(name)
        both = isinstance(value, Mapping) and isinstance(below, Mapping)
        found[name] = merged(below, value) if both else value  # type: ignore[arg-type]
    return found


def sheet_names(source: Source) -> list[str]:
    """Return the sheets that a document names itself, each once; what is written otherwise names none."""
    given = source.values.get("data")
    entries = [in_full(one) for one in given.values()] if isinstance(given, dict) else []
    found: list[str] = []
    for says in entries:
        compare = says.get("compare") or {}
        earlier = compare.values() if isinstance(compare, Mapping) else [compare]
        found += [name for name in (says.get(FILE), *earlier) if isinstance(name, str) and name]
    return list(dict.fromkeys(found))
