"""The clauses of GB/T 9704-2012 that can be measured, measured on finished pages in PDF and in Word.

`python -m tests.support.clauses` builds the samples and the documents of `edges`, prints what is out of
bounds and writes docs/gb9704.md. Word is measured as LibreOffice prints it: there a line of an exact pitch
stands 0.6 to 1.2 mm lower within its pitch than in CSS, which the bounds for text in Word allow for.
"""

import re
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pymupdf

from tests.support import samples
from tests.support.both_formats import Both, both, of_pages
from tests.support.edges import FILES
from tests.support.measuring import DPI, Line, bound, ink, lines, rules

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
PITCH = 225 / 22
MM = 25.4 / 72
BODY, SMALL = 16 * MM, 14 * MM
LOWER = 1.25
"""mm by which LibreOffice may set text lower than CSS does, in lines of the same pitch."""
DOCS = samples.ROOT / "docs" / "gb9704.md"
PLAIN = ("commitment-2024", "parents-2024", "survey-2024")  # no 公文: page edges of their own, no red head
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
NUMBER = re.compile(r"〔\d{4}〕\d*\s*号?")


@dataclass(frozen=True)
class Sheet:
    """A finished document in one format, to be measured."""

    data: bytes
    is_letter: bool  # 信函格式
    turned: bool = False  # has landscape pages, here turned back as they are bound

    @cached_property
    def lines(self) -> list[Line]:
        """All lines of text."""
        return lines(self.data)

    @cached_property
    def pages(self) -> int:
        """How many sides it has."""
        return len(pymupdf.open(stream=self.data))

    @cached_property
    def body(self) -> list[Line]:
        """The lines set in the body's type."""
        return [line for line in self.lines if 15.4 < line.size < 16.6]

    @cached_property
    def title(self) -> list[Line]:
        """The lines of the title."""
        return [line for line in self.lines if line.page == 1 and 21.4 < line.size < 22.6]

    @cached_property
    def number(self) -> Line | None:
        """The line of 发文字号."""
        return next((line for line in self.body if line.page == 1 and NUMBER.search(line.text)), None)

    @cached_property
    def date(self) -> Line | None:
        """The line of 成文日期."""
        return next((line for line in self.body if DATE.fullmatch(line.text.strip())), None)

    @cached_property
    def red(self) -> list[tuple[float, float]]:
        """Top and bottom of each red line on the first page, in mm, taken from a picture."""
        picture = pymupdf.open(stream=self.data)[0].get_pixmap(dpi=DPI)
        dots, column = DPI / 25.4, round((22.0 if self.is_letter else 30.0) * DPI / 25.4)
        found: list[list[int]] = []
        for row in range(picture.height):
            red, green, *_ = picture.pixel(column, row)
            if red > 180 and green < 120:
                if found and found[-1][-1] == row - 1:
                    found[-1].append(row)
                else:
                    found.append([row])
        return [(run[0] / dots, (run[-1] + 1) / dots) for run in found]

    @cached_property
    def masthead(self) -> tuple[float, float]:
        """Top and bottom of the masthead's ink."""
        if self.is_letter:
            return ink(self.data, 1, LEFT, 24, RIGHT, self.red[0][0] - 0.5)
        large = [line for line in self.lines if line.page == 1 and line.size > 23]
        return ink(self.data, 1, LEFT, 64, RIGHT, large[-1].baseline + 0.2 * large[-1].size * MM)

    @cached_property
    def imprint(self) -> list[float]:
        """The middles of the lines of 版记."""
        last = [rule for rule in rules(self.data) if rule.page == self.pages and rule.top > 150]
        edges = [(rule.top, rule.bottom) for rule in last if RIGHT - LEFT - 1 < rule.right - rule.left < 157]
        return sorted({round(edge, 2) for pair in edges for edge in pair})


Measure = Callable[[Sheet], float | None]


@dataclass(frozen=True)
class Clause:
    """One measure that the standard sets."""

    number: str
    what: str
    wanted: float
    off: float  # how far it may be off
    measure: Measure
    of_text: bool = False  # the place of a line of text: in LibreOffice lower than in CSS
    unit: str = "mm"

    def holds(self, found: float, form: str) -> bool:
        """Say whether a measure is within bounds."""
        lower = LOWER if self.of_text and form == "word" else 0.0
        return self.wanted - self.off - lower <= found <= self.wanted + self.off + lower

    @property
    def allowed(self) -> str:
        """The bounds, as the table has them."""
        return f"{self.wanted:g} ± {self.off:g}{' ' + self.unit if self.unit else ''}"


def only_documents(measure: Measure) -> Measure:
    """Return a measure that is taken of 文件格式 alone."""
    return lambda sheet: None if sheet.is_letter else measure(sheet)


def only_letters(measure: Measure) -> Measure:
    """Return a measure that is taken of 信函格式 alone."""
    return lambda sheet: measure(sheet) if sheet.is_letter else None


def left_edge(sheet: Sheet) -> float | None:
    """Return where full lines of the body begin."""
    return min((line.left for line in sheet.body if len(line.text) > 27), default=None)


def right_edge(sheet: Sheet) -> float | None:
    """Return where full lines of the body end."""
    return max((line.right for line in sheet.body if len(line.text) > 27), default=None)


def pitch(sheet: Sheet) -> float | None:
    """Return the usual distance of two lines of the body."""
    steps = [
        b.baseline - a.baseline
        for a, b in zip(sheet.body, sheet.body[1:], strict=False)
        if a.page == b.page and 9 < b.baseline - a.baseline < 12
    ]
    return statistics.median(steps) if len(steps) > 3 else None


def indent(sheet: Sheet) -> float | None:
    """Return how far a paragraph's first line is indented."""
    starts = [line.left - LEFT for line in sheet.body if 8 < line.left - LEFT < 14 and len(line.text) > 24]
    return statistics.median(starts) if starts else None


def number_below(sheet: Sheet) -> float | None:
    """Return the pitches between the masthead's ink and the baseline of the line under the two blank ones."""
    signed = [line for line in sheet.body if line.page == 1 and "签发人" in line.text]
    first = signed[0] if signed else sheet.number
    return (first.baseline - sheet.masthead[1]) / PITCH if first else None


def under_number(sheet: Sheet) -> float | None:
    """Return the white between 发文字号 and the red line."""
    top = sheet.red[-1][0]
    _, bottom = ink(sheet.data, 1, LEFT, top - 9, RIGHT, top - 0.5)
    return top - bottom


def off_centre(sheet: Sheet) -> float | None:
    """Return how far the middle of a title's line is from that of the page: the farthest off."""
    return max(((line.left + line.right - LEFT - RIGHT) / 2 for line in sheet.title), key=abs, default=None)


def title_below(sheet: Sheet) -> float | None:
    """Return the pitches between the red line and the baseline of the title's first line."""
    return (sheet.title[0].baseline - sheet.red[-1][1]) / PITCH if sheet.title else None


def date_right(sheet: Sheet) -> float | None:
    """Return the characters to the right of a sealed document's 成文日期, where its name is short."""
    above = [line for line in sheet.body if sheet.date and line.page == sheet.date.page]
    names = [line for line in above if sheet.date and 9 < sheet.date.baseline - line.baseline < 12]
    turned = [line for line in above if sheet.date and 19 < sheet.date.baseline - line.baseline < 22]
    if (
        not sheet.date
        or not names
        or names[0].right > RIGHT - 6
        or any(line.right > RIGHT - 1 for line in turned)
    ):
        return None
    return (RIGHT - sheet.date.right) / BODY


def name_centred(sheet: Sheet) -> float | None:
    """Return how far the middle of 署名 is from that of the date."""
    date = sheet.date
    names = [
        line
        for line in sheet.body
        if date and line.page == date.page and 9 < date.baseline - line.baseline < 12
    ]
    return (names[0].left + names[0].right - date.left - date.right) / 2 if date and names else None


def dashes(sheet: Sheet) -> Iterator[tuple[Line, float]]:
    """Yield the lines of page numbers, and the middle of the ink of each one's 一字线."""
    for line in sheet.lines:
        if re.fullmatch(r"— ?\d+ ?—", line.text):
            top, bottom = ink(sheet.data, line.page, line.left, BOTTOM + 4, line.left + 4, 280)
            yield line, (top + bottom) / 2


def number_drop(sheet: Sheet) -> float | None:
    """Return how far the 一字线 of page numbers stand below the type area: the farthest off."""
    found = [middle - BOTTOM for _, middle in dashes(sheet)]
    return max(found, key=lambda drop: abs(drop - 7), default=None)


def number_edge(sheet: Sheet) -> float | None:
    """Return how far page numbers stand from the outer edge, in their own characters: the farthest off."""
    found = [(RIGHT - line.right if line.page % 2 else line.left - LEFT) / SMALL for line, _ in dashes(sheet)]
    return max(found, key=lambda edge: abs(edge - 1), default=None)


def only_turned(measure: Measure) -> Measure:
    """Return a measure that is taken of documents with landscape pages alone."""
    return lambda sheet: measure(sheet) if sheet.turned else None


def last_line(sheet: Sheet) -> float | None:
    """Return where the last line of 版记 lies."""
    return sheet.imprint[-1] if sheet.imprint else None


def odd_last(sheet: Sheet) -> float | None:
    """Return 1 where the last side is odd; a single side is printed on one."""
    return None if sheet.pages == 1 else float(sheet.pages % 2)


def widest_title(sheet: Sheet) -> float | None:
    """Return the white that the widest line of the title leaves at both sides, the lesser."""
    return min((min(line.left - LEFT, RIGHT - line.right) for line in sheet.title), default=None)


CLAUSES = (
    Clause("5.2.1", "正文左边至纸左边（订口）", 28, 0.3, left_edge),
    Clause("5.2.1", "正文右边至纸左边（版心宽 156）", 184, 0.5, right_edge),
    Clause("5.2.3", "行距（225 毫米排 22 行）", round(PITCH, 2), 0.05, pitch),
    Clause("7.2.4", "文件：发文机关标志上边缘至纸上边", 72, 0.3, only_documents(lambda s: s.masthead[0])),
    Clause("7.2.5", "文件：标志下空二行排发文字号", 2.6, 0.3, only_documents(number_below), True, "行"),
    Clause("7.2.7", "文件：发文字号至红色分隔线", 4, 0.4, only_documents(under_number), True),
    Clause("7.3.1", "文件：红线下空二行排标题", 2.9, 0.3, only_documents(title_below), True, "行"),
    Clause(
        "7.3.1", "标题居中：各行中线偏离版心中线", 0, 0.4,
        off_centre,
    ),
    Clause("7.3.1", "标题最宽的一行至版心边", 40, 37, widest_title),
    Clause("7.3.3", "段首空二字", round(2 * BODY, 2), 0.6, indent),
    Clause("7.3.5.1", "成文日期右空四字（加盖印章）", 4, 0.1, date_right, unit="字"),
    Clause("7.3.5.1", "署名以成文日期为准居中", 0, 0.5, name_centred),
    Clause("7.4.1", "文件：版记末条分隔线至纸上边", 262, 0.3, only_documents(last_line)),
    Clause("7.4.1", "文件：版记在双数面", 0, 0, only_documents(odd_last), unit=""),
    Clause("7.5", "页码一字线至版心下边缘", 7, 0.5, number_drop),
    Clause("7.5", "页码居外侧空一字", 1, 0.12, number_edge, unit="字"),
    Clause("8", "横排表格：页码一字线至版心下边缘（纸转正后）", 7, 0.5, only_turned(number_drop)),
    Clause("8", "横排表格：页码居外侧空一字（纸转正后）", 1, 0.12, only_turned(number_edge), unit="字"),
    Clause("10.1", "信函：发文机关标志上边缘至纸上边", 30, 0.3, only_letters(lambda s: s.masthead[0])),
    Clause("10.1", "信函：标志至第一条双线", 4, 0.3, only_letters(lambda s: s.red[0][0] - s.masthead[1])),
    Clause("10.1", "信函：第二条双线至纸下边", 20, 0.3, only_letters(lambda s: 297 - s.red[-2][0])),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """What was found of one clause in one format."""

    clause: Clause
    form: str
    found: Mapping[str, float]  # by the name of the document

    @property
    def broken(self) -> dict[str, float]:
        """What is out of bounds."""
        return {name: one for name, one in self.found.items() if not self.clause.holds(one, self.form)}

    def __str__(self) -> str:
        """The least and the most that was found."""
        if not self.found:
            return "—"
        least, most = min(self.found.values()), max(self.found.values())
        return f"{least:.2f}" if f"{least:.2f}" == f"{most:.2f}" else f"{least:.2f}～{most:.2f}"


def measured(documents: Mapping[str, Both]) -> list[tuple[Row, Row]]:
    """Return what was found of each clause, in PDF and in Word; forms that are no 公文 are passed over."""
    rows = []
    for clause in CLAUSES:
        pair = []
        for form in ("pdf", "word"):
            found = {}
            for name, one in documents.items():
                value = clause.measure(sheet(name, one, form))
                if value is not None:
                    found[name] = value
            pair.append(Row(clause, form, found))
        rows.append((pair[0], pair[1]))
    return rows


SHEETS: dict[tuple[bytes, bool], Sheet] = {}


def sheet(name: str, one: Both, form: str) -> Sheet:
    """Return a document to be measured, the same for every clause."""
    key = (getattr(one, form), b"imprint" not in one.docx and is_letter(name))
    if key not in SHEETS:
        upright = bound(key[0])
        SHEETS[key] = Sheet(upright, key[1], upright is not key[0])
    return SHEETS[key]


def is_letter(name: str) -> bool:
    """Say whether a document of that name is a 信函."""
    return name.startswith(("marked", "leader", "rectification", "reminder", "summons"))


def page_of_docs(rows: list[tuple[Row, Row]], documents: Mapping[str, Both]) -> str:
    """Return docs/gb9704.md."""
    table = "\n".join(
        f"| {clause.number} | {clause.what} | {clause.allowed} | {pdf} | {word} | {len(pdf.found)} |"
        for pdf, word in rows
        for clause in [pdf.clause]
    )
    return (
        "# GB/T 9704-2012 逐条测量\n\n"
        f"本页由 `python -m tests.support.clauses` 生成：把示例文件和边界文件共 {len(documents)} 份"
        "做成 PDF 和 Word，在印好的页面上量。Word 用 LibreOffice 排版后量；LibreOffice 把固定行距里的字排得比"
        " PDF 低 0.6～1.2 毫米，“行”和“发文字号至红线”两项因此与 PDF 不同，线条和红头相同。\n\n"
        "| 条款 | 内容 | 允许 | PDF 实测 | Word 实测 | 份数 |\n|---|---|---|---|---|---|\n" + table + "\n"
    )


def documents() -> dict[str, Both]:
    """Return the samples that are 公文, and the documents of `edges`."""
    names = [name for name in samples.DOCUMENTS if not name.endswith(PLAIN)]
    pages = {name.rpartition("/")[2]: samples.pages(name)[0] for name in names}
    return {**of_pages(pages), **both(FILES)}


def main() -> int:
    """Measure all, print what is out of bounds, write the page; return 1 when something is."""
    made = documents()
    rows = measured(made)
    DOCS.write_text(page_of_docs(rows, made), encoding="utf-8")
    broken = [(row, row.broken) for pair in rows for row in pair if row.broken]
    for row, found in broken:
        sys.stdout.write(f"{row.clause.number} {row.clause.what} ({row.form}): {found}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
