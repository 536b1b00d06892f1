"""Bad input gives a valid Word file or a clear error, never a file that Word offers to repair."""

import io
import re
from dataclasses import replace
from datetime import date

import docx
import pytest

from docgen.composed import Metadata
from docgen.foundation.errors import ContentError
from docgen.write import word
from tests.support import foreign
from tests.support.reading import Word
from tests.support.samples import CASES
from tests.support.validity import errors

LENGTHS = ("1e99px", "-1e99px", "99999pt", "-99999pt", "0", "1e-99px", "4000%", "-4000%", "2000em")
PROPERTIES = (
    *("margin", "padding", "border-width", "width", "height", "min-height", "font-size", "line-height"),
    *("letter-spacing", "text-indent", "top", "left", "column-gap", "border-spacing"),
)

VALID = {
    "nothing at all": "",
    "white space": " \n\t ",
    "a comment": "<!-- nothing -->",
    "an empty body": "<html><body></body></html>",
    "control characters": "<p>" + "".join(map(chr, range(0x20))) + "字</p>",
    "escaped control characters": "<p>&#0;&#1;&#8;&#11;&#12;&#31;&#127;&#159;字</p>",
    "lone surrogates": "<p>\ud800字\udfff</p><p title='\udc00'>\ud83d</p>",
    "non-characters": "<p>\ufffe\uffff\ufdd0\U0001fffe字</p>",
    "what XML would trip over": "<p>]]> &amp;amp; &lt;w:t&gt; <![CDATA[x]]> <?xml version='9'?></p>",
    "attributes full of marks": """<p id='a"b&lt;c' lang='"&<'>字<a href='http://e.org/"<>&amp; 空'>x</a>""",
    "addresses that are none": "".join(
        f"<p><a href='{address}'>字</a></p>"
        for address in (
            "http://[",
            "#",
            "",
            "   ",
            "javascript:x",
            "file:///etc",
            "//",
            "mailto:",
            "http://%zz/ö",
        )
    ),
    "ids again and again, and long ones": "<p id=x>甲</p>" * 3
    + f"<p id={'长' * 300}>乙</p><p id='{'长' * 300}2'>丙",
    "links to what is not there": "<style></style><p><a href='#none'>字</a></p>",
    "1 MB in one paragraph": f"<p>{'字' * 350_000}</p>",
    "2,000 boxes inside each other": "<div>" * 2000 + "字" + "</div>" * 2000,
    "500 flex boxes inside each other": "<div style='display: flex'>" * 500 + "字",
    "500 frames inside each other": "<div style='border: solid; padding: 1pt'><p>甲</p>" * 500 + "字",
    "2,000 words inside each other": "<p>" + "<b>" * 2000 + "字",
    "40 tables inside each other": "<table><tr><td>" * 40 + "字",
    "30 lists inside each other": "<ol><li>项" * 30,
    "more columns than Word has": f"<table><tr>{'<td>格' * 100}<tr><td colspan=1000>长</table>",
    "spans beyond the table": "<table><tr><td rowspan=65534 colspan=1000>甲<td>乙<tr><td>丙</table>",
    "rows and cells that are not there": "<table><tr></tr><tr><td></table><table><tbody></tbody></table>",
    "cells alone": "<td>甲<div style='display: table-cell'>乙</div><div style='display: table-row'>丙",
    "notes in notes, cells and heads": (
        "<style></style><p>甲<i class=n>乙<i class=n>丙</i></i></p><table><tr><td>丁<i class=n>戊</i></table>"
        "<h1>己<i class=n>庚<table><tr><td>辛</table></i></h1>"
    ),
    "placed boxes in placed boxes": "<div class=a>甲<div class=a>乙<table><tr><td class=a>丙",
    "boxes with nothing before or after": "<div class=a>甲</div>",
    "items without a list, lists without items": "<li>甲</li><ol></ol><ul><p>乙</p></ul><dd>丙<dt>丁",
}
CSS = ".n { float: footnote } .a { position: absolute; top: 1cm } p, td { --docx-style: 字 }"

SHEETS = {
    **{name: f"p, td, li, div {{ {name}: LENGTH }} @page {{ {name}: LENGTH }}" for name in PROPERTIES},
    "flex and grid": ".f { display: flex; gap: LENGTH } .f p { flex: 1 1 LENGTH; max-width: LENGTH }"
    ".g { display: grid; grid-template-columns: LENGTH 1fr; gap: LENGTH }"
    ".g p { grid-row: 99999 / span 99999 }",
    "floats and shapes": ".f { float: left; width: LENGTH; margin: LENGTH; border: solid }"
    ".a { border: LENGTH solid; border-radius: LENGTH; height: LENGTH }"
    "i { display: inline-block; width: LENGTH }",
    "page size": "@page { size: LENGTH LENGTH }",
    "named style": "p { --docx-style: LENGTH; --docx-outline: LENGTH; --docx-grid: lines LENGTH }",
}
TOGETHER = [names for start in range(0, len(SHEETS), 3) if (names := [*SHEETS][start : start + 3])]
"""Style sheets that are tried in one file: the validators take longer to start than to judge."""
SUBJECTS = (
    "<p>字<p class=a>字<table><tr><td><p>字</table><ol><li><p>字</ol>"
    "<div class=f><p>甲<p>乙</div><div class=g><p>甲<p>乙</div><p><i>字</i></p>"
    "<div style='columns: 2; border: solid'><p>字<p style='border: solid; position: relative'>字</div>"
)
NAMES = {
    "a name as long as a paragraph": "长" * 400,
    "a name with a comma, which Word takes for two": '"甲,乙;丙"',
    "a name with marks of XML": '"<w:name>&amp;\\"\'"',
    "a name of Word's own": '"heading 1"',
    "a name of Word's own in other letters": '"HEADING 1"',
    "Word's name for its body text": '"Normal"',
    "an empty name": '""',
    "a name with control characters": '"a\\1 b\\7 f"',
}


def reopened(data):
    return docx.Document(io.BytesIO(data))


@pytest.mark.parametrize("name", VALID)
def test_bad_html_still_gives_a_valid_file(name):
    data = foreign.written(VALID[name], CSS).data
    assert errors(data) == []
    reopened(data)


@pytest.mark.parametrize("names", TOGETHER, ids=", ".join)
def test_absurd_lengths_still_give_a_valid_file(names):
    sheets = [SHEETS[name].replace("LENGTH", one) for name in names for one in LENGTHS]
    parts = [within(f"part{number}", sheet) for number, sheet in enumerate(sheets)]
    html = "".join(f"<section class=part{number}>{SUBJECTS}</section>" for number in range(len(sheets)))
    assert errors(foreign.written(html, CSS + "".join(parts)).data) == []


def within(part, sheet):
    """Return a style sheet that speaks of what is in a part of a page, and of its pages."""
    rules = re.findall(r"([^{}]+)(\{[^{}]*\})", sheet)
    said = [
        f"@page {part} {said}" if selectors.startswith("@page") else f".{part} :is({selectors}) {said}"
        for selectors, said in ((selectors.strip(), said) for selectors, said in rules)
    ]
    return f".{part} {{ page: {part} }} " + " ".join(said)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_odd_style_names_still_give_a_valid_file_that_uses_each_name_once(name):
    css = f"p {{ --docx-style: {name} }} h2 {{ --docx-style: 别的 }} h1 {{ --docx-style: {name} }}"
    data = foreign.written("<h1>甲</h1><h2>乙</h2><p>丙</p>", css).data
    assert errors(data) == []
    names = [style.lower() for style in Word(data).find("//w:style/w:name/@w:val", "word/styles.xml")]
    assert len(names) == len(set(names))


def test_a_megabyte_of_text_arrives_whole():
    text = "食品安全，人人有责。" * 35_000
    assert Word(foreign.written(f"<p>{text}</p>").data).text == text


def test_a_character_that_xml_cannot_hold_is_shown_as_missing():
    assert Word(foreign.written("<p>甲\x01乙\ud800丙</p>").data).text == "甲\ufffd乙\ufffd丙"


def test_properties_take_what_xml_cannot_hold():
    metadata = Metadata("题\x00目\ud800" * 200, "作\x0b者", "zh-CN", date(2024, 6, 20), subject="\ufffe")
    data = word.write(replace(foreign.page("<p>字"), metadata=metadata), foreign.typefaces()).data
    assert errors(data) == []
    assert reopened(data).core_properties.title.startswith("题\ufffd目\ufffd")


# --- pictures ---

BAD_PICTURES = {
    "empty.png": b"",
    "text.png": "不是图片".encode(),
    "cut.png": (CASES / "foreign/mark.png").read_bytes()[:20],
    "cut.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "page.jpg": b"<!DOCTYPE html><p>404",
}


def pictures(folder, *names):
    html = "<p>字</p>" + "".join(f"<p><img src='{name}' alt='图'></p>" for name in names)
    return word.write(foreign.page(html, assets=folder), foreign.typefaces())


def problems(folder, *names):
    with pytest.raises(ContentError) as caught:
        pictures(folder, *names)
    assert all(problem.text(lang) for problem in caught.value.problems for lang in ("zh", "en"))
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_file_that_is_no_picture_is_an_error(tmp_path, name):
    (tmp_path / name).write_bytes(BAD_PICTURES[name])
    assert problems(tmp_path, name) in (["image-is-other"], ["image-broken"])


@pytest.mark.parametrize(
    "address",
    ["none.png", "../mark.png", "/etc/hostname", "file:///etc/hostname", "http://example.org/a.png"],
)
def test_a_picture_from_outside_is_an_error(tmp_path, address):
    assert len(problems(tmp_path, address)) == 1


def test_all_bad_pictures_are_told_at_once(tmp_path):
    for name, blob in BAD_PICTURES.items():
        (tmp_path / name).write_bytes(blob)
    assert len(problems(tmp_path, *BAD_PICTURES, "none.png")) == len(BAD_PICTURES) + 1


def test_the_same_picture_is_stored_once(tmp_path):
    (tmp_path / "mark.png").write_bytes((CASES / "foreign/mark.png").read_bytes())
    parts = docx.Document(
        io.BytesIO(pictures(tmp_path, "mark.png", "mark.png").data)
    ).part.package.iter_parts()
    assert len([part for part in parts if part.content_type == "image/png"]) == 1
