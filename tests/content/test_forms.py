"""What forms are made of: every field of every kind tells in Chinese what it is and what goes into it."""

import re
from collections.abc import Iterator, Sequence

import pytest

import docgen
from docgen.content.project import bundled_project
from docgen.content.schemas.fields import Fields, keys_of
from docgen.content.schemas.outline import Outlined

ROOT = bundled_project().root
KINDS = {kind.name: kind for kind in docgen.kinds(ROOT)}
CHINESE = re.compile("[\u4e00-\u9fff]")


def all_fields(outlined: Sequence[Outlined]) -> Iterator[Outlined]:
    for one in outlined:
        yield one
        yield from all_fields(one.within)


@pytest.mark.parametrize("name", KINDS)
def test_every_field_has_a_title_and_says_what_goes_into_it(name: str) -> None:
    kind, guide = KINDS[name], docgen.describe_kind(name, ROOT)
    found = list(all_fields(guide.fields))
    assert CHINESE.search(kind.title)
    assert CHINESE.search(kind.description)
    assert [one.path for one in found if not CHINESE.search(one.title)] == []
    assert [one.path for one in found if not CHINESE.search(one.description)] == []


@pytest.mark.parametrize("name", KINDS)
def test_a_field_that_takes_one_way_of_writing_shows_it(name: str) -> None:
    fields = Fields(KINDS[name].schema, {})
    outlined = all_fields(docgen.describe_kind(name, ROOT).fields)
    paths = [keys_of(one.path.replace("[]", ".0")) for one in outlined]
    patterned = [keys for keys in paths if fields.first(keys, "pattern")]
    lacking = [
        keys for keys in patterned if not (fields.first(keys, "examples") or fields.first(keys, "enum"))
    ]
    assert lacking == []
    assert all(re.fullmatch(fields.first(keys, "pattern"), fields.example(keys)) for keys in patterned)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_stands_in_a_group_and_has_a_sample_whose_remarks_say_what_to_write(name: str) -> None:
    assert KINDS[name].group.title
    lines = KINDS[name].sample.read_text("utf-8").splitlines()
    fields = [line for line in lines if re.match(r"[a-z_]+:", line)]
    assert lines[0].startswith("# ")
    assert "示例" in "".join(lines)
    assert any("#" in line for line in fields)
