"""HTML and CSS as others write them, made into Word and PDF once a test run."""

from datetime import date
from functools import cache
from pathlib import Path

from docgen.composed import Composed, Metadata, Written
from docgen.content import project
from docgen.content.assets import Assets
from docgen.layout import fonts
from docgen.layout.fonts import Typefaces
from docgen.write import word
from docgen.write.pdf import single
from tests.support.samples import CASES, ROOT

METADATA = Metadata("示例", "示例作者", "zh-CN", date(2024, 6, 20))


@cache
def typefaces() -> Typefaces:
    """Return the type roles of this repository."""
    return fonts.resolve(project.find(ROOT / "content" / "offices.yaml"))


def page(html: str, css: str = "", assets: Path = CASES / "foreign") -> Composed:
    """Return a document of this HTML and CSS."""
    return Composed("page", html, css, METADATA, Assets((assets,)))


@cache
def case(path: Path) -> Composed:
    """Return the document of an HTML file and the CSS file of the same name beside it."""
    css = path.with_suffix(".css").read_text(encoding="utf-8")
    return page(path.read_text(encoding="utf-8"), css, path.parent)


@cache
def docx(path: Path) -> Written:
    """Return what the Word writer makes of a case."""
    return word.write(case(path), typefaces())


@cache
def drawn(path: Path) -> Written:
    """Return what the PDF writer makes of a case."""
    return single.write(case(path), typefaces())


def written(html: str, css: str = "") -> Written:
    """Return what the Word writer makes of HTML and CSS."""
    return word.write(page(html, css), typefaces())
