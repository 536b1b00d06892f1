"""Check what a clerk filled in against the schema of its kind: a `Source` in, typed values out.

Text becomes what the schema says it is (integer -> int, number -> Decimal, boolean -> bool, format date
-> datetime.date) before the jsonschema library judges it, so a schema is written as for plain JSON.
A field left empty counts as missing, and keys the schema does not know are refused even where it does
not say so: a misspelt key must not vanish silently.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.suggest import nearest

from ..source import KeyPath, Source
from .fields import Fields
from .lengths import colour, length, pitch, type_size
from .scalars import READERS as SCALARS
from .scalars import TRUTH, MisreadError, beginning

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Schema: TypeAlias = Mapping[str, Any]

# The rules of JSON Schema that compare one value with one limit.
CODES = {
    "minimum": "value-too-small",
    "maximum": "value-too-big",
    "minItems": "list-too-short",
    "maxItems": "list-too-long",
    "minLength": "value-too-short",
    "maxLength": "value-too-long",
    "pattern": "text-unlike-pattern",
    "enum": "value-not-among",
    "const": "value-not-among",
    "uniqueItems": "list-repeats",
}
READERS = {**SCALARS, "length": length, "type-size": type_size, "pitch": pitch, "colour": colour}
"""How a text is typed, by the type or the format that a schema names."""

SHAPES = {"object": "value-not-group", "array": "value-not-list"}

LOST_HASH = re.compile(r": +#\w")
"""A comment right behind a field's colon, without a blank behind its sign: likely a text."""

NOTHING: Mapping[str, object] = MappingProxyType({})

# Unknown keys are found while the values are typed, where allOf and $ref are seen as one.
ANSWERED_ELSEWHERE = {"additionalProperties", "unevaluatedProperties"}


def check(source: Source, schema: Schema) -> dict[str, Any]:
    """Return the values of `source`, typed, with the schema's defaults filled in.

    `schema` is JSON Schema 2020-12 whose references all point into its own `$defs`.
    Raises ContentError with every problem, in the order of the file.
    """
    values, problems = judged(source, schema)
    if problems:
        raise ContentError(problems)
    return values


def judged(source: Source, schema: Schema) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of `source`, as far as they could be typed, and all problems in the file's order."""
    checker = Checker(source, schema)
    values: dict[str, Any] = checker.typed(source.values, ())
    checker.validate(values)
    return values, sorted(checker.problems, key=in_file_order)


def in_file_order(problem: Problem) -> tuple[int, int]:
    """Sort problems as a clerk meets them from top to bottom."""
    return spot(problem.place)


def spot(place: Place) -> tuple[int, int]:
    """Return the line and column of a place, to be compared with others of its file."""
    return place.line or 0, place.column or 0


class Checker:
    """One check: types the values first, then has the schema judge them, and gathers the problems."""

    def __init__(self, source: Source, schema: Schema) -> None:
        self.source = source
        self.schema = schema
        self.fields = Fields(schema, source.values)
        self.problems: list[Problem] = []
        self.answered: set[KeyPath] = set()  # what typing found wrong, and the schema need not tell again

    def problem(self, code: str, keys: KeyPath, place: Place, values: Mapping[str, object] = NOTHING) -> None:
        """Note a problem with the field at `keys`, named by its title and shown with its example."""
        self.problems.append(Problem(code, place, {**self.fields.told(keys), **values}))

    def typed(self, value: Any, keys: KeyPath) -> Any:
        """Return `value` as the schema types it; what cannot be typed stays text, with a problem."""
        if isinstance(value, dict):
            return self.typed_mapping(value, keys)
        if isinstance(value, list):
            return [self.typed(item, (*keys, number)) for number, item in enumerate(value)]
        return self.typed_text(value, keys)

    def typed_mapping(self, values: dict[str, Any], keys: KeyPath) -> dict[str, Any]:
        """Return a mapping without its empty fields, and with the defaults of those not filled in."""
        known = self.fields.properties(keys)
        unknown = [key for key in values if key not in known]
        if self.fields.closed(keys):
            self.refuse_unknown(unknown, known, keys)
        else:
            self.refuse_empty([key for key in unknown if values[key] == ""], keys)
        self.refuse_lost_hash([key for key in values if key in known and values[key] == ""], keys)
        filled = {key: self.typed(value, (*keys, key)) for key, value in values.items() if value != ""}
        told = {key: self.fields.first((*keys, key), "default") for key in known}
        defaults = {key: deepcopy(default) for key, default in told.items() if default is not None}
        return {key: self.worded(value, (*keys, key)) for key, value in (defaults | filled).items()}

    def worded(self, value: Any, keys: KeyPath) -> Any:
        """Return the usual words (`x-usual`) for 是, no words for 否, any other words as typed."""
        usual = self.fields.first(keys, "x-usual")
        if usual is None or not isinstance(value, str) or value.lower() not in TRUTH:
            return value
        return usual if TRUTH[value.lower()] else ""

    def typed_text(self, text: str, keys: KeyPath) -> Any:
        """Return a scalar as its type; an empty item of a list is a problem, for it says nothing."""
        reader = READERS.get(self.fields.first(keys, "format")) or READERS.get(self.fields.type(keys))
        try:
            if not text:
                raise MisreadError("list-item-empty")
            return reader(text) if reader else text
        except MisreadError as misread:
            self.problem(misread.code, keys, self.source.place(*keys), misread.values)
            self.answered.add(keys)
            return text

    def refuse_unknown(self, unknown: list[str], known: Mapping[str, Any], keys: KeyPath) -> None:
        """Note each unknown key; the field it was meant for is not also told to be missing."""
        for key in unknown:
            place = self.source.key_place(*keys, key)
            if shared := self.title_elsewhere(key, known, keys):
                self.problem("field-not-of-kind", (*keys, key), place, {"name": key, "title": shared})
                continue
            near = self.named_in_chinese(key, known, keys) or nearest(key, known)
            self.problem("field-unknown", (*keys, key), place, {"name": key, "near": near})
            self.answered.add((*keys, near))

    def title_elsewhere(self, key: str, known: Iterable[str], keys: KeyPath) -> str:
        """Return the title of a field that other kinds have and this one has not; empty for any other key.

        The singular of a list that it has (recipient) is a slip for that.
        """
        is_slip = bool(keys) or f"{key}s" in known
        return "" if is_slip else str(self.schema.get("$defs", {}).get(key, {}).get("title", ""))

    def named_in_chinese(self, key: str, known: Iterable[str], keys: KeyPath) -> str | None:
        """Return the field that has `key` as its Chinese title, or as another name that its schema gives."""
        for name in known:
            titles = [
                self.fields.first((*keys, name), "title"),
                *(self.fields.first((*keys, name), "x-also") or ()),
            ]
            if key.strip() in titles:
                return name
        return None

    def refuse_lost_hash(self, names: list[str], keys: KeyPath) -> None:
        """Note each field whose value is a comment to YAML: `note: #5锅炉`."""
        for name in names:
            field = (*keys, name)
            place = self.source.key_place(*field)
            if place.line is not None and LOST_HASH.search(self.source.lines[place.line - 1]):
                self.problem("field-behind-hash", field, place)
                self.answered.add(field)

    def refuse_empty(self, names: list[str], keys: KeyPath) -> None:
        """Note each entry the clerk named freely and left empty: no field is there to be missing."""
        for name in names:
            self.problem("entry-empty", (*keys, name), self.source.key_place(*keys, name))

    def validate(self, values: dict[str, Any]) -> None:
        """Note everything the schema holds against the typed values."""
        from jsonschema import Draft202012Validator

        for error in Draft202012Validator(dict(self.schema)).iter_errors(as_json(values)):
            self.judge(error)

    def judge(self, error: "ValidationError") -> None:
        """Turn one verdict of the schema into the problem it stands for."""
        keys = tuple(error.absolute_path)
        rule, limit = str(error.validator), cast(Any, error.validator_value)
        if rule in ANSWERED_ELSEWHERE or keys in self.answered:
            return
        if rule == "required":
            self.refuse_missing([key for key in limit if key not in cast(Any, error.instance)], keys)
        elif error.context:
            for deeper in nearest_branch(error.context):
                self.judge(deeper)
        else:
            code = shape_code(limit, error.instance) if rule == "type" else CODES.get(rule, "value-refused")
            values = {"found": shown(error.instance), "limit": shown(limit), "rule": rule}
            self.problem(code, keys, self.source.place(*keys), values)

    def refuse_missing(self, names: list[str], keys: KeyPath) -> None:
        """Note each missing field, at its key if it stands there empty, else at the parent."""
        for name in names:
            field = (*keys, name)
            if field in self.answered:
                continue
            empty = field in self.source.places
            place = self.source.key_place(*field) if empty else self.source.place(*field)
            code = "field-behind-hash" if empty and self.behind_hash(place) else "field-missing"
            self.problem(code, field, place)

    def behind_hash(self, place: Place) -> bool:
        """Say whether a comment stands where the value should: `serial: #12`."""
        return place.line is not None and "#" in self.source.lines[place.line - 1]


def shape_code(wanted: Any, found: Any) -> str:
    """Return the code for a group, a list or a text standing where another of these should."""
    code = SHAPES.get(str(wanted), "value-not-text")
    if code == "value-not-text" or not isinstance(found, str):
        return code
    if found.startswith("-"):
        return "value-dash-without-space"
    return "value-colon-not-plain" if "：" in found or ":" in found else code


def nearest_branch(errors: "list[ValidationError]") -> "Iterator[ValidationError]":
    """Yield the errors of the alternative (anyOf, oneOf) most likely meant: the one of the value's shape."""
    branches: dict[Any, list[ValidationError]] = {}
    for error in errors:
        branches.setdefault(error.schema_path[0], []).append(error)
    yield from min(
        branches.values(), key=lambda found: (any(misshapen(error) for error in found), len(found))
    )


def misshapen(error: "ValidationError") -> bool:
    """Say whether an alternative fails already by its shape, not by something within it."""
    return error.validator == "type" and not error.path


def as_json(value: Any) -> Any:
    """Return typed values as JSON knows them, which is how the schema judges them."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def shown(value: Any) -> str:
    """Return a found value, or the limit it missed, as a sentence shows it: its items, its entries."""
    if isinstance(value, list):
        return "、".join(map(shown, value))
    if isinstance(value, dict):
        return "、".join(f"{key}: {shown(item)}" for key, item in value.items())
    return beginning(str(value))
