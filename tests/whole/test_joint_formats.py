"""联合行文 in 信函格式 and 上行文, and with long and unlike names: measured in PDF and in Word."""

from functools import cache
from itertools import combinations, pairwise

import pymupdf
import pytest

from docgen.content.document import open_document
from tests.support.both_formats import Both, both
from tests.support.joint import DOCUMENTS, FILES, OFFICES, SIGNATORIES, UPWARD, joint, upward
from tests.support.measuring import MM, ink, lines, rules, spans
from tests.support.samples import composed, drawn, write_files

LEFT, RIGHT = 28.0, 184.0
PITCH = 225 / 22
EDGE = 0.5
"""mm that ink may stand out of the text area: the side bearing of a character."""


@cache
def built() -> dict[str, Both]:
    return both(FILES)


def sides(name: str) -> tuple[bytes, bytes]:
    """Return a document's PDF, and its Word file as LibreOffice prints it."""
    return built()[name].pdf, built()[name].word


def seals(pdf: bytes) -> list[tuple[int, float, float, float, float]]:
    """Return the page and the edges in mm of every seal."""
    return [
        (page.number, *(edge * MM for edge in picture["bbox"]))
        for page in pymupdf.open(stream=pdf)
        for picture in page.get_image_info()
    ]


def signed_names(pdf: bytes) -> list[tuple[int, float, float, float]]:
    """Return page, baseline, left and right of each piece of the signatures."""
    found = []
    for page in pymupdf.open(stream=pdf):
        for span in spans(page):
            y = span["origin"][1] * MM
            if 15 < span["size"] < 17 and y > 120:
                found.append((page.number, round(y, 1), span["bbox"][0] * MM, span["bbox"][2] * MM))
    return sorted(found)


@pytest.mark.parametrize("count", [2, 3])
def test_a_joint_letter_has_the_hosts_masthead_and_the_signatures_of_all(count: int) -> None:
    names = list(OFFICES.values())[:count]
    for pdf in sides(f"letter-{count}"):
        assert ink(pdf, 1, LEFT, 10, RIGHT, 44)[0] == pytest.approx(30.0, abs=0.3)
        masthead = [one.text for one in lines(pdf) if one.page == 1 and one.size > 23]
        assert masthead == [names[0]]
        texts = [one.text for one in lines(pdf)]
        assert all(any(name in text for text in texts) for name in names)
        assert not [one for one in lines(pdf) if one.page == 1 and one.text.startswith("—")]
        red = sorted({round(one.top) for one in rules(pdf) if one.page == 1 and one.right - one.left > 165})
        if red:  # as LibreOffice draws them; their places are test_official_edges' matter
            assert red[-1] == pytest.approx(277, abs=2.2)
        assert len(seals(pdf)) == count


@pytest.mark.parametrize("count", UPWARD)
def test_a_joint_upward_document_names_a_signatory_of_each_office_two_a_line(count: int) -> None:
    for pdf in sides(f"upward-{count}"):
        assert ink(pdf, 1, LEFT, 50, RIGHT, 100)[0] == pytest.approx(72.0, abs=0.4)
        found = {
            span["text"].strip(): span
            for span in spans(pymupdf.open(stream=pdf)[0])
            if 15 < span["size"] < 17
        }
        places = [
            next((s["origin"][0] * MM, s["origin"][1] * MM) for text, s in found.items() if name in text)
            for name in SIGNATORIES[:count]
        ]
        firsts, seconds = places[::2], places[1::2]
        assert [x for x, _ in firsts] == pytest.approx([firsts[0][0]] * len(firsts), abs=0.2)
        assert [y for _, y in seconds] == pytest.approx([y for _, y in firsts[: len(seconds)]], abs=0.2)
        assert [below[1] - above[1] for above, below in pairwise(firsts)] == pytest.approx(
            [PITCH] * (len(firsts) - 1), abs=0.1
        )
        number = next(s for text, s in found.items() if "〔2024〕" in text)
        assert number["origin"][1] * MM == pytest.approx(places[-1][1], abs=0.2)
        assert len(seals(pdf)) == count


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.startswith(("long", "mixed"))])
def test_long_and_unlike_names_stay_in_the_text_area_and_touch_nothing(name: str) -> None:
    count = int(name.split("-")[1])
    for pdf in sides(name):
        for one in lines(pdf):
            assert one.left > LEFT - EDGE, one
            assert one.right < RIGHT + EDGE, one
        for (page, y, _, right), (other, below, left, _) in pairwise(signed_names(pdf)):
            assert page != other or y != below or left > right - 0.2
        found = seals(pdf)
        assert len(found) == (0 if "unsealed" in name else count)
        for _, left, top, right, bottom in found:
            assert LEFT - 0.2 < left < right < RIGHT + 0.2
            assert 37 - 0.2 < top < bottom < 262 + 0.2
        for (page, left, top, right, bottom), other in combinations(found, 2):
            apart = left >= other[3] or right <= other[1] or top >= other[4] or bottom <= other[2]
            assert page != other[0] or apart
    assert {one.code for one in built()[name].findings} <= {"joint-masthead-small"}


def test_both_formats_have_the_same_pages() -> None:
    for name, one in built().items():
        assert len(pymupdf.open(stream=one.pdf)) == len(pymupdf.open(stream=one.word)), name


def codes(folder, text: str) -> list[str]:
    write_files(folder, {**FILES, "content/letters/letter.yaml": text})
    return [one.code for one in open_document(folder / "content/letters/letter.yaml").findings]


def test_an_office_whose_signatory_is_not_named_is_told(tmp_path) -> None:
    text = upward(3).replace("〔2024〕", "〔2024〕9")
    assert codes(tmp_path, text) == []
    assert codes(tmp_path, text.replace(f", {SIGNATORIES[2]}", "")) == ["signatories-fewer"]


def test_a_first_page_left_with_the_head_alone_is_told(tmp_path) -> None:
    text = joint("lmnopqrs", kind="通知", body="请执行（示例）。")
    write_files(tmp_path, {**FILES, "content/letters/letter.yaml": text})
    assert "first-page-without-text" in {one.code for one in drawn(tmp_path).findings}


def test_the_draft_sheet_of_a_joint_issue_has_the_other_offices_countersign(tmp_path) -> None:
    sheet = (
        "kind: 发文稿纸\noffices: [a, b, c]\ntitle: 关于测试的通知\ndate: 2024-06-20\n"
        "drafted_by: {unit: 综合科, name: 张某某}\ncountersigned_by: [示例市财政局]\n"
    )
    write_files(tmp_path, {**FILES, "content/letters/letter.yaml": sheet})
    html = composed(tmp_path).composed.html
    cell = html.partition("会签</th>")[2].partition("</td>")[0]
    assert [part.rpartition(">")[2] for part in cell.split("：</p>")[:-1]] == [
        OFFICES["b"],
        OFFICES["c"],
        "示例市财政局",
    ]
