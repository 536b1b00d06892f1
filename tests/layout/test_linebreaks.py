"""Lines may break around Chinese quotation marks, and only where Chinese breaks."""

import pymupdf
import pytest
import weasyprint

from docgen.layout.engine import justify
from docgen.layout.linebreaks import BREAK, with_breaks
from tests.support.measuring import lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实“两个责任”工作", "落实|“两个责任”|工作"),
        ("，“五个全覆盖”，即", "，|“五个全覆盖”，即"),
        ("“进社区”“进学校”", "“进社区”|“进学校”"),
        ("（“两书一函”）", "（“两书一函”）"),
        ("《“食安督”手册》", "《“食安督”|手册》"),
        ("it’s “A” b", "it’s “A” b"),
    ],
)
def test_where_a_break_is_put(text, expected):
    assert with_breaks(text).replace(BREAK, "|") == expected


def test_a_line_is_filled_up_to_the_opening_mark():
    page = """<style>@page {{ size: 100mm 60mm; margin: 10mm }} body {{ margin: 0; width: 40mm;
    font: 16pt/28pt 'Noto Serif CJK SC'; text-align: justify }}</style>{}"""
    text = "推动有没有走向“好不好”实现"
    justify.install()
    without, opened = (
        weasyprint.HTML(string=page.format(html)).write_pdf() for html in (text, with_breaks(text))
    )
    assert lines(without)[0].text == "推动有没有走"
    assert lines(opened)[0].text == "推动有没有走向"
    assert BREAK not in pymupdf.open(stream=opened)[0].get_text()
