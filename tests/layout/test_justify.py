"""Chinese lines end at the right edge, and the places WeasyPrint is reached into are still there."""

import inspect
from itertools import pairwise

import pymupdf
import pytest
import weasyprint
from weasyprint.draw import text as draw_text
from weasyprint.text import line_break

from docgen.layout.engine import justify
from docgen.layout.lines.marks import closing_up
from tests.support.measuring import lines

PAGE = """<style>@page {{ size: 120mm 100mm; margin: 10mm }}
body {{ margin: 0; font: 16pt/28pt 'Noto Serif CJK SC'; text-align: {align}; width: 100mm }} p {{ margin: 0 }}
.together {{ white-space: nowrap }}</style><p>{text}</p>"""
TEXTS = [
    "拉萨市按照总体目标以监管加包保的方式创新推动食品安全两个责任走深走实形成闭环管理",
    "全市在产在营食品经营主体15688家，安排包保干部2936名，其中A级企业16家，B级企业155家，C级1718家。",
    "推动<b>食品安全</b>“两个责任”<i>走深</i>走实，形成<span>包保督导工作</span>“闭环”管理，压实各级责任。",
    "压实责任<span class=together>——</span>末端发力，终端见效，全覆盖，见实效，打基础，抓落实，促整改，保安全。",  # noqa: E501 (prose)
]


def laid_out(text, align="justify"):
    justify.install()
    return lines(weasyprint.HTML(string=PAGE.format(text=text, align=align)).write_pdf())


@pytest.mark.parametrize("text", TEXTS)
def test_every_full_line_ends_at_the_right_edge(text):
    *full, last = laid_out(text)
    assert full, "the text must be longer than a line"
    assert [line.right for line in full] == pytest.approx([110.0] * len(full), abs=0.1)
    assert last.right < 110.2


def test_a_line_that_would_be_torn_stays_ragged():
    word = "https://www.example.gov.cn/zhengce0000000000000000"
    torn, *_ = laid_out(f"请登录<span style='white-space: nowrap'>{word}</span>下载")
    assert torn.text == "请登录"
    assert torn.right < 30
    spread, *_ = laid_out("<span style='display: block; text-align-last: justify'>请登录</span>")
    assert spread.right == pytest.approx(110, abs=0.1)


def test_without_justification_the_same_lines_are_ragged():
    ragged = laid_out(TEXTS[1], align="left")[:-1]
    assert any(line.right < 109 for line in ragged)


def test_the_words_are_the_same_justified_or_not():
    for text in TEXTS:
        assert [line.text for line in laid_out(text)] == [line.text for line in laid_out(text, "left")]


def test_latin_text_is_left_to_its_spaces():
    *full, _ = laid_out(
        "Food safety is everyone's business, every day, in every shop and in every kitchen of the city."
    )
    assert [line.right for line in full] == pytest.approx([110.0] * len(full), abs=0.1)


@pytest.mark.parametrize(
    ("here", "after", "opens"),
    [
        ("食", "品", True),
        ("家", "1", True),
        ("1", "家", True),
        ("1", "5", False),
        ("F", "o", False),
        (" ", "F", True),
        ("—", "—", False),
        ("…", "…", False),
        ("”", "，", True),
        ("\u0f0b", "\u0f42", True),
        ("\u0f42", "\u0f0b", False),
    ],
)
def test_where_a_line_may_open(here, after, opens):
    assert justify.opens(here, after) is opens


def test_the_end_of_the_line_does_not_open():
    assert justify.openings_of("食品", "") == [0]
    assert justify.openings_of("食品", "安") == [0, 1]


SPLIT = [
    "请登录https://www.example.gov.cn/<span class=together>2024-06/28</span>/content_0000000000000.htm下载",
    "二氧化碳（CO<sub>2</sub>）与每立方米（m<sup>3</sup>）H<sub>2</sub>SO<sub>4</sub>下降百分之十以上，按期达标",
    "编号<b>ABC</b>DEF<i>G</i>H<b>IJK</b>LM<code>NO</code>的样品，<b>1</b>5<i>6</i>88份均合格，按时公布检验结果",
]


@pytest.mark.parametrize("text", SPLIT, ids=["address", "formula", "emphasis"])
def test_words_numbers_and_addresses_stay_closed_though_they_change_their_look(text):
    justify.install()
    page = pymupdf.open(stream=weasyprint.HTML(string=PAGE.format(text=text, align="justify")).write_pdf())[0]
    rows = (line for block in page.get_text("rawdict")["blocks"] for line in block["lines"])
    signs = (one for row in rows for span in row["spans"] for one in span["chars"])
    gaps = {
        here["c"] + after["c"]: after["bbox"][0] - here["bbox"][2]
        for here, after in pairwise(signs)
        if f"{here['c']}{after['c']}".isascii() and " " not in here["c"] + after["c"]
    }
    assert len(gaps) > 3
    assert max(gaps.values()) < 1


MARKED = "依据《意见》（以下简称“意见”），他说：“两个责任”“两书一函”要落实。（完）再看一遍《“十四五”规划》。"


@pytest.mark.parametrize("align", ["justify", "left", "center"])
def test_marks_that_stand_beside_each_other_close_up_and_lines_end_where_they_did(align, monkeypatch):
    spans = MARKED.replace("（以下", "<b>（</b>以下")
    closed = laid_out(spans, align)
    monkeypatch.setattr(justify, "closing_up", lambda *_: {})
    open_ = laid_out(spans, align)
    assert [line.text.replace(" ", "") for line in closed] == [line.text.replace(" ", "") for line in open_]
    pairs = len(closing_up(closed[-1].text))
    assert pairs
    narrower = (open_[-1].right - open_[-1].left) - (closed[-1].right - closed[-1].left)
    assert narrower == pytest.approx(8 * pairs / 72 * 25.4, abs=0.1)
    if align == "justify":
        assert [line.right for line in closed[:-1]] == pytest.approx([110.0] * len(closed[:-1]), abs=0.1)


@pytest.mark.parametrize(
    ("text", "closer"),
    [
        ("见》（以", "》"),
        ("见》\u200b“以", "》"),
        ("好。”，他", "。”"),
        ("“《规划》", "“"),
        ("（）", ""),
        ("好！”好", ""),
        ("“a”", ""),
        ("甲、乙", ""),
    ],
)
def test_which_marks_give_up_half_a_square(text, closer):
    assert "".join(text[place] for place in closing_up(text)) == closer


def test_contract_with_weasyprint():
    """What justify.py replaces or calls; when this fails, read WeasyPrint's changes before pinning anew."""
    assert weasyprint.__version__.split(".")[0] == "70"
    assert parameters(justify.plain_align) == ["context", "line", "available_width", "last"]
    assert "justify_line(context, line, offset)" in inspect.getsource(justify.plain_align)
    assert parameters(justify.justify_line)[:2] == ["context", "line"]
    assert parameters(line_break.Layout.get_first_line) in (["self"], ["layout"])
    assert "first_line, index = textbox.pango_layout.get_first_line()" in inspect.getsource(draw_text)
    assert "width = glyph_info.geometry.width" in inspect.getsource(draw_text)


def parameters(function):
    return list(inspect.signature(function).parameters)
