"""Where a printed text comes from: a paragraph of the Word file in, the place in the YAML out.

Plain fields are known by the `data-field` attributes that templates write; prose is found again by its own
words, since Markdown and placeholders keep most of them. What is neither is the template's own.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import Any

from docgen.address.jobs import Job
from docgen.content.schemas.fields import Fields
from docgen.content.source import KeyPath, Source, read
from docgen.foundation.errors import ContentError, Place

from ..docx.record import Content, Paragraph, Table, row_text
from .differences import Spot
from .passages import Passage, Passages, cell_of, split
from .printed_fields import Span, fields_of
from .skeleton import Skeleton
from .values import RECIPIENT, ROSTER, Value, Values, values_of

BY_WORDS = frozenset({"prose", "line"})


class Origins:
    """Knows where everything in one generated Word file came from."""

    def __init__(self, job: Job, html: str, original: Content) -> None:
        self.job = job
        self.source = job.document.source
        self.original = original
        self.told = Fields(job.document.kind.schema, self.source.values)
        self.fields: Mapping[Spot, list[Span]] = fields_of(html, dict(spots(original)))
        self.files: dict[str, Source | None] = {}
        self.known: dict[Spot, Passage | None] = {}  # what was looked for before

    @cached_property
    def passages(self) -> Passages:
        """All that may have been printed as a paragraph."""
        return Passages(list(self.pieces(self.source.values, ())))

    def pieces(self, value: Any, keys: KeyPath) -> Iterator[Passage]:
        """Yield every piece of text below a value."""
        if isinstance(value, Mapping):
            for key, below in value.items():
                yield from self.pieces(below, (*keys, key))
        elif isinstance(value, list):
            for number, below in enumerate(value):
                yield from self.pieces(below, (*keys, number))
        elif self.told.first(keys, "format") in BY_WORDS:
            yield from (Passage(keys, start, Skeleton(raw)) for start, raw in split(value))

    def passage(self, spot: Spot) -> Passage | None:
        """Return the piece of prose printed at `spot`, None when no words of the YAML are like it."""
        if spot not in self.known:
            self.known[spot] = self.found_passage(spot)
        return self.known[spot]

    def found_passage(self, spot: Spot) -> Passage | None:
        """Look for the piece of prose printed at `spot`."""
        item = self.original.stories[spot.story][spot.at]
        text = row_text(item.rows[spot.row]) if isinstance(item, Table) and spot.row >= 0 else item.text
        equals = self.passages.printing(text)
        if not equals:
            return None
        found = equals[min(self.earlier(spot, text), len(equals) - 1)]
        return cell_of(found, spot.column) if spot.column >= 0 else found

    @cached_property
    def values(self) -> Values:
        """All single values that may have been printed."""
        return Values(values_of(self.job))

    def value_around(self, spot: Spot, text: str, start: int, end: int) -> Value | None:
        """Return the value printed at `spot` around what was changed in its `text`, if one is known."""
        item = self.original.stories[spot.story][spot.at]
        row = item.rows[spot.row] if isinstance(item, Table) and spot.row >= 0 else ()
        others = [cell.text for column, cell in enumerate(row) if column != spot.column]
        return self.values.holder(text, start, end, others)

    def entry_of(self, spot: Spot) -> KeyPath | None:
        """Return the entry of a list, or of a roster, that is printed as the row at `spot`; None for none."""
        item = self.original.stories[spot.story][spot.at]
        if not isinstance(item, Table) or not 0 <= spot.row < len(item.rows):
            return None
        for column, cell in enumerate(item.rows[spot.row]):
            value = self.value_around(replace(spot, column=column), cell.text, 0, len(cell.text))
            if value and len(value.keys) > 1:
                return value.keys[:-1]
        return None

    def entry_place(self, keys: KeyPath) -> Place:
        """Return where an entry of a list or of a roster stands."""
        return self.roster_place(keys) if keys[0] in (RECIPIENT, ROSTER) else self.field_place(keys)

    def roster_place(self, keys: KeyPath) -> Place:
        """Return the row of a job's recipient; of a whole roster, where the document names it."""
        return self.job.place if keys[0] == RECIPIENT else self.source.place(ROSTER)

    def earlier(self, spot: Spot, text: str) -> int:
        """Return how often a text was printed before `spot`."""
        return bisect_left(self.texts.get((spot.story, text), ()), spot.at)

    @cached_property
    def texts(self) -> Mapping[tuple[str, str], list[int]]:
        """Where in its story each text was printed."""
        found: dict[tuple[str, str], list[int]] = {}
        for story, items in self.original.stories.items():
            for at, item in enumerate(items):
                found.setdefault((story, item.text), []).append(at)
        return found

    @cached_property
    def tables(self) -> Mapping[str, list[int]]:
        """How many tables of a story there are up to each of its items."""
        return {
            story: list(accumulate(isinstance(item, Table) for item in items))
            for story, items in self.original.stories.items()
        }

    def field_name(self, keys: KeyPath) -> str:
        """Return a field as a person knows it: “标题”（title）."""
        return self.told.told(keys)["field"]

    def value(self, keys: KeyPath) -> Any:
        """Return a field's value with its type, None when the YAML does not give it."""
        document = self.job.document
        office = keys[0] == "office" and len(keys) > 1
        found: Any = {"office": document.office} if office else document.values
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else found[key] if found else None
        return found

    def written(self, keys: KeyPath) -> Passage | None:
        """Return the whole text of a field of one line, None for any other."""
        return next((one for one in self.passages.all if one.keys == keys and not self.is_prose(keys)), None)

    def is_prose(self, keys: KeyPath) -> bool:
        """Say whether a field holds paragraphs."""
        return bool(self.told.first(keys, "format") == "prose")

    def template_place(self) -> Place:
        """Return the template of the document's kind."""
        document = self.job.document
        return Place(document.project.template(document.kind.template))

    def field_place(self, keys: KeyPath) -> Place:
        """Return where a field is written; a file alone when the field is written nowhere."""
        if keys[0] == "office" and len(keys) > 1:
            return self.place_in("offices.yaml", (self.source.values.get("office", ""), *keys[1:]))
        return self.source.place(*keys) if keys in self.source.places else Place(self.source.path)

    def value_place(self, name: str) -> Place:
        """Return where the value that the placeholder `name` prints is kept."""
        head, *rest = name.split(".")
        if head == "figures":
            values = self.source.values
            keys = ("figures", *rest, "value") if rest != ["as_of"] else ("as_of",)
            return self.place_in(f"figures/{values.get('figures')}.yaml", keys)
        if head == "recipient":
            return self.job.place
        return self.field_place((head, *rest))

    def place_in(self, name: str, keys: KeyPath) -> Place:
        """Return a place in a content file, the file alone when it cannot be read."""
        file = self.file(name)
        return file.place(*keys) if file else Place(self.job.document.project.content(name))

    def file(self, name: str) -> Source | None:
        """Return a content file, read once."""
        if name not in self.files:
            try:
                self.files[name] = read(self.job.document.project.content(name))
            except ContentError:
                self.files[name] = None
        return self.files[name]


def spots(content: Content) -> Iterator[tuple[Spot, Paragraph]]:
    """Yield every place of a Word file that can hold words, with what it holds."""
    for story, items in content.stories.items():
        for at, item in enumerate(items):
            if isinstance(item, Paragraph):
                yield Spot(story, at), item
            else:
                for row, cells in enumerate(item.rows):
                    yield from ((Spot(story, at, row, column), cell) for column, cell in enumerate(cells))
