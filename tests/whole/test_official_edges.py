"""GB/T 9704-2012 at its edges, in PDF and in Word as LibreOffice prints it: many names, long names."""

import io
import itertools
from functools import cache

import pymupdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from docgen.pipeline.stops import write
from tests.support.both_formats import Both, both
from tests.support.clauses import CLAUSES, Row, measured, sheet
from tests.support.clauses.text import dashes
from tests.support.edges import FILES, LONG, NAMES, ORGANS
from tests.support.measuring import DARK, DPI, Line, drawn, ink, lines, rules
from tests.support.samples import composed, document, project, write_files

MM = 25.4 / 72
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
PITCH = 225 / 22
FORMATS = ["pdf", "word"]


@cache
def made() -> dict[str, Both]:
    return both(FILES)


def printed(name: str, form: str) -> list[Line]:
    return lines(getattr(made()[name], form))


def spot(name: str, form: str, text: str) -> tuple[float, float]:
    """Return where the first character of `text` stands: from the left, and its baseline."""
    for page in pymupdf.open(stream=getattr(made()[name], form)):
        characters = [
            character
            for block in page.get_text("rawdict", sort=True)["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
            for character in span["chars"]
        ]
        at = "".join(character["c"] for character in characters).find(text)
        if at >= 0:
            return tuple(edge * MM for edge in characters[at]["origin"])
    raise AssertionError(f"{text} is not printed")


# --- 7.2.6 签发人 ---


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("count", range(1, len(NAMES) + 1))
def test_signatories_stand_two_a_line_under_the_first_and_the_number_beside_the_last(count, form):
    name = f"signed-{count}"
    spots = [spot(name, form, signatory) for signatory in NAMES[:count]]
    firsts, seconds = spots[::2], spots[1::2]
    assert [x for x, _ in firsts] == pytest.approx([firsts[0][0]] * len(firsts), abs=0.1)
    assert [x for x, _ in seconds] == pytest.approx([x for x, _ in seconds[:1]] * len(seconds), abs=0.1)
    assert [y for _, y in seconds] == pytest.approx([y for _, y in firsts[: len(seconds)]], abs=0.1)
    steps = [below[1] - above[1] for above, below in itertools.pairwise(firsts)]
    assert steps == pytest.approx([PITCH] * len(steps), abs=0.06)
    number = spot(name, form, "示食安办〔2024〕7号")
    assert number == pytest.approx((LEFT + 16 * MM, spots[-1][1]), abs=0.1)
    label = spot(name, form, "签发人")
    assert label == pytest.approx((firsts[0][0] - 4 * 16 * MM, firsts[0][1]), abs=0.7)
    rule = min(rule.top for rule in rules(getattr(made()[name], form)) if rule.top > spots[-1][1])
    assert rule - spots[-1][1] == pytest.approx(4.7, abs=0.3)
    register = [line for line in printed(name, form) if firsts[0][1] - 1 < line.baseline < spots[-1][1] + 1]
    assert max(line.right for line in register) == pytest.approx(RIGHT - 16 * MM, abs=0.6)


@pytest.mark.parametrize("form", FORMATS)
def test_two_signatories_share_the_line_of_the_number(form):
    baselines = [spot("signed-2", form, text)[1] for text in ("示食安办〔2024〕7号", "签发人", *NAMES[:2])]
    assert baselines == pytest.approx([baselines[0]] * 4, abs=0.1)


# --- 7.3.4 附件说明 ---


@pytest.mark.parametrize("form", FORMATS)
def test_an_attachments_name_turns_over_under_its_first_character_behind_the_number(form):
    found = [line for line in printed("noted", form) if line.page == 1]
    turned = [line for line in found if line.text.endswith("部分")]
    names = [spot("noted", form, "关于进一步做好某某")[0]]
    assert len(turned) == 2
    assert [line.left for line in turned] == pytest.approx(names * 2, abs=0.2)


@pytest.mark.parametrize("form", FORMATS)
def test_numbers_of_two_figures_leave_all_names_in_one_column(form):
    texts = ["第1表", "第9表", "有关表格样式第10部分"]
    places = [spot("noted-twelve", form, text)[0] for text in texts]
    assert places == pytest.approx([places[0]] * 3, abs=0.3)


@pytest.mark.parametrize("form", FORMATS)
def test_a_title_of_two_lines_is_one_line_in_the_note(form):
    found = [line.text for line in printed("noted-once", form) if line.page == 1]
    assert "附件：关于进一步做好某某工作若干事项的补充说明" in found


@pytest.mark.parametrize("form", FORMATS)
def test_the_last_line_of_the_text_goes_with_the_list_of_attachments_over_the_page(form):
    found = [line.text for line in printed("listed-over", form) if line.page == 2 and 15 < line.size < 17]
    assert found[0] == "第8段只有一行字。"
    assert [text[:3] for text in found[1:3]] == ["附件：", "2. " if form == "pdf" else "2.乙"]


def test_word_numbers_the_attachments_itself():
    paragraphs = Document(io.BytesIO(made()["noted"].docx)).paragraphs
    named = [one for one in paragraphs if one.style.name.startswith("附件说明")]
    texts = ["".join(text.text for text in one._p.iter(qn("w:t"))) for one in named]
    assert texts == [LONG.format(1), LONG.format(2)]
    assert [one.style.name for one in named] == ["附件说明首项", "附件说明续项"]
    assert all(one.style.element.find(f".//{qn('w:numPr')}") is not None for one in named)


# --- 7.3.1 标题 ---


@pytest.mark.parametrize("form", FORMATS)
def test_long_titles_are_balanced_and_reach_neither_edge(form):
    found = [line for line in printed("titled", form) if 21 < line.size < 23]
    assert [line.text for line in found if line.page == 1] == [
        "关于报送食品安全包保督导工作情况和",
        "有关统计数据的通知",
    ]
    assert [line.text for line in found if line.page > 1] == [
        "示例县食品安全属地管理责任和",
        "企业主体责任落实情况统计表",
    ]
    for line in found:
        assert (line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.3)
        assert line.left > LEFT + 11 * MM


def test_a_line_of_a_title_that_its_author_made_too_long_is_told(tmp_path):
    own = "关于进一步做好食品安全包保督导工作有关事项"
    write_files(project(tmp_path, letter=document(title=f"|-\n  {own}\n  的通知")), {})
    (told,) = [one for one in composed(tmp_path).composed.findings if one.code == "title-line-long"]
    assert (told.values["line"], str(told.place).rpartition("/")[2]) == (own, "letter.yaml:5:8")
    write_files(project(tmp_path, letter=document(title="|-\n  关于进一步做好食品安全\n  工作的通知")), {})
    assert composed(tmp_path).composed.findings == ()


# --- 7.2.4, 7.3.5, 7.4.3 长名称 ---


@pytest.mark.parametrize("form", FORMATS)
def test_a_long_name_stays_on_the_page_as_masthead_signature_and_issuer(form):
    found = printed("long-name", form)
    masthead = [line for line in found if line.page == 1 and line.size > 23]
    assert [line.text for line in masthead] == [ORGANS[0], f"{ORGANS[1]}文件"]
    assert all(LEFT < line.left < line.right < RIGHT for line in masthead)
    signature = [line for line in found if line.text in ORGANS and 15 < line.size < 17]
    assert [line.text for line in signature] == ORGANS
    date = next(line for line in found if line.text == "2024年6月20日")
    middles = [(line.left + line.right) / 2 for line in (*signature, date)]
    assert middles == pytest.approx([middles[0]] * 3, abs=0.5)
    issuer = [line.text for line in found if 13 < line.size < 15 and "示例" in line.text]
    assert issuer == [ORGANS[0], f"{ORGANS[1]}2024年6月20日印发"]
    assert max(line.right for line in found) < RIGHT + 0.4


# --- 7.4.1, 7.5 版记在最后的双数面 ---


def numbered(name: str, form: str) -> list[int]:
    """Return the pages that print their number."""
    return [line.page for line in printed(name, form) if line.text.startswith("—")]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("name", "pages", "numbers"),
    [
        ("filled-1", 2, [1]),  # the back of the only sheet
        ("single-sided", 1, [1]),
        ("filled-25", 2, [1, 2]),  # just room for it under the text of an even side
        ("filled-28", 4, [1, 2]),  # no room there: a blank side, and the next
        ("noted", 4, [1, 2, 3]),  # behind attachments that end on an odd side
    ],
)
def test_the_imprint_stands_on_an_even_last_side_and_added_sides_have_no_number(name, pages, numbers, form):
    opened = pymupdf.open(stream=getattr(made()[name], form))
    assert len(opened) == pages
    assert numbered(name, form) == numbers
    blank = [page.number + 1 for page in opened if not page.get_text().strip()]
    assert blank == ([3] if name == "filled-28" else [])
    issued = next(line for line in printed(name, form) if line.text.endswith("印发"))
    assert issued.page == pages
    strokes_ = [rule for rule in rules(getattr(made()[name], form)) if rule.page == pages]
    assert max((rule.top + rule.bottom) / 2 for rule in strokes_) > 200


@pytest.mark.parametrize("name", ["filled-1", "single-sided", "filled-25", "filled-28", "noted", "long-name"])
def test_words_imprint_has_its_lines_where_the_pdf_has_them(name):
    ours, theirs = (strokes(name, form) for form in FORMATS)
    assert theirs == pytest.approx(ours, abs=0.3)
    assert ours[-1] == pytest.approx(BOTTOM - 0.35 / 2, abs=0.05)


def strokes(name: str, form: str) -> list[float]:
    """Return the middles of the imprint's lines, from the page's top, seen on a picture of the last page."""
    data = getattr(made()[name], form)
    page = len(pymupdf.open(stream=data))
    picture = drawn(data, page)
    dots = DPI / 25.4
    x = round((LEFT + 2) * dots)  # left of all text
    dark = [y for y in range(picture.height) if picture.pixel(x, y)[0] < DARK]
    return middles(dark, dots)


def middles(rows: list[int], dots: float) -> list[float]:
    """Return the middles, in mm, of rows of dots that lie next to each other."""
    groups = [
        [row for _, row in run]
        for _, run in itertools.groupby(enumerate(rows), lambda pair: pair[1] - pair[0])
    ]
    return [(run[0] + run[-1] + 1) / 2 / dots for run in groups]


# --- 8 横排的表格 ---


@pytest.mark.parametrize("form", FORMATS)
def test_a_landscape_tables_number_stands_where_other_pages_have_it_once_the_sheet_is_bound(form):
    """Odd sides (3, 5) have it at their right, the even one (4) at its left."""
    pdf = getattr(made()["turned"], form)
    assert [page.number + 1 for page in pymupdf.open(stream=pdf) if page.rect.width > page.rect.height] == [
        3,
        4,
        5,
    ]
    found = list(dashes(sheet(pdf, "")))
    assert [line.text.strip("— ") for line, _ in found] == ["1", "2", "3", "4", "5", "6"]
    for line, middle in found:
        edge = RIGHT - line.right if line.page % 2 else line.left - LEFT
        assert (edge, middle - BOTTOM) == pytest.approx((14 * MM, 7), abs=0.5)


# --- 7.2.4, 7.2.7, 10.1 红头、红线、双线、版头标记 ---


@pytest.mark.parametrize("form", FORMATS)
def test_mastheads_have_their_ink_where_the_standard_wants_it(form):
    top, _ = ink(getattr(made()["noted"], form), 1, LEFT, 50, RIGHT, 98)
    assert top == pytest.approx(72.0, abs=0.3)
    top, _ = ink(getattr(made()["marked"], form), 1, LEFT, 10, RIGHT, 44)
    assert top == pytest.approx(30.0, abs=0.3)


def red(name: str, form: str, x: float) -> list[float]:
    """Return the middles of the red lines that cross the column `x` mm from the left of page 1."""
    page = pymupdf.open(stream=getattr(made()[name], form))[0].get_pixmap(dpi=DPI)
    dots = DPI / 25.4
    rows = [y for y in range(page.height) if (p := page.pixel(round(x * dots), y))[0] > 180 and p[1] < 120]
    return middles(rows, dots)


def test_words_red_lines_stand_where_the_pdf_has_them():
    for name, x, count in (("noted", 30.0, 1), ("signed-12", 30.0, 1), ("marked", 22.0, 4)):
        ours, theirs = (red(name, form, x) for form in FORMATS)
        assert len(ours) == count
        assert theirs == pytest.approx(ours, abs=0.3), name


RULED = {
    "noted": ["示食安办〔2024〕7号"],
    "signed-2": ["示食安办〔2024〕7号", "签发人", *NAMES[:2]],
    "signed-12": ["示食安办〔2024〕7号", "签发人", *NAMES],
    "full": ["抄送", "监委机关。", "印发"],
    "marked": ["示食安办〔2024〕7号", "000001", "机密★1年", "特急"],
    "reminded": ["示食安办〔2024〕7号", "第12期", "000001", "机密★1年", "特急"],
}
"""What stands between lines: beside the red line, under the double line of a letter, in a 版记 whose 抄送 has
several lines."""


@pytest.mark.parametrize("name", RULED)
def test_words_red_head_and_imprint_have_their_text_where_the_pdf_has_it(name):
    ours, theirs = ([spot(name, form, text)[1] for text in RULED[name]] for form in FORMATS)
    assert theirs == pytest.approx(ours, abs=0.3)


@pytest.mark.parametrize("form", FORMATS)
def test_a_letters_marks_stand_under_the_red_head_beside_the_number(form):
    marks = [spot("marked", form, text) for text in ("000001", "机密★1年", "特急")]
    number = spot("marked", form, "示食安办〔2024〕7号")
    assert [x for x, _ in marks] == pytest.approx([LEFT] * 3, abs=0.2)
    assert [y for _, y in marks] == pytest.approx([number[1] + step * PITCH for step in range(3)], abs=0.2)


def test_long_names_of_a_joint_issue_press_no_text_and_a_masthead_smaller_than_the_title_is_told(tmp_path):
    name = "示例自治区示例自治州示例市食品药品安全委员会暨示例市创建国家食品安全示范城市工作领导小组办公室"
    offices = "".join(
        f"n{n}:\n  name: {name[:n]}\n  masthead: {name[:n]}\n  code: 示食安办\n" for n in (40, 34)
    )
    letter = document(office="[n40, n34]")
    write_files(project(tmp_path, letter=letter), {"content/offices.yaml": offices})
    page = composed(tmp_path)
    assert "joint-masthead-small" in {one.code for one in page.composed.findings}
    made = write(page, "pdf")
    assert made.findings == ()
    found = lines(made.data)
    text = next(line for line in found if line.text.startswith("请遵照"))
    signed = [line for line in found if line.page == 1 and line.baseline > text.baseline and line.size > 15]
    assert signed[0].baseline - text.baseline > PITCH * 0.9
    assert signed[-1].text == "2024年6月20日"


# --- 逐条 ---


@cache
def rows() -> dict[str, tuple[Row, Row]]:
    """Return what was found of each clause in both formats, by clause."""
    return {f"{pdf.clause.number} {pdf.clause.what}": (pdf, word) for pdf, word in measured(made())}


@pytest.mark.parametrize("clause", [f"{one.number} {one.what}" for one in CLAUSES])
def test_every_clause_that_can_be_measured_holds_at_the_edges(clause):
    for row in rows()[clause]:
        assert row.found
        assert row.broken == {}
