"""Letters written together: each one reads, looks and is described as if it had been written alone."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from docgen.composed import Composed
from docgen.content import project
from docgen.content.assets import Assets
from docgen.layout import fonts
from docgen.write.laid.letters import laying
from docgen.write.pdf import chunk, parting, single
from tests.support.gathered import ROOT, letter, look, set_together
from tests.support.samples import pages, red_square

CSS = "@page { size: 100mm 60mm; margin: 10mm } p { font: 12pt/20pt 仿宋, 补字; margin: 0 }"
NAMES = ["张三", "李四", "欧阳小五"]
TYPEFACES = fonts.resolve(project.find(ROOT / "content"))


def greeted(css: str = CSS) -> list[Composed]:
    return [letter(name, f"<h1>{name}</h1><p>{name}同志：</p>", css) for name in NAMES]


def parts(letters: list[Composed]) -> list[bytes]:
    return parting.part_letters(set_together(chunk.drawn, letters, TYPEFACES), letters)


def read_by_poppler(data: bytes, folder: Path) -> str:
    """Return the text that poppler finds in a PDF."""
    path = folder / "letter.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("name", ["content/letters/leader-letter-2024"])
def test_a_letter_of_a_roster_is_as_if_written_alone(name: str, tmp_path: Path) -> None:
    letters = [page.composed for page in pages(name)]
    for one, part in zip(letters, parts(letters), strict=True):
        alone = single.write(one, TYPEFACES).data
        assert look(part) == look(alone)
        assert read_by_poppler(part, tmp_path) == read_by_poppler(alone, tmp_path)
        assert pymupdf.open(stream=part).metadata == pymupdf.open(stream=alone).metadata


def test_every_file_has_its_own_title_and_the_language(tmp_path: Path) -> None:
    for name, part in zip(NAMES, parts(greeted()), strict=True):
        file = pymupdf.open(stream=part)
        assert (file.metadata or {})["title"] == f"致{name}的一封信"
        assert file.xref_get_key(file.pdf_catalog(), "Lang") == ("string", "zh-CN")
        assert [name in page.get_text() for page in file] == [True]
        assert file.get_toc() == []


def test_the_same_letters_give_the_same_bytes() -> None:
    assert parts(greeted()) == parts(greeted())


def test_pages_are_counted_letter_by_letter() -> None:
    letters = [letter("甲", "<p>一</p>", CSS), letter("乙", "<p>一</p>" * 10, CSS)]
    assert set_together(chunk.drawn, letters, TYPEFACES).pages == (1, 2)
    assert [len(pymupdf.open(stream=part)) for part in parts(letters)] == [1, 2]


def test_letters_of_different_style_are_set_each_in_its_own() -> None:
    letters = [*greeted(), *greeted(CSS.replace("12pt/20pt", "16pt/20pt"))]
    for one, part in zip(letters, parts(letters), strict=True):
        assert look(part) == look(single.write(one, TYPEFACES).data)


def test_words_that_reach_far_are_set_each_time() -> None:
    css = CSS + " h1 { string-set: name content() } @page { @top-left { content: string(name) } }"
    for one, part in zip(greeted(css), parts(greeted(css)), strict=True):
        assert look(part) == look(single.write(one, TYPEFACES).data)


def test_the_pictures_of_others_are_left_out(tmp_path: Path) -> None:
    sides = (3, 5)
    for side in sides:
        (tmp_path / f"{side}.png").write_bytes(red_square(side))
    letters = [
        replace(letter(f"{side}", f'<p>甲<img src="{side}.png"></p>', CSS), assets=Assets((tmp_path,)))
        for side in sides
    ]
    for side, part in zip(sides, parts(letters), strict=True):
        file = pymupdf.open(stream=part)
        kinds = [file.xref_get_key(number, "Width") for number in range(1, file.xref_length())]
        assert [value for kind, value in kinds if kind == "int"] == [str(side)]


def test_what_the_renderer_complains_of_names_the_stretch() -> None:
    (finding,) = set_together(chunk.drawn, greeted(CSS + " p { colour: red }"), TYPEFACES).findings
    assert (finding.code, finding.subject) == ("renderer", "张三–欧阳小五")


def test_a_page_keeps_its_names_for_other_forms() -> None:
    with laying(greeted(CSS + "h1 { bookmark-level: 1; bookmark-label: content() }"), TYPEFACES) as laid:
        before = [page.bookmarks[0][1] for (page,) in laid.pages]
        made = chunk.drawn(laid)
        assert pymupdf.open(stream=made.data).get_toc() == []
        assert [page.bookmarks[0][1] for (page,) in laid.pages] == before == NAMES
