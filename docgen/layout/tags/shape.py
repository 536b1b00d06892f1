"""A tree of tags put into the form that PDF/UA-1 asks for (ISO 14289-1, 7; ISO 32000-1, 14.8.4.3).

What holds nothing goes; an item of a list is a label and a body; a term and what is said of it are one item;
rows of a table are as long as each other; notes are told apart; headings step down by one. Looks and numbers
on the page stay as they are: clerks go from 一、 to 1. where a （一） would stand for nothing; in a reader's
list of headings there is no gap.
"""

from collections.abc import Iterable, Iterator, Sequence

from .nodes import Kid, Node

OF_ROWS = frozenset({"TD", "TH", "TR"})
"""Nodes that may be empty: a table has as many cells in each row, and cells reach over rows without any."""
LABEL = "Lbl"


def shaped(document: Node) -> Node:
    """Return a tree in the form that readers expect; the tree itself is changed."""
    prune(document)
    for node in list(document.walk()):
        if node.kind == "L":
            node.kids = list(items(node))
            for kid in node.kids:
                if isinstance(kid, Node) and kid.kind == "LI":
                    kid.kids = item(kid)
        elif node.kind == "Table":
            put_parts_right(node)
            fill_up(node)
    level = notes = 0
    for node in document.walk():
        if node.kind == "Note":
            notes += 1
            node.mark = f"note-{notes}"
        if node.kind[0] == "H" and node.kind[1:].isdigit():
            level = min(int(node.kind[1:]), level + 1)
            node.kind = f"H{level}"
    return document


def put_parts_right(table: Node) -> None:
    """Give a table one caption before or after all else, at most one head and one foot, and a body (7.2)."""
    nodes = [kid for kid in table.kids if isinstance(kid, Node)]
    captions = [node for node in nodes if node.kind == "Caption"]
    parts = [node for node in nodes if node.kind != "Caption"]
    for kind in ("THead", "TFoot"):
        for part in [part for part in parts if part.kind == kind][1:]:
            part.kind = "TBody"
    if parts and not any(part.kind in ("TBody", "TR") for part in parts):
        parts[-1].kind = "TBody"
    if captions and captions != nodes[-1:]:
        captions[0].kids = [kid for caption in captions for kid in caption.kids]
        table.kids = [captions[0], *(kid for kid in table.kids if kid not in captions)]


def fill_up(table: Node) -> None:
    """Give the rows of a table that end early empty cells, so that each has as many columns (7.2).

    In a table without heads (a form, a checklist) the first cell of a row says what the row is about (7.5).
    """
    rows = [node for node in table.walk() if node.kind == "TR"]
    cells = [[kid for kid in row.kids if isinstance(kid, Node)] for row in rows]
    widths = row_widths([span(cell) for cell in row] for row in cells)
    if all(cell.kind != "TH" for row in cells for cell in row):
        for own in cells:
            head_by_first(own)
    for row, width in zip(rows, widths, strict=True):
        row.kids += [Node("TD", row.language) for _ in range(max(widths) - width)]


def head_by_first(row: Sequence[Node]) -> None:
    """Make the first of several cells the head of their row."""
    if len(row) > 1:
        row[0].kind = "TH"
        row[0].attributes = {"Table": {"Scope": "/Row", **row[0].attributes.get("Table", {})}}


def span(cell: Node) -> tuple[int, int]:
    """Return over how many columns and rows a cell reaches."""
    said = cell.attributes.get("Table", {})
    return said.get("ColSpan", 1), said.get("RowSpan", 1)


def row_widths(rows: Iterable[Iterable[tuple[int, int]]]) -> list[int]:
    """Return how many columns each row of cells has, those counted that reach down into it from above."""
    widths, reaching = [], list[int]()  # of each column, over how many rows more a cell reaches
    for row in rows:
        column, following = 0, [max(0, left - 1) for left in reaching]
        for wide, high in row:
            column = free_column(reaching, column)
            following += [0] * (column + wide - len(following))
            following[column : column + wide] = [high - 1] * wide
            column += wide
        widths.append(free_column(reaching, column))
        reaching = following
    return widths


def free_column(reaching: Sequence[int], column: int) -> int:
    """Return the first column from one on into which no cell reaches from above."""
    while column < len(reaching) and reaching[column]:
        column += 1
    return column


def prune(node: Node) -> bool:
    """Take out of a node what has nothing in it; say whether anything is left."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or prune(kid)]
    return bool(node.kids) or node.kind in OF_ROWS


def items(listing: Node) -> Iterator[Kid]:
    """Yield the items of a list: of terms with what is said of them, an item for each."""
    open_item: Node | None = None
    for kid in listing.kids:
        if not isinstance(kid, Node) or kid.kind in ("LI", "L", "Caption"):
            open_item = None
            yield kid if isinstance(kid, Node) else Node("LI", listing.language, kids=[kid])
        elif kid.kind == LABEL or open_item is None:
            open_item = Node("LI", listing.language, kids=[kid])
            yield open_item
        else:
            open_item.kids.append(kid)


def item(node: Node) -> list[Kid]:
    """Return the kids of a list's item: its label, and one body with all else."""
    labels = [kid for kid in node.kids if isinstance(kid, Node) and kid.kind == LABEL]
    bodies = [kid for kid in node.kids if isinstance(kid, Node) and kid.kind == "LBody"]
    rest = [kid for kid in node.kids if kid not in labels and kid not in bodies]
    within = [*(one for body in bodies for one in body.kids), *rest]
    return [*labels, Node("LBody", node.language, kids=within)] if within else [*labels]
