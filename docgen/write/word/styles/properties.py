"""A computed style as Word's run and paragraph properties.

In goes a `Style`, out come XML fragments by element name, only those that differ from Word's own defaults.
A named style and direct formatting are both differences of such fragments, so neither says a thing twice.
"""

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from docgen.foundation.units import eighths
from docgen.layout.styles import Border, Sides, Style, resolve
from docgen.layout.styles.record import NO_LINES

from ..ooxml.limits import type_size, within, word_twips
from ..ooxml.xml import quote, switch, val
from .font_slots import Faces, slots

# CT_RPr, in the order of its schema (ISO/IEC 29500-1, 17.3.2.28).
RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish", "color", "spacing",
    "w", "kern", "position", "sz", "szCs", "u", "bdr", "shd", "vertAlign", "rtl", "cs", "em", "lang",
)  # fmt: skip

# CT_PPr (ISO/IEC 29500-1, 17.3.1.26).
PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs",
    "overflowPunct", "autoSpaceDE", "autoSpaceDN", "bidi", "snapToGrid", "spacing", "ind", "jc", "outlineLvl",
    "sectPr",
)  # fmt: skip

CACHED = 4096  # answers kept: a table asks the same of each of its cells

UNSEEN = 0.25  # points
BORDER_SIDES = ("top", "left", "bottom", "right")  # the order of CT_PBdr and of CT_TcBorders
HEADING = re.compile(r"(?:标题|heading) ([1-9])", re.IGNORECASE)
POSITION = re.compile('w:pos="[^"]*"')
LINES = {
    "solid": "single", "double": "double", "dashed": "dashed", "dotted": "dotted", "groove": "threeDEngrave",
    "ridge": "threeDEmboss", "inset": "inset", "outset": "outset",
}  # fmt: skip
UNDERLINES = {"double": "double", "dotted": "dotted", "dashed": "dash", "wavy": "wave"}
ALIGNMENTS = {"center": "center", "right": "right", "end": "right", "justify": "both"}

NO_BORDER = "".join(f'<w:{side} w:val="nil"/>' for side in BORDER_SIDES)
NORMAL_PITCH = 'w:line="240" w:lineRule="auto"'
RULE_HEIGHT = 0.1  # points of a paragraph that is there for its line or its drawing only: the PDF has none
KERNED_FROM = 2  # half points: Word kerns no type unless it is told from which size on
AS_ITS_NUMBER = ""  # the `ind` of a paragraph that stands where the level of its number says
NEUTRAL_RUN = {
    **{
        name: switch(name, False)
        for name in ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish")
    },
    "color": val("color", "auto"),
    "spacing": val("spacing", 0),
    "w": val("w", 100),
    "u": val("u", "none"),
    "position": val("position", 0),
    "vertAlign": val("vertAlign", "baseline"),
}
NEUTRAL_PARAGRAPH = {
    **{name: switch(name, False) for name in ("keepNext", "keepLines", "pageBreakBefore", "widowControl")},
    "numPr": f"<w:numPr>{val('numId', 0)}</w:numPr>",
    "pBdr": f"<w:pBdr>{NO_BORDER}</w:pBdr>",
    "shd": '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>',
    "snapToGrid": val("snapToGrid"),
    "bidi": switch("bidi", False),
    "spacing": '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>',
    "ind": '<w:ind w:left="0" w:right="0" w:firstLine="0"/>',
    "jc": val("jc", "left"),
    "outlineLvl": val("outlineLvl", 9),
}


@lru_cache(maxsize=CACHED)
def run_properties(style: Style, faces: Faces) -> Mapping[str, str]:
    """Return the run properties of text in this style."""
    size = type_size(style.font_size)
    switches = {"b": style.bold, "i": style.italic, "caps": style.text_transform == "uppercase"}
    properties = chosen(switches) | {
        "rFonts": slots(style.font_family, faces).fragment(),
        "kern": val("kern", KERNED_FROM if style.kerned else 0),
        "sz": val("sz", size),
        "szCs": val("szCs", size),
        "lang": language(style.lang),
    }
    optional = {
        "smallCaps": style.small_caps and val("smallCaps"),
        "strike": "line-through" in style.decoration and val("strike"),
        "u": "underline" in style.decoration and val("u", UNDERLINES.get(style.decoration_style, "single")),
        "color": style.colour != "000000" and val("color", style.colour),
        "spacing": style.letter_spacing and val("spacing", word_twips(style.letter_spacing * style.scale_x)),
        "w": style.scale_x != 1 and val("w", min(max(round(style.scale_x * 100), 1), 600)),
        "vanish": not style.visible and val("vanish"),
    }
    return properties | {name: fragment for name, fragment in optional.items() if fragment}


def chosen(switches: Mapping[str, bool]) -> dict[str, str]:
    """Return the switched-on properties; bold and italic are said again for complex scripts."""
    twins = {"b": ("b", "bCs"), "i": ("i", "iCs")}
    names = (name for key, on in switches.items() if on for name in twins.get(key, (key,)))
    return {name: val(name) for name in names}


def language(lang: str) -> str:
    """Return `w:lang`: a run has one language for each of Word's three classes of characters."""
    own = {"zh": "eastAsia", "ja": "eastAsia", "ko": "eastAsia", "bo": "bidi", "dz": "bidi", "ug": "bidi"}
    tags = {"val": "en-US", "eastAsia": "zh-CN", "bidi": "bo-CN"}
    if lang:
        tags[own.get(lang.partition("-")[0], "val")] = {"zh": "zh-CN", "bo": "bo-CN"}.get(lang, lang)
    return "<w:lang " + " ".join(f"w:{name}={quote(tag)}" for name, tag in tags.items()) + "/>"


def paragraph_properties(style: Style, width: float) -> dict[str, str]:
    """Return the paragraph properties of a block in this style, in a column `width` points wide."""
    space = surroundings(style, width)
    apart = style.display.endswith("flex") and style.layout.justify == "space-between"
    spread = {"tabs": tabs([tab("right", width - space.right)])} if apart else {}
    forced = {"pageBreakBefore": val("pageBreakBefore")} if style.break_before in ("page", "always") else {}
    border = NO_LINES if ruled_apart(style, width) else drawn_lines(style)
    return {
        **text_properties(style, width, space.left, space.right),
        **box_properties(border, padding(style, width), style.background),
        **line_properties(space.top, space.bottom, style.line_height),
        **spread,
        **forced,
    }


@lru_cache(maxsize=CACHED)
def text_properties(style: Style, width: float, left: float, right: float) -> Mapping[str, str]:
    """Return how a paragraph's lines run: indents, alignment, what keeps them together."""
    properties = {
        "ind": indent(left, right, resolve(style.text_indent, width)),
        "jc": val("jc", alignment(style)),
    }
    optional = {
        "keepNext": style.break_after in ("avoid", "avoid-page") and val("keepNext"),
        "keepLines": style.break_inside in ("avoid", "avoid-page") and val("keepLines"),
        "widowControl": (style.widows < 2 or style.orphans < 2) and switch("widowControl", False),
        "outlineLvl": outline(style),
        "bidi": style.right_to_left and val("bidi"),
    }
    return properties | {name: fragment for name, fragment in optional.items() if fragment}


@lru_cache(maxsize=CACHED)
def box_properties(
    border: Sides[Border | None], padded: Sides[float], background: str | None
) -> Mapping[str, str]:
    """Return the lines around a paragraph and the colour behind it."""
    found = {"pBdr": borders(border, padded), "shd": shading(background) if background else ""}
    return {name: fragment for name, fragment in found.items() if fragment}


@lru_cache(maxsize=CACHED)
def line_properties(
    before: float, after: float, line: float | None, rule: str = "exact"
) -> Mapping[str, str]:
    """Return a paragraph's spacing; exact lines leave the page's grid, which would round them up."""
    snap = {} if line is None else {"snapToGrid": switch("snapToGrid", False)}
    return {"spacing": spacing(before, after, line, rule), **snap}


def least_height(style: Style) -> float:
    """Return the least height CSS gives to the content of a box; 0 when it gives none."""
    return max(resolve(style.height, 0.0), resolve(style.min_height, 0.0))


@lru_cache(maxsize=CACHED)
def drawn_lines(style: Style) -> Sides[Border | None]:
    """Return the lines of a box; Word's shading ends at the text, lines of its colour reach round padding."""
    if style.background is None:
        return style.border
    unseen = Border(UNSEEN, "solid", style.background)
    sides = zip(style.border, style.padding, strict=True)
    return Sides(*(line or (unseen if resolve(space, 0.0) else None) for line, space in sides))


@lru_cache(maxsize=CACHED)
def surroundings(style: Style, width: float) -> Sides[float]:
    """Return the space between a paragraph's text and its neighbours, without what Word's borders bring."""
    padded = padding(style, width)
    around = []
    for side, margin in zip(Sides._fields, style.margin, strict=True):
        line, space = getattr(drawn_lines(style), side), getattr(padded, side)
        if side in ("left", "right"):
            space += line.width if line else 0.0
        elif line and not ruled_apart(style, width):
            space = 0.0  # Word keeps it between line and text
        around.append(resolve(margin, width) + space)
    return Sides(*around)


@lru_cache(maxsize=CACHED)
def ruled_apart(style: Style, width: float) -> bool:
    """Return whether lines above and below are wider than the text, which Word's borders cannot be."""
    padded, border = padding(style, width), drawn_lines(style)
    return bool(
        (border.top or border.bottom) and not (border.left or border.right) and (padded.left or padded.right)
    )


def spacing(before: float, after: float, line: float | None, rule: str) -> str:
    """Return `w:spacing`, every length rounded down: 22 lines of 580 twips overflow a page made for 22.

    Space is rounded to tenths of a point: LibreOffice makes a page no higher than its whole grid lines.
    """
    pitch = f'w:line="{max(floor(line), 1)}" w:lineRule="{rule}"' if line else NORMAL_PITCH
    above, below = (max(floor(space, 2), 0) for space in (before, after))
    return f'<w:spacing w:before="{above}" w:after="{below}" {pitch}/>'


def floor(points: float, step: int = 1) -> int:
    """Return a length in twips, rounded down to a multiple of `step`."""
    return math.floor(within(points) * 20 / step + 0.001) * step


def indent(left: float, right: float, first: float) -> str:
    """Return `w:ind` in twips, never in characters: Word measures those by Normal, not by the text."""
    turned = f'w:hanging="{word_twips(-first)}"' if first < 0 else f'w:firstLine="{word_twips(first)}"'
    return f'<w:ind w:left="{word_twips(left)}" w:right="{word_twips(right)}" {turned}/>'


def tab(kind: str, position: float, leader: str = "none") -> str:
    """Return a tab stop, `position` points from the margin; `leader` fills the way to it."""
    led = "" if leader == "none" else f' w:leader="{leader}"'
    return f'<w:tab w:val="{kind}"{led} w:pos="{word_twips(position)}"/>'


def tabs(stops: Iterable[str]) -> str:
    """Return `w:tabs`."""
    return f"<w:tabs>{''.join(stops)}</w:tabs>"


def cleared(base: str, own: str) -> str:
    """Return a paragraph's own `w:tabs`, without the stops of its style's: Word would use both."""
    past = [one for one in POSITION.findall(base) if one not in POSITION.findall(own)]
    return own.replace("<w:tabs>", "<w:tabs>" + "".join(f'<w:tab w:val="clear" {one}/>' for one in past))


def alignment(style: Style) -> str:
    """Return Word's word for text-align; justified to the last line is its `distribute`."""
    if style.text_align == "justify" and style.text_align_last == "justify":
        return "distribute"
    return ALIGNMENTS.get(style.text_align, "left")


def outline(style: Style) -> str:
    """Return the outline level (大纲级别): --docx-outline, a built-in heading's, else the bookmark's."""
    heading = HEADING.fullmatch(style.docx.get("built-in", "").strip())
    said = style.docx.get("outline", heading[1] if heading else "")
    level = int(said) if said.isdecimal() else (0 if said else style.bookmark_level or 0)
    return val("outlineLvl", level - 1) if 1 <= level <= 9 else ""


@lru_cache(maxsize=CACHED)
def padding(style: Style, width: float) -> Sides[float]:
    """Return the padding of a box in points."""
    return Sides(*(resolve(side, width) for side in style.padding))


def borders(border: Sides[Border | None], padded: Sides[float]) -> str:
    """Return `w:pBdr`, nothing when no side has a line; Word allows at most 31 pt between line and text."""
    lines = {side: getattr(border, side) for side in BORDER_SIDES}
    if not any(lines.values()):
        return ""
    drawn = (
        border_line(side, line, max(0, min(round(getattr(padded, side)), 31)))
        for side, line in lines.items()
        if line
    )
    return f"<w:pBdr>{''.join(drawn)}</w:pBdr>"


def border_line(name: str, line: Border, space: int = 0) -> str:
    """Return one border; a double line's three parts are each as thick as Word's `sz` says."""
    width = line.width / 3 if line.line == "double" else line.width
    return (
        f'<w:{name} w:val="{LINES.get(line.line, "single")}" w:sz="{min(eighths(width), 96)}"'
        f' w:space="{space}" w:color="{line.colour}"/>'
    )


def shading(colour: str) -> str:
    """Return `w:shd` for a plain background."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'
