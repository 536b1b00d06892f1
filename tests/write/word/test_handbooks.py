"""Handbooks in Word: valid, with named styles, an outline, the PDF's pages, each script in its slot.

The book of 220 pages, which takes two minutes, is among them where DOCGEN_BOOKS says `all` (`make torture`).
"""

import io
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pymupdf
import pytest
from lxml import etree

from docgen.composed import Written
from docgen.pipeline.stops import Page, Pipeline, written_in
from tests.support import handbooks, libreoffice, parity
from tests.support.books import book, chapter, prose
from tests.support.handbooks import BO
from tests.support.reading import NAMESPACES, W, Word
from tests.support.samples import ROOT, write_files
from tests.support.validity import errors

LEAFLETS = ["content/handbooks/policy", "content/handbooks/essentials"]
LAYOUTS = ["上下对照", "左右对照", "对页对照"]
ALL = [*LEAFLETS, *LAYOUTS]
DUTIES = (ROOT / "templates/handbooks/cadre/chapters/duties.yaml").read_text(encoding="utf-8")
RULES = chapter(
    f"id: rule\nheading: {{zh: 怎么看, bo: {BO}}}\nlevel: 1",
    prose("list", "按清单看（示例）。", BO),
    f"id: detail\nheading: {{zh: 先看门面, bo: {BO}}}\nlevel: 2",
    prose("door", "看证照（示例）。", BO),
    title=f"{{zh: 规矩, bo: {BO}}}",
)
TIBETAN, HAN = re.compile("[\u0f00-\u0fff]"), re.compile("[一-鿿]")


@cache
def made(name: str) -> tuple[Page, dict[str, Written]]:
    """Return a leaflet by its folder, or a small handbook in a layout: composed, as PDF and as Word."""
    with TemporaryDirectory() as folder:
        home = ROOT / name if "/" in name else small(Path(folder), name)
        (page,) = Pipeline().pages(home)
        return page, written_in(page, ["pdf", "docx"])


def small(folder: Path, layout: str) -> Path:
    """Return the folder of a handbook of three chapters, one of them the kind's own sample."""
    write_files(folder, {"content/figures/city.yaml": handbooks.FIGURES})
    chapters = {"duties": DUTIES, "why": handbooks.WHY, "rules": RULES}
    said = {"layout": layout, "figures": "city", "bo": f"{{title: {BO}}}", "thumb_index": "是"}
    return book(folder, chapters, **said)


def word(name: str) -> Word:
    """Return a handbook's Word file."""
    return Word(made(name)[1]["docx"].data)


@pytest.mark.parametrize("name", ALL)
def test_a_handbook_is_valid(name):
    data = made(name)[1]["docx"].data
    assert errors(data) == []
    assert docx.Document(io.BytesIO(data)).paragraphs


class Looks:
    """What Word's styles say, each with those it is based on."""

    def __init__(self, opened: Word) -> None:
        self.styles = {
            style.get(f"{W}styleId"): style for style in opened.find("//w:style", "word/styles.xml")
        }
        self.defaults = opened.find("//w:docDefaults", "word/styles.xml")

    def chain(self, name: str | None):
        """Yield a style and those below it."""
        while name:
            style = self.styles[name]
            yield style
            name = next(iter(style.xpath("w:basedOn/@w:val", namespaces=NAMESPACES)), None)

    def said(self, run, path: str) -> str | None:
        """Return what holds for a run: its own word, its styles', or the document's."""
        asked = [run, *self.chain(first(run, "w:rPr/w:rStyle/@w:val"))]
        asked += [*self.chain(first(run, "ancestor::w:p[1]/w:pPr/w:pStyle/@w:val")), *self.defaults]
        found = (first(one, f".//w:rPr/{path}") for one in asked)
        return next((value for value in found if value), None)

    def level(self, paragraph) -> int | None:
        """Return the outline level of a paragraph, from 1."""
        styles = self.chain(first(paragraph, "w:pPr/w:pStyle/@w:val"))
        found = (first(one, "w:pPr/w:outlineLvl/@w:val") for one in [paragraph, *styles])
        return next((int(value) + 1 for value in found if value), None)


def first(element, path: str) -> str | None:
    """Return the first value an XPath selects."""
    return next(iter(element.xpath(path, namespaces=NAMESPACES)), None)


@pytest.mark.parametrize("name", ALL)
def test_every_heading_is_in_the_outline(name):
    opened = word(name)
    looks = Looks(opened)
    levels = [(looks.level(paragraph), plain(paragraph)) for paragraph in opened.find("//w:body//w:p")]
    headings = etree.HTML(made(name)[0].composed.html).xpath("//h1|//h2|//h3")
    assert len(headings) >= (0 if name.endswith("essentials") else 4)
    assert [one for one in levels if one[0]] == [
        (int(heading.tag[1]), "".join("".join(heading.itertext()).split())) for heading in headings
    ]


def plain(element) -> str:
    """Return the text of a paragraph without white space."""
    return "".join("".join(element.xpath(".//w:t/text()", namespaces=NAMESPACES)).split())


SHOWN = (
    "//w:style[not(w:semiHidden) or w:basedOn/@w:val = //w:style[not(w:semiHidden)]/@w:styleId]/@w:styleId"
)
"""The styles that Word lists, and the hidden variants of these."""


@pytest.mark.parametrize("name", ALL)
def test_every_paragraph_of_text_has_a_style_of_its_own_name(name):
    opened = word(name)
    texts = opened.find("//w:body//w:p[w:r/w:t]")
    used = {first(paragraph, "w:pPr/w:pStyle/@w:val"): plain(paragraph) for paragraph in texts}
    shown = opened.find(SHOWN, "word/styles.xml")
    assert len(used) > 5
    assert {name: text for name, text in used.items() if name == "Normal" or name not in shown} == {}


@pytest.mark.parametrize("name", LAYOUTS)
def test_contents_name_the_pages_of_the_pdf(name):
    printed = [
        int(found[0]) for line in contents(made(name)[1]["pdf"].data) if (found := re.findall(r"\d+$", line))
    ]
    runs = word(name).find("//w:hyperlink//w:fldSimple[contains(@w:instr, 'PAGEREF')]")
    assert len(printed) >= 6
    assert [int(plain(run)) for run in runs] == printed


def contents(pdf: bytes) -> list[str]:
    """Return the lines of a book's contents in both languages, as they are printed."""
    pages = [page.get_text(sort=True) for page in pymupdf.open(stream=pdf)]
    found = [page for page in pages if ".........." in page]
    assert found
    return [line.strip() for page in found for line in page.splitlines() if "......" in line]


@pytest.mark.parametrize("name", ALL)
def test_each_script_has_runs_of_its_own(name):
    opened = word(name)
    looks = Looks(opened)
    runs = [run for run in opened.find("//w:body//w:r") if TIBETAN.search(plain(run))]
    assert len(runs) > 10
    assert not [plain(run) for run in runs if HAN.search(plain(run))]
    assert all(run.find(f"{W}rPr/{W}cs") is not None for run in runs)
    said = {
        (looks.said(run, "w:rFonts/@w:cs"), looks.said(run, "w:lang/@w:bidi"))
        for run in runs
        if int(looks.said(run, "w:szCs/@w:val") or 0) > 0
    }
    assert {lang for _, lang in said} == {"bo-CN"}
    assert {face for face, _ in said} == {made(name)[0].typefaces["藏文"].word_name}


PAGES = {"policy": 4, "essentials": 2, "supervision": 80}
if os.environ.get("DOCGEN_BOOKS") == "all":
    PAGES["cadre-handbook"] = 220
BOOKS = {name: f"content/handbooks/{name}" for name in PAGES}


@cache
def drawn() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the handbooks of the content as PDF, by docgen and by LibreOffice from their Word files."""
    jobs = {name: made(folder) for name, folder in BOOKS.items()}
    texts = "".join(page.composed.html + page.composed.css for page, _ in jobs.values())
    files = {name: written["docx"].data for name, (_, written) in jobs.items()}
    theirs = libreoffice.converted(files, jobs["policy"][0].typefaces, {*parity.COUNTED, *texts})
    return {name: written["pdf"].data for name, (_, written) in jobs.items()}, theirs


BY_THEMSELVES = {"pStyle", "numPr", "sectPr", "pageBreakBefore", "bidi", "rStyle", "cs", "rtl"}
"""What no style can say of a paragraph or a run: its number, its page, its script."""
SHARE = 0.1


@pytest.mark.parametrize("name", BOOKS)
def test_at_most_a_tenth_of_paragraphs_and_runs_says_its_looks_itself(name):
    opened = word(BOOKS[name])
    outside = "[not(ancestor::mc:Fallback)]"
    for path, own in ((f"//w:p[.//w:t]{outside}", "w:pPr/*"), (f"//w:r[w:t]{outside}", "w:rPr/*")):
        found = opened.find(path)
        said = [one for one in found if any(map(is_look, one.xpath(own, namespaces=NAMESPACES)))]
        assert len(found) > 100
        assert len(said) <= SHARE * len(found), Counter(
            first(one, "string(w:pPr/w:pStyle/@w:val)") for one in said
        )


def is_look(element) -> bool:
    """Return whether a property says how text looks; a mere hint says what a mark is."""
    hint = element.tag == f"{W}rFonts" and element.get(f"{W}ascii") is None
    return not hint and etree.QName(element).localname not in BY_THEMSELVES


def test_handbooks_have_the_pages_of_the_pdf():
    ours, theirs = (
        {name: pymupdf.open(stream=data).page_count for name, data in all_.items()} for all_ in drawn()
    )
    assert ours == PAGES
    assert theirs == PAGES


@pytest.mark.parametrize("name", BOOKS)
def test_no_sign_of_a_notation_is_printed(name):
    text = "".join("".join(page.get_text().split()) for page in pymupdf.open(stream=drawn()[0][name]))
    assert len(text) > 1000
    assert not re.findall(r"\]\(|\*\*|[{}#]", text)


@pytest.mark.parametrize("name", BOOKS)
def test_every_character_of_a_handbook_stands_on_the_page_it_has_in_the_pdf(name):
    ours, theirs = (parity.texts(all_[name]) for all_ in drawn())
    assert sum(map(Counter.total, ours)) > 1000
    moved = [page - other for page, other in zip(ours, theirs, strict=True)]
    assert sum(map(Counter.total, moved)) == 0, moved
