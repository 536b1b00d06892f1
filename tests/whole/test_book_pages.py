"""A handbook on paper: its pages measured with another reader, in every layout."""

import re

import pymupdf
import pytest

from docgen.write.pdf.booklet import impose_booklet, sides
from tests.support.books import book, chapter, drawn, prose
from tests.support.handbooks import reviewed
from tests.support.measuring import lines

BO = "ལས་བྱེད་པས་ཁེ་ལས་སུ་བསྐྱོད་ནས་དོ་དམ་བྱེད་དགོས། སྲིད་ཇུས་དྲིལ་བསྒྲགས་བྱས་ནས་ཞབས་ཞུ་ཡག་པོ་སྒྲུབ་དགོས། "
CONTENTS = "དཀར་ཆག"  # after ག no shad is written
ZH = "包保干部按季度到所包保的主体去，照着清单逐项督导，发现问题当场记录，移交监管所处理。"


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.get_text() for page in pymupdf.open(stream=pdf)]


def page_of(found: list[str], words: str, start: int = 0) -> int:
    """Return the first page (from 0, from `start` on) that says these words."""
    return next(number for number, text in enumerate(found) if number >= start and words in text)


def opening(found: list[str], title: str) -> int:
    """Return the page (from 0) on which a chapter begins, which the contents name too."""
    return page_of(found, title, page_of(found, "目　录") + 1)


def printed_number(pdf: bytes, page: int) -> str:
    """Return the page number printed at the foot of a page (from 0)."""
    feet = [line.text for line in lines(pdf) if line.page == page + 1 and line.baseline > 190]
    return feet[-1].strip()


@pytest.fixture(scope="module")
def three_chapters(tmp_path_factory):
    """A book of three chapters over many pages, with references and an index."""
    long = [prose(f"long-{n}", ZH * 6) for n in range(14)]
    home = book(
        tmp_path_factory.mktemp("book"),
        {
            "a": chapter(
                "id: a-one\nheading: {zh: 甲节}", *long, prose("a-see", "见[丙章](#c)。"), title="{zh: 甲章}"
            ),
            "b": chapter(
                "id: b-one\nheading: {zh: 乙节}", prose("b-word", "晨检一次，晨检两次。"), title="{zh: 乙章}"
            ),
            "c": chapter(
                "id: c-one\nheading: {zh: 丙节}", prose("c-word", "晨检三次，留样一次。"), title="{zh: 丙章}"
            ),
        },
        index="[留样, 晨检, 没有的词]",
    )
    return drawn(home).data


def test_the_contents_name_the_pages_that_are_printed(three_chapters):
    found = pages(three_chapters)
    contents = found[page_of(found, "目　录")]
    named = dict(re.findall(r"([甲乙丙]章)[^\d]*(\d+)", contents.replace("\n", "")))
    assert set(named) == {"甲章", "乙章", "丙章"}
    for title, number in named.items():
        start = opening(found, f"章　{title}")
        assert printed_number(three_chapters, start) == number


def test_the_first_chapter_begins_on_page_1_which_is_a_right_hand_page(three_chapters):
    found = pages(three_chapters)
    first = opening(found, "第一章　甲章")
    assert printed_number(three_chapters, first) == "1"
    assert (first + 1) % 2 == 1


def test_a_cross_reference_names_the_page_it_leads_to(three_chapters):
    found = pages(three_chapters)
    there = printed_number(three_chapters, opening(found, "第三章　丙章"))
    assert f"见丙章（第{there}页）。" in "".join(found).replace("\n", "")


def test_the_index_names_every_page_once_and_no_term_that_is_not_used(three_chapters):
    found = pages(three_chapters)
    index = found[page_of(found, "索　引")].replace("\n", "")
    first = printed_number(three_chapters, page_of(found, "晨检一次"))
    second = printed_number(three_chapters, page_of(found, "晨检三次"))
    assert re.search(rf"晨检　{first}，{second}(?!\d|，)", index)
    assert index.index("晨检") < index.index("留样"), "by 拼音"
    assert "没有的词" not in index


def test_bookmarks_and_links_lead_to_chapters_and_sections(three_chapters):
    outline = pymupdf.open(stream=three_chapters).get_toc()
    assert [(level, title) for level, title, _ in outline if "章" in title or "节" in title] == [
        (1, "第一章　甲章"),
        (2, "一、甲节"),
        (1, "第二章　乙章"),
        (2, "一、乙节"),
        (1, "第三章　丙章"),
        (2, "一、丙节"),
    ]
    contents = pymupdf.open(stream=three_chapters)[page_of(pages(three_chapters), "目　录")]
    assert len(contents.get_links()) >= 6


def test_running_heads_tell_book_and_chapter(three_chapters):
    heads = {(line.page, line.text.strip()) for line in lines(three_chapters) if line.baseline < 17}
    first = opening(pages(three_chapters), "第一章　甲章") + 1
    assert (first, "第一章　甲章") in heads
    assert (first + 1, "工作手册（示例）") in heads


def bilingual(tmp_path, **fields):
    """Return a book of one chapter in both languages as PDF."""
    blocks = [
        prose(f"block-{n}", f"第{n}段。{ZH * (1 + n % 3)}", f"{n}། {BO * (1 + (n + 1) % 3)}")
        for n in range(9)
    ]
    home = book(tmp_path, {"a": chapter(*blocks, title="{zh: 甲章, bo: ལེའུ།}")}, **fields)
    reviewed(home)  # so that no mark of a draft stands between the lines
    return drawn(home).data


def starts(pdf: bytes, pattern: str) -> dict[str, tuple[int, float, float]]:
    """Return page, left edge and baseline of the line in which each block begins, by its number."""
    found = {}
    for line in lines(pdf):
        for match in re.finditer(pattern, line.text):
            found.setdefault(match[1], (line.page, line.left, line.baseline))
    return found


def test_facing_columns_keep_every_block_level(tmp_path):
    pdf = bilingual(tmp_path, layout="左右对照")
    chinese, tibetan = starts(pdf, r"第(\d)段"), {}
    for page in pymupdf.open(stream=pdf):
        for x0, y0, _, _, text, *_ in page.get_text("words"):
            if match := re.match(r"(\d)།", text):
                tibetan.setdefault(match[1], (page.number + 1, x0 * 25.4 / 72, y0 * 25.4 / 72))
    assert set(chinese) == set(tibetan) == set("012345678")
    for number, (page, left, baseline) in chinese.items():
        other_page, other_left, top = tibetan[number]
        assert other_page == page
        assert other_left > 67 > left, "Tibetan has the wider column of an A5 page"
        assert 0 < baseline - top < 8, "the same row"


def test_facing_pages_hold_the_same_blocks_left_and_right(tmp_path):
    pdf = bilingual(tmp_path, layout="对页对照")
    found = pages(pdf)
    chinese = {n: page_of(found, f"第{n}段") for n in range(9)}
    tibetan = {n: page_of(found, f"{n}།") for n in range(9)}
    assert len(set(chinese.values())) > 1, "more than one spread"
    assert all(page % 2 == 1 for page in chinese.values()), "Chinese on left-hand pages"
    assert tibetan == {n: page + 1 for n, page in chinese.items()}


def test_every_chapter_of_facing_pages_begins_a_spread_with_its_tab_or_without(tmp_path):
    short = {
        name: chapter(prose(f"{name}-one", "一段。", BO), title=f"{{zh: {name}章, bo: ལེའུ།}}") for name in "ab"
    }
    for thumb in ("是", "否"):
        found = pages(drawn(book(tmp_path, short, layout="对页对照", thumb_index=thumb)).data)
        first, second = opening(found, "a章"), opening(found, "b章")
        assert (first % 2, second) == (1, first + 2)


@pytest.mark.parametrize(("layout", "said"), [("汉文", (True, False)), ("藏文", (False, True))])
def test_a_book_of_one_language_has_no_other(tmp_path, layout, said):
    text = "".join(pages(bilingual(tmp_path, layout=layout))[3:])
    assert ("第0段" in text, "དོ་དམ" in text) == said


@pytest.mark.parametrize(("first", "order"), [("汉文", 1), ("藏文", -1)])
def test_either_language_comes_first(tmp_path, first, order):
    text = "".join(pages(bilingual(tmp_path, first_language=first)))
    assert (text.index("0།") - text.index("第0段")) * order > 0


@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("A5", (148, 210)), ("32开", (130, 184))])
def test_a_book_is_printed_on_the_paper_it_names(tmp_path, paper, size):
    (page, *_) = pymupdf.open(stream=bilingual(tmp_path, paper=paper))
    assert (round(page.rect.width * 25.4 / 72), round(page.rect.height * 25.4 / 72)) == size


def test_tibetan_lines_end_after_tsheg_or_shad_and_none_begins_with_one(tmp_path):
    pdf = bilingual(tmp_path, layout="藏文", paper="32开")
    said = [line.text.strip() for line in lines(pdf) if "..." not in line.text]  # not the contents
    tibetan = [text for text in said if re.match("[\u0f00-\u0fff]", text) and text != CONTENTS]
    assert len(tibetan) > 20
    assert [line for line in tibetan if line[-1] not in "་།"] == []
    assert [line for line in tibetan if line[0] in "་།"] == []


def test_tibetan_text_can_be_read_out_of_the_pdf_as_it_was_written(tmp_path):
    text = "".join(pages(bilingual(tmp_path))).replace("\n", "").replace(" ", "")
    assert text.count(BO.replace(" ", "")) >= 9


def test_a_booklet_has_its_pages_in_the_order_of_folded_sheets(tmp_path):
    assert list(sides(8)) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    pdf = bilingual(tmp_path)
    made = impose_booklet(pdf)
    count = len(pymupdf.open(stream=pdf))
    sheets = pymupdf.open(stream=made)
    assert len(sheets) == -(-count // 4) * 2
    assert (round(sheets[0].rect.width * 25.4 / 72), round(sheets[0].rect.height * 25.4 / 72)) == (297, 210)
    half = sheets[0].rect.width / 2
    (office,) = sheets[0].search_for("示例市食品安全办公室")
    assert office.x0 > half, "the cover is the right half of the outermost sheet"
    assert impose_booklet(pdf) == made
    assert sheets.metadata["title"] == "工作手册（示例）"


FORM = """\
id: record
form:
  zh: {title: 记录, rows: [[姓名], [职务], [发现的问题], [签名]]}
  bo: {title: བོད་ཡིག, rows: [[བོད།], [ཡིག], [སྐད།], [ཡིག]]}
tear_out: 是
heights: [1, 1, 4, 1]"""


def test_a_form_to_tear_out_has_a_leaf_of_its_own_with_a_language_on_either_side(tmp_path):
    pdf = drawn(book(tmp_path, {"a": chapter(FORM, prose("after", "在表的后面。"))}, layout="上下对照")).data
    found = pages(pdf)
    front = page_of(found, "发现的问题")
    assert front % 2 == 0, "a right-hand page"
    assert "སྐད།" in found[front + 1], "its back"
    assert page_of(found, "在表的后面") == front + 2


def test_a_row_of_a_form_is_as_many_times_the_usual_height_as_the_clerk_says(tmp_path):
    pdf = drawn(book(tmp_path, {"a": chapter(FORM)}, layout="汉文")).data
    at = {line.text.strip(): line.baseline for line in lines(pdf)}
    usual = at["职务"] - at["姓名"]
    assert usual > 6, "room for a line of handwriting, in mm"
    assert at["签名"] - at["发现的问题"] == pytest.approx((4 + 1) / 2 * usual, rel=0.05)


def test_sub_headings_count_anew_under_each_heading(tmp_path):
    heads = [f"id: h{n}\nheading: {{zh: 标题{n}}}\nlevel: {1 + n % 2}" for n in range(6)]
    text = "".join(pages(drawn(book(tmp_path, {"a": chapter(*heads)}, layout="汉文")).data)[3:])
    assert re.findall(r"(\S+?)标题\d", text) == ["一、", "（一）", "二、", "（一）", "三、", "（一）"]


def test_a_block_higher_than_a_page_is_told_where_languages_face_each_other(tmp_path):
    blocks = (prose("short", "甲。", "ཀ"), prose("long", ZH * 60, "ཀ"))
    home = book(tmp_path, {"a": chapter(*blocks, title="{zh: 甲章, bo: ཀ}")}, layout="对页对照")
    found = [one for one in drawn(home).findings if one.code == "block-beyond-page"]
    assert [(one.values["id"], str(one.place).rpartition("/")[2]) for one in found] == [
        ("long", "a.yaml:9:9")
    ]


def test_a_footnote_stands_at_the_foot_of_its_page(tmp_path):
    home = book(tmp_path, {"a": chapter("id: f\nprose:\n  zh: |\n    正文[^1]。\n\n    [^1]: 脚注的话。")})
    (lines,) = [text.split() for text in pages(drawn(home).data) if "脚注的话" in text]
    assert lines.index("1.") > next(n for n, line in enumerate(lines) if line.startswith("正文"))
    assert "脚注的话。" in lines[lines.index("1.") :]


def test_a_long_title_keeps_to_one_line_above_the_page(tmp_path):
    title = "很长的章名" * 12
    home = book(tmp_path, {"a": chapter(prose("x", "甲。"), title=f"{{zh: {title}}}")})
    words = pymupdf.open(stream=drawn(home).data)[-1].get_text("words", clip=pymupdf.INFINITE_RECT())
    above = [word[4] for word in words if word[1] < 45]
    assert above[0].startswith("第一章")
    assert above[1:] in ([], ["…"])
