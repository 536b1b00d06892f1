"""The Markdown docgen reads: python-markdown with what surprises a clerk taken out.

Out are raw HTML, line ends of two blanks, addresses between `<` and `>`, `_` for emphasis and all that
`block_syntax` names. Added are footnotes that stand where they are called (CSS `float: footnote`, Word's own
footnotes), `{: .name}` under a block to give it a class, and paragraphs that begin where a line does.
What is read stands in `lines` (rules for lines), `emphasis` (rules for stars), `block_syntax` and
`inline_syntax` (both as python-markdown reads them).
"""

import re
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from . import block_syntax, inline_syntax


@cache
def engine() -> Markdown:
    """Return the one Markdown instance; call `reset()` before each text."""
    return Markdown(extensions=[OfficialMarkdown()])


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
        for element in root.iter():
            if re.fullmatch("h[1-5]", element.tag):
                element.tag = f"h{int(element.tag[1]) + 1}"
            if align := element.attrib.pop("align", ""):
                element.set("class", f"align-{align}")
