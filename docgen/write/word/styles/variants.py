"""Variants of named styles: what several paragraphs say themselves and alike becomes a style of its own.

CSS looks at where an element stands, which a named style cannot: paragraph after paragraph would say its own
`jc`, `sz` and spacing. In goes the XML of a story, out comes the same with `pStyle` naming variants, based on
the named style and hidden from the styles pane and the gallery.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from ..ooxml.xml import in_order, quote, val, wrapped
from .looks import BODY, BUILT_IN, TAGS
from .properties import PARAGRAPH_ORDER, RUN_ORDER
from .stylebook import HAIRLINE_ID, NamedStyle

START = '<w:p><w:pPr><w:pStyle w:val="'
OWN = frozenset({"numPr", "sectPr", "pageBreakBefore", "bidi"})
"""What a paragraph always says itself: its number, its place, which way its lines run."""
FIXED = frozenset({"rStyle", "cs", "rtl", "position"})
"""What a run always says itself: its character style, its script, and where it stands in its line.

No style may say the script; of a style's position LibreOffice makes small raised text.
"""
HINT = 'w:hint="eastAsia" '
RUN = re.compile(r"<w:r>(?:<w:rPr>((?:<w:\w+(?: [^<>]*)?/>)*)</w:rPr>)?(?=<w:t[ >])")
PROPERTY = re.compile(r"<w:(\w+)(?: [^<>]*)?/>")

PLAIN = frozenset({BODY, *TAGS.values()})
"""The styles of what the style sheet gives none: a look of theirs is a variant only where it is met OFTEN."""
OFTEN = 3

Properties = tuple[tuple[str, str], ...]


class VariantLook(NamedTuple):
    """What makes a variant: the id of its style, and what paragraph and runs say beyond that."""

    style: str
    paragraph: Properties
    run: Properties


class Spot(NamedTuple):
    """A paragraph of a story cut at the ends of `w:pPr`: its piece, its style's place, what it keeps."""

    number: int
    tail: int  # how far from the piece's end the style is named
    kept: str
    look: VariantLook


@dataclass
class Variants:
    """The variants that one document needs, in the order they were met."""

    styles: Mapping[str, NamedStyle]  # by id
    kept: Set[str]  # names of styles that fields look for
    found: dict[VariantLook, str] = field(default_factory=dict)

    def folded(self, xml: str) -> str:
        """Return a story whose paragraphs say no more than their style and what is theirs alone."""
        pieces = xml.split("</w:pPr>")
        spots = [spot for number in range(len(pieces) - 1) if (spot := self.spot(pieces, number))]
        often = Counter(spot.look for spot in spots)
        for spot in spots:
            named = self.styles[spot.look.style]
            if (named.id != HAIRLINE_ID and named.name not in PLAIN) or often[spot.look] >= OFTEN:
                self.fold(pieces, spot)
        return "</w:pPr>".join(pieces)

    def spot(self, pieces: Sequence[str], number: int) -> Spot | None:
        """Return what the paragraph says whose properties end piece `number`, None when that is nothing."""
        start = pieces[number].rfind(START)
        style, _, rest = pieces[number][start + len(START) :].partition('"/>')
        named = self.styles.get(style)
        if start < 0 or named is None or not self.may_vary(named):
            return None
        content, closed, _ = pieces[number + 1].partition("</w:p>")
        own = dict(elements(rest))
        # A number's own indent stands between the style's and the paragraph's.
        mine = {name for name in own if name in OWN or (name == "ind" and "numPr" in own)}
        said = tuple((name, xml) for name, xml in own.items() if name not in mine)
        common = shared(content) if closed and "<w:p>" not in content else ()
        kept = "".join(xml for one, xml in own.items() if one in mine)
        return (
            Spot(number, len(pieces[number]) - start - len(START), kept, VariantLook(style, said, common))
            if said or common
            else None
        )

    def fold(self, pieces: list[str], spot: Spot) -> None:
        """Let a paragraph name a variant instead of saying what that says."""
        name = self.found.setdefault(spot.look, f"{spot.look.style}V{len(self.found) + 1}")
        pieces[spot.number] = f'{pieces[spot.number][: -spot.tail]}{name}"/>{spot.kept}'
        if spot.look.run:
            content, closed, after = pieces[spot.number + 1].partition("</w:p>")
            pieces[spot.number + 1] = without(content, spot.look.run) + closed + after

    def may_vary(self, style: NamedStyle) -> bool:
        """Return whether paragraphs of a style may take a variant: not where Word looks for the style."""
        counted = style.name in BUILT_IN and style.name not in PLAIN
        return not (counted or "outlineLvl" in style.paragraph or style.name in self.kept)

    def xml(self) -> str:
        """Return the variants as `w:style`."""
        return "".join(self.style(look, id_) for look, id_ in self.found.items())

    def style(self, look: VariantLook, id_: str) -> str:
        """Return one variant."""
        named = self.styles[look.style]
        name = f"{named.name}（变体 {id_.rpartition('V')[2]}）"
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId={quote(id_)}>'
            f"{val('name', name)}{val('basedOn', named.id)}"
            f"{val('uiPriority', 99)}{val('semiHidden')}"
            f"{wrapped('pPr', in_order(dict(look.paragraph), PARAGRAPH_ORDER))}"
            f"{wrapped('rPr', in_order(dict(look.run), RUN_ORDER))}</w:style>"
        )


def elements(xml: str) -> Iterator[tuple[str, str]]:
    """Yield the elements that stand beside each other, by name."""
    place = 0
    while place < len(xml):
        end = xml.index(">", place) + 1
        name = xml[place + 3 : end].strip("/>").split(" ")[0].strip("/>")
        if xml[end - 2] != "/":
            end = xml.index(f"</w:{name}>", end) + len(f"</w:{name}>")
        yield name, xml[place:end]
        place = end


def shared(content: str) -> Properties:
    """Return the properties that all runs with text say alike; a hint belongs to its own run."""
    said = [run_said(found[1]) for found in RUN.finditer(content)]
    if not said or not all(said):
        return ()
    return tuple(one for one in said[0].items() if all(other.get(one[0]) == one[1] for other in said[1:]))


def run_said(properties: str | None) -> dict[str, str]:
    """Return a run's properties by name, without hint and character style."""
    found = {one[1]: one[0].replace(HINT, "") for one in PROPERTY.finditer(properties or "")}
    return {name: xml for name, xml in found.items() if name not in FIXED and xml != "<w:rFonts />"}


def without(content: str, common: Properties) -> str:
    """Return content whose runs no longer say what their paragraph's style says."""
    names = {name for name, _ in common}

    def rest(found: re.Match[str]) -> str:
        kept = "".join(
            one[0] if one[1] not in names else hinted(one[0]) for one in PROPERTY.finditer(found[1] or "")
        )
        return f"<w:r>{wrapped('rPr', kept)}"

    return RUN.sub(rest, content)


def hinted(fragment: str) -> str:
    """Return what is left of a run's faces: the hint that its marks are Chinese."""
    return f"<w:rFonts {HINT}/>" if HINT in fragment else ""
