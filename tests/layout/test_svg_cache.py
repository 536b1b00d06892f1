"""A vector picture is drawn once for all pages of a PDF, and looks as it did when it was drawn on each."""

import pymupdf
import pytest
import weasyprint
from weasyprint import HTML
from weasyprint.images import SVGImage

from docgen.layout.engine.svg import cache as svg_cache
from tests.support.measuring import drawn

PICTURE = (
    "data:image/svg+xml,"
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10' width='20mm' height='10mm'>"
    "<rect width='20' height='10' fill='%23c00'/><circle cx='5' cy='5' r='4' fill='white'/></svg>"
)
PAGE = "<p style='page-break-after: always'><img src=\"{picture}\" style='width: {width}'></p>"


def pdf(*widths):
    """Return a PDF of one page for each width, each showing the same picture."""
    pages = "".join(PAGE.format(picture=PICTURE, width=width) for width in widths)
    return HTML(string=f"<style>@page {{ size: 100mm; margin: 5mm }}</style>{pages}").write_pdf()


def forms(data):
    """Return how many drawings a PDF holds besides its pages."""
    opened = pymupdf.open(stream=data)
    return sum(opened.xref_get_key(n, "Subtype") == ("name", "/Form") for n in range(1, opened.xref_length()))


@pytest.fixture(autouse=True)
def installed():
    svg_cache.install()


def test_the_contract_is_with_this_version_of_weasyprint():
    assert weasyprint.__version__.split(".")[0] == "70"


def test_a_picture_on_many_pages_is_drawn_once():
    assert forms(pdf(*["40mm"] * 5)) == 1


def test_each_size_is_drawn_once():
    assert forms(pdf("40mm", "20mm", "40mm", "20mm")) == 2


def test_a_kept_picture_looks_as_one_drawn_afresh(monkeypatch):
    kept = pdf("40mm", "40mm")
    monkeypatch.setattr(SVGImage, "draw", SVGImage.draw_afresh)
    fresh = pdf("40mm", "40mm")
    assert forms(fresh) == 0
    assert [drawn(kept, n).samples for n in (1, 2)] == [drawn(fresh, n).samples for n in (1, 2)]


def test_the_same_input_gives_the_same_bytes():
    assert pdf("40mm", "20mm") == pdf("40mm", "20mm")


def test_a_plain_picture_is_drawn_once_for_all_files_and_the_files_stay_the_same(monkeypatch):
    first = pdf("33mm")
    monkeypatch.setattr(SVGImage, "draw_afresh", None)  # whoever called it now would fail
    assert pdf("33mm") == first


@pytest.mark.parametrize(
    "part", ["<text y='5'>示例</text>", "<g opacity='.5'><path d='M0 0h9v9'/></g>"], ids=["type", "group"]
)
def test_a_picture_that_needs_more_than_itself_is_drawn_for_each_file(monkeypatch, part):
    monkeypatch.setattr(f"{__name__}.PICTURE", PICTURE.replace("</svg>", part + "</svg>"))
    drawings = []
    afresh = SVGImage.draw_afresh
    monkeypatch.setattr(SVGImage, "draw_afresh", lambda *all: (drawings.append(1), afresh(*all)))
    assert pdf("34mm") == pdf("34mm")
    assert len(drawings) == 2


def test_installing_twice_changes_nothing():
    before = SVGImage.draw
    svg_cache.install()
    assert SVGImage.draw is before
    assert SVGImage.draw_afresh is not SVGImage.draw
