"""Lines may break around Chinese quotation marks, and only where Chinese breaks."""

import pymupdf
import pytest
import weasyprint
from weasyprint.layout import inline
from weasyprint.text import line_break

from docgen.layout.engine import justify
from docgen.layout.engine.boxes import long_words, waiting_boxes
from docgen.layout.lines.linebreaks import BREAK, with_breaks
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


PAGE = """<style>@page {{ size: 100mm 2000mm; margin: 10mm }} body {{ margin: 0; text-align: justify;
overflow-wrap: break-word; font: 16pt/28pt 'Noto Serif CJK SC' }}</style><p>{}</p>"""
LONG_TEXTS = [
    "a" * 1500,
    "1" * 1500,
    "ཀ" * 600,
    "前" + "i" * 900 + " 后 " + "W" * 700,
    "正文里有字，也有 words of all lengths、" * 40,
    "a" + "\u0301" * 1500,
    "甲<b>" + "b" * 900 + "</b>乙" * 400,
]


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_a_long_text_is_broken_as_weasyprint_breaks_it(text, monkeypatch):
    ours = lines(weasyprint.HTML(string=PAGE.format(text)).write_pdf())
    monkeypatch.setattr(inline, "split_first_line", long_words.plain_split)
    assert lines(weasyprint.HTML(string=PAGE.format(text)).write_pdf()) == ours


def test_a_word_of_thousands_of_letters_takes_time_in_proportion(monkeypatch):
    def letters_set(letters):
        sizes.clear()
        weasyprint.HTML(string=PAGE.format("a" * letters)).render()
        return sum(sizes)

    sizes, plain = [], line_break.Layout.set_text
    monkeypatch.setattr(
        line_break.Layout,
        "set_text",
        lambda layout, text, *more: [sizes.append(len(text)), plain(layout, text, *more)],
    )
    assert letters_set(4_000) < 5 * letters_set(1_000)
    monkeypatch.setattr(inline, "split_first_line", long_words.plain_split)
    assert letters_set(4_000) > 10 * letters_set(1_000)  # else the door can go


def test_a_word_of_hundreds_of_parts_takes_time_in_proportion(monkeypatch):
    def parts_looked_at(parts):
        looks.clear()
        weasyprint.HTML(string=PAGE.format("H<sup>2</sup>" * parts)).render()
        return len(looks)

    looks, plain = [], inline.can_break_inside
    monkeypatch.setattr(inline, "can_break_inside", lambda box: [looks.append(box), plain(box)][1])
    assert parts_looked_at(200) < 5 * parts_looked_at(50)
    monkeypatch.setattr(inline, "_break_waiting_children", waiting_boxes.plain_break)
    assert parts_looked_at(200) > 10 * parts_looked_at(50)  # else the door can go


@pytest.mark.parametrize(
    "text",
    [
        "甲乙<b>丙丁</b>" * 60,
        "word<b>word</b> " * 40 + "H<sup>2</sup>" * 60 + " end <b>甲</b>" * 20,
        "“<b>甲乙</b>”，" * 60,
        "H<sup>2</sup>" * 20 + "<b>a b</b>" + "H<sup>2</sup>" * 40,
        "<i>a<b>b<u>c</u></b></i>" * 30 + "<i>甲<b>乙</b></i>" * 30,
        '<span style="white-space: nowrap">甲乙丙</span>' * 40,
    ],
)
def test_a_line_of_many_parts_is_broken_as_weasyprint_breaks_it(text, monkeypatch):
    ours = lines(weasyprint.HTML(string=PAGE.format(text)).write_pdf())
    monkeypatch.setattr(inline, "_break_waiting_children", waiting_boxes.plain_break)
    assert lines(weasyprint.HTML(string=PAGE.format(text)).write_pdf()) == ours
