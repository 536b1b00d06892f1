"""The page of a letter set again is drawn as the standing one but for its lines, as if drawn afresh."""

import pytest
from weasyprint import HTML
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from docgen.composed import Composed
from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.pdf import standing_pages
from docgen.layout.engine.pdf.standing_pages import SetAgain
from docgen.write.pdf import chunk, parting
from tests.support.gathered import ROOT, letter, set_together

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
CSS = """
@page { size: 100mm 60mm; margin: 10mm; @bottom-center { content: counter(page) } }
body { font: 12pt/20pt 仿宋, 补字; margin: 0 }
p { margin: 0 }
.ruled { border-bottom: 1pt solid red; background: #eee }
.placed { position: absolute; top: 0; right: 0 }
.turned { transform: rotate(3deg) }
.faint { opacity: 0.5 }
"""
LIKE = """<p>{0}同志：</p><p>您好！</p><p class="ruled">编号<b style="color: red">{1}</b>，共{1}件</p>
<p class="turned">谨致{1}</p><p style="visibility: hidden">{1}</p><div class="ruled"><p>{1}</p></div>
<p style="break-before: page">此致{1}</p><p class="placed">{1}</p><p>敬礼</p>"""
PEOPLE = [("张三", "甲"), ("李四", "乙"), ("张三", "乙"), ("欧阳小五", "丙丁"), ("王五", "甲")]


def letters(body: str, css: str = CSS) -> list[Composed]:
    return [letter(f"{at}{name}", body.format(name, what), css) for at, (name, what) in enumerate(PEOPLE)]


@pytest.fixture
def alike(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each page was drawn like the standing one."""
    found: list[bool] = []
    original = SetAgain.is_drawn_alike

    def noted(page: SetAgain, *stream: object) -> bool:
        found.append(original(page, *stream))
        return found[-1]

    monkeypatch.setattr(SetAgain, "is_drawn_alike", noted)
    return found


def parts(several: list[Composed]) -> list[bytes] | None:
    return parting.part_letters(set_together(chunk.drawn, several, TYPEFACES), several)


def drawn_afresh(several: list[Composed], monkeypatch: pytest.MonkeyPatch) -> list[bytes] | None:
    with monkeypatch.context() as patched:
        patched.setattr(SetAgain, "is_drawn_alike", lambda page, *stream: False)
        return parts(several)


def test_the_stream_knows_no_more_than_is_noted() -> None:
    stream = Stream({}, (), {}, {}, None, {}, None)
    known = {name for name in vars(stream) if name.startswith(("_current", "_old", "_ctm"))}
    assert known == {*standing_pages.KNOWN, "_ctm_stack"}


@pytest.mark.parametrize(
    "more", ["", "p { text-decoration: underline }", "b { opacity: 0.5 }", "p { color: red }"]
)
def test_pages_are_the_same_bytes_as_drawn_afresh(
    more: str, alike: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    several = letters(LIKE, CSS + more)
    made = parts(several)
    assert any(alike)
    assert made == drawn_afresh(several, monkeypatch)


def test_a_page_is_drawn_afresh_where_a_line_reaches_what_is_placed(
    alike: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = '<p style="position: absolute; left: 30mm; top: 0">函</p><p>{}</p><p>您好</p>'
    several = [letter(name, body.format(name), CSS) for name in ("张三", "李四", "李四" * 8, "王五")]
    made = parts(several)
    assert alike == [True, False, True]
    assert made == drawn_afresh(several, monkeypatch)


def test_a_page_has_what_any_page_has() -> None:
    assert vars(Page(HTML(string="函").render().pages[0]._page_box)).keys() == {
        *("width", "height", "bleed", "bookmarks", "links", "anchors", "forms", "_page_box")
    }


def test_a_line_is_marked_on_the_copies_that_are_drawn() -> None:
    line = boxes.LineBox.__new__(boxes.LineBox)
    line.children, line.remove_decoration_sides = [], set()
    line.standing_place = (0, 1)
    assert line.copy_with_children([]).standing_place == (0, 1)
