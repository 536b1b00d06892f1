"""The text of one paragraph, put together piece by piece.

White space is folded as CSS folds it, across the borders of elements; text is cut where Word needs another
run: Tibetan wants Word's complex-script slot, and quotation marks a hint that they are Chinese.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docgen.foundation.typography import AMBIGUOUS
from docgen.layout.styles import Style

from ..ooxml.limits import SMALLEST_TYPE, within
from ..ooxml.xml import escape, in_order, wrapped
from ..styles.properties import RUN_ORDER, tab, tabs

# Scripts of Word's complex slot: Tibetan, and those written from right to left.
TIBETAN = "\u0f00-\u0fff"
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
COMPLEX = re.compile(
    "(" + "|".join(f"[{script}]+(?:[ \u00a0]+[{script}]+)*" for script in (TIBETAN, RIGHT_TO_LEFT)) + ")"
)
INITIAL = re.compile(r"(?<![\w'’])\w")  # the first letter of a word
SPACES = re.compile(r"[ \t\n\r\f]+")
BREAKABLE_SPACES = re.compile(r"[ \t\r\f]*\n[ \t\r\f]*|[ \t\r\f]+")
SPECIAL = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>"}
SPLIT = re.compile("([\t\n\u00ad\u2011])")
EAST_ASIAN_HINT = 'w:hint="eastAsia" '


@dataclass
class Run:
    """Text with one set of properties."""

    properties: Mapping[str, str]
    text: str
    complex: bool
    east_asian: bool

    def xml(self) -> str:
        """Return `w:r`."""
        content = "".join(SPECIAL.get(piece) or text_xml(piece) for piece in SPLIT.split(self.text) if piece)
        return f"<w:r>{self.properties_xml()}{content}</w:r>"

    def properties_xml(self) -> str:
        """Return `w:rPr`, with what the script of this run adds."""
        properties = dict(self.properties)
        if self.complex:
            name = "cs" if TIBETAN[0] <= self.text[0] <= TIBETAN[-1] else "rtl"
            properties[name] = f"<w:{name}/>"
        elif self.east_asian and AMBIGUOUS.search(self.text):
            fonts = properties.get("rFonts", "<w:rFonts />")
            properties["rFonts"] = fonts.replace("<w:rFonts ", f"<w:rFonts {EAST_ASIAN_HINT}", 1)
        return wrapped("rPr", in_order(properties, RUN_ORDER))


def text_xml(text: str) -> str:
    """Return `w:t`, keeping its spaces."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


class Line:
    """A paragraph's content while it grows."""

    def __init__(self) -> None:
        self.pieces: list[Run | str] = []
        self.after_space = True  # a space here would be folded into the one before or the line's start
        self.tabs: list[str] = []  # leaders of the stops wanted, spread evenly to the right edge
        self.text = ""  # all that was written, for measuring and for knowing whether anything was

    def write(self, text: str | None, style: Style, properties: Mapping[str, str]) -> None:
        """Add text in a style; `properties` is what its runs must say."""
        folded = self.fold(text or "", style.white_space)
        if not folded:
            return
        self.text += folded
        east_asian = style.lang[:2] in ("", "zh", "ja")
        for index, piece in enumerate(COMPLEX.split(transformed(folded, style.text_transform))):
            if piece:
                self.add(Run(properties, piece, index % 2 == 1, east_asian))

    def fold(self, text: str, white_space: str) -> str:
        """Return text with its white space folded (CSS Text 3, 4.1)."""
        if white_space in ("pre", "pre-wrap", "break-spaces"):
            self.after_space = False
            return text.replace("\r\n", "\n").replace("\r", "\n")
        if white_space == "pre-line":
            text = BREAKABLE_SPACES.sub(lambda match: "\n" if "\n" in match[0] else " ", text)
        else:
            text = SPACES.sub(" ", text)
        if self.after_space:
            text = text.lstrip(" ")
        if text:
            self.after_space = text[-1] in " \n"
        return text

    def add(self, run: Run) -> None:
        """Add a run, joined to the one before when both look the same."""
        last = self.pieces[-1] if self.pieces else None
        same = isinstance(last, Run) and (last.properties, last.complex, last.east_asian) == (
            run.properties,
            run.complex,
            run.east_asian,
        )
        if isinstance(last, Run) and same:
            last.text += run.text
        else:
            self.pieces.append(run)

    def raw(self, xml: str, shown: str = "") -> None:
        """Add what is XML already; `shown` is the text it stands for."""
        self.pieces.append(xml)
        if shown:
            self.text += shown
            self.after_space = False

    def break_line(self) -> None:
        """Start a new line; spaces around the break vanish."""
        self.trim()
        self.raw("<w:r><w:br/></w:r>")
        self.text += "\n"
        self.after_space = True

    def space(self, width: float, style: Style, properties: Mapping[str, str]) -> None:
        """Add so many points of white space, as near as spaces come to it."""
        width, em = within(width), max(style.font_size, SMALLEST_TYPE)
        text = "\u3000" * int(width / em + 0.1)
        text += " " if width - len(text) * em > em / 8 else ""
        if text:
            self.add(Run(properties, text, False, True))
            self.text += text

    def tab(self, leader: str = "none") -> None:
        """Go on at the next of the stops that are spread over the line; `leader` fills the way to it."""
        self.trim()
        self.raw("<w:r><w:tab/></w:r>")
        self.tabs.append(leader)
        self.after_space = True

    def tab_stops(self, left: float, right: float) -> dict[str, str]:
        """Return tab stops from one edge of the line to the other, both in points from the margin."""
        count = len(self.tabs)
        stops = [
            tab("right" if index == count else "center", left + (right - left) * index / count, leader)
            for index, leader in enumerate(self.tabs, start=1)
        ]
        return {"tabs": tabs(stops)} if stops else {}

    @property
    def has_picture(self) -> bool:
        """Whether a picture stands in the line, which may be higher than the line."""
        return any("<wp:inline " in piece for piece in self.raws())

    def trim(self) -> None:
        """Take away the space at the line's end."""
        last = next((piece for piece in reversed(self.pieces) if isinstance(piece, Run)), None)
        if last and self.after_space and last.text.endswith(" "):
            last.text = last.text[:-1]
            if not last.text:
                self.pieces.remove(last)

    @property
    def empty(self) -> bool:
        """Whether nothing would be seen."""
        return not self.text.strip(" ")

    def raws(self) -> list[str]:
        """Return the pieces that are XML."""
        return [piece for piece in self.pieces if isinstance(piece, str)]

    def xml(self) -> str:
        """Return the paragraph's content."""
        self.trim()
        return "".join(piece if isinstance(piece, str) else piece.xml() for piece in self.pieces)


def transformed(text: str, transform: str) -> str:
    """Return text in the case CSS asks for, where Word has no property for it."""
    if transform == "capitalize":
        return INITIAL.sub(lambda match: match[0].upper(), text)
    return text.lower() if transform == "lowercase" else text
