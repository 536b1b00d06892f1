"""`docgen kinds [KIND]`."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from .command import Command
from .terminal import Terminal, columns, result

Row = Mapping[str, Any]


@click.command(cls=Command)
@click.argument("kind", required=False)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def kinds(terminal: Terminal, kind: str | None, as_json: bool) -> None:
    """List the kinds, or the fields of one."""
    from .. import kinds as catalogue
    from ..errors import Place
    from ..starter import here

    if kind is None:
        rows = [described(one) for one in catalogue.listing(here())]
    else:
        rows = list(fields(catalogue.load(here(), kind, Place()).schema, terminal))
    for row, line in zip(rows, columns([cells(row, terminal) for row in rows]), strict=True):
        result(line, row, as_json)


def described(kind: Any) -> Row:
    """Return the row that tells of a kind."""
    return {"kind": kind.name, "title": kind.title, "description": kind.description}


def fields(schema: Row, terminal: Terminal) -> Iterator[Row]:
    """Yield one row for each field of a schema, its `$ref`s followed."""
    for name, entry in schema["properties"].items():
        shared = schema["$defs"].get(entry.get("$ref", "").rpartition("/")[2], {})
        field = {**shared, **entry}
        yield {
            "field": name,
            "title": field.get("title", ""),
            "type": contents(field, terminal),
            "required": name in schema.get("required", ()),
            "description": field.get("description", ""),
        }


def contents(field: Row, terminal: Terminal) -> str:
    """Return what goes into a field: `日期`, or the values it may take, `特急、加急`."""
    if "enum" in field:
        return terminal.say("words.comma").join(map(str, field["enum"]))
    return terminal.say(f"types.{field.get('format', field.get('type', 'string'))}")


def cells(row: Row, terminal: Terminal) -> list[str]:
    """Return a row as a person reads it: a true `required` is a word, a false one nothing."""
    words = {True: terminal.say("words.required"), False: ""}
    return [words[value] if isinstance(value, bool) else str(value) for value in row.values()]
