"""YAML is read as text with places, and what is wrong with a file is said in a clerk's words."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.content.source import DEPTH_LIMIT, SIZE_LIMIT, VALUE_LIMIT, Source, read
from docgen.foundation.errors import ContentError


@pytest.fixture
def source(tmp_path, monkeypatch):
    """Return a function that reads a text (or bytes) from the relative path `a.yaml`."""
    monkeypatch.chdir(tmp_path)

    def read_text(content: str | bytes) -> Source:
        path = Path("a.yaml")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path)

    return read_text


def refusal(read_text, content) -> list[tuple[str, str]]:
    """Return the code and place of every problem of `content`."""
    with pytest.raises(ContentError) as caught:
        read_text(content)
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "typed", ["no", "007", "12:30", "2024-01-05", "1_000", "3.10", "~", "null", "0x1F", "是", "１２"]
)
def test_scalars_stay_as_typed(source, typed):
    assert source(f"a: {typed}\n").values == {"a": typed}


def test_an_empty_value_reads_as_empty_text(source):
    assert source("a:\nb: ''\n").values == {"a": "", "b": ""}


def test_quotes_tell_an_empty_text_from_nothing(source):
    read_source = source("a:\nb: ''\nc: \"\"\nd: x\n")
    assert [read_source.quoted(key) for key in "abcd"] == [False, True, True, False]


def test_keys_stay_in_their_order(source):
    assert list(source("乙: 1\n甲: 2\n丙: 3\n").values) == ["乙", "甲", "丙"]


NESTED = "title: 函\noffices:\n  - name: 甲\n    post: 乙\n  - [丙, 丁]\nbody: |\n  一\n"


@pytest.mark.parametrize(
    ("keys", "value", "key"),
    [
        ((), "a.yaml:1:1", "a.yaml:1:1"),
        (("title",), "a.yaml:1:8", "a.yaml:1:1"),
        (("offices",), "a.yaml:3:3", "a.yaml:2:1"),
        (("offices", 0), "a.yaml:3:5", "a.yaml:3:5"),
        (("offices", 0, "post"), "a.yaml:4:11", "a.yaml:4:5"),
        (("offices", 1, 1), "a.yaml:5:9", "a.yaml:5:9"),
        (("offices", 0, "none"), "a.yaml:3:5", "a.yaml:3:5"),
        (("none", "deeper", 3), "a.yaml:1:1", "a.yaml:1:1"),
        (("body",), "a.yaml:6:7", "a.yaml:6:1"),
    ],
)
def test_every_value_and_key_has_its_place(source, keys, value, key):
    read_source = source(NESTED)
    assert str(read_source.place(*keys)) == value
    assert str(read_source.key_place(*keys)) == key


def test_an_absolute_path_is_printed_as_given(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    assert str(read(path).place("a")) == f"{path}:1:4"


@pytest.mark.parametrize(
    ("text", "sign", "place"),
    [
        ("a:\n  body: |\n    一二三\n    四五六\n", "五", "a.yaml:4:6"),
        ("a:\n  body: |\n    一二三\n", "一", "a.yaml:3:5"),
        ("a:\n  body: |\n\n\n    一二三\n", "二", "a.yaml:5:6"),
        ("a:\n  body: |-\n    一二三\n\n    # 五\n", "五", "a.yaml:5:7"),
        ("a:\n  body: |+\n    一\n\n    五\n\n", "五", "a.yaml:5:5"),
        ("a:\n  body: |2\n      一二\n    五\n", "二", "a.yaml:3:8"),
        ("a:\n  body: |2  # 说明\n      一二\n    五\n", "五", "a.yaml:4:5"),
        ("a:\n  body: |\n    一\n      五\n", "五", "a.yaml:4:7"),
        ("\ufeffa:\r\n  body: |\r\n    一\r\n    二五\r\n", "五", "a.yaml:4:6"),
        ("a:\n  body: >\n    一\n    五\n", "五", "a.yaml:2:9"),
        ('a:\n  body: "一五"\n', "五", "a.yaml:2:9"),
        ("a:\n  body: 一五\n", "五", "a.yaml:2:9"),
    ],
)
def test_a_literal_block_knows_the_place_of_each_character(source, text, sign, place):
    read_source = source(text)
    offset = read_source.values["a"]["body"].index(sign)
    assert str(read_source.place_within(("a", "body"), offset)) == place


@given(st.lists(st.text("一二 三{", max_size=6), min_size=1, max_size=8), st.integers(1, 6), st.data())
def test_places_within_a_block_point_at_the_very_character(tmp_path_factory, lines, indent, data):
    path = tmp_path_factory.getbasetemp() / "block.yaml"
    written = [" " * indent + line for line in lines]
    path.write_text(f"a: |{indent}\n" + "\n".join(written) + "\nb: x\n", encoding="utf-8")
    read_source = read(path)
    text = read_source.values["a"]
    offset = data.draw(st.integers(0, len(text)))
    place = read_source.place_within(("a",), offset)
    if text[offset : offset + 1].strip():
        assert path.read_text(encoding="utf-8").split("\n")[place.line - 1][place.column - 1] == text[offset]


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"", "source-empty", "a.yaml"),
        ("# 只有注释\n", "source-empty", "a.yaml"),
        ("---\n", "source-empty", "a.yaml"),
        ("- 甲\n- 乙\n", "source-is-list", "a.yaml:1"),
        ("只有一句话\n", "source-no-colon", "a.yaml:1:1"),
        ("a: 1\na: 2\n", "source-duplicate-key", "a.yaml:2:1"),
        ("a:\n  b: 1\n  c: 2\n  b: 3\n", "source-duplicate-key", "a.yaml:4:3"),
        ("a: &x 1\n", "source-alias", "a.yaml:1:4"),
        ("a: &x [1]\n", "source-alias", "a.yaml:1:4"),
        ("a: *x\n", "source-alias", "a.yaml:1:4"),
        ("a: !!python/object:os.system x\n", "source-tag", "a.yaml:1:4"),
        ("a: !x [1]\n", "source-tag", "a.yaml:1:4"),
        ("<<: {b: 1}\n", "source-merge-key", "a.yaml:1:1"),
        ("? [a]\n: 1\n", "source-key-not-text", "a.yaml:1:3"),
        ("'': 1\n", "source-key-not-text", "a.yaml:1:1"),
        ("a: 1\n---\nb: 2\n", "source-several-documents", "a.yaml:2:1"),
        ("a: \x07b\n", "source-control-character", "a.yaml:1:4"),
        ("a: 1\nb: x\x00\n", "source-control-character", "a.yaml:2:5"),
        ("a: x\u2028y\n", "source-control-character", "a.yaml:1:5"),
        ("a: x\u202ey\u202c\n", "source-control-character", "a.yaml:1:5"),
        ("a: x&#x202d;y\n", "source-control-character", "a.yaml:1:5"),
        ('a: "x\\u202ey"\n', "source-control-character", "a.yaml:1:4"),
        ("a: x\ufeffy\n", "source-control-character", "a.yaml:1:5"),
        ('a: "x\\0y"\n', "source-control-character", "a.yaml:1:4"),
        ('"a\\u0007": 1\n', "source-control-character", "a.yaml:1:1"),
        ("标题: 函\n".encode("gb18030"), "source-not-utf8", "a.yaml:1"),
        ("a: 1\n标题: 函\n".encode("utf-16"), "source-not-utf8", "a.yaml:1"),
        (b"a: 1\nb: \xff\xff\xff\n", "source-garbled", "a.yaml:2"),
        (b"a: \xed\xa0\x80\n", "source-garbled", "a.yaml:1"),
        (bytes(range(1, 100)) + b"\xff", "source-not-text", "a.yaml"),
        (b"a: " + b"x" * SIZE_LIMIT, "source-too-big", "a.yaml"),
        (
            "a: " + "[" * (DEPTH_LIMIT + 1) + "]" * (DEPTH_LIMIT + 1),
            "source-too-deep",
            f"a.yaml:1:{DEPTH_LIMIT + 4}",
        ),
        ("- x\n" * (VALUE_LIMIT + 1), "source-too-many-values", f"a.yaml:{VALUE_LIMIT}:3"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_a_file_that_is_no_form_is_refused(source, content, code, place):
    assert refusal(source, content) == [(code, place)]


def test_keys_within_keys_are_counted_in_depth(source):
    assert ("source-too-deep", "a.yaml:1:66") in refusal(source, "{" * 900)


@pytest.mark.parametrize("bracket", "[{")
def test_brackets_without_end_are_refused_by_whoever_counts_them_first(source, bracket):
    """libyaml before 0.2.6 leaves it to us, a later one gives up at a depth of its own."""
    told = refusal(source, "a: " + bracket * 200_000)
    assert [(code, place.split(":")[1]) for code, place in told] == [("source-too-deep", "1")]


@pytest.mark.parametrize(
    ("encoded", "name"),
    [
        ("标题: 函\n".encode("gb18030"), "GB18030 / GBK / ANSI"),
        ("标题: 函\n".encode("utf-16"), "UTF-16"),
        (b"a: \xff\n", ""),
    ],
)
def test_the_encoding_is_guessed(source, encoded, name):
    with pytest.raises(ContentError) as caught:
        source(encoded)
    assert caught.value.problems[0].values["encoding"] == name


def test_a_byte_order_mark_is_no_part_of_the_first_key(source):
    assert source(b"\xef\xbb\xbfa: 1\n").values == {"a": "1"}


@pytest.mark.parametrize(
    ("name", "code"),
    [("none.yaml", "source-missing"), (".", "source-is-folder"), ("x" * 300, "source-unreadable")],
)
def test_a_path_that_cannot_be_read_is_explained(source, name, code):
    with pytest.raises(ContentError) as caught:
        read(Path(name))
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.problems[0].text("zh").startswith(name)


def test_every_duplicate_is_told_with_the_line_of_the_first(source):
    with pytest.raises(ContentError) as caught:
        source("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\na: 4\n")
    told = [(p.place.line, p.values["name"], p.values["first"]) for p in caught.value.problems]
    assert told == [(3, "a", 1), (4, "d", 4), (5, "a", 1)]


def test_a_reference_is_told_by_its_sign(source):
    with pytest.raises(ContentError) as caught:
        source("a: &x 1\nb: *x\n")
    assert [problem.values["mark"] for problem in caught.value.problems] == ["&", "*"]


def test_all_problems_are_told_at_once_even_before_a_syntax_error(source):
    text = "a: &x 1\na: 2\nb: !t 1\nc: x: y\n"
    assert refusal(source, text) == [
        ("source-alias", "a.yaml:1:4"),
        ("source-duplicate-key", "a.yaml:2:1"),
        ("source-tag", "a.yaml:3:4"),
        ("source-colon-in-value", "a.yaml:4:1"),
    ]


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(data)
    assert_read_or_refused(path)


SIGNS = [*"a:：{}[],\"'#|>?%@\\“，\n\t\u3000\x00", ": ", " #", "- ", "? ", "\n  ", "\r\n", "---\n", "...\n"]
WORDS = ["标题", "&x ", "*x", "!t", "<<", "{{ x }}"]
YAML_LIKE = st.lists(st.sampled_from(SIGNS + WORDS), max_size=25).map("".join)


@given(YAML_LIKE | st.text(max_size=100))
@example("{{{{a: 1")
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "text.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert_read_or_refused(path)


def assert_read_or_refused(path: Path) -> None:
    """Show that reading ends in a source or in problems that can be printed."""
    try:
        read_source = read(path)
    except ContentError as error:
        told = [problem.text(lang) for problem in error.problems for lang in ("zh", "en")]
    else:
        told = [str(read_source.place(key)) for key in read_source.values]
        assert set(read_source.values) == {keys[0] for keys in read_source.places if keys}
    assert all(line.startswith(str(path)) for line in told)
