"""Tables of contents (目录): a list of links with page numbers becomes Word's own TOC field.

The entries are there already, for readers that update no fields; in Word, 更新域 makes them anew.
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from docgen.layout.styles import Style

from ..ooxml import fields
from ..story.context import Story
from ..story.paragraph import Block, Paragraph

OUTLINE = "1-3"
"""The levels of headings that contents list when CSS does not say."""
LEVEL = re.compile(r"(.+) (\d)")


def instruction(said: str) -> str:
    """Return the TOC field for what `--docx-toc` says, '' when it says nothing.

    `1-2` are the levels of headings to list; `章标题译文 3, 标题译文 4` lists paragraphs of these styles
    instead, for contents in a second language, and sets them in the styles 目录 3 and 目录 4.
    """
    if styles := listed(said):
        names = ",".join(f"{name},{level}" for name, level in styles)
        return rf'TOC \h \z \t "{names}"'
    return rf'TOC \o "{said.replace(" ", "") or OUTLINE}" \h \z \u'


def listed(said: str) -> list[tuple[str, str]]:
    """Return the styles that `--docx-toc` lists, each with its level."""
    found = (LEVEL.fullmatch(part.strip()) for part in said.split(","))
    return [(one[1], one[2]) for one in found if one]


def is_contents(story: Story, element: Element) -> bool:
    """Return whether an element is a table of contents: a `nav` whose links print the page they lead to."""
    cascade = story.context.cascade
    afters = (cascade.pseudo(link, "after") for link in element.iter("a")) if element.tag == "nav" else ()
    return any(
        kind == "target-counter()" and value[1] == "page"
        for after in afters
        if after and after.content
        for kind, value in after.content
    )


def wrap(story: Story, held: Sequence[Block], style: Style) -> None:
    """Put the entries of a table of contents into one TOC field."""
    entries = [block for block in held if isinstance(block, Paragraph) and "<w:hyperlink" in block.content]
    said = style.docx.get("toc", "")
    story.context.sought.update(name for name, _ in listed(said))
    if entries:
        entries[0].content = fields.begin(instruction(said)) + entries[0].content
        entries[-1].content += fields.end()
