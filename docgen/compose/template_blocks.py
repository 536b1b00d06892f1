"""Words of a template that no page would show: Jinja drops them without a sound.

A template that extends another gives its page only what stands in blocks that the other has. In goes its
tree, out come a problem for each block that has no such place and for each piece outside all blocks.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from jinja2 import nodes

from docgen.foundation.errors import Place, Problem
from docgen.foundation.suggest import nearest

SILENT = (
    nodes.Extends, nodes.Block, nodes.Macro, nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport,
)  # fmt: skip
"""What may stand outside blocks: it prints nothing there."""

TreeOf = Callable[[str], nodes.Template]


def lost(template: nodes.Template, file: Path, tree_of: TreeOf) -> Iterator[Problem]:
    """Yield what a template has that its page would not show; `tree_of` parses another, by its name."""
    parent = parent_of(template)
    if parent is None:
        return
    known = frozenset(block_names(tree_of(parent), tree_of))
    for node in template.body:
        place = Place(file, node.lineno)
        if isinstance(node, nodes.Block) and node.name not in known:
            values = {"name": node.name, "near": nearest(node.name, known)}
            yield Problem("template-block", place, values)
        elif not isinstance(node, SILENT) and not is_blank(node):
            yield Problem("template-outside", Place(file, line_of(node)))


def parent_of(template: nodes.Template) -> str | None:
    """Return the name of the template that another extends, None where it extends none, or one of several."""
    found = [node.template for node in template.find_all(nodes.Extends)]
    only = found[0] if len(found) == 1 else None
    return str(only.value) if isinstance(only, nodes.Const) else None


def block_names(template: nodes.Template, tree_of: TreeOf) -> Iterator[str]:
    """Yield the names of the blocks of a template and of all that it extends."""
    yield from (block.name for block in template.find_all(nodes.Block))
    parent = parent_of(template)
    if parent is not None:
        yield from block_names(tree_of(parent), tree_of)


def is_blank(node: nodes.Node) -> bool:
    """Say whether a piece prints nothing but blanks."""
    parts = node.nodes if isinstance(node, nodes.Output) else [node]
    return all(isinstance(part, nodes.TemplateData) and not part.data.strip() for part in parts)


def line_of(node: nodes.Node) -> int:
    """Return the line on which what a piece prints begins, behind its blank lines."""
    first = node.nodes[0] if isinstance(node, nodes.Output) and node.nodes else node
    if not isinstance(first, nodes.TemplateData):
        return int(first.lineno)
    return int(first.lineno) + first.data[: len(first.data) - len(first.data.lstrip())].count("\n")
