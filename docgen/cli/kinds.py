"""`docgen kinds [KIND]`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from docgen.foundation.working_folder import working_folder

from .command import Command
from .terminal import Terminal, columns, result

if TYPE_CHECKING:
    from docgen.content.kinds import Kind
    from docgen.content.schemas.outline import Outlined

Row = Mapping[str, Any]
INDENT = "  "
NEW_LINE = "\n"
PROSE = "prose"


@click.command(cls=Command)
@click.argument("kind", required=False)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def kinds(terminal: Terminal, kind: str | None, as_json: bool) -> None:
    """List the kinds, or the fields of one and how its texts are written."""
    import docgen

    if kind is None:
        listing(docgen.kinds(working_folder()), terminal, as_json)
        return
    guide = docgen.describe_kind(kind, working_folder())
    listed = {"recipients": guide.columns, "chapters": guide.chapter}
    if as_json:
        for field in guide.fields:
            result("", {**row_of(field, terminal), **inner(field, listed, terminal)}, as_json)
        return
    for line in page(guide.fields, listed, terminal):
        click.echo(line)


def listing(found: Sequence["Kind"], terminal: Terminal, as_json: bool) -> None:
    """Print every kind, by groups: the Chinese name, the name in files, when one needs it."""
    rows = [described(one) for one in found]
    lines = columns([[row["title"], row["kind"], row["description"]] for row in rows])
    groups = [one.group for one in found]
    for before, group, row, line in zip([None, *groups], groups, rows, lines, strict=False):
        if group != before and not as_json:
            title = group.title or terminal.say("kinds.other")
            click.echo(f"{NEW_LINE if before else ''}{title}")
            if group.choose:
                click.echo(f"{INDENT}{group.choose}")
        result(INDENT + line, row, as_json)


def described(kind: "Kind") -> Row:
    """Return the row that tells of a kind."""
    told = {"kind": kind.name, "title": kind.title, "description": kind.description}
    return {**told, "group": kind.group.title}


def row_of(field: "Outlined", terminal: Terminal) -> Row:
    """Return the row that tells of a field."""
    return {
        "field": field.path,
        "title": field.title,
        "type": contents(field, terminal),
        "required": field.required,
        "description": field.description,
    }


def inner(field: "Outlined", listed: Mapping[str, Sequence["Outlined"]], terminal: Terminal) -> Row:
    """Return what a program is told of the fields within a field, of a roster's columns, of a chapter."""
    within = [*field.within, *listed.get(field.path, ())]
    if not within:
        return {}
    return {"fields": [{**row_of(one, terminal), **inner(one, {}, terminal)} for one in within]}


def page(
    fields: Iterable["Outlined"], listed: Mapping[str, Sequence["Outlined"]], terminal: Terminal
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
        if "data" in names:
            yield terminal.say("kinds.writing-of-data")
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
