"""The clauses of GB/T 9704-2012 that can be measured, measured on finished pages in PDF and in Word.

`python -m tests.support.clauses` builds the samples and the documents of `edges`, prints what is out of
bounds and writes docs/gb9704.md. Word is measured as LibreOffice prints it: there a line of an exact pitch
stands 0.6 to 1.2 mm lower within its pitch than in CSS, which the bounds for text in Word allow for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.support.both_formats import Both
from tests.support.clauses import rules, text
from tests.support.clauses.sheet import BODY, BOTTOM, LEFT, PITCH, RIGHT, Sheet
from tests.support.measuring import bound

LOWER = 1.25
"""mm by which LibreOffice may set text lower than CSS does, in lines of the same pitch."""

Measure = Callable[[Sheet], float | None]


@dataclass(frozen=True)
class Clause:
    """One measure that the standard sets."""

    number: str
    what: str
    wanted: float
    off: float  # how far it may be off
    measure: Measure
    lower: bool = False  # from a line or an edge to text: in LibreOffice farther than in CSS, or nearer
    unit: str = "mm"

    def holds(self, found: float, form: str) -> bool:
        """Say whether a measure is within bounds."""
        lower = LOWER / (PITCH if self.unit == "行" else 1) if self.lower and form == "word" else 0.0
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


def only_sealed(measure: Measure) -> Measure:
    """Return a measure that is taken of documents with room for a seal."""
    return lambda sheet: measure(sheet) if sheet.is_sealed else None


def only_unsealed(measure: Measure) -> Measure:
    """Return a measure that is taken of documents without a seal."""
    return lambda sheet: None if sheet.is_sealed else measure(sheet)


def only_turned(measure: Measure) -> Measure:
    """Return a measure that is taken of documents with landscape pages alone."""
    return lambda sheet: measure(sheet) if sheet.turned else None


CLAUSES = (
    Clause("5.2.1", "正文左边至纸左边（订口）", LEFT, 0.3, text.left_edge),
    Clause("5.2.1", "正文右边至纸左边（版心宽 156）", RIGHT, 0.5, text.right_edge),
    Clause("5.2.3", "行距（225 毫米排 22 行）", round(PITCH, 2), 0.05, text.pitch),
    Clause("7.2.1", "文件：首行标记的基线至版心上边", 0.7, 0.1, only_documents(text.first_mark), True, "行"),
    Clause("7.2.1", "份号、密级、紧急程度顶格居左", LEFT, 0.3, text.marks_left),
    Clause("7.2.3", "份号、密级、紧急程度各占一行", round(PITCH, 2), 0.1, text.marks_step),
    Clause("7.2.4", "文件：发文机关标志上边缘至纸上边", 72, 0.3, only_documents(rules.masthead_top)),
    Clause("7.2.5", "文件：标志下空二行排发文字号", 2.6, 0.3, only_documents(text.number_below), True, "行"),
    Clause("7.2.7", "文件：发文字号至红色分隔线", 4, 0.4, only_documents(text.under_number), True),
    Clause("7.2.7", "文件：红色分隔线左端至纸左边", LEFT, 0.3, only_documents(rules.red_left)),
    Clause("7.2.7", "文件：红色分隔线与版心等宽", RIGHT - LEFT, 0.3, only_documents(rules.red_length)),
    Clause("7.3.1", "文件：红线下空二行排标题", 2.9, 0.3, only_documents(text.title_below_rule), True, "行"),
    Clause("7.3.1", "标题居中：各行中线偏离版心中线", 0, 0.4, text.off_centre),
    Clause("7.3.1", "标题最宽的一行至版心边", 40, 37, text.widest_title),
    Clause("7.3.3", "段首空二字", round(2 * BODY, 2), 0.6, text.indent),
    Clause("7.3.5.1", "加盖印章：成文日期右空四字", 4, 0.1, only_sealed(text.date_right), unit="字"),
    Clause("7.3.5.1", "加盖印章：署名以成文日期为准居中", 0, 0.5, only_sealed(text.name_centred)),
    Clause("7.3.5.2", "不盖印章：署名长的右空二字", 2, 0.1, only_unsealed(text.name_right), unit="字"),
    Clause("7.3.5.2", "不盖印章：署名短的，日期右空二字", 2, 0.1, only_unsealed(text.date_right), unit="字"),
    Clause("7.3.5.2", "不盖印章：日期首字比署名右移二字", 2, 0.1, only_unsealed(text.date_indent), unit="字"),
    Clause("7.4.1", "文件：版记末条分隔线下边缘至纸上边", BOTTOM, 0.3, only_documents(rules.imprint_bottom)),
    Clause("7.4.1", "文件：版记首末条分隔线粗", 0.35, 0.1, only_documents(rules.imprint_thick)),
    Clause("7.4.1", "文件：版记中间分隔线粗", 0.25, 0.1, only_documents(rules.imprint_thin)),
    Clause("7.4.1", "文件：版记在双数面", 0, 0, only_documents(text.odd_last), unit=""),
    Clause("7.4.2", "抄送机关左空一字", 1, 0.12, text.imprint_left, unit="字"),
    Clause("7.4.3", "文件：印发日期右空一字", 1, 0.12, only_documents(text.imprint_right), unit="字"),
    Clause("7.5", "页码一字线至版心下边缘", 7, 0.5, text.number_drop),
    Clause("7.5", "页码居外侧空一字", 1, 0.12, text.number_edge, unit="字"),
    Clause("8", "横排表格：页码一字线至版心下边缘（纸转正后）", 7, 0.5, only_turned(text.number_drop)),
    Clause("8", "横排表格：页码居外侧空一字（纸转正后）", 1, 0.12, only_turned(text.number_edge), unit="字"),
    Clause("10.1", "信函：发文机关标志上边缘至纸上边", 30, 0.3, only_letters(rules.masthead_top)),
    Clause("10.1", "信函：标志至第一条双线", 4, 0.3, only_letters(rules.under_masthead)),
    Clause("10.1", "信函：第二条双线至纸下边", 20, 0.3, only_letters(rules.last_pair_bottom)),
    Clause("10.1", "信函：红线条数（两条双线）", 4, 0, only_letters(rules.red_lines), unit=""),
    Clause("10.1", "信函：双线长", 170, 0.3, only_letters(rules.red_length)),
    Clause("10.1", "信函：双线居中，左端至纸左边", 20, 0.3, only_letters(rules.red_left)),
    Clause("10.1", "信函：第一条双线上粗下细，粗细之差", 0.5, 0.15, only_letters(rules.first_pair)),
    Clause("10.1", "信函：第二条双线上细下粗，粗细之差", 0.5, 0.15, only_letters(rules.last_pair)),
    Clause("10.1", "信函：文字至首条双线（7/8 字高）", 4.94, 0.6, only_letters(text.mark_under_rule)),
    Clause("10.1", "信函：发文字号顶格居右", RIGHT, 0.3, only_letters(text.number_right)),
    Clause("10.1", "信函：标题与其上要素相距二行", 3.2, 0.3, only_letters(text.title_below_text), unit="行"),
    Clause("10.1", "信函：首页页码个数", 0, 0, only_letters(text.numbers_on_first), unit=""),
    Clause("10.1", "信函：版记分隔线条数", 0, 0, only_letters(rules.imprint_lines), unit=""),
    Clause("10.1", "信函：版记末行基线至版心下边缘", 3.2, 0.4, only_letters(text.copied_to_last), True),
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
        least, most = (f"{one + 0.0:.2f}" for one in (min(self.found.values()), max(self.found.values())))
        return least if least == most else f"{least}～{most}"


def measured(documents: Mapping[str, Both]) -> list[tuple[Row, Row]]:
    """Return what was found of each clause, in PDF and in Word."""
    sheets = {
        form: {name: sheet(getattr(one, form), one.html) for name, one in documents.items()}
        for form in ("pdf", "word")
    }
    return [(row(clause, "pdf", sheets["pdf"]), row(clause, "word", sheets["word"])) for clause in CLAUSES]


def sheet(data: bytes, html: str) -> Sheet:
    """Return a document to be measured, with its landscape pages as they are bound."""
    upright = bound(data)
    return Sheet(upright, html, upright is not data)


def row(clause: Clause, form: str, sheets: Mapping[str, Sheet]) -> Row:
    """Return what was found of a clause in one format, by the documents it is about."""
    values = {name: clause.measure(sheet) for name, sheet in sheets.items()}
    return Row(clause, form, {name: value for name, value in values.items() if value is not None})
