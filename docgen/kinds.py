"""A document kind (文种) is a folder of four files: schema.yaml, template.html.j2, style.css, sample.yaml.

From the schema alone come the check of a clerk's YAML, the list of fields and the sample; an office adds a
kind by adding a folder to its own `templates/`, without Python.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .errors import ContentError, Place, Problem, TemplateError
from .project import Project
from .suggest import nearest

SHARED = "_shared/definitions.yaml"


@dataclass(frozen=True)
class Kind:
    """One kind and where its files are."""

    name: str  # letters/reminder
    schema: Mapping[str, Any]  # JSON Schema 2020-12, shared definitions included
    sample: Path

    @property
    def title(self) -> str:
        """The Chinese name of the kind: 工作提醒函."""
        return str(self.schema["title"])

    @property
    def description(self) -> str:
        """What the kind is for, in a sentence."""
        return str(self.schema.get("description", ""))

    @property
    def template(self) -> str:
        """The name of its template, as templates are looked up."""
        return f"{self.name}/template.html.j2"

    @property
    def style(self) -> str:
        """The name of its style sheet, as templates are looked up."""
        return f"{self.name}/style.css"

    @property
    def css_class(self) -> str:
        """The class its pages carry: `reminder`."""
        return self.name.rpartition("/")[2]


def load(project: Project, name: str, place: Place) -> Kind:
    """Return the kind called `name`, which was asked for at `place`.

    Raises ContentError for an unknown name, with the nearest known one, and TemplateError for a broken schema.
    """
    known = names(project)
    if name not in known:
        raise ContentError([Problem("kind-unknown", place, {"name": name, "nearest": nearest(name, known)})])
    path = project.template(f"{name}/schema.yaml")
    schema = read_schema(path)
    shared = read_schema(project.template(SHARED))
    schema["$defs"] = {**shared, **schema.get("$defs", {})}
    if "title" not in schema or "properties" not in schema:
        raise TemplateError([Problem("schema-incomplete", Place(path))])
    return Kind(name, schema, project.template(f"{name}/sample.yaml"))


def listing(project: Project) -> list[Kind]:
    """Return every kind that can be made in `project`, by name."""
    return [load(project, name, Place()) for name in names(project)]


def names(project: Project) -> list[str]:
    """Return the names of all kinds, the project's own and the bundled ones."""
    found = {
        path.parent.relative_to(folder).as_posix()
        for folder in project.template_folders
        for path in folder.glob("*/*/schema.yaml")
    }
    return sorted(found)


def read_schema(path: Path) -> dict[str, Any]:
    """Return a schema file as it stands; unlike content it is YAML with numbers and booleans.

    Raises TemplateError with line and column when it is no YAML mapping.
    """
    try:
        schema = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        raise TemplateError([Problem("schema-yaml", place, {"reason": error.problem})]) from error
    if not isinstance(schema, dict):
        raise TemplateError([Problem("schema-incomplete", Place(path))])
    return schema
