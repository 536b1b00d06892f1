"""补印: single copies made again from the command line, and the record of them."""

import csv
from hashlib import sha256
from pathlib import Path

import pymupdf
import pytest

from docgen import cli
from docgen.archive.reprints import COLUMNS, FILE, Copy, record_reprints
from docgen.foundation.errors import MachineError
from tests.support.certificates import certificates, roster
from tests.support.measuring import lines
from tests.support.rosters import tree
from tests.support.samples import document, project


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A document with two certificates and a blank one."""
    roster(tmp_path, "{name: 甲某, class: 个人}", "{name: 乙某, class: 个人}")
    certificates(tmp_path, winner=None, recipients="renyuan", numbering="示证")
    return tmp_path / "content/certificates/zheng.yaml"


def build(source: Path, *options: str) -> int:
    """Build `source` as PDF into `out` beside its project's content."""
    out = source.parents[2] / "out"
    return cli.run(["--lang", "zh", "build", str(source), "--to", "pdf", "--out", str(out), *options])


def recorded(folder: Path) -> list[list[str]]:
    """Return the lines of the record, as a spreadsheet program reads them."""
    with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == COLUMNS
    return rows


def test_a_copy_made_again_is_recorded_each_time_and_leaves_the_first_alone(
    source: Path, tmp_path: Path
) -> None:
    assert build(source) == 0
    before = tree(tmp_path / "out")
    assert FILE not in before
    assert build(source, "--only", "示证〔2024〕2号") == build(source, "--only", "乙某") == 0
    after = tree(tmp_path / "out")
    assert set(after) - set(before) == {FILE, "zheng-补印-乙某.pdf"}
    assert before.items() < after.items()
    rows = recorded(tmp_path / "out")
    assert [row[1:4] for row in rows] == [["zheng.yaml", "乙某", "示证〔2024〕2号"]] * 2
    assert all(row[4].endswith("renyuan.yaml:4:5") for row in rows)
    assert {tuple(row[5:]) for row in rows} == {
        ("zheng-补印-乙某.pdf", sha256(after["zheng-补印-乙某.pdf"]).hexdigest(), "")
    }


def test_several_copies_may_be_asked_for_with_a_print_file_of_their_own(source: Path, tmp_path: Path) -> None:
    assert build(source, "--combined") == 0
    before = tree(tmp_path / "out")
    assert build(source, "--only", "乙某", "--only", "甲某", "--combined") == 0
    assert before.items() < tree(tmp_path / "out").items()
    assert len(pymupdf.open(tmp_path / "out/zheng-补印-打印稿.pdf")) == 2
    assert [row[2] for row in recorded(tmp_path / "out")] == ["甲某", "乙某"]


def test_sheets_are_put_between_the_values_of_a_column_called_by_its_title(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(source, "--combined", "--separate-by", "类别") == 0
    assert len(pymupdf.open(tmp_path / "out/zheng-打印稿.pdf")) == 3
    assert build(source, "--combined", "--separate-by", "部门") == 1
    assert "名单里没有叫“部门”的栏目" in capsys.readouterr().err


def test_a_printer_may_be_named_in_the_call(source: Path, tmp_path: Path) -> None:
    assert build(source, "--only", "甲某") == 0
    plain = lines((tmp_path / "out/zheng-补印-甲某.pdf").read_bytes())
    assert build(source, "--only", "甲某", "--overprint", "示例打印机") == 0
    moved = lines((tmp_path / "out/zheng-补印-甲某.pdf").read_bytes())
    assert len(plain) > 4
    shifts = [after.left - before.left for before, after in zip(plain, moved, strict=True)]
    assert shifts == pytest.approx([1.5] * len(plain), abs=0.02)


def test_the_call_goes_before_the_file(source: Path, tmp_path: Path) -> None:
    source.write_text(source.read_text("utf-8") + "only: [甲某]\noverprint: 没有的打印机\n", "utf-8")
    assert build(source, "--only", "乙某", "--overprint", "示例打印机") == 0
    assert set(tree(tmp_path / "out")) == {FILE, "zheng-补印-乙某.pdf"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--only", "丁某"], "zheng.yaml: 名单里没有“丁某”"),
        (["--overprint", "别的"], "zheng.yaml: content/offices.yaml 中本机关没有叫“别的”的打印机"),
    ],
)
def test_what_is_wrong_with_the_call_is_told_without_a_line(
    source: Path, options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(source, *options) == 1
    assert told in capsys.readouterr().err


def test_a_kind_without_the_field_refuses_the_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = project(tmp_path, letter=document(kind="letters/agenda")) / "content/letters/letter.yaml"
    assert build(letter, "--only", "甲某", "--overprint", "示例打印机") == 1
    err = capsys.readouterr().err
    assert "letters/agenda 没有 only 一栏，不能用 --only" in err
    assert "letters/agenda 没有 overprint 一栏，不能用 --overprint" in err


COPY = Copy("zheng.yaml", {"name": "甲某", "number": "1号"}, "名单:2:1", "甲.pdf", "00")


def test_a_torn_line_stays_alone(tmp_path: Path) -> None:
    record_reprints(tmp_path, [COPY])
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes() + b"2024-06")
    record_reprints(tmp_path, [COPY])
    assert [row[1:2] for row in recorded(tmp_path)] == [["zheng.yaml"], [], ["zheng.yaml"]]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_of_the_record_is_a_formula(tmp_path: Path, name: str) -> None:
    record_reprints(tmp_path, [Copy("zheng.yaml", {"name": name}, "", "甲.pdf", "00")])
    assert recorded(tmp_path)[0][2] == f"'{name}"


def test_the_record_is_never_written_through_a_link(tmp_path: Path) -> None:
    target = tmp_path / "别处.csv"
    target.touch()
    (tmp_path / FILE).symlink_to(target)
    with pytest.raises(MachineError):
        record_reprints(tmp_path, [COPY])
    assert target.read_bytes() == b""
