"""How long the Word writer takes, beside docxtpl on the same letter: `make bench`, or `python -m bench.word`.

A thousand one-page letters that differ in their recipient and figures, on one core; then a table of 200 rows
and 8 columns. docxtpl fills in our own letter with the changing places turned into its placeholders: the
comparison leaves out that docgen also reads a style sheet. Exit 1 when a limit is missed.
"""

import gc
import io
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import docx
from docxtpl import DocxTemplate

from docgen.composed import Composed, Metadata
from docgen.content import project
from docgen.layout import fonts
from docgen.write import word
from tests.support.samples import ROOT, pages

LETTERS = 1000
LETTER_LIMIT, TABLE_LIMIT = 8.0, 60.0  # ms
AIM = 4.0  # times docxtpl's speed
SAMPLE = "content/letters/reminder-2024-12"
TYPEFACES = fonts.resolve(project.find(ROOT / "content" / "offices.yaml"))

PARAGRAPHS = [
    "截至2024年6月20日，全市在产在营食品经营主体{total}家，安排包保干部{cadres}名。",
    "一是督导质量不高。抽查督导记录{records}份，有{faults}份未填写发现的问题。",
    "请于2024年6月30日前将整改落实情况书面反馈我办。",
]
HTML = (
    '<!DOCTYPE html><html lang="zh-CN"><head><title>提醒函</title></head><body class="letter"><main>'
    '<h1 class="title">关于做好食品安全包保督导工作的提醒函</h1><p class="addressees">{place}人民政府：</p>'
    f'<section class="body"><p>{PARAGRAPHS[0]}</p><h2>存在的问题</h2><p>{PARAGRAPHS[1]}</p>'
    f"<h2>工作要求</h2><p>{PARAGRAPHS[2]}</p></section>"
    '<div class="signature"><p class="issued-by">示例市食品安全办公室</p><p class="date">2024年6月20日</p></div>'
    "</main></body></html>"
)


@dataclass(frozen=True)
class Figure:
    """One measured time and what it is held against."""

    name: str
    milliseconds: float
    limit: float | None = None

    def __str__(self) -> str:
        held = f"  (limit {self.limit:.0f} ms)" if self.limit else ""
        return f"{self.name:44}{self.milliseconds:9.2f} ms{held}"


def values(number: int) -> dict[str, object]:
    """Return what differs from letter to letter."""
    return {
        "place": f"示例{number}县",
        "total": 1000 + number,
        "cadres": 100 + number,
        "records": 80 + number % 20,
        "faults": number % 19,
    }


def composed(name: str, html: str, css: str) -> Composed:
    """Return a document ready for the writer."""
    return Composed(name, html, css, Metadata("提醒函", "示例", "zh-CN", date(2024, 6, 20)))


def letters() -> Iterator[Composed]:
    """Yield the letters, in the style sheet of a real one."""
    css = pages(SAMPLE)[0].composed.css
    for number in range(LETTERS):
        yield composed(f"letter-{number}", HTML.format_map(values(number)), css)


def template() -> bytes:
    """Return the letter as docxtpl's template: our own, with placeholders for what differs."""
    places = {name: f"{{{{ {name} }}}}" for name in values(0)}
    css = pages(SAMPLE)[0].composed.css
    return word.write(composed("template", HTML.format_map(places), css), TYPEFACES).data


def filled(source: bytes, number: int) -> bytes:
    """Return docxtpl's letter."""
    letter = DocxTemplate(io.BytesIO(source))
    letter.render(values(number))
    stream = io.BytesIO()
    letter.save(stream)
    return stream.getvalue()


def table() -> Composed:
    """Return a document that is one table of 200 rows and 8 columns."""
    head = "".join(f"<th>第{column}列</th>" for column in range(8))
    row = "".join(f"<td>内容{column}</td>" for column in range(8))
    html = f"<table><thead><tr>{head}</tr></thead><tbody>{f'<tr>{row}</tr>' * 200}</tbody></table>"
    return composed(
        "table", f'<body class="letter"><section class="body">{html}</section>', next(letters()).css
    )


def each(make: Callable[[], object], times: int) -> float:
    """Return the processor time of one call in milliseconds, the garbage of earlier work put away."""
    gc.collect()
    start = time.process_time()
    for _ in range(times):
        make()
    return (time.process_time() - start) * 1000 / times


def measured() -> Iterator[Figure]:
    """Yield every figure; all letters are opened again to see that the work was done."""
    batch = iter(list(letters()))
    source, numbers = template(), iter(range(LETTERS))
    assert "示例7县人民政府" in text(filled(source, 7)), "docxtpl filled nothing in"
    ours = Figure(
        "docgen, a letter of a batch of 1,000", each(lambda: write(next(batch)), LETTERS), LETTER_LIMIT
    )
    theirs = Figure("docxtpl, the same letter", each(lambda: filled(source, next(numbers)), LETTERS))
    yield from (ours, theirs)
    wide = table()
    write(wide)
    yield Figure("docgen, a table of 200 rows and 8 columns", each(lambda: write(wide), 20), TABLE_LIMIT)


def write(document: Composed) -> bytes:
    """Return a document as Word."""
    return word.write(document, TYPEFACES).data


def text(data: bytes) -> str:
    """Return the text of a Word file."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def main() -> int:
    """Print the figures and the ratio; return 1 when a limit is missed."""
    figures = list(measured())
    ratio = figures[1].milliseconds / figures[0].milliseconds
    report = [*map(str, figures), f"docgen is {ratio:.1f} times as fast as docxtpl (aim: {AIM:.0f})"]
    sys.stdout.write("\n".join(report) + "\n")
    return int(any(figure.limit is not None and figure.milliseconds > figure.limit for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
