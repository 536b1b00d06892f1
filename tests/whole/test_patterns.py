"""Every regular expression takes time in proportion to its text, also where that is hostile."""

import re
from collections.abc import Mapping, Sequence

import pytest

from docgen.content.languages import Language
from docgen.layout.sheets.own_properties import OWN
from tests.support import patterns
from tests.support.once import made_once
from tests.support.patterns import GROWTH, Found, growth, hostile

SHORT = {
    "docgen/content/rules/names.py: AFTER_GENRE": "the last 200 characters of a title",
    "docgen/content/source/syntax.py: rule.line": "the first 500 characters of a line",
    "docgen/content/source/syntax.py: rule.complaint": "the first 500 characters of a complaint",
    "docgen/foundation/spreadsheets/number_format/sections.py: TOKEN": "Excel's formats have 255 characters",
    "docgen/foundation/spreadsheets/ods_reader.py: LONG_TAIL": "a number that an office program wrote",
}
"""Those that take longer than in proportion, and why their texts are short."""

MADE: Mapping[str, Sequence[str]] = {
    "docgen/content/languages.py": [
        Language("0123456789", "{year}年{month}月{day}日").date_pattern.pattern,
        Language("0123456789", "on {day}/{month} {year}").date_pattern.pattern,
    ],
    "docgen/content/own_words.py": ["附件一|附件|附"],
    "docgen/content/rules/quantities.py": [r"(?:余|多|来)?(?!人[次民])(?P<measure>万元|人|元)"],
    "docgen/content/sources.py": [r"a[ \t]+b[ \t]+c(\.ya?ml)?"],
    "docgen/layout/engine/pdf/page_labels.py": ["(?<![0-9A-Za-z])xviii(?![0-9A-Za-z])"],
    "docgen/layout/engine/patterns.py": ["[^a甲]+", "[a甲]+"],
    "docgen/layout/sheets/own_properties.py": sorted({pattern for pattern, _ in OWN.values()}),
    "docgen/layout/names.py": ["<[^<>]*>|甲乙"],
    "docgen/translation/glossary.py": ["附件一|附件|附"],
}
"""By their modules, patterns that are put together from what is known only at run time: examples of them."""


@pytest.mark.parametrize("found", made_once("patterns", patterns.patterns), ids=lambda found: found.place)
def test_a_pattern_takes_time_in_proportion_to_its_text(found: Found) -> None:
    module = found.place.partition(":")[0]
    if found.place in SHORT:
        pytest.skip(SHORT[found.place])
    texts = MADE.get(module, ()) if found.text is None else [found.text]
    assert texts, f"say in MADE what {found.place} may be"
    for text in texts:
        assert not slow(found, text)


def slow(found: Found, text: str | bytes) -> tuple[str, str, str, str, float] | None:
    """Return a hostile text over which a pattern takes longer than in proportion."""
    pattern = re.compile(text, found.flags)
    letters = text if isinstance(text, str) else text.decode()
    methods = {use if use in patterns.AT_ONE_PLACE else "finditer" for use in found.uses}
    tried = (
        (method, *parts, growth(pattern, method, *parts))
        for method in sorted(methods)
        for parts in hostile(letters)
    )
    return next((one for one in tried if one[-1] > GROWTH), None)


def test_a_slow_pattern_is_found_out() -> None:
    """Else the tests above would show nothing."""
    uses = frozenset({"finditer"})
    for bad in (r"\d+(?:-\d+)+", r"\]\(\s*([^)\s]+)[^)]*\)", r"(a+)+b", r"\{\{\s*([^{}]*?)\s*\}\}"):
        assert slow(Found("", bad, 0, uses), bad)
    assert not slow(Found("", r"[^a]+|b", 0, uses), r"[^a]+|b")
