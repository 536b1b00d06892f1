"""The page of a letter set again is drawn as records like the standing one, as if it were drawn afresh."""

import pytest
from weasyprint.document import Page

from docgen.composed import Composed
from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.canvas import borders, standing, text
from docgen.layout.engine.canvas.stream import Canvas, Studio
from docgen.layout.engine.pdf.standing_pages import SetAgain
from docgen.layout.typesetter import Typesetter
from docgen.write.laid.letters import laid_out
from tests.support.gathered import ROOT, letter

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
CSS = """
@page { size: 100mm 130mm; margin: 10mm; @bottom-center { content: counter(page) } }
body { font: 12pt/20pt 仿宋, 补字; margin: 0 }
p { margin: 0 }
h1 { bookmark-level: 1; bookmark-label: content() }
.ruled { border-bottom: 1pt solid red; background: #eee }
.placed { position: absolute; top: 0; right: 0; width: 30mm }
.turned { transform: rotate(3deg); margin: 5mm 0 }
"""
LIKE = """<h1>通知</h1><p>{0}同志：</p><p id="no" class="ruled">编号<b style="color: red">{1}</b></p>
<p class="turned">谨致{1}</p><p style="visibility: hidden">{1}</p><div class="ruled"><p>{1}</p></div>
<p style="text-decoration: underline">{1}</p><p class="placed">附{1}</p><p>敬礼</p>"""
PEOPLE = [("张三", "甲"), ("李四", "乙丙"), ("张三", "丁"), ("欧阳小五", "甲")]
NAMED = LIKE.replace("<h1>通知", "<h1>通知{0}").replace("<b ", '<b id="count" ')


def letters(body: str, css: str) -> list[Composed]:
    return [letter(f"{at}{name}", body.format(name, what), css) for at, (name, what) in enumerate(PEOPLE)]


@pytest.mark.parametrize(
    ("body", "more", "alike"),
    [
        (LIKE, "", True),
        (NAMED, "", True),
        (LIKE, "b { border: 1pt dashed blue; }", True),
        (LIKE, ".turned { opacity: 0.5 }", False),  # lines of a group
        (LIKE, ".ruled { background: linear-gradient(red, blue) }", False),  # something is left out
        (LIKE, ".placed { top: 10mm; left: 0; text-align: left }", False),  # lines meet what is placed
    ],
)
def test_a_page_is_drawn_as_if_it_were_drawn_afresh(body: str, more: str, alike: bool) -> None:
    several, studio, found = letters(body, CSS + more), Studio(), []
    borders.install()
    text.install()
    press = Typesetter(several, TYPEFACES)
    with press.running():
        for (page,), _ in laid_out(several, press):
            (drawn,) = press.drawings([page], studio)
            left_out = list(studio.left_out)
            afresh = Canvas(Studio(faces=studio.faces), (page.width, page.height))
            Page.paint(page, afresh, 1)
            assert [vars(unit) for unit in drawn.units] == [vars(unit) for unit in afresh.stream]
            assert left_out == list(afresh.studio.left_out)
            whole = Page(page._page_box)
            assert (page.bookmarks, page.anchors) == (whole.bookmarks, whole.anchors)
            if isinstance(page, SetAgain):
                canvas = Canvas(studio, (page.width, page.height))
                found.append(standing.has_units_alike(page, canvas))
                assert not found[-1] or canvas.ctm.values == afresh.ctm.values
    assert found[:2] == [alike] * 2


HEADED = "<div><h1>致{0}的<b>{1}</b></h1></div><p>{1}</p><h2>{0}</h2><h2>敬礼</h2>"


@pytest.mark.parametrize(
    ("css", "label", "stands"),
    [
        ("h1 { bookmark-level: 1; bookmark-label: content() }", "致{0}的{1}", True),
        ("div { bookmark-level: 1; bookmark-label: content() }", "致{0}的{1}", True),
        ("h1 { bookmark-level: 1; bookmark-label: '函：' content() }", "函：致{0}的{1}", False),
        ("b { bookmark-level: 1; bookmark-label: content() }", "{1}", False),
        ("h1 { position: absolute; width: 60mm; top: 50mm }", "致{0}的{1}", True),
    ],
)
def test_a_bookmark_of_a_letter_says_what_its_own_heading_says(css: str, label: str, stands: bool) -> None:
    several = letters(
        HEADED, CSS + "h1, h2, b { bookmark-level: none } " + css.replace("h1 {", "h1 { bookmark-level: 1;")
    )
    press, found = Typesetter(several, TYPEFACES), []
    with press.running():
        for who, ((page,), _) in zip(PEOPLE, laid_out(several, press), strict=True):
            (drawn,) = press.drawings([page], Studio())
            assert [mark.label for mark in drawn.bookmarks] == [label.format(*who)]
            found.append(isinstance(page, SetAgain))
    assert found[1] is stands
