"""The bench measures what it says, and knows a limit that is missed."""

from pathlib import Path

import pytest

from bench.batch import LETTER
from bench.measuring import Cost, Limit, measured, middle
from bench.memory import worker_peak
from bench.ways import docgen
from tests.support.rosters import roster_project


def busy(seconds):
    """Get ready with work that takes a processor so long, and makes two letters."""
    from time import process_time

    def work():
        end = process_time() + seconds
        while process_time() < end:
            pass
        return 2

    return work


def test_what_is_told_is_the_time_of_one_letter() -> None:
    cost = measured(busy, 0.2)
    assert cost.cpu == pytest.approx(100, abs=10)
    assert cost.wall >= 100


def test_the_median_of_several_rounds_counts() -> None:
    assert middle([Cost(1, 9), Cost(5, 2), Cost(2, 3)]) == Cost(2, 3)


@pytest.mark.parametrize(
    ("found", "at_most", "is_kept"),
    [(2.5, True, True), (2.51, True, False), (2.5, False, True), (2.49, False, False)],
)
def test_a_limit_is_kept_or_missed(found: float, at_most: bool, is_kept: bool) -> None:
    limit = Limit("x", found, 2.5, at_most)
    assert (limit.is_kept, "MISSED" in str(limit)) == (is_kept, not is_kept)


def test_docgen_is_timed_at_making_every_letter(tmp_path: Path) -> None:
    letter = roster_project(tmp_path, 3, LETTER)
    assert docgen(letter, tmp_path / "out", 0)() == 3
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 3


def test_the_peak_is_the_workers_own(tmp_path: Path) -> None:
    burden = bytearray(b"x") * 300_000_000  # this process's
    letter = roster_project(tmp_path, 1, LETTER)
    assert 40 < worker_peak(letter, tmp_path / "out") < 200 < len(burden) // 1_000_000
