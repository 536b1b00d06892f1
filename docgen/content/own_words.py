"""What docgen brings along of the office it was made for, said in the words of the project's own office.

Samples and the examples that messages show name an office and its 代字. In a project that does not know that
office they would lead a clerk astray: there they name the project's first office.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docgen.foundation.errors import ContentError
from docgen.foundation.memory import kept

from .offices import OFFICES
from .project import Project, bundled_project
from .source import read

CODES = ("letter_code", "code")
"""代字, the longer first: that of letters begins with that of documents."""
ROSTER = "recipient"
"""The definition whose words a blank roster is known by: they stay as they are."""

Words = Mapping[str, str]


@kept(16)
def words(project: Project) -> Words:
    """Return what the project says in place of the words of docgen's own office; nothing if it knows that."""
    ours, theirs = offices(project.content(OFFICES)), offices(bundled_project().content(OFFICES))
    own = next(iter(ours), "")
    return {} if not own or next(iter(theirs), "") in ours else instead(theirs, own, ours[own])


def instead(theirs: Mapping[str, Mapping[str, Any]], own: str, office: Mapping[str, Any]) -> Words:
    """Return the words of an office called `own` in place of those of the first of `theirs`."""
    name, known = next(iter(theirs.items()), ("", {}))
    words = {str(known.get(word, "")): office.get(word) or office.get("code", "") for word in CODES}
    return {before: str(after) for before, after in {name: own, **words}.items() if before and after}


def offices(path: Path) -> dict[str, dict[str, Any]]:
    """Return the offices in a file as far as they can be read; what is wrong there is told by its check."""
    try:
        values = read(path).values
    except ContentError:
        return {}
    return {name: office for name, office in values.items() if isinstance(office, dict)}


def said(text: str, own: Words) -> str:
    """Return a text in the words of the project's own office."""
    if not own:
        return text
    longest_first = sorted(own, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: own[found[0]], text)


def exemplified(schema: Any, own: Words) -> Any:
    """Return a schema, or a part of one, whose examples are in the words of the project's own office."""
    if isinstance(schema, list):
        return [exemplified(part, own) for part in schema]
    if not isinstance(schema, dict) or not own:
        return schema
    return {
        key: in_own_words(part, own)
        if key == "examples"
        else part
        if key == ROSTER
        else exemplified(part, own)
        for key, part in schema.items()
    }


def in_own_words(example: Any, own: Words) -> Any:
    """Return an example, a text or a list, in the words of the project's own office."""
    if isinstance(example, list):
        return [in_own_words(item, own) for item in example]
    return said(example, own) if isinstance(example, str) else example
