"""`docgen kinds [KIND]`."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from docgen.foundation.working_folder import working_folder

from .command import Command
from .terminal import Terminal, columns, result

if TYPE_CHECKING:
    from docgen.content.kinds import Kind
    from docgen.content.schemas.fields import Fields

Row = Mapping[str, Any]


@click.command(cls=Command)
@click.argument("kind", required=False)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def kinds(terminal: Terminal, kind: str | None, as_json: bool) -> None:
    """List the kinds, or the fields of one."""
    from docgen.content import kinds as catalogue
    from docgen.content.project import home
    from docgen.foundation.errors import Place

    if kind is None:
        rows = [described(one) for one in catalogue.listing(home(working_folder()))]
    else:
        rows = list(fields(catalogue.load(home(working_folder()), kind, Place()).schema, terminal))
    for row, line in zip(rows, columns([cells(row, terminal) for row in rows]), strict=True):
        result(line, row, as_json)


def described(kind: "Kind") -> Row:
    """Return the row that tells of a kind."""
    return {"kind": kind.name, "title": kind.title, "description": kind.description}


def fields(schema: Row, terminal: Terminal) -> Iterator[Row]:
    """Yield one row for each field of a schema."""
    from docgen.content.schemas.fields import Fields

    told = Fields(schema, {})
    for name in schema["properties"]:
        yield {
            "field": name,
            "title": told.first((name,), "title") or "",
            "type": contents(told, name, terminal),
            "required": name in schema.get("required", ()),
            "description": told.first((name,), "description") or "",
        }


def contents(told: "Fields", name: str, terminal: Terminal) -> str:
    """Return what goes into a field: `日期`, or the values it may take, `特急、加急`."""
    choices = told.first((name,), "enum")
    if choices:
        return terminal.say("words.comma").join(map(str, choices))
    return terminal.say(f"types.{told.first((name,), 'format') or told.type((name,)) or 'string'}")


def cells(row: Row, terminal: Terminal) -> list[str]:
    """Return a row as a person reads it: a true `required` is a word, a false one nothing."""
    words = {True: terminal.say("words.required"), False: ""}
    return [words[value] if isinstance(value, bool) else str(value) for value in row.values()]
