"""Pages that are looked at again look as drawn afresh, and fonts are cut again for other glyphs only."""

from collections.abc import Sequence
from typing import Any

import pypdfium2
import pytest

from docgen.composed import Composed
from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.pdf import kept_cuts
from docgen.layout.engine.standing_type import Standing
from docgen.layout.typesetter import Typesetter, as_set
from tests.support.gathered import ROOT, letter

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
CSS = """@page { size: 60mm 40mm; margin: 5mm } p { margin: 0; font: 12pt/20pt 仿宋, 补字 }
b { font-family: 黑体; font-weight: normal }"""
DRAWN = [
    "",
    "b { opacity: 0.5 }",
    "p:last-child { color: #f008 }",
    "p:last-child { background: linear-gradient(red, blue) }",
    "p:last-child { opacity: 0.4 } b { opacity: 0.7 }",
]
SAYINGS = ["甲乙丙", "乙甲丙", "乙甲丁", "丙甲丁"]


def said(words: str, css: str = CSS) -> Composed:
    return letter(words, f"<p>{words}</p><p><b>函</b></p>", css)


@pytest.fixture
def cuts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many glyphs each font was cut to that was cut."""
    found: list[int] = []
    plain = kept_cuts.plain_subset

    def noted(font: Any, glyphs: Any, hinting: bool) -> None:
        found.append(len(glyphs))
        plain(font, glyphs, hinting)

    monkeypatch.setattr(kept_cuts, "plain_subset", noted)
    return found


def looks(press: Typesetter, letters: Sequence[Composed], is_kept: bool = False) -> list[bytes]:
    """Return the pictures of letters, all set into the first one's layout."""
    with press.running():
        standing = Standing(as_set(letters[0]), press.page(letters[0]), press.options(letters[0]))
        found = []
        for one in letters:
            reset = standing.reset(as_set(one))
            assert reset
            file = press.drawn(reset.pages, one, is_kept=is_kept)
            found.append(pypdfium2.PdfDocument(file)[0].render(scale=2).to_pil().tobytes())
        return found


def test_a_font_is_cut_again_for_a_glyph_that_no_look_had(cuts: list[int]) -> None:
    letters = [said(words) for words in SAYINGS]
    looks(Typesetter(letters, TYPEFACES), letters)
    assert cuts == [3, 1, 4]  # 仿宋 and 黑体 at first, then 仿宋 with 丁


def test_a_file_that_is_kept_has_fonts_of_its_own(cuts: list[int]) -> None:
    letters = [said(words) for words in SAYINGS]
    looks(Typesetter(letters, TYPEFACES), letters, is_kept=True)
    assert len(cuts) == 2 * len(letters)


@pytest.mark.parametrize("more", DRAWN)
def test_what_is_looked_at_again_looks_as_drawn_afresh(more: str) -> None:
    letters = [said(words, CSS + more) for words in SAYINGS]
    press = Typesetter(letters, TYPEFACES)
    afresh = [looks(press.for_another(one.assets), [one])[0] for one in letters]
    assert looks(press, letters) == afresh
    assert len(set(afresh)) == len(letters)


def test_a_font_of_weasyprint_itself_is_cut_each_time() -> None:
    one = said(SAYINGS[0])
    press = Typesetter([one], TYPEFACES)
    looks(press, [one])
    font = next(iter(press.looked_at.values()))
    kept = font.file_content
    kept_cuts.subset(font, font.to_unicode, False)
    assert font.file_content is kept
    kept_cuts.plain_subset(font, font.to_unicode, False)
    assert font.file_content == kept
    assert font.file_content is not kept
