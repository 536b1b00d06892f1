"""Who sees what: an office sees what it issues itself or with others, and what is of no office."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from docgen.content.assets import project_pictures
from docgen.content.data.sheets import FOLDER as DATA
from docgen.content.data.sheets import files as sheets_in
from docgen.content.offices import OFFICES
from docgen.content.project import Project
from docgen.content.source import read
from docgen.content.sources import within
from docgen.foundation.errors import ContentError
from docgen.foundation.memory import steady

from .reading import Seen, seen

RECIPIENTS = "recipients"
SEAL = "seal"


def is_in_sight(offices: Sequence[str] | None, office: str) -> bool:
    """Say whether `office` sees what belongs to `offices`; who has none ("") sees all.

    What cannot be read belongs to offices that nobody knows (None): only who sees all sees it.
    """
    return not office or (offices is not None and (not offices or office in offices))


def files_out_of_sight(project: Project, office: str) -> frozenset[str]:
    """Return the rosters, sheets and pictures that `office` does not see, by their names in content/.

    A file belongs to whatever names it, a seal to its office: out of sight is what only others name.
    """
    if not office:
        return frozenset()
    with steady():
        said = [seen(project, path) for path in within(project.content(""))]
        seals = [(seal, (code,)) for code, seal in seals_of(project)]
        found = set[str]()
        for name in files_of(project):
            owners = [one.offices for one in said if is_named(name, one)]
            owners += [offices for seal, offices in seals if seal == name]
            if owners and not any(is_in_sight(one, office) for one in owners):
                found.add(name)
    return frozenset(found)


def files_of(project: Project) -> Iterator[str]:
    """Yield the files that documents name, by their names in content/."""
    for path in sorted(project.content(RECIPIENTS).glob("*.*")):
        yield f"{RECIPIENTS}/{path.name}"
    for name in sheets_in(project.content(DATA)):
        yield f"{DATA}/{name}"
    yield from project_pictures(project)


def is_named(name: str, said: Seen) -> bool:
    """Say whether a document names a file: a roster by its name with or without its ending, a sheet by its
    own, a picture anywhere in its texts."""
    folder, _, file = name.partition("/")
    if folder == RECIPIENTS:
        return said.recipients in (file, Path(file).stem)
    return file in said.values if folder == DATA else name in said.pictured


def seals_of(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the offices of a project that have a seal, and the picture of it by its name."""
    with suppress(ContentError):
        for code, one in read(project.content(OFFICES)).values.items():
            seal = one.get(SEAL) if isinstance(one, Mapping) else None
            if isinstance(seal, str):
                yield code, seal
