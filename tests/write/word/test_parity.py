"""Word and PDF of the same document agree: on its pages, its characters and what stands on which page.

LibreOffice draws the Word file. What it is known to get wrong is put right by name (`libreoffice.LOST`), and
each of those faults is shown here, so that a mask goes when its fault does.
"""

import os
from functools import cache
from pathlib import Path

import pymupdf
import pytest
from lxml import etree
from PIL import Image, ImageChops

from docgen.composed import Composed
from docgen.write import word
from docgen.write.pdf import single
from tests.support import foreign, libreoffice, parity, samples
from tests.support.foreign import typefaces, written
from tests.support.measuring import Line, lines
from tests.support.reading import Word

PAGE = (
    "@page { size: 120mm 120mm; margin: 20mm } body { margin: 0; font: 16pt/20pt 仿宋; text-align: justify } "
)
PAGE += "p { margin: 0 } "
WORDS = "བདུན་རེའི་བཟའ་ཆས་བདེ་འཇགས་རྩད་ཞིབ་བཅོས་སྒྲིག་སྙན་ཐོ།"
"""Of which the last syllable of a line would stand nearer to the first one of the next."""
FAULTS = {
    "figures": ("<p>汉字2024汉字</p>", PAGE),
    "marks": (f"<p>{'汉' * 14}，{'汉' * 20}</p>", PAGE),
    "grid": (
        "<p>甲</p>" * 10 + "<p style='margin-top: 6pt'>乙</p>",
        PAGE + "body { --docx-grid: lines 100 }",
    ),
    "parted": (
        f"<p>{'甲' * 28}</p><p>{'乙' * 20}</p><p style='break-after: avoid'>{'丙' * 140}</p><p>丁</p>",
        PAGE,
    ),
    "whole": (
        f"<p>{'甲' * 28}</p><p>{'乙' * 20}</p>"
        f"<p style='break-after: avoid; break-inside: avoid'>{'丙' * 140}</p><p>丁</p>",
        PAGE,
    ),
    "notes": (
        "<p>甲<span>注文</span></p>" + "<p>甲</p>" * 9 + "<p>乙</p>",
        PAGE + "@page { @footnote { margin: 0 } } span { float: footnote; font: 9pt/22pt 仿宋 }",
    ),
    "kerned": ("<p>འགན་འཁྲི་འགན་འཁྲི་</p>", PAGE + "p { font-family: 藏文 }"),
    "ends": (
        f"<p style='width: 64.4mm'>{WORDS}</p>",
        PAGE + "p { font: 16pt/30pt 藏文; text-align: left }",
    ),
}

CHARACTERS = {*parity.COUNTED, *"汉字甲乙丙丁，注文", *FAULTS["kerned"][0], *WORDS}
FOREIGN = sorted(foreign.CASES.glob("foreign/*.html"))
UNLIKE = {
    "book": "LibreOffice shows nothing on the blank page before a chapter, and only the cached running title",
    "odd": "it names pictures that are not there",
}
CASES = {path.stem: path for path in FOREIGN if path.stem not in UNLIKE}


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_word_has_the_pages_of_the_pdf(name):
    ours, theirs = parity.of_samples()[name].pages
    assert theirs == ours


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_99_in_100_characters_of_the_pdf_are_in_word(name):
    found = parity.of_samples()[name]
    assert found.matched >= 0.99, found.missing


NOT_TAKEN_OVER = {"tests/cases/geometry/content/letters/document": "每面排多少行"}
"""The last line of a long paragraph that stays with 附件说明, which begins a page.

Word takes some lines of such a paragraph over (ISO/IEC 29500-1, 17.3.1.15), as the PDF does. LibreOffice
takes all of it or, as `libreoffice.parted` lets it, nothing.
"""


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_every_character_stands_on_the_page_it_has_in_the_pdf(name):
    assert parity.of_samples()[name].elsewhere == NOT_TAKEN_OVER.get(name, "")


SMALL = (0.0, 1.2)
"""mm: Word has small type a little lower in a line of the grid: captions, what stands under a table."""
HIGHER_OR_LOWER = {
    **{
        name: {6: (-19.6, -19.5)} for name in NOT_TAKEN_OVER
    },  # what follows that line, and the white below it
    "content/reports/assessment-2024": {2: SMALL, **dict.fromkeys(range(4, 12), SMALL)},
    "content/reports/bulletin-2024-06": {2: SMALL, 3: SMALL},
    "content/reports/survey-2024": dict.fromkeys(range(2, 7), SMALL),
}
"""By how much lines of a page stand higher or lower in Word than in the PDF, where it is more than NEAR."""
MEASURED = 0.15


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_no_character_is_in_one_format_alone(name):
    found = parity.of_samples()[name]
    assert (found.missing, found.surplus) == ("", "")


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_every_line_stands_as_high_as_in_the_pdf(name):
    allowed = HIGHER_OR_LOWER.get(name, {})
    for line, lower in parity.of_samples()[name].moved.items():
        least, most = allowed.get(int(line.partition(" ")[0]), (0.0, 0.0))
        assert least - MEASURED <= lower <= most + MEASURED, line


DOCUMENTS = [name for name in parity.SAMPLES if "notice" in name or "decision" in name or "two-" in name]
SET = 0.3
"""mm by which red head and 版记 may stand higher or lower: they are measured with a ruler."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_red_head_and_imprint_stand_where_the_pdf_has_them(name):
    found = parity.of_samples()[name]
    root = etree.HTML(samples.pages(name)[0].composed.html)
    first, last = "1 ", f"{found.pages[0]} "
    wanted = [first + line for line in beginnings(root, "masthead") | beginnings(root, "doc-number")]
    wanted += [last + line for line in beginnings(root, "imprint")]
    assert {line: found.lower[line] for line in wanted if abs(found.lower[line]) > SET} == {}
    assert len(wanted) >= 2


def beginnings(root, part: str) -> set[str]:
    """Return how the lines of an element begin, by its class: those of its paragraphs."""
    held = root.xpath(f"//*[contains(concat(' ', @class, ' '), ' {part} ')]/descendant-or-self::p")
    return {"".join("".join(one.itertext()).split())[: parity.BEGINNING] for one in held}


CHARTS = "content/reports/survey-2024"


def inked(pdf):
    """Return where dark blue, the ink of a chart's first series, stands on each page, in cells of 5 mm."""
    for page in pymupdf.open(stream=pdf):
        dots = page.get_pixmap(dpi=51, alpha=False)  # 10 dots are 5 mm
        red, green, blue = Image.frombytes("RGB", (dots.width, dots.height), dots.samples).split()
        more = ImageChops.darker(ImageChops.subtract(blue, red), ImageChops.subtract(blue, green))
        cells = more.point(lambda value: 255 * (value > 25)).reduce(10)
        yield {divmod(at, cells.width) for at, value in enumerate(cells.tobytes()) if value > 25}


def test_charts_of_every_kind_are_drawn_where_the_pdf_has_them():
    ours, theirs = (list(inked(pdf)) for pdf in (samples.pdf(CHARTS).data, parity.drawn_samples()[CHARTS]))
    assert sum(map(len, ours)) > 200
    for mine, other in zip(ours, theirs, strict=True):
        around = [(down, across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
        near = {(row + down, column + across) for row, column in other for down, across in around}
        assert len(mine - near) <= len(mine) * 0.03


def test_a_line_that_stands_lower_is_seen():
    """The neighbour: the same line, moved by two millimetres."""
    high, low = (foreign.page(f"<p style='margin-top: {top}mm'>甲乙丙丁</p>", PAGE) for top in (10, 12))
    drawn = [foreign.single.write(page, typefaces()).data for page in (high, low)]
    assert parity.compare(*drawn).moved == {"1 甲乙丙丁": 2.0}
    assert parity.compare(drawn[0], drawn[0]).moved == {}


def test_a_character_of_the_second_alone_is_seen():
    pages = (foreign.page(f"<p>{text}</p>", PAGE) for text in ("甲乙", "甲乙丙"))
    assert parity.compare(*(foreign.single.write(page, typefaces()).data for page in pages)).surplus == "丙"


@cache
def faults(mask: bool) -> dict[str, list[Line]]:
    """Return the lines that LibreOffice draws of the documents that show its faults."""
    drawn = masked() if mask else libreoffice.converted(faulty(), typefaces(), CHARACTERS, mask)
    return {name: lines(drawn[name]) for name in FAULTS}


def faulty() -> dict[str, bytes]:
    """Return the Word files of the documents that show LibreOffice's faults."""
    return {name: written(html, css).data for name, (html, css) in FAULTS.items()}


@cache
def masked() -> dict[str, bytes]:
    """Return what LibreOffice draws of all that is set in the foreign cases' type; it is started once."""
    characters = CHARACTERS.union(
        *({*foreign.case(path).html, *foreign.case(path).css} for path in CASES.values())
    )
    others = {name: foreign.docx(path).data for name, path in CASES.items()}
    full = {name: word.write(page, typefaces()).data for name, page in full_pages().items()}
    return libreoffice.converted({**faulty(), **full, **others}, typefaces(), characters)


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


def test_libreoffice_keeps_text_from_notes_though_no_rule_stands_between():
    """As many lines stand above a note as in the PDF: Word leaves no more room between than CSS does."""
    html, css = FAULTS["notes"]
    printed = lines(foreign.single.write(foreign.page(html, css), typefaces()).data)
    lost, kept = faults(mask=False)["notes"], faults(mask=True)["notes"]
    first = [
        sum(line.page == 1 and line.text[0] == "甲" for line in found) for found in (printed, lost, kept)
    ]
    assert first == [10, 9, 10]


def test_libreoffice_parts_no_paragraph_that_stays_with_the_next():
    """Of a paragraph that stays with the next, some lines do (ISO/IEC 29500-1, 17.3.1.15): Word parts it."""
    html, css = FAULTS["parted"]
    printed = lines(foreign.single.write(foreign.page(html, css), typefaces()).data)
    lost, kept = faults(mask=False)["parted"], faults(mask=True)["parted"]
    pages = [[one.page for one in found if one.text[0] == "丙"] for found in (printed, lost, kept)]
    assert pages[0] == pages[2]
    assert set(pages[1]) == {2}
    assert set(pages[2]) == {1, 2}


def test_a_paragraph_that_is_kept_whole_is_not_parted_for_libreoffice():
    html, css = FAULTS["whole"]
    printed = lines(foreign.single.write(foreign.page(html, css), typefaces()).data)
    for found in (printed, faults(mask=True)["whole"]):
        assert {one.page for one in found if one.text[0] == "丙"} == {2}


def test_libreoffice_measures_the_end_of_a_line_as_if_the_next_one_stood_beside_it():
    """A tsheg is kerned with the letter that begins the next line: a syllable is set that does not fit."""
    html, css = FAULTS["ends"]
    printed = lines(foreign.single.write(foreign.page(html, css), typefaces()).data)
    lost, kept = faults(mask=False)["ends"], faults(mask=True)["ends"]
    assert [one.text for one in kept] == [one.text for one in printed]
    assert lost[0].text.startswith(kept[0].text + kept[1].text[:2])
    for mine, theirs in zip(printed, kept, strict=True):
        assert theirs.right - theirs.left == pytest.approx(mine.right - mine.left, abs=0.1)


def test_type_is_kerned_in_word_as_in_the_pdf():
    """Word kerns no type unless it is told to; Tibetan lines that do not fit then have other words."""
    html, css = FAULTS["kerned"]
    (printed,) = lines(foreign.single.write(foreign.page(html, css), typefaces()).data)
    (found,) = faults(mask=True)["kerned"]
    assert found.right - found.left == pytest.approx(printed.right - printed.left, abs=0.1)


FILLED = 80 / 25.4 * 72
"""Points of the text area of PAGE from top to bottom."""
ENDS = {"end": "", "section": "<p style='page: next'>丙</p>", "page": "<p style='break-before: page'>丙</p>"}
FULL = {
    f"{name} {end}": (form.format(height=FILLED / rows, row=FILLED / rows - 4 / 3) * rows, after)
    for name, rows, form in (
        ("lines", 4, "<p style='line-height: {height}pt'>甲</p>"),
        ("row", 1, "<tr><td style='height: {height}pt'>甲</td></tr>"),
        ("three rows", 3, "<tr><td style='height: {height}pt'>甲</td></tr>"),
        ("ruled rows", 3, "<tr><td style='height: {row}pt; border: 1pt solid'>甲</td></tr>"),
        ("seven rows", 7, "<tr><td style='height: {height}pt'>甲</td></tr>"),
        ("side by side", 1, "<div style='display: flex; height: {height}pt'><p>甲</p><p>乙</p></div>"),
    )
    for end, after in ENDS.items()
}
TABLE = "td { padding: 0 } table { border-collapse: collapse; width: 100% } @page next { size: 100mm 90mm }"


def full_pages() -> dict[str, Composed]:
    """Return the documents whose first page is exactly full."""
    return {
        name: foreign.page(f"<table>{text}</table>{after}" if "<tr>" in text else text + after, PAGE + TABLE)
        for name, (text, after) in FULL.items()
    }


@pytest.mark.parametrize("name", FULL)
def test_what_fills_its_page_exactly_leaves_no_empty_one_in_word(name):
    """A paragraph has to follow a table: it takes its height from the last row."""
    ours = single.write(full_pages()[name], typefaces()).pages
    theirs = pymupdf.open(stream=masked()[name]).page_count
    assert theirs == ours == (1 if name.endswith("end") else 2)


BOX = '<div class="box">框</div>'
VALUE = '<p>发文字号：<b data-field="number">示食安办〔2024〕1号</b>BOX</p>'
BODIES = [BOX + VALUE.replace("BOX", ""), VALUE.replace("BOX", BOX.replace("div", "i")), VALUE + BOX]


@pytest.fixture(scope="module")
def saved_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where LibreOffice saved a Word file of each of BODIES."""
    folder = tmp_path_factory.mktemp("boxes")
    css = ".box { position: absolute; top: 0; left: 0; width: 30mm }"
    paths = [folder / f"{number}.docx" for number in range(len(BODIES))]
    for path, body in zip(paths, BODIES, strict=True):
        path.write_bytes(written(body.replace("BOX", ""), css).data)
    libreoffice.office(paths, "docx:Office Open XML Text", os.environ, folder / "saved")
    return folder / "saved"


@pytest.mark.parametrize("number", range(len(BODIES)))
def test_libreoffice_saves_a_line_with_a_box_and_a_content_control(number, saved_folder):
    """A box behind the control comes out as XML that nothing opens: it is always written before."""
    saved = Word((saved_folder / f"{number}.docx").read_bytes())
    assert len(saved.find("//w:sdt")) == 1
    assert "示食安办〔2024〕1号" in saved.text
    assert len(saved.find("//w:txbxContent")) >= 1


NO_TYPE = {"form": "˅", "right-to-left": "𠀀𪚥🙂"}
"""What is drawn without a letter: the arrow of a list to choose from, characters that no face has."""


def test_most_foreign_cases_are_held_against_the_pdf():
    assert len(CASES) > 10


@pytest.mark.parametrize("name", CASES)
def test_foreign_pages_are_the_same_in_word(name):
    agreement = parity.compare(foreign.drawn(CASES[name]).data, masked()[name])
    assert agreement.pages[0] == agreement.pages[1]
    assert agreement.elsewhere == ""
    assert set(agreement.missing) <= set(NO_TYPE.get(name, ""))
