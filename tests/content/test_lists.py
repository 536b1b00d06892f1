"""What is typed on one line where a list is asked for is that list, each item with its place."""

from pathlib import Path
from typing import Any

import pytest

from docgen.content.schemas.lists import split, with_lists
from docgen.content.schemas.validation import check
from docgen.content.source import read
from docgen.foundation.errors import ContentError

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "to": {"type": "array", "items": {"type": "string", "format": "line"}},
        "names": {"type": "array", "x-separators": "、，；", "items": {"$ref": "#/$defs/name"}},
        "parts": {
            "type": "array",
            "items": {"type": "object", "properties": {"title": {"type": "string"}, "to": {"type": "array"}}},
        },
        "grid": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
        "sizes": {"type": "array", "items": {"type": "integer"}},
    },
    "$defs": {"name": {"type": "string"}},
}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("to: 各学校", "to", ["各学校"]),
        ("to: 各学校、各幼儿园", "to", ["各学校、各幼儿园"]),
        ("to: 各县（区）人民政府，市直各单位", "to", ["各县（区）人民政府，市直各单位"]),
        ("to: '各学校'", "to", ["各学校"]),
        ("to: [甲、乙]", "to", ["甲、乙"]),
        ("names: 马建军", "names", ["马建军"]),
        ("names: 马建军、王晓丽", "names", ["马建军", "王晓丽"]),
        ("names: 甲，乙；丙、", "names", ["甲", "乙", "丙"]),
        ("names: 甲（乙、丙）、《丁、戊》", "names", ["甲（乙、丙）", "《丁、戊》"]),
        ("parts: {title: 甲}", "parts", [{"title": "甲"}]),
        ("parts:\n  title: 甲\n  to: [乙]", "parts", [{"title": "甲", "to": ["乙"]}]),
    ],
)
def test_one_item_is_a_list(tmp_path: Path, text: str, key: str, value: object) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text + "\n", "utf-8")
    assert check(with_lists(read(path), SCHEMA), SCHEMA) == {key: value}


@pytest.mark.parametrize(
    "text",
    [
        "to:\n  -各学校\n  -各幼儿园",
        "to:\n  各学校\n  各幼儿园",
        "to: -各学校",
        "to: {甲: 乙}",
        "parts: 无",
        "grid: 甲",
        "sizes: 3",
    ],
)
def test_what_may_be_a_slip_is_no_list(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text + "\n", "utf-8")
    with pytest.raises(ContentError):
        check(with_lists(read(path), SCHEMA), SCHEMA)


@pytest.mark.parametrize(
    ("text", "keys", "place"),
    [
        ("names: 甲县、乙县", ("names", 1), (1, 11)),
        ("names: '甲县、乙县'", ("names", 1), (1, 12)),
        ("names: 甲县、乙县", ("names", 0), (1, 8)),
        ("parts:\n  title: 甲", ("parts", 0, "title"), (2, 10)),
    ],
)
def test_each_item_has_its_place(
    tmp_path: Path, text: str, keys: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text + "\n", "utf-8")
    found = with_lists(read(path), SCHEMA).place(*keys)
    assert (found.line, found.column) == place


def test_a_bracket_never_closed_ends_with_the_line() -> None:
    assert [item.text for item in split("甲（乙、丙", "、")] == ["甲（乙、丙"]
