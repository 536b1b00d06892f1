"""Columns of tables as wide as `docgen.layout.tables.column_widths` chooses (`--columns: by-content`).

WeasyPrint 70 shares a table's room between the narrowest and the widest its columns can be, as CSS 2.1 lets
it, and asks Pango for both of every cell, on which it spends half the time of a long table. Chinese breaks
anywhere, so beside a long text a column is one character wide. Where the style sheet asks for it, and gives
no column a width or each of them, docgen's rule chooses instead; Word is written by the same.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_column_widths.py::test_columns_are_as_wide_as_a_person_would_choose
"""

import logging
from collections.abc import Iterator
from itertools import islice
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import table as tables
from weasyprint.layout.preferred import margin_width

from ...tables.column_widths import OBJECT, Cell, Piece, Shared, note_call, picture, shared, texts

plain_layout = tables.auto_table_layout
PROPERTY = "__columns"
SQUEEZED = "squeezed table: "
"""How the message begins that a table's dates, numbers or words had to be broken; its head follows."""
logger = logging.getLogger("weasyprint")


def install() -> None:
    """Make WeasyPrint ask docgen for the widths of columns; calling again changes nothing."""
    tables.auto_table_layout = auto_table_layout


def auto_table_layout(context: Any, wrapper: Any, containing_block: Any) -> None:
    """Stand in for WeasyPrint's function of that name: set the table's width and its columns'."""
    table = wrapper.get_wrapped_table()
    if is_by_content(table):
        available = room(wrapper, table, containing_block[0]) if table.width == "auto" else table.width
        found = chosen(context, table, available)
        table.width, table.column_widths = sum(found.widths), list(found.widths)
    elif says_by_content(table) and shares_of(table) and table.width != "auto":
        tables.fixed_table_layout(wrapper)
    else:
        plain_layout(context, wrapper, containing_block)


def is_by_content(table: Any) -> bool:
    """Say whether a table's columns are to be as what they hold, which is text in all of them."""
    if not says_by_content(table):
        return False
    columns = [column for group in table.column_groups for column in (group, *group.children)]
    cells = list(cells_of(table))
    free = all(box.style["width"] == "auto" for box in cells)
    free = free and (bool(shares_of(table)) or all(box.style["width"] == "auto" for box in columns))
    return bool(cells) and free and all(is_textual(child) for cell in cells for child in cell.children)


def shares_of(table: Any) -> list[float]:
    """Return the shares of a table's width that its style sheet gives to each of its columns, or none."""
    widths = [column.style["width"] for group in table.column_groups for column in group.children]
    given = all(width != "auto" and width.unit == "%" and width.value > 0 for width in widths)
    return [width.value for width in widths] if given and len(widths) == column_count(table) else []


def column_count(table: Any) -> int:
    """Return how many columns the cells of a table take."""
    return max((int(cell.grid_x + cell.colspan) for cell in cells_of(table)), default=0)


def says_by_content(table: Any) -> bool:
    """Say whether a table's style sheet is one that leaves its columns to docgen."""
    said = table.style[PROPERTY] or ()
    return any(token.type == "ident" and token.value == "by-content" for token in said)


def is_textual(box: Any) -> bool:
    """Say whether a box in a cell holds nothing but text, and pictures that stand in it."""
    if not box.is_in_normal_flow():
        return not box.is_absolutely_positioned()
    if isinstance(box, boxes.TextBox | boxes.InlineReplacedBox):
        return True
    flowing = isinstance(box, boxes.LineBox | boxes.InlineBox | boxes.BlockBox)
    return flowing and not isinstance(box, boxes.ReplacedBox) and all(map(is_textual, box.children))


def cells_of(table: Any) -> Iterator[Any]:
    """Give the cells of a table."""
    return (cell for group in table.children for row in group.children for cell in row.children)


def room(wrapper: Any, table: Any, outside: float) -> float:
    """Return how wide a table's columns may be together."""
    margins = sum(one for one in (wrapper.margin_left, wrapper.margin_right) if one != "auto")
    edges = table.padding_left + table.padding_right + table.border_left_width + table.border_right_width
    return float(outside - margins - edges)


def chosen(context: Any, table: Any, available: float) -> Shared:
    """Return the widths of a table's columns; a table that goes over many pages is asked once."""
    known = context.tables.setdefault((PROPERTY, table), {})
    key = (available, table.style["width"] == "auto")
    if key not in known:
        fills = table.style["width"] != "auto"
        known[key] = shared(columns_of(table), available, fills, shares_of(table))
        if known[key].squeezed:
            loosen(table)
            logger.warning("%s%s", SQUEEZED, head_of(table))
    return known[key]  # type: ignore[no-any-return]


def columns_of(table: Any) -> list[list[Cell]]:
    """Return what the columns of a table hold, from the head down, without cells over several columns."""
    columns: list[list[Cell]] = [[] for _ in range(column_count(table))]
    for cell in cells_of(table):
        if cell.colspan == 1:
            held = Cell(texts(pieces(cell)), margin_width(cell, 0), head=cell.element_tag == "th")
            columns[cell.grid_x].append(held)
    return columns


def pieces(box: Any) -> Iterator[Piece | None]:
    """Give the text in a box, and None where a line ends by itself."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.TextBox):
            whole = child.style["white_space"] in ("nowrap", "pre")
            for number, line in enumerate(child.text.split("\n")):
                if number:
                    yield None
                yield Piece(line, child.style["font_size"], whole)
        elif child.footnote:
            yield note_call(box.style["font_size"])
        elif isinstance(child, boxes.ReplacedBox):
            yield picture(child.style["font_size"])
        elif isinstance(child, boxes.InlineBox):
            yield from pieces(child)
        else:
            yield from pieces(child)
            yield None


def head_of(table: Any) -> str:
    """Return what stands in the first cells of a table."""
    first = islice(cells_of(table), 3)
    return "、".join("".join(piece.text.strip(OBJECT) for piece in pieces(cell) if piece) for cell in first)


def loosen(table: Any) -> None:
    """Let lines break anywhere in a table whose words do not fit."""
    for cell in cells_of(table):
        for box in cell.descendants():
            if isinstance(box, boxes.TextBox):
                box.style = box.style.copy()
                box.style["white_space"] = "normal"
                box.style["overflow_wrap"] = "anywhere"
