"""荣誉证书 and 结业证书 on the finished page, in millimetres: who stands where, on which paper, how often."""

import re
from collections import Counter
from itertools import pairwise

import pymupdf
import pytest
from lxml import html
from markupsafe import Markup

from docgen import inspect
from docgen.compose.css_bundle import bundle
from docgen.content import kinds, project
from docgen.foundation.errors import ContentError
from docgen.foundation.typography import whole_years
from docgen.pipeline.stops import inspected, write
from scripts import grounds, rosters
from tests.support.certificates import AWARDS, certificates, completions, roster
from tests.support.handbooks import reviewed
from tests.support.measuring import MM, lines, rules
from tests.support.samples import ROOT, pages
from tests.whole.test_content import FILES, declared

HOME = project.find(ROOT / "content")
KINDS = [kind for kind in kinds.listing(HOME) if kind.name.startswith("certificates/")]
COMMENDATION = "content/certificates/commendation-2024"
DECISION = "content/letters/commendation-decision-2024"
CLASSES = {"包保干部": 34, "食品安全管理人员": 33, "基层单位和食品生产经营单位": 10}

A4, A3 = (297, 210), (420, 297)
FRAME = 21.4  # how far the frame reaches in from the edge
EM = 24 * MM

# 西藏自治区, which has a source (the law on the Tibetan language, 2019), in place of a translated heading.
RARE = "㛂"
TIBETAN = "བོད་རང་སྐྱོང་ལྗོངས"


def drawn(page):
    """Return the PDF of a composed certificate."""
    return write(page, "pdf").data


def line(pdf, text):
    """Return the one line that holds `text`."""
    (found,) = [one for one in lines(pdf) if text in one.text]
    return found


def codes(page):
    """Return the codes of what inspection finds on a certificate."""
    return [finding.code for finding in inspect.inspect(page.composed, page.typefaces)]


def problems(folder, **fields):
    """Return the codes of what is wrong with a document that cannot be made."""
    with pytest.raises(ContentError) as caught:
        certificates(folder, **fields)
    return [problem.code for problem in caught.value.problems]


def size(pdf, box="rect"):
    """Return width and height of a page in mm."""
    rect = getattr(pymupdf.open(stream=pdf)[0], box)
    return round(rect.width * MM), round(rect.height * MM)


# --- 个人和单位 ---


def test_a_person_is_addressed_at_the_left_and_the_text_is_indented_by_two(tmp_path):
    (page,) = certificates(tmp_path)
    pdf = drawn(page)
    salutation, citation = line(pdf, "张三丰同志："), line(pdf, "工作成绩突出")
    assert salutation.left == pytest.approx(38, abs=0.3)
    assert citation.left == pytest.approx(38 + 2 * EM, abs=0.5)
    assert line(pdf, "特发此证").left == pytest.approx(38 + 2 * EM, abs=0.5)


def test_a_unit_is_granted_its_title_and_everything_is_centred(tmp_path):
    (page,) = certificates(tmp_path, winner="{name: 示例街道办事处, class: 单位}")
    for text in ("授予", "示例街道办事处", "“先进单位”称号", "特发此证"):
        found = line(drawn(page), text)
        assert (found.left + found.right) / 2 == pytest.approx(A4[0] / 2, abs=0.8), text


@pytest.mark.parametrize("shape", ["A4横向", "A3对折", "预印纸"])
@pytest.mark.parametrize("length", [10, 36, 54])
def test_the_text_ends_above_the_signature_however_long_it_may_be(tmp_path, shape, length):
    awards = f"awards: [{{class: 个人, to: 个人, citation: {'事' * length}, honour: {'名' * 30}}}]\n"
    (page,) = certificates(tmp_path, awards=awards, shape=shape)
    pdf = drawn(page)
    assert write(page, "pdf").pages == 1
    assert line(pdf, "特发此证").baseline < line(pdf, "示例市食品安全办公室").baseline - 9


def test_the_heading_is_centred_over_the_page(tmp_path):
    (page,) = certificates(tmp_path)
    heading = line(drawn(page), "荣")
    assert heading.text.replace(" ", "") == "荣誉证书"
    assert heading.left + heading.right == pytest.approx(A4[0], abs=8)  # the last square keeps its white


def test_a_certificates_date_is_in_chinese_numerals(tmp_path):
    (page,) = certificates(tmp_path)
    assert line(drawn(page), "二〇二四年六月二十八日")


def test_the_seal_has_room_inside_the_frame_and_covers_no_other_text(tmp_path):
    (page,) = certificates(tmp_path, winner="{name: 张三丰, class: 个人, number: 示例1号}", note="示例")
    found = lines(drawn(page))
    date = next(one for one in found if one.text.startswith("二〇二四"))
    across, down, radius = (date.left + date.right) / 2, date.baseline - 4, 21
    assert down + radius < A4[1] - FRAME
    assert across + radius < A4[0] - FRAME
    others = [one for one in found if one.text not in (date.text, "示例市食品安全办公室")]
    assert len(others) > 5
    near = [one for one in others if abs(one.baseline - down) < radius and one.right > across - radius]
    assert near == []


# --- 姓名 ---


def test_a_name_of_two_characters_is_spaced_and_one_of_three_is_not(tmp_path):
    (page,) = certificates(tmp_path, winner="{name: 扎西, class: 个人}")
    assert line(drawn(page), "扎　西同志：")
    (page,) = certificates(tmp_path, winner="{name: 示例, class: 单位}")
    assert "示　例" not in page.composed.html


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("示例街道办事处", 40), ("示" * 18, 34.5), ("示" * 31, 20), ("示" * 40, 20)],
    ids=["short", "long", "just at the floor", "too long"],
)
def test_a_long_name_shrinks_as_far_as_it_must_and_no_further_than_the_floor(tmp_path, name, wanted):
    (page,) = certificates(tmp_path, winner=f"{{name: {name}, class: 单位}}")
    printed = [one for one in lines(drawn(page)) if set(one.text) <= set(name)]
    assert printed[0].size == pytest.approx(wanted, abs=0.05)
    assert max(one.right for one in printed) < A4[0] - FRAME


def test_names_of_one_class_are_set_in_one_size_over_the_roster_and_those_of_another_in_theirs(tmp_path):
    long, short = "示例市某某区人民政府某某街道办事处", "示例学校"
    rows = [f"{{name: {name}, class: 单位}}" for name in (short, long)]
    roster(tmp_path, *rows, "{name: 张三丰, class: 个人}")
    pages = certificates(tmp_path, winner=None, recipients="renyuan")
    sizes = {
        one.text: one.size
        for page in pages
        for one in lines(drawn(page))
        if one.text in (long, short, "张三丰同志：")
    }
    assert sizes[long] == sizes[short] < 40
    assert sizes["张三丰同志："] == pytest.approx(32, abs=0.05)


def test_a_name_too_long_even_for_the_floor_is_found(tmp_path):
    (fits,) = certificates(tmp_path, winner=f"{{name: {'示' * 31}, class: 单位}}")
    (long,) = certificates(tmp_path, winner=f"{{name: {'示' * 32}, class: 单位}}")
    assert "line-too-long" not in codes(fits)
    assert "line-too-long" in codes(long)


def test_a_name_with_a_rare_character_is_set_in_one_face_and_found(tmp_path):
    (page,) = certificates(tmp_path, winner=f"{{name: 王{RARE}, class: 个人}}")
    assert line(drawn(page), RARE).fonts == ("补字",)
    assert "name-face" in codes(page)
    (plain,) = certificates(tmp_path)
    assert line(drawn(plain), "张三丰").fonts == ("楷体",)
    assert codes(plain) == []


@pytest.mark.parametrize(
    ("title", "shape", "wanted"),
    [
        ("优秀包保干部证书", "A4横向", ["优秀包保干部证书"]),
        ("优秀包保干部证书", "A3对折", ["优秀包保干部证书"]),
        (
            "食品安全属地管理责任工作先进个人荣誉证书",
            "A4横向",
            ["食品安全属地管理责任工作", "先进个人荣誉证书"],
        ),
        (
            "食品安全属地管理责任工作先进个人荣誉证书",
            "A3对折",
            ["食品安全属地管理责任", "工作先进个人荣誉证书"],
        ),
        (
            "关于落实进一步优化食品安全属地管理责任工作机制先进集体和先进个人荣誉证书",
            "A4横向",
            ["关于落实进一步优化食品安全", "属地管理责任工作机制先进集体和", "先进个人荣誉证书"],
        ),
    ],
)
def test_a_long_title_is_set_smaller_then_in_balanced_lines_above_the_ornament(
    tmp_path, title, shape, wanted
):
    (page,) = certificates(tmp_path, title=title, shape=shape)
    made = write(page, "pdf")
    assert inspected(page) == [*made.findings] == []
    found = [line for line in lines(made.data) if "小标宋" in line.fonts[0] and line.text in title]
    assert [line.text for line in found] == wanted
    middles = [(line.left + line.right) / 2 for line in found]
    assert middles == pytest.approx([105 if shape == "A3对折" else 148.5] * len(found), abs=3.5)


@pytest.mark.parametrize("shape", ["A4横向", "A3对折"])
def test_a_name_too_long_for_one_line_keeps_clear_of_the_signature(tmp_path, shape):
    (page,) = certificates(tmp_path, shape=shape, winner=f"{{name: {'示' * 40}, class: 单位}}")
    pdf = drawn(page)
    assert len([one for one in lines(pdf) if set(one.text) == {"示"}]) == 2
    assert line(pdf, "特发此证").baseline < line(pdf, "示例市食品安全办公室").baseline - 9


def test_a_year_is_not_parted_from_its_word(tmp_path):
    awards = "awards: [{class: 个人, to: 个人, citation: %s2024年度, honour: 先进}]\n"
    seen = set()
    for length in range(15, 22):
        (page,) = certificates(tmp_path, awards=awards % ("事" * length))
        (year,) = [one for one in lines(drawn(page)) if "2024" in one.text]
        assert "2024年度" in year.text
        seen.add(year.text.startswith("2024"))
    assert seen == {True, False}


@pytest.mark.parametrize(
    ("given", "spanned"),
    [
        ("被评为2024年度", '被评为<span class="together">2024年度</span>'),
        (Markup("<em>2024年</em>"), '<em><span class="together">2024年</span></em>'),
        (Markup('<i title="2024年">3年</i>'), '<i title="2024年">3年</i>'),
        ("<b>2024年", '&lt;b&gt;<span class="together">2024年</span>'),
    ],
)
def test_years_are_spanned_in_text_and_never_in_a_tag(given, spanned):
    assert whole_years(given) == spanned


# --- 纸张 ---


@pytest.mark.parametrize(("shape", "paper"), [("A4横向", A4), ("A3对折", A3), ("预印纸", A4)])
def test_a_shape_is_one_page_of_its_paper(tmp_path, shape, paper):
    (page,) = certificates(tmp_path, shape=shape)
    assert size(drawn(page)) == paper
    assert write(page, "pdf").pages == 1


def test_a_folded_certificate_has_its_heading_left_of_the_fold_and_its_text_right(tmp_path):
    (page,) = certificates(tmp_path, shape="A3对折")
    pdf = drawn(page)
    assert line(pdf, "荣").right < A3[0] / 2 - FRAME
    others = [one for one in lines(pdf) if "荣" not in one.text]
    assert len(others) > 4
    assert min(one.left for one in others) > A3[0] / 2 + FRAME
    assert max(one.right for one in others) < A3[0] - FRAME


def test_a_bought_sheet_gets_neither_ground_nor_heading(tmp_path):
    (page,) = certificates(tmp_path, shape="预印纸")
    assert rules(drawn(page)) == []
    assert [one for one in lines(drawn(page)) if "荣" in one.text] == []


def test_an_overprint_has_no_ground_and_is_shifted_by_exactly_the_printers_offsets(tmp_path):
    (whole,), (text,) = certificates(tmp_path), certificates(tmp_path, overprint="示例打印机")
    assert len(rules(drawn(whole))) > 40
    assert rules(drawn(text)) == []
    before, after = lines(drawn(whole)), lines(drawn(text))
    assert len(before) > 5
    assert [one.text for one in before] == [one.text for one in after]
    assert [b.left - a.left for a, b in zip(before, after, strict=True)] == pytest.approx(
        [1.5] * len(before), abs=0.02
    )
    moved = [b.baseline - a.baseline for a, b in zip(before, after, strict=True)]
    assert moved == pytest.approx([-2] * len(before), abs=0.02)


def test_a_printer_the_office_does_not_have_is_refused(tmp_path):
    assert problems(tmp_path, overprint="别的打印机") == ["printer-unknown"]


def test_the_calibration_sheet_moves_its_cross_hairs_by_the_offsets(tmp_path):
    fields = {"kind": "certificates/calibration", "title": "校准页", "winner": None, "awards": ""}
    (plain,) = certificates(tmp_path, **fields)
    (moved,) = certificates(tmp_path, **fields, overprint="示例打印机")
    assert line_ends(drawn(plain)) == pytest.approx((20, 20), abs=0.1)
    assert line_ends(drawn(moved)) == pytest.approx((21.5, 18), abs=0.1)


def line_ends(pdf):
    """Return the leftmost and the topmost end of the lines drawn on a page, in mm."""
    items = [item for drawing in pymupdf.open(stream=pdf)[0].get_drawings() for item in drawing["items"]]
    ends = [end * MM for kind, *ends in items if kind == "l" for end in ends]
    return min(end.x for end in ends), min(end.y for end in ends)


def test_crop_marks_stand_outside_the_cut_and_the_ground_reaches_3_mm_over_it(tmp_path):
    (page,) = certificates(tmp_path, crop_marks="是")
    pdf = drawn(page)
    (sheet,) = pymupdf.open(stream=pdf)
    assert size(pdf, "mediabox") == (A4[0] + 20, A4[1] + 20)
    assert size(pdf, "trimbox") == A4
    paint = [one["rect"] * MM for one in sheet.get_drawings() if one["type"] == "f"]
    ground = max(paint, key=lambda rect: rect.width)
    assert (round(ground.width), round(ground.height)) == (A4[0] + 6, A4[1] + 6)
    picture = sheet.get_pixmap(dpi=300, colorspace=pymupdf.csGRAY)
    dots = 300 / 25.4
    marks = [x / dots for x in range(picture.width) if picture.pixel(x, round(2 * dots))[0] < 128]
    assert marks[0] == pytest.approx(10, abs=0.3)
    assert marks[-1] == pytest.approx(10 + A4[0], abs=0.3)


def test_without_crop_marks_the_sheet_is_the_paper(tmp_path):
    (page,) = certificates(tmp_path)
    assert size(drawn(page), "mediabox") == size(drawn(page), "trimbox") == A4


# --- 藏文 ---


@pytest.mark.parametrize(("accepted", "marked"), [(False, True), (True, False)])
def test_a_tibetan_heading_stands_above_the_chinese_and_is_marked_until_accepted(tmp_path, accepted, marked):
    heading = f"{{title: {TIBETAN}}}"
    (page,) = certificates(tmp_path, bo=heading)
    if accepted:
        reviewed(tmp_path / "content/certificates/zheng.yaml")
        (page,) = certificates(tmp_path, bo=heading)
    pdf = drawn(page)
    heading = next(one for one in lines(pdf) if one.fonts == ("藏文",))
    assert FRAME < heading.baseline < line(pdf, "荣").baseline - 10
    assert any("草稿" in one.text for one in lines(pdf)) is marked


@pytest.mark.parametrize("shape", ["A4横向", "A3对折"])
def test_the_two_scripts_of_a_heading_do_not_touch_and_the_chinese_keeps_clear_of_the_ornament(
    tmp_path, shape
):
    (page,) = certificates(tmp_path, shape=shape, overprint="示例打印机", bo=f"{{title: {TIBETAN}}}")
    shift = -2  # of this printer
    tibetan, chinese = rows_of_ink(drawn(page))[:2]
    ornament = {"A4横向": 66, "A3对折": 152}[shape] + shift
    assert chinese[0] - tibetan[1] > 2
    assert ornament - chinese[1] > 4
    assert (tibetan[1] - tibetan[0]) > 0.6 * (chinese[1] - chinese[0])  # of one weight with it


def rows_of_ink(pdf):
    """Return where each line of red print begins and ends in the left half of a page, in mm from the top."""
    sheet = pymupdf.open(stream=pdf)[0]
    half = pymupdf.Rect(0, 0, sheet.rect.width / 2, sheet.rect.height)
    picture = sheet.get_pixmap(dpi=254, clip=half)
    dots = picture.samples  # a copy each time it is asked for
    starts_of_rows = range(0, picture.height * picture.stride, picture.stride)
    rows = (dots[start : start + picture.width * 3] for start in starts_of_rows)
    red = [any(r > g + 60 for r, g in zip(row[::3], row[1::3], strict=True)) for row in rows]
    inked = [y / 10 for y, is_red in enumerate(red) if is_red]
    ends = [y for y, after in pairwise(inked) if after - y > 1]
    starts = [after for y, after in pairwise(inked) if after - y > 1]
    return list(zip([inked[0], *starts], [*ends, inked[-1]], strict=True))


# --- 名单 ---


def test_copies_are_numbered_in_the_rosters_order_and_the_rosters_own_number_wins(tmp_path):
    roster(
        tmp_path,
        "{name: 甲, class: 个人}",
        "{name: 乙, class: 单位, number: 旧9号}",
        "{name: 丙, class: 个人}",
    )
    made = certificates(tmp_path, winner=None, recipients="renyuan", numbering="示证")
    numbers = [html.document_fromstring(page.composed.html).find_class("number")[0].text for page in made]
    assert numbers == ["编号：示证〔2024〕1号", "编号：旧9号", "编号：示证〔2024〕3号"]


@pytest.mark.parametrize("asked", ["丙", "示证〔2024〕3号"])
def test_one_copy_printed_again_keeps_its_number(tmp_path, asked):
    roster(tmp_path, "{name: 甲, class: 个人}", "{name: 乙, class: 个人}", "{name: 丙, class: 个人}")
    (page,) = certificates(tmp_path, winner=None, recipients="renyuan", numbering="示证", only=f"[{asked}]")
    assert page.composed.name == "zheng-补印-丙"  # the first copy's file is left alone
    assert "编号：示证〔2024〕3号" in page.composed.html


def test_a_copy_that_no_row_stands_for_is_refused(tmp_path):
    roster(tmp_path, "{name: 甲, class: 个人}")
    assert problems(tmp_path, winner=None, recipients="renyuan", only="[甲, 丁]") == ["copy-unknown"]


def test_copies_of_a_document_without_a_roster_are_refused(tmp_path):
    assert problems(tmp_path, only="[甲]") == ["copies-without-roster"]


def test_a_class_that_no_award_is_for_is_refused(tmp_path):
    roster(tmp_path, "{name: 甲, class: 个人}", "{name: 乙, class: 集体}", "{name: 丙, class: 集体}")
    assert problems(tmp_path, winner=None, recipients="renyuan") == ["class-without-award"]


def test_spare_blanks_come_last_without_name_and_number_and_are_counted_in_their_file_names(tmp_path):
    roster(tmp_path, "{name: 甲, class: 个人}")
    awards = AWARDS.replace("spares: 0", "spares: 2")
    made = certificates(tmp_path, awards=awards, winner=None, recipients="renyuan", numbering="示证")
    assert [page.composed.name for page in made] == ["zheng-甲", "zheng-个人-空白1", "zheng-个人-空白2"]
    pdf = drawn(made[2])
    assert line(pdf, "同志：").text == "　" * 6 + "同志："
    assert line(pdf, "编号：").text.strip() == "编号："
    assert "甲" not in made[2].composed.html
    again = certificates(tmp_path, awards=awards, winner=None, recipients="renyuan", only="[甲]")
    assert [page.composed.name for page in again] == ["zheng-补印-甲"]


# --- 2024年的表彰 ---


def winners(page):
    """Return the name on a certificate, as the roster has it."""
    tree = html.document_fromstring(page.composed.html)
    (name,) = [*tree.find_class("winner"), *tree.find_class("winner-unit")]
    return re.sub("同志：|　", "", name.text)


def test_the_commendation_has_34_33_and_10_winners_and_5_blanks():
    made = pages(COMMENDATION)
    assert Counter(row[0] for row in rosters.rows()) == CLASSES
    assert len(made) == sum(CLASSES.values()) + 5
    assert sum("空白" in page.composed.name for page in made) == 5


def test_roster_certificates_and_the_decisions_lists_name_the_same_in_the_same_order():
    listed = [row[1] for row in rosters.rows()]
    printed = [winners(page) for page in pages(COMMENDATION) if "空白" not in page.composed.name]
    (decision,) = pages(DECISION)
    tree = html.document_fromstring(decision.composed.html)
    attached = [cell.text.replace("　", "") for cell in tree.find_class("honoured-name")]
    assert listed == printed == attached
    lists = tree.find_class("honoured")  # two names a row
    assert [len(table.find_class("honoured-name")) for table in lists] == list(CLASSES.values())


def test_the_three_of_the_report_keep_its_words():
    report = (ROOT / "tests/cases/seed/lhasa-report.zh.txt").read_text(encoding="utf-8")
    named = [row[1] for row in rosters.rows() if row[3] == rosters.NAMED]
    assert len(named) == 3
    assert all(name in report for name in named)
    assert all(row[3] == rosters.INVENTED for row in rosters.rows() if row[1] not in named)


@pytest.mark.parametrize("number", [0, 34, 67], ids=["cadre", "manager", "unit"])
def test_a_certificate_of_invented_content_says_so_in_print_and_nothing_is_found(number):
    page = pages(COMMENDATION)[number]
    assert line(drawn(page), "非正式证书").text.startswith("示例")
    assert codes(page) == []


def test_the_decision_takes_its_verb_from_the_data():
    (page,) = pages(DECISION)
    text = html.document_fromstring(page.composed.html).text_content()
    assert "予以表彰" in text
    assert "通报表扬" not in text


# --- 结业证书 ---


def test_a_graduates_certificate_tells_course_days_hours_and_result(tmp_path):
    (page,) = completions(tmp_path, winner="{name: 张三丰, number: 示例1号}", verification="否")
    text = html.document_fromstring(page.composed.html).find_class("citation")[0].text_content()
    assert text == (
        "张三丰同志于2024年6月3日至5日参加“示例培训班”，修完规定课程，共16学时，考核合格，准予结业。"
    )


@pytest.mark.parametrize(
    ("last", "printed"), [("2024-07-05", "至7月5日参加"), ("2025-01-05", "至2025年1月5日参加")]
)
def test_a_course_over_a_month_or_a_year_names_it(tmp_path, last, printed):
    (page,) = completions(tmp_path, to=last)
    assert printed in html.document_fromstring(page.composed.html).text_content()


def test_a_place_for_a_photo_is_35_by_49_mm_and_clear_of_the_text(tmp_path):
    (page,) = completions(tmp_path, photo="是", shape="A3对折")
    pdf = drawn(page)
    photo = line(pdf, "照片")
    text = [one for one in lines(pdf) if one.size == pytest.approx(21, abs=1.5) and one.left > A3[0] / 2]
    assert len(text) > 3
    assert max(one.right for one in text) < (photo.left + photo.right) / 2 - 17.5


# --- 文件 ---


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_is_a_folder_of_four_files_and_a_sample_that_says_it_is_invented(kind):
    folder = ROOT / "templates" / kind.name
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    (page,) = pages(f"templates/{kind.name}/sample")
    assert "示例" in page.composed.html


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_paragraph_of_a_certificate_has_a_word_style(kind):
    written = [HOME.template(name) for name in (kind.template, "_shared/certificate.html.j2")]
    text = "".join(path.read_text(encoding="utf-8") for path in written)
    classes = set(re.findall(r'<(?:p|h1) class="([\w-]+)"', text))
    assert len(classes) > 7
    assert classes <= declared(bundle(HOME, kind.style))


@pytest.mark.parametrize("name", grounds.DRAWINGS)
def test_a_ground_is_what_its_script_draws(name):
    assert (grounds.SHARED / name).read_text(encoding="utf-8") == grounds.DRAWINGS[name]()


def test_the_roster_is_what_its_script_writes(tmp_path, monkeypatch):
    committed = rosters.PATH.read_bytes()
    monkeypatch.setattr(rosters, "PATH", tmp_path / "roster.xlsx")
    rosters.main()
    assert rosters.PATH.read_bytes() == committed
