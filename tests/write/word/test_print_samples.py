"""Print style sheets of strangers in PDF and in Word: every word in its order, on as many pages, or told."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

import lxml.html
import pymupdf
import pytest

from docgen.foundation.errors import Finding
from docgen.write import word
from docgen.write.pdf import single
from tests.support import foreign, libreoffice, parity
from tests.support.print_samples import PLAIN, SAMPLES

BREAK = ".b { break-after: page }"
IDIOMS = {
    "an empty block that breaks after": ("<p>甲<div class=b></div><p>乙", BREAK),
    "an empty block that breaks before": (
        "<p>甲<div class=b></div><p>乙",
        ".b { page-break-before: always }",
    ),
    "two of them": ("<p>甲</p><div class=b></div><div class=b></div><p>乙", BREAK),
    "at the end of a box": ("<div><p>甲</p><div class=b></div></div><div><p>乙</div>", BREAK),
    "to a right page": ("<p>甲<div class=b></div><p>乙", ".b { break-before: right }"),
    "empty sections": ("<p>甲<section></section><section><p>乙</section>", "section { break-before: page }"),
    "markers of one sign": ("<ul><li>甲<li>乙</ul>", 'li::marker { content: "▸ " }'),
    "markers that count": ("<ol><li>甲<li>乙</ol>", 'li::marker { content: counter(list-item) "号 " }'),
    "of all levels": (
        "<ol><li>甲<ol><li>丙</ol></ol>",
        'li::marker { content: counters(list-item, ".") " " }',
    ),
    "beside flex items": (
        "<div class=f><b>甲</b><b>乙</b></div>",
        '.f { display: flex } .f::before { content: "前" } .f::after { content: "后" }',
    ),
    "around a grid": (
        "<div class=f><p>甲<p>乙</div>",
        '.f { display: grid; grid-template-columns: 2em 2em } .f::before { content: "前" }',
    ),
    "around a table": ("<table class=f><tr><td>甲</table>", '.f::before { content: "前" }'),
    "placed in a box": (
        "<div class=f><p>甲</div>",
        '.f { position: relative } .f::after { content: "印"; position: absolute; top: 0; right: 0 }',
    ),
    "a grid's gap wider than the room": (
        "<div class=f><p>甲<p>乙</div>",
        ".f { display: grid; grid-template-columns: 1fr 1fr; gap: 30cm }",
    ),
    "a page without a word": ("<div></div>", "@page { size: A6 } div { height: 5cm; background: #fc0 }"),
}
PLACED = {"cards", "ticket", "poster", "resume", "labels"}
"""Samples whose boxes LibreOffice prints apart from the text they stand beside."""


@dataclass(frozen=True)
class Printed:
    """What one document says on each page in PDF and in Word, and what was told of the Word file."""

    pdf: list[str]
    word: list[str]
    findings: tuple[Finding, ...]


@cache
def printed() -> dict[str, Printed]:
    """Return all samples and idioms; LibreOffice is started once."""
    sources = {name: (body, PLAIN + css) for name, (css, body) in SAMPLES.items()}
    sources |= {name: (body, PLAIN + css) for name, (body, css) in IDIOMS.items()}
    pages = {
        name: foreign.page(f"<html><body>{body}</body></html>", css) for name, (body, css) in sources.items()
    }
    drawn = {name: single.write(page, foreign.typefaces()).data for name, page in pages.items()}
    written = {name: word.write(page, foreign.typefaces()) for name, page in pages.items()}
    characters = set(parity.COUNTED).union(*(body + css for body, css in sources.values()))
    files = {name: one.data for name, one in written.items()}
    office = libreoffice.converted(files, foreign.typefaces(), characters)
    return {name: Printed(texts(drawn[name]), texts(office[name]), written[name].findings) for name in pages}


def texts(pdf: bytes) -> list[str]:
    return ["".join(page.get_text().split()) for page in pymupdf.open(stream=pdf)]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_every_word_in_both_formats_on_as_many_pages(name: str) -> None:
    one = printed()[name]
    body = lxml.html.document_fromstring(f"<body>{SAMPLES[name][1]}</body>").text_content()
    for text in ("".join(one.pdf), "".join(one.word)):
        assert not Counter("".join(body.split())) - Counter(text)
    pdf, word = ("".join(said).replace(".", "") for said in (one.pdf, one.word))  # Word fills with dots
    assert Counter(pdf) == Counter(word)
    assert len(one.pdf) == len(one.word)


@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - PLACED - {"invoice", "receipt", "magazine"}))
def test_a_sample_is_read_in_one_order(name: str) -> None:
    assert printed()[name].word == printed()[name].pdf


@pytest.mark.parametrize("name", IDIOMS)
def test_an_idiom_prints_the_same_in_word(name: str) -> None:
    assert printed()[name].word == printed()[name].pdf


@pytest.mark.parametrize(
    ("name", "css"),
    [("placed in a box", "::after { position }"), ("around a grid", "::before { position }")],
)
def test_what_word_has_elsewhere_is_told(name: str, css: str) -> None:
    assert css in [found.values["css"] for found in printed()[name].findings]


@pytest.mark.parametrize(
    ("body", "css", "told"),
    [
        ("<table><tr><td>甲<tr class=b><td>乙</table>", ".b { break-before: page }", "break-before: page"),
        ("<div class=f><div><p>甲<p class=b>乙</div></div>", ".f { display: flex } .b { break-before: page }",
         "break-before: page"),
        ("<table><tr><td>甲</table>", 'tr::before { content: "前" }', "::before"),
        ("<ul><li>甲</ul>", "li::marker { content: url(mark.png) }", "::marker content"),
    ],
)  # fmt: skip
def test_what_word_cannot_do_is_told_with_its_element(body: str, css: str, told: str) -> None:
    found = foreign.written(f"<html><body>{body}</body></html>", css).findings
    assert [one.code for one in found if one.values["css"] == told] == ["css-not-in-word"]
