"""Every feature of the CSS-to-Word map in one document (tests/cases/zoo), seen in Word's own terms."""

import io
import zipfile
from functools import cache

import pytest

from docgen import write
from tests.support import foreign
from tests.support.opened import Opened
from tests.support.reading import Word, missing, shown
from tests.support.samples import CASES
from tests.support.validity import errors

CASE = CASES / "zoo" / "zoo.html"
DOCUMENT, STYLES, NUMBERING, NOTES, SETTINGS = "document", "styles", "numbering", "footnotes", "settings"
FIELD = "(//w:instrText | //w:fldSimple/@w:instr)[contains(string(.), '{}')]"


@cache
def zoo() -> Opened:
    """Return the Word file of the zoo, as `docgen build` writes it: with the pages of the PDF."""
    return Opened(write.write(foreign.case(CASE), foreign.typefaces(), "docx").data)


def everywhere(path: str) -> list:
    """Return what an XPath selects in all parts of the file."""
    names = zipfile.ZipFile(io.BytesIO(zoo().data)).namelist()
    parts = [
        name[5:-4]
        for name in names
        if name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1
    ]
    return [found for part in parts for found in zoo().find(path, part)]


FRAMED = "//w:pBdr/w:top[@w:color='AA0000'] and //w:shd[@w:fill='FFEEEE']"
IN_PANE = "//w:style[w:name/@w:val='章条标题']//w:outlineLvl[@w:val='1']"
COUNTED = "//w:lvl/w:numFmt[starts-with(@w:val, 'chineseCounting')]"
PARTED = "//w:style[w:name/@w:val='篇标题']//w:pageBreakBefore"

FACTS = {
    "a section for each sort of page": ("count(//w:sectPr) >= 3", DOCUMENT),
    "a landscape page for the wide table": ("//w:pgSz[@w:orient='landscape']", DOCUMENT),
    "a table as wide as its landscape page": ("//w:tbl[.//w:t='横放的表']//w:tblW[@w:w='14560']", DOCUMENT),
    "a first page of its own": ("//w:titlePg", DOCUMENT),
    "heads of their own for left and right pages": ("//w:evenAndOddHeaders", SETTINGS),
    "mirrored margins": ("//w:mirrorMargins", SETTINGS),
    "two columns with a line between": ("//w:cols[@w:num='2'][@w:sep]", DOCUMENT),
    "a break to the next column": ("//w:br[@w:type='column']", DOCUMENT),
    "a break to a new page said by the style": (PARTED, STYLES),
    "headings that keep with what follows": ("//w:style[w:name/@w:val='章条标题']//w:keepNext", STYLES),
    "a paragraph that is not parted": ("//w:style[w:name/@w:val='不拆的段']//w:keepLines", STYLES),
    "no line alone at a page's edge": ("not(//w:widowControl[@w:val='0'])", STYLES),
    "a frame and its ground": (FRAMED, STYLES),
    "headings in the navigation pane": (IN_PANE, STYLES),
    "headings numbered as Chinese counts": (COUNTED, NUMBERING),
    "lists within lists": ("//w:numPr/w:ilvl[@w:val='1']", DOCUMENT),
    "a list that starts anew": (
        "//w:p[.//w:t='又一项']//w:numId/@w:val != //w:p[.//w:t='第一项']//w:numId/@w:val",
        DOCUMENT,
    ),
    "letters as numbers": ("//w:lvl/w:numFmt[@w:val='lowerLetter']", NUMBERING),
    "bullets": ("//w:lvl/w:numFmt[@w:val='bullet']", NUMBERING),
    "cells over columns": ("//w:tcPr/w:gridSpan[@w:val='2']", DOCUMENT),
    "cells over rows": ("//w:tcPr/w:vMerge[@w:val='restart']", DOCUMENT),
    "a head repeated on every page": ("//w:trPr/w:tblHeader", DOCUMENT),
    "rows that are not parted": ("//w:trPr/w:cantSplit", DOCUMENT),
    "a table within a table": ("//w:tc//w:tbl", DOCUMENT),
    "cells aligned to the bottom": ("//w:tcPr/w:vAlign[@w:val='bottom']", DOCUMENT),
    "a picture and what it shows": ("//wp:docPr[@descr='标志的说明']", DOCUMENT),
    "a chart as vectors, with a picture for readers without": ("//*[local-name()='svgBlip']", DOCUMENT),
    "a footnote and its mark": ("//w:footnoteReference", DOCUMENT),
    "the text of a footnote": ("//w:footnote//w:t[contains(., '脚注的话')]", NOTES),
    "a link": ("//w:hyperlink", DOCUMENT),
    "a bookmark for each place that is led to": ("//w:bookmarkStart[@w:name='two']", DOCUMENT),
    "a contents field": (FIELD.format("TOC"), DOCUMENT),
    "references to pages": (FIELD.format("PAGEREF two"), DOCUMENT),
    "captions counted by a field": (FIELD.format("SEQ"), DOCUMENT),
    "pinyin over a rare character": ("//w:ruby/w:rt//w:t[.='míng']", DOCUMENT),
    "emphasis marks": ("//w:em[@w:val]", DOCUMENT),
    "superscript and subscript": (
        "//w:vertAlign[@w:val='superscript'] and //w:vertAlign[@w:val='subscript']",
        DOCUMENT,
    ),
    "letters set apart": ("//w:rPr/w:spacing[@w:val='20']", DOCUMENT),
    "a placed box as a shape": ("//wp:anchor//wps:wsp//w:t[.='放在页上的框']", DOCUMENT),
    "a block pinned to the foot of the page": (
        "//wp:anchor[.//wp:positionV[@relativeFrom='margin']/wp:align='bottom']//w:t[.='钉在页底']",
        DOCUMENT,
    ),
    "a content control with its field's name": ("//w:sdt/w:sdtPr/w:tag[@w:val='body']", DOCUMENT),
    "Tibetan in the slot of complex script": (
        "//w:r[w:t='བོད་སྐད་ཡིག']/w:rPr[w:cs][w:rFonts/@w:cs='Microsoft Himalaya'][w:szCs/@w:val='28']",
        DOCUMENT,
    ),
    "the language of complex script": ("//w:docDefaults//w:lang[@w:bidi='bo-CN']", STYLES),
    "no question whether to open it for reading only": ("self::*[not(//w:writeProtection)]", SETTINGS),
}  # fmt: skip

HEADS = {
    "the number of the page": FIELD.format("PAGE"),
    "the number of pages": FIELD.format("NUMPAGES"),
    "a running title": FIELD.format("STYLEREF"),
    "what runs along the foot": "//w:t[.='书脚文字']",
    "the head of the first page": "//w:t[.='首页']",
}


@pytest.mark.parametrize("fact", FACTS)
def test_word_has(fact: str) -> None:
    path, part = FACTS[fact]
    assert zoo().find(path, part), fact


@pytest.mark.parametrize("fact", HEADS)
def test_headers_and_footers_have(fact: str) -> None:
    assert everywhere(HEADS[fact]), fact


def test_fields_hold_what_the_pdf_prints_for_readers_that_update_none() -> None:
    printed = foreign.drawn(CASE).printed
    pages = zoo().values("//w:fldSimple[contains(@w:instr, 'PAGEREF two')]//w:t/text()")
    assert pages
    assert set(pages) == {str(printed["two"])}


def test_the_file_is_valid_and_loses_no_text() -> None:
    assert errors(zoo().data) == []
    texts = shown(CASE.read_text(encoding="utf-8"))
    assert missing(texts, Word(zoo().data).text) == ["书脚文字"], "which runs along the foot"


def test_the_file_says_what_it_is() -> None:
    properties = zoo().docx.core_properties
    assert (properties.title, properties.author) == ("示例", "示例作者")
