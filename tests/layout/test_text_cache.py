"""A line that letters of a gathering share is drawn once, and the file is as if it were drawn for each."""

import pytest
import weasyprint
from weasyprint import draw

from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine import text_cache as lines
from docgen.layout.engine.pdf.standing_pages import SetAgain
from docgen.write.pdf import chunk
from tests.support.gathered import ROOT, letter, set_together

CSS = "@page { size: 100mm 60mm; margin: 10mm } p { font: 12pt/20pt 仿宋, 补字; margin: 0 }"
NAMES = ["张三", "李四", "欧阳小五"]
TYPEFACES = fonts.resolve(project.find(ROOT / "content"))


def gathered(css: str = CSS) -> bytes:
    """Return three letters with one line of their own and two that they share."""
    body = "<p>{}同志：</p><p>谨致谢意！</p><p>此致<b>敬礼</b></p>"
    letters = [letter(name, body.format(name), css) for name in NAMES]
    return set_together(chunk.drawn, letters, TYPEFACES).data


@pytest.fixture
def afresh(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn afresh, box by box."""
    drawn: list[str] = []
    original = lines.draw_afresh

    def noted(stream, box, *settings):
        drawn.append(box.text)
        original(stream, box, *settings)

    monkeypatch.setattr(lines, "draw_afresh", noted)
    return drawn


def test_the_contract_is_with_this_version_of_weasyprint() -> None:
    assert weasyprint.__version__.split(".")[0] == "70"


def test_shared_lines_are_drawn_once(afresh: list[str]) -> None:
    gathered()
    assert sorted(afresh) == sorted([*(f"{name}同志：" for name in NAMES), "谨致谢意！", "此致", "敬礼"])


def test_a_file_of_shared_lines_is_the_same_as_one_of_lines_drawn_afresh(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = gathered()
    monkeypatch.setattr(draw, "draw_text", lines.draw_afresh)
    monkeypatch.setattr(lines, "install", lambda: None)
    assert gathered() == shared


def test_the_next_file_is_drawn_with_its_own_fonts(afresh: list[str]) -> None:
    assert gathered() == gathered()
    assert afresh.count("谨致谢意！") == 2


def test_a_line_of_more_than_type_is_drawn_for_each_page(
    afresh: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SetAgain, "is_drawn_alike", lambda page, *stream: False)
    gathered(CSS + "b { text-decoration: underline }")
    assert (afresh.count("谨致谢意！"), afresh.count("敬礼")) == (1, 3)


def test_a_box_moved_since_is_drawn_where_it_is_now(afresh: list[str]) -> None:
    document = weasyprint.HTML(string=f"<style>{CSS}</style><p>移动</p>").render()
    lines.install()
    before = document.write_pdf(uncompressed_pdf=True)
    document.pages[0]._page_box.translate(0, 10)
    assert document.write_pdf(uncompressed_pdf=True) != before
