"""Whatever a stranger's file holds, it is read or refused: nothing but a DocgenError, and soon.

The short form is the same in every run. DOCGEN_FUZZ=20000 tries as many examples of each, always new ones.
"""

import os
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.content import source
from docgen.content.drawings import cleaned
from docgen.content.pictures import DotsWithin
from docgen.content.unusable import UnusablePicture
from docgen.foundation.errors import DocgenError
from docgen.foundation.textdiff import edits, similarity
from docgen.translation.agreement import LINK, NUMBER

LONG = int(os.environ.get("DOCGEN_FUZZ", "0"))
tried = settings(
    max_examples=LONG or 150,
    derandomize=not LONG,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

YAML = [
    'kind', '甲', ': ', '：', '- ', '\n', '  ', '|', '>', "'", '"', '[', ']', '{', '}', '{{ 甲 }}',
    '&#1;', '&a', '*a', '!!x', '#', ',', '1,000', '\t', '\u3000', '? ', '<<', '---\n', '\\', '%',
    '@', '\x07', '\ufeff',
]  # fmt: skip
SVG = [
    '<svg xmlns="http://www.w3.org/2000/svg">', '</svg>', '<g id="a">', '</g>', '<use href="#a"/>',
    '<rect fill="url(#a)"/>', '<!DOCTYPE svg [', '<!ENTITY a "b">', ']>', '&a;', '<style>',
    '</style>', '<svg viewBox="1e9 inf -1"/>', '<?xml', '?>', '甲', '<ellipse rx="1"/>',
    '<ellipse rx=""/>', '<x:y xmlns:x="z"/>', '<svg width="1e400"/>', '<!--', '-->', '\x00',
]  # fmt: skip


def made_of(pieces: list[str]) -> st.SearchStrategy[str]:
    """Return texts put together of such pieces."""
    return st.lists(st.sampled_from(pieces), max_size=24).map("".join)


@tried
@given(made_of(YAML))
def test_any_yaml_is_read_or_refused(text: str) -> None:
    with suppress(DocgenError):
        source.parse(source.decode(text.encode(), Path("a.yaml")), Path("a.yaml"))


@tried
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(DocgenError):
        source.parse(source.decode(data, Path("a.yaml")), Path("a.yaml"))


@tried
@given(made_of(SVG), st.booleans())
def test_any_drawing_is_cleaned_or_refused(text: str, whole: bool) -> None:
    with suppress(UnusablePicture):
        found = cleaned((f"{SVG[0]}{text}</svg>" if whole else text).encode(), DotsWithin())
        assert cleaned(found.data, DotsWithin()).data == found.data


@tried
@given(made_of(["的", "了", "1", ".", "](", ")", "ཀ", " "]), made_of(["的", "了", "1", ".", "ཀ"]))
def test_any_two_texts_are_compared(old: str, new: str) -> None:
    rebuilt, done = "", 0
    for edit in edits(old, new):
        rebuilt += old[done : edit.start] + new[edit.new_start : edit.new_end]
        done = edit.end
    assert rebuilt + old[done:] == new
    assert 0 <= similarity(old, new) <= 1
    assert all(found[1] or found[2] for found in LINK.finditer(old))
    assert all(NUMBER.findall(old))
