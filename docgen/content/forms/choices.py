"""What may be chosen for the fields that name something of the project: an office, figures, a roster."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from docgen.foundation.errors import ContentError
from docgen.foundation.memory import look

from ..offices import OFFICES
from ..profiles import profiles
from ..project import Project
from ..references import yaml_files
from ..source import Source, read
from .records import Choice

FIGURES, RECIPIENTS = "figures", "recipients"


def office_choices(project: Project, source: Source) -> Iterator[Choice]:
    """Yield the offices of content/offices.yaml; none of one that cannot be read, which is told elsewhere."""
    try:
        listed = read(project.content(OFFICES)).values
    except ContentError:
        return
    for name, entry in listed.items():
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
    try:
        listed = read(project.content(OFFICES)).values
    except ContentError:
        return
    entry = listed.get(str(source.values.get("office", "")))
    printers = entry.get("printers") if isinstance(entry, Mapping) else None
    for name in printers if isinstance(printers, Mapping) else ():
        yield Choice(name, name)


def titled(path: Path) -> str:
    """Return the title that a file gives itself, empty where it cannot be read or has none."""
    try:
        title = read(path).values.get("title", "")
    except ContentError:
        return ""
    return title if isinstance(title, str) else ""


CHOICES: Mapping[str, Callable[[Project, Source], Iterator[Choice]]] = {
    "office": office_choices,
    "offices": office_choices,
    "figures": figure_choices,
    "recipients": roster_choices,
    "profile": profile_choices,
    "overprint": printer_choices,
}
"""By the field of a document that names one."""
