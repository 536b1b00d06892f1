"""Tables of contents (目录): a list of links with page numbers becomes Word's own TOC field.

The entries are there already, for readers that update no fields; in Word, 更新域 makes them anew.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from . import fields
from .manuscript import Story
from .paragraph import Block, Paragraph

INSTRUCTION = r'TOC \o "1-3" \h \z \u'


def is_contents(story: Story, element: Element) -> bool:
    """Return whether an element is a table of contents: a `nav` whose links print the page they lead to."""
    cascade = story.manuscript.cascade
    afters = (cascade.pseudo(link, "after") for link in element.iter("a")) if element.tag == "nav" else ()
    return any(
        kind == "target-counter()" and value[1] == "page"
        for after in afters
        if after and after.content
        for kind, value in after.content
    )


def wrap(held: Sequence[Block]) -> None:
    """Put the entries of a table of contents into one TOC field."""
    entries = [block for block in held if isinstance(block, Paragraph) and "<w:hyperlink" in block.content]
    if entries:
        entries[0].content = fields.begin(INSTRUCTION) + entries[0].content
        entries[-1].content += fields.end()
