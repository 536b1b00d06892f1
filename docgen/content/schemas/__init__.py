"""The schema files of templates' authors: YAML in, JSON Schema 2020-12 out, or the line that is wrong.

Unlike content, which stays text, a schema is YAML with numbers and booleans.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from docgen.foundation.errors import Place, Problem, TemplateError
from docgen.foundation.memory import kept
from docgen.foundation.suggest import nearest

from ..project import text_of
from .meta import is_schema
from .words import misspelt

DEFINITIONS = "#/$defs/"


@kept(64)
def read(path: Path) -> Mapping[str, Any]:
    """Return the schema in a file, judged once while the file stays as it is.

    Raises TemplateError with line and column when it is no YAML mapping or no JSON Schema.
    """
    schema = mapping(path)
    refuse_invalid(schema, path)
    return schema


@kept(16)
def definitions(path: Path) -> Mapping[str, Any]:
    """Return the schemas in a file of shared definitions, by name. As `read`, and errors as there."""
    found = mapping(path)
    refuse_invalid({"$defs": found}, path)
    return found


def overlaid(line: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the schema of a kind that is like another, which is like another: the nearest word counts.

    Fields stand in the order of the farthest; one that is `false` falls away, and what was required of it.
    """
    *nearer, schema = line
    for own in reversed(nearer):
        fields = {**schema.get("properties", {}), **own.get("properties", {})}
        named = {**schema.get("$defs", {}), **own.get("$defs", {})}
        schema = {
            **schema,
            **own,
            "properties": {name: one for name, one in fields.items() if one is not False},
        }
        schema["required"] = [name for name in schema.get("required", ()) if name in schema["properties"]]
        schema["$defs"] = named
    return schema


@kept(64)
def mapping(path: Path) -> Mapping[str, Any]:
    """Return the mapping that a YAML file holds, not judged yet. Raises TemplateError."""
    try:
        found = yaml.load(text_of(path), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        reason = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise TemplateError([Problem("schema-yaml", place, {"reason": reason})]) from error
    if not isinstance(found, dict):
        raise TemplateError([Problem("schema-no-mapping", Place(path, 1, 1))])
    return found


def refuse_invalid(schema: Mapping[str, Any], path: Path) -> None:
    """Raise TemplateError when `schema`, or a file's part of it, is no JSON Schema or has a slip in it."""
    if is_schema(schema):
        refuse_slips(schema, path)
        return
    from jsonschema import Draft202012Validator, SchemaError

    try:
        Draft202012Validator.check_schema(dict(schema))
    except SchemaError as error:
        place = place_in(path, error.path)
        raise TemplateError([Problem("schema-invalid", place, {"reason": error.message})]) from error


def refuse_slips(schema: Mapping[str, Any], path: Path) -> None:
    """Raise TemplateError naming every word of `schema` that is nearly one there is."""
    problems = [
        Problem("schema-word", place_in(path, keys), {"word": word, "near": near})
        for keys, word, near in misspelt(schema)
    ]
    if problems:
        raise TemplateError(problems)


def refuse_lost_references(schema: Mapping[str, Any], path: Path) -> None:
    """Raise TemplateError naming every `$ref` of `schema` that leads to none of its definitions."""
    known = [DEFINITIONS + name for name in schema["$defs"]]
    problems = [
        Problem("schema-reference", place_in(path, keys), {"name": name, "nearest": nearest(name, known)})
        for keys, name in references(schema, ())
        if name not in known
    ]
    if problems:
        raise TemplateError(problems)


def references(schema: Any, keys: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yield every `$ref` in a schema, after the key path at which it stands."""
    if isinstance(schema, Mapping):
        if "$ref" in schema:
            yield (*keys, "$ref"), str(schema["$ref"])
        parts = list(schema.items())
    else:
        parts = list(enumerate(schema)) if isinstance(schema, list) else []
    for key, part in parts:
        yield from references(part, (*keys, key))


def place_in(path: Path, keys: Iterable[Any]) -> Place:
    """Return where the value at `keys` stands in a YAML file; keys it does not have are passed over."""
    node: Any = yaml.compose(text_of(path), Loader=yaml.CSafeLoader)
    for key in keys:
        if isinstance(node, yaml.SequenceNode):
            node = node.value[key]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == str(key)), node)
    return Place(path, node.start_mark.line + 1, node.start_mark.column + 1)
