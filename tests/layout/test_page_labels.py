"""Readers show for a page, and find it by, the number that is printed on it."""

import io

import pikepdf
import pytest

from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.pdf import page_labels
from docgen.write.pdf import chunk, parting, single
from tests.support.gathered import ROOT, letter, set_together

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
PAPER = "@page { size: 100mm 60mm; margin: 10mm } section { break-before: page; font: 12pt 仿宋 } "
NUMBERED = PAPER + '@page { @bottom-center { content: "— " counter(page) " —" } } '
BODY = "@page body:nth(1 of body) { counter-reset: page 1 } main { page: body } "
FRONT = "<section>封面</section><section>目录</section>"
BARE = "@page :nth(-n+2) { @bottom-center { content: none } } "
PAGES = "<main><section>甲</section><section>乙</section><section>丙</section></main>"


def labels(pdf: bytes) -> list[str]:
    """Return the label of each page of a PDF, empty for a file that labels none."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [page.label for page in file.pages] if "/PageLabels" in file.Root else []


@pytest.mark.parametrize(
    ("html", "css", "told"),
    [
        (PAGES, NUMBERED, []),
        (PAGES, PAPER, []),
        (FRONT + PAGES, NUMBERED + BARE, []),
        (FRONT + PAGES, NUMBERED + BODY + BARE, ["i", "ii", "1", "2", "3"]),
        (FRONT + PAGES, NUMBERED + BODY, ["1", "2", "1", "2", "3"]),
        (FRONT + PAGES, PAPER + BODY, []),
        (PAGES, NUMBERED + "@page :first { counter-reset: page 7 }", ["7", "8", "9"]),
        (PAGES, NUMBERED.replace("(page)", "(page, upper-roman)"), ["I", "II", "III"]),
        (
            FRONT + PAGES,
            NUMBERED + BODY + "@page :nth(-n+2) { @bottom-center { content: counter(page, lower-roman) } }",
            ["i", "ii", "1", "2", "3"],
        ),
        (
            FRONT + PAGES,
            NUMBERED + BODY.replace("page 1", "page 2") + BARE,
            ["i", "ii", "2", "3", "4"],
        ),
        (PAGES, NUMBERED.replace('"— "', '"2024年第12期 "'), []),
        (
            PAGES,
            NUMBERED + "@page :blank { @bottom-center { content: none } } section { break-before: right }",
            [],
        ),
    ],
)
def test_a_page_is_called_what_is_printed_on_it(html: str, css: str, told: list[str]) -> None:
    assert labels(single.write(letter("甲", html, css), TYPEFACES).data) == told


def test_letters_of_a_gathering_are_labelled_each_for_itself() -> None:
    letters = [letter(name, FRONT + PAGES, NUMBERED + BODY + BARE) for name in ("甲", "乙")]
    parts = parting.part_letters(set_together(chunk.drawn, letters, TYPEFACES), letters)
    assert [labels(part) for part in parts] == [["i", "ii", "1", "2", "3"]] * 2


def test_weasyprint_itself_labels_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_labels, "add", lambda pdf, pages: None)
    assert labels(single.write(letter("甲", FRONT + PAGES, NUMBERED + BODY), TYPEFACES).data) == []
