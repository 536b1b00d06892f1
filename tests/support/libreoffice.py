"""Lets LibreOffice draw Word files with docgen's own faces, and puts right what it is known to get wrong.

tests/write/word/test_parity.py shows each of its faults on a document of a few lines, so that a mask goes
when its fault does.
"""

import atexit
import io
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from copy import copy, deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otBase import ValueRecord
from lxml import etree

from docgen.layout.fonts import Typefaces

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
PDF = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
"""The export to PDF with the blank pages that a new chapter on a right-hand page leaves behind."""

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Save/Document">
<prop oor:name="GenerateThumbnail" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""

LOST = {
    "autoSpaceDE, autoSpaceDN: a quarter em between Chinese and figures": (
        'style:text-autospace="ideograph-alpha"',
        'style:text-autospace="none"',
    ),
    "overflowPunct: marks hang out of the line": (
        'style:punctuation-wrap="hanging"',
        'style:punctuation-wrap="simple"',
    ),
    "docGrid: the text area ends with the last whole line of the grid": (
        'style:layout-grid-mode="line"',
        'style:layout-grid-mode="none"',
    ),
    "a separator of notes without a rule: a millimetre above and below where it would be": (
        'distance-before-sep="0.0398in" style:distance-after-sep="0.0398in" style:line-style="solid"'
        ' style:adjustment="left" style:rel-width="0%"',
        'distance-before-sep="0in" style:distance-after-sep="0in" style:line-style="none"'
        ' style:adjustment="left" style:rel-width="0%"',
    ),
}
"""What LibreOffice 7.4 makes of Word properties that switch something off, and what they say."""


def converted(
    files: Mapping[str, bytes], typefaces: Typefaces, characters: set[str], mask: bool = True
) -> dict[str, bytes]:
    """Return the PDF that LibreOffice makes of each Word file, by name; `mask` puts back what it LOST."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "FONTCONFIG_FILE": str(font_config(typefaces, characters, folder, mask))}
        sources = [folder / f"{number}.docx" for number in range(len(files))]
        for path, data in zip(sources, files.values(), strict=True):
            path.write_bytes(data)
        office(sources, "odt", environment)
        read = [path.with_suffix(".odt") for path in sources]
        for path in read if mask else ():
            path.write_bytes(masked(path.read_bytes()))
        office(read, PDF, environment)
        return {
            name: path.with_suffix(".pdf").read_bytes() for name, path in zip(files, sources, strict=True)
        }


def office(
    sources: list[Path], form: str, environment: Mapping[str, str], folder: Path | None = None
) -> None:
    """Let LibreOffice convert files into `folder`, else next to where they lie, in one run for all."""
    folder = folder or sources[0].parent
    command = ["soffice", f"-env:UserInstallation={own_folder().as_uri()}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(folder), *map(str, sources)]
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=240)
    except subprocess.TimeoutExpired:
        own_folder.cache_clear()  # one that hangs would be handed the next files
        raise


@cache
def own_folder() -> Path:
    """Return where LibreOffice keeps what it settles at its first start: for this process, made once.

    It paints no small picture of what it saves: that takes as long as saving.
    """
    folder = Path(tempfile.mkdtemp(prefix="office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user/registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    return folder


def masked(document: bytes) -> bytes:
    """Return a document LibreOffice has read from Word, with its known faults put right.

    Besides the LOST ones those are paragraphs that stay with the next one (`parted`).
    """
    source, target = zipfile.ZipFile(io.BytesIO(document)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        styles = source.read("styles.xml")
        for name in source.namelist():
            data = source.read(name)
            for lost, kept in LOST.values() if name in ("content.xml", "styles.xml") else ():
                data = data.replace(lost.encode(), kept.encode())
            if name == "content.xml":
                data = parted(data, styles)
            archive.writestr(name, data)
    return target.getvalue()


LONG = 112
"""Characters of a paragraph that may be parted: four lines of the standard, two on either page."""
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
FORMAT = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"


def parted(content: bytes, styles: bytes) -> bytes:
    """Return the text of a document whose long paragraphs may be parted though they stay with the next.

    keepNext asks that some lines of a paragraph stand on the next one's page (ISO/IEC 29500-1, 17.3.1.15).
    LibreOffice keeps all of them there. Those that keepLines keeps whole (17.3.1.14) stay as they are.
    """
    root = etree.fromstring(content)
    whole = kept_whole(*root.iter(f"{{{STYLE}}}style"), *etree.fromstring(styles).iter(f"{{{STYLE}}}style"))
    (automatic,) = root.iterfind(".//{*}automatic-styles")
    own = {style.get(f"{{{STYLE}}}name"): style for style in automatic}
    free: dict[str, str] = {}
    for paragraph in root.iter(f"{{{TEXT}}}p", f"{{{TEXT}}}h"):
        name = paragraph.get(f"{{{TEXT}}}style-name", "")
        if len("".join(paragraph.itertext())) < LONG or name in whole:
            continue
        if name not in free:
            free[name] = f"Parted{len(free)}"
            automatic.append(freed(own.get(name), name, free[name]))
        paragraph.set(f"{{{TEXT}}}style-name", free[name])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def kept_whole(*styles: etree._Element) -> set[str]:
    """Return the names of the styles whose paragraphs no page parts, by their own word or their base's."""
    named = {style.get(f"{{{STYLE}}}name"): style for style in styles}
    return {name for name in named if said_together(named, name) == "always"}


def said_together(named: Mapping[str, etree._Element], name: str | None) -> str | None:
    """Return what a style, or else the nearest that it is based on, says of keeping lines together."""
    while name in named:
        for properties in named[name].iterfind(f"{{{STYLE}}}paragraph-properties"):
            if said := properties.get(f"{{{FORMAT}}}keep-together"):
                return said
        name = named[name].get(f"{{{STYLE}}}parent-style-name")
    return None


def freed(style: etree._Element | None, name: str, called: str) -> etree._Element:
    """Return a paragraph style that is as another one and leaves the page of the next paragraph open."""
    if style is None:
        new = etree.Element(f"{{{STYLE}}}style", {f"{{{STYLE}}}family": "paragraph"})
        new.set(f"{{{STYLE}}}parent-style-name", name)
    else:
        new = deepcopy(style)
    new.set(f"{{{STYLE}}}name", called)
    properties = new.find(f"{{{STYLE}}}paragraph-properties")
    if properties is None:
        properties = etree.Element(f"{{{STYLE}}}paragraph-properties")
        new.insert(0, properties)
    properties.set(f"{{{FORMAT}}}keep-with-next", "auto")
    return new


def font_config(typefaces: Typefaces, characters: set[str], folder: Path, mask: bool) -> Path:
    """Write a font configuration that knows docgen's faces by their Word names and nothing else.

    `mask` lets lines end where they do without what LibreOffice adds up wrongly (`kern_by_the_second`).
    """
    fonts = folder / "fonts"
    fonts.mkdir()
    for role, typeface in typefaces.items():
        # What is not touched is copied: every letter would be drawn to measure a box that is as it was.
        font = TTFont(io.BytesIO(typeface.subset(characters)), recalcBBoxes=False)
        rename(font, typeface.word_name)
        if mask:
            kern_by_the_second(font)
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


TSHEG = 0x0F0B


def kern_by_the_second(font: TTFont) -> None:
    """Draw a letter after a tsheg as near to it as before, by moving the letter instead of the tsheg.

    A line may end after any tsheg. LibreOffice measures it there as if the letter that begins the next line
    still stood beside it, and sets words that do not fit.
    """
    tsheg = font.getBestCmap().get(TSHEG)
    table = font["GPOS"].table if "GPOS" in font and tsheg else None
    for number, lookup in enumerate(table.LookupList.Lookup[:] if table else ()):
        pairs = [pair for pair in lookup.SubTable if lookup.LookupType == 2 and pair.Format == 2]
        for pair in (pair for pair in pairs if tsheg in pair.Coverage.glyphs):
            table.LookupList.Lookup.append(moving_the_second(lookup, pair, tsheg))
            pair.Coverage.glyphs = [glyph for glyph in pair.Coverage.glyphs if glyph != tsheg]
            for record in table.FeatureList.FeatureRecord:
                if number in record.Feature.LookupListIndex:
                    record.Feature.LookupListIndex.append(len(table.LookupList.Lookup) - 1)


def moving_the_second(lookup: Any, pair: Any, first: str) -> Any:
    """Return what a lookup of pairs does after one glyph, done to the glyphs that follow it."""
    moved = deepcopy(pair)
    row = moved.Class1Record[pair.ClassDef1.classDefs.get(first, 0)]
    moved.Coverage.glyphs, moved.ClassDef1.classDefs, moved.Class1Record = [first], {}, [row]
    moved.Class1Count, moved.ValueFormat1, moved.ValueFormat2 = 1, 0, 5
    for record in row.Class2Record:
        wider = record.Value1.XAdvance if record.Value1 else 0
        record.Value1, record.Value2 = None, ValueRecord()
        record.Value2.XPlacement = record.Value2.XAdvance = wider
    alone = copy(lookup)
    alone.SubTable, alone.SubTableCount = [moved], 1
    return alone
