"""Elements that flow in a line of text: spans, links, breaks, generated content, pictures, notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from ...stylesheet import Style
from . import fields, notes, pictures, positioned
from .line import Line, Run
from .manuscript import Room, Story
from .properties import shading
from .styles import NamedStyle
from .xml import quote

SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True)
class Pen:
    """What text is written with: its style, the paragraph style it departs from, what was added since."""

    style: Style
    base: NamedStyle
    character: NamedStyle | None = None
    extra: tuple[tuple[str, str], ...] = ()

    def properties(self, story: Story) -> Mapping[str, str]:
        """Return what a run written with this pen must say."""
        change = story.manuscript.run_change(self.style, self.base, self.character)
        return {**change, **dict(self.extra)} if self.extra else change


class Inline:
    """Writes the inline content of one paragraph into a `Line`."""

    def __init__(self, story: Story, room: Room, line: Line) -> None:
        self.story, self.room, self.line = story, room, line
        self.cascade = story.manuscript.cascade

    def content(self, element: Element, pen: Pen) -> None:
        """Write all that is inside an element."""
        self.generated(element, "before", pen)
        self.nodes([element.text, *(node for child in element for node in (child, child.tail))], pen)
        self.generated(element, "after", pen)

    def nodes(self, nodes: Iterable[Element | str | None], pen: Pen) -> None:
        """Write a sequence of texts and elements."""
        for node in nodes:
            if node is None or isinstance(node, str):
                self.line.write(node, pen.style, pen.properties(self.story))
            elif isinstance(node.tag, str):
                self.element(node, pen)

    def element(self, element: Element, pen: Pen) -> None:
        """Write one element as what it is."""
        style = self.cascade.style(element)
        if style.display == "none" or style.docx.get("skip"):
            return
        if style.running:
            self.story.manuscript.running[style.running] = element
        elif style.position in ("absolute", "fixed"):
            positioned.place(self.story, element, style, self.room)
        elif style.floating == "footnote":
            self.line.raw(notes.reference(self.story, element, pen.properties(self.story)), "1")
        elif element.tag == "br":
            self.line.break_line()
        elif element.tag in ("img", "svg"):
            self.line.raw(pictures.in_line(self.story, element, style, self.room), "\u3000")
        else:
            self.span(element, style, pen)

    def span(self, element: Element, style: Style, pen: Pen) -> None:
        """Write a plain inline element with its bookmark and its link."""
        own = self.pen(style, pen)
        if style.floating == "right":
            self.line.tab()
        opening, closing = bookmark(self.story, element)
        link = self.link(element)
        self.line.raw(opening + link)
        self.content(element, own)
        self.line.raw(("</w:hyperlink>" if link else "") + closing)

    def pen(self, style: Style, pen: Pen) -> Pen:
        """Return the pen for an element inside text written with `pen`."""
        extra = dict(pen.extra)
        if style.raised:
            # Word makes raised text smaller by itself, so it keeps the size of the text around it.
            style = raised(style, pen.style)
            extra["vertAlign"] = f'<w:vertAlign w:val="{"super" if style.raised > 0 else "sub"}script"/>'
        if style.background and style.background != "FFFFFF":
            extra["shd"] = shading(style.background)
        character = self.story.manuscript.book.character(style) or pen.character
        return Pen(style, pen.base, character, tuple(extra.items()))

    def link(self, element: Element) -> str:
        """Return the opening of `w:hyperlink` for a link inside the document or to the web."""
        address = element.get("href", "") if element.tag == "a" else ""
        if address.startswith("#") and len(address) > 1:
            return (
                f'<w:hyperlink w:anchor={quote(self.story.manuscript.bookmark(address[1:]))} w:history="1">'
            )
        if scheme(address) in SCHEMES:
            relationship = self.story.part.relate_to(address, RT.HYPERLINK, is_external=True)
            return f'<w:hyperlink r:id="{relationship}" w:history="1">'
        return ""

    def generated(self, element: Element, pseudo: str, pen: Pen) -> None:
        """Write what ::before or ::after adds."""
        style = self.cascade.pseudo(element, pseudo)
        if style and style.content and style.display != "none":
            self.print(style.content, self.pen(style, pen), element)

    def print(self, content: Iterable[tuple[str, Any]], pen: Pen, element: Element) -> None:
        """Write the parts of a `content` property."""
        for kind, value in content:
            text = self.field_or_text(kind, value, pen, element)
            self.line.write(text, pen.style, pen.properties(self.story))

    def field_or_text(self, kind: str, value: Any, pen: Pen, element: Element) -> str:
        """Return one part of generated content as text; a part that Word works out is written as a field."""
        if kind == "string":
            return str(value)
        if kind == "counter()" and value[0] in fields.COUNTS:
            properties = Run(pen.properties(self.story), "", False, False).properties_xml()
            self.line.raw(fields.page_field(value[0], value[1], "1", properties), "1")
        elif kind == "counter()":
            return self.counter(element, value[0], value[1])
        elif kind == "counters()":
            stack = self.story.manuscript.counters.at.get(element, {}).get(value[0], (0,))
            return str(value[1]).join(self.cascade.counter_text(number, value[2]) for number in stack)
        elif kind == "attr()":
            return element.get(value[0], "")
        elif kind == "content()":
            return "".join(element.itertext())
        return ""

    def counter(self, element: Element, name: str, style: Any) -> str:
        """Return the value of a counter at an element, as its style writes it."""
        stack = self.story.manuscript.counters.at.get(element, {}).get(name, (0,))
        return self.cascade.counter_text(stack[-1], style)


def raised(style: Style, around: Style) -> Style:
    """Return the style of raised text at the size of the text around it."""
    return replace(style, font_size=around.font_size)


def scheme(address: str) -> str:
    """Return the scheme of an address, '' when it is none at all."""
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""


def bookmark(story: Story, element: Element) -> tuple[str, str]:
    """Return the marks around an element that links and cross-references may lead to."""
    name = element.get("id")
    if not name:
        return "", ""
    number = next(story.manuscript.bookmark_ids)
    word_name = quote(story.manuscript.bookmark(name))
    return f'<w:bookmarkStart w:id="{number}" w:name={word_name}/>', f'<w:bookmarkEnd w:id="{number}"/>'
