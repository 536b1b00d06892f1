"""Nodes become text: every name is looked up, and what it means is put in."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from docgen.content.figures.figure import Figure
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.suggest import nearest

from .blocks import BLOCK_NAMES, Block, blocks_in
from .names import Scopes, UnknownNameError, is_falsy, is_list, printed, resolve
from .parsing import Node, Section, Value

SIZE_LIMIT = 2_000_000
"""Characters a filled-in text may have."""
TAG_COST = 10
"""What each tag, and each round of a list, counts towards that limit, so that empty loops end too."""
MISSING = object()
"""Stands for what could not be found, since None is a value."""


class Filler:
    """Turns nodes into text, and gathers the names that cannot be filled in."""

    def __init__(
        self,
        place_of: Callable[[int], Place],
        escape: Callable[[str], str],
        put_in: Callable[[str], str] | None = None,
    ) -> None:
        self.place_of = place_of
        self.escape = escape
        self.put_in = put_in
        self.problems: dict[int, Problem] = {}  # by offset: a tag in a long list is reported once
        self.pieces: list[str] = []
        self.left = SIZE_LIMIT

    def fill(self, nodes: Sequence[Node], scopes: Scopes) -> str:
        """Return the text of all nodes, or raise ContentError."""
        self.walk(nodes, scopes)
        if self.problems:
            raise ContentError(self.problems.values())
        return "".join(self.pieces)

    def walk(self, nodes: Sequence[Node], scopes: Scopes) -> None:
        """Add what the nodes mean within `scopes`, the innermost last."""
        for node in nodes:
            if isinstance(node, str):
                self.add(node)
            elif isinstance(node, Value):
                self.value(node, scopes)
            elif isinstance(node, Block):
                self.block(node, scopes)
            else:
                self.section(node, scopes)

    def value(self, node: Value, scopes: Scopes) -> None:
        """Add a value; one that is empty or not a single value is a problem."""
        found = self.find(node, scopes)
        if found is MISSING:
            return
        if node.with_unit:
            found = found.with_unit if isinstance(found, Figure) else None
        text = "" if found is None else printed(found)
        if node.with_unit and not text:
            self.problem("placeholder-without-unit", node, name=node.name)
        elif text:
            self.add(self.escape(text))
        else:
            code = "placeholder-not-text" if text is None else "placeholder-empty"
            self.problem(code, node, name=node.name)

    def block(self, node: Block, scopes: Scopes) -> None:
        """Add a block where one may stand; one of which nothing is declared is a problem."""
        kept = (blocks_in(scope, node.kind) for scope in scopes)
        blocks: Mapping[str, str] = next(filter(None, kept), {})
        if self.put_in is None:
            self.problem("block-in-line", node, tag=node.tag)
        elif node.name not in blocks:
            told = {"name": node.name, "kind": BLOCK_NAMES[node.kind]}
            if blocks:
                self.problem("block-unknown", node, **told, near=nearest(node.name, blocks))
            else:
                self.problem("block-undeclared", node, **told)
        else:
            self.add(self.put_in(blocks[node.name]))

    def section(self, node: Section, scopes: Scopes) -> None:
        """Add a section: once for a value, once for each item of a list, not at all for nothing."""
        found = self.find(node, scopes)
        if found is MISSING or is_falsy(found) is not node.inverted:
            return
        inner: Iterable[Scopes] = [(*scopes, found)]
        if node.inverted:
            inner = [scopes]
        elif is_list(found):
            inner = ((*scopes, item) for item in found)
        for scope in inner:
            self.spend(TAG_COST)
            self.walk(node.children, scope)

    def find(self, node: Value | Section, scopes: Scopes) -> object:
        """Return what a node's name means, or MISSING after noting that it means nothing."""
        self.spend(TAG_COST)
        try:
            return resolve(node.name, scopes)
        except UnknownNameError as unknown:
            near = nearest(unknown.part, unknown.known)
            code = "placeholder-below-nothing" if unknown.above else "placeholder-unknown"
            told = {"part": unknown.part, "near": near, "above": unknown.above}
            self.problem(code, node, name=node.name, **told)
            return MISSING

    def add(self, text: str) -> None:
        """Add text to the result."""
        self.spend(len(text))
        self.pieces.append(text)

    def spend(self, size: int) -> None:
        """Count towards the size limit, and stop when it is passed."""
        self.left -= size
        if self.left < 0:
            raise ContentError([Problem("text-too-long", self.place_of(0), {"limit": SIZE_LIMIT})])

    def problem(self, code: str, node: Value | Section | Block, **values: object) -> None:
        """Note a problem and go on."""
        self.problems.setdefault(node.offset, Problem(code, self.place_of(node.offset), values))
