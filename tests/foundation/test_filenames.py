"""File names: any text makes a safe one, and no address leads out of its folder."""

import re
import unicodedata
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.foundation.filenames import (
    BYTE_LIMIT,
    UNNAMED,
    path_within,
    relative_name,
    safe_name,
    shortened,
    unique_names,
)
from tests.support.proportion import LINEAR, growth

ANY_TEXT = st.text(st.characters())  # half surrogates too
NASTY_TEXT = st.text(
    st.sampled_from("./\\: -_~aA\u0f40\u0f90\u0f72\u202e\u2066\0\n\t\ud800\ufdd0\u0301con1\u3000")
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("城关区人民政府", "城关区人民政府"),
        ("拉食安办函〔2024〕12号：提醒函", "拉食安办函〔2024〕12号：提醒函"),
        ('甲/乙\\丙:丁*?"<>|', "甲_乙_丙_丁______"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("-rf", "rf"),
        (".隐藏", "隐藏"),
        ("末尾. . ", "末尾"),
        ("甲\n乙\t丙\u3000丁", "甲 乙 丙 丁"),
        ("甲\0乙\u202e丙\u2066丁\u200b", "甲乙丙丁"),
        ("\ud800甲\ufdd0\U0010ffff", "甲"),
        ("CON", "_CON"),
        ("aux.txt", "_aux.txt"),
        ("Lpt9 .x", "_Lpt9 .x"),
        ("console", "console"),
        ("e\u0301", "\u00e9"),
        ("", UNNAMED),
        ("...", UNNAMED),
        (" \u202e ", UNNAMED),
        ("𬩽𮧵", "𬩽𮧵"),
    ],
)
def test_any_text_makes_a_file_name(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(ANY_TEXT | NASTY_TEXT | NASTY_TEXT.map(lambda text: text * 60))
def test_a_safe_name_is_valid_everywhere(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name.encode()) <= BYTE_LIMIT
    assert unicodedata.is_normalized("NFC", name)
    assert not re.search(r'[/\\:*?"<>|\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]', name)
    assert not re.match(r"[.\s-]", name)
    assert not re.search(r"[.\s]$", name)
    assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)", name)


@given(ANY_TEXT | NASTY_TEXT | NASTY_TEXT.map(lambda text: text * 60))
def test_a_safe_name_stays_as_it_is(text: str) -> None:
    assert safe_name(safe_name(text)) == safe_name(text)


@pytest.mark.parametrize("before", range(6))
def test_a_long_name_is_not_cut_within_a_tibetan_stack(before: int) -> None:
    stack = "\u0f66\u0f92\u0fb2\u0f74"  # one letter, three marks
    cut = shortened("a" * before + stack * 30)
    assert BYTE_LIMIT - 12 < len(cut.encode()) <= BYTE_LIMIT
    assert cut == "a" * before + stack * ((len(cut) - before) // 4)


def test_a_long_name_keeps_what_fits() -> None:
    assert safe_name("长" * 100) == "长" * 66
    assert safe_name("\u0f40" + "\u0f71" * 100) == "\u0f40" + "\u0f71" * 65  # one stack longer than any name


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["甲", "乙"], ["甲", "乙"]),
        (["甲", "甲", "甲"], ["甲", "甲-2", "甲-3"]),
        (["A", "a"], ["A", "a-2"]),
        (["a", "a", "a-2"], ["a", "a-2", "a-2-2"]),
        (["a-2", "a", "a"], ["a-2", "a", "a-3"]),
        ([], []),
    ],
)
def test_names_that_collide_are_numbered(names: list[str], expected: list[str]) -> None:
    assert unique_names(names) == expected


@given(st.lists(st.text("aAbB-2", max_size=4), max_size=12))
def test_unique_names_differ_in_more_than_case(names: list[str]) -> None:
    result = unique_names(names)
    assert len({name.casefold() for name in result}) == len(names)
    assert all(new.startswith(old) for old, new in zip(names, result, strict=True))


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("章.png", "章.png"),
        ("图/章.png", "图/章.png"),
        ("%E7%AB%A0.png", "章.png"),
        ("a%20b.png", "a b.png"),
    ],
)
def test_a_relative_address_names_a_path(address: str, path: str) -> None:
    assert relative_name(address) == PurePosixPath(path)


BAD_ADDRESSES = [
    "", "/etc/passwd", "//host/x.png", "\\\\host\\x.png", "C:\\x.png", "file:///etc/passwd", "FILE:/x.png",
    "http://host/x.png", "data:text/plain,x", "..", "../x.png", "a/../../x.png", "%2e%2e/x.png",
    "%2E%2E%2Fx.png", "a/%2e%2e/x.png", "./x.png", "a//x.png", ".git/config", "x.png?y", "x.png#y",
    "x%00.png", "x\0.png", "%ff.png", "x\u202egnp.exe", "a" * 300 + ".png", "\ud800.png", "..%5cx.png",
]  # fmt: skip


@pytest.mark.parametrize("address", BAD_ADDRESSES, ids=lambda address: ascii(address)[:30])
def test_an_address_that_could_lead_elsewhere_names_nothing(address: str) -> None:
    assert relative_name(address) is None


@given(ANY_TEXT | st.text("./%2eE\\:a"))
def test_no_relative_name_leads_out(address: str) -> None:
    name = relative_name(address)
    assert name is None or (not name.is_absolute() and ".." not in name.parts)


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../a", "a\0b", "a\\b", "a\nb"])
def test_only_a_bare_name_lies_within_a_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a file name"):
        path_within(tmp_path, name)


@given(ANY_TEXT | NASTY_TEXT | st.text("张\ue000\U00032000"))
def test_every_safe_name_lies_within_a_folder(text: str) -> None:
    assert path_within(Path("out"), f"{safe_name(text)}.pdf") == Path("out", f"{safe_name(text)}.pdf")


def test_a_name_within_a_folder_is_a_path(tmp_path: Path) -> None:
    assert path_within(tmp_path, "甲 乙.pdf") == tmp_path / "甲 乙.pdf"


def test_a_name_repeated_ten_thousand_times_is_numbered_in_proportion() -> None:
    names = unique_names(["甲"] * 10_000)
    assert (names[:2], names[-1]) == (["甲", "甲-2"], "甲-10000")
    assert growth(unique_names, ["甲"] * 10_000, ["甲"] * 40_000) < LINEAR
