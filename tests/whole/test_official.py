"""The kinds of official documents: each format measured on finished pages, in PDF and in Word."""

import re
from functools import cache
from itertools import combinations

import pymupdf
import pytest

import docgen
from docgen.content.document import open_document
from docgen.content.project import bundled_project
from tests.support.both_formats import Both, both
from tests.support.measuring import MM, Line, ink, lines
from tests.support.samples import ROOT, composed, document, problems, project, red_square, write_files

NAMES = {
    "a": "示例市食品药品安全委员会办公室",
    "b": "示例市教育局",
    "c": "示例市市场监督管理局",
    "d": "示例市卫生健康委员会",
    "e": "示例市公安局",
    "f": "示例市农业农村局",
    "g": "示例市财政局",
    "h": "示例市商务局",
    "t": "བོད་ལྗོངས་ཁྲོམ་གཞུང",
    "u": "བོད་བསྒྲུབས་ཀྱི",
}
OFFICES = "".join(
    f"{key}:\n  name: {name}\n  masthead: {name}\n  code: 示{key}\n  seal: images/seal.png\n"
    "  contact: {name: 张某某, phone: 0891-0000000}\n"
    for key, name in NAMES.items()
)
BODY = "|\n  为保障学生饮食安全，现就联合检查有关事项通知如下（示例）。\n\n  # 检查内容\n\n  进货查验。\n"
SIGNED = "{post: 主任, name: 示例某}"
ORDER = "《示例办法》已经第3次会议审议通过（示例），现予公布。"
ARTICLES = """\

  - title: 示例市食品小作坊登记管理办法
    articles: 是
    body: |
      第一章　总则
      第一条　为规范登记管理，制定本办法。
      第条　本市的登记，适用本办法。
      # 附则
      第五条　本办法自2024年8月1日起施行。
  - title: 示例区教育局关于学生用餐的通知
    addressees: [各学校]
    body: |
      # 统一思想

      高度重视。
    issued_by: 示例区教育局
    date: 2024-05-20
"""
NOTE = "此件公开发布，由各县（区）人民政府在本级门户网站和政务公开栏同时公布，长期有效"
WITHIN = 0.6
"""mm that the ink of a masthead may miss its place by."""


def joint(count: int, seal: str = "是", **changes: str) -> str:
    offices = f"[{', '.join(list(NAMES)[:count])}]"
    number = f"示a〔2024〕{count}{'1' if seal == '是' else '2'}号"
    fields = {"kind": "通知", "genre": None, "office": None, "doc_number": number, "body": BODY, **changes}
    return document(**fields, offices=offices, seal=seal)


DOCUMENTS = {
    "order": document(kind="令", genre=None, office="a", doc_number="第12号", signed=SIGNED, body=ORDER),
    "minutes": document(
        kind="纪要", genre="会议纪要", office="a", doc_number="第3期", title="关于测试的会议纪要",
        present="、".join(f"示例县 张{one}某" for one in "甲乙丙丁戊己庚辛"), absent="[示例区 李某某]",
    ),
    "request": document(
        kind="请示", genre=None, office="a", title="关于测试的请示", doc_number="示a〔2024〕5号",
        signatory="[李某某]", addressees="[示例省食品药品安全委员会办公室]",
    ),
    "forwarding": document(
        kind="通知", genre=None, office="a", doc_number="示a〔2024〕6号", forwarded=ARTICLES.rstrip("\n"),
        title="关于印发《示例市食品小作坊登记管理办法》的通知",
    ),
    **{f"sealed-{count}": joint(count) for count in (2, 3, 5, 8)},
    **{f"unsealed-{count}": joint(count, "否") for count in (2, 5)},
    "noted": document(
        kind="通知", genre=None, office="a", doc_number="示a〔2024〕81号", seal="是", note=NOTE,
    ),
    "stacks": joint(2, "否", doc_number="示t〔2024〕84号").replace("[a, b]", "[t, u]"),
    "host": joint(8, "否", joint_masthead="主办", doc_number="示a〔2024〕99号"),
}  # fmt: skip


@cache
def built() -> dict[str, Both]:
    """Return every document in both formats."""
    files = {f"content/letters/{name}.yaml": text for name, text in DOCUMENTS.items()}
    return both({"content/offices.yaml": OFFICES, "content/images/seal.png": red_square(), **files})


def sides(name: str) -> tuple[bytes, bytes]:
    """Return a document's PDF, and its Word file as LibreOffice prints it."""
    return built()[name].pdf, built()[name].word


def line(pdf: bytes, text: str) -> Line:
    """Return the first line of a PDF that has a text in it."""
    return next(one for one in lines(pdf) if text in one.text.replace(" ", ""))


def seals(pdf: bytes) -> list[tuple[int, float, float, float, float]]:
    """Return the page and the edges in mm of every picture."""
    return [
        (number, *(edge * MM for edge in picture["bbox"]))
        for number, page in enumerate(pymupdf.open(stream=pdf), 1)
        for picture in page.get_image_info()
    ]


def test_the_fifteen_kinds_of_the_regulation_are_there_by_their_chinese_names() -> None:
    genres = [
        "决议",
        "决定",
        "命令",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "函",
        "纪要",
    ]
    listed = {kind.title: kind for kind in docgen.kinds(ROOT)}
    assert [name for name in genres if not {name, "命令（令）"} & listed.keys()] == []
    for kind in docgen.kinds(ROOT)[:15]:
        text = kind.sample.read_text(encoding="utf-8")
        assert "示例" in text
        assert kind.description


@pytest.mark.parametrize("kind", [kind.name for kind in docgen.kinds(bundled_project().root)[:15]])
def test_a_sample_is_worth_copying(kind: str, tmp_path) -> None:
    project(tmp_path)
    sample = next(one.sample for one in docgen.kinds(tmp_path) if one.name == kind).read_text("utf-8")
    figures = (ROOT / "content/figures/lhasa-2024.yaml").read_text("utf-8")
    offices = OFFICES.replace("a:", "lasa-shianban:", 1).replace("示a", "拉食药安办")
    files = {"content/figures/lhasa-2024.yaml": figures, "content/offices.yaml": offices}
    write_files(
        tmp_path, {**files, "content/letters/one.yaml": sample, "content/images/seal.png": red_square()}
    )
    assert open_document(tmp_path / "content/letters/one.yaml").findings == ()


@pytest.mark.parametrize(("name", "top"), [("order", 57.0), ("minutes", 72.0), ("sealed-3", 72.0)])
def test_a_masthead_stands_where_its_format_has_it(name: str, top: float) -> None:
    for pdf in sides(name):
        assert ink(pdf, 1, 30, 40, 180, 100)[0] == pytest.approx(top, abs=WITHIN)


def test_an_order_has_its_number_no_title_and_the_signature_with_the_post_beside_it() -> None:
    for pdf in sides("order"):
        number, text = line(pdf, "第12号"), line(pdf, "《示例办法》")
        assert (number.left + number.right) / 2 == pytest.approx(106, abs=1)
        assert text.baseline - number.baseline == pytest.approx(3 * 225 / 22, abs=1.3)
        signed, date = line(pdf, "主任"), line(pdf, "2024年6月20日")
        assert "示例某" in signed.text
        assert date.baseline - signed.baseline == pytest.approx(2 * 225 / 22, abs=1.3)
        assert 184 - date.right == pytest.approx(4 * 16 * MM, abs=1)
        assert not [one for one in lines(pdf) if "关于测试" in one.text]


def test_minutes_list_who_was_there_and_turn_over_under_the_first_name() -> None:
    for pdf in sides("minutes"):
        found = lines(pdf)
        at = next(number for number, one in enumerate(found) if one.text.startswith("出席："))
        first = line(pdf, "出席：")
        assert first.left == pytest.approx(28 + 2 * 16 * MM, abs=1)
        assert found[at + 1].left == pytest.approx(28 + 5 * 16 * MM, abs=1)
        assert line(pdf, "请假：").left == pytest.approx(first.left, abs=0.5)
        assert not [one for one in found if one.text == NAMES["a"] and one.page == 2 and one.size > 15]


def test_a_request_tells_whom_to_ask_under_the_date() -> None:
    for pdf in sides("request"):
        date, note = line(pdf, "2024年6月20日"), line(pdf, "（联系人：张某某，联系电话：")
        assert line(pdf, "0891-0000000）").baseline > note.baseline  # it turns over beside the seal
        assert note.baseline - date.baseline == pytest.approx(225 / 22, abs=1.3)
        assert line(pdf, "妥否，请批示。")


def test_what_is_issued_follows_as_it_was_with_its_articles_counted() -> None:
    for pdf in sides("forwarding"):
        texts = ["".join(one.text.split()) for one in lines(pdf) if one.page > 1]
        numbered = [one for one in texts if one.startswith("第")]
        assert [one[:3] for one in numbered] == ["第一章", "第一条", "第二条", "第二章", "第三条"]
        addressed = line(pdf, "各学校：")
        assert addressed.left == pytest.approx(28, abs=0.5)
        assert line(pdf, "一、统一思想")
        assert 184 - line(pdf, "2024年5月20日").right == pytest.approx(4 * 16 * MM, abs=1)
        assert not any("附件" in one for one in texts)


def test_a_typed_number_of_an_article_that_is_not_printed_is_told() -> None:
    (told,) = (one for one in built()["forwarding"].findings if one.code == "article-number")
    assert (told.values["typed"], told.values["printed"]) == ("第五条", "第三条")


@pytest.mark.parametrize("count", [2, 3, 5, 8])
def test_seals_of_a_joint_issue_touch_nothing_and_press_their_names(count: int) -> None:
    for pdf in sides(f"sealed-{count}"):
        found = seals(pdf)
        assert len(found) == count
        for page, left, top, right, bottom in found:
            assert (right - left, bottom - top) == pytest.approx((42, 42), abs=0.2)
            assert left > 28 - 0.2
            assert right < 184 + 0.2
            assert page == found[0][0]
        for (_, left, top, right, bottom), other in combinations(found, 2):
            assert left >= other[3] or right <= other[1] or top >= other[4] or bottom <= other[2]
        _, left, top, right, bottom = max(found, key=lambda one: (one[2], one[1]))
        date = line(pdf, "2024年6月20日")
        assert left < (date.left + date.right) / 2 < right
        assert top < date.baseline < bottom
        body = line(pdf, "进货查验")
        if body.page == found[0][0]:
            assert min(one[2] for one in found) - body.baseline < 225 / 22


def test_a_long_note_under_the_date_keeps_clear_of_the_seal() -> None:
    for pdf in sides("noted"):
        ((page, left, _, _, bottom),) = seals(pdf)
        note = [one for one in lines(pdf) if one.text.strip() and "".join(one.text.split()) in f"（{NOTE}）"]
        assert "".join("".join(one.text.split()) for one in note) == f"（{NOTE}）"
        assert {one.page for one in note} == {page}
        assert note[0].baseline < bottom  # it stands beside the seal
        assert max(one.right for one in note) < left


def test_a_tibetan_name_is_spread_by_stacks_and_keeps_its_last_one_whole() -> None:
    for pdf in sides("stacks"):
        spread = [one for one in lines(pdf) if one.size > 24 and one.text.strip() in (NAMES["t"], NAMES["u"])]
        assert len(spread) == 2
        assert spread[0].right == pytest.approx(spread[1].right, abs=0.5)


def test_the_names_of_a_joint_masthead_are_as_wide_as_one_another_and_the_word_stands_amid() -> None:
    for pdf in sides("sealed-5"):
        named = [line(pdf, name) for name in list(NAMES.values())[:5]]
        assert max(one.left for one in named) - min(one.left for one in named) < 0.5
        (word,) = (span for span in spans_of(pdf) if span["text"].strip() == "文件")
        middle = (named[0].baseline + named[-1].baseline) / 2
        assert word["origin"][1] * MM == pytest.approx(middle, abs=1.0)


def spans_of(pdf: bytes) -> list[dict]:
    """Return the spans of the first page."""
    blocks = pymupdf.open(stream=pdf)[0].get_text("dict")["blocks"]
    return [span for block in blocks for row in block.get("lines", ()) for span in row["spans"]]


@pytest.mark.parametrize("count", [2, 5])
def test_without_seals_the_names_stand_below_one_another_and_the_date_under_the_last(count: int) -> None:
    for pdf in sides(f"unsealed-{count}"):
        signed = [one for one in lines(pdf) if one.size > 15 and "".join(one.text.split()) in NAMES.values()]
        signed = [one for one in signed if one.left > 60]
        assert len(signed) == count
        assert max(one.right for one in signed) - min(one.right for one in signed) < 1
        date = line(pdf, "2024年6月20日")
        assert date.left - min(one.left for one in signed) == pytest.approx(2 * 16 * MM, abs=1.2)
        assert date.baseline > signed[-1].baseline


def test_a_masthead_of_too_many_offices_is_told_and_the_host_alone_is_as_ever() -> None:
    assert "joint-masthead-small" in {one.code for one in built()["sealed-8"].findings}
    assert "joint-masthead-small" not in {one.code for one in built()["host"].findings}
    for pdf in sides("host"):
        assert line(pdf, NAMES["a"] + "文件")
        assert NAMES["h"] not in {one.text for one in lines(pdf) if one.page == 1}


def test_both_formats_have_the_same_pages() -> None:
    for name, one in built().items():
        assert len(pymupdf.open(stream=one.pdf)) == len(pymupdf.open(stream=one.word)), name
        assert not [finding for finding in one.findings if finding.grade == "must"], name


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"office": None, "offices": "[shili, shili]"}, "office-twice"),
        ({"office": "shili", "offices": "[other, shili]"}, "office-not-host"),
        ({"office": None, "offices": "[shili, shilli]"}, "office-unknown"),
        (
            {"kind": "请示", "genre": None, "signatory": "[李某某]", "addressees": "[甲办, 乙办]"},
            "list-too-long",
        ),
        ({"kind": "请示", "genre": None, "addressees": "[甲办]"}, "field-missing"),
        ({"kind": "批复", "genre": None, "addressees": "[甲办]"}, "field-missing"),
        ({"kind": "公告", "genre": None, "addressees": "[甲办]"}, "field-not-of-kind"),
        ({"kind": "令", "genre": None, "signed": SIGNED, "doc_number": "12"}, "text-unlike-pattern"),
        ({"kind": "令", "genre": None, "signed": SIGNED, "offices": "[shili, other]"}, "field-not-of-kind"),
        ({"kind": "议案", "genre": None, "signed": SIGNED, "offices": "[shili, other]"}, "field-not-of-kind"),
        ({"kind": "议案", "genre": None, "signed": SIGNED, "office": "[shili, other]"}, "value-not-text"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, str | None], code: str, tmp_path) -> None:
    project(tmp_path, letter=document(**changes))
    other = "other:\n  name: 示例市教育局\n  masthead: 示例市教育局\n  code: 示教\n"
    offices = tmp_path / "content/offices.yaml"
    offices.write_text(offices.read_text("utf-8") + other, encoding="utf-8")
    found = problems(lambda: open_document(tmp_path / "content/letters/letter.yaml"))
    assert code in {one.code for one in found}


def test_several_offices_may_be_written_where_one_is_asked_for(tmp_path) -> None:
    project(tmp_path, letter=document(office="[shili, other]"))
    other = "other:\n  name: 示例市教育局\n  masthead: 示例市教育局\n  code: 示教\n"
    offices = tmp_path / "content/offices.yaml"
    offices.write_text(offices.read_text("utf-8") + other, encoding="utf-8")
    found = open_document(tmp_path / "content/letters/letter.yaml")
    assert [one["name"] for one in found.offices] == ["示例市食品安全办公室", "示例市教育局"]
    assert found.office["name"] == "示例市食品安全办公室"


@pytest.mark.parametrize(
    ("closing", "printed"),
    [("是", "特此通知。"), ("否", None), (None, None), ("特此通知，请遵照执行。", "特此通知，请遵照执行。")],
)
def test_a_closing_formula_is_the_usual_one_none_or_the_authors(
    closing: str | None, printed: str | None, tmp_path
) -> None:
    page = composed(project(tmp_path, letter=document(closing=closing)))
    html = page.composed.html
    assert (f">{printed}</p>" in html) if printed else ("closing" not in html)


@pytest.mark.parametrize("words", ["妥否，请批示。", "请予批复。", "以上请示如下"])
def test_a_report_that_asks_is_told(words: str, tmp_path) -> None:
    report = document(
        kind="报告", genre=None, title="关于测试的报告", signatory="[李某某]", addressees="[甲办]"
    )
    project(tmp_path, letter=report.replace("请遵照执行（示例）。", words))
    codes = {one.code for one in open_document(tmp_path / "content/letters/letter.yaml").findings}
    assert "report-asks" in codes


def test_a_reply_quotes_what_it_answers(tmp_path) -> None:
    asked = "{from: 你办, title: 关于召开现场会的请示, doc_number: 示例〔2024〕3号}"
    reply = document(kind="批复", genre=None, title="关于测试的批复", addressees="[甲办]", incoming=asked)
    for text, words in (
        (reply, "你办《关于召开现场会的请示》（示例〔2024〕3号）收悉。现批复如下。"),
        (
            reply.replace(", doc_number: 示例〔2024〕3号", ""),
            "你办《关于召开现场会的请示》收悉。现批复如下。",
        ),
    ):
        html = composed(project(tmp_path, letter=text)).composed.html
        assert words in re.sub("<[^<>]*>|\u2060", "", html)


@pytest.mark.parametrize(
    ("incoming", "closing"), [(None, "特此函告。"), ("{from: 你局, title: 关于甲的函}", "特此函复。")]
)
def test_a_letter_that_answers_closes_as_an_answer(incoming: str | None, closing: str, tmp_path) -> None:
    letter = document(kind="函", genre=None, title="关于测试的函", addressees="[甲办]", incoming=incoming)
    assert closing in composed(project(tmp_path, letter=letter)).composed.html


def test_an_attachment_that_is_bound_apart_names_the_document_it_belongs_to(tmp_path) -> None:
    attachments = "[{title: 甲表, body: 甲（示例）。, apart: 是}, {title: 乙表, body: 乙（示例）。}]"
    html = composed(project(tmp_path, letter=document(attachments=attachments))).composed.html
    labels = re.findall('<p class="attachment-label">(.*?)</p>', html)
    assert [re.sub("<[^<>]*>", "", label) for label in labels] == ["示食安办〔2024〕7号附件1", "附件2"]
