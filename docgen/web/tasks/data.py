"""Offices and figures: their forms, what was filled in saved, and where each figure is printed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docgen
from docgen.foundation.errors import ContentError, DocgenError

from ..workers.process import Bench, Told, told
from .history import record_save
from .naming import absent

OFFICES = "content/offices.yaml"
FIGURES = "content/figures"
WAYS = ("value", "sum", "count_of")
"""The ways in which a figure gets its value: a form shows the one that is taken."""
TYPED = ("line", "title", "date", "number", "prose")
"""Fields that are one text."""


@dataclass(frozen=True)
class Field:
    """A field of a form: `path` are its keys with points between, within what the form is about."""

    path: str
    title: str
    hint: str
    widget: str
    required: bool
    value: str
    default: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """A form of one office, one figure, or the head of a file; `etag` is the state of the file."""

    name: str
    title: str
    etag: str
    fields: tuple[Field, ...]
    others: tuple[tuple[str, str], ...]  # what is deeper than a form goes


@dataclass(frozen=True)
class Office:
    """An office in the list."""

    name: str
    title: str
    code: str
    letter_code: str


@dataclass(frozen=True)
class Book:
    """A file of figures in the list."""

    name: str
    title: str
    as_of: str
    source: str
    problems: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Use:
    """Where a figure is printed, and the line as it reads now."""

    document: str
    title: str
    text: str


@dataclass(frozen=True)
class Figure:
    """A figure as printed."""

    name: str
    title: str
    printed: str
    unit: str
    as_of: str
    source: str
    is_example: bool
    parts: tuple[str, ...]
    totals: tuple[str, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class Figures:
    """A file of figures with all of them."""

    title: str
    figures: tuple[Figure, ...]
    told: tuple[Told, ...]


def overview(bench: Bench) -> tuple[tuple[Office, ...], tuple[Book, ...]]:
    """Return the offices and the files of figures."""
    form = docgen.form(bench.project / OFFICES)
    offices = (office(name, one) for name, one in form.values.items() if isinstance(one, Mapping))
    files = sorted((bench.project / FIGURES).glob("*.yaml"))
    return tuple(offices), tuple(book(bench, path) for path in files)


def office(name: str, values: Mapping[str, Any]) -> Office:
    """Return an office as the list shows it."""
    title, code, letter = (str(values.get(key) or "") for key in ("name", "code", "letter_code"))
    return Office(name, title or name, code, letter)


def book(bench: Bench, path: Path) -> Book:
    """Return a file of figures as the list shows it."""
    try:
        values = docgen.form(path).values
    except DocgenError as error:
        problems = tuple(told(one, bench.lang) for one in error.problems)
        return Book(path.stem, path.stem, "", "", problems)
    title, as_of, source = (str(values.get(key) or "") for key in ("title", "as_of", "source"))
    return Book(path.stem, title or path.stem, as_of, source)


def office_form(bench: Bench, name: str) -> Sheet:
    """Return the form of one office; of one that is not there yet an empty one."""
    form = docgen.form(bench.project / OFFICES)
    if name and name not in form.values:
        raise absent(name)
    if not name:
        return Sheet("", "", form.etag, new_office(form), ())
    return sheet(form, (name,), name)


def new_office(form: "docgen.Form") -> tuple[Field, ...]:
    """Return the fields of an office as one that is there has them, empty."""
    first = next((one for one in (*form.fields, *form.others) if one.fields), None)
    found = fields_of(first.fields, 1) if first else ()
    return tuple(Field(one.path, one.title, one.hint, one.widget, one.required, "", one.default, one.choices)
                 for one in found)  # fmt: skip


def figures_path(bench: Bench, name: str) -> Path:
    """Return a file of figures. Raises ContentError for a name that there is none of."""
    known = {path.stem: path for path in (bench.project / FIGURES).glob("*.yaml")}
    if name not in known or known[name].resolve().parent != (bench.project / FIGURES).resolve():
        raise absent(name)
    return known[name]


def figures(bench: Bench, name: str) -> Figures:
    """Return a file of figures with where each is printed."""
    found = docgen.figure_book(figures_path(bench, name))
    form = docgen.form(figures_path(bench, name))
    return Figures(
        found.title,
        tuple(figure(bench, one) for one in found.figures),
        tuple(Told(one.code, one.what) for one in docgen.form_problems(found.findings, form, bench.lang)),
    )


def figure(bench: Bench, one: Any) -> Figure:
    """Return a figure as a page shows it."""
    uses = tuple(Use(docgen.name_document(use.path, bench.project), use.title, use.text) for use in one.uses)
    day = one.as_of.isoformat() if one.as_of else ""
    told = {**vars(one), "as_of": day, "uses": uses}
    return Figure(**told)


def figure_form(bench: Bench, name: str, one: str) -> Sheet:
    """Return the form of one figure, or with an empty name that of the head of the file."""
    form = docgen.form(figures_path(bench, name))
    if one:
        found = sheet(form, ("figures", *one.split(".")), one)
        made = [field.path for field in found.fields if field.path in WAYS and field.value] or ["value"]
        return replace(found, fields=tuple(f for f in found.fields if f.path not in WAYS or f.path in made))
    head = tuple(fields_of((*form.fields, *form.others), 0))
    return Sheet(name, str(form.values.get("title") or name), form.etag, head, ())


def sheet(form: "docgen.Form", keys: tuple[str, ...], name: str) -> Sheet:
    """Return the form of what stands at `keys` of a file. Raises ContentError when nothing does."""
    found = form.field(keys)
    if found is None or tuple(map(str, found.path)) != keys or not found.fields:
        raise absent(name)
    depth = len(keys)
    title = value_at(form.values, (*keys, "name")) or value_at(form.values, (*keys, "title")) or name
    others = ((one.title, shown(one.value)) for one in found.fields if is_deep(one) and one.value)
    return Sheet(name, str(title), form.etag, tuple(fields_of(found.fields, depth)), tuple(others))


def is_deep(field: Any) -> bool:
    """Say whether a field is deeper than this form goes."""
    return field.widget not in (*TYPED, "lines", "yes_no", "choice", "group")


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
                yield Field(inner.path, f"{one.title}：{inner.title}", *list(vars(inner).values())[2:])
        elif not is_deep(one) and one.widget != "group":
            text = "\n".join(map(str, one.value)) if isinstance(one.value, list | tuple) else str(one.value)
            path = ".".join(map(str, one.path[depth:]))
            choices = tuple((choice.value, choice.title) for choice in one.choices)
            yield Field(path, one.title, one.hint, one.widget, one.required, text, one.default, choices)


def value_at(values: Any, keys: tuple[str, ...]) -> Any:
    """Return what stands at some keys, None where nothing does."""
    for key in keys:
        values = values.get(key) if isinstance(values, Mapping) else None
    return values


def save_office(bench: Bench, name: str, typed: Mapping[str, str], etag: str) -> tuple[Told, ...]:
    """Save what was filled in for an office; return what is wrong, and then nothing is saved."""
    path = bench.project / OFFICES
    is_there = name in docgen.form(path).values
    widgets = {one.path: one.widget for one in office_form(bench, name if is_there else "").fields}
    return saved(bench, path, {name: nested(typed, widgets)}, etag)


def save_figure(bench: Bench, name: str, one: str, typed: Mapping[str, str], etag: str) -> tuple[Told, ...]:
    """Save what was filled in for a figure, or for the head of its file; return what is wrong."""
    path = figures_path(bench, name)
    values = nested(typed, {field.path: field.widget for field in figure_form(bench, name, one).fields})
    for key in reversed(("figures", *one.split(".")) if one else ()):
        values = {key: values}
    return saved(bench, path, values, etag)


def nested(typed: Mapping[str, str], widgets: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed by its paths as values within one another; lists where the form has lists."""
    values: dict[str, Any] = {}
    for path, text in typed.items():
        if path not in widgets:
            continue
        at = values
        *ways, last = path.split(".")
        for way in ways:
            at = at.setdefault(way, {})
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        at[last] = lines if widgets[path] == "lines" else text
    return values


def saved(bench: Bench, path: Path, values: Mapping[str, Any], etag: str) -> tuple[Told, ...]:
    """Save values in a file where that is sound; return what is wrong, and then nothing is saved.

    Raises ContentError for a file that somebody changed meanwhile.
    """
    try:
        docgen.judge_data(path, docgen.with_values(path, values))
    except ContentError as error:
        form = docgen.form(path)
        return tuple(
            Told(one.code, one.text(bench.lang), field=tuple(map(str, one.field or ())))
            for one in docgen.form_problems(error.problems, form, bench.lang)
        )
    docgen.save(path, values, etag)
    record_save(bench, "saved", path.stem, path)
    return ()
