"""Problems at the fields of a form, in the words of a form: no file, no line of it, no command.

A problem knows the keys of its field; where it has only a line, the field is the one that stands there. What
is wrong in another file of the project belongs to the field that names it: the office, the figures, a roster.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.content.chapters import FOLDER
from docgen.content.forms import Field, Form
from docgen.content.offices import OFFICES
from docgen.content.profiles import PROFILES
from docgen.content.source import KeyPath
from docgen.content.sources import SUFFIXES
from docgen.foundation.errors import Finding, Place, Problem
from docgen.foundation.messages import catalogue, say
from docgen.foundation.working_folder import whole

COMMA = "、"
REFUSES = "problem"
"""The grade of what no document is made with; those of findings are `foundation.errors`'."""
OWN_NAME = re.compile(r"(?<=”)（[a-z0-9_.\[\]-]+）")
"""The name that a field has in files, behind its title."""
NAMED_BY = {OFFICES: ("office",)}
FOLDERS: Mapping[str, KeyPath] = {
    "figures": ("figures",),
    "recipients": ("recipients",),
    Path(PROFILES).name: ("profile",),
    "data": ("data",),
    FOLDER: ("chapters",),
}
"""The field that names a file of another folder of the project."""
ABOUT: Mapping[str, KeyPath] = {
    "joint-masthead-small": ("joint_masthead",),
    "masthead-small": ("office",),
    "seal-tag-in-ofd-only": ("office",),
    "title-short-line": ("title",),
    "title-word-broken": ("title",),
}
"""The field of what is seen on the page alone."""


@dataclass(frozen=True)
class FormProblem:
    """One problem or finding as a form tells it."""

    code: str
    grade: str  # problem, must, told, accepted
    field: KeyPath | None  # None: of no field of this form
    title: str  # of the field, empty without one
    line: int | None  # within a text of several lines, or the number of an item of a list
    what: str
    do: str
    page: int | None = None
    place: str = ""  # in another file than the form's

    @property
    def name(self) -> str:
        """Its field as templates name it, empty without one."""
        return ".".join(map(str, self.field or ()))

    def text(self, lang: str = "zh") -> str:
        """Return the whole sentence."""
        where = say("form.line", lang, line=self.line) if self.line else ""
        return where + self.what + ("；" if lang == "zh" else "; ") + self.do


def form_problems(problems: Iterable[Problem], form: Form, lang: str = "zh") -> list[FormProblem]:
    """Return problems and findings with the fields of `form` they belong to, in `lang`."""
    return [form_problem(problem, form, lang) for problem in problems]


def form_problem(problem: Problem, form: Form, lang: str) -> FormProblem:
    """Return one problem as `form` tells it."""
    here = is_here(problem.place, form)
    at = keys_in(problem.place, form) if here else named_by(problem.place, form)
    keys = at or ABOUT.get(problem.code, ())
    field = form.field(keys) if keys else None
    values = as_told(problem.said(lang), field)
    words = catalogue()[problem.code]
    page = problem.values.get("page")
    return FormProblem(
        problem.code,
        problem.grade if isinstance(problem, Finding) else REFUSES,
        field.path if field else None,
        field.title if field else "",
        line_in(problem.place, keys, field) if here and field else None,
        say(f"{problem.code}.{'form-what' if 'form-what' in words else 'what'}", lang, **values),
        say(f"{problem.code}.{'form' if 'form' in words else 'do'}", lang, **values),
        page if isinstance(page, int) else None,
        "" if here else str(problem.place),
    )


def is_here(place: Place, form: Form) -> bool:
    """Say whether something stands in the form's own file."""
    return place.path is not None and place.sheet is None and whole(place.path) == whole(form.path)


def keys_in(place: Place, form: Form) -> KeyPath:
    """Return the keys of what stands at a place of the form's file: the last that begins before it."""
    if place.keys or place.line is None:
        return place.keys
    at = (place.line, place.column or 1)
    before = [(line, column, keys) for keys, line, column in form.places if (line, column) <= at]
    return max(before, key=lambda one: (one[0], one[1], len(one[2])))[2] if before else ()


def named_by(place: Place, form: Form) -> KeyPath:
    """Return the field of a document that names the file something stands in, or that it lies in."""
    if place.path is None:
        return ()
    widest = NAMED_BY.get(place.path.name) or FOLDERS.get(place.path.parent.name, ())
    within = [field for field in form.all_fields() if field.path[:1] == widest]
    for name in (place.path.name, place.path.stem):
        if naming := [field.path for field in within if says(field.value, name)]:
            return max(naming, key=len)
    return widest


def says(value: object, name: str) -> bool:
    """Say whether a field names a file, alone or as one of several that have names."""
    return value == name or (isinstance(value, Mapping) and name in value.values())


def line_in(place: Place, keys: KeyPath, field: Field) -> int | None:
    """Return the line of a text of several lines, or the number of an item of a list."""
    deeper = keys[len(field.path) :]
    if deeper and isinstance(deeper[0], int):
        return deeper[0] + 1
    several = isinstance(field.value, str) and "\n" in field.value.strip()
    if not several or not field.first_line or place.line is None or place.line < field.first_line:
        return None
    return place.line - field.first_line + 1


def as_told(values: Mapping[str, object], field: Field | None) -> dict[str, object]:
    """Return what a sentence names, as a form does: fields by their titles, examples as they are typed."""
    told = {name: in_a_form(value) for name, value in values.items()}
    if field and "example" in told:
        told["example"] = example_of(field) or told["example"]
    if field and "about" in told:
        told["about"] = f"（{field.hint}）" if field.hint else ""
    return told


def in_a_form(value: object) -> object:
    """Return what a sentence names as a form has it: a field by its title, a document by its name."""
    if not isinstance(value, str | Path | Place):
        return value
    return OWN_NAME.sub("", COMMA.join(map(name_of, str(value).split(COMMA))))


def name_of(part: str) -> str:
    """Return what a file of the project is called where none is seen; its line counts for nobody there."""
    for suffix in SUFFIXES:
        name, dot, behind = part.rpartition(suffix)
        if dot and not behind.strip(":0123456789"):
            return name.rpartition("/")[2]
    return part


def example_of(field: Field) -> str:
    """Return what might be typed in a field, empty where nothing is known."""
    given = [*field.examples, *(choice.title for choice in field.choices)]
    return given[0].replace("\n", "、") if given else ""
