"""Type roles (仿宋, 小标宋 …) resolved to font files, by docgen itself and never by the machine's guess.

`templates/_shared/typefaces.yaml` says which files may draw a role (an office's own table need only name the
roles it changes); the office's own `fonts/` folder is searched before the machine's folders. What comes out
knows its characters, can be cut down to those a document uses, and knows the face that Word is to name.
"""

import os
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen

from docgen.content.project import Project
from docgen.content.source import read
from docgen.foundation.errors import MachineError, Place, Problem, TemplateError
from docgen.foundation.memory import kept, look
from docgen.foundation.typography import is_chinese

from .square_marks import MARKS, NARROW, with_squares

# 字身框 (ideographic em box): how far it reaches above and below the baseline, in em.
ASCENT, DESCENT = 0.88, 0.12

TABLE = "_shared/typefaces.yaml"
SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})
SCRIPTS = ("hani", "tibt", "latn")
# `simsun.ttc`, or `simsun.ttc#1` for a face of a collection.
FILE_NAME = re.compile(r"[^#]+(#\d+)?")
# What measuring and cutting a font look into.
TABLES = frozenset({"OS/2", "cmap", "hhea"})

FS_TYPE = slice(8, 10)
"""Where in the table OS/2 a maker says what may be done with a face."""
EMBEDDING, RESTRICTED, NO_CUTTING, DOTS_ONLY = 0x000F, 0x0002, 0x0100, 0x0200


def lets_be_embedded(face: hb.Face) -> bool:
    """Say whether the maker of a face lets it be cut and put into files (OpenType, OS/2 fsType)."""
    said = int.from_bytes(bytes(face.reference_table("OS/2").data)[FS_TYPE], "big")
    return said & EMBEDDING != RESTRICTED and not said & (NO_CUTTING | DOTS_ONLY)


@dataclass(frozen=True, eq=False)
class Typeface:
    """One role and the font file that draws it; the same as itself only, for the file may become another."""

    role: str
    script: str  # hani, tibt or latn
    word_name: str
    path: Path
    index: int

    @cached_property
    def face(self) -> hb.Face:
        """The font, opened once; only its tables are read, not the whole file."""
        return self.opened()

    def opened(self) -> hb.Face:
        """Return the font, mapped into memory for as long as it is used."""
        return hb.Face(hb.Blob.from_file_path(str(self.path)), self.index)

    @property
    def is_sound(self) -> bool:
        """Whether the file is a font and has the face of this index."""
        return self.path.stat().st_size > 0 and TABLES.issubset(self.face.table_tags)

    @cached_property
    def may_be_embedded(self) -> bool:
        """Whether its maker lets it be cut and put into files."""
        return lets_be_embedded(self.face)

    @cached_property
    def characters(self) -> frozenset[int]:
        """Every code point this face is to draw: a Western one leaves Chinese marks to the Chinese one."""
        all_of_it = frozenset(self.face.unicodes)
        if self.script != "latn":
            return all_of_it
        return frozenset(code for code in all_of_it if not is_chinese(chr(code)))

    @cached_property
    def font(self) -> hb.Font:
        """The face at the size of its own units, for measuring."""
        return hb.Font(self.face)

    @lru_cache(maxsize=1024)  # noqa: B019 - as that of a masthead is
    def width(self, text: str) -> float:
        """Return the width of `text` in em; a character the face lacks counts one em."""
        if self.script == "tibt":
            return self.shaped_width(text)
        glyphs = (self.font.get_nominal_glyph(ord(character)) for character in text)
        units = [
            self.face.upem if glyph is None else self.font.get_glyph_h_advance(glyph) for glyph in glyphs
        ]
        widened = sum(text.count(mark) * (1 - narrow) for mark, narrow in self.narrow_marks.items())
        return float(sum(units) / self.face.upem + widened)

    def shaped_width(self, text: str) -> float:
        """Return the width in em of text whose signs stand over each other."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer)
        return float(sum(place.x_advance for place in buffer.glyph_positions or ()) / self.face.upem)

    @cached_property
    def narrow_marks(self) -> Mapping[str, float]:
        """Quotation marks of a Chinese face that do not fill their square, with their widths in em."""
        if self.script != "hani" or "glyf" not in self.face.table_tags:
            return {}
        drawn = {mark: self.font.get_nominal_glyph(ord(mark)) for mark in MARKS}
        widths = {
            mark: self.font.get_glyph_h_advance(glyph) / self.face.upem
            for mark, glyph in drawn.items()
            if glyph is not None
        }
        return {mark: width for mark, width in widths.items() if width < NARROW}

    @lru_cache(maxsize=1024)  # noqa: B019 - the same masthead is asked for with every letter
    def ink(self, text: str) -> tuple[float, float]:
        """Return how far the ink of `text` reaches above the baseline and below it (negative), in em."""
        # HarfBuzz's own extents count the curves' control points, which lie outside the ink.
        pen = BoundsPen(None)
        for character in text:
            glyph = self.font.get_nominal_glyph(ord(character))
            if glyph is not None:
                self.font.draw_glyph_with_pen(glyph, pen)
        _, bottom, _, top = pen.bounds or (0, 0, 0, 0)
        return top / self.face.upem, bottom / self.face.upem

    def subset(self, characters: Iterable[str]) -> bytes:
        """Return a font file with no more than `characters`, cut once for letters that have the same ones.

        A letter uses some 400 of 65,000 glyphs: cutting first makes a PDF several times faster and takes the
        one wanted face out of a collection, which a style sheet could not.
        """
        return self.cut(frozenset(characters))

    @lru_cache(maxsize=32)  # noqa: B019 - bounded, and a letter is made again after each look at it
    def cut(self, characters: frozenset[str]) -> bytes:
        """Return a font file with no more than `characters`; see `subset`."""
        wanted = hb.SubsetInput()
        # In a PDF a glyph of a CID-keyed font is named by its CID. Renumbered glyphs must take new CIDs
        # along, or readers that go by the book (MuPDF, Acrobat) draw other characters than poppler does.
        # Subroutines and hints lie in no PDF that WeasyPrint writes: without them a face is cut sooner.
        wanted.flags = (
            hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_HINTING
        )
        codes = {ord(character) for character in characters}
        wanted.unicode_set.update(codes & self.characters if self.script == "latn" else codes)
        # A shaping engine may ask for every feature a face has (Tibetan stacks need many).
        wanted.layout_feature_tag_set.clear()
        wanted.layout_feature_tag_set.invert()
        whole = self.opened()  # for this once: cutting reads all over a file of 25 MB
        cut = bytes(hb.subset(whole, wanted).blob.data)
        if self.script == "hani" and not characters.isdisjoint(self.narrow_marks):
            cut = with_squares(cut)
        return with_em_box(cut, whole.upem)


def with_em_box(font: bytes, upem: int) -> bytes:
    """Return an OpenType font whose ascent and descent are the 字身框's, whatever its maker chose.

    Faces differ by a third of an em in what they call ascent and descent. A line that mixes two of them
    (a 楷体 name in a 仿宋 line) would grow out of the 22-line grid, and baselines would jump.
    """
    ascent, descent = round(ASCENT * upem), round(DESCENT * upem)
    data = bytearray(font)
    # OpenType: hhea ascender, descender, lineGap at 4; OS/2 the same at 68, then usWinAscent, usWinDescent.
    struct.pack_into(">hhh", data, table_offset(font, b"hhea") + 4, ascent, -descent, 0)
    struct.pack_into(">hhhHH", data, table_offset(font, b"OS/2") + 68, ascent, -descent, 0, ascent, descent)
    return bytes(data)


def table_offset(font: bytes, tag: bytes) -> int:
    """Return where a table of an OpenType font begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(count))
    return int(next(offset for name, _, offset, _ in records if name == tag))


class Typefaces(Mapping[str, Typeface]):
    """The resolved roles by name."""

    def __init__(self, typefaces: Iterable[Typeface], spare: tuple[Path, ...] = ()) -> None:
        self.by_role = {typeface.role: typeface for typeface in typefaces}
        self.spare = spare
        """The office's own font files that draw no role: they draw what all roles lack."""

    def __getitem__(self, role: str) -> Typeface:
        return self.by_role[role]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_role)

    def __eq__(self, other: object) -> bool:
        """Return whether these are the very same: so they may be a key of what was worked out with them."""
        return self is other

    __hash__ = object.__hash__

    def __len__(self) -> int:
        return len(self.by_role)

    @cached_property
    def mark(self) -> str:
        """A mark of what these fonts draw: files of the same mark draw the same.

        The table `head` holds a sum over its whole file (OpenType, checksumAdjustment).
        """
        told = sha256()
        for role, typeface in self.items():
            head = bytes(typeface.face.reference_table("head").data)
            told.update(repr((role, typeface.script, typeface.word_name, typeface.index, head)).encode())
        for path in self.spare:
            told.update(sha256(path.read_bytes()).digest())
        return told.hexdigest()

    def word_name(self, family: str) -> str:
        """Return the face Word is to name for a CSS family; a family that is no role keeps its name."""
        return self.by_role[family].word_name if family in self.by_role else family

    def script(self, family: str) -> str | None:
        """Return the script a role draws (hani, tibt, latn), None for a family that is no role."""
        return self.by_role[family].script if family in self.by_role else None

    def drawn_by(self, character: str, families: Iterable[str]) -> str | None:
        """Return the first of `families` that has `character`, None when no role among them does."""
        code = ord(character)
        return next((f for f in families if f in self.by_role and code in self.by_role[f].characters), None)


def resolve(project: Project) -> Typefaces:
    """Return the type roles of `project`, each with its file: the same object while the files are the same.

    Raises MachineError naming every role without a font file, with the package that carries a free one, and
    every file that is no font; TemplateError for a malformed table of roles.
    """
    return resolved(project, tuple(font_folders(project)))


@kept(16)
def resolved(project: Project, folders: Sequence[Path]) -> Typefaces:
    """Return the type roles of `project`, drawn by font files that lie in `folders`. Errors as `resolve`."""
    files = font_files(folders)
    found, problems = [], []
    for role, (entry, place) in entries(project).items():
        typeface = first_found(role, entry, files)
        if typeface is None:
            values = {"role": role, "package": entry["debian"], "files": "、".join(entry["files"])}
            problems.append(Problem("font-missing", place, values))
        elif not (look(typeface.path) and typeface.is_sound):
            problems.append(Problem("font-unreadable", Place(typeface.path), {"role": role}))
        else:
            found.append(typeface)
    if problems:
        raise MachineError(problems)
    return Typefaces(found, spare_files(project, found))


def spare_files(project: Project, typefaces: Iterable[Typeface]) -> tuple[Path, ...]:
    """Return the font files of the project's own fonts/ folder that draw no role."""
    taken = {typeface.path for typeface in typefaces}
    own = sorted((project.root / "fonts").rglob("*"))
    return tuple(path for path in own if path.suffix.lower() in SUFFIXES and path not in taken)


def entries(project: Project) -> dict[str, tuple[Mapping[str, Any], Place]]:
    """Return what is said of each role, and where: the project's own table goes before the bundled one.

    Raises TemplateError naming every malformed entry.
    """
    tables = [
        read(path) for path in dict.fromkeys((project.bundled / "templates" / TABLE, project.template(TABLE)))
    ]
    found = {role: (entry, t.place(role)) for t in tables for role, entry in t.values.items()}
    malformed = {role: place for role, (entry, place) in found.items() if not is_entry(entry)}
    if malformed:
        raise TemplateError(Problem("typeface-entry", p, {"role": role}) for role, p in malformed.items())
    return found


def is_entry(entry: Any) -> bool:
    """Return whether an entry of the table of roles says all that it must."""
    if not isinstance(entry, dict) or not isinstance(entry.get("files"), list):
        return False
    texts = [entry.get(name) for name in ("script", "word", "debian")]
    return entry.get("script") in SCRIPTS and all(
        isinstance(text, str) and FILE_NAME.fullmatch(text) for text in (*texts, *entry["files"])
    )


def first_found(role: str, entry: Mapping[str, Any], files: Mapping[str, Path]) -> Typeface | None:
    """Return a role drawn by the first of its files that is within reach, None when none is."""
    for choice in entry["files"]:
        name, _, index = choice.partition("#")
        if name.lower() in files:
            return Typeface(role, entry["script"], entry["word"], files[name.lower()], int(index or 0))
    return None


def font_files(folders: Iterable[Path]) -> dict[str, Path]:
    """Return the font files within reach, by lower-case file name; those of the first folder come first."""
    files: dict[str, Path] = {}
    for folder in folders:
        files = {**font_files_in(folder), **files}
    return files


@kept(16)
def font_files_in(folder: Path) -> Mapping[str, Path]:
    """Return the font files in a folder and those below it, by lower-case file name, the first of a name."""
    files: dict[str, Path] = {}
    for path in sorted(look(folder).rglob("*")):
        if path.suffix.lower() in SUFFIXES:
            files.setdefault(path.name.lower(), path)
        elif path.is_dir():
            look(path)
    return files


def font_folders(project: Project) -> list[Path]:
    """Return where fonts are looked for: the project's fonts/, DOCGEN_FONTS, the user's, the machine's."""
    share = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")  # noqa: PTH111
    return list(folders_there(project.root, os.environ.get("DOCGEN_FONTS"), share))


@kept(16)
def folders_there(root: Path, own: str | None, share: str) -> tuple[Path, ...]:
    """Return the folders of fonts that are there: a letter of a batch asks for them too."""
    folders = [root / "fonts", *([Path(own)] if own else []), Path(share) / "fonts"]
    machine = [Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
    texlive = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
    return tuple(folder for folder in (*folders, *machine, texlive) if look(folder).is_dir())
