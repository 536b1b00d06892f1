"""What goes wrong in a template, told to its author with file, line, and what there is instead.

In goes what Jinja raised and the values the template was filled with; out comes a TemplateError. Jinja knows
that a name is lacking and not which are there: `Absent` remembers what was asked of which value.
"""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.utils import missing

from docgen.foundation.errors import NOWHERE, Place, Problem, TemplateError
from docgen.foundation.suggest import nearest

UNKNOWN_HELPER = re.compile(r"No (filter|test) named '(\w+)'")
"""How Jinja says that a filter or a test does not exist, when it reads a template or while one runs."""


class AbsentNameError(UndefinedError):
    """A template asked for `name`, of the value `owner` or of all it is given (Jinja's `missing`)."""

    def __init__(self, owner: object, name: object, message: str | None = None) -> None:
        super().__init__(message)
        self.owner = owner
        self.name = name


class UnprintableError(UndefinedError):
    """A template prints a value that is no text: nothing, yes or no, a list, a mapping."""


class Absent(StrictUndefined):
    """What a name that does not exist stands for: whatever is done with it tells the name and its owner."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        named = exc is UndefinedError and hint is None
        super().__init__(hint, obj, name, partial(AbsentNameError, obj, name) if named else exc)  # type: ignore[arg-type]


def template_error(
    error: Exception, values: Mapping[str, object], helpers: Mapping[str, Iterable[str]]
) -> TemplateError:
    """Return what went wrong in a template filled with `values`; `helpers` names each `filter` and `test`."""
    if isinstance(error, TemplateNotFound):
        return TemplateError([Problem("template-missing", place_of(error), {"name": error.message})])
    if isinstance(error, AbsentNameError):
        asked = f"None.{error.name}" if error.owner is None else str(error.name)
        near = {"name": asked, "near": nearest_name(error, values) or "—"}
        return TemplateError([Problem("template-undefined", place_of(error), near)])
    if isinstance(error, UnprintableError):
        return TemplateError([Problem("template-unprintable", place_of(error), {"found": str(error)})])
    if unknown := UNKNOWN_HELPER.match(str(error)):
        kind, name = unknown.groups()
        near = {"name": name, "near": nearest_helper(name, helpers[kind])}
        return TemplateError([Problem("template-helper", place_of(error), near)])
    code = next((code for kind, code in CODES if isinstance(error, kind)), "template-failed")
    reason = (
        str(error.message) if isinstance(error, TemplateSyntaxError) else f"{error}" or type(error).__name__
    )
    return TemplateError([Problem(code, place_of(error), {"reason": reason})])


CODES: tuple[tuple[type[Exception], str], ...] = (
    (TemplateSyntaxError, "template-syntax"),
    (SecurityError, "template-refused"),
)


def nearest_name(error: AbsentNameError, values: Mapping[str, object]) -> str:
    """Return the name that was most likely meant, or those there are.

    A field asked for without its `document` is found there: `persons` is near `document.persons`.
    """
    name = str(error.name)
    if error.owner is not missing:
        return nearest(name, names_of(error.owner))
    inner = (f"{key}.{name}" for key, value in values.items() if isinstance(value, Mapping) and name in value)
    return next(inner, "") or nearest(name, values)


def nearest_helper(name: str, known: Iterable[str]) -> str:
    """Return the filters or tests whose names hold `name`, as official_date does date; else the nearest."""
    known = sorted(known)
    return "、".join(one for one in known if name in one) or nearest(name, known)


def names_of(value: object) -> list[str]:
    """Return what a template may ask of a value: a mapping's keys, what an object of ours shows."""
    if isinstance(value, Mapping):
        return [key for key in value if isinstance(key, str)]
    is_ours = type(value).__module__.startswith("docgen.")
    return [name for name in dir(value) if is_ours and not name.startswith("_")]


def place_of(error: Exception) -> Place:
    """Return the innermost line of a template that `error` passed through."""
    if isinstance(error, TemplateSyntaxError):
        return Place(Path(error.filename or error.name or "?"), error.lineno)
    place, trace = NOWHERE, error.__traceback__
    while trace is not None:
        # Jinja gives the frames of a template the template's own file name and lines, and this mark.
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            place = Place(Path(trace.tb_frame.f_code.co_filename), trace.tb_lineno)
        trace = trace.tb_next
    return place
