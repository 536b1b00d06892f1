"""What printed fields are called: the Chinese titles that schemas give them, for Word's content controls.

In go a page and the schemas of its values, out comes a title for each `data-field` of the page, and those
that no schema knows: words of such a field are found by no click on the page and by no correction in Word.
"""

import re
from collections.abc import Iterable

from docgen.content import schemas
from docgen.content.offices import OFFICE_SCHEMA
from docgen.content.project import Project
from docgen.content.schemas.fields import Fields, keys_of
from docgen.foundation.memory import kept
from docgen.layout.page_tree import PageTree

FIELD = "data-field"
OFFICE = "office."
OF_OFFICE = re.compile(r"offices\.[0-9]+\.")
"""How a page names what is of one of several offices."""


def titles(paths: Iterable[str], fields: Fields, project: Project) -> dict[str, str]:
    """Return the Chinese title of each field that a page prints, by its path as written there.

    `fields` are the document's own; what begins with `office.` is a field of content/offices.yaml. A field
    without a title goes by that of what it is part of; one that no schema knows is left out.
    """
    office = office_fields(project)
    found = {path: (office if path.startswith(OFFICE) else fields).title(keys_of(path)) for path in paths}
    return {path: title for path, title in found.items() if title}


def unknown_fields(paths: Iterable[str], fields: Fields, project: Project) -> list[str]:
    """Return those of a page's fields that neither `fields` nor an office has."""
    office = office_fields(project)
    ours = ((path, OF_OFFICE.sub(OFFICE, path)) for path in paths)
    return [
        path
        for path, own in ours
        if not any((office if own.startswith(OFFICE) else fields).parts(keys_of(own)))
    ]


def field_paths(page: PageTree) -> list[str]:
    """Return the paths that a page names in its `data-field`s, each once."""
    return list(dict.fromkeys(path for element in page.elements if (path := element.get(FIELD))))


@kept(16)
def office_fields(project: Project) -> Fields:
    """Return what is said of an office's fields; any key will do for the office."""
    return Fields(schemas.read(project.template(OFFICE_SCHEMA)), {})
