"""What letters set together share: fonts cut to their characters, style sheets, pictures.

In go composed letters of one document, out come documents laid out by WeasyPrint. Fonts are handed over as
bytes under the name of their role, so that no font of the machine can slip in.
"""

import logging
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from functools import cached_property
from html import unescape
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any

from weasyprint import HTML

from docgen.composed import Composed
from docgen.content.assets import Assets
from docgen.foundation.errors import ContentError, Finding, MachineError, Place, Problem
from docgen.foundation.messages import Reason

from . import readings
from .drawn_text import drawn_texts
from .engine import documents, justify, sheets
from .engine.boxes.table_columns import SQUEEZED
from .engine.fetching import FONT_SCHEME, AssetFetcher, fatal_as_content_error
from .engine.machine_faces import with_spare
from .engine.pdf import print_dots
from .engine.pdf.kept_cuts import Fonts
from .engine.sheets import BASE, Sheet, new_fonts
from .engine.svg import cache, cells, definitions, faces, parts
from .engine.turns import in_turn
from .faults import faults_as_template_error
from .fonts import Typefaces
from .lines.linebreaks import with_breaks
from .sheets.places import told_at
from .tags.languages import with_languages

if TYPE_CHECKING:
    from .engine.canvas.stream import Studio
    from .graphics import Drawn, Face

# What counters write, besides the text and what the style sheet spells out.
GENERATED = "0123456789.•一二三四五六七八九十百千〇"


NO_GLYPH = ".notdef glyph"
"""How WeasyPrint's message about a character without a glyph begins."""


class Typesetter:
    """Sets letters that share fonts and pictures, and mostly their style sheet."""

    def __init__(
        self, letters: Sequence[Composed], typefaces: Typefaces, besides: frozenset[str] = frozenset()
    ) -> None:
        """Cut the fonts that `letters` name to their characters, and to those there may be `besides`."""
        fonts = subsets(letters, typefaces, besides)
        self.fetcher = AssetFetcher(letters[0].assets, fonts)
        with in_turn():
            justify.install()
            for door in (cache, cells, definitions, faces, parts):
                door.install()
            self.fonts = with_spare(new_fonts(), typefaces.spare)
        self.pictures: dict[str, Any] = {}
        self.sheets: dict[str, Sheet] = {}
        self.looked_at: Fonts = {}
        self.drawn_faces: dict[Any, Face] = {}  # as records, by what the engine calls them
        self.rules = font_rules(fonts) + readings.RULES

    @cached_property
    def faces(self) -> Sheet:
        """The style sheet that names the fonts."""
        return Sheet(self.rules, self.fonts, self.fetcher)

    def for_another(self, assets: Assets) -> "Typesetter":
        """Return a typesetter with the same type and pictures of its own, for another document."""
        other = copy(self)
        other.faces = self.faces
        other.fetcher = AssetFetcher(assets, self.fetcher.fonts)
        other.pictures, other.sheets, other.looked_at = {}, {}, {}
        return other

    def page(self, letter: Composed) -> HTML:
        """Return the page of a letter, parsed."""
        return HTML(string=as_set(letter), url_fetcher=self.fetcher, base_url=BASE)

    def options(self, letter: Composed) -> dict[str, Any]:
        """Return what WeasyPrint's HTML.render is to be told of a letter; a style sheet is parsed once."""
        if letter.css not in self.sheets:
            self.sheets[letter.css] = sheets.for_layout(letter.css, self.fonts, self.fetcher)
        sheet = self.sheets[letter.css]
        return {
            "stylesheets": [self.faces.parsed, sheet.parsed],
            "font_config": self.fonts,
            "counter_style": sheet.counter_styles,
            "cache": self.pictures,
        }

    def drawn(
        self,
        pages: Sequence[Any],
        letter: Composed,
        lengths: Sequence[int] = (),
        is_kept: bool = True,
        is_pressed: bool = True,
    ) -> bytes:
        """Return laid-out pages as one PDF, which says of itself what `letter` says.

        `lengths` are the numbers of pages of the documents they are of, which have their own tags. One that
        is only looked at (not `is_kept`) or parted (not `is_pressed`) is not compressed: that takes as long
        as drawing it.
        """
        print_dots.bring_down(pages, self.pictures.values())
        tagged = lengths if letter.purpose.tagged else ()
        looked_at = None if is_kept else self.looked_at
        return documents.pdf(
            pages, letter.metadata, letter.name, self.fonts, self.fetcher, tagged, looked_at, is_pressed
        )

    def drawings(self, pages: Sequence[Any], studio: "Studio") -> "list[Drawn]":
        """Return laid-out pages drawn as records; `studio` has what they share with others of their file."""
        from .engine.canvas.pages import drawn

        print_dots.bring_down(pages, self.pictures.values())
        return drawn(pages, studio)

    @contextmanager
    def running(self) -> Iterator[list[str]]:
        """Have the turn in WeasyPrint while the block runs, and collect what it grumbles about.

        Raises ContentError for a picture that is missing or lies outside the project, MachineError when
        there is no room for the renderer's temporary files, TemplateError for what it stumbles over.
        """
        with (
            in_turn(),
            renderer_messages() as messages,
            fatal_as_content_error(),
            room_to_draw(),
            faults_as_template_error(),
        ):
            yield messages
        if self.fetcher.refused:  # inside an SVG even WeasyPrint's fatal error goes unheard
            raise ContentError(self.fetcher.refused)


def as_set(letter: Composed) -> str:
    """Return a page with what the layout engine is not told by HTML: breaks at quotation marks, readings.

    Where it gets tags, runs of another script say their language.
    """
    html = with_languages(letter.html) if letter.purpose.tagged else letter.html
    return with_breaks(readings.with_readings(html))


def subsets(
    letters: Sequence[Composed], typefaces: Typefaces, besides: frozenset[str] = frozenset()
) -> dict[str, bytes]:
    """Return the fonts that the style sheets name, by role, cut down to the characters of all letters."""
    roles, characters = type_of(letters, typefaces)
    return {role: typefaces[role].subset(characters | besides) for role in roles}


def type_of(letters: Sequence[Composed], typefaces: Typefaces) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the roles that letters name, and the characters they use."""
    sheets = {letter.css for letter in letters}
    characters = set(GENERATED).union(*sheets, *(unescape(letter.html) for letter in letters))
    drawn = [text for letter in letters for text in drawn_texts(letter, typefaces)]
    characters.update(*(text.text for text in drawn))
    of_drawings = {typefaces.drawn_by(one, text.roles) for text in drawn for one in text.text}
    named = (role for role in typefaces if role in of_drawings or any(role in sheet for sheet in sheets))
    return tuple(named), frozenset(characters)


def font_rules(fonts: Mapping[str, bytes]) -> str:
    """Return an @font-face rule for each role."""
    rule = '@font-face {{ font-family: {role}; src: url("{scheme}:{role}") }}\n'
    return "".join(rule.format(role=role, scheme=FONT_SCHEME) for role in fonts)


def renderer_findings(messages: Iterable[str], css: str, subject: str) -> tuple[Finding, ...]:
    """Return what WeasyPrint grumbled about, and what docgen's doors into it had to say, as findings.

    What it says of a line of `css` is told at the place in the author's style sheet.
    """
    return tuple(
        Finding("table-squeezed", values={"head": message.removeprefix(SQUEEZED)}, subject=subject)
        if message.startswith(SQUEEZED)
        else grumble(message, css, subject)
        for message in dict.fromkeys(messages)
    )


def grumble(message: str, css: str, subject: str) -> Finding:
    """Return what WeasyPrint grumbled about as a finding."""
    said, place = told_at(message, css)
    return Finding("renderer", place, {"message": said}, subject=subject)


@contextmanager
def renderer_messages() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs while the block runs: a warning there is something missing in print.

    A character that no font has is told by `inspect`, with its place and a remedy. What other threads are
    told is not collected: the logger is one for the process.
    """
    messages: list[str] = []
    here = get_ident()
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    handler.addFilter(lambda record: record.thread == here)
    handler.addFilter(lambda record: not record.getMessage().startswith(NO_GLYPH))
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)


@contextmanager
def room_to_draw() -> Iterator[None]:
    """Raise MachineError where WeasyPrint cannot write the files (fonts) it draws with."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        place = Place(temporary_folder())
        raise MachineError([Problem("no-room-to-draw", place, {"reason": Reason.of(error)})]) from error


def temporary_folder() -> Path:
    """Return where the renderer puts its files; Python names no folder while none can be written to."""
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return Path(os.environ.get("TMPDIR", "/tmp"))
