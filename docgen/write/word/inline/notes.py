"""Footnotes (脚注): CSS's `float: footnote` as Word's own notes."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from ..ooxml.xml import in_order, part, wrapped
from ..story.context import Room, Story
from ..styles.properties import RUN_ORDER

REFERENCE = {"rStyle": '<w:rStyle w:val="FootnoteReference"/>'}


def reference(story: Story, element: Element, properties: Mapping[str, str]) -> str:
    """Write a note, return the run that refers to it."""
    context = story.context
    context.notes.append(element)
    number = len(context.notes)
    said = {**{k: v for k, v in properties.items() if k not in ("sz", "szCs", "vertAlign")}, **REFERENCE}
    return f'<w:r>{wrapped("rPr", in_order(said, RUN_ORDER))}<w:footnoteReference w:id="{number}"/></w:r>'


def add(story: Story, room: Room) -> None:
    """Add footnotes.xml: the two separators Word wants, then the notes in the order of their references."""
    package = story.context.package
    reserved = package.reserve("footnotes")
    own = Story(story.context, reserved, story.flow)
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240"'
        f' w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    written = "".join(
        f'<w:footnote w:id="{number}">{note(own, element, room)}</w:footnote>'
        for number, element in enumerate(story.context.notes, start=1)
    )
    package.relate(package.fill(reserved, part("footnotes", separators, written)), "footnotes")


def note(story: Story, element: Element, room: Room) -> str:
    """Return the paragraphs of one note, its number first."""
    lead = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    style = story.context.cascade.style(element)
    return story.flow(story, element, style, room, lead + space)
