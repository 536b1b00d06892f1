"""A letter parted from a gathering tells nothing of the others: what is in its file is on its own pages.

Its bytes are the same whoever else gets one, so nothing in it can tell; besides, each part is looked into.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from fontTools.ttLib import TTFont

from docgen.composed import Composed
from docgen.content import project
from docgen.content.assets import Assets
from docgen.layout import fonts
from docgen.pipeline.build import build
from docgen.pipeline.options import BatchOptions, Options
from docgen.write.pdf import chunk, parting
from tests.support.gathered import ROOT, letter, set_together
from tests.support.rosters import roster_project
from tests.support.samples import red_square, write_files

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
CSS = """
@page { size: 100mm 60mm; margin: 10mm }
body { font: 12pt/20pt 仿宋, 藏文, 补字; margin: 0 }
p { margin: 0; text-align: justify }
h1 { font: 14pt/20pt 仿宋, 补字; margin: 0 }
.faint { opacity: 0.5 }
.ground { background: linear-gradient(red, blue) }
.grid { background: url("7.png") 0 0 / 3mm 3mm repeat }
"""
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
RARE = "龘骉麤鱻犇猋淼焱垚磊鑫森晶众品喆嘉赟翀旻昶昊婧嫣琬瑀璟瓘珺瑾煜炜烨晔晟"
TIBETAN = ("བཀྲ་ཤིས་", "པདྨ་", "སྒྲོལ་མ་", "ཚེ་རིང་")
PLACES = (
    "{}",
    '<span class="faint">{}</span>',
    '<span class="ground">{}</span>',
    '<i class="faint grid">{}</i>',
    '{}<img src="{side}.png">',
)


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Assets:
    folder = tmp_path_factory.mktemp("pictures")
    for side in range(3, 8):
        (folder / f"{side}.png").write_bytes(red_square(side))
    return Assets((folder,))


def invented(chance: random.Random, assets: Assets) -> Composed:
    """Return a letter to someone invented, drawn in one of many ways."""
    name = chance.choice(SURNAMES) + "".join(chance.sample(RARE, chance.randint(1, 3)))
    place = chance.choice(PLACES).format(
        chance.choice((name, chance.choice(TIBETAN))), side=chance.randint(3, 6)
    )
    body = f"<h1>致{name}</h1><p>{place}同志：</p><p>您好！第{chance.randint(1, 999)}号 é</p>"
    return replace(letter(f"{name}-{chance.random()}", body, CSS), assets=assets)


def own_letter(assets: Assets) -> Composed:
    """Return a letter in which everything stands that a page may show."""
    places = "".join(place.format("张小三པདྨ་", side=5) for place in PLACES)
    return replace(letter("张小三", f"<h1>致张小三</h1><p>{places}同志：é</p>", CSS), assets=assets)


def parts(letters: list[Composed]) -> list[bytes]:
    found = parting.part_letters(set_together(chunk.drawn, letters, TYPEFACES), letters)
    assert found is not None
    return found


def test_a_file_is_the_same_whoever_else_gets_one(assets: Assets) -> None:
    own, chance = own_letter(assets), random.Random(13)
    (alone,) = parts([own])
    for _ in range(50):
        letters = [invented(chance, assets) for _ in range(chance.randint(1, 3))]
        at = chance.randint(0, len(letters))
        letters.insert(at, own)
        assert parts(letters)[at] == alone, [one.name for one in letters]


def test_no_part_of_a_file_has_a_character_that_its_pages_lack(assets: Assets) -> None:
    chance = random.Random(31)
    letters = [invented(chance, assets) for _ in range(12)] + [own_letter(assets)]
    for one, data in zip(letters, parts(letters), strict=True):
        shown = {character for page in pymupdf.open(stream=data) for character in page.get_text()} - {"\n"}
        with pikepdf.open(BytesIO(data)) as file:
            things = [
                thing for thing in file.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)
            ]
            for font in (
                thing for thing in things if thing.get("/Type") == "/Font" and "/ToUnicode" in thing
            ):
                table = in_table(font)
                assert set("".join(table.values())) <= shown, one.name
                assert list(table.values()) == sorted(table.values())
                assert set(table) == set(widths(font))
                assert glyphs_drawn(font) == len(table) + 1
            pictures = [thing for thing in things if "/Width" in thing]
            assert len(pictures) == one.html.count("<img") + one.html.count("grid"), one.name
            words = " ".join(map(str, file.docinfo.values()))
            assert not (set(words) & set(RARE + SURNAMES)) - shown


def in_table(font: Any) -> dict[int, str]:
    """Return the characters of each glyph of a font, by its number."""
    table = font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2]
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", table)
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def widths(font: Any) -> Iterator[int]:
    """Yield the numbers of the glyphs whose width a font tells."""
    values = list(font.DescendantFonts[0].W)
    for first, run in zip(values[::2], values[1::2], strict=True):
        yield from range(int(first), int(first) + len(run))


def glyphs_drawn(font: Any) -> int:
    """Return how many glyphs a font's file has."""
    about = font.DescendantFonts[0].FontDescriptor
    file = about.get("/FontFile3") or about.get("/FontFile2")
    return int(TTFont(BytesIO(file.read_bytes()))["maxp"].numGlyphs)


def test_files_of_a_roster_are_the_same_whoever_else_is_in_it(tmp_path: Path) -> None:
    people = [("赵小明", "甲县"), ("钱龘骉", "乙县"), ("孙麤鱻", "丙县"), ("欧阳焱垚", "丁县")]
    made = []
    for rows in (people[:2], [people[3], people[0], people[2]]):
        home = tmp_path / rows[1][0]
        source = roster_project(home, 1)
        lines = "".join(f"  - {{name: {name}, unit: {unit}, entities: 3}}\n" for name, unit in rows)
        write_files(home, {"content/recipients/people.yaml": f"title: 名单（示例）\nrecipients:\n{lines}"})
        build([source], Options(("pdf", "docx"), home / "out", batch=BatchOptions(workers=0)))
        made.append({form: (home / f"out/letter-赵小明.{form}").read_bytes() for form in ("pdf", "docx")})
    assert made[0]["docx"] == made[1]["docx"]
    assert made[0]["pdf"] == made[1]["pdf"]
