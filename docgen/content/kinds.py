"""A document kind (文种) is a folder of four files: schema.yaml, template.html.j2, style.css, sample.yaml.

From the schema alone come the check of a clerk's YAML, the list of fields and the sample; an office adds a
kind by adding a folder to its own `templates/`, without Python. A kind that is like another (`x-like`) has
only what differs: its schema's words stand in for those of the other, a field that is `false` falls away, and
a template or style sheet that it does not have is the other's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docgen.foundation.errors import Place, Problem, TemplateError
from docgen.foundation.memory import kept, look
from docgen.foundation.suggest import nearest

from . import kind_groups, kind_names, own_words, schemas
from .kind_groups import Group
from .project import Project

SHARED = "_shared/definitions.yaml"
SCHEMA = "{}/schema.yaml"
LIKE = "x-like"
# What a document cannot do without: the properties of its file are made of them.
NEEDED = ("kind", "office", "title", "date")


NO_GROUP = Group()


@dataclass(frozen=True)
class Kind:
    """One kind and where its files are."""

    name: str  # letters/reminder
    schema: Mapping[str, Any]  # JSON Schema 2020-12, shared definitions included
    sample: Path
    template: str  # the name of its template, as templates are looked up
    style: str  # the name of its style sheet, as templates are looked up
    genre: str = ""  # the 文种 by which it was asked for: 命令 is letters/order
    group: Group = NO_GROUP  # in which it is shown

    @property
    def title(self) -> str:
        """The Chinese name of the kind: 工作提醒函."""
        return str(self.schema["title"])

    @property
    def description(self) -> str:
        """What the kind is for, in a sentence."""
        return str(self.schema.get("description", ""))

    @property
    def css_class(self) -> str:
        """The class its pages carry: `reminder`."""
        return self.name.rpartition("/")[2]


def load(project: Project, name: str, place: Place) -> Kind:
    """Return the kind called `name` (letters/notice, 通知), which was asked for at `place`.

    Raises ContentError for a name of no kind or of several, TemplateError for a broken schema.
    """
    known, genre = names(project), ""
    if name not in known:
        name, genre = kind_names.resolved(project, name, known, place)
    return replace(judged(project, name), genre=genre)


@kept(64)
def judged(project: Project, name: str) -> Kind:
    """Return the kind of a known name, judged once while its files stay as they are. Raises TemplateError."""
    line = lineage(project, name)
    paths = tuple(project.template(SCHEMA.format(one)) for one in line)
    own = tuple(own_words.words(project).items())
    schema = whole_schema(paths, project.template(SHARED), own)
    template, style = (nearest_file(project, line, file) for file in ("template.html.j2", "style.css"))
    return Kind(name, schema, project.template(f"{name}/sample.yaml"), template, style)


@kept(64)
def whole_schema(
    paths: tuple[Path, ...], shared_path: Path, own: tuple[tuple[str, str], ...]
) -> Mapping[str, Any]:
    """Return the schema of a kind, for all projects that have these files and say the same in `own` words.

    `paths` are the schemas of its lineage, its own first. Raises TemplateError.
    """
    said = schemas.overlaid([schemas.read(path) for path in paths])
    schema = {**said, "$defs": {**schemas.definitions(shared_path), **said.get("$defs", {})}}
    refuse_incomplete(schema, paths[0])
    schemas.refuse_lost_references(schema, paths[0])
    exemplified: Mapping[str, Any] = own_words.exemplified(schema, dict(own))
    return exemplified


def lineage(project: Project, name: str) -> dict[str, Mapping[str, Any]]:
    """Return what says a kind, the kind it is like, and so on, by name, not judged. Raises TemplateError."""
    line: dict[str, Mapping[str, Any]] = {}
    while name:
        path = project.template(SCHEMA.format(name))
        line[name] = schemas.mapping(path)
        name = str(line[name].get(LIKE) or "")
        if name and (name in line or not project.find_template(SCHEMA.format(name))):
            known = [one for one in names(project) if one not in line]
            values = {"name": name, "nearest": nearest(name, known)}
            raise TemplateError([Problem("schema-like", Place(path), values)])
    return line


def nearest_file(project: Project, line: Iterable[str], file: str) -> str:
    """Return the name of the first file of this name in a kind's lineage; its own where there is none."""
    found = [f"{name}/{file}" for name in line]
    return next((name for name in found if project.find_template(name)), found[0])


def listing(project: Project) -> list[Kind]:
    """Return every kind that can be made in `project`, by group; those of none come last, by name."""
    places, groups = kind_groups.order(project), kind_groups.groups(project)
    last = (len(groups), 0)
    shown = sorted(names(project), key=lambda name: (places.get(name, last), name))
    return [
        replace(load(project, name, Place()), group=groups[places[name][0]] if name in places else NO_GROUP)
        for name in shown
    ]


@kept(16)
def names(project: Project) -> Sequence[str]:
    """Return the names of all kinds, the project's own and the bundled ones."""
    return sorted({name for folder in project.template_folders for name in names_in(folder)})


@kept(16)
def names_in(folder: Path) -> frozenset[str]:
    """Return the names of the kinds in a folder of templates."""
    return frozenset(
        path.relative_to(folder).as_posix()
        for group in (look(folder), *map(look, folder.glob("*/")))
        for path in map(look, group.glob("*/"))
        if group != folder and (path / "schema.yaml").exists()
    )


def refuse_incomplete(schema: Mapping[str, Any], path: Path) -> None:
    """Raise TemplateError when a kind has no title, or does not ask for what every document needs."""
    lacking = [f"required: {name}" for name in NEEDED if name not in schema.get("required", ())]
    if "title" not in schema:
        lacking.insert(0, "title")
    if lacking:
        raise TemplateError([Problem("schema-incomplete", Place(path), {"names": "、".join(lacking)})])
