"""Word and PDF of the same document agree: on its pages, its characters and what stands on which page.

LibreOffice draws the Word file. What it is known to get wrong is put right by name (`parity.LOST`), and each
of those faults is shown here, so that a mask goes when its fault does.
"""

from functools import cache

import pytest

from tests import parity
from tests.foreign import typefaces, written
from tests.measuring import Line, lines

PAGE = (
    "@page { size: 120mm 120mm; margin: 20mm } body { margin: 0; font: 16pt/20pt 仿宋; text-align: justify } "
)
PAGE += "p { margin: 0 } "
FAULTS = {
    "figures": ("<p>汉字2024汉字</p>", PAGE),
    "marks": (f"<p>{'汉' * 14}，{'汉' * 20}</p>", PAGE),
    "grid": (
        "<p>甲</p>" * 10 + "<p style='margin-top: 6pt'>乙</p>",
        PAGE + "body { --docx-grid: lines 100 }",
    ),
}


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_word_has_the_pages_of_the_pdf(name):
    ours, theirs = parity.of_samples()[name].pages
    assert theirs == ours


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_99_in_100_characters_of_the_pdf_are_in_word(name):
    found = parity.of_samples()[name]
    assert found.matched >= 0.99, found.missing


# LibreOffice cuts the text area to whole lines of the grid, so a table that fills a page to its last row
# gives that row to the next page; Word does not.
CUT_BY_LIBREOFFICE = "content/letters/commendation-decision-2024"


@pytest.mark.parametrize("name", [name for name in parity.SAMPLES if name != CUT_BY_LIBREOFFICE])
def test_every_character_stands_on_the_page_it_has_in_the_pdf(name):
    assert parity.of_samples()[name].same_page == 1.0


@cache
def faults(mask: bool) -> dict[str, list[Line]]:
    """Return the lines that LibreOffice draws of the documents that show its faults."""
    files = {name: written(html, css).data for name, (html, css) in FAULTS.items()}
    drawn = parity.converted(files, typefaces(), {*parity.COUNTED, *"汉字甲乙，"}, mask)
    return {name: lines(data) for name, data in drawn.items()}


def test_libreoffice_parts_figures_from_chinese_though_word_is_told_not_to():
    (lost,), (kept,) = faults(mask=False)["figures"], faults(mask=True)["figures"]
    assert lost.right - lost.left > kept.right - kept.left + 2


def test_libreoffice_hangs_marks_out_of_the_line_though_word_is_told_not_to():
    lost, kept = faults(mask=False)["marks"], faults(mask=True)["marks"]
    assert lost[0].text.startswith("汉" * 14), "the comma after it hangs"
    assert [line.text[:2] for line in kept[:2]] == ["汉汉", "汉，"]


def test_libreoffice_cuts_the_text_area_to_whole_lines_of_the_grid():
    lost, kept = faults(mask=False)["grid"], faults(mask=True)["grid"]
    assert (lost[-1].page, kept[-1].page) == (2, 1)
