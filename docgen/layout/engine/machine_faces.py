"""Which face of the machine draws what no role of docgen has: asked of Pango, which is what draws the PDF.

Pango falls back to any font that fontconfig knows (a Uyghur name comes out in DejaVu Sans); only what no font
at all has is printed as an empty box. This module asks for the face instead of guessing it.

For WeasyPrint 70, whose own bindings to Pango it uses. Upstream: no thread is known. Held by:
tests/inspect/test_faces.py::test_a_name_that_a_font_of_the_machine_draws_is_told_once_with_that_font
"""

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from weasyprint.text.ffi import ffi, fontconfig, gobject, pango, pangoft2, unicode_to_char_p
from weasyprint.text.fonts import FontConfiguration

EM = 100 * 1024
"""Pango's units to the em of a line that is measured."""


class MachineFace(NamedTuple):
    """A font of the machine: its family, and the name of its file."""

    family: str
    file: str


@lru_cache(maxsize=4096)
def faces(text: str, spare: tuple[Path, ...]) -> Mapping[str, MachineFace | None]:
    """Return the face that draws each character of `text`, None for one that is drawn as an empty box.

    `spare` are the project's own font files that draw no role.
    """
    data = text.encode()
    layout = laid_out(text, spare)
    found: dict[str, MachineFace | None] = {}
    boxes: set[str] = set()
    for item, glyphs in runs(pango.pango_layout_get_line_readonly(layout, 0)):
        face = described(item.analysis.font, spare)
        found |= dict.fromkeys(data[item.offset : item.offset + item.length].decode(), face)
        boxes |= set(boxed(glyphs))
    return {**found, **dict.fromkeys(boxes)}


@lru_cache(maxsize=4096)
def width(text: str, spare: tuple[Path, ...]) -> float:
    """Return how wide the machine's fonts set `text`, in em."""
    layout = laid_out(text, spare)
    box = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(pango.pango_layout_get_line_readonly(layout, 0), ffi.NULL, box)
    return float(box.width) / EM


def laid_out(text: str, spare: tuple[Path, ...]) -> Any:
    """Return `text` as one line of Pango's, an em of `EM` units high."""
    context = ffi.gc(pango.pango_font_map_create_context(fonts(spare).font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    size = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_absolute_size(size, EM)
    layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_font_description(layout, size)
    pointer, _ = unicode_to_char_p(text)
    pango.pango_layout_set_text(layout, pointer, -1)
    pango.pango_layout_set_single_paragraph_mode(layout, True)
    return layout


def runs(line: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what a line is drawn of: stretches in one face, each with its glyphs."""
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data.item, run.data.glyphs
        run = run.next


def boxed(glyphs: Any) -> Iterator[str]:
    """Yield the characters that Pango has no glyph for; it hands them on marked instead of a glyph."""
    for info in glyphs.glyphs[0 : glyphs.num_glyphs]:
        unknown = info.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG
        if unknown and info.glyph != pango.PANGO_GLYPH_EMPTY:
            yield chr(info.glyph & ~pango.PANGO_GLYPH_UNKNOWN_FLAG)


def described(font: Any, spare: tuple[Path, ...]) -> MachineFace:
    """Return what a font of Pango's is called, and its file."""
    description = ffi.gc(
        pango.pango_font_describe_with_absolute_size(font), pango.pango_font_description_free
    )
    family = ffi.string(pango.pango_font_description_get_family(description))
    return MachineFace(family.decode(), file_of(family, spare))


@lru_cache(maxsize=1024)
def file_of(family: bytes, spare: tuple[Path, ...]) -> str:
    """Return the name of the file in which fontconfig finds a family, empty where it finds none."""
    config = fonts(spare)._config
    pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
    fontconfig.FcPatternAddString(pattern, b"family", family)
    fontconfig.FcConfigSubstitute(config, pattern, fontconfig.FcMatchFont)
    fontconfig.FcDefaultSubstitute(pattern)
    match = fontconfig.FcFontMatch(config, pattern, ffi.new("FcResult *"))
    if match == ffi.NULL:
        return ""
    match = ffi.gc(match, fontconfig.FcPatternDestroy)
    path = ffi.new("FcChar8 **")
    fontconfig.FcPatternGetString(match, b"file", 0, path)
    return Path(ffi.string(path[0]).decode(errors="replace")).name


@lru_cache(maxsize=8)
def fonts(spare: tuple[Path, ...]) -> FontConfiguration:
    """Return the machine's fonts, as WeasyPrint finds them beside those it is given, and a project's own."""
    return with_spare(FontConfiguration(), spare)


def with_spare(configuration: FontConfiguration, spare: tuple[Path, ...]) -> FontConfiguration:
    """Return a configuration that may also fall back to the font files `spare`."""
    for path in spare:
        fontconfig.FcConfigAppFontAddFile(configuration._config, os.fsencode(path))
    if spare:
        pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", configuration.font_map))
    return configuration
