"""What lies in an OFD file is opened: what is damaged there, there twice or astray is told."""

import io
import warnings
import zipfile
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

import docgen
from docgen.composed.purpose import Attached, Purpose
from docgen.foundation.errors import ContentError
from docgen.write import ofd
from tests.support.gathered import letter
from tests.support.tagged import TYPEFACES

ATTACHED, FIRST, DOCUMENT = "Doc_0/Attachs/attach_1.yaml", "OFD.xml", "Doc_0/Document.xml"
PNG, JPEG, FACE = ".png", ".jpeg", ".otf"


def picture(kind: str) -> str:
    """Return a picture of noise as an element of a page."""
    stream = io.BytesIO()
    Image.effect_noise((60, 40), 40).convert("RGB").save(stream, kind)
    return f"<img src='data:image/{kind};base64,{b64encode(stream.getvalue()).decode()}'>"


@cache
def made() -> bytes:
    """Return a letter with two pictures and an attachment as OFD."""
    attached = Attached("原文.yaml", b"title: x\n", "application/yaml", "Source")
    page = letter("信", f"<p>正文（示例）</p>{picture('png')}{picture('jpeg')}", "p { font: 12pt/20pt 仿宋 }")
    return ofd.written(replace(page, purpose=Purpose(attached=(attached,))), TYPEFACES).data


@cache
def parts() -> Mapping[str, bytes]:
    """Return the parts of the letter."""
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def named(ending: str) -> str:
    """Return the name of the part that ends so."""
    (name,) = (name for name in parts() if name.endswith(ending))
    return name


def packed(changed: Mapping[str, bytes], *more: tuple[str, bytes]) -> bytes:
    """Return the letter with some of its parts changed, and others put in."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in (*{**parts(), **changed}.items(), *more):
            archive.writestr(name, data)
    return stream.getvalue()


def told(folder: Path, data: bytes) -> list[tuple[str, object]]:
    """Return what is held against a file: codes, and the parts they are about."""
    path = folder / "a.ofd"
    path.write_bytes(data)
    return [(one.code, one.values.get("part")) for one in docgen.inspect_file(path)]


@pytest.mark.parametrize("ending", [PNG, JPEG, FACE])
@pytest.mark.parametrize("how", ["half", "nothing", "other"])
def test_a_damaged_picture_or_face_is_told(tmp_path: Path, ending: str, how: str) -> None:
    name = named(ending)
    data = {"half": parts()[name][: len(parts()[name]) // 2], "nothing": bytes(900), "other": b"hello"}[how]
    found = told(tmp_path, packed({name: data}))
    if ending == FACE and how != "half":
        assert [code for code, _ in found] == ["file-face-absent"]
    else:
        assert found == [("ofd-part-damaged", name)]


@pytest.mark.parametrize("name", [PNG, ATTACHED])
@pytest.mark.parametrize("at", [16, 24], ids=["sum", "size"])
def test_a_part_that_differs_from_what_the_zip_says_of_it_is_told(tmp_path: Path, name: str, at: int) -> None:
    name = named(name)
    data = bytearray(made())
    entry = data.rfind(name.encode()) - 46
    data[entry + at] ^= 1
    assert told(tmp_path, bytes(data)) == [("ofd-part-damaged", name)]


def test_a_page_of_which_the_zip_says_another_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(made())
    data[data.rfind(DOCUMENT.encode()) - 46 + 24] ^= 64
    with pytest.raises(ContentError, match="damaged"):
        told(tmp_path, bytes(data))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (FIRST, "ofd-part-twice"),
        ("ofd.XML", "ofd-part-twice"),
        (ATTACHED, "ofd-part-twice"),
        ("../../a.exe", "ofd-part-outside"),
        ("Doc_0/../../a.exe", "ofd-part-outside"),
        ("..\\a.exe", "ofd-part-outside"),
        ("C:\\a.exe", "ofd-part-outside"),
        ("/a.exe", "ofd-part-outside"),
    ],
)
def test_a_part_that_is_there_twice_or_leads_out_is_told(tmp_path: Path, name: str, code: str) -> None:
    found = told(tmp_path, packed({}, (name, parts().get(name, b"x"))))
    assert [one for one, _ in found] == [code]


@pytest.mark.parametrize("said", ["0 0 0 0", "a b c d", "0 0 210", "0 0 nan 297", "0 0 -210 297", ""])
def test_a_page_without_a_size_is_told(tmp_path: Path, said: str) -> None:
    before, _, rest = parts()[DOCUMENT].partition(b"<ofd:PhysicalBox>")
    _, after, end = rest.partition(b"</ofd:PhysicalBox>")
    document = before + b"<ofd:PhysicalBox>" + said.encode() + after + end
    assert told(tmp_path, packed({DOCUMENT: document})) == [("ofd-box", DOCUMENT)]
