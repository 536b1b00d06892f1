"""What a person looks at before it leaves: pages with findings, rosters with faults, corrected."""

from pathlib import Path

import pytest

import docgen
from tests.pipeline.test_judged import SQUEEZED, faulty
from tests.support.rosters import LETTER
from tests.support.samples import OFFICES, told, write_files
from tests.support.workbooks import ods, workbook

ROWS = [
    ["示例名单", "", "", ""],
    ["姓名", "单位", "entities", "备注"],
    ["赵伟", "甲县", "12", ""],
    ["钱芳", "甲县", "十二家", "电话\n再核"],
    ["孙娜", "", "7", ""],
    ["李敏", "乙县", "#N/A", ""],
]


def letters(folder: Path, roster: bytes, name: str = "名单.xlsx") -> Path:
    """Make a project with a letter to the people of a roster; return the letter."""
    files = {
        "content/offices.yaml": OFFICES,
        f"content/recipients/{name}": roster,
        "content/letters/letter.yaml": LETTER.replace("people", name).replace(".unit", ".单位") + "# 说明\n",
    }
    write_files(folder, files)
    return folder / "content/letters/letter.yaml"


def test_a_page_is_shown_with_the_place_of_what_is_held_against_it(tmp_path: Path) -> None:
    seen = docgen.examine_document(faulty(tmp_path, SQUEEZED))
    codes = [one.code for one in seen.findings]
    assert "text-over-text" in codes
    (mark,) = (one for one in seen.marks if codes[one.finding] == "text-over-text")
    assert 0 < mark.left < mark.left + mark.width < 1
    assert 0 < mark.top < mark.top + mark.height < 1
    picture = docgen.page_picture(seen.pdf, mark.page, 40)
    assert picture.data
    assert picture.data.startswith(b"\xff\xd8")
    with pytest.raises(ValueError, match="page 9"):
        docgen.page_picture(seen.pdf, 9)
    accepted = docgen.examine_document(faulty(tmp_path, SQUEEZED), docgen.Options(accept=("text-over-text",)))
    assert {one.grade for one in accepted.findings if one.code == "text-over-text"} == {"accepted"}


def test_a_roster_is_shown_with_its_faults_at_its_own_cells_and_corrected(tmp_path: Path) -> None:
    path = letters(tmp_path, workbook(ROWS))
    view = docgen.view_roster(path)
    assert [(one.letter, one.title, one.is_read) for one in view.columns][:2] == [
        ("A", "姓名", True),
        ("B", "单位", True),
    ]
    assert view.rows[4] == {1: "钱芳", 2: "甲县", 3: "十二家", 4: "电话\n再核"}
    assert [(one.scope, one.cell) for one in view.refused] == [("cell", "C6")]
    before = view.file.read_bytes()
    copy = docgen.correct_roster(path, {(5, 2): "=乙县", (6, 3): "3"}, view.etag)
    now = docgen.view_roster(path)
    assert (copy.name, now.file.name, now.refused, now.recipients) == ("名单-改.xlsx", "名单-改.xlsx", (), 4)
    assert now.rows[5][2] == "=乙县"
    assert view.file.read_bytes() == before, "what was handed in stays"
    assert path.read_text("utf-8").endswith("# 说明\n")
    assert told(lambda: docgen.correct_roster(path, {(3, 1): "甲"}, view.etag))[0][0] == "roster-changed"
    docgen.correct_roster(path, {(3, 1): "赵大伟"}, now.etag)
    assert len(list(copy.parent.iterdir())) == 2, "the next correction goes into the same copy"


def test_a_correction_hides_nothing_that_is_still_wrong(tmp_path: Path) -> None:
    def merge(book, sheet) -> None:
        sheet.merge_range("B3:B5", "甲县")
        sheet.write_formula("C3", "=1/0", None, "#DIV/0!")

    rows = [
        ["姓名", "单位", "entities"],
        ["赵伟", "甲县", "1"],
        ["钱芳", "", "2"],
        ["孙娜", "", "3"],
        ["李敏", "", "4"],
    ]
    path = letters(tmp_path, workbook(rows, merge))
    first = docgen.view_roster(path)
    assert {"C3", "B3"} <= {one.cell for one in first.refused}
    docgen.correct_roster(path, {(2, 1): "赵大伟"}, first.etag)
    again = docgen.view_roster(path)
    assert {"C3", "B3"} <= {one.cell for one in again.refused}
    docgen.correct_roster(path, {(3, 2): "乙县", (3, 3): "5"}, again.etag)
    last = docgen.view_roster(path)
    assert last.refused == ()
    assert [last.rows[row][2] for row in (2, 3, 4, 5)] == ["甲县", "乙县", "乙县", "乙县"]


@pytest.mark.parametrize("name", ["新名单.ods", "新名单.csv"])
def test_another_roster_is_put_beside_the_first(tmp_path: Path, name: str) -> None:
    path = letters(tmp_path, workbook(ROWS))
    rows = [["姓名", "单位", "entities"], ["周静", "丙县", "3"]]
    data = ods(rows) if name.endswith("ods") else "\n".join(map(",".join, rows)).encode()
    write_files(tmp_path, {f"brought/{name}": data, f"content/recipients/{name}": b"other"})
    kept = docgen.use_roster(path, tmp_path / "brought" / name)
    assert kept.name == name.replace(".", "-2.")
    assert docgen.view_roster(path).recipients == 1
    assert (kept.parent / name).read_bytes() == b"other"
    docgen.name_roster(path, "名单.xlsx")
    assert len(docgen.view_roster(path).refused) == 1


def test_what_is_no_table_is_not_put_anywhere(tmp_path: Path) -> None:
    path = letters(tmp_path, workbook(ROWS))
    before = path.read_bytes()
    write_files(tmp_path, {"brought/名单.xls": b"<html><table><tr><td>1</td></tr></table></html>"})
    assert told(lambda: docgen.use_roster(path, tmp_path / "brought/名单.xls"))[0][0] == "sheet-web-page"
    assert [one.name for one in (tmp_path / "content/recipients").iterdir()] == ["名单.xlsx"]
    assert path.read_bytes() == before
