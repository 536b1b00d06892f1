"""GB/T 9704-2012 measured on finished pages, in millimetres, by a PDF reader of its own.

Each test names its clause. The pages come from tests/cases/geometry and from the project's own content.
"""

import itertools
import re

import pytest

from tests.support.measuring import ink, lines, rules
from tests.support.samples import DOCUMENTS, OFFICES, document, drawn, pdf, project, write_files

DOCUMENT = "tests/cases/geometry/content/letters/document"
LETTER = "tests/cases/geometry/content/letters/letter"
REPORT = "content/reports/two-responsibilities-2024"
# Not 公文: a form to sign and a school's letter to parents have page edges of their own.
PLAIN = ("content/letters/commitment-2024", "content/letters/parents-2024")
OFFICIAL = [name for name in DOCUMENTS if name not in PLAIN]
RED_HEADED = ("content/letters/commendation-decision-2024", "content/letters/notice-2024-03")

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
PITCH = 225 / 22
HAN = re.compile(r"[\u4e00-\u9fff]+")


def on_page(name, page):
    return [line for line in lines(pdf(name).data) if line.page == page and TOP - 8 < line.baseline < BOTTOM]


def page_numbers(name):
    return [line for line in lines(pdf(name).data) if re.fullmatch(r"— ?\d+ ?—", line.text)]


def find(name, text):
    return next(line for line in lines(pdf(name).data) if text in line.text)


# --- 5.2 版心, 行数和字数 ---


@pytest.mark.parametrize("name", [DOCUMENT, REPORT], ids=["text alone", "text and headings in three faces"])
def test_a_full_page_has_22_lines_of_one_pitch(name):
    full = on_page(name, 2)
    assert len(full) == 22
    steps = [after.baseline - before.baseline for before, after in itertools.pairwise(full)]
    assert steps == pytest.approx([PITCH] * 21, abs=0.02)


def test_a_full_line_has_28_characters():
    full = [line for line in on_page(DOCUMENT, 2) if HAN.fullmatch(line.text)]
    assert {len(line.text) for line in full[1:]} == {28}


@pytest.mark.parametrize("name", [DOCUMENT, REPORT])
def test_full_lines_fill_the_type_area_from_edge_to_edge(name):
    inner = [line for line in on_page(name, 2) if len(line.text) > 27 and line.left < LEFT + 5]
    assert len(inner) > 10
    assert [line.left for line in inner] == pytest.approx([LEFT] * len(inner), abs=0.3)
    assert [line.right for line in inner] == pytest.approx([RIGHT] * len(inner), abs=0.3)


@pytest.mark.parametrize("name", OFFICIAL)
def test_no_text_leaves_the_type_area(name):
    body = [line for line in lines(pdf(name).data) if line.size > 15 and line.size < 17]
    assert body
    assert min(line.left for line in body) > LEFT - 0.3
    assert max(line.right for line in body) < RIGHT + 0.3
    assert max(line.baseline for line in body) < BOTTOM


# --- 7.2 版头 ---


def test_the_masthead_stands_35_mm_under_the_type_areas_edge():
    top, _ = ink(pdf(DOCUMENT).data, 1, LEFT, 50, RIGHT, 98)
    assert top == pytest.approx(72.0, abs=0.3)


def test_the_masthead_is_red_title_type_and_centred():
    line = find(DOCUMENT, "示例市食品安全办公室文件")
    assert (line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert line.fonts == ("小标宋-Bold",)


def test_the_number_stands_two_lines_under_the_masthead_centred():
    number = find(DOCUMENT, "示食安办〔2024〕7号")
    _, bottom = ink(pdf(DOCUMENT).data, 1, LEFT, 50, RIGHT, 98)
    assert 2 * PITCH < number.baseline - 4.5 - bottom < 3 * PITCH
    assert (number.left + number.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)


def test_the_red_rule_lies_4_mm_under_the_number_as_wide_as_the_type_area():
    rule = next(rule for rule in rules(pdf(DOCUMENT).data) if rule.page == 1)
    _, bottom = ink(pdf(DOCUMENT).data, 1, LEFT, rule.top - 12, RIGHT, rule.top - 0.5)
    assert rule.top - bottom == pytest.approx(4.0, abs=0.4)
    assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=0.3)


# --- 7.3 主体 ---


def test_the_first_page_shows_text_of_the_body():
    assert any("本段只有汉字" in line.text for line in on_page(DOCUMENT, 1))


def test_paragraphs_and_headings_are_indented_two_characters():
    starts = [find(DOCUMENT, text) for text in ("一、第一级", "（一）第二级", "1. 第三级", "（1）第四级")]
    assert [line.left for line in starts] == pytest.approx([LEFT + 2 * 16 * 25.4 / 72] * 4, abs=0.6)


@pytest.mark.parametrize(
    ("text", "font"),
    [("一、第一级", "黑体"), ("（一）第二级", "楷体"), ("1. 第三级", "仿宋"), ("（1）第四级", "仿宋")],
)
def test_each_level_has_its_face(text, font):
    assert find(DOCUMENT, text).fonts == (font,)


def test_the_signature_is_centred_on_a_date_four_characters_from_the_edge():
    name, date = find(DOCUMENT, "示例市食品安全办公室"), find(DOCUMENT, "2024年6月20日")
    name = [line for line in lines(pdf(DOCUMENT).data) if line.text == "示例市食品安全办公室"][-1]
    assert RIGHT - date.right == pytest.approx(4 * 16 * 25.4 / 72, abs=0.5)
    assert (name.left + name.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=0.5)


def test_attachments_begin_on_their_own_page_with_the_title_on_the_third_line():
    label, title = (
        find(DOCUMENT, "附件1"),
        [line for line in lines(pdf(DOCUMENT).data) if line.text == "第一个附件"][-1],
    )
    assert label.page == title.page > find(DOCUMENT, "2024年6月20日").page
    assert label.left == pytest.approx(LEFT, abs=0.3)
    assert label.baseline < TOP + PITCH
    assert TOP + 2 * PITCH < title.baseline < TOP + 3.5 * PITCH


# --- 7.4 版记 ---


def test_the_imprint_ends_at_the_bottom_of_the_last_pages_type_area():
    last = pdf(DOCUMENT).pages
    drawn = [rule for rule in rules(pdf(DOCUMENT).data) if rule.page == last]
    assert max(rule.bottom for rule in drawn) == pytest.approx(BOTTOM, abs=0.3)
    assert {(round(rule.left), round(rule.right)) for rule in drawn} == {(28, 184)}
    assert find(DOCUMENT, "抄送：").page == last
    assert find(DOCUMENT, "印发").left == pytest.approx(LEFT + 14 * 25.4 / 72, abs=0.3)


# --- 7.5 页码 ---


def test_page_numbers_stand_7_mm_under_the_type_area_odd_right_even_left():
    numbers = page_numbers(DOCUMENT)
    assert [line.page for line in numbers] == list(range(1, pdf(DOCUMENT).pages))  # not on that of 版记 alone
    one_character = 14 * 25.4 / 72
    for line in numbers:
        top, bottom = ink(pdf(DOCUMENT).data, line.page, line.left, BOTTOM + 4, line.left + 4, 280)
        assert (top + bottom) / 2 == pytest.approx(BOTTOM + 7, abs=0.5), "the dash"
        edge = RIGHT - line.right if line.page % 2 else line.left - LEFT
        assert edge == pytest.approx(one_character, abs=0.5)
        assert line.fonts == ("宋体",)


# --- 10.1 信函格式 ---


def test_a_letters_masthead_stands_30_mm_from_the_page_top():
    top, _ = ink(pdf(LETTER).data, 1, LEFT, 10, RIGHT, 44)
    assert top == pytest.approx(30.0, abs=0.3)


def test_a_letters_double_rules_are_170_mm_long_4_mm_under_the_masthead_and_20_mm_from_the_bottom():
    upper, lower = sorted(
        {(r.left, r.top, r.right) for r in rules(pdf(LETTER).data)}, key=lambda rule: rule[1]
    )
    _, bottom = ink(pdf(LETTER).data, 1, LEFT, 20, RIGHT, upper[1] - 0.5)
    assert upper[1] - bottom == pytest.approx(4.0, abs=0.3)
    assert lower[1] == pytest.approx(277.0, abs=0.3)
    assert [upper[0], upper[2], lower[0], lower[2]] == pytest.approx([20, 190, 20, 190], abs=0.3)


def test_a_letters_number_hangs_right_under_the_first_rule_and_its_urgency_left():
    upper = min(rules(pdf(LETTER).data), key=lambda rule: rule.top)
    number = next(line for line in on_page(LETTER, 1) if "示食安办函" in line.text)
    top, _ = ink(pdf(LETTER).data, 1, LEFT, upper.bottom + 1, RIGHT, number.baseline + 1)
    assert number.text == "特急示食安办函〔2024〕12号"
    assert (number.left, number.right) == pytest.approx((LEFT, RIGHT), abs=0.3)
    assert top - upper.bottom == pytest.approx(7 / 8 * 16 * 25.4 / 72, abs=0.6)


@pytest.mark.parametrize(
    "name", [LETTER, *(name for name in OFFICIAL if "/letters/" in name and name not in RED_HEADED)]
)
def test_a_letters_first_page_has_no_number(name):
    assert [line.page for line in page_numbers(name)] == list(range(2, pdf(name).pages + 1))


# --- 标点和数字 ---


def test_dashes_and_ellipses_are_never_split():
    text = "".join(line.text for line in lines(pdf(DOCUMENT).data))
    assert text.count("——") == text.count("……") == 28
    for line in lines(pdf(DOCUMENT).data):
        if line.baseline < BOTTOM:
            assert not re.search(r"(?<!—)—$|^—(?!—)|(?<!…)…$|^…(?!…)", line.text), line.text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(name):
    for line in lines(pdf(name).data):
        assert line.text[0] not in "，。、；：？！）》”’〉〕", line.text
        assert line.text[-1] not in "（《“‘〈〔", line.text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_face_in_print_is_one_docgen_chose(name):
    fonts = {font for line in lines(pdf(name).data) for font in line.fonts}
    assert fonts <= {"仿宋", "小标宋-Bold", "楷体", "黑体", "宋体", "藏文", "补字"}


# --- 7.4.3 印发机关和印发日期 ---


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("示例市中小学校园安全专项整治工作办公室", False),  # 19 characters stand beside the date
        ("示例市中小学校园安全专项整治工作领导小组办公室", True),  # 22 do not
    ],
)
def test_a_long_issuing_office_turns_over_and_never_stands_in_the_date(tmp_path, name, above):
    offices = OFFICES.replace("name: 示例市食品安全办公室", f"name: {name}")
    write_files(project(tmp_path, letter=document()), {"content/offices.yaml": offices})
    found = lines(drawn(tmp_path).data)
    (dated,) = [line for line in found if line.text.endswith("印发")]
    last = dated.text.removesuffix("2024年6月20日印发")
    assert dated.text == f"{last}2024年6月20日印发"
    assert name.endswith(last.strip())
    assert (last.strip() != name) is above
    assert LEFT + 4 < dated.left < dated.right < RIGHT - 4


def test_a_text_without_addressees_begins_one_line_under_its_title(tmp_path):
    without = lines(drawn(project(tmp_path, letter=document())).data)
    (title,) = [line for line in without if line.text == "关于测试的通知"]
    (text,) = [line for line in without if line.text == "请遵照执行（示例）。"]
    write_files(tmp_path, {"content/letters/letter.yaml": document(addressees="各单位")})
    addressed = lines(drawn(tmp_path).data)
    (addressees,) = [line for line in addressed if line.text == "各单位："]
    assert text.baseline == pytest.approx(addressees.baseline, abs=0.02)
    assert text.baseline - title.baseline > 1.9 * PITCH


# --- 脚注 ---


@pytest.mark.parametrize("before", [7, 8, 9])
def test_a_footnote_stands_on_the_page_of_its_mark(tmp_path, before):
    paragraphs = [*(f"第{number}段。" for number in range(before)), "有注的一段[^1]。"]
    note = "[^1]: 注文开头，" + "注文" * 40 + "（示例）。"
    body = "|\n" + "".join(f"  {text}\n\n" for text in [*paragraphs, note, "后文。"])
    printed = lines(drawn(project(tmp_path, letter=document(body=body))).data)
    (mark,) = {line.page for line in printed if line.text.startswith("有注的一段")}
    (noted,) = {line.page for line in printed if "注文开头" in line.text}
    assert noted == mark
