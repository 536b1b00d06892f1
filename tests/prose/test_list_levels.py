"""Lists within lists: two blanks make a level, as in Word, WPS and CommonMark."""

import re
from pathlib import Path

import pytest

from docgen.foundation.errors import Place
from docgen.prose.doubts.doubtful_lines import doubtful_lines
from docgen.prose.html import to_html
from docgen.prose.list_levels import with_levels

WITHIN = {
    "two blanks": "- 甲\n  - 内\n- 乙",
    "three blanks": "1. 甲\n   1. 内\n2. 乙",
    "four blanks": "- 甲\n    - 内\n- 乙",
    "numbers within signs": "- 甲\n  1. 内\n- 乙",
    "signs within numbers": "1. 甲\n   - 内\n2. 乙",
    "an empty line between": "- 甲\n\n  - 内\n\n- 乙",
    "a line that goes on": "- 甲\n  - 内\n    内\n- 乙",
}


def shape(text: str) -> str:
    """Which lists and items hold which: `((甲(内))(乙))` without their tags' names."""
    html = to_html(text, {}, lambda _: Place(Path("a.yaml")))
    return re.sub(r"\s|内内", lambda found: found[0][:1].strip(), re.sub(r"</?p>", "", html))


@pytest.mark.parametrize("text", WITHIN.values(), ids=WITHIN)
def test_an_item_two_blanks_in_stands_within_the_one_before_it(text: str) -> None:
    outer, inner = ("ol" if "1. 甲" in text else "ul"), ("ol" if "1. 内" in text else "ul")
    assert shape(text) == f"<{outer}><li>甲<{inner}><li>内</li></{inner}></li><li>乙</li></{outer}>"
    assert list(doubtful_lines(text)) == []


def test_items_beside_each_other_stay_so() -> None:
    assert shape("- 甲\n - 乙") == shape("  - 甲\n  - 乙") == "<ul><li>甲</li><li>乙</li></ul>"
    assert with_levels("文字\n\n    四格的文字\n") == "文字\n\n    四格的文字\n"


def test_three_levels() -> None:
    assert shape("- 甲\n  - 内\n    - 深\n  - 内\n- 乙").count("<ul>") == 3


def test_what_follows_a_list_begins_anew() -> None:
    assert shape("- 甲\n  - 内\n\n文字\n\n  - 乙") == (
        "<ul><li>甲<ul><li>内</li></ul></li></ul>文字<ul><li>乙</li></ul>"
    )
