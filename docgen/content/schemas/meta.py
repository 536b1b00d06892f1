"""Whether a schema is a JSON Schema 2020-12, told in a sixth of the time that the standard's own words take.

The standard parts its meta-schema into seven vocabularies, which refer to each other by `$dynamicRef`, so
that others may add theirs. Each part of a schema is so held against eight schemas. No vocabulary is added
here: the seven are put together as one.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/"
DYNAMIC, PLAIN = '{"$dynamicRef": "#meta"}', '{"$ref": "#"}'
ELSEWHERE = re.compile(r'"meta/[a-z-]+#')
"""How a vocabulary refers to a definition of another one."""


def is_schema(schema: Mapping[str, Any]) -> bool:
    """Say whether `schema` is a JSON Schema 2020-12; of one that is none, jsonschema tells why."""
    from jsonschema import Draft202012Validator

    formats = Draft202012Validator.FORMAT_CHECKER
    return bool(Draft202012Validator(meta_schema(), format_checker=formats).is_valid(dict(schema)))


@cache
def meta_schema() -> Mapping[str, Any]:
    """Return the meta-schema of the dialect as one schema: its own words and those of its vocabularies."""
    from jsonschema import Draft202012Validator
    from jsonschema_specifications import REGISTRY

    whole = Draft202012Validator.META_SCHEMA
    parts = [whole, *(REGISTRY.contents(DIALECT + one["$ref"]) for one in whole["allOf"])]
    said: dict[str, Any] = {"type": whole["type"], "properties": {}, "$defs": {}}
    for part in parts:
        for word in ("properties", "$defs"):
            said[word] |= part.get(word, {})
    return dict(json.loads(ELSEWHERE.sub('"#', json.dumps(said).replace(DYNAMIC, PLAIN))))
