"""Each rule catches what contradicts itself, and leaves its closest neighbour alone."""

from collections.abc import Mapping
from pathlib import Path

import pytest

import docgen
from docgen.content.document import Document, open_document
from docgen.foundation.errors import Finding
from tests.support.samples import OFFICES, composed, document, problems, project, told, write_files

FIGURES = """\
title: 示例数据
as_of: 2024-06-01
source: 示例
figures:
  schools: {title: 学校, value: 60, unit: 所}
  cadres: {title: 干部, value: 7, unit: 名}
  money: {title: 资金, value: 18.5, unit: 万元}
  rate: {title: 覆盖率, value: 98.5%}
  late: {title: 新数据, value: 3, unit: 家, as_of: 2024-07-01}
"""
OFFICE = OFFICES + "  letter_code: 示食安办函\n  short_name: 市食安办\n"


def checked(folder: Path, **fields: str | None) -> Document:
    """Return a notice of 2024-06-20, a Thursday, with other fields."""
    project(folder, letter=document(**{"body": None, "figures": "city", **({"body": "正文。"} | fields)}))
    write_files(folder, {"content/offices.yaml": OFFICE, "content/figures/city.yaml": FIGURES})
    return open_document(folder / "content/letters/letter.yaml")


def codes(found: tuple[Finding, ...]) -> list[str]:
    """Return the codes of findings, each of which stands in a line and can be told in both languages."""
    assert all(finding.text(lang) for finding in found for lang in ("zh", "en"))
    assert all(finding.place.line and finding.place.column for finding in found)
    return [finding.code for finding in found]


TABLE = [
    # 发文字号
    ({"doc_number": "拉食安办〔2024〕7号"}, "number-other-office", {"doc_number": "示食安办函〔2024〕7号"}),
    ({"doc_number": "示教〔2024〕7号"}, "number-other-office", {"doc_number": "示食安办发〔2024〕7号"}),
    ({"doc_number": "示食安办〔2023〕7号"}, "number-other-year", {"doc_number": "示食安办〔2024〕17号"}),
    # dates
    ({"printed_on": "2024-06-19"}, "dates-out-of-order", {"printed_on": "2024-06-20"}),
    ({"deadline": "2024-07-05"}, "deadline-unsaid", {"deadline": "2024-07-05", "body": "请于7月5日前反馈。"}),
    (
        {"deadline": "2024-07-05", "body": "请于7月6日前反馈。"},
        "deadline-unsaid",
        {"deadline": "2024-07-05", "body": "请于收到通知后15个工作日内反馈。"},
    ),
    (
        {"deadline": "2024-07-31", "body": "请于2023年7月31日前反馈。"},
        "deadline-unsaid",
        {"deadline": "2024-07-31", "body": "请于7月底前反馈。"},
    ),
    ({"body": "9月31日放假。"}, "date-impossible", {"body": "9月30日放假。"}),
    ({"body": "2月30日放假。"}, "date-impossible", {"body": "藏历二月三十日放假。"}),
    ({"body": "2023年2月29日。"}, "date-impossible", {"body": "2024年2月29日。"}),
    ({"body": "2024年13月5日。"}, "date-impossible", {"body": "2024年12月5日。"}),
    ({"body": "请于13月底前报送。"}, "date-impossible", {"body": "共历时13月余。"}),
    ({"body": "2024年13月。"}, "date-impossible", {"body": "2024年1-12月。"}),
    ({"body": "9月25日至31日。"}, "date-impossible", {"body": "8月25日至31日。"}),
    ({"body": "9月25日—31日。"}, "date-impossible", {"body": "9月25日至10月31日。"}),
    ({"body": "９月３１日。"}, "date-impossible", {"body": "９月３０日。"}),
    ({"body": "九月三十一日。"}, "date-impossible", {"body": "九月三十日。"}),
    ({"body": "二〇二四年二月三十日。"}, "date-impossible", {"body": "二〇二四年二月廿九日。"}),
    ({"body": "9 月 31 日。"}, "date-impossible", {"body": "9 月 30 日。"}),
    ({"body": "2024-02-30以前。"}, "date-impossible", {"body": "电话0891-02-30。"}),
    ({"body": "6月45号前。"}, "date-impossible", {"body": "6月1号楼。"}),
    ({"title": "关于9月31日放假的通知"}, "date-impossible", {"title": "关于9月30日放假的通知"}),
    ({"body": "2024年6月20日（星期五）。"}, "date-weekday", {"body": "2024年6月20日（星期四）。"}),
    ({"body": "6月20日（周五）。"}, "date-weekday", {"body": "6月20日（周四）。"}),
    ({"body": "6月20日星期日上午。"}, "date-weekday", {"body": "6月20日星期四上午。"}),
    ({"body": "6月20日（星期天）。"}, "date-weekday", {"body": "6月20日周一鸣同志到任。"}),
    ({"body": "2024-06-20（星期五）。"}, "date-weekday", {"body": "6月20日（周一鸣）。"}),
    ({"body": "1月5日（星期五）。"}, None, {"body": "1月5日（星期五）。"}),  # 2024 or 2025: too far to tell
    ({"body": "6月20日（星期六）。"}, "date-weekday", {"body": "2020年召开，6月20日（星期六）结束。"}),
    ({"body": "6月20日（周五）。"}, "date-weekday", {"body": "6月20日（周一至周五）。"}),
    ({"body": "9月25日至20日。"}, "dates-reversed", {"body": "9月20日至25日。"}),
    ({"body": "9月25日到9月20日。"}, "dates-reversed", {"body": "12月25日至1月5日。"}),
    ({"body": "2024年9月25日—2023年9月30日。"}, "dates-reversed", {"body": "2024年9月25日、9月20日。"}),
    ({"body": "2025年6月25日至20日。"}, "dates-reversed", {"body": "2024年9月25日至2025年9月20日。"}),
    # amounts
    ({"body": "1000元（大写：贰仟元整）。"}, "amount-unlike", {"body": "1000元（大写：壹仟元整）。"}),
    ({"body": "18.5万元（壹拾捌万伍佰元整）。"}, "amount-unlike", {"body": "18.5万元（壹拾捌万伍仟元整）。"}),
    (
        {"body": "人民币壹仟零伍拾元叁角（¥1,050.03）。"},
        "amount-unlike",
        {"body": "人民币壹仟零伍拾圆叁角正（¥1,050.30）。"},
    ),
    ({"body": "12000元（壹万元整）。"}, "amount-unlike", {"body": "12000元（壹万元为自筹）。"}),
    # genre and title
    ({"genre": "通报"}, "title-other-genre", {"genre": "通报", "title": "关于测试的通报"}),
    ({"title": "关于测试的通告"}, "title-other-genre", {"title": "关于测试的通知（试行）"}),
    ({"title": "关于测试的安排"}, "title-without-genre", {"title": "“关于测试”的通知"}),
    ({"title": "关于测试的事"}, "title-without-genre", {"title": "关于测试的{{ genre }}"}),
    # who gets it
    (
        {"addressees": "[甲县人民政府, 甲县人民政府]"},
        "named-twice",
        {"addressees": "[甲县人民政府, 乙县人民政府]"},
    ),
    ({"addressees": "各学校、各县局、各学校"}, None, {"addressees": "各市、县人民政府，各市、县教育局"}),
    ({"addressees": "市教育局、市教育局"}, "named-twice", {"addressees": "市教育局、市财政局"}),
    (
        {"addressees": "市教育局", "copied_to": "市财政局，市教育局"},
        "named-twice",
        {"addressees": "市教育局", "copied_to": "市财政局"},
    ),
    ({"copied_to": "示例市食品安全办公室"}, "named-itself", {"copied_to": "示例县食品安全办公室"}),
    ({"addressees": "市食安办、市教育局"}, "named-itself", {"addressees": "县食安办、市教育局"}),
    # attachments
    (
        {"body": "名单见附件。"},
        "attachment-missing",
        {"body": "名单见附件。", "attachments": "[{title: 甲, body: 乙}]"},
    ),
    (
        {"body": "名单见附件2。", "attachments": "[{title: 甲, body: 乙}]"},
        "attachment-missing",
        {"body": "名单见附件1。", "attachments": "[{title: 甲, body: 见附件3}]"},
    ),
    (
        {"attachments": "[{title: 甲, body: 乙}, {title: 甲, body: 丙}]"},
        "named-twice",
        {"attachments": "[{title: 甲, body: 乙}, {title: 丁, body: 乙}]"},
    ),
    # figures
    (
        {"body": "'{{ figures.schools }}个学校。'"},
        "figure-unit-unlike",
        {"body": "'{{ figures.schools }}所学校。'"},
    ),
    (
        {"body": "'{{ figures.schools }}多家。'"},
        "figure-unit-unlike",
        {"body": "'{{ figures.schools }}多所。'"},
    ),
    ({"body": "'{{ figures.money }}元。'"}, "figure-unit-unlike", {"body": "'{{ figures.money }}万元。'"}),
    ({"body": "'{{ figures.cadres }}个。'"}, "figure-unit-unlike", {"body": "'{{ figures.cadres }}人。'"}),
    ({"body": "'{{ figures.rate }}%。'"}, "figure-unit-twice", {"body": "'{{ figures.rate }}。'"}),
    (
        {"body": "'{{ figures.schools | unit }}所。'"},
        "figure-unit-twice",
        {"body": "'{{ figures.schools | unit }}学校。'"},
    ),
    (
        {"body": "'{{ figures.late }}家。'"},
        "figure-of-later",
        {"date": "2024-07-01", "body": "'{{ figures.late }}家。'"},
    ),
    # signs in fields that are no prose
    ({"title": "“关于测试的通知”"}, "title-in-quotes", {"title": "“关于测试”的通知"}),
    ({"title": "《关于测试的通知》"}, "title-in-quotes", {"title": "关于《测试》的通知"}),
    ({"title": "关于测试的通知。"}, "title-end-mark", {"title": "关于测试的通知"}),
    (
        {"attachments": "[{title: 安排表。, body: 乙}]"},
        "title-end-mark",
        {"attachments": "[{title: 安排表, body: 乙。}]"},
    ),
    (
        {"attachments": "[{title: 《安排表》, body: 乙}]"},
        "attachment-in-marks",
        {"attachments": "[{title: 《办法》安排表, body: 乙}]"},
    ),
    (
        {"attachments": "[{title: 1.安排表, body: 乙}]"},
        "attachment-numbered",
        {"attachments": "[{title: 一、二年级安排表, body: 乙}]"},
    ),
    (
        {"attachments": "[{title: 附件2：安排表, body: 乙}]"},
        "attachment-numbered",
        {"attachments": "[{title: 1.5米以下水域安排表, body: 乙}]"},
    ),
    ({"addressees": "各学校："}, "mark-printed-twice", {"addressees": "各学校"}),
    ({"copied_to": "[市财政局。]"}, "mark-printed-twice", {"copied_to": "[市财政局]"}),
    ({"note": "（此件公开发布）"}, "brackets-printed-twice", {"note": "此件公开发布"}),
    ({"note": "（联系人：张某（示例））"}, "brackets-printed-twice", {"note": "（甲）乙（丙）"}),
    ({"addressees": "各学校,各幼儿园"}, "half-width-marks", {"addressees": "各学校，各幼儿园"}),
    ({"title": "关于测试的\u200b通知"}, "invisible-sign", {"title": "关于测试 的通知"}),
    ({"note": "\u2f29学"}, "compatibility-character", {"note": "小学"}),
    ({"note": "'称为\"甲\"的'"}, "straight-quotes", {"note": "称为“甲”的"}),
    ({"note": "共１２份"}, "full-width-figures", {"note": "共12份"}),
]


@pytest.mark.parametrize(("wrong", "code", "right"), TABLE)
def test_a_rule_catches_and_spares(
    tmp_path: Path, wrong: Mapping[str, str], code: str | None, right: Mapping[str, str]
) -> None:
    number = {} if "doc_number" in wrong else {"doc_number": "示食安办〔2024〕7号"}
    assert codes(checked(tmp_path / "wrong", **number, **wrong).findings) == ([code] if code else [])
    assert codes(checked(tmp_path / "right", **number, **right).findings) == []


def test_all_that_contradicts_is_told_at_once_in_composing(tmp_path: Path) -> None:
    fields = {
        "doc_number": "示教〔2023〕7号",
        "printed_on": "2024-06-01",
        "genre": "通报",
        "body": "9月31日。",
    }
    project(tmp_path, letter=document(**fields))
    assert [finding.code for finding in composed(tmp_path).composed.findings] == [
        "number-other-office",
        "number-other-year",
        "dates-out-of-order",
        "date-impossible",
        "title-other-genre",
    ]


def test_a_number_is_given_to_one_document_of_a_project(tmp_path: Path) -> None:
    project(tmp_path, letter=document(), other=document(doc_number="'示食安办[2024] 7号'"))
    write_files(tmp_path, {"content/letters/third.yaml": document(doc_number="示食安办〔2024〕8号")})
    (found,) = open_document(tmp_path / "content/letters/letter.yaml").findings
    assert (found.code, found.place.line) == ("number-given-twice", 4)
    assert "other.yaml" in found.text("zh")
    assert open_document(tmp_path / "content/letters/third.yaml").findings == ()
    write_files(tmp_path, {"content/letters/other.yaml": document(doc_number="示食安办〔2024〕9号 # 改了")})
    assert open_document(tmp_path / "content/letters/letter.yaml").findings == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("示食安办[2024]7号", "示食安办〔2024〕7号"),
        ("示食安办【2024】7号", "示食安办〔2024〕7号"),
        ("示食安办（2024）7号", "示食安办〔2024〕7号"),
        ("示食安办〔2024〕第7号", "示食安办〔2024〕7号"),
        ("示食安办〔2024〕07号", "示食安办〔2024〕7号"),
        ("示食安办 〔2024〕 7 号", "示食安办〔2024〕7号"),
        ("示食安办〔２０２４〕７号", "示食安办〔2024〕7号"),
        ("示食安办〔2024〕7", "示食安办〔2024〕7号"),
        ("示食安办2024年第7号", "示食安办〔2024〕7号"),
    ],
)
def test_a_number_in_another_form_is_refused_with_the_right_one(
    tmp_path: Path, typed: str, meant: str
) -> None:
    project(tmp_path, letter=document(doc_number=f"'{typed}'"))
    (problem,) = problems(lambda: open_document(tmp_path / "content/letters/letter.yaml"))
    assert (problem.code, problem.values["plain"]) == ("doc-number-not-plain", meant)


def test_what_is_certain_is_mended_and_what_is_not_is_printed_as_typed(tmp_path: Path) -> None:
    made = checked(
        tmp_path,
        doc_number="示食安办〔2024〕7号",
        title="关于\u200b测试的通知。",
        addressees="各学校：",
        copied_to="县局，市局。",
        note="\u2f29学,中学",
        attachments="[{title: 《安排表》。, body: 乙}]",
    ).values
    assert (made["title"], made["addressees"], made["copied_to"]) == (
        "关于测试的通知",
        ["各学校"],
        ["县局，市局"],
    )
    assert made["note"] == "小学,中学"
    assert made["attachments"][0]["title"] == "《安排表》"
    assert checked(tmp_path, note="（联系人（示例）：张某）").values["note"] == "联系人（示例）：张某"


def test_an_offices_name_is_looked_at_like_a_title(tmp_path: Path) -> None:
    project(tmp_path, letter=document())
    offices = (
        OFFICES.replace("name: 示例市", "name: 示例\u200b市")
        + "  contact: {name: 王某,李某, phone: 0891-1}\n"
    )
    write_files(tmp_path, {"content/offices.yaml": offices.replace("王某,李某", "'王某,李某'")})
    made = open_document(tmp_path / "content/letters/letter.yaml")
    places = [(finding.code, str(finding.place).rpartition("/")[2]) for finding in made.findings]
    assert places == [("invisible-sign", "offices.yaml:2:9"), ("half-width-marks", "offices.yaml:5:19")]
    assert made.office["name"] == "示例市食品安全办公室"


def test_a_serial_and_the_title_name_one_issue(tmp_path: Path) -> None:
    fields = {
        "kind": "letters/reminder",
        "genre": None,
        "doc_number": None,
        "serial": "12",
        "addressees": "甲县",
        "deadline": "2024-06-30",
    }
    for title, found in {
        "关于测试的提醒函（第11期）": ["title-other-serial"],
        "关于测试的提醒函（第12期）": [],
        "关于测试的提醒函（第十二期）": [],
        "关于第2期培训班的提醒函": [],
        "关于测试的通知": ["title-other-genre"],
    }.items():
        made = checked(tmp_path, **fields, title=title)
        assert codes(made.findings) == found
    assert codes(
        checked(tmp_path, **{**fields, "deadline": "2024-06-19"}, title="关于测试的函").findings
    ) == ["dates-out-of-order"]


def test_a_missing_seal_refuses(tmp_path: Path) -> None:
    project(tmp_path, letter=document(seal="是"))
    write_files(tmp_path, {"content/offices.yaml": OFFICES + "  seal: images/seal.png\n"})
    assert told(lambda: open_document(tmp_path / "content/letters/letter.yaml")) == [
        ("image-missing", "offices.yaml:5:9")
    ]


@pytest.mark.parametrize(
    "piece", ["9月31日", "6月20日（星期五）", "2025年", "见附件9", "一二三", "（周", "{{ figures.a }}个"]
)
def test_a_long_text_takes_a_moment(tmp_path: Path, piece: str) -> None:
    checked(tmp_path, body=f"'{piece * 5_000}'")


def test_a_field_that_does_nothing_any_more_is_told_and_no_form_has_it(tmp_path):
    letter = document(
        kind="工作提醒函", genre=None, serial="1", title="关于测试的函", addressees="[甲办]",
        deadline="2024-07-20", confidential="是",
    )  # fmt: skip
    project(tmp_path, letter=letter)
    (told,) = open_document(tmp_path / "content/letters/letter.yaml").findings
    assert (told.code, told.place.line) == ("field-unneeded", 10)
    fields = [one.path for one in docgen.describe_kind("工作提醒函").fields]
    assert "file_name" in fields
    assert "confidential" not in fields


@pytest.mark.parametrize(
    ("addressees", "codes"),
    [
        ("示例省教育厅、示例市人民政府", ["addressees-several"]),
        ("[示例省教育厅，示例市人民政府]", ["addressees-several"]),
        ("示例省人力资源和社会保障厅", []),
        ("示例省教育厅（示例省委教育工委、示例省语委）", []),
    ],
)
def test_several_offices_written_as_the_one_a_request_goes_to_are_told(addressees, codes, tmp_path):
    request = document(
        kind="请示", genre=None, title="关于测试的请示", addressees=addressees, signatory="[李某某]"
    )
    project(tmp_path, letter=request)
    found = [one.code for one in open_document(tmp_path / "content/letters/letter.yaml").findings]
    assert found == codes
