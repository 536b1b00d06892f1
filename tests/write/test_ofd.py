"""OFD files beside the PDFs: the same words in the same order, the same ink, nothing readers lose."""

import io
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import ofdkit
import pytest
from PIL import Image

from docgen.composed.purpose import PRINT, Attached, Purpose
from docgen.content import project
from docgen.inspect.ofd import findings
from docgen.layout import fonts
from docgen.layout.graphics import Face
from docgen.pipeline.stops import written_in
from docgen.write import ofd
from docgen.write.ofd import chunk
from tests.support.gathered import ROOT, letter, set_together
from tests.support.ofd_pages import DOTS, OFD, Package, astray
from tests.support.samples import pages

KINDS = (
    "letters/reminder",
    "letters/parents",
    "handbooks/essentials",
    "certificates/commendation",
    "reports/survey",
)
"""A squeezed masthead; a broken line to tear along; columns; a ground drawn as SVG; a chart."""
SHARE = 0.001
"""Of a page's ink that may lie farther than 0.5 mm from that of the other."""
TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
CSS = "@page { size: 100mm 100mm; margin: 10mm } body, p, h1 { font: 12pt/20pt 仿宋, 藏文; margin: 0 }"


@cache
def both(kind: str) -> tuple[bytes, bytes]:
    """Return a sample as PDF and as OFD; nothing is held against either."""
    written = written_in(pages(f"templates/{kind}/sample")[0], ["pdf", "ofd"])
    assert not [one.code for made in written.values() for one in made.findings]
    return written["pdf"].data, written["ofd"].data


def made(body: str, css: str = "", purpose: Purpose = PRINT):
    """Return a letter as OFD, and what is told of it."""
    written = ofd.written(replace(letter("信", body, CSS + css), purpose=purpose), TYPEFACES)
    return Package(written.data), [(one.code, *one.values.values()) for one in written.findings]


def squeezed(text: str) -> str:
    """Return a text without its blanks."""
    return "".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_are_those_of_the_pdf_in_its_order(kind: str, tmp_path: Path) -> None:
    pdf, data = both(kind)
    (tmp_path / "a.pdf").write_bytes(pdf)
    asked = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "a.pdf", "-"], check=True, capture_output=True, text=True
    )
    assert squeezed(Package(data).text) == squeezed(asked.stdout)
    with ofdkit.open(io.BytesIO(data)) as read:
        assert sorted(squeezed(read.text())) == sorted(squeezed(asked.stdout))


@pytest.mark.parametrize("kind", KINDS)
def test_the_ink_is_that_of_the_pdf(kind: str, tmp_path: Path) -> None:
    pdf, data = both(kind)
    (tmp_path / "a.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-gray", tmp_path / "a.pdf", tmp_path / "a"], check=True)
    pictures = [Image.open(path).convert("L") for path in sorted(tmp_path.glob("a-*.pgm"))]
    for page, wanted in zip(Package(data).pages, pictures, strict=True):
        found = page.picture()
        assert astray(wanted, found) <= SHARE
        assert astray(found, wanted) <= SHARE


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_held_against_it(kind: str) -> None:
    assert [(one.code, one.values) for one in findings(both(kind)[1], Path("a.ofd"))] == []


def test_tibetan_syllables_stay_whole_in_one_table_of_glyphs() -> None:
    words = "བོད་སྐྱོང་གི་ཁྲིམས་སྲོལ་མི300དང་བརྒྱད་འདུག"
    page = letter("信", f"<p lang='bo'>{words}</p>", CSS)
    data = ofd.written(page, TYPEFACES).data
    runs = [unit for unit in Package(data).pages[0].units if unit.kind == "TextObject"]
    assert {len(unit.element.findall(f"{OFD}CGTransform")) for unit in runs} == {0, 1}
    with ofdkit.open(io.BytesIO(data)) as read:
        found = squeezed(read.text())
    assert Package(data).text == words
    assert all(syllable in found for syllable in words.split("་"))


def test_the_same_page_gives_the_same_bytes() -> None:
    page = letter("信", "<p>正文（示例）</p>", CSS)
    assert ofd.written(page, TYPEFACES).data == ofd.written(page, TYPEFACES).data


def test_a_file_says_what_it_is_of() -> None:
    body = "<p class='doc-number'>示食安办〔2024〕7号</p><p class='classification'>秘密★1年</p><p>正文</p>"
    package, told = made(body)
    assert told == []
    assert package.info["Title"] == "致信的一封信"
    assert package.info["发文字号"] == "示食安办〔2024〕7号"
    assert package.info["密级"] == "秘密★1年"
    assert package.info["成文日期"] == package.info["CreationDate"] == "2024-06-20"
    tags = package.xml("Doc_0/Tags/Tag_0.xml")
    (reference,) = tags.findall(f"{{urn:docgen:gb-t-9704-2012}}发文字号/{OFD}ObjectRef")
    (unit,) = (one for one in package.pages[0].units if one.get("ID") == reference.text)
    assert unit.text == "示食安办〔2024〕7号"


def test_outline_and_links_lead_to_pages() -> None:
    body = "<h1 id='a'>总则</h1><p style='break-before: page'><a href='#a'>见总则</a>"
    body += "<a href='https://example.org/'>网址</a></p>"
    package, told = made(body)
    first, second = (one.get("ID") for one in package.document.iter(f"{OFD}Page"))
    (entry,) = package.document.iter(f"{OFD}OutlineElem")
    assert (entry.get("Title"), entry.find(f".//{OFD}Dest").get("PageID")) == ("总则", first)
    (listed,) = package.part("Annotations")
    assert listed.get("PageID") == second
    links = package.xml("Doc_0/Annots/Page_1/Annotation.xml")
    assert links.find(f".//{OFD}Dest").get("PageID") == first
    assert links.find(f".//{OFD}URI").get("URI") == "https://example.org/"
    archived, told = made(body, purpose=Purpose(archive=True))
    assert archived.root.get("DocType") == "OFD-A"
    assert told == [("ofd-link-out", "https://example.org/")]
    assert archived.xml("Doc_0/Annots/Page_1/Annotation.xml").find(f".//{OFD}URI") is None


def test_data_goes_along_where_it_is_asked_for() -> None:
    package, _ = made(
        "<p>正文</p>",
        purpose=Purpose(attached=(Attached("原文 1.yaml", b"title: x\n", "application/yaml", "Source"),)),
    )
    (listed,) = package.part("Attachments")
    assert listed.get("Name") == "原文 1.yaml"
    assert package.zip.read("Doc_0/Attachs/attach_1.yaml") == b"title: x\n"


def test_the_place_of_a_seal_is_told_by_a_tag() -> None:
    body = "<p>正文</p><p class='issued-by'>示例办公室</p><p class='date'>2024年6月20日</p>"
    package, _ = made(body, purpose=Purpose(seal="tag"))
    tags = package.xml("Doc_0/Tags/Tag_0.xml")
    place = tags.find("{urn:docgen:gb-t-9704-2012}盖章处")
    assert place.get("Of") == "示例办公室"
    left, top, width, height = map(float, place.get("Boundary").split())
    (date,) = (unit for unit in package.pages[0].units if unit.text == "2024年6月20日")
    assert (width, height) == (42, 42)
    assert left < date.boundary[0] + date.boundary[2] / 2 < left + width
    assert top < date.boundary[1] < top + height


def test_a_face_that_must_not_lie_in_files_does_not_and_no_archive_is_claimed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Face, "may_be_embedded", False)
    package, told = made("<p>正文</p>", purpose=Purpose(archive=True))
    assert {code for code, _ in told} == {"ofd-face-locked"}
    assert package.root.get("DocType") == "OFD"
    assert not [name for name in package.names if "/Res/font" in name]


def test_rare_characters_beyond_two_bytes_are_counted_as_readers_count() -> None:
    package, _ = made("<p>甲𠮷乙</p>", css="p { font-family: 宋体 }")
    unit = next(one for one in package.pages[0].units if "𠮷" in one.text)
    table = unit.element.find(f"{OFD}CGTransform")
    assert table is None or int(table.get("CodeCount")) == len(unit.text) + 1


NAMES = ("张三", "李四", "欧阳小五", "赵六")


def gathered(names: tuple[str, ...]) -> chunk.Gathered:
    """Return letters of a gathering."""
    return set_together(
        chunk.drawn, [letter(one, f"<p>{one}同志：</p><p>谨致谢意！</p>", CSS) for one in names], TYPEFACES
    )


def test_a_letter_of_a_gathering_holds_no_characters_of_others() -> None:
    made = gathered(NAMES)
    for name, data in zip(NAMES, made.files, strict=True):
        package = Package(data)
        assert package.text == f"{name}同志：谨致谢意！"
        held = {chr(code) for face in package.faces.values() for code in face.cmap}
        assert held == set(package.text)
        assert all(len(face.names) == len(face.cmap) + 1 for face in package.faces.values())  # and .notdef
        assert list(findings(data, Path("a.ofd"))) == []


def test_a_letter_does_not_depend_on_who_else_gets_one() -> None:
    assert gathered(NAMES).files[0] == gathered(("张三", "王七")).files[0]


def test_letters_set_together_look_like_letters_alone() -> None:
    alone = ofd.written(letter("李四", "<p>李四同志：</p><p>谨致谢意！</p>", CSS), TYPEFACES)
    page, other = Package(alone.data).pages[0], Package(gathered(NAMES).files[1]).pages[0]
    assert astray(page.picture(), other.picture()) == astray(other.picture(), page.picture()) == 0
