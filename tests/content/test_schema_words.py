"""A word of a schema that is nearly one there is, is told: JSON Schema lets it say nothing."""

import re

import pytest

from docgen.content.schemas.words import FORMATS, OWN, misspelt
from tests.support.samples import ROOT

WORD = re.compile(r"(?<![\w-])x-[a-z]+(?:-[a-z]+)*(?=[\"\x27:])")
NO_WORDS_OF_SCHEMAS = {"x-small", "x-large", "x-sysdate", "x-systime", "x-default", "x-office-document"}


@pytest.mark.parametrize(
    ("schema", "keys", "word", "near"),
    [
        ({"x-nmaes": []}, ("x-nmaes",), "x-nmaes", "x-names"),
        ({"minItem": 1}, ("minItem",), "minItem", "minItems"),
        ({"properties": {"a": {"titel": "甲"}}}, ("properties", "a", "titel"), "titel", "title"),
        ({"$defs": {"a": {"requird": []}}}, ("$defs", "a", "requird"), "requird", "required"),
        ({"items": {"discription": ""}}, ("items", "discription"), "discription", "description"),
        ({"anyOf": [{}, {"typ": "string"}]}, ("anyOf", 1, "typ"), "typ", "type"),
        ({"format": "dat"}, ("format",), "dat", "date"),
        ({"format": "oneline"}, ("format",), "oneline", "line"),
        ({"format": "doc_number"}, ("format",), "doc_number", "doc-number"),
        ({"then": {"x-form_hint": ""}}, ("then", "x-form_hint"), "x-form_hint", "x-form-hint"),
        ({"additionalProperties": {"minimun": 1}}, ("additionalProperties", "minimun"), "minimun", "minimum"),
    ],
)
def test_a_slip_is_told_at_its_place(schema: object, keys: tuple[object, ...], word: str, near: str) -> None:
    assert list(misspelt(schema)) == [(keys, word, near)]


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"titel": {"type": "string"}, "typ": {}, "format": {"type": "string"}}},
        {"default": {"titel": "甲"}, "examples": [{"typ": 1}], "enum": ["requird"], "const": {"minItem": 1}},
        {"x-follow": {"titles": 1}, "x-remark": "示例", "$comment": "示例", "备注": "示例"},
        {"format": "email"},
        {"format": ["date"]},
    ],
)
def test_what_is_an_authors_own_is_left(schema: object) -> None:
    assert list(misspelt(schema)) == []


def test_every_word_that_docgen_reads_is_known() -> None:
    rooms = (room for room in (ROOT / "docgen").iterdir() if room.name != "web")
    code = "".join(path.read_text("utf-8") for room in rooms for path in room.rglob("*.py"))
    schemas = "".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.yaml"))
    read = set(WORD.findall(code)) - NO_WORDS_OF_SCHEMAS
    assert read == set(OWN)
    assert set(WORD.findall(schemas)) <= read
    assert set(re.findall(r"\bformat: ([a-z-]+)", schemas)) <= set(FORMATS)
