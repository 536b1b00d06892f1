"""Rows at the end of a page: cells over several rows (`rowspan`), and rows taller than a page.

WeasyPrint 70 breaks a table between any two rows, also inside a cell that spans them: the cell's text goes on
below the last row, and no line closes it. Here the rows of such a cell stay together, unless they are many;
where they are broken all the same, the line of the table's end is drawn over all its columns. A row that is
to stay whole and is taller than what the head leaves of a page drives the head away; here it is broken.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_row_spans.py::test_the_rows_of_a_spanning_cell_stay_together_and_a_broken_table_is_closed
"""

from collections.abc import Iterable
from typing import Any

from weasyprint.layout import block

from ...tables.table_rows import ACCOMPANIED, LONE_ROWS, TOGETHER

plain_layout = block.table_layout
PROPERTY = "__last_row"


def install() -> None:
    """Make WeasyPrint keep the rows of spanning cells together; calling again changes nothing."""
    block.table_layout = table_layout


def table_layout(
    context: Any, table: Any, bottom_space: Any, skip_stack: Any, block: Any, page_is_empty: bool, *rest: Any
) -> tuple[Any, ...]:
    """Stand in for WeasyPrint's function of that name."""
    if skip_stack is None:
        for group in table.children:
            keep_together(group.children)
        keep_last(table)
    told = context, table, bottom_space, skip_stack, block, page_is_empty, *rest
    laid, resume_at, *others = plain_layout(*told)
    if laid is not None and page_is_empty and has_head(table) and not has_head(laid):
        let_break(table, skip_stack)
        laid, resume_at, *others = plain_layout(*told)
    if laid is not None and resume_at and laid.style["border_collapse"] == "collapse":
        close(laid)
    return laid, resume_at, *others


def keep_together(rows: Iterable[Any]) -> None:
    """Let no page break part the rows of a cell."""
    open_rows = 0
    for row in rows:
        spans = [cell.rowspan for cell in row.children if 1 < cell.rowspan <= TOGETHER]
        open_rows = max([open_rows - 1, *(span - 1 for span in spans)])
        if open_rows > 0 and row.style["break_after"] == "auto":
            row.style = row.style.copy()
            row.style["break_after"] = "avoid"


def keep_last(table: Any) -> None:
    """Let the last row of a table take the one before it to the next page, if its style sheet says so."""
    rows = [
        row for group in table.children if not (group.is_header or group.is_footer) for row in group.children
    ]
    said = [token.value for token in table.style[PROPERTY] or () if token.type == "ident"]
    if len(rows) > LONE_ROWS and ACCOMPANIED in said:
        rows[-2].style = rows[-2].style.copy()
        rows[-2].style["break_after"] = "avoid"


def has_head(table: Any) -> bool:
    """Say whether a table begins with rows that are repeated on each page."""
    return bool(table.children) and bool(table.children[0].is_header)


def let_break(table: Any, skip_stack: Any) -> None:
    """Let the row be broken that a page begins with."""
    number, inside = next(iter(skip_stack.items())) if skip_stack else (1, None)
    for row in table.children[number].children[next(iter(inside)) if inside else 0 :][:1]:
        row.style = row.style.copy()
        row.style["break_inside"] = "auto"


def close(table: Any) -> None:
    """Draw the line below the last row of a page under spanning cells too."""
    groups = [group for group in table.children if not (group.is_header or group.is_footer)]
    rows = [row for group in groups for row in group.children]
    if not rows:
        return
    ended = {
        column
        for cell in rows[-1].children
        if cell.rowspan == 1
        for column in range(cell.grid_x, cell.grid_x + cell.colspan)
    }
    head = len(table.children[0].children) if table.children[0].is_header else 0
    end = (table.skipped_rows or head) + len(rows)
    upright, level = table.collapsed_border_grid
    drawn = next((line for line in level[end] if line[1][1]), None)
    if drawn and len(ended) < len(level[end]):
        lines = [line if column in ended else drawn for column, line in enumerate(level[end])]
        table.collapsed_border_grid = upright, [*level[:end], lines, *level[end + 1 :]]
