"""A PDF is read in the order of its text, and looks as it did."""

import pymupdf
import pytest
from weasyprint import draw, stacking
from weasyprint.stacking import StackingContext

from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.pdf import reading_order
from docgen.write.pdf import chunk, parting, single
from tests.support.gathered import ROOT, letter, set_together
from tests.support.samples import pages

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
CSS = """@page { size: 100mm 90mm; margin: 15mm 10mm; @bottom-center { content: "页脚"; font: 9pt 仿宋 } }
body { font: 12pt/16pt 仿宋 } p { margin: 0 } ol { margin: 0; padding-left: 2em }
.head { position: absolute; top: -10mm; left: 0; color: red } .wide { transform: scaleX(.8) }
.low { position: absolute; bottom: 0; right: 0 } .box { background: #eee; padding: 2mm }
.over { position: absolute; top: 2mm; left: 5mm } .cover { position: absolute; top: 1mm; background: #fff }
.float { float: left; width: 20mm }
.near { position: relative }"""


def order(pdf: bytes) -> str:
    """Return the text of a PDF as it is drawn, without blanks."""
    return "".join("".join(page.get_text("text", sort=False).split()) for page in pymupdf.open(stream=pdf))


def written(body: str) -> bytes:
    return single.write(letter("甲", body, CSS), TYPEFACES).data


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint as it is."""
    monkeypatch.setattr(stacking, "_dispatch", reading_order.plain_dispatch)
    monkeypatch.setattr(StackingContext, "from_page", reading_order.plain_page)
    monkeypatch.setattr(draw, "draw_block_level", reading_order.plain_blocks)


READ = {
    "placed head": ('<p class="head">头</p><p>文一</p><p>文二</p>', "头文一文二页脚"),
    "stretched head": ('<p class="wide">头</p><p>文一</p>', "头文一页脚"),
    "placed amid": ('<p>文一</p><p class="low">旁</p><p>文二</p>', "文一旁文二页脚"),
    "placed within": (
        '<div class="near"><p>文一</p><p class="low">旁</p></div><p>文二</p>',
        "文一旁文二页脚",
    ),
    "in a head": ('<div class="head"><p class="wide">头</p><p>号</p></div><p>文</p>', "头号文页脚"),
    "numbers of a list": ("<p>文</p><ol><li>甲<li>乙</ol><p>后</p>", "文1.甲2.乙后页脚"),
    "of a loose list": ("<ol><li><p>甲</p><p>又</p><li><p>乙</p></ol><p>后</p>", "1.甲又2.乙后页脚"),
    "of a list in a box": ('<div class="box"><ol><li>甲<li>乙</ol></div><p>后</p>', "1.甲2.乙后页脚"),
    "a float": ('<p>前</p><p class="float">旁</p><p>文二</p>', "前旁文二页脚"),
    "a float in a line": ('<p>前</p><p>文二<span class="float">旁</span>末</p>', "前旁文二末页脚"),
    "in a cell": ("<table><tr><td><ol><li>甲</ol><td>乙</table>", "1.甲乙页脚"),
}
KEPT = {
    "over the text": ('<p class="over">印</p><p>文字文字</p><p>文字文字</p>', "文字文字文字文字印页脚"),
    "a ground over the text": ('<p class="cover">白</p><p>文</p><p>文二</p>', "文文二白页脚"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "told"), [*READ.values(), *KEPT.values()], ids=[*READ, *KEPT])
def test_a_page_is_read_in_its_order(body: str, told: str) -> None:
    assert order(written(body)) == told


def test_it_looks_the_same(request: pytest.FixtureRequest) -> None:
    ours = [written(body) for body, _ in (*READ.values(), *KEPT.values())]
    request.getfixturevalue("plain")
    theirs = [written(body) for body, _ in (*READ.values(), *KEPT.values())]
    assert [dots(pdf) for pdf in ours] == [dots(pdf) for pdf in theirs]


def dots(pdf: bytes) -> list[bytes]:
    return [page.get_pixmap(dpi=72).samples for page in pymupdf.open(stream=pdf)]


@pytest.mark.usefixtures("plain")
def test_weasyprint_itself_draws_what_is_placed_after_all_else() -> None:
    assert order(written(READ["placed head"][0])) == "文一文二头页脚"
    assert order(written(READ["numbers of a list"][0])) == "文甲乙后1.2.页脚"


def test_letters_of_a_gathering_are_read_so_too() -> None:
    letters = [
        letter(name, f'<p class="head">头</p><p>致{name}的信</p><ol><li>一</ol>', CSS) for name in "甲乙"
    ]
    parts = parting.part_letters(set_together(chunk.drawn, letters, TYPEFACES), letters)
    assert [order(part) for part in parts] == [f"头致{name}的信1.一页脚" for name in "甲乙"]


@pytest.mark.parametrize("name", ["letters/reminder-2024-12", "letters/notice-2024-03"])
def test_the_masthead_of_an_official_document_comes_first(name: str) -> None:
    found = order(single.write(pages(f"content/{name}")[0].composed, TYPEFACES).data)
    assert found.startswith("拉萨市食品药品安全委员会办公室")
