"""`docgen kinds [KIND]`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from docgen.foundation.working_folder import working_folder

from .command import Command
from .terminal import Terminal, columns, result

if TYPE_CHECKING:
    from docgen.content.kinds import Kind
    from docgen.content.project import Project
    from docgen.content.schemas.outline import Outlined

Row = Mapping[str, Any]
INDENT = "  "
PROSE = "prose"


@click.command(cls=Command)
@click.argument("kind", required=False)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def kinds(terminal: Terminal, kind: str | None, as_json: bool) -> None:
    """List the kinds, or the fields of one and how its texts are written."""
    from docgen.content import kinds as catalogue
    from docgen.content.project import home
    from docgen.content.schemas.outline import outline
    from docgen.foundation.errors import Place

    project = home(working_folder())
    if kind is None:
        rows = [described(one) for one in catalogue.listing(project)]
        for row, line in zip(rows, columns([list(row.values()) for row in rows]), strict=True):
            result(line, row, as_json)
        return
    chosen = catalogue.load(project, kind, Place())
    fields = outline(chosen.schema)
    listed = {"recipients": roster(project, chosen), "chapters": chapter(project, chosen)}
    if as_json:
        for field in fields:
            result("", {**row_of(field, terminal), **inner(field, listed, terminal)}, as_json)
        return
    for line in page(fields, listed, terminal):
        click.echo(line)


def described(kind: "Kind") -> Row:
    """Return the row that tells of a kind."""
    return {"kind": kind.name, "title": kind.title, "description": kind.description}


def row_of(field: "Outlined", terminal: Terminal) -> Row:
    """Return the row that tells of a field."""
    return {
        "field": field.path,
        "title": field.title,
        "type": contents(field, terminal),
        "required": field.required,
        "description": field.description,
    }


def inner(field: "Outlined", listed: Mapping[str, list["Outlined"]], terminal: Terminal) -> Row:
    """Return what a program is told of the fields within a field, of a roster's columns, of a chapter."""
    within = [*field.within, *listed.get(field.path, ())]
    if not within:
        return {}
    return {"fields": [{**row_of(one, terminal), **inner(one, {}, terminal)} for one in within]}


def roster(project: "Project", kind: "Kind") -> list["Outlined"]:
    """Return the columns that a kind's roster may have, as its texts name them."""
    from docgen.address.jobs import roster_schema
    from docgen.address.roster.columns import columns as columns_of
    from docgen.content.schemas.outline import Outlined

    if "recipients" not in kind.schema["properties"]:
        return []
    return [
        Outlined(
            f"recipient.{one.key}", one.title, one.type or "string", one.choices, one.required, one.about
        )
        for one in columns_of(roster_schema(project, kind))
    ]


def chapter(project: "Project", kind: "Kind") -> list["Outlined"]:
    """Return the fields of a chapter's file, none for what is no handbook."""
    from docgen.content import schemas
    from docgen.content.chapters import SCHEMA, names_chapters
    from docgen.content.schemas.outline import outline

    if not names_chapters(kind.schema):
        return []
    return outline(schemas.read(project.template(SCHEMA)))


def page(
    fields: Iterable["Outlined"], listed: Mapping[str, list["Outlined"]], terminal: Terminal
) -> Iterator[str]:
    """Yield the lines that tell a person of a kind: its fields, its roster, its chapters, its texts."""
    fields = list(fields)
    names = {field.path for field in fields}
    yield from table(fields, terminal)
    for name, within in listed.items():
        if name in names and within:
            yield f"\n{terminal.say(f'kinds.{name}')}"
            yield from table(within, terminal)
    if any(field.type == PROSE for field in [*fields, *deeper(fields)]) or "chapters" in names:
        yield f"\n{terminal.say('kinds.writing')}"
        if "recipients" in names:
            yield terminal.say("kinds.writing-to-each")


def table(fields: Iterable["Outlined"], terminal: Terminal) -> list[str]:
    """Return fields as lines, those within a field below it and further in."""
    required = {True: terminal.say("words.required"), False: ""}
    rows = [
        [
            INDENT * depth + one.path,
            one.title,
            contents(one, terminal),
            required[one.required],
            one.description,
        ]
        for depth, one in nested(fields)
    ]
    return columns(rows)


def nested(fields: Iterable["Outlined"], depth: int = 0) -> Iterator[tuple[int, "Outlined"]]:
    """Yield fields and those within them, after how deep they are; a second language is as the first."""
    for field in fields:
        yield depth, field
        if not field.path.endswith(".bo"):
            yield from nested(field.within, depth + 1)


def deeper(fields: Iterable["Outlined"]) -> Iterator["Outlined"]:
    """Yield all fields within others."""
    return (field for depth, field in nested(fields) if depth)


def contents(field: "Outlined", terminal: Terminal) -> str:
    """Return what goes into a field: `日期`, or the values it may take, `特急、加急`."""
    if field.choices:
        return terminal.say("words.comma").join(field.choices)
    return terminal.say(f"types.{field.type}")
