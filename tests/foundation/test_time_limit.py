"""Work that takes too long is broken off, in whichever thread it is done, and nothing else is."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from docgen.foundation.time_limit import TooLongError, time_limit

HOURS = 3600.0


def work(limit: float) -> None:
    with time_limit(limit):
        while True:
            try:
                sum(range(100))
            except Exception:  # as what swallows every error does
                continue


def test_work_without_end_is_broken_off() -> None:
    with pytest.raises(TooLongError):
        work(0)


def test_it_is_broken_off_in_its_own_thread() -> None:
    with ThreadPoolExecutor() as pool, time_limit(HOURS):
        with pytest.raises(TooLongError):
            pool.submit(work, 0).result()
        assert pool.submit(sum, [1]).result() == 1


def test_waiting_is_no_work() -> None:
    with time_limit(0.2):
        time.sleep(0.6)


def test_nothing_is_broken_off_afterwards() -> None:
    for _ in range(20):
        with time_limit(HOURS):
            pass
    sum(range(100_000))
