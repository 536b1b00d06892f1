"""`python -m tests.support.clauses`: measure all, print what is out of bounds, write docs/gb9704.md."""

import sys
from collections.abc import Mapping

from tests.support import samples
from tests.support.both_formats import Both, both, of_pages
from tests.support.clauses import Row, measured
from tests.support.edges import FILES

DOCS = samples.ROOT / "docs" / "gb9704.md"
RED_LINE = 'class="head-rule"'
"""What the page of a 公文 has; a form, a letter to parents or a survey has edges of its own."""


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
        " PDF 低 0.6～1.2 毫米，从线条或版心边量到文字的几项因此与 PDF 不同，线条和红头相同。\n\n"
        "| 条款 | 内容 | 允许 | PDF 实测 | Word 实测 | 份数 |\n|---|---|---|---|---|---|\n" + table + "\n"
    )


def documents() -> dict[str, Both]:
    """Return the samples that are 公文, and the documents of `edges`."""
    pages = {name.rpartition("/")[2]: samples.pages(name)[0] for name in samples.DOCUMENTS}
    official = {name: page for name, page in pages.items() if RED_LINE in page.composed.html}
    return {**of_pages(official), **both(FILES)}


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
