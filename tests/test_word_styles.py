"""The styles of a real sample's Word file: named in Chinese, enough for its paragraphs, free of themes."""

import io

import docx
import pytest
from lxml import etree

from tests import parity, samples
from tests.reading import NAMESPACES, Word

LOOKS = "./w:rPr/*[not(self::w:rStyle or self::w:cs or self::w:rtl or self::w:rFonts[not(@w:ascii)])]"
"""What a run says of its looks; script and the hint that a mark is Chinese belong to its characters."""
LETTERS = [name for name in parity.SAMPLES if "/letters/" in name]


def word(name):
    return Word(samples.docx(name).data)


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_python_docx_opens_the_file_again_with_its_text_and_styles(name):
    opened = docx.Document(io.BytesIO(samples.docx(name).data))
    styles = {paragraph.style.name for paragraph in opened.paragraphs if paragraph.text.strip()}
    assert "公文正文" in styles
    assert opened.core_properties.title


@pytest.mark.parametrize("name", LETTERS)
def test_the_styles_pane_shows_the_parts_of_a_document_by_their_standard_names(name):
    assert {"公文标题", "主送机关", "公文正文", "一级标题", "二级标题", "成文日期"} <= set(
        word(name).style_names()
    )


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_every_style_in_use_is_defined(name):
    used = set(word(name).all("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"))
    assert used <= set(word(name).find("//w:style/@w:styleId", "word/styles.xml"))


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_every_paragraph_has_a_style_of_its_own(name):
    paragraphs = word(name).find("//w:p")
    unnamed = [p for p in paragraphs if not p.xpath("./w:pPr/w:pStyle", namespaces=p.nsmap)]
    assert unnamed == []


def direct(paragraph):
    """Return the names of what a paragraph says itself beyond style, number and section."""
    own = paragraph.xpath("./w:pPr/*", namespaces=NAMESPACES)
    return {local(element) for element in own} - {"pStyle", "numPr", "sectPr"}


def same_in_all_runs(paragraph):
    """Return what all runs of a paragraph say themselves and in the same way: its style should say it."""
    runs = paragraph.xpath("./w:r[w:t] | ./w:sdt//w:r[w:t] | ./w:hyperlink/w:r[w:t]", namespaces=NAMESPACES)
    said = [{etree.tostring(one) for one in run.xpath(LOOKS, namespaces=NAMESPACES)} for run in runs]
    return set.intersection(*said) if said else set()


def local(element):
    return element.tag.rpartition("}")[2]


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_95_in_100_paragraphs_have_no_direct_formatting(name):
    paragraphs = word(name).find("//w:p[.//w:t]")
    formatted = [p for p in paragraphs if direct(p) or same_in_all_runs(p)]
    assert len(paragraphs) > 10
    assert len(formatted) <= len(paragraphs) * 0.05, [
        ("".join(p.itertext())[:20], direct(p)) for p in formatted
    ]


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_no_face_comes_from_a_theme(name):
    assert word(name).all("//@*[contains(local-name(), 'Theme') or contains(local-name(), 'theme')]") == []
    assert not [part for part in word(name).parts if "theme" in part]


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_chinese_text_names_its_faces_in_the_east_asian_slot(name):
    fonts = set(word(name).all("//w:rFonts/@w:eastAsia"))
    assert {"仿宋_GB2312", "黑体"} <= fonts
