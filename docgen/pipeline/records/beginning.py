"""Offices and figures that are not there yet: named, begun, and put in; nothing is overwritten."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from docgen.content.offices import OFFICES
from docgen.content.source import read
from docgen.content.source.dump import dump_yaml
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.filenames import numbered_names, relative_name, safe_name
from docgen.foundation.files import write_new

from ..desk.doors import save, with_values
from ..register.doors import project_with
from .reference import judge_data

EMPTY = "{}\n"
"""What stands for a file that is not there yet."""
SHORT = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""The short name of an office."""
NAME = re.compile(r"[\w-]{1,60}(?:\.[\w-]{1,60}){0,5}")
"""What a text can call a figure by: words, with points between groups."""
FIGURES = "figures"
HEAD = ("title", "as_of", "source")
"""What a file of figures says at its head: each figure without a date and a source of its own has these."""
LONGEST = 40


def data_text(path: Path | str, values: Mapping[str, Any]) -> str:
    """Return what a file of offices or figures would say with other `values`, one not there yet too.

    Raises ContentError for a file that cannot be read, and for a value that no file can hold.
    """
    return with_values(path, values, None if Path(path).exists() else EMPTY)


def save_data(path: Path | str, values: Mapping[str, Any], expected: str) -> None:
    """Save `values` in a file of offices or figures where that is sound; one not there yet is begun.

    Raises ContentError for all that is wrong, and as `save` does; then nothing is written.
    """
    text = data_text(path, values)
    judge_data(path, text)
    if Path(path).exists():
        save(path, values, expected)
    else:
        write_new({Path(path): text.encode()})


def lacks_office(folder: Path | str | None = None) -> bool:
    """Say whether a project has no office yet, without which no document can be made.

    A file of offices that cannot be read is there: it is to be mended, and no office to be begun.
    """
    path = project_with(folder).content(OFFICES)
    try:
        return not path.exists() or not read(path).values
    except ContentError:
        return False


def name_office(title: str, name: str = "", folder: Path | str | None = None) -> str:
    """Return the short name of an office that is not there yet: `name`, or the initials of its Chinese one.

    Raises ContentError for a name that is taken or will not do.
    """
    from docgen.setup.own_office import Office

    path = project_with(folder).content(OFFICES)
    known = read(path).values if path.exists() else {}
    plain = re.sub(r"[^a-z0-9-]", "", Office(title).id.lower())[:LONGEST]
    return checked(name, SHORT, known) if name.strip() else free(plain or "office", known)


def usual_office(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is filled in of an office, and what usually follows from its name and its 代字."""
    from docgen.setup.own_office import Office

    filled = {key: value for key, value in values.items() if value}
    if not {"name", "code"} <= filled.keys():
        return filled
    return {**Office(filled["name"], filled["code"]).entry, **filled}


def begin_figures(
    title: str, as_of: str, source: str, name: str = "", folder: Path | str | None = None
) -> str:
    """Begin a file of figures, still without any, and return its name; without one it is called by its title.

    Raises ContentError for a file of this name that is there, and for what is missing or no date.
    """
    head = dict(zip(HEAD, (" ".join(one.split()) for one in (title, as_of, source)), strict=True))
    if lacking := [Problem("head-missing", Place(keys=(key,))) for key, text in head.items() if not text]:
        raise ContentError(lacking)
    wanted = safe_name(name.strip() or head["title"])
    path = project_with(folder).content(FIGURES) / f"{wanted}.yaml"
    if relative_name(wanted) is None:
        raise ContentError([Problem("name-unfit", Place(keys=("name",)), {"name": wanted})])
    if path.exists():
        raise ContentError([Problem("name-of-another", Place(keys=("name",)), {"name": wanted})])
    text = dump_yaml({**head, FIGURES: {}})
    judge_data(path, text)
    write_new({path: text.encode()})
    return wanted


def name_figure(path: Path | str, title: str, name: str = "") -> str:
    """Return the name by which texts call a figure that is not there yet: `name`, or made of its title.

    Raises ContentError for a name that is taken or will not do.
    """
    figures = read(Path(path)).values.get(FIGURES)
    known = tuple(names_in(figures)) if isinstance(figures, Mapping) else ()
    plain = "".join(re.findall(r"[\w-]+", title)).strip("-")[:LONGEST]
    return checked(name.strip() or plain or FIGURES, NAME, known)


def figure_names(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names by which texts call the figures of a file, of what it says."""
    figures = values.get(FIGURES)
    return tuple(figures_in(figures)) if isinstance(figures, Mapping) else ()


def figures_in(group: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Yield the names of the figures in a group and the groups within it: a figure has a title."""
    for key, value in group.items():
        if isinstance(value, Mapping) and isinstance(value.get("title"), str):
            yield f"{above}{key}"
        elif isinstance(value, Mapping):
            yield from figures_in(value, f"{above}{key}.")


def names_in(group: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Yield the names of all figures and groups."""
    for key, value in group.items():
        yield f"{above}{key}"
        if isinstance(value, Mapping):
            yield from names_in(value, f"{above}{key}.")


def checked(name: str, pattern: re.Pattern[str], known: Iterable[str]) -> str:
    """Return a name. Raises ContentError for one that is taken or will not do."""
    name = name.strip()
    place = Place(keys=("name",))
    if not pattern.fullmatch(name):
        raise ContentError([Problem("name-unfit", place, {"name": name})])
    if name in set(known):
        raise ContentError([Problem("name-of-another", place, {"name": name})])
    return name


def free(wanted: str, known: Iterable[str]) -> str:
    """Return the name that is wanted, or that with -2, -3 … behind it, which nothing has."""
    taken = set(known)
    return next(one for one in numbered_names(wanted) if one not in taken)
