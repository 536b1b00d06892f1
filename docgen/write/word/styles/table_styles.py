"""Table styles (表格样式): what the cells of a table say alike stands once, in a hidden style.

In goes the XML of a table's rows, out comes the same with cells that say only what is theirs alone, and the
id of the style that says the rest. A clerk who changes the lines of a table changes one thing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..ooxml.xml import quote, val, wrapped
from .properties import BORDER_SIDES
from .variants import elements

CELL = re.compile(r"<w:tcPr>((?:[^<]|<(?!/w:tcPr>|w:tcPr>))*)</w:tcPr>")
NO_MARGINS = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in BORDER_SIDES)
NO_LINE = 'w:val="nil"/>'
NO_SHADING = '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'
CLASSES = ("top", "left", "bottom", "right", "insideH", "insideV")
"""The lines of a table as its style knows them, in the order of CT_TblBorders (17.4.39)."""
ORDER = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "tcMar", "vAlign")
LOOK = (
    '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
    ' w:noHBand="1" w:noVBand="1"/>'
)
"""Which parts of the style hold: that of the first row."""


class Place(NamedTuple):
    """Where a cell stands in its table."""

    top: bool
    left: bool
    bottom: bool
    right: bool
    head: bool

    @property
    def first(self) -> bool:
        """Whether the style knows it as of the first row: Word does so with one row of a head."""
        return self.head and self.top

    def line(self, side: str) -> str:
        """Return which line of the table the cell's line on a side is."""
        if getattr(self, side):
            return side
        return "insideH" if side in ("top", "bottom") else "insideV"


class TableLook(NamedTuple):
    """What makes a table style: its lines by CLASSES, the margins, ground and seat of text in its cells."""

    lines: tuple[str, ...]
    margins: str
    ground: str
    seat: str
    head: str  # the ground of the first row


@dataclass
class TableStyles:
    """The table styles that one document needs, in the order they were met."""

    found: dict[TableLook, str] = field(default_factory=dict)

    def styled(self, rows: str, around: Mapping[str, str]) -> tuple[str, str]:
        """Return a table's rows that leave to a style what it says, and the style's id.

        `around` are the table's own lines by side. Rows with a table in a cell say all of it themselves: ''.
        """
        if "<w:tbl>" in rows:
            return rows, ""
        whole = [row for row in rows.split("<w:tr>") if row]
        placed = list(places(whole))
        look = look_of(placed, around)
        known: dict[tuple[str, Place], str] = {}

        def own(properties: str, place: Place) -> str:
            key = (properties, place)
            if key not in known:
                known[key] = rest(dict(elements(properties)), place, look, around)
            return known[key]

        told = iter(placed)
        written = CELL.sub(lambda found: f"<w:tcPr>{own(found[1], next(told)[1])}</w:tcPr>", rows)
        return written, self.found.setdefault(look, f"T{len(self.found) + 1}")

    def xml(self) -> str:
        """Return the table styles as `w:style`."""
        return "".join(style(look, id_) for look, id_ in self.found.items())


def places(rows: Sequence[str]) -> Iterator[tuple[str, Place]]:
    """Yield the properties of every cell and where it stands."""
    for number, row in enumerate(rows):
        cells = CELL.findall(row)
        for column, properties in enumerate(cells):
            last = number == len(rows) - 1, column == len(cells) - 1
            yield properties, Place(number == 0, column == 0, *last, "<w:tblHeader/>" in row)


def look_of(placed: Sequence[tuple[str, Place]], around: Mapping[str, str]) -> TableLook:
    """Return what most cells of a table say."""
    lines: dict[str, Counter[str]] = {name: Counter() for name in CLASSES}
    said = {name: Counter[str]() for name in ("tcMar", "vAlign")}
    grounds = Counter[str](), Counter[str]()  # of the body's cells and of those of the first row of a head
    for (properties, place), count in Counter(placed).items():
        parts = dict(elements(properties))
        for side, line in sides(parts, place, around).items():
            lines[place.line(side)][line] += count
        if place.first or not place.head:
            grounds[place.first][parts.get("shd", "")] += count
        for name, most in said.items():
            most[parts.get(name, "")] += count
    ground, first = (commonest(one) for one in grounds)
    head = "" if first == ground or not grounds[True] else first or NO_SHADING
    drawn = tuple(commonest(most) for most in lines.values())
    return TableLook(drawn, commonest(said["tcMar"]), ground, commonest(said["vAlign"]), head)


def commonest(found: Counter[str]) -> str:
    """Return what is said most often, '' where nothing is."""
    return next((one for one, _ in found.most_common(1)), "")


def sides(parts: Mapping[str, str], place: Place, around: Mapping[str, str]) -> dict[str, str]:
    """Return the line of a cell on each side, without the side's name; '' where there is none."""
    inside = parts.get("tcBorders", "").removeprefix("<w:tcBorders>").removesuffix("</w:tcBorders>")
    own = {name: xml.removeprefix(f"<w:{name} ") for name, xml in elements(inside)}
    return {
        side: own.get(side, around.get(side, "") if getattr(place, side) else "") for side in BORDER_SIDES
    }


def rest(parts: dict[str, str], place: Place, look: TableLook, around: Mapping[str, str]) -> str:
    """Return what a cell still says itself, in the order of CT_TcPr (17.4.70)."""
    lines = dict(zip(CLASSES, look.lines, strict=True))
    drawn = sides(parts, place, around)
    if all(lines[place.line(side)] == line for side, line in drawn.items()):
        parts.pop("tcBorders", None)
    else:
        own = (f"<w:{side} {line or NO_LINE}" for side, line in drawn.items())
        parts["tcBorders"] = wrapped("tcBorders", "".join(own))
    ground = (look.head or look.ground) if place.first else look.ground
    given = {"tcMar": look.margins, "shd": ground, "vAlign": look.seat}
    none = {"tcMar": wrapped("tcMar", NO_MARGINS), "shd": NO_SHADING, "vAlign": val("vAlign", "top")}
    for name, common in given.items():
        said = parts.get(name, "")
        if said == common or (not said and common in ("", none[name])):
            parts.pop(name, None)
        elif not said:
            parts[name] = none[name]
    return "".join(parts[name] for name in ORDER if name in parts)


def style(look: TableLook, id_: str) -> str:
    """Return one table style."""
    lines = (f"<w:{name} {line}" for name, line in zip(CLASSES, look.lines, strict=True) if line)
    margins = look.margins.replace("tcMar>", "tblCellMar>") or wrapped("tblCellMar", NO_MARGINS)
    head = wrapped("tcPr", look.head)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId={quote(id_)}>'
        f"{val('name', f'表格（变体 {id_[1:]}）')}{val('basedOn', 'TableNormal')}"
        f"{val('uiPriority', 99)}{val('semiHidden')}"
        f"{wrapped('tblPr', wrapped('tblBorders', ''.join(lines)) + margins)}"
        f"{wrapped('tcPr', look.ground + look.seat)}"
        + (f'<w:tblStylePr w:type="firstRow">{head}</w:tblStylePr>' if head else "")
        + "</w:style>"
    )
