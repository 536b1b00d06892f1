"""A refusal tells everything at once: what must be mended, and what would have been told of the rest."""

import pytest

import docgen
from docgen.foundation.errors import ContentError, Finding
from docgen.pipeline.stops import Pipeline
from tests.support.handbooks import HOW, WHY, handbook
from tests.support.samples import document, project, write_files

LETTER = {"kind": "letters/leader-letter", "genre": None, "doc_number": None, "salutation": "某某同志"}


def told(path) -> list[tuple[int | None, str, bool]]:
    """Return line and code of all that a refusal of `path` tells, and whether it is a finding."""
    with pytest.raises(ContentError) as refused:
        Pipeline().pages(path)
    return [(one.place.line, one.code, isinstance(one, Finding)) for one in refused.value.shown]


def test_a_text_that_cannot_be_filled_in_tells_its_signs_too(tmp_path):
    body = "|\n  ＃ 时间\n\n  见｛｛ figures.cadres.total ｝｝和［^1］。\n\n  ［^1］：注文。"
    home = project(tmp_path, one=document(body=body, title="“关于测试的通知”"))
    assert told(home / "content/letters/one.yaml") == [
        (10, "placeholder-below-nothing", False),
        (8, "full-width-read", True),
        (10, "full-width-read", True),
        (12, "full-width-read", True),
        (5, "title-in-quotes", True),
    ]


def test_a_wrong_field_keeps_no_other_field_from_being_told(tmp_path):
    body = "|\n  2月30日放假,请核对。\n\n  2024年6月19日（星期五）开会。"
    text = document(body=body, date="2024-6-31", title="关于测试的通知。", doc_number="示教〔2023〕7号")
    home = project(tmp_path, one=text)
    assert told(home / "content/letters/one.yaml") == [
        (6, "value-date-impossible", False),
        (4, "number-other-office", True),
        (8, "date-impossible", True),
        (10, "date-weekday", True),
        (5, "title-end-mark", True),
        (8, "half-width-marks", True),
    ]


def test_a_wrong_field_keeps_no_fault_of_a_text_from_being_told(tmp_path):
    body = "|\n  # 三、时间\n\n  {{ figures.x 。\n\n  | 项目 | 数量 |\n  |---|---|\n  | 甲 | 1 | 多 |"
    home = project(tmp_path, one=document(body=body, date="六月"))
    assert told(home / "content/letters/one.yaml") == [
        (6, "value-not-date", False),
        (8, "heading-numbered", False),
        (14, "table-cells", False),
        (10, "placeholder-stray", False),
    ]


def test_a_refused_roster_keeps_no_fault_of_a_text_from_being_told(tmp_path):
    body = "|\n  | 项目 | 数量 |\n  |---|---|\n  | 甲 | 1 | 多 |"
    home = project(tmp_path, one=document(**LETTER, title="致信", body=body, recipients="a.csv"))
    write_files(home, {"content/recipients/a.csv": "姓名,单位\n,甲乡\n"})
    codes = [code for _, code, _ in told(home / "content/letters/one.yaml")]
    assert codes == ["cell-empty", "table-cells"]


def test_a_program_that_loads_a_document_is_told_the_same(tmp_path):
    home = project(tmp_path, one=document(body="|\n  放假,请核对。", date="六月"))
    with pytest.raises(ContentError) as refused:
        docgen.load(home / "content/letters/one.yaml")
    assert [one.code for one in refused.value.problems] == ["value-not-date", "half-width-marks"]


def test_a_wrong_list_of_attachments_is_not_taken_for_none(tmp_path):
    home = project(tmp_path, one=document(body="|\n  见附件2。", attachments="\n  - titel: 表"))
    codes = [code for _, code, _ in told(home / "content/letters/one.yaml")]
    assert "attachment-missing" not in codes


def test_a_refused_roster_tells_the_letter_too(tmp_path):
    text = document(
        **LETTER, title="致{{ recipient.name }}的信", body="|\n  放假,请核对。", recipients="a.csv"
    )
    home = project(tmp_path, one=text)
    write_files(home, {"content/recipients/a.csv": "单号,电话\n1,2\n"})
    codes = [(code, finding) for _, code, finding in told(home / "content/letters/one.yaml")]
    assert codes[-1] == ("half-width-marks", True)
    assert codes[0][1] is False


def test_a_letter_refused_by_a_cell_tells_what_its_reader_passed_over(tmp_path):
    text = document(**LETTER, title="致信", body="|\n  {{ recipient.党费 }}", recipients="a.csv")
    home = project(tmp_path, one=text)
    write_files(home, {"content/recipients/a.csv": "姓名,单位,党费\n甲某,甲乡,1\n乙某,乙乡,\n合计,,1\n"})
    assert told(home / "content/letters/one.yaml") == [(3, "cell-unfilled", False), (4, "row-total", True)]


def test_a_chapter_that_is_refused_keeps_no_other_from_being_told(tmp_path):
    wrong = WHY.replace("{{ figures.cadres }}名干部", "{{ figures.nobody }}名干部")
    book = handbook(tmp_path, why=wrong, how=HOW.replace("[先看, 再问]", '["先看,再问"]'))
    assert ("half-width-marks", True) in [(code, finding) for _, code, finding in told(book)]


def test_a_refused_file_keeps_no_other_from_being_told(tmp_path):
    home = project(
        tmp_path,
        refused=document(body="|\n  {{ nobody }}"),
        told=document(body="|\n  放假,请核对。", doc_number="示食安办〔2024〕8号"),
        sound=document(doc_number="示食安办〔2024〕9号"),
    )
    letters = [home / f"content/letters/{name}.yaml" for name in ("told", "refused", "sound", "gone")]
    with pytest.raises(ContentError) as refused:
        docgen.build(letters, docgen.Options(formats=("html",), out=tmp_path / "out"))
    assert [(one.code, one.place.path.stem) for one in refused.value.shown] == [
        ("placeholder-unknown", "refused"),
        ("source-missing", "gone"),
        ("half-width-marks", "told"),
    ]
