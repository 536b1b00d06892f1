"""The kinds an office writes beside notices and letters: what each must show, in PDF and in Word."""

import io
from functools import cache

import pymupdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.support.both_formats import Both, both
from tests.support.measuring import MM, Line, lines
from tests.support.other_kinds import FILES

PITCH = 225 / 22


@cache
def built() -> dict[str, Both]:
    return both(FILES)


def sides(name: str) -> tuple[bytes, bytes]:
    """Return a document's PDF, and its Word file as LibreOffice prints it."""
    return built()[name].pdf, built()[name].word


def texts(pdf: bytes) -> str:
    """Return all that a PDF says, without blanks."""
    return "".join("".join(page.get_text().split()) for page in pymupdf.open(stream=pdf))


def line(pdf: bytes, words: str) -> Line:
    """Return the first line that has these words."""
    return next(one for one in lines(pdf) if words in one.text.replace(" ", ""))


def test_what_is_posted_has_its_date_in_characters_and_no_imprint() -> None:
    for pdf in sides("posted"):
        assert "示例市人民政府公告" in texts(pdf)
        assert 184 - line(pdf, "二〇二四年六月二十日").right == pytest.approx(4 * 16 * MM, abs=1)
        assert "印发" not in texts(pdf)
    for pdf in sides("announced"):
        assert "示例市人民政府通告" in texts(pdf)
        assert "2024年6月20日印发" in texts(pdf)


def test_a_motion_is_signed_with_the_post_beside_the_stamp() -> None:
    for pdf in sides("motion"):
        (stamp,) = (picture["bbox"] for page in pymupdf.open(stream=pdf) for picture in page.get_image_info())
        post = line(pdf, "市长")
        assert stamp[0] * MM - post.right == pytest.approx(2 * 16 * MM, abs=1.5)
        assert (stamp[1] + stamp[3]) / 2 * MM == pytest.approx(post.baseline - 2, abs=2.5)
        assert 184 - line(pdf, "2024年6月20日").right == pytest.approx(4 * 16 * MM, abs=1)
        assert line(pdf, "示例市人民代表大会常务委员会：").left == pytest.approx(28, abs=0.5)


def test_a_resolution_tells_under_its_title_who_passed_it() -> None:
    for pdf in sides("resolution"):
        title, passed = line(pdf, "关于测试的决议"), line(pdf, "（2024年6月20日")
        assert (passed.left + passed.right) / 2 == pytest.approx(106, abs=0.7)
        assert 0 < passed.baseline - title.baseline < 2 * PITCH


def test_a_side_that_lies_is_a_page_that_lies_among_others() -> None:
    for pdf in sides("landscape"):
        lying = [page.rect.width > page.rect.height for page in pymupdf.open(stream=pdf)]
        assert lying == [False, True, False, False]


def test_articles_are_counted_and_word_counts_them_itself() -> None:
    numbers = ["第一条", "第二条", "第十条", "第十一条", "第十二条"]
    for pdf in sides("articles"):
        assert "第一章总则第一条第1条的话" in texts(pdf)
        assert [number for number in numbers if number in texts(pdf)] == numbers
    opened = Document(io.BytesIO(built()["articles"].docx))
    articles = [one for one in opened.paragraphs if "条的话" in one.text]
    assert len(articles) == 12
    assert not any("第一条" in one.text for one in articles)
    for one in articles:
        assert one.style.element.find(f".//{qn('w:numPr')}") is not None


def test_a_name_card_has_the_name_on_both_faces_the_far_one_upside_down() -> None:
    names = {(round(x), text.replace("\u3000", "")) for x, text in directions(built()["card"].pdf)}
    assert names >= {(-1, "李某"), (1, "李某"), (-1, "示例县"), (1, "示例县")}
    body = Document(io.BytesIO(built()["card"].docx)).element.body
    turned = [one.get("rot") for one in body.iter("{*}xfrm") if one.get("rot")]
    assert turned == ["10800000"]


def directions(pdf: bytes) -> list[tuple[float, str]]:
    """Return which way each line of the first page runs, 1 to the right, and what it says."""
    blocks = pymupdf.open(stream=pdf)[0].get_text("dict")["blocks"]
    found = [row for block in blocks for row in block.get("lines", ())]
    return [(row["dir"][0], "".join(span["text"] for span in row["spans"])) for row in found]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("noted", ["（此件公开发布）"]),
        ("attendance", ["培训班签到表", "李某", "欧阳某某", "签名"]),
        ("agenda", ["测试会议议程", "时间：2024年6月20日上午9时", "地点：示例楼", "1讲话", "2讨论"]),
        ("record", ["督导记录表", "证照齐全", "□是□否□不适用", "主体签名"]),
        ("incoming", ["公文处理单", "示例函〔2024〕3号", "拟办意见", "领导批示", "办理结果"]),
        ("training", ["附件：1.日程表", "2.回执", "附件1", "附件2", "姓名（示例）。"]),
    ],
)
def test_a_paper_says_what_it_is_for(name: str, words: list[str]) -> None:
    for pdf in sides(name):
        said = texts(pdf)
        assert [one for one in words if one not in said] == []


def test_the_attendance_sheet_has_a_row_for_each_and_empty_ones() -> None:
    for pdf in sides("attendance"):
        assert all(f"{number}" in {one.text.strip()[:1] for one in lines(pdf)} for number in range(1, 6))


def test_every_paper_is_made_without_a_finding_and_with_the_same_pages() -> None:
    for name, one in built().items():
        assert one.findings == (), name
        assert len(pymupdf.open(stream=one.pdf)) == len(pymupdf.open(stream=one.word)), name
