"""The names under which a roster's columns can be reached, and a row as placeholders see it.

A column answers to its key, its title, its heading, and the heading without brackets and unit, whatever the
case, the width and the blanks of what is asked. A short name that two columns share reaches neither.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docgen.prose.placeholders import NAME

from .columns import folded, short


@dataclass(frozen=True)
class Names:
    """What the columns of a roster are called: by key, the fullest name first, short ones behind."""

    by_key: Mapping[str, tuple[str, ...]]

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The keys of the columns by each name that reaches one of them, folded."""
        found: dict[str, str] = {}
        for key, names in self.by_key.items():
            for name in (key, *names):
                found.setdefault(folded(name), key)
        brief = [(folded(short(name)), key) for key, names in self.by_key.items() for name in (key, *names)]
        owners = Counter(name for name, _ in set(brief))
        return {name: key for name, key in brief if owners[name] == 1} | found

    def key(self, name: str) -> str | None:
        """Return the key of the column called `name`, None when there is none or more than one."""
        return self.keys.get(folded(name))

    def heading(self, key: str) -> str:
        """Return what stands over a column."""
        return next(iter(self.by_key.get(key, ())), key)

    def written(self) -> Iterator[str]:
        """Yield names that a placeholder can hold, at least one of each column."""
        for key, names in self.by_key.items():
            yield from dict.fromkeys(self.in_braces(name, key) for name in (key, *names[:1]))

    def in_braces(self, name: str, key: str) -> str:
        """Return a name as it may stand in a placeholder: short if that reaches `key`, else full."""
        told = (short(name), name, folded(name))
        return next((one for one in told if self.key(one) == key and NAME.fullmatch(one)), folded(name))


class NamedRow(Mapping[str, Any]):
    """A row whose values are found under every name of their columns; an empty cell is None."""

    def __init__(self, row: Mapping[str, Any], names: Names) -> None:
        self.row = row
        self.names = names

    def __getitem__(self, name: str) -> Any:
        """Return what the row has in the column of that name; KeyError when there is no such column."""
        key = self.names.key(name)
        if key is not None and key not in self.row:
            return None
        return self.row[name if key is None else key]

    def __iter__(self) -> Iterator[str]:
        """Yield the names to suggest."""
        given = [key for key in self.row if self.names.key(key) is None]  # such as the number docgen gives
        yield from dict.fromkeys((*self.names.written(), *given))

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(list(iter(self)))
