"""What lies in a PDF of a font: what it is drawn with, and it looks the same without the rest."""

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.pdf import embedded_fonts
from docgen.write.pdf import chunk, parting, single
from tests.support.gathered import ROOT, letter, look, set_together

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
FACES = ["仿宋", "小标宋", "楷体", "黑体", "宋体", "藏文"]
CSS = "@page { size: 100mm 90mm; margin: 10mm } p { margin: 0; line-height: 30pt } " + " ".join(
    f".f{number} {{ font-family: {face} }}" for number, face in enumerate(FACES)
)
BODY = "".join(
    f'<p class="f{number}">{"སྐད་ཡིག" if face == "藏文" else "督导2024年"}</p>'
    for number, face in enumerate(FACES)
)
PAGE = letter("甲", BODY, CSS)


def files(pdf: bytes) -> Iterator[bytes]:
    """Yield the font files in a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                found = item.get("/FontFile2", item.get("/FontFile3"))
                yield found.read_bytes()
                assert found.get("/Length1", len(found.read_bytes())) == len(found.read_bytes())


def tables(pdf: bytes) -> list[set[str]]:
    """Return the names of the tables of each font in a PDF."""
    return [set(TTFont(io.BytesIO(file)).reader.keys()) for file in files(pdf)]


def drawn_by_pdfium(pdf: bytes) -> bytes:
    """Return the first page as pdfium draws it."""
    return pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().tobytes()


def test_a_font_lies_in_the_file_with_what_it_is_drawn_with_alone() -> None:
    found = tables(single.write(PAGE, TYPEFACES).data)
    assert len(found) == len(FACES)
    common = {"head", "hhea", "hmtx", "maxp"}
    assert {"CFF " if "CFF " in names else "glyf" for names in found} == {"CFF ", "glyf"}
    for names in found:
        assert common <= names <= common | {"CFF ", "glyf", "loca", "cvt ", "fpgm", "prep"}


def test_letters_of_a_gathering_too() -> None:
    letters = [PAGE, letter("乙", BODY.replace("督导", "包保"), CSS)]
    for part in parting.part_letters(set_together(chunk.drawn, letters, TYPEFACES), letters):
        assert not any({"cmap", "name"} & names for names in tables(part))


def test_it_looks_and_reads_the_same_in_every_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    mended = single.write(PAGE, TYPEFACES).data
    monkeypatch.setattr(embedded_fonts, "strip", lambda pdf: None)
    whole = single.write(PAGE, TYPEFACES).data
    assert look(mended) == look(whole)
    assert drawn_by_pdfium(mended) == drawn_by_pdfium(whole)
    assert len(mended) < 0.9 * len(whole)


def test_weasyprint_itself_still_embeds_what_no_reader_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_fonts, "strip", lambda pdf: None)
    assert all({"cmap", "name", "OS/2"} <= names for names in tables(single.write(PAGE, TYPEFACES).data))
