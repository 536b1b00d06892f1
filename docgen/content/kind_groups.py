"""The groups in which kinds are shown, and how to choose among those of one: data, `_shared/groups.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from docgen.foundation.errors import Place, Problem, TemplateError
from docgen.foundation.memory import kept

from .project import Project, text_of

FILE = "_shared/groups.yaml"


@dataclass(frozen=True)
class Group:
    """Some kinds, with the name they share and a word on which of them one needs."""

    title: str = ""
    choose: str = ""
    kinds: tuple[str, ...] = ()


@kept(16)
def groups(project: Project) -> tuple[Group, ...]:
    """Return the groups of a project's kinds, in the order to show them. Raises TemplateError."""
    path = project.template(FILE)
    try:
        found = yaml.load(text_of(path), Loader=yaml.CSafeLoader)
        return tuple(group(one) for one in found)
    except (yaml.YAMLError, TypeError, AttributeError) as error:
        reason = str(error).partition("\n")[0]
        raise TemplateError([Problem("schema-yaml", Place(path), {"reason": reason})]) from error


def group(entry: Mapping[str, Any]) -> Group:
    """Return one entry of the file."""
    kinds = tuple(map(str, entry.get("kinds") or ()))
    return Group(str(entry["title"]), str(entry.get("choose") or ""), kinds)


def order(project: Project) -> Mapping[str, tuple[int, int]]:
    """Return where each kind that stands in a group is shown: its group's place, and its own there."""
    return {
        name: (place, number)
        for place, one in enumerate(groups(project))
        for number, name in enumerate(one.kinds)
    }
