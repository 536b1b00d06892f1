"""The Markdown docgen reads: python-markdown with what surprises a clerk taken out.

Out are raw HTML, line ends of two blanks, addresses between `<` and `>`, `_` for emphasis and all that
`block_syntax` names. Added are footnotes that stand where they are called (CSS `float: footnote`, Word's own
footnotes), `{: .name}` under a block to give it a class, and paragraphs that begin where a line does.
What is read stands in `lines` (rules for lines), `emphasis` (rules for stars), `block_syntax` and
`inline_syntax` (both as python-markdown reads them).
"""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from . import block_syntax, inline_syntax
from .captions import bring_captions

idle: deque[Markdown] = deque(maxlen=8)
"""Engines that no text is in: to make one costs as much as a page of text, and each reads one at a time."""


@contextmanager
def engine() -> Iterator[Markdown]:
    """Lend an engine that nobody else has while the block runs.

    One that an error stopped in the middle of a text would read the next one wrongly, and is not taken back.
    """
    try:
        lent = idle.pop()
    except IndexError:
        lent = Markdown(extensions=[OfficialMarkdown()])
    yield lent.reset()
    idle.append(lent)


class OfficialMarkdown(Extension):
    """The changes to python-markdown's syntax."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (python-markdown's name)
        """Take out and add."""
        md.preprocessors.deregister("html_block")
        self.footnotes = block_syntax.register(md)
        inline_syntax.register(md, self.footnotes)
        md.treeprocessors.register(Semantics(md), "semantics", 15)
        md.registerExtension(self)

    def reset(self) -> None:
        """Forget the footnotes of the text before."""
        self.footnotes.clear()


class Semantics(Treeprocessor):
    """Turns Markdown's levels and alignments into docgen's: the title is the only h1, looks are classes."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in list(root.iter()):
            if re.fullmatch("h[1-5]", element.tag):
                element.tag = f"h{int(element.tag[1]) + 1}"
            bring_captions(element)
            if align := element.attrib.pop("align", ""):
                element.set("class", f"align-{align}")
