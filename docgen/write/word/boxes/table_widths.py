"""The widths of a table's columns: what CSS says, else by how much text they hold."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from docgen.layout.styles import Style, resolve

from ..story.context import Story, edge
from ..story.measure import text_width
from ..styles.properties import padding
from . import pictures
from .table_columns import widths_by_content
from .table_grid import Grid, line_share, span

DEEPEST = 20  # boxes inside boxes that are measured
ROOMY = 1.05  # times the width of a text that is measured without its font
WIDEST = 40  # em of text beyond which a column asks for no more


def column_widths(
    story: Story, element: Element, style: Style, cells: Grid, room: float, lines: float = 0.0
) -> list[float]:
    """Return the width of each column: what CSS says, the rest shared by how much text the columns hold.

    `room` is what they may fill together; `lines` stand beside it and are part of the width CSS gives.
    """
    count = max(column for _, column in cells) + 1
    room = max(room, count * 1.0)  # a point for each column, however little CSS leaves
    width = min(max(resolve(style.width, room + lines, auto=room + lines) - lines, count * 1.0), room)
    own_widths = columns_said(story, element, width)
    said_for_all = all(own_widths) and len(own_widths) == count
    if style.by_content and not style.table_fixed and (said_for_all or not any(own_widths)):
        given = own_widths if said_for_all else ()
        found = widths_by_content(story, style, cells, width, fills=style.width is not None, said=given)
        if found:
            return found
    if style.table_fixed:
        cells = {place: cell for place, cell in cells.items() if cell.row == 0}
    said, share = [0.0] * count, line_share(style)
    least, wanted = [style.font_size * 2] * count, [style.font_size * 2] * count
    for column, own in enumerate(own_widths[:count]):
        said[column] = own
    for (row, column), cell in cells.items():
        if (cell.row, cell.column, cell.columns) == (row, column, 1):
            own_style = story.context.cascade.style(cell.element)
            said[column] = said[column] or outer_width(own_style, width, share)
            if not style.table_fixed:
                wanted[column] = max(wanted[column], content_width(story, cell.element, own_style))
            if cell.element.tag == "th" and not style.table_fixed:
                least[column] = max(least[column], wanted[column])
    if style.width is None and not any(said):
        width = min(width, sum(wanted))
    return shared(said, least, wanted, width)


def outer_width(style: Style, width: float, share: float) -> float:
    """Return the width CSS gives to a cell, with its padding and its share of lines; 0 when it gives none."""
    own = resolve(style.width, width)
    padded = padding(style, width)
    lines = sum(line.width for line in (style.border.left, style.border.right) if line)
    return own + padded.left + padded.right + lines * share if own else 0.0


def shared(
    said: Sequence[float], least: Sequence[float], wanted: Sequence[float], width: float
) -> list[float]:
    """Return widths that fill the table: said ones as they are, others between what they need and want."""
    left = width - sum(said)
    need, want = ([one for one, own in zip(all_, said, strict=True) if not own] for all_ in (least, wanted))
    if not want or left < 1:
        full = [own or 1.0 for own in said]
        return [own * width / sum(full) for own in full]
    if sum(need) >= left or sum(want) <= left:
        base = need if sum(need) >= left else want
        given = iter([one * left / sum(base) for one in base])
    else:
        share = (left - sum(need)) / (sum(want) - sum(need))
        given = iter([low + (high - low) * share for low, high in zip(need, want, strict=True)])
    return [own or next(given) for own in said]


def columns_said(story: Story, element: Element, width: float) -> list[float]:
    """Return the widths that `col` elements are given."""
    cascade = story.context.cascade
    columns = [column for column in element.iter("col") for _ in range(span(column, "span"))]
    return [resolve(cascade.style(column).width, width) for column in columns]


def content_width(story: Story, element: Element, style: Style) -> float:
    """Return the width of a cell whose longest text is not broken."""
    if len(element) and element.find(".//table") is not None:
        return natural_width(story, element, style)
    texts = (" ".join(text.split()) for text in element.itertext())
    longest = max((text_width(text, style) for text in texts), default=0.0)
    shown = (one for one in element.iter() if pictures.is_picture(one))
    cascade = story.context.cascade
    widest = max((pictures.width(story, one, cascade.style(one)) for one in shown), default=0.0)
    padded = padding(style, 0.0)
    return max(widest, min(longest, WIDEST * style.font_size)) + padded.left + padded.right + 1.0


def natural_width(story: Story, element: Element, style: Style, depth: int = 0) -> float:
    """Return the width of a box none of whose lines is broken, its edges included."""
    cascade = story.context.cascade
    edges = sum(edge(style, side, 0.0) for side in ("left", "right"))
    if pictures.is_picture(element):
        return pictures.width(story, element, style) + edges
    if style.width is not None:
        return resolve(style.width, 0.0) + edges
    children = [(child, cascade.style(child)) for child in element if isinstance(child.tag, str)]
    blocks = [(child, own) for child, own in children if not own.inline and own.display != "none"]
    if blocks and depth < DEEPEST and not all(child.tag == "br" for child, _ in blocks):
        widths = [natural_width(story, child, own, depth + 1) for child, own in blocks]
        return edges + (sum(widths) if style.display == "table-row" else max(widths))
    drawn = sum(natural_width(story, *child) for child in children if pictures.is_picture(child[0]))
    longest = max(text_width(line, style) for line in lines_of(element))
    return edges + drawn + longest * ROOMY + (style.font_size / 4 if longest else 0.0)


def lines_of(element: Element) -> list[str]:
    """Return the text of an element, cut where `br` breaks it."""
    said = [(element.text or "")]
    for child in element:
        said[-1:] = [said[-1] + "".join(child.itertext())] if child.tag != "br" else [said[-1], ""]
        said[-1] += child.tail or ""
    return [" ".join(line.split()) for line in said]
