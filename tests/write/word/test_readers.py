"""What other readers find in every sample: phones, screen readers, a clerk with the next edit in mind.

A reader of another maker (MuPDF) finds all words in order, head, headings and 版记.

Like many a viewer on a phone it keeps the words and sets them its own way. What it cannot do is shown too, so
that the list shrinks when it learns: it prints no numbers of headings, no heads and feet of pages, it says a
text box twice (the drawing and its fallback), and pages and faces are its own.
"""

import re
from functools import cache

import pymupdf
import pytest
from lxml import etree

from tests.support import parity, samples
from tests.support.reading import NAMESPACES, W, Word, missing, shown

SPACE = re.compile(r"[\s\xad\u200b]+")
NOTICE = "content/letters/notice-2024-03"
CERTIFICATE = "content/certificates/completion-2024"
HEADING = 11.0
"""Points of its plain text; what it knows to be a heading is larger."""


@cache
def read(name: str) -> pymupdf.Document:
    """Return a sample's Word file as MuPDF opens it."""
    return pymupdf.open(stream=samples.docx(name).data, filetype="docx")


@cache
def text(name: str) -> str:
    """Return the words it finds, without white space."""
    return SPACE.sub("", "".join(page.get_text() for page in read(name)))


def words(html: str) -> list[str]:
    """Return the texts of a page in order."""
    return [SPACE.sub("", piece) for piece in shown(html)]


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_all_words_are_there_in_order(name):
    assert missing(words(samples.pages(name)[0].composed.html), text(name)) == []


def test_all_words_of_a_certificate_are_there():
    """Their order is that of its boxes in the file, which need not be that of the page."""
    assert [
        one for one in words(samples.pages(CERTIFICATE)[0].composed.html) if one not in text(CERTIFICATE)
    ] == []


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_the_red_head_comes_before_the_title_and_the_imprint_after_it(name):
    root = etree.HTML(samples.pages(name)[0].composed.html)
    head, title = (text(name).find(beginning(root, part)) for part in ("masthead", "title"))
    assert 0 <= head <= title
    assert text(name).rfind(beginning(root, "imprint")) > title


def beginning(root: etree._Element, part: str) -> str:
    """Return the words with which the first element of a class begins, '' where there is none."""
    for found in root.xpath(f"//*[contains(concat(' ', @class, ' '), ' {part} ')]"):
        return words(etree.tostring(found, encoding="unicode", with_tail=False))[0]
    return ""


def test_it_knows_headings_as_headings():
    spans = [
        (span["size"], span["text"])
        for page in read(NOTICE)
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    ]
    large = {words for size, words in spans if size > HEADING}
    assert {"总体要求", "时间安排", "重点任务"} <= large


def test_what_it_cannot_do():
    said = text(NOTICE)
    assert "一、总体要求" not in said, "numbers of headings"
    assert "—1—" not in said, "feet of pages"
    assert said.count("抄送：") == 2, "a text box is said twice"
    assert read(NOTICE).page_count > 6, "pages of its own"


# --- drawings, numbers and tables ---

STYLES = "word/styles.xml"
TYPED = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．]")


def word(name: str) -> Word:
    """Return a sample's Word file."""
    return Word(samples.docx(name).data)


def plain(element) -> str:
    """Return the text of a paragraph or a cell."""
    return "".join(element.xpath(".//w:t/text()", namespaces=NAMESPACES))


@pytest.mark.parametrize("name", [*parity.SAMPLES, CERTIFICATE])
def test_every_drawing_is_described_or_a_decoration(name):
    drawings = word(name).all("//wp:docPr")
    bare = [one.get("name") for one in drawings if not one.get("descr") and not one.xpath(".//@val")]
    assert bare == []


@pytest.mark.parametrize("name", [*parity.SAMPLES, CERTIFICATE])
def test_every_text_box_has_a_fallback_with_the_same_words(name):
    for box in word(name).all("//mc:AlternateContent[mc:Choice//w:txbxContent]"):
        choice, fallback = (
            "".join(box.xpath(f"mc:{side}//w:t/text()", namespaces=NAMESPACES))
            for side in ("Choice", "Fallback")
        )
        assert box.xpath("mc:Fallback/w:pict", namespaces=NAMESPACES)
        assert fallback == choice


@pytest.mark.parametrize("name", [*parity.SAMPLES, CERTIFICATE])
def test_numbers_of_headings_lists_and_attachments_are_words_own(name):
    """A number that a clerk would have to type again when a heading is put in between is none."""
    opened = word(name)
    numbered = set(opened.find("//w:style[w:pPr/w:numPr]/@w:styleId", STYLES))
    paragraphs = opened.find("//w:body//w:p[w:pPr/w:pStyle]")
    of_style = [p for p in paragraphs if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") in numbered]
    assert [plain(p)[:20] for p in of_style if TYPED.match(plain(p))] == []
    headings = re.findall("<h[2-5]", samples.pages(name)[0].composed.html)
    own = opened.find("//w:body//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'Heading')]]")
    assert len(own) == len(headings)


@pytest.mark.parametrize("name", [*parity.SAMPLES, CERTIFICATE])
def test_tables_of_data_have_a_head_that_repeats_a_title_and_a_description(name):
    tables = [
        one for one in word(name).find("//w:tbl") if one.xpath("w:tblPr/w:tblStyle", namespaces=NAMESPACES)
    ]
    for table in tables:
        said = table.xpath("w:tblPr/w:tblDescription/@w:val", namespaces=NAMESPACES)
        assert said, plain(table)[:30]
        heads = table.xpath("w:tr[w:trPr/w:tblHeader]", namespaces=NAMESPACES)
        assert not heads or table.xpath("w:tblPr/w:tblCaption/@w:val", namespaces=NAMESPACES)


@pytest.mark.parametrize("name", [*parity.SAMPLES, CERTIFICATE])
def test_nothing_asks_to_be_opened_read_only(name):
    assert word(name).find("//w:writeProtection | //w:documentProtection", "word/settings.xml") == []
    assert word(name).parts["docProps/app.xml"] is not None
