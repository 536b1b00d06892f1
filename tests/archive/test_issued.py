"""The record of letters: on disk before they are, read as far as it goes, told once."""

from pathlib import Path

from docgen.archive import issued
from docgen.archive.issued import FILE, Issue, Printed

FIRST = Issue("c", "c-甲", "甲", "甲（乙乡）", "示〔2024〕1号", "1f", "2e")


def test_what_is_recorded_is_read_again(tmp_path: Path) -> None:
    issued.record(tmp_path / "out", [FIRST])
    assert issued.issues(tmp_path / "out") == [FIRST]
    assert issued.issues(tmp_path / "nowhere") == []


def test_nothing_is_recorded_twice(tmp_path: Path) -> None:
    issued.record(tmp_path, [FIRST, FIRST])
    before = (tmp_path / FILE).read_bytes()
    issued.record(tmp_path, [FIRST])
    assert (tmp_path / FILE).read_bytes() == before


def test_a_print_file_is_the_last_that_was_recorded(tmp_path: Path) -> None:
    for letters in (("c-甲", "c-乙"), ("c-甲",), ("c-甲", "c-乙")):
        issued.record(tmp_path, [Printed("c", letters)])
        assert issued.printed(tmp_path, "c") == Printed("c", letters)
    assert issued.printed(tmp_path, "d") is None


def test_torn_lines_and_those_of_a_later_version_are_passed_over(tmp_path: Path) -> None:
    torn = b'\n{"document": "c", "fi\nnull\n[]\n{}\n\xff\n{"document": "c", "file": "x", "colour": 2}\n'
    (tmp_path / FILE).write_bytes(torn + b'{"document": "c"')
    issued.record(tmp_path, [FIRST])
    assert issued.issues(tmp_path) == [FIRST]
