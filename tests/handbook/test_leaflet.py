"""The leaflet's head stands on a ground of one height, whatever of its lines is printed."""

from datetime import date
from pathlib import Path

import pymupdf
import pytest

import docgen
from tests.support.samples import project

EDGE = 59.2 / 25.4 * 72
"""Where the ground of the head ends, with its edge."""


@pytest.mark.parametrize("subtitle", ["政策宣传资料（示例）", ""])
def test_no_word_of_a_chapter_falls_on_the_ground_of_the_head(tmp_path: Path, subtitle: str) -> None:
    home = project(tmp_path)
    name = docgen.draft_document("handbooks/policy", "供水", "农村供水管护", home, date(2026, 3, 2))
    file = docgen.find_document(name, home) / "book.yaml"
    docgen.save(file, {"subtitle": subtitle, "bo": {}}, docgen.form(file).etag)
    docgen.build([file.parent], docgen.Options(formats=("pdf",), out=tmp_path / "out"))
    with pymupdf.open(next((tmp_path / "out").glob("*.pdf"))) as made:
        tops = {words[4]: words[1] for words in made[0].get_text("words")}
    below = [top for word, top in tops.items() if word.startswith("什么是")]
    assert below, tops
    assert EDGE < min(below) < EDGE + 30
