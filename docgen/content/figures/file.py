"""Read a file of content/figures/: what was written in, figures and checks out.

A figure's value is written, added up (`sum`) or counted (`count_of`); what it does not say of itself, unit,
as-of date and source, it takes from its parts or from the head of the file. The surprise: a total of parts
with different units or dates must say its own, since no rule could choose for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import yaml

from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.messages import LANGUAGES
from docgen.foundation.suggest import nearest

from ..schemas.scalars import MisreadError
from ..schemas.validation import NOTHING, check, in_file_order
from ..source import KeyPath, Source
from .checks import Check, comparable, names_in
from .figure import PERCENT, Amount, Figure, read_amount

AS_OF = "as_of"
SCHEMA = Path(__file__).with_name("figures.schema.yaml")


class Entry(NamedTuple):
    """A figure as written: where, and what."""

    keys: KeyPath
    values: Mapping[str, Any]


class Made(NamedTuple):
    """A value, and what it was made of."""

    value: Amount
    parts: Sequence[Figure] = ()
    unit: str | None = None  # where the value itself tells it, as a share does


class FigureFile:
    """One file: makes each figure when it is first asked for, and gathers the problems."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.schema = schema_for(source.values)
        self.values = check(source, self.schema)
        self.entries = dict(entries_in(self.values["figures"], ("figures",)))
        self.figures: dict[str, Figure | None] = {}  # None when a problem was told
        self.open: list[str] = []  # being made right now, each a part of the one before
        self.problems: list[Problem] = []

    def figures_and_checks(self) -> tuple[dict[str, Figure], tuple[Check, ...]]:
        """Return every figure by name, with the file's own as-of date as one of them, and the checks.

        Raises ContentError with every problem of the file.
        """
        figures = {name: figure for name in self.entries if (figure := self.figure(name))}
        as_of = self.values.get(AS_OF)
        if as_of and AS_OF not in figures:
            figures[AS_OF] = Figure(AS_OF, as_of, "", as_of, self.values.get("source", ""))
        checks = [self.check(*numbered) for numbered in enumerate(self.values.get("checks", ()))]
        if self.problems:
            raise ContentError(sorted(self.problems, key=in_file_order))
        return figures, tuple(check for check in checks if check)

    def figure(self, name: str) -> Figure | None:
        """Return the figure called `name`, None when it has a problem."""
        if name not in self.figures:
            self.open.append(name)
            self.figures[name] = self.make(name)
            self.open.pop()
        return self.figures[name]

    def make(self, name: str) -> Figure | None:
        """Return a figure from its entry, or None after noting why there is none."""
        keys, own = self.entries[name]
        ways = {"value": self.written, "sum": self.added, "count_of": self.counted}
        given = [way for way in ways if way in own]
        if len(given) != 1:
            self.problem("figure-value-count", keys, name)
            return None
        made = ways[given[0]](name, keys, own)
        if made is None:
            return None
        unit = made.unit or self.told("unit", name, made.parts)
        as_of, source = self.told(AS_OF, name, made.parts), self.told("source", name, made.parts)
        if None in (unit, as_of, source):
            return None
        approximate = own["approximate"] or any(part.approximate for part in made.parts)
        return Figure(name, made.value, unit, as_of, source, own["title"], approximate, own["example"])

    def written(self, name: str, keys: KeyPath, own: Mapping[str, Any]) -> Made | None:
        """Return a value as written: a number, a share or a list of words."""
        if isinstance(own["value"], list):
            return Made(tuple(own["value"]))
        try:
            amount, unit = read_amount(own["value"])
        except MisreadError as misread:
            self.problem(misread.code, (*keys, "value"), name, misread.values)
            return None
        return Made(amount, (), unit)

    def added(self, name: str, keys: KeyPath, own: Mapping[str, Any]) -> Made | None:
        """Return a total of numbers; shares and lists cannot be added up."""
        parts = []
        for number, part_name in enumerate(own["sum"]):
            part = self.part(part_name, (*keys, "sum", number), name)
            if part and (isinstance(part.value, tuple) or part.unit == PERCENT):
                self.problem("figure-not-summable", (*keys, "sum", number), name, {"part": part_name})
                part = None
            parts.append(part)
        found = [part for part in parts if part]
        return Made(sum(cast(int, part.value) for part in found), found) if len(found) == len(parts) else None

    def counted(self, name: str, keys: KeyPath, own: Mapping[str, Any]) -> Made | None:
        """Return the number of words in a list."""
        part = self.part(own["count_of"], (*keys, "count_of"), name)
        if part is None:
            return None
        if not isinstance(part.value, tuple):
            self.problem("figure-not-list", (*keys, "count_of"), name, {"part": part.name})
            return None
        return Made(len(part.value), (part,))

    def part(self, part: str, keys: KeyPath, name: str) -> Figure | None:
        """Return the figure that another is made of, or None after noting why there is none."""
        if part in self.open:
            self.problem("figure-of-itself", keys, name, {"part": part})
            return None
        return self.figure(part) if self.known(part, keys, name) else None

    def known(self, part: str, keys: KeyPath, name: str) -> bool:
        """Say whether a figure of that name is written, after noting a problem when it is not."""
        if part not in self.entries:
            self.problem("figure-unknown", keys, name, {"part": part, "near": nearest(part, self.entries)})
        return part in self.entries

    def told(self, word: str, name: str, parts: Sequence[Figure]) -> Any:
        """Return unit, as-of date or source: a figure's own, else its parts', else the file's; or None."""
        keys, own = self.entries[name]
        if word in own:
            return own[word]
        if (*keys, word) in self.source.places and self.source.quoted(*keys, word):
            return ""  # unit: "" says that there is none
        of_parts = {getattr(part, word) for part in parts}
        if len(of_parts) == 1:
            return of_parts.pop()
        found = None if of_parts or word == "unit" else self.values.get(word)
        if found is None:
            label = f"{word}（{self.schema['$defs']['figure']['properties'][word]['title']}）"
            self.problem("figure-parts-differ" if of_parts else "figure-lacks", keys, name, {"word": label})
        return found

    def check(self, number: int, entry: Mapping[str, Any]) -> Check | None:
        """Return a check, or None after noting what it names that is not there."""
        keys: KeyPath = ("checks", number)
        asked = {(*keys, side): entry[side] for side in ("left", "right")}
        printed = entry.get("when_printed", list(asked.values()))
        asked |= {
            (*keys, "when_printed", index): name for index, name in enumerate(entry.get("when_printed", ()))
        }
        if entry["id"] in [other["id"] for other in self.values["checks"][:number]]:
            self.problem("figures-check-repeated", (*keys, "id"), entry["id"])
        known = [self.known(name, place, entry["id"]) for place, name in asked.items()]
        known += [
            self.known(name, (*keys, lang), entry["id"])
            for lang in LANGUAGES
            for name in names_in(entry[lang])
        ]
        left, right = self.figures.get(entry["left"]), self.figures.get(entry["right"])
        if not all(known) or not left or not right:
            return None
        if not comparable(entry["kind"], left.value, right.value):
            self.problem("figures-check-unlike", keys, entry["id"], {"kind": entry["kind"]})
        sentences = {lang: entry[lang] for lang in LANGUAGES}
        place = self.source.place(*keys)
        return Check(entry["id"], entry["kind"], left, right, frozenset(printed), sentences, place)

    def problem(self, code: str, keys: KeyPath, name: str, values: Mapping[str, object] = NOTHING) -> None:
        """Note a problem with the figure or check called `name`."""
        title = self.entries[name].values["title"] if name in self.entries else ""
        field = f"“{title}”（{name}）" if title and title != name else f"“{name}”"
        told = {"field": field, "about": "", **values}
        self.problems.append(Problem(code, self.source.place(*keys), told))


def schema_for(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a figures file, with the groups and figures that this file has."""
    schema: dict[str, Any] = yaml.load(SCHEMA.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    figures = values.get("figures")
    if isinstance(figures, dict):
        schema["properties"]["figures"] |= group_schema(figures)
    return schema


def group_schema(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a group as it is filled in; what is no group is to be a figure."""
    figure = {"$ref": "#/$defs/figure"}
    properties = {name: group_schema(entry) if is_group(entry) else figure for name, entry in entries.items()}
    return {"type": "object", "properties": properties, "required": list(properties)}


def is_group(entry: object) -> bool:
    """Say whether an entry holds further entries; a figure holds at least one plain value."""
    return isinstance(entry, dict) and all(isinstance(child, dict) for child in entry.values())


def entries_in(group: Mapping[str, Any], keys: KeyPath) -> Iterator[tuple[str, Entry]]:
    """Give every figure below `group` by its dotted name."""
    for name, entry in group.items():
        path = (*keys, name)
        if is_group(entry):
            yield from entries_in(entry, path)
        else:
            yield ".".join(str(key) for key in path[1:]), Entry(path, entry)
