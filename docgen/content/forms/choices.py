"""What may be chosen for the fields that name something: an office, figures, a roster, its own data."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from docgen.foundation.errors import ContentError
from docgen.foundation.memory import kept, look

from ..assets import project_pictures
from ..data.sheets import FOLDER as DATA
from ..data.sheets import files
from ..offices import OFFICES
from ..profiles import profiles
from ..project import Project
from ..references import yaml_files
from ..schemas.fields import Schema, value_at
from ..source import KeyPath, Source, read
from .records import Choice

FIGURES, RECIPIENTS = "figures", "recipients"


def office_choices(project: Project, source: Source) -> Iterator[Choice]:
    """Yield the offices of content/offices.yaml; none of one that cannot be read, which is told elsewhere."""
    for name, entry in values_of(project.content(OFFICES)).items():
        title = entry.get("name", "") if isinstance(entry, Mapping) else ""
        yield Choice(name, str(title) or name)


def figure_choices(project: Project, source: Source) -> Iterator[Choice]:
    """Yield the files of figures, with the titles they give themselves."""
    for name, path in yaml_files(project.content(FIGURES)).items():
        yield Choice(name, titled(path) or name)


def roster_choices(project: Project, source: Source) -> Iterator[Choice]:
    """Yield the rosters: by their names, those of which there are several with their suffixes."""
    found = sorted(look(project.content(RECIPIENTS)).glob("*.*"))
    files = [path for path in found if not path.name.startswith((".", "~"))]
    stems = [path.stem for path in files]
    for path in files:
        name = path.stem if stems.count(path.stem) == 1 else path.name
        yield Choice(name, path.name)


def profile_choices(project: Project, source: Source) -> Iterator[Choice]:
    """Yield the profiles (版式)."""
    for name in sorted(profiles(project)):
        yield Choice(name, name)


def printer_choices(project: Project, source: Source) -> Iterator[Choice]:
    """Yield the printers of the document's office."""
    entry = values_of(project.content(OFFICES)).get(str(source.values.get("office", "")))
    printers = entry.get("printers") if isinstance(entry, Mapping) else None
    for name in printers if isinstance(printers, Mapping) else ():
        yield Choice(name, name)


def sheet_choices(project: Project, source: Source) -> Iterator[Choice]:
    """Yield the sheets of data."""
    for name in files(project.content(DATA)):
        yield Choice(name, name)


def picture_choices(project: Project, source: Source) -> Iterator[Choice]:
    """Yield the pictures in the project's folder of them."""
    for name in project_pictures(project):
        yield Choice(name, name.rpartition("/")[2])


def data_choices(source: Source, kinds: Schema, keys: KeyPath) -> Iterator[Choice]:
    """Yield the names of the data that a document has, and its kind for it (`x-data`)."""
    for name in dict.fromkeys([*part(kinds, "x-data"), *part(source.values, "data")]):
        yield Choice(name, name)


def column_choices(source: Source, kinds: Schema, keys: KeyPath) -> Iterator[Choice]:
    """Yield the columns that are declared of the data which the group around `keys` names, else of all."""
    own, of_kind = part(source.values, "data"), part(kinds, "x-data")
    named = str(value_at(source.values, (*keys[:-1], "data")))
    tables = [named] if named in own or named in of_kind else [*of_kind, *own]
    columns = [name for table in tables for says in (of_kind, own)
               for name in part(part(says, table), "columns")]  # fmt: skip
    for name in dict.fromkeys(columns):
        yield Choice(name, name)


def part(values: Any, name: str) -> Mapping[str, Any]:
    """Return what a mapping says under a name, where that is a mapping too."""
    found = values.get(name) if isinstance(values, Mapping) else None
    return found if isinstance(found, Mapping) else {}


@kept(1000)
def titled(path: Path) -> str:
    """Return the title that a file gives itself, empty where it cannot be read or has none."""
    title = values_of(path).get("title", "")
    return title if isinstance(title, str) else ""


@kept(4)
def values_of(path: Path) -> Mapping[str, Any]:
    """Return what a file says, nothing where it cannot be read."""
    try:
        return read(path).values
    except ContentError:
        return {}


CHOICES: Mapping[str, Callable[[Project, Source], Iterator[Choice]]] = {
    "office": office_choices,
    "offices": office_choices,
    "figures": figure_choices,
    "recipients": roster_choices,
    "profile": profile_choices,
    "overprint": printer_choices,
}
"""By the field of a document that names one."""
KEPT: Mapping[str, Callable[[Project, Source], Iterator[Choice]]] = {
    "sheets": sheet_choices,
    "pictures": picture_choices,
    "profiles": profile_choices,
}
"""By the word `x-chosen-from` of a field: what the project has."""
BROUGHT = ("sheets", "pictures")
"""Of these what can be brought where it is filled in."""
WITHIN: Mapping[str, Callable[[Source, Schema, KeyPath], Iterator[Choice]]] = {
    "data": data_choices,
    "columns": column_choices,
}
"""By the word `x-chosen-from` of a field: what the document itself names elsewhere."""
