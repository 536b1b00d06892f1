"""What a document may ask for, measured on the page: seal, 套打, mirrored margins, draft, house rules."""

import itertools
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageChops

from docgen.composed import Written
from tests.support.measuring import Line, bound, lines
from tests.support.samples import OFFICES, document, drawn, project, red_square, write_files

MM = 25.4 / 72
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
CHARACTER = 16 * MM
PITCH = 225 / 22
BODY = "本段只有汉字没有标点用来数出每行排多少个字每面排多少行" * 60
LONG_NAME, SHORT_NAME = "示例市食品安全办公室", "示食办"


def made(folder: Path, office: str = "", **fields: str | None) -> Written:
    """Return the PDF of a letter with these fields; `office` is added to the office's entry."""
    write_files(project(folder, letter=document(**fields)), {"content/offices.yaml": OFFICES + office})
    return drawn(folder)


def signed(folder: Path, name: str, **fields: str) -> tuple[Line, Line]:
    """Return the lines of 署名 and 成文日期 of a letter by an office called `name`."""
    offices = OFFICES.replace("  name: 示例市食品安全办公室", f"  name: {name}")
    write_files(project(folder, letter=document(**fields)), {"content/offices.yaml": offices})
    found = lines(drawn(folder).data)
    date = next(line for line in found if line.text == "2024年6月20日")
    return next(line for line in found if line.text == name and line.page == date.page), date


def middle(line: Line) -> float:
    return (line.left + line.right) / 2


# --- 7.3.5.1 加盖印章 ---


@pytest.mark.parametrize("name", [LONG_NAME, SHORT_NAME])
def test_a_sealed_date_ends_four_characters_from_the_edge_and_the_name_is_centred_over_it(
    tmp_path: Path, name: str
) -> None:
    issued_by, date = signed(tmp_path, name)
    assert RIGHT - date.right == pytest.approx(4 * CHARACTER, abs=0.2)
    assert middle(issued_by) == pytest.approx(middle(date), abs=0.2)
    assert date.baseline - issued_by.baseline == pytest.approx(PITCH, abs=0.02)


def test_a_name_much_wider_than_the_date_ends_at_the_edge_and_the_date_is_centred_under_it(
    tmp_path: Path,
) -> None:
    issued_by, date = signed(tmp_path, "示例市食品安全和药品安全工作委员会办公室")
    assert issued_by.right == pytest.approx(RIGHT, abs=0.2)
    assert middle(date) == pytest.approx(middle(issued_by), abs=0.2)


def test_the_signature_stands_one_line_under_the_text(tmp_path: Path) -> None:
    issued_by, _ = signed(tmp_path, LONG_NAME)
    text = next(line for line in lines(drawn(tmp_path).data) if line.text == "请遵照执行（示例）。")
    assert issued_by.baseline - text.baseline == pytest.approx(2 * PITCH, abs=0.02)


# --- 7.3.5.2 不加盖印章 ---


def test_an_unsealed_name_ends_two_characters_from_the_edge_and_the_date_begins_two_after_it(
    tmp_path: Path,
) -> None:
    issued_by, date = signed(tmp_path, LONG_NAME, seal="否")
    assert RIGHT - issued_by.right == pytest.approx(2 * CHARACTER, abs=0.2)
    assert date.left - issued_by.left == pytest.approx(2 * CHARACTER, abs=0.2)


def test_an_unsealed_date_longer_than_the_name_ends_two_characters_from_the_edge(tmp_path: Path) -> None:
    issued_by, date = signed(tmp_path, SHORT_NAME, seal="否")
    assert RIGHT - date.right == pytest.approx(2 * CHARACTER, abs=0.2)
    assert date.left - issued_by.left == pytest.approx(2 * CHARACTER, abs=0.2)


# --- 印章图片 ---


def sealed(folder: Path, **fields: str) -> Written:
    write_files(folder, {"content/images/seal.png": red_square()})
    return made(folder, "  seal: images/seal.png\n", **fields)


def test_the_seal_is_42_mm_wide_and_stands_straight_over_name_and_date(tmp_path: Path) -> None:
    pdf = sealed(tmp_path)
    (image,) = pymupdf.open(stream=pdf.data)[0].get_image_info()
    left, top, right, bottom = (edge * MM for edge in image["bbox"])
    assert (right - left, bottom - top) == pytest.approx((42, 42), abs=0.05)
    found = lines(pdf.data)
    date = next(line for line in found if line.text == "2024年6月20日")
    name = next(line for line in found if line.text == LONG_NAME and line.size < 17)
    assert (left + right) / 2 == pytest.approx(middle(date), abs=0.2)
    centre = (top + bottom) / 2
    assert name.baseline < centre < date.baseline, "name and date lie a little under the seal's middle"
    body = next(line for line in found if line.text == "请遵照执行（示例）。")
    assert top - body.baseline < PITCH, "the seal's top is within one line of the text"


def test_the_seal_lies_behind_the_words(tmp_path: Path) -> None:
    pdf = sealed(tmp_path)
    date = next(line for line in lines(pdf.data) if line.text == "2024年6月20日")
    page = pymupdf.open(stream=pdf.data)[0]
    square = pymupdf.Rect(date.left / MM, (date.baseline - 4) / MM, date.right / MM, (date.baseline + 1) / MM)
    seen = page.get_pixmap(dpi=300, clip=square)
    colours = {seen.pixel(x, y) for x in range(seen.width) for y in range(seen.height)}
    assert {(255, 0, 0), (0, 0, 0)} <= colours
    assert (255, 255, 255) not in colours


def test_an_unsealed_document_shows_no_seal(tmp_path: Path) -> None:
    assert pymupdf.open(stream=sealed(tmp_path, seal="否").data)[0].get_image_info() == []


def test_the_seal_moves_no_words(tmp_path: Path) -> None:
    assert lines(sealed(tmp_path / "a").data) == lines(made(tmp_path / "b").data)


# --- 套打 ---

LETTER = {
    "kind": "letters/reminder",
    "genre": None,
    "serial": "1",
    "addressees": "[某县]",
    "deadline": "2024-06-30",
}


@pytest.mark.parametrize("fields", [{}, LETTER], ids=["document", "letter"])
def test_a_preprinted_head_leaves_no_red_and_moves_nothing_else(
    tmp_path: Path, fields: dict[str, str | None]
) -> None:
    normal = made(tmp_path / "a", urgency="特急", copied_to="[某办]", body=BODY, **fields)
    bare = made(tmp_path / "b", urgency="特急", copied_to="[某办]", body=BODY, preprinted="是", **fields)
    assert red(normal)
    assert not red(bare)
    kept = [line for line in lines(normal.data) if not line.text.startswith(LONG_NAME) or line.size < 17]
    moved = lines(bare.data)
    assert [line.text for line in kept] == [line.text for line in moved]
    for before, after in zip(kept, moved, strict=True):
        assert (before.left, before.baseline) == pytest.approx((after.left, after.baseline), abs=0.01)


def red(pdf: Written) -> bool:
    """Return whether any dot of any page is red: its red is more than 40 above its green and its blue."""
    for page in pymupdf.open(stream=pdf.data):
        seen = page.get_pixmap(dpi=72)
        r, g, b = Image.frombytes("RGB", (seen.width, seen.height), seen.samples).split()
        least = ImageChops.darker(ImageChops.subtract(r, g), ImageChops.subtract(r, b))
        if least.getextrema()[1] > 40:
            return True
    return False


# --- 双面对称页边 ---


def test_mirrored_even_pages_have_their_type_area_26_mm_from_the_left(tmp_path: Path) -> None:
    pdf = made(tmp_path, body=BODY, mirrored="是")
    for page, left in ((1, 28), (2, 26), (3, 28)):
        full = [line for line in lines(pdf.data) if line.page == page and len(line.text) == 28]
        assert len(full) > 3
        assert [line.left for line in full] == pytest.approx([left] * len(full), abs=0.3)
        assert [line.right for line in full] == pytest.approx([left + 156] * len(full), abs=0.3)


def test_a_landscape_table_on_a_mirrored_even_page_has_its_number_at_the_edge_of_its_type_area(
    tmp_path: Path,
) -> None:
    attached = "[{title: 甲表, landscape: 是, body: 内容。}, {title: 乙表, landscape: 是, body: 内容。}]"
    pdf = bound(made(tmp_path, mirrored="是", attachments=attached).data)
    edges = {line.page: (line.left, line.right) for line in lines(pdf) if line.text.startswith("—")}
    assert edges[2][0] == pytest.approx(26 + 14 * 25.4 / 72, abs=0.1)
    assert edges[3][1] == pytest.approx(184 - 14 * 25.4 / 72, abs=0.1)


# --- 草稿 ---


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    pdf = made(tmp_path, body=BODY, doc_number=None)
    marks = [line for line in lines(pdf.data) if line.text == "草稿"]
    assert [line.page for line in marks] == list(range(1, (pdf.pages or 0) + 1))
    assert {line.fonts for line in marks} == {("黑体",)}
    assert all(line.baseline < TOP and line.right <= RIGHT + 0.3 for line in marks)
    assert "示食安办〔2024〕　　号" in {line.text for line in lines(pdf.data)}


def test_a_numbered_document_says_nothing_of_drafts(tmp_path: Path) -> None:
    assert not [line for line in lines(made(tmp_path).data) if "草稿" in line.text]


# --- 标题, 附件, 版头 ---


def test_a_title_breaks_where_its_author_broke_it(tmp_path: Path) -> None:
    pdf = made(tmp_path, title="|-\n  示例市食品安全办公室\n  关于测试的通知")
    first, second = [line for line in lines(pdf.data) if line.size > 21 and line.size < 23]
    assert (first.text, second.text) == ("示例市食品安全办公室", "关于测试的通知")
    for line in (first, second):
        assert middle(line) == pytest.approx((LEFT + RIGHT) / 2, abs=0.3)
    assert second.baseline - first.baseline == pytest.approx(36 * MM, abs=0.02)


def test_several_attachments_are_numbered_and_begin_on_pages_of_their_own(tmp_path: Path) -> None:
    attachments = "[{title: 第一表, body: 甲}, {title: 第二表, body: 乙}]"
    found = lines(made(tmp_path, attachments=attachments).data)
    labels = {line.text: line for line in found if line.text in ("附件1", "附件2")}
    assert [labels["附件1"].page, labels["附件2"].page] == [2, 3]
    note = {line.text: line for line in found if line.page == 1 and "表" in line.text}
    assert list(note) == ["附件：1. 第一表", "2. 第二表"]
    first, second = note.values()
    assert first.left - LEFT == pytest.approx(2 * CHARACTER, abs=0.3)
    assert second.left - first.left == pytest.approx(3 * CHARACTER, abs=0.3), "under the first one's number"


def test_a_single_attachment_has_no_number(tmp_path: Path) -> None:
    texts = {line.text for line in lines(made(tmp_path, attachments="[{title: 表, body: 甲}]").data)}
    assert {"附件：表", "附件"} <= texts


def test_copy_number_secrecy_and_urgency_stand_in_this_order_in_the_upper_left(tmp_path: Path) -> None:
    pdf = made(tmp_path, copy_number="'000001'", classification="机密★1年", urgency="特急")
    marks = [line for line in lines(pdf.data) if line.text in ("000001", "机密★1年", "特急")]
    assert [line.text for line in marks] == ["000001", "机密★1年", "特急"]
    assert [line.left for line in marks] == pytest.approx([LEFT] * 3, abs=0.4)
    assert [line.fonts for line in marks] == [("仿宋",), ("黑体",), ("黑体",)]
    assert TOP < marks[0].baseline < TOP + PITCH
    assert marks[2].baseline - marks[0].baseline == pytest.approx(2 * PITCH, abs=0.02)


# --- 版式 ---


def test_a_profile_of_the_projects_own_is_obeyed(tmp_path: Path) -> None:
    profile = "line-pitch: 30pt\npage-left: 30mm\npage-right: 24mm\nred: rgb(0, 0, 255)\n"
    write_files(tmp_path, {"templates/_shared/profiles/own.yaml": profile})
    pdf = made(tmp_path, body=BODY, profile="own")
    full = [line for line in lines(pdf.data) if line.page == 2 and len(line.text) == 28]
    steps = [after.baseline - before.baseline for before, after in itertools.pairwise(full)]
    assert steps == pytest.approx([30 * MM] * len(steps), abs=0.02)
    assert {round(line.left) for line in full} == {30}
    assert not red(pdf)
