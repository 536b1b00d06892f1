"""A schema is judged in one piece as the standard judges it in eight."""

from copy import deepcopy
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator, SchemaError

from docgen.content.schemas.meta import DIALECT, is_schema, meta_schema

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "pattern": "^x$", "minLength": 1},
        "list": {"items": {"$ref": "#/$defs/entry"}, "enum": [1], "uniqueItems": True},
    },
    "$defs": {"entry": {"anyOf": [{"type": ["string", "null"]}, True]}},
    "required": ["title"],
    "dependentRequired": {"title": ["list"]},
    "x-own": 3,
}
JUNK = (5, -1, "x", "(", None, [], {}, True, [1], {"a": 1}, {"a": "b"}, 1.5, ["a", "a"], [{"type": 7}])


def is_standard(schema: Any) -> bool:
    """Say whether jsonschema takes a schema, held against the meta-schema as the standard parts it."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError:
        return False
    return True


def mappings(value: Any) -> list[dict[str, Any]]:
    """Return a schema and every mapping in it."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] * isinstance(value, dict) + [one for part in parts for one in mappings(part)]


@pytest.mark.parametrize("word", sorted(meta_schema()["properties"]))
def test_each_word_of_the_dialect_is_judged_as_the_standard_does_wherever_it_stands(word: str) -> None:
    chance = Random(word)
    for junk in JUNK:
        schema = deepcopy(SCHEMA)
        chance.choice(mappings(schema))[word] = junk
        assert is_schema(schema) == is_standard(schema), schema


def test_no_vocabulary_is_left_out_and_nothing_refers_out_of_the_whole() -> None:
    assert len(meta_schema()["properties"]) > 55
    assert DIALECT not in str(meta_schema())
    assert is_schema(SCHEMA)
    assert not is_schema({"properties": {"a": {"items": {"type": "strnig"}}}})
