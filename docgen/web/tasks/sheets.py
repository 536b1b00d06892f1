"""Forms without a script: what stands at one place of a file as fields by name, and what was typed saved.

A field's name is its key path with points between. Groups that have names of their own (an office's people,
its printers) are shown one by one and an empty one more: a mark takes one out, a new name puts one in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docgen
from docgen.foundation.errors import ContentError

from ..field_names import field_name, keys_of
from ..workers.process import Bench, Told
from .shared.history import record_save
from .shared.sight import absent, judge_files

ONE_OR_MORE = "one-or-more"
"""A field that is one text, or a list where several lines are typed."""
TYPED = ("line", "title", "date", "number", "prose")
"""Fields that are one text."""
NEW = "*"
"""Stands in the name of a field for the name that a new group is given."""
TAKEN_OUT = "without:"
"""Before the name of a group: the mark that it is taken out."""


@dataclass(frozen=True)
class Field:
    """A field of a form: `path` are its keys with points between, within what the form is about.

    Of the widget `groups` its `fields` are the groups that are there, each an `item`, and an empty one.
    """

    path: str
    title: str
    hint: str
    widget: str
    required: bool
    value: str = ""
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    fields: "tuple[Field, ...]" = ()
    brings: str = ""  # pictures: the file it names can be brought
    is_usual: bool = False  # what is not filled in follows from the rest


@dataclass(frozen=True)
class Sheet:
    """A form of one office, one figure, or the head of a file; `etag` is the state of the file."""

    name: str
    title: str
    etag: str
    fields: tuple[Field, ...]
    others: tuple[tuple[str, str], ...] = ()  # what is deeper than a form goes


def sheet(form: "docgen.Form", keys: tuple[str, ...], name: str) -> Sheet:
    """Return the form of what stands at `keys` of a file. Raises ContentError when nothing does."""
    found = form.field(keys)
    if found is None or tuple(map(str, found.path)) != keys or not found.fields:
        raise absent(name)
    title = value_at(form.values, (*keys, "name")) or value_at(form.values, (*keys, "title")) or name
    others = ((one.title, shown(one.value)) for one in found.fields if is_deep(one) and one.value)
    return Sheet(name, str(title), form.etag, tuple(fields_of(found.fields, len(keys))), tuple(others))


def is_deep(field: Any) -> bool:
    """Say whether a field is deeper than this form goes."""
    return field.widget not in (*TYPED, "lines", "yes_no", "choice", "group", "named")


def shown(value: Any) -> str:
    """Return what stands in a field that is not edited here."""
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{shown(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return "、".join(map(shown, value))
    return str(value)


def fields_of(fields: Iterable[Any], depth: int) -> Iterator[Field]:
    """Yield the fields that a person can fill in, those of a group one by one."""
    for one in fields:
        if one.widget == "group" and depth:
            for inner in fields_of(one.fields, depth):
                yield replace(
                    inner,
                    title=f"{one.title}：{inner.title}",
                    required=inner.required and one.required,
                )
        elif one.widget == "named" and depth:
            yield groups(one, depth)
        elif not is_deep(one) and one.widget not in ("group", "named"):
            yield typed_field(one, field_name(one.path[depth:]))


def typed_field(one: Any, path: str) -> Field:
    """Return a field that is one text, or a text for each line."""
    text = "\n".join(map(str, one.value)) if isinstance(one.value, list | tuple) else str(one.value)
    choices = tuple((choice.value, choice.title) for choice in one.choices)
    return Field(
        path, one.title, one.hint, one.widget, one.required, text, one.default, choices, brings=one.brings
    )


def groups(one: Any, depth: int) -> Field:
    """Return groups that have names of their own, and an empty one for a name that is new."""
    path = field_name(one.path[depth:])
    there = [group(each, str(each.path[-1]), field_name(each.path[depth:]), depth) for each in one.fields]
    new = group(one.blank, "", f"{path}.{NEW}", depth)
    return Field(path, one.title, one.hint, "groups", one.required, fields=(*there, new))


def group(one: Any, title: str, path: str, depth: int) -> Field:
    """Return one group; one that is a bare text has that alone."""
    inside = fields_of(one.fields, depth) if one.fields else [typed_field(one, path)]
    end = len(field_name(one.path[depth:]))
    fields = tuple(replace(each, path=path + each.path[end:]) for each in inside)
    return Field(path, title, "", "item", False, fields=fields)


def value_at(values: Any, keys: tuple[str, ...]) -> Any:
    """Return what stands at some keys, None where nothing does."""
    for key in keys:
        values = values.get(key) if isinstance(values, Mapping) else None
    return values


class Nested:
    """What was typed in the fields of a form as values within one another; lists where the form has lists.

    The field of groups itself has the name of a new one. `wrong` are those whose name will not do, by code.
    """

    def __init__(self, typed: Mapping[str, str], fields: Iterable[Field]) -> None:
        self.typed = typed
        self.fields = tuple(fields)
        self.values: dict[str, Any] = {}
        self.wrong: dict[str, str] = {}
        self.put(self.fields)

    def put(self, fields: Iterable[Field]) -> None:
        """Put in what was typed in some fields, in groups that are there and in new ones."""
        for one in fields:
            if one.widget == "groups":
                self.put_groups(one)
            elif one.path in self.typed:
                self.set(keys_of(one.path), self.value(one))

    def put_groups(self, one: Field) -> None:
        """Put in groups: without those that are taken out, with a new one where anything is typed for it."""
        *there, new = one.fields
        for each in there:
            if self.typed.get(TAKEN_OUT + each.path):
                self.set(keys_of(each.path), {})
            else:
                self.put(each.fields)
        name = self.typed.get(one.path, "").strip()
        if name in [keys_of(each.path)[-1] for each in there]:
            self.wrong[one.path] = "taken"
        elif name:
            for inside in new.fields:
                keys = [name if key == NEW else key for key in keys_of(inside.path)]
                self.set(keys, self.value(inside))
        elif any(self.value(inside) for inside in new.fields):
            self.wrong[one.path] = "needed"

    def value(self, one: Field) -> str | list[str]:
        """Return what was typed in one field."""
        text = self.typed.get(one.path, "")
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if one.widget == "lines" or (one.widget == ONE_OR_MORE and len(lines) > 1):
            return lines
        return text.strip() if one.widget == ONE_OR_MORE else text

    def set(self, keys: list[str], value: Any) -> None:
        """Put a value at some keys."""
        *ways, last = keys
        at = self.values
        for way in ways:
            at = at.setdefault(way, {})
        at[last] = value


def saved(bench: Bench, path: Path, values: Mapping[str, Any], etag: str) -> tuple[Told, ...]:
    """Save values in a file where that is sound; return what is wrong, and then nothing is saved.

    Raises ContentError for a file that somebody changed meanwhile.
    """
    judge_files(bench, values)
    text = docgen.data_text(path, values)
    try:
        docgen.judge_data(path, text)
    except ContentError as error:
        return tuple(
            Told(one.code, one.text(bench.lang), field=tuple(map(str, one.field or ())))
            for one in docgen.form_problems(error.problems, docgen.form(path, text), bench.lang)
        )
    docgen.save_data(path, values, etag)
    record_save(bench, "saved", path.stem, path)
    return ()
