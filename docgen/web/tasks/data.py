"""Offices and figures: their forms, what was filled in saved, and where each figure is printed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docgen
from docgen.foundation.errors import ContentError, DocgenError

from ..field_names import keys_of
from ..words import words
from ..workers.process import Bench, Told, told
from .shared.history import record_save
from .shared.sight import ForbiddenError, absent, hidden_files, is_in_sight, sees
from .sheets import ONE_OR_MORE, Field, Nested, Sheet, fields_of, saved, sheet

OFFICES = "content/offices.yaml"
FIGURES = "content/figures"
FIGURES_KEY = "figures"
"""Under which a file of figures has them."""
WAYS = ("value", "sum", "count_of")
"""The ways in which a figure gets its value: a form shows the one that is taken."""
OWN = ("name", "code")
"""Of an office what nobody else could know."""
NEW_FIGURE = ("title", *WAYS, "unit", "as_of", "source", "approximate", "example", "note")
"""What is asked of a figure that is not there yet."""
OF_OTHERS = WAYS[1:]
"""The ways in which a figure follows from others."""
UNNAMED = "unnamed"
"""What an office is called that is not there yet."""


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


def overview(bench: Bench) -> tuple[tuple[Office, ...], tuple[Told, ...], tuple[Book, ...]]:
    """Return the offices, what keeps their file from being read, and the files of figures."""
    wrong: tuple[Told, ...] = ()
    values: Mapping[str, Any] = {}
    try:
        values = office_file(bench).values
    except ContentError as error:
        if any(one.code == "no-project" for one in error.problems):
            raise
        wrong = tuple(told(one, bench.lang) for one in error.problems)
    offices = (office(name, one) for name, one in values.items() if isinstance(one, Mapping))
    files = sorted((bench.project / FIGURES).glob("*.yaml"))
    return tuple(offices), wrong, tuple(book(bench, path) for path in files)


def office_file(bench: Bench) -> docgen.Form:
    """Return the file of offices as a form, an empty one before there is any."""
    path = bench.project / OFFICES
    return docgen.form(path, docgen.data_text(path, {}))


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
    form = office_file(bench)
    if name and name not in form.values:
        raise absent(name)
    found = sheet(form, (name,), name) if name else Sheet("", "", form.etag, new_office(bench))
    hidden = hidden_files(bench)
    return replace(found, fields=tuple(offered(one, hidden) for one in found.fields))


def offered(field: Field, hidden: Collection[str]) -> Field:
    """Return a field that offers no picture that is out of sight."""
    return replace(field, choices=tuple(one for one in field.choices if one[0] not in hidden))


def new_office(bench: Bench) -> tuple[Field, ...]:
    """Return the fields of an office that has nothing yet: what it must say, the usual, then the rest."""
    usual = docgen.usual_office({"name": "-", "code": "-"})
    fields = [
        replace(one, is_usual=True, required=False) if one.path in usual and one.path not in OWN else one
        for one in blank(bench.project / OFFICES, (UNNAMED,), {"name": "-"})
    ]
    return tuple(sorted(fields, key=lambda one: (not one.required, one.is_usual)))


def blank(path: Path, keys: tuple[str, ...], values: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields of what is not there yet at `keys` of a file."""
    form = docgen.form(path, docgen.data_text(path, nested_at(keys, values)))
    return tuple(replace(one, value="") for one in sheet(form, keys, keys[-1]).fields)


def nested_at(keys: tuple[str, ...], values: Any) -> Any:
    """Return values as they stand at some keys."""
    for key in reversed(keys):
        values = {key: values}
    return values


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
    own = [use for use in one.uses if is_in_sight(bench, docgen.name_document(use.path, bench.project))]
    uses = tuple(Use(docgen.name_document(use.path, bench.project), use.title, use.text) for use in own)
    day = one.as_of.isoformat() if one.as_of else ""
    told = {**vars(one), "as_of": day, "uses": uses}
    return Figure(**told)


def figure_form(bench: Bench, name: str, one: str) -> Sheet:
    """Return the form of one figure, or with an empty name that of the head of the file."""
    form = docgen.form(figures_path(bench, name))
    if one:
        found = sheet(form, (FIGURES_KEY, *one.split(".")), one)
        made = [field.path for field in found.fields if field.path in WAYS and field.value] or ["value"]
        fields = (f for f in found.fields if f.path not in WAYS or f.path in made)
        return replace(found, fields=tuple(with_names(bench, fields, form)))
    head = tuple(fields_of((*form.fields, *form.others), 0))
    return Sheet(name, str(form.values.get("title") or name), form.etag, head, ())


def save_office(bench: Bench, name: str, typed: Mapping[str, str], etag: str) -> tuple[Told, ...]:
    """Save what was filled in for an office; return what is wrong, and then nothing is saved."""
    require_own(bench, name)
    nested = Nested(typed, office_form(bench, name).fields)
    return filled_in(bench, bench.project / OFFICES, (name,), nested, etag)


def add_office(
    bench: Bench, name: str, typed: Mapping[str, str], etag: str
) -> tuple[str, bool, tuple[Told, ...]]:
    """Put in an office; return its short name, whether it is the first, and what is wrong."""
    nested = Nested(typed, office_form(bench, "").fields)
    if empty := tuple(left_empty(nested, "")):
        return "", False, empty
    short = docgen.name_office(str(nested.values.get("name") or ""), name, bench.project)
    require_own(bench, short)
    nested.values = dict(docgen.usual_office(nested.values))
    is_first = not office_file(bench).values
    return short, is_first, filled_in(bench, bench.project / OFFICES, (short,), nested, etag)


def require_own(bench: Bench, name: str) -> None:
    """Raise ForbiddenError for an office that is not one's own."""
    if not sees(bench, [name]):
        raise ForbiddenError([docgen.Problem("office-of-others")])


def begin_figures(bench: Bench, title: str, as_of: str, source: str, name: str) -> str:
    """Begin a file of figures, and return its name."""
    found = docgen.begin_figures(title, as_of, source, name, bench.project)
    record_save(bench, "begun", found, figures_path(bench, found))
    return found


def new_figure_form(bench: Bench, name: str) -> Sheet:
    """Return the form of a figure that is not there yet."""
    path = figures_path(bench, name)
    form = docgen.form(path)
    known = {one.path: one for one in blank(path, (FIGURES_KEY, UNNAMED), {"title": "-"})}
    asked = (known[key] for key in NEW_FIGURE if key in known)
    return Sheet(name, "", form.etag, tuple(with_names(bench, asked, form)))


def with_names(bench: Bench, fields: Iterable[Field], form: docgen.Form) -> Iterator[Field]:
    """Yield the fields of a figure; those for others say by which names these go, if there are any."""
    names = docgen.figure_names(form.values)
    for one in fields:
        if one.path == WAYS[0]:
            yield replace(one, widget=ONE_OR_MORE)
        elif one.path not in OF_OTHERS:
            yield one
        elif names:
            told = words(bench.lang, "data.known-figures", names="、".join(names))
            yield replace(one, hint=f"{one.hint}{told}")


def add_figure(
    bench: Bench, name: str, called: str, typed: Mapping[str, str], etag: str
) -> tuple[str, tuple[Told, ...]]:
    """Put in a figure; return the name by which texts call it, and what is wrong."""
    path, nested = figures_path(bench, name), Nested(typed, new_figure_form(bench, name).fields)
    if empty := tuple(left_empty(nested, FIGURES_KEY, "")):
        return "", empty
    key = docgen.name_figure(path, str(nested.values.get("title") or ""), called)
    nested.values = {field: value for field, value in nested.values.items() if value}
    return key, filled_in(bench, path, (FIGURES_KEY, *key.split(".")), nested, etag)


def save_figure(bench: Bench, name: str, one: str, typed: Mapping[str, str], etag: str) -> tuple[Told, ...]:
    """Save what was filled in for a figure, or for the head of its file; return what is wrong."""
    keys = (FIGURES_KEY, *one.split(".")) if one else ()
    nested = Nested(typed, figure_form(bench, name, one).fields)
    return filled_in(bench, figures_path(bench, name), keys, nested, etag)


def left_empty(nested: Nested, *keys: str) -> Iterator[Told]:
    """Yield what must be filled in of something new, and is not."""
    for one in nested.fields:
        if one.required and not nested.typed.get(one.path, "").strip():
            yield Told("needed", "", field=(*keys, *keys_of(one.path)))


def filled_in(bench: Bench, path: Path, keys: tuple[str, ...], nested: Nested, etag: str) -> tuple[Told, ...]:
    """Save what was filled in for what stands at `keys` of a file; return what is wrong."""
    if nested.wrong:
        return tuple(Told(code, "", field=(*keys, *keys_of(field))) for field, code in nested.wrong.items())
    return saved(bench, path, nested_at(keys, nested.values), etag)
