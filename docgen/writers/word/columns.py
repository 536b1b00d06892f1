"""The widths of a table's columns: what CSS says, else by how much text they hold."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from ...stylesheet import Style, resolve
from .grid import Grid, span
from .manuscript import Story
from .measure import text_width
from .properties import padding

WIDEST = 40  # em of text beyond which a column asks for no more


def column_widths(story: Story, element: Element, style: Style, cells: Grid, room: float) -> list[float]:
    """Return the width of each column: what CSS says, the rest shared by how much text the columns hold."""
    count = max(column for _, column in cells) + 1
    room = max(room, count * 1.0)  # a point for each column, however little CSS leaves
    width = min(max(resolve(style.width, room, auto=room), count * 1.0), room)
    if style.table_fixed:
        cells = {place: cell for place, cell in cells.items() if cell.row == 0}
    said = [0.0] * count
    least, wanted = [style.font_size * 2] * count, [style.font_size * 2] * count
    for column, own in enumerate(columns_said(story, element, width)[:count]):
        said[column] = own
    for (row, column), cell in cells.items():
        if (cell.row, cell.column, cell.columns) == (row, column, 1):
            own_style = story.manuscript.cascade.style(cell.element)
            said[column] = said[column] or outer_width(own_style, width)
            if not style.table_fixed:
                wanted[column] = max(wanted[column], content_width(cell.element, own_style))
            if cell.element.tag == "th" and not style.table_fixed:
                least[column] = max(least[column], wanted[column])
    if style.width is None and not any(said):
        width = min(width, sum(wanted))
    return shared(said, least, wanted, width)


def outer_width(style: Style, width: float) -> float:
    """Return the width CSS gives to a cell, its padding included; 0 when it gives none."""
    own = resolve(style.width, width)
    padded = padding(style, width)
    return own + padded.left + padded.right if own else 0.0


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
    cascade = story.manuscript.cascade
    columns = [column for column in element.iter("col") for _ in range(span(column, "span"))]
    return [resolve(cascade.style(column).width, width) for column in columns]


def content_width(element: Element, style: Style) -> float:
    """Return the width of a cell whose longest text is not broken."""
    texts = (" ".join(text.split()) for text in element.itertext())
    longest = max((text_width(text, style) for text in texts), default=0.0)
    padded = padding(style, 0.0)
    return min(longest, WIDEST * style.font_size) + padded.left + padded.right + 1.0
