"""A schema and a file's values become the fields of a form."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..project import Project
from ..schemas.fields import Fields, Schema, type_of
from ..schemas.lists import with_lists
from ..schemas.outline import ANY_NAME, DEEPEST
from ..source import KeyPath, Source
from .asking import Asked
from .choices import BROUGHT, CHOICES, KEPT, WITHIN
from .records import Choice, Field, Form

YES, NO = "是", "否"
YES_NO = (Choice(YES, YES), Choice(NO, NO))
TEXTS = ("line", "title", "prose", "date", "number", "choice", "yes_no", "fixed")
"""Widgets whose value is a text."""
FIXED = (("kind",),)
"""What is not changed in a form: another kind has other fields."""
TITLE = ("title",)
EMPTY: Mapping[str, Any] = {
    "lines": [],
    "texts": [],
    "table": [],
    "groups": [],
    "group": {},
    "named": {},
    "pairs": {},
}
BY_TYPE = {"boolean": "yes_no", "integer": "number", "number": "number"}


def form_of(project: Project, source: Source, asked: Asked, text: str, etag: str) -> Form:
    """Return the form of a file of which a schema is `asked`, and which was read from `text`."""
    listed = with_lists(source, asked.schema)
    fields = FormFields(project, listed, Shapes(asked.schema, listed.values)).below(())
    first = tuple(field for field in fields if field.required or field.filled)
    rest = tuple(field for field in fields if not (field.required or field.filled))
    places = tuple((keys, *spot.key) for keys, spot in source.places.items() if keys)
    return Form(source.path, asked.name, asked.title, etag, text, listed.values, first, rest, places)


class Shapes(Fields):
    """The fields of a schema as a form asks for them: what is not there yet and may be a group is one."""

    def _parts(self, keys: KeyPath) -> tuple[Schema, ...]:
        if keys and keys[-1] == ANY_NAME:
            as_group = tuple(self.followed(self._child(self.parts(keys[:-1]), ANY_NAME), {}))
            if type_of(as_group) == "object":
                return as_group
        return super()._parts(keys)


class FormFields:
    """Makes the fields of one file."""

    def __init__(self, project: Project, source: Source, fields: Fields) -> None:
        self.project = project
        self.source = source
        self.fields = fields

    def below(self, keys: KeyPath) -> tuple[Field, ...]:
        """Return the fields directly below `keys`, in the schema's order, but for those no longer needed."""
        if len(keys) > DEEPEST:
            return ()
        required = self.fields.first(keys, "required") or ()
        known = self.fields.properties(keys)
        given = self.value(keys) if self.names_groups(keys) else {}
        return tuple(
            self.field((*keys, name), required=name in required)
            for name in dict.fromkeys([*known, *(given if isinstance(given, Mapping) else ())])
            if not self.fields.first((*keys, name), "x-unneeded")
        )

    def names_groups(self, keys: KeyPath) -> bool:
        """Say whether the groups below `keys` have names that are given freely, as offices have."""
        inner = self.fields.first(keys, "additionalProperties")
        return isinstance(inner, dict) and self.fields.type((*keys, ANY_NAME)) == "object"

    def field(self, keys: KeyPath, required: bool) -> Field:
        """Return the field at `keys`."""
        choices = tuple(self.choices(keys))
        value = self.value(keys)
        widget = self.widget(keys, choices)
        empty = EMPTY.get(widget, "")
        if value == "":
            value = empty
        elif not fits(value, widget):
            widget = "other"  # what stands there is of another shape
        return Field(
            keys,
            str(self.fields.first(keys, "title") or keys[-1]),
            self.hint(keys),
            widget,
            required,
            value,
            self.default(keys),
            choices,
            widget in ("choice", "yes_no") and self.takes_own_words(keys),
            tuple(self.examples(keys)),
            tuple(self.within(keys, widget, value)),
            self.blank(keys, widget, value),
            self.first_line(keys) if widget in TEXTS else 0,
            self.brings(keys) if widget in ("choice", "pairs") else "",
        )

    def hint(self, keys: KeyPath) -> str:
        """Return what a form says of the field: the nearest words, where there are two those for forms."""
        parts = self.fields.parts(keys)
        told = (part.get("x-form-hint", part.get("description")) for part in parts)
        return str(next((words for words in told if words is not None), ""))

    def value(self, keys: KeyPath) -> Any:
        """Return what the file says at `keys`, an empty text where it says nothing."""
        try:
            return self.source.value(*keys)
        except (KeyError, IndexError, TypeError):
            return ""

    def widget(self, keys: KeyPath, choices: Iterable[Choice]) -> str:
        """Return what is to be typed at `keys`."""
        kind, form = self.fields.type(keys), self.fields.first(keys, "format")
        if keys in FIXED:
            return "fixed"
        if kind == "array":
            return self.list_widget((*keys, 0))
        if kind == "object":
            return self.group_widget(keys)
        if kind == "boolean" or self.fields.first(keys, "x-usual"):
            return "yes_no"
        if choices:
            return "choice"
        if form in ("prose", "date"):
            return str(form)
        return "title" if keys == TITLE else BY_TYPE.get(kind, "line")

    def list_widget(self, item: KeyPath) -> str:
        """Return what is to be typed for a list whose items are at `item`."""
        kind = self.fields.type(item)
        if kind == "object":
            return "groups" if self.fields.properties(item) else "other"
        if kind == "array":
            return "other" if self.fields.type((*item, 0)) in ("array", "object") else "table"
        return "texts" if self.fields.first(item, "format") == "prose" else "lines"

    def group_widget(self, keys: KeyPath) -> str:
        """Return what is to be typed for a group: its fields, or names with a text each."""
        if self.names_groups(keys):
            return "named" if self.fields.properties((*keys, ANY_NAME)) else "other"
        if self.fields.properties(keys):
            return "group"
        return "other" if self.fields.type((*keys, ANY_NAME)) == "array" else "pairs"

    def choices(self, keys: KeyPath) -> Iterator[Choice]:
        """Yield what may be chosen at `keys`."""
        if len(keys) == 1 and keys[0] in CHOICES:
            yield from CHOICES[str(keys[0])](self.project, self.source)
        elif chosen := self.fields.first(keys, "x-chosen-from"):
            if chosen in KEPT:
                yield from KEPT[chosen](self.project, self.source)
            else:
                yield from WITHIN[chosen](self.source, self.fields.schema, keys)
        elif listed := self.fields.first(keys, "enum"):
            titles = self.fields.first(keys, "x-titles") or {}
            yield from (Choice(str(one), str(titles.get(one, one))) for one in listed)
        elif self.fields.type(keys) == "boolean" or self.fields.first(keys, "x-usual"):
            yield from YES_NO

    def brings(self, keys: KeyPath) -> str:
        """Return what file can be brought for the field at `keys`."""
        each = (keys, (*keys, ANY_NAME))  # of names with a text each those texts
        chosen = next(
            (word for at in each if (word := self.fields.first(at, "x-chosen-from")) in BROUGHT), ""
        )
        return str(chosen)

    def takes_own_words(self, keys: KeyPath) -> bool:
        """Say whether what may be chosen is not all that may be typed."""
        own = self.fields.first(keys, "x-usual") or self.fields.first(keys, "x-chosen-from")
        return bool(own) and not self.fields.first(keys, "enum")

    def default(self, keys: KeyPath) -> str:
        """Return what holds where nothing is filled in, as it would be typed."""
        found = self.fields.first(keys, "default")
        if isinstance(found, bool):
            return YES if found else NO
        return "" if found is None or isinstance(found, list | dict) else str(found)

    def examples(self, keys: KeyPath) -> Iterator[str]:
        """Yield examples as they are typed; of a group there is none to type at once."""
        for example in self.fields.first(keys, "examples") or ():
            if isinstance(example, list):
                yield "\n".join(str(item) for item in example if not isinstance(item, list | dict))
            elif not isinstance(example, dict):
                yield str(example)

    def within(self, keys: KeyPath, widget: str, value: Any) -> Iterator[Field]:
        """Yield the fields of a group, or the groups of a list."""
        if widget in ("group", "named"):
            yield from self.below(keys)
        elif widget == "groups":
            for number in range(len(value)):
                yield self.group((*keys, number))

    def blank(self, keys: KeyPath, widget: str, value: Any) -> Field | None:
        """Return one group more, of a list or of those that have names; None for what is neither."""
        if widget in ("groups", "named"):
            return self.group((*keys, len(value) if widget == "groups" else ANY_NAME))
        return None

    def group(self, keys: KeyPath) -> Field:
        """Return one group of a list."""
        return self.field(keys, required=False)

    def first_line(self, keys: KeyPath) -> int:
        """Return the line of the file on which a text's first line stands, 0 where there is no text."""
        spot = self.source.places.get(keys)
        if spot is None:
            return 0
        return spot.value[0] + (spot.style in ("|", ">"))


def fits(value: Any, widget: str) -> bool:
    """Say whether a value has the shape that a widget shows; in any other it would be lost in a form."""
    if type(value) is not type(EMPTY.get(widget, "")):
        return False
    parts = value.values() if isinstance(value, Mapping) else value
    match widget:
        case "lines" | "texts" | "pairs":
            return all(isinstance(part, str) for part in parts)
        case "groups" | "named":
            return all(isinstance(part, str | Mapping) for part in parts)
        case "table":
            return all(isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in parts)
    return True
