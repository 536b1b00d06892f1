"""Two texts are compared in bounded time, whatever they say."""

import time

from docgen.foundation.textdiff import edits, similarity


def spent(old: str, new: str) -> float:
    """Return the seconds of work that comparing takes."""
    begun = time.thread_time()
    edits(old, new)
    similarity(old, new)
    return time.thread_time() - begun


def test_texts_of_few_signs_are_compared_in_bounded_time() -> None:
    """Two texts of 的 and 了 have a million pairs of equal signs."""
    assert spent("的了" * 2000, "了的的" * 1333) < 3


def test_a_change_within_a_repetitive_text_is_still_found() -> None:
    old = "的了" * 1000 + "甲乙" + "的的了" * 300
    new = old.replace("甲乙", "丙丁")
    (found,) = edits(old, new)
    assert (old[found.start : found.end], new[found.new_start : found.new_end]) == ("甲乙", "丙丁")
