"""What can be wrong with a document in a form: for each code of the catalogue an input that is wrong so.

`prose.yaml` has texts, laid into every text of every kind; `documents.yaml` what is wrong besides, each in a
kind that has the field; `elsewhere.yaml` the codes that no form shows, by the reason. In YAML every scalar is
text; `!repeat [before, piece, times, behind]` spares length, `!bytes` is what no text can be.
"""

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import yaml
from PIL import Image

import docgen
from tests.support.books import chapter, prose
from tests.support.samples import red_square, write_files
from tests.support.workbooks import changed, workbook, zipped

FOLDER = Path(__file__).parent
NOTICE = """\
kind: letters/notice
office: lasa-shianban
genre: 通知
title: 关于示例的通知
addressees: [某县]
date: 2024-06-20
body: 正文（示例）。
"""
LETTER = {
    "kind": "letters/leader-letter",
    "office": "lasa-shianban",
    "title": "致各位负责人的一封信",
    "salutation": "{{ recipient.name }}",
    "date": "2024-06-28",
    "body": "【{{ recipient.称谓 }}】",
}
AWARD = {"class": "个人", "to": "个人", "citation": "成绩突出，被评为", "honour": "先进个人", "spares": "0"}
CERTIFICATE = {
    "kind": "certificates/commendation",
    "office": "lasa-shianban",
    "title": "荣誉证书",
    "date": "2024-06-28",
    "recipients": "bad.csv",
    "awards": [AWARD, {"class": "单位", "to": "单位", "honour": "先进单位"}],
}
SURVEY = {
    "kind": "reports/survey",
    "office": "lasa-shianban",
    "title": "关于测试的调查报告",
    "date": "2024-06-28",
    "as_of": "2024-06-20",
    "object": "示例",
    "period": "2024年",
    "method": "走访",
    "figures": "year",
    "data": {
        "counties": {
            "sheet": "本月.csv",
            "rows": "县（区）",
            "source": "示例",
            "compare": {"上月": "上月.csv"},
            "columns": {"主体": {"unit": "家"}, "已督导": {"unit": "家"}, "干部": {"unit": "名"}},
        }
    },
    "body": "正文（示例）。",
}
SHEET = """\
县（区）,主体（家）,已督导（家）,干部（名）
甲区,200,180,10
乙县,100,90,4
丙县,100,70,5
合计,400,340,19
"""
BEFORE = SHEET.splitlines()[0] + "\n丙县,100,50,5\n乙县,100,90,4\n甲区,200,190,10\n"
FIGURES = "title: 数据\nas_of: 2024-06-20\nsource: 报告\nfigures:\n  "
YEAR = """\
title: 示例数据
as_of: 2024-06-01
source: 示例
figures:
  schools: {title: 学校, value: 60, unit: 所}
  cadres: {title: 干部, value: 20, unit: 名}
  rate: {title: 覆盖率, value: 98.5%}
  late: {title: 新数据, value: 3, unit: 家, as_of: 2024-07-01}
"""
LONG = "示例自治区示例自治州示例市食品药品安全委员会暨示例市创建国家食品安全示范城市工作领导小组办公室"
CHAPTER = "handbooks/cadre"
BOOK = """\
kind: handbooks/cadre
office: lasa-shianban
title: 工作手册（示例）
date: 2024-06-20
edition: 1
chapters: [a]
"""
OFFICES = {
    "second": "第二办公室", "long": LONG[:40], "longer": LONG[:34], "longest": 3 * LONG, "signing": "丙办",
    "keyword": "丁办", "tag": "戊办",
}  # fmt: skip
MORE = {
    "signing": "  signing_key: key.pem\n",
    "keyword": "  seal_place: keyword\n",
    "tag": "  seal_place: tag\n",
}
CADRES = "title: 示例\nrecipients: [{name: 甲某, post: 示例乡长}, {name: 乙某, post: 示例副乡长}]\n"
HOME = {
    "content/figures/year.yaml": YEAR,
    "content/data/上月.csv": BEFORE,
    "content/images/a.png": red_square(),
    "content/recipients/people.csv": "名称,称谓\n甲,书记\n乙,乡长\n",
    "content/recipients/cadres.yaml": CADRES,
    "content/recipients/namesakes.yaml": CADRES.replace("乙某", "甲某"),
    "content/handbooks/demo/book.yaml": BOOK,
    "content/handbooks/demo/chapters/a.yaml": chapter(prose("one", "甲。")),
}
"""What the project has besides the samples."""


class Table(yaml.CSafeLoader):
    """Reads the tables: every scalar is text."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - PyYAML's


def repeated(loader: Table, node: Any) -> str:
    """Return a text that is long."""
    before, piece, times, behind = loader.construct_sequence(node, deep=True)
    return f"{before}{piece * int(times)}{behind}"


Table.add_constructor("!repeat", repeated)
Table.add_constructor("!bytes", lambda loader, node: loader.construct_scalar(node).encode("latin-1"))


def table(name: str) -> dict[str, Any]:
    """Return a table by code."""
    return dict(yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), Table))


@dataclass(frozen=True)
class Case:
    """A document that is wrong: what its file says, what is put into its form, and where it is to be told.

    Without `text` the file is the sample of its kind.
    """

    code: str
    kind: str
    put: Mapping[str, Any]
    at: str
    text: str = ""
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    is_shown: bool = False


def case_of(code: str, row: Mapping[str, Any]) -> Case:
    """Return what a row of `documents.yaml` says."""
    files, put, shown = dict(row.get("files", {})), dict(row.get("put", {})), bool(row.get("shown"))
    if "survey" in row:
        files["content/data/本月.csv"] = sheet_of(row)
        return made(code, merged(SURVEY, row["survey"]), row.get("at", "data"), files, shown)
    if "certificates" in row:
        files["content/recipients/bad.csv"] = row["certificates"]
        return made(code, {**CERTIFICATE, **put}, row.get("at", "recipients"), files, shown)
    if roster := {"roster", "cell", "workbook"} & {*row}:
        name = row.get("file", "bad.csv" if roster == {"roster"} else "bad.xlsx")
        files[f"content/recipients/{name}"] = roster_of(row)
        return made(code, {**LETTER, "recipients": name, **put}, row.get("at", "recipients"), files, shown)
    if "chapter" in row:
        return Case(code, CHAPTER, {}, row["at"], chapter(*row["chapter"]), files, is_shown=True)
    if "picture" in row:
        name = row.get("name", "b.png")
        files[f"content/images/{name}"] = PICTURES.get(row["picture"], lambda: row["picture"])()
        put = {"body": f"![示例](images/{name})"}
    if "figures" in row:
        files["content/figures/bad.yaml"] = f"{FIGURES}{row['figures']}\n"
    text = NOTICE + row["notice"] if "notice" in row else row.get("whole", "")
    kind = "letters/notice" if "notice" in row else row.get("kind", "letters/notice")
    return Case(code, kind, put, row.get("at", next(iter(put), "")), text, files, shown)


def made(
    code: str, values: Mapping[str, Any], at: str, files: Mapping[str, str | bytes], shown: bool
) -> Case:
    """Return a case of a document that has these values and no others."""
    return Case(code, values["kind"], values, at, f"kind: {values['kind']}\n", files, shown)


def merged(one: Any, other: Any) -> Any:
    """Return a value with what another says in its place, group by group."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {**one, **{name: merged(one.get(name), value) for name, value in other.items()}}
    return other


def sheet_of(row: Mapping[str, Any]) -> str:
    """Return the sheet of a survey."""
    text = str(row.get("sheet", SHEET))
    for before, after in row.get("replace", {}).items():
        text = text.replace(before, after, 1)
    rows = "".join(f"第{number}县,10,5,1\n" for number in range(int(row.get("rows", 0))))
    return f"{SHEET.splitlines()[0]}\n{rows}" if rows else text


def roster_of(row: Mapping[str, Any]) -> str | bytes:
    """Return a roster: a table of text, one cell of a workbook, or a workbook."""
    if "cell" in row:
        old = b'<c r="B2" t="s"><v>3</v></c>'
        return changed(workbook(PEOPLE), lambda xml: swapped(xml, old, row["cell"].encode()))
    return WORKBOOKS[row["workbook"]]() if "workbook" in row else row["roster"]


def swapped(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return bytes with some of them replaced, which must be there."""
    assert old in data
    return data.replace(old, new)


PEOPLE = [["名称", "称谓"], ["甲", "书记"], ["乙", "乡长"], ["丙", "局长"]]


def hidden(book: Any, sheet: Any) -> None:
    """Hide a row, and a column that is not asked for."""
    sheet.write_column(0, 2, ["电话", "1", "2", "3"])
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(2, 2, None, None, {"hidden": True})


def several(book: Any, sheet: Any) -> None:
    """Add another sheet, and one that is hidden."""
    book.add_worksheet("另一张").write(0, 0, "x")
    hidden = book.add_worksheet("藏着")
    hidden.write(0, 0, "x")
    hidden.hide()


def no_date(book: Any, sheet: Any) -> None:
    """Write a day that never was."""
    sheet.write_number(1, 1, 0, book.add_format({"num_format": "yyyy/m/d"}))


def kept_for(kind: str, version: str = "") -> bytes:
    """Return a workbook that was made for the rosters of a kind, in another version of it if one is named."""
    with TemporaryDirectory() as folder:
        file = docgen.write_roster(kind, Path(folder, "a.xlsx"))
        book = openpyxl.load_workbook(file)
    book["名单"].append(["甲某", *["乙"] * 9])
    for key, value in book["docgen"]:
        if version and key.value == "schema":
            value.value = version
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def png(width: int, height: int) -> bytes:
    """Return the head of a picture of so many dots, of which there are none."""
    data, old = red_square(), struct.pack(">II", 42, 42)
    head = swapped(data[12:29], old, struct.pack(">II", width, height))
    return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]


WORKBOOKS: Mapping[str, Callable[[], bytes]] = {
    "merged": lambda: workbook(PEOPLE, lambda book, sheet: sheet.merge_range(1, 1, 2, 1, "书记")),
    "hidden": lambda: workbook(PEOPLE, hidden),
    "several": lambda: workbook(PEOPLE, several),
    "no date": lambda: workbook(PEOPLE, no_date),
    "bomb": lambda: changed(workbook(PEOPLE), lambda xml: xml + b" " * 68_000_000),
    "xlsb": lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}),
    "numbers": lambda: zipped({"Index/Document.iwa": b"x"}),
    "slides": lambda: zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<x/>"}),
    "other kind": lambda: kept_for("letters/commitment"),
    "older": lambda: kept_for("letters/leader-letter", "0123456789ab"),
}


def stored(image: Image.Image, form: str, **options: Any) -> bytes:
    """Return a picture's file."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


PICTURES: Mapping[Any, Callable[[], bytes]] = {
    "pages": lambda: stored(
        Image.new("L", (9, 9)), "TIFF", save_all=True, append_images=[Image.new("L", (9, 9))]
    ),
    "depth": lambda: stored(Image.new("F", (5, 5), 0.5), "TIFF"),
    "large": lambda: png(60_000, 60_000),
}


def offices() -> str:
    """Return the offices that the project has besides the sample's."""
    return "".join(
        f"{code}:\n  name: {name}\n  masthead: {name}\n  code: 示食安办\n{MORE.get(code, '')}"
        for code, name in OFFICES.items()
    )


@contextmanager
def laid(home: Path, case: Case, sample: Path) -> Iterator[Path]:
    """Have the document of a case in a project for the block; what the project had comes back."""
    files = {**case.files, str(sample.relative_to(home)): case.text or sample.read_bytes()}
    before = {name: (home / name).read_bytes() if (home / name).exists() else None for name in files}
    write_files(home, files)
    try:
        yield sample
    finally:
        for name, data in before.items():
            (home / name).unlink()
            if data is not None:
                (home / name).write_bytes(data)
