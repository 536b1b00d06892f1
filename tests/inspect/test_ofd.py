"""An OFD file from anywhere is judged: what each spoiled part is told as; hostile ones are refused."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import docgen
from docgen import cli
from docgen.composed.purpose import Attached, Purpose
from docgen.content import project
from docgen.foundation.errors import ContentError
from docgen.layout import fonts
from docgen.write import ofd
from tests.support.gathered import ROOT, letter

PAGE, DOCUMENT, FIRST = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Document.xml", "OFD.xml"
FACES, TAGS = "Doc_0/PublicRes.xml", "Doc_0/Tags/Tag_0.xml"
BODY = (
    "<h1 class='title'>关于测试的通知</h1><p>正文（示例）བོད་སྐྱོང་。<a href='https://example.org/'>网址</a></p>"
    "<p class='issued-by'>示例办公室</p>"
)
CSS = "@page { size: 100mm 100mm; margin: 10mm } body, p, h1 { font: 12pt/20pt 仿宋, 藏文; margin: 0 }"


@cache
def made(archive: bool = False) -> bytes:
    """Return a letter as OFD."""
    typefaces = fonts.resolve(project.find(ROOT / "content"))
    attached = Attached("原文.yaml", b"title: x\n", "application/yaml", "Source")
    page = replace(letter("信", BODY, CSS), purpose=Purpose(archive, attached=(attached,)))
    return ofd.written(page, typefaces).data


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found: dict[str, bytes]) -> bytes:
    """Return parts as a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return stream.getvalue()


def told(folder: Path, data: bytes) -> list[str]:
    """Return the codes of what is held against a file."""
    path = folder / "a.ofd"
    path.write_bytes(data)
    return [one.code for one in docgen.inspect_file(path)]


def replaced(part: str, old: str, new: str, count: int = 1) -> Callable[[dict[str, bytes]], None]:
    """Return what writes something else into a part."""

    def change(found: dict[str, bytes]) -> None:
        text = found[part].decode()
        assert re.search(old, text), f"{part} has no {old}"
        found[part] = re.sub(old, new, text, count=count).encode()

    return change


def without(ending: str) -> Callable[[dict[str, bytes]], None]:
    """Return what takes away the first part whose name ends so."""

    def change(found: dict[str, bytes]) -> None:
        del found[next(name for name in found if name.endswith(ending))]

    return change


def exchanged(found: dict[str, bytes]) -> None:
    """Give the faces of a file each other's numbers."""
    text = found[FACES].decode()
    one, two = re.findall(r'<ofd:Font ID="(\d+)"', text)[:2]
    swapped = {one: two, two: one}
    found[FACES] = re.sub(r'(<ofd:Font ID=")(\d+)', lambda m: m[1] + swapped[m[2]], text).encode()


def cut_to_nothing(found: dict[str, bytes]) -> None:
    """Put a file that is no face in the place of one."""
    found[next(name for name in found if "/Res/font_" in name)] = b"no face"


SPOILED = {
    "a number twice": (replaced(PAGE, r'(<ofd:TextObject ID=")\d+', r"\g<1>1"), "ofd-number-twice"),
    "a number beyond": (replaced(DOCUMENT, r"(<ofd:MaxUnitID>)\d+", r"\g<1>3"), "ofd-number-beyond"),
    "a number of nothing": (replaced(PAGE, r'Font="\d+"', 'Font="999"'), "ofd-number-lost"),
    "a tag of nothing": (replaced(TAGS, r">\d+</ofd:ObjectRef>", ">998</ofd:ObjectRef>"), "ofd-number-lost"),
    "faces exchanged": (exchanged, "ofd-character-absent"),
    "a face missing": (without(".otf"), "ofd-part-lost"),
    "a face that is none": (cut_to_nothing, "file-face-absent"),
    "a face not embedded": (replaced(FACES, r"<ofd:FontFile>.*?</ofd:FontFile>", ""), "file-face-absent"),
    "a page missing": (without("Content.xml"), "ofd-no-pages"),
    "a step missing": (replaced(PAGE, r'DeltaX="[\d.]+ ', 'DeltaX="'), "ofd-steps"),
    "a step too many": (replaced(PAGE, r'DeltaX="', 'DeltaX="1 '), "ofd-steps"),
    "no steps": (replaced(PAGE, r' DeltaX="[^"]*"', ""), "ofd-steps"),
    "steps that are no numbers": (replaced(PAGE, r'DeltaX="', 'DeltaX="x '), "ofd-steps"),
    "a billion steps": (replaced(PAGE, r'DeltaX="', 'DeltaX="g 999999999 1 '), "ofd-steps"),
    "a glyph beyond the face": (replaced(PAGE, r"<ofd:Glyphs>\d+", "<ofd:Glyphs>60000"), "ofd-glyph-absent"),
    "a character beyond the face": (replaced(PAGE, "正文", "正龘"), "ofd-character-absent"),
    "colour behind the text": (
        replaced(PAGE, r"(<ofd:FillColor[^>]*/>)(<ofd:TextCode.*?</ofd:TextCode>)", r"\2\1"),
        "ofd-order",
    ),
    "parts in another order": (
        replaced(
            DOCUMENT, r"(<ofd:PageArea>.*?</ofd:PageArea>)(<ofd:PublicRes>.*?</ofd:PublicRes>)", r"\2\1"
        ),
        "ofd-order",
    ),
    "no boundary": (replaced(PAGE, r' Boundary="[^"]*"', ""), "ofd-lacks"),
    "another prefix": (replaced(PAGE, "ofd:", "", count=0), "ofd-prefix"),
    "clips": (replaced(PAGE, r"(<ofd:TextObject[^>]*>)", r"\1<ofd:Clips/>"), "ofd-readers-differ"),
    "HScale": (replaced(PAGE, r"<ofd:TextObject", r'<ofd:TextObject HScale="0.5"'), "ofd-readers-differ"),
    "two tables of glyphs": (
        replaced(PAGE, r"(<ofd:CGTransform.*?</ofd:CGTransform>)", r"\1\1"),
        "ofd-readers-differ",
    ),
    "a seal": (
        replaced(FIRST, "</ofd:DocRoot>", "</ofd:DocRoot><ofd:Signatures>S.xml</ofd:Signatures>"),
        "file-signed",
    ),
    "an archive that links out": (replaced(FIRST, 'DocType="OFD"', 'DocType="OFD-A"'), "ofd-no-archive"),
}


def test_a_letter_of_docgen_has_nothing_against_it(tmp_path: Path) -> None:
    assert told(tmp_path, made()) == []
    assert told(tmp_path, made(archive=True)) == []


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_spoiled_is_told(tmp_path: Path, name: str) -> None:
    spoil, code = SPOILED[name]
    found = parts(made())
    spoil(found)
    assert code in told(tmp_path, packed(found))


def test_of_one_kind_a_few_are_told(tmp_path: Path) -> None:
    found = parts(made())
    replaced(PAGE, r' ID="\d+"', ' ID="1"', count=0)(found)
    assert told(tmp_path, packed(found)).count("ofd-number-twice") == 5


DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "c">]><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">&b;</ofd:OFD>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"hello", "ofd-damaged"),
        (b"PK\3\4", "ofd-damaged"),
        (packed({"a.xml": b"<a/>"}), "ofd-damaged"),
        (packed({"OFD.xml": b"<a"}), "ofd-damaged"),
        (packed({"OFD.xml": DOCTYPE}), "ofd-hostile"),
        (packed({"OFD.xml": b" " * 70_000_000}), "edited-too-big"),
    ],
)
def test_what_is_no_ofd_or_means_harm_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(ContentError) as refused:
        told(tmp_path, data)
    assert [problem.code for problem in refused.value.problems] == [code]


DEEPEST = 250
"""Elements in one another that XML is read with."""


@pytest.mark.parametrize("deep", [200, 100_000])
def test_depth_is_bounded(tmp_path: Path, deep: int) -> None:
    found = parts(made())
    nested = b"<ofd:PageBlock>" * deep + b"</ofd:PageBlock>" * deep
    found[PAGE] = found[PAGE].replace(b"</ofd:Layer>", nested + b"</ofd:Layer>")
    with nullcontext() if deep < DEEPEST else pytest.raises(ContentError, match="damaged"):
        told(tmp_path, packed(found))


def test_the_command_judges_files_without_a_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.ofd").write_bytes(made())
    assert cli.run(["check", "good.ofd"]) == 0
    found = parts(made())
    SPOILED["a step missing"][0](found)
    Path("bad.ofd").write_bytes(packed(found))
    assert cli.run(["check", "good.ofd", "bad.ofd"]) == 1
    assert "bad.ofd: page 1: “关于测试的通知” has 5 steps" in capsys.readouterr().err
