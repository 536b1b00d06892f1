"""Type left standing: words set anew look as if the whole letter had been laid out, or are refused."""

import io

import pytest
from weasyprint import VERSION
from weasyprint.document import Document
from weasyprint.pdf.metadata import DocumentMetadata

from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.standing_type import Standing, is_far_reaching
from docgen.layout.typesetter import Typesetter
from tests.support.gathered import ROOT, letter, look
from tests.support.samples import pages

CSS = """
@page { size: 100mm 60mm; margin: 10mm }
body { font: 12pt/20pt 仿宋, 藏文, 补字; text-align: justify; margin: 0 }
p { margin: 0; orphans: 1; widows: 1 }
.wide { position: absolute; top: 20mm; left: 0; width: 60mm; text-align: center }
.narrow { position: absolute; top: 20mm; left: 0; border: 1pt solid }
.float { float: left; border: 1pt solid }
.inline { display: inline-block; border: 1pt solid }
.flex { display: flex }
.upper { text-transform: uppercase }
h2 { counter-increment: n; margin: 0; font: inherit }
h2::before { content: counter(n) "、" }
strong { font: inherit; color: red }
"""
LONG = "甲乙丙丁戊己庚辛壬癸" * 4


def both(first: str, second: str, css: str = CSS) -> tuple[bytes, bytes | None]:
    """Return how the second page looks laid out by itself, and set anew in the first (None if refused)."""
    letters = [letter("一", first, css), letter("二", second, css)]
    press = Typesetter(letters, fonts.resolve(project.find(ROOT / "content")))
    with press.running() as messages:
        standing, alone = (Standing(one.html, press.page(one), press.options(one)) for one in letters)
        reset = standing.reset(letters[1].html)
        laid = (alone.laid(), reset and reset.pages)
        looks = [None if pages is None else printed(pages, press) for pages in laid]
    assert messages == []
    assert looks[0] is not None
    return looks[0], looks[1]


def printed(pages: list[object], press: Typesetter) -> bytes:
    """Return how laid-out pages look."""
    target = io.BytesIO()
    Document(pages, DocumentMetadata(), press.fetcher, press.fonts, {}, None).write_pdf(target)
    return look(target.getvalue())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<p>张三同志：</p><p>您好！</p>", "<p>欧阳小四同志：</p><p>您好！</p>"),
        ('<p class="wide">张三</p>', '<p class="wide">欧阳小四</p>'),
        (f"<p>{LONG}甲</p><p>末</p>", f"<p>{LONG[::-1]}乙</p><p>末</p>"),
        (f"<p>{LONG * 4}甲</p>", f"<p>{LONG[::-1] * 4}乙</p>"),  # runs over a page
        ("<p>甲<strong>乙</strong>丙</p>", "<p>子<strong>丑丑</strong>寅寅</p>"),
        ("<h2>甲</h2><h2>乙</h2>", "<h2>甲</h2><h2>丙丙</h2>"),
        ("<p>甲<br>乙</p>", "<p>甲甲<br>乙</p>"),
        ("<div class=wide><p>第1号</p></div>", "<div class=wide><p>第12号</p></div>"),
        ("<p>甲 a b</p>", "<p>甲 c d</p>"),
        ("<p>甲</p>", "<p>“甲”</p>"),
    ],
)
def test_words_set_anew_look_as_if_all_had_been_laid_out(first: str, second: str) -> None:
    alone, reset = both(first, second)
    assert reset == alone
    assert both(first, first)[0] != alone


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<p>甲</p>", f"<p>{LONG}</p>"),  # another number of lines
        (f"<p>{LONG}</p>", "<p>甲</p>"),
        ("<p>甲</p>", "<p>甲</p><p>乙</p>"),  # other elements
        ("<p>甲</p>", "<p class=wide>甲</p>"),
        ("<p>甲<b>乙</b></p>", "<p><b>甲</b>乙</p>"),
        ("<div class=narrow><p>甲</p></div>", "<div class=narrow><p>甲甲</p></div>"),  # as wide as its words
        ("<div class=float>甲</div><p>乙</p>", "<div class=float>甲甲</div><p>乙</p>"),
        ("<p>甲<span class=inline>乙</span></p>", "<p>甲<span class=inline>乙乙</span></p>"),
        ("<div class=flex><p>甲</p><p>乙</p></div>", "<div class=flex><p>甲甲</p><p>乙</p></div>"),
        (
            "<table><tr><td>甲</td><td>乙</td></tr></table>",
            "<table><tr><td>甲甲</td><td>乙</td></tr></table>",
        ),
        ("<p>甲</p>", "<p> </p>"),  # white space that layout changes
        ("<p>甲</p>", "<p>甲  乙</p>"),
        ("<p class=upper>a</p>", "<p class=upper>b</p>"),
    ],
)
def test_words_that_could_move_something_else_are_refused(first: str, second: str) -> None:
    alone, reset = both(first, second)
    assert reset is None
    assert alone


@pytest.mark.parametrize(
    "css",
    [
        "p { string-set: a content() }",
        "a::after { content: target-text(url(#a)) }",
        "p::first-line { color: red }",
    ],
)
def test_style_sheets_that_carry_words_elsewhere_are_known(css: str) -> None:
    assert is_far_reaching(css)
    assert not is_far_reaching(CSS)


@pytest.mark.parametrize(
    "name",
    ["letters/leader-letter-2024", "letters/commitment-2024", "certificates/commendation-2024"],
)
def test_letters_of_the_rosters_that_ship_may_stand(name: str) -> None:
    assert not is_far_reaching(pages(f"content/{name}")[0].composed.css)


def test_the_layout_that_is_reached_into_is_the_one_known() -> None:
    assert VERSION.split(".")[0] == "70"
