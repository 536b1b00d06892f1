"""The judge after layout: for each rule a page that is caught, and a close neighbour that is not."""

import base64
import re
from pathlib import Path

import pytest
import yaml

from docgen.foundation.errors import MUST, Finding
from docgen.foundation.messages import FOLDER
from docgen.inspect import pages
from docgen.write.laid.document import Laid
from tests.support.foreign import page, typefaces
from tests.support.samples import ROOT, red_square

CSS = """\
@page { size: 100mm 60mm; margin: 10mm }
body { font: 12pt/18pt 仿宋; margin: 0 }
p, h1, h2, table { margin: 0; padding: 0 }
h1, h2 { font: 12pt/18pt 黑体 }
td, th { border: 1pt solid black; padding: 0 2pt }
table { border-collapse: collapse }
"""
SQUARE = f'src="data:image/png;base64,{base64.b64encode(red_square(4)).decode()}"'
LINES = "".join(f"<p>第{number}行文字。</p>" for number in range(6))  # 38 mm of 40
LONG = "甲乙丙丁戊己庚辛壬癸" * 3


def held(html: str, css: str = "") -> list[Finding]:
    """Return what the judge holds against a page of this HTML and CSS."""
    composed = page(f"<!DOCTYPE html><html><body>{html}</body></html>", CSS + css)
    return pages.findings(Laid(composed, typefaces()).shown(composed), "page")


CASES = {
    "text that a box set over it crosses": (
        "text-over-text",
        "<p>甲乙丙丁戊己</p><p class=b>署名</p>",
        ".b { position: absolute; left: 10mm; top: VALUE }",
        ("1mm", "8mm"),
    ),
    "lines drawn into each other by a negative margin": (
        "text-over-text",
        "<p>甲乙丙丁</p><p class=b>戊己庚辛</p>",
        ".b { margin-top: VALUE }",
        ("-4mm", "-1mm"),
    ),
    "a watermark over the text that is not faint": (
        "text-over-text",
        "<p>甲乙丙丁</p><p class=b>样本</p>",
        ".b { position: fixed; top: 0; left: 0; opacity: VALUE }",
        ("1", "0.1"),
    ),
    "text over a code": (
        "text-over-code",
        f"<p>甲乙丙丁戊己</p><img class=qr {SQUARE}>",
        ".qr { position: absolute; width: 20mm; left: VALUE; top: 0 }",
        ("10mm", "40mm"),
    ),
    "a stamp over a code": (
        "code-covered",
        f"<img class=qr {SQUARE}><img class=stamp {SQUARE}>",
        ".qr { width: 20mm } .stamp { position: absolute; width: 20mm; left: VALUE; top: 0 }",
        ("10mm", "30mm"),
    ),
    "text that runs over the edge of a picture": (
        "text-over-picture",
        f"<img {SQUARE}><p class=b>甲乙丙丁</p>",
        "img { width: 20mm; vertical-align: top } .b { position: absolute; top: 5mm; left: VALUE }",
        ("15mm", "1mm"),  # all of it is inside: an inscription
    ),
    "text over the ornament of its ground": (
        "text-over-ornament",
        f"<img class=g {SQUARE}><h1>证书</h1>",
        ".g { position: absolute; z-index: -1; top: 0; left: 0; width: 80mm; height: 40mm;"
        " --ornament: 0mm VALUE 80mm 3mm }",
        ("2mm", "20mm"),
    ),
    "text under a picture": (
        "text-covered",
        f"<p>甲乙丙丁</p><img {SQUARE}>",
        "img { position: absolute; width: 20mm; top: 0; left: VALUE }",
        ("0", "30mm"),
    ),
    "a faint picture over text": (
        "picture-over-text",
        f"<p>甲乙丙丁</p><img {SQUARE}>",
        "img { position: absolute; width: 20mm; top: 0; left: VALUE; opacity: 0.4 }",
        ("0", "30mm"),
    ),
    "text under a coloured box": (
        "text-covered",
        "<p>甲乙丙丁</p><div class=b></div>",
        ".b { position: absolute; width: 20mm; height: 10mm; top: 0; left: 0; background: VALUE }",
        ("white", "transparent"),
    ),
    "text that runs off the paper": (
        "text-off-paper",
        "<p>甲</p><p class=b>甲乙丙丁戊己庚辛壬癸甲乙丙丁</p>",
        ".b { white-space: nowrap; margin-left: VALUE }",
        ("40mm", "0"),
    ),
    "a table wider than the paper": (
        "text-off-paper",
        f"<table><tr><td>{'A' * 20}</td><td>VALUE</td></tr></table>",
        "",
        ("B" * 40, "B"),
    ),
    "text that its box cuts off": (
        "text-cut-off",
        "<div class=b><p>甲乙</p><p>丙丁</p></div>",
        ".b { height: VALUE; overflow: hidden }",
        ("7mm", "13mm"),
    ),
    "a line that its box cuts off": (
        "text-cut-off",
        "<div class=b>甲乙丙丁戊己</div>",
        ".b { width: 20mm; white-space: nowrap; overflow: hidden; VALUE }",
        ("", "--meant: cut"),
    ),
    "hidden text": (
        "text-hidden",
        "<p class=b>甲乙丙丁</p>",
        ".b { visibility: hidden; VALUE }",
        ("", "--meant: hidden"),
    ),
    "text without size": (
        "text-hidden",
        "<p class=b>甲乙丙丁</p>",
        ".b { font-size: VALUE }",
        ("1pt", "7pt"),
    ),
    "white text": ("text-unseen", "<p class=b>甲乙丙丁</p>", ".b { color: VALUE }", ("#fffffe", "#999")),
    "white text named otherwise": (
        "text-unseen",
        "<p class=b>甲乙丙丁</p>",
        ".b { color: VALUE }",
        ("oklch(1 0 0)", "oklch(0.4 0.1 40)"),
    ),
    "white text on a ground": (
        "text-unseen",
        "<p class=b>甲乙丙丁</p>",
        ".b { color: white; background: VALUE }",
        ("#fafafa", "#a00"),
    ),
    "text that is not displayed": (
        "text-missing",
        "<p>甲乙</p><p class=b>丙丁</p>",
        ".b { display: none; VALUE }",
        ("", "--meant: hidden"),
    ),
    "text that a box loses at the foot of the page": (
        "text-missing",
        "<div class=b><p>甲</p><p>乙</p><p>丙</p><p>丁</p><p>戊</p><p>己</p><p>庚</p></div>",
        ".b { position: absolute; top: VALUE }",
        ("20mm", "-8mm"),
    ),
    "text out of the text area": (
        "text-outside",
        "<p class=b>甲乙丙丁</p>",
        ".b { white-space: nowrap; text-indent: VALUE }",
        ("66mm", "50mm"),
    ),
    "a box put into the margin whose text grows into the text area's other side": (
        "text-outside",
        "<p class=b>甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛</p>",
        ".b { position: absolute; left: 0; top: 0; white-space: nowrap; font-size: VALUE }",
        ("13.5pt", "12pt"),
    ),
    "text that outgrows its coloured band": (
        "text-beyond-box",
        "<p class=b>甲乙丙丁戊己</p>",
        ".b { white-space: nowrap; background: #eee; width: VALUE }",
        ("20mm", "30mm"),
    ),
    "a cell lower than its text": (
        "text-beyond-box",
        "<div class=b>甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸</div>",
        ".b { border: 1pt solid; height: VALUE }",
        ("7mm", "13mm"),
    ),
    "a picture wider than the text area": (
        "picture-outside",
        f"<p><img {SQUARE}></p>",
        "img { width: VALUE; height: 20mm }",
        ("84mm", "79mm"),
    ),
    "a heading at the foot of a page": (
        "heading-alone",
        f"{LINES[:52]}<h2>标题</h2><p class=b>正文</p>",
        ".b { break-before: VALUE }",
        ("page", "auto"),
    ),
    "a caption at the foot of a page": (
        "caption-alone",
        f"{LINES[:52]}<p class=caption>表1</p><table class=b><tr><td>甲</td></tr></table>",
        ".b { break-before: VALUE }",
        ("page", "auto"),
    ),
    "a table's caption at the foot of a page, not a picture's": (
        "caption-alone",
        f"{LINES[:52]}<p class=VALUE>表1</p><table class=b><tr><td>甲</td></tr></table>",
        ".b { break-before: page }",
        ("caption", "figure-caption"),
    ),
    "the last row of a table alone": (
        "row-alone",
        "<table>"
        + "".join(f"<tr><td>{number}</td></tr>" for number in range(6))
        + "VALUE</table><p>结束语</p>",
        "td { line-height: 7.5mm }",
        ("", "<tr><td>六</td></tr>"),
    ),
    "a page with nothing but the signature": (
        "signature-alone",
        f"<p>VALUE</p>{LINES[:-13]}<p>示例市办公室</p><p>2024年6月20日</p>",
        ".b { }",
        ("甲", LONG),
    ),
    "a page with nothing but the list of attachments and the signature": (
        "signature-alone",
        f"<p>VALUE</p>{LINES[:-13]}<p>附件：1. 甲表</p><p>2. 乙表</p><p>示例市办公室</p><p>2024年6月20日</p>",
        "",
        ("甲", LONG),
    ),
    "the head of a table without a row at the foot of a page": (
        "table-head-alone",
        "<p>甲</p><table><thead><tr><th>头</th></tr></thead>VALUE</table><p class=b>乙</p>",
        ".b { break-before: page }",
        ("", "<tr><td>行</td></tr>"),
    ),
    "a first page with nothing but its head": (
        "first-page-without-text",
        "<p class=masthead>示例市办公室</p><h1 class='title b'>通知</h1><p>正文</p>",
        ".b { break-before: VALUE }",
        ("page", "auto"),
    ),
    "a note whose mark stands on the page before": (
        "note-parted",
        f"<p>甲<span class=note>{LONG}</span>乙<span class=note>VALUE</span>丙</p>",
        ".note { float: footnote; font: 12pt/18pt 仿宋 }",
        (LONG * 4, "短"),
    ),
    "an empty page": (
        "page-empty",
        "<p>甲</p><div class=b></div><p class=c>乙</p>",
        ".b { break-before: VALUE; height: 1mm } .c { break-before: page }",
        ("page", "auto"),
    ),
    "a second page where one is allowed": (
        "page-too-many",
        f"{LINES}<p>七</p>",
        ":root { --most-pages: VALUE }",
        ("1", "2"),
    ),
    "a title whose line ends inside a word": (
        "title-word-broken",
        "<h1>关于进一步加强食品安全监督VALUE的若干意见</h1>",
        "h1 { text-align: center }",
        ("管理各项工作", "各项工作"),
    ),
    "a title whose last line has two characters": (
        "title-short-line",
        "<h1>关于做好食品安全包保督导工作有关事项的VALUE</h1>",
        "h1 { text-align: center }",
        ("通知", "若干意见的通知"),
    ),
}


@pytest.mark.parametrize(("code", "html", "css", "values"), CASES.values(), ids=CASES)
def test_a_broken_page_is_caught_and_its_neighbour_is_not(
    code: str, html: str, css: str, values: tuple[str, str]
) -> None:
    broken, sound = (
        [one.code for one in held(html.replace("VALUE", v), css.replace("VALUE", v))] for v in values
    )
    assert code in broken
    assert sound == []


def test_every_rule_has_its_pair() -> None:
    told = yaml.safe_load((FOLDER / "pages.yaml").read_text(encoding="utf-8"))
    rules = {code for code, entry in told.items() if "what" in entry}
    # No page of HTML is known that the engine prints words of twice; the reader of pages would tell.
    assert rules - {"finding-unknown", "text-repeated"} == {code for code, *_ in CASES.values()}


def test_a_finding_tells_page_place_and_words_in_both_languages() -> None:
    html = f"{LINES}<p class=b>甲乙丙丁戊己庚辛壬癸甲乙丙丁</p>"
    (finding,) = held(html, ".b { white-space: nowrap; margin-left: 40mm; break-before: page }")
    assert (finding.code, finding.grade, finding.subject) == ("text-off-paper", MUST, "page")
    assert finding.values == {"page": 2, "x": "50", "y": "11", "text": "甲乙丙丁戊己庚辛壬癸甲乙丙丁"}
    assert finding.text("zh").startswith("第2页（距左边50毫米、上边11毫米）“甲乙丙丁戊己庚辛壬癸甲乙丙丁”")
    assert "--accept text-off-paper" in finding.text("zh")
    assert finding.text("en").startswith("page 2 (50 mm from the left, 11 mm from the top): a part of “甲乙")


@pytest.mark.parametrize(
    ("what", "html", "css"),
    [
        ("a running head", "<p>甲</p>", "@page { @top-left { content: '书眉'; overflow: hidden } }"),
        (
            "a note in the margin",
            "<p>甲</p><p class=b>注</p>",
            ".b { position: absolute; left: -8mm; top: 0 }",
        ),
        ("a head above the text", "<h1>机关</h1>", "h1 { position: absolute; top: -8mm; left: 0 }"),
        ("a list's numbers", "<ol><li>甲</li><li>乙</li></ol>", "ol { margin: 0; padding: 0 0 0 5mm }"),
        ("a footnote", "<p>甲<span class=b>注文</span></p>", ".b { float: footnote }"),
        (
            "a repeated head",
            f"<table><thead><tr><th>头</th></tr></thead>{'<tr><td>甲</td></tr>' * 8}</table>",
            "",
        ),
        ("a fixed mark", f"{LINES}<p>七</p><p class=b>密</p>", ".b { position: fixed; top: -8mm; left: 0 }"),
        ("a stretched line", "<h1>机关名称</h1>", "h1 { transform: scaleX(0.8) }"),
        ("a rubric in capitals", "<p>straße to-day</p>", "p { text-transform: uppercase; hyphens: auto }"),
        ("a first letter", "<p>甲乙丙丁</p>", "p::first-letter { font-size: 20pt }"),
        ("an asked-for blank page", "<p>甲</p><p class=b>乙</p>", ".b { break-before: right }"),
        ("a title in lines of its own", "<h1>食品安全<br>宣传周</h1>", "h1 { text-align: center }"),
        (
            "turned words",
            f"{LINES}<p class=b>样本样本</p>",
            ".b { position: fixed; top: 9mm; left: 20mm; transform: rotate(40deg) }",
        ),
        ("hidden by its template", "<p>甲</p><p hidden>乙</p>", ""),
        (
            "white on a coloured head",
            "<p class=b>甲</p>",
            ".b { background: #900; color: white; margin: -5mm }",
        ),
    ],
)
def test_what_is_meant_is_not_told(what: str, html: str, css: str) -> None:
    assert [finding.code for finding in held(html, css)] == [], what


def test_the_manual_lists_every_finding_by_its_grade() -> None:
    manual = (ROOT / "docs/manual.zh-CN.md").read_text(encoding="utf-8").partition("## 八、")[2]
    grave, _, lesser = manual.partition("其余的只提醒")
    told = yaml.safe_load((FOLDER / "pages.yaml").read_text(encoding="utf-8"))
    codes = {code for code, entry in told.items() if "what" in entry} - {"finding-unknown"}
    assert set(re.findall("`([a-z-]+[a-z])`", grave)) == pages.GRAVE
    assert set(re.findall("`([a-z-]+[a-z])`", lesser)) - {"--strict"} == codes - pages.GRAVE


def test_no_more_than_a_person_reads_is_told_of_one_kind() -> None:
    html = "".join(f"<p class=b>甲乙丙{number}</p>" for number in range(60))
    found = held(html, ".b { position: absolute; top: 0; left: 0 }")
    assert len(found) == pages.MOST


def test_a_picture_of_the_foreign_kind_may_be_declared_to_lie_over_the_text(tmp_path: Path) -> None:
    html = f"<p>甲乙丙丁</p><img {SQUARE}>"
    css = "img { position: absolute; width: 20mm; top: 0; left: 0; --meant: over }"
    assert held(html, css) == []
