"""The short form of tests/torture/issues.py, which `make torture` runs with 500 kills and 1,000 bytes."""

from pathlib import Path

from tests.torture.issues import dealt


def test_issue_killed_at_any_moment_numbers_nothing_twice_and_loses_nothing(tmp_path: Path) -> None:
    assert dealt(tmp_path, 4, letters=1, named=2, seed=5) == (4, [])
