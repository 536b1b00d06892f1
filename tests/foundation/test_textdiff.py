"""Two texts are compared in bounded time, whatever they say."""

from docgen.foundation.textdiff import edits, similarity
from tests.support.proportion import LINEAR, growth


def compare(texts: tuple[str, str]) -> None:
    """Compare two texts in both ways."""
    edits(*texts)
    similarity(*texts)


def test_texts_of_few_signs_are_compared_in_proportion() -> None:
    """Two texts of 的 and 了 have a million pairs of equal signs."""
    assert growth(compare, ("的了" * 500, "了的的" * 333), ("的了" * 2000, "了的的" * 1333)) < LINEAR


def test_a_change_within_a_repetitive_text_is_still_found() -> None:
    old = "的了" * 1000 + "甲乙" + "的的了" * 300
    new = old.replace("甲乙", "丙丁")
    (found,) = edits(old, new)
    assert (old[found.start : found.end], new[found.new_start : found.new_end]) == ("甲乙", "丙丁")
