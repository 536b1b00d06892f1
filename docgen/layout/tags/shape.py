"""A tree of tags put into the form that PDF/UA-1 asks for (ISO 14289-1, 7; ISO 32000-1, 14.8.4.3).

What holds nothing goes; an item of a list is a label and a body; a term and what is said of it are one item;
notes are told apart; headings step down by one. Looks and numbers on the page stay as they are: clerks go
from 一、 to 1. where a （一） would stand for nothing; in a reader's list of headings there is no gap.
"""

from collections.abc import Iterator

from .nodes import Kid, Node

CELLS = frozenset({"TD", "TH"})
"""Nodes that may be empty: a table has as many in each row."""
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
    level = notes = 0
    for node in document.walk():
        if node.kind == "Note":
            notes += 1
            node.mark = f"note-{notes}"
        if node.kind[0] == "H" and node.kind[1:].isdigit():
            level = min(int(node.kind[1:]), level + 1)
            node.kind = f"H{level}"
    return document


def prune(node: Node) -> bool:
    """Take out of a node what has nothing in it; say whether anything is left."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or prune(kid)]
    return bool(node.kids) or node.kind in CELLS


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
