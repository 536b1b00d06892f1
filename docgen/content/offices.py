"""Offices (发文机关): what `content/offices.yaml` says of them.

Several may issue one document together (联合行文, `offices`): the first is the host (主办机关), whose number
and imprint the document has, and who stands wherever one office is asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from docgen.foundation import text_marks
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.memory import kept, look
from docgen.foundation.suggest import nearest

from . import schemas
from .profiles import profiles
from .project import Project
from .references import named_file
from .schemas import validation
from .source import KeyPath, Source, read

OFFICES = "offices.yaml"
JOINT = "offices"
"""The field that names the offices of a joint issue."""
PRINTED = (
    "name", "short_name", "self_name", "masthead", "code", "letter_code", "printed_by", "contact", "people",
)  # fmt: skip
"""What is text to print; the rest of an entry names files and figures."""
OFFICE_SCHEMA = "_shared/offices.schema.yaml"


def with_host(source: Source) -> Source:
    """Return `source` with its host as `office`; several that are written there become its `offices`."""
    written = "office" if isinstance(source.values.get("office"), list) else JOINT
    several = source.values.get(written)
    if not isinstance(several, list) or not several or (written == JOINT and source.values.get("office")):
        return source
    moved = {(JOINT, *keys[1:]): spot for keys, spot in source.places.items() if keys[:1] == (written,)}
    places = {**source.places, **moved, ("office",): moved[JOINT, 0]}
    return replace(source, values={**source.values, JOINT: several, "office": several[0]}, places=places)


def find_offices(project: Project, source: Source) -> tuple[Mapping[str, Any], ...]:
    """Return the entries of content/offices.yaml for the document's 发文机关, the host first.

    Each has None for what it lacks. Raises ContentError for one that is not there, or stands there twice, and
    where there is no office at all.
    """
    keys = named(source)
    if not look(project.content(OFFICES)).exists():
        raise ContentError([Problem("offices-missing", source.place(*next(iter(keys))))])
    listed, offices, fields = all_offices(project)
    problems = [
        Problem("office-unknown", source.place(*key), {"name": name, "nearest": nearest(name, offices)})
        for key, name in keys.items()
        if name and name not in offices
    ]
    if problems := [*problems, *refused(source, keys)]:
        raise ContentError(problems)
    for name in keys.values():
        named_file(listed, (name, "profile"), profiles(project))
    return tuple({**dict.fromkeys(fields), **offices.get(name, {})} for name in keys.values())


def named(source: Source) -> dict[KeyPath, str]:
    """Return the names of a document's offices by where they stand; what is no text the schema tells of."""
    several = source.values.get(JOINT)
    if isinstance(several, list) and several:
        return {(JOINT, number): name for number, name in enumerate(several) if isinstance(name, str)}
    name = source.values.get("office", "")
    return {("office",): name if isinstance(name, str) else ""}


def refused(source: Source, keys: Mapping[KeyPath, str]) -> Iterator[Problem]:
    """Yield an office that stands twice among those that issue together, and one that only seems the host."""
    names = list(keys.values())
    for number, (key, name) in enumerate(keys.items()):
        if name in names[:number]:
            yield Problem("office-twice", source.place(*key), {"name": name})
    host = source.values.get("office")
    if (JOINT, 0) in keys and host != names[0]:
        yield Problem("office-not-host", source.place("office"), {"name": host, "first": names[0]})


@kept(16)
def all_offices(project: Project) -> tuple[Source, Mapping[str, Any], Sequence[str]]:
    """Return content/offices.yaml as text, its entries, and the fields an entry may have.

    Raises ContentError with all that is wrong in it.
    """
    listed = read(project.content(OFFICES))
    schema = schemas.read(project.template(OFFICE_SCHEMA))
    offices = validation.check(listed, schema)
    return listed, {name: printed(entry) for name, entry in offices.items()}, list(fields_of(schema))


def fields_of(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what may be said of an office, by its key."""
    fields: Mapping[str, Any] = schema["additionalProperties"]["properties"]
    return fields


def printed(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an office's entry as it is printed."""
    return {key: mended(value) if key in PRINTED else value for key, value in entry.items()}


def mended(value: Any) -> Any:
    """Return what an office says of itself without signs that nobody sees; the rules tell of them."""
    if isinstance(value, Mapping):
        return {key: mended(part) for key, part in value.items()}
    return text_marks.mended(value) if isinstance(value, str) else value
