"""Holds a Word file against the PDF of the same document, by way of LibreOffice.

LibreOffice is given the very fonts docgen draws PDF with, under the names the Word file uses, so that a
difference is a difference of layout and not of machines.
"""

import difflib
import io
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pymupdf
from fontTools.ttLib import TTFont

from docgen.fonts import Typefaces

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def converted(
    files: Mapping[str, bytes], typefaces: Typefaces, characters: set[str], folder: Path
) -> dict[str, bytes]:
    """Return the PDF that LibreOffice makes of each Word file, by name; one run of LibreOffice for all."""
    sources = [folder / f"{number}.docx" for number in range(len(files))]
    for path, data in zip(sources, files.values(), strict=True):
        path.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(font_config(typefaces, characters, folder))}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=240)
    return {name: path.with_suffix(".pdf").read_bytes() for name, path in zip(files, sources, strict=True)}


def font_config(typefaces: Typefaces, characters: set[str], folder: Path) -> Path:
    """Write a font configuration that knows docgen's faces by their Word names and nothing else."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for role, typeface in typefaces.items():
        font = TTFont(io.BytesIO(typeface.subset(characters)))
        rename(font, typeface.word_name)
        font.save(fonts / f"{role}.otf")
    config = folder / "fonts.conf"
    config.write_text(FONTS_CONF.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8")
    return config


def rename(font: TTFont, family: str) -> None:
    """Give a font another family name, regular weight."""
    font["name"].names = []
    for identity, text in ((1, family), (2, "Regular"), (4, family), (6, "Font")):
        font["name"].setName(text, identity, 3, 1, 0x409)
    font["OS/2"].usWeightClass, font["OS/2"].fsSelection, font["head"].macStyle = 400, 0x40, 0


@dataclass(frozen=True)
class Parity:
    """How far two PDFs of one document agree."""

    pages: tuple[int, int]
    matched: float  # share of the first one's characters found in the second, in order
    same_page: float  # share of the matched characters that lie on the same page
    same_breaks: float  # share of the first one's line ends that the second has too


def compare(ours: bytes, theirs: bytes) -> Parity:
    """Return the agreement of two PDFs, character by character; spaces do not count."""
    left, right = characters_of(ours), characters_of(theirs)
    matcher = difflib.SequenceMatcher(None, [c[0] for c in left], [c[0] for c in right], autojunk=False)
    pairs = [(b.a + i, b.b + i) for b in matcher.get_matching_blocks() for i in range(b.size)]
    ends = [(a, b) for (a, b), (c, d) in zip(pairs, pairs[1:], strict=False) if (c, d) == (a + 1, b + 1)]
    breaks = [(a, b) for a, b in ends if left[a][2] != left[a + 1][2]]
    kept = [(a, b) for a, b in breaks if right[b][2] != right[b + 1][2]]
    return Parity(
        pages=(left[-1][1], right[-1][1]),
        matched=len(pairs) / len(left),
        same_page=sum(left[a][1] == right[b][1] for a, b in pairs) / len(pairs),
        same_breaks=len(kept) / len(breaks) if breaks else 1.0,
    )


def characters_of(pdf: bytes) -> list[tuple[str, int, tuple[int, int]]]:
    """Return every character with its page and its line (page, millimetre of its baseline)."""
    return [
        (character["c"], number, (number, round(character["origin"][1] * 25.4 / 72 / 2)))
        for number, page in enumerate(pymupdf.open(stream=pdf), 1)
        for block in page.get_text("rawdict", sort=False)["blocks"]
        for line in block.get("lines", [])
        for span in line["spans"]
        for character in span["chars"]
        if character["c"].strip()
    ]
