"""Elements that flow in a line of text: spans, links, breaks, generated content, pictures, notes."""

from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from docgen.layout.styles import Style, resolve

from ..boxes import pictures, positioned
from ..ooxml import fields
from ..ooxml.limits import type_size
from ..ooxml.xml import quote, val
from ..story.context import Room, Story, edge
from ..story.line import Line, Run, text_xml
from ..story.measure import text_width
from ..story.run_format import RunFormat
from ..styles.properties import UNDERLINES, border_line, shading
from . import notes
from .generated import Printer

SCHEMES = frozenset({"http", "https", "mailto", "tel"})


TOO_DEEP = 60  # elements inside elements; what lies deeper is written as plain text

SQUARE = 1.8  # em: a narrower empty frame is a box to tick
EMPHASIS = frozenset({"dot", "comma", "circle", "underDot"})  # 着重号
BLANK = 16  # spaces in a form's empty line
UNPRINTED = frozenset({"hidden", "submit", "button", "reset", "image", "file"})

Nodes = list[Element | str | None]


def nodes(element: Element) -> Nodes:
    """Return the texts and children of an element in order."""
    return [element.text, *(node for child in element for node in (child, child.tail))]


class Inline:
    """Writes the inline content of one paragraph into a `Line`."""

    def __init__(self, story: Story, room: Room, line: Line) -> None:
        self.story, self.room, self.line = story, room, line
        self.depth = 0
        self.initial: RunFormat | None = None  # what the first letter that comes is written with
        self.cascade = story.context.cascade

    def content(self, element: Element, run_format: RunFormat) -> None:
        """Write all that is inside an element."""
        self.depth += 1
        self.generated(element, "before", run_format)
        self.nodes(nodes(element) if self.depth < TOO_DEEP else list(element.itertext()), run_format)
        self.generated(element, "after", run_format)
        self.depth -= 1

    def nodes(self, nodes: Nodes, run_format: RunFormat) -> None:
        """Write a sequence of texts and elements."""
        for node in nodes:
            if node is None or isinstance(node, str):
                self.text(node or "", run_format)
            elif isinstance(node.tag, str):
                self.element(node, run_format)

    def text(self, text: str, run_format: RunFormat) -> None:
        """Write plain text; the paragraph's first letter may look different (::first-letter)."""
        if self.initial and text.strip():
            initial, self.initial = self.initial, None
            text = text.lstrip()
            self.line.write(text[0], initial.style, initial.properties(self.story))
            text = text[1:]
        self.line.write(text, run_format.style, run_format.properties(self.story))

    def element(self, element: Element, run_format: RunFormat) -> None:
        """Write one element as what it is."""
        style = self.cascade.style(element)
        if style.display == "none" or style.docx.get("skip"):
            return
        self.story.running.meet(element, style)
        if style.running:
            return
        if style.position == "fixed":
            self.story.context.fixed.append(element)
        elif element in self.story.context.lifted:
            return
        elif style.position == "absolute":
            positioned.place(self.story, element, style, self.room)
        elif positioned.floated(style, element):
            positioned.float_beside(self.story, element, style, self.room)
        elif style.floating == "footnote" and self.story.takes_notes:
            self.line.raw(notes.reference(self.story, element, run_format.properties(self.story)), "1")
        elif element.tag == "br":
            self.line.break_line()
        elif element.tag == "input":
            self.form_field(element, run_format)
        elif element.tag == "ruby":
            self.line.raw(ruby(self.story, element, run_format), "".join(element.itertext()))
        elif pictures.is_picture(element):
            self.line.raw(pictures.in_line(self.story, element, style, self.room), "\u3000")
        elif style.inline and style.width is not None:
            self.blank(element, style, run_format)
        else:
            self.span(element, style, run_format)

    def blank(self, element: Element, style: Style, run_format: RunFormat) -> None:
        """Write an inline box of a given width: what its text leaves free is filled with spaces."""
        own = self.run_format(style, run_format)
        width = resolve(style.width, self.room.width)
        said = "".join(element.itertext()).strip()
        if not said and all(style.border) and width < style.font_size * SQUARE:
            self.line.write("☐", style, run_format.properties(self.story))
            return
        spare = max(width - text_width(said, style), 0.0)
        before = spare * {"center": 0.5, "right": 1.0, "end": 1.0}.get(style.text_align, 0.0)
        self.line.space(before, style, own.properties(self.story))
        self.span(element, style, run_format)
        self.line.space(spare - before, style, own.properties(self.story))

    def span(self, element: Element, style: Style, run_format: RunFormat) -> None:
        """Write a plain inline element with its bookmark and its link."""
        own = self.run_format(style, run_format)
        if style.floating == "right":
            self.line.tab()
        opening, closing = bookmark(self.story, element)
        if field := style.docx.get("field"):
            self.line.raw(opening)
            self.field(field, element, own)
            self.line.raw(closing)
            return
        control, end = content_control(self.story, element)
        link = self.link(element)
        self.apart(style, "left", run_format)
        self.line.raw(opening + control + link)
        self.content(element, own)
        self.line.raw(("</w:hyperlink>" if link else "") + end + closing)
        self.apart(style, "right", run_format)

    def field(self, instruction: str, element: Element, run_format: RunFormat) -> None:
        """Write an element's text as the result of a field (--docx-field); REF: to what its link leads to."""
        result = "".join(element.itertext())
        if instruction == "REF":
            target = self.story.context.bookmark(element.get("href", "#")[1:])
            instruction = rf"REF {target} \h"
        properties = run_format.properties_xml(self.story, result)
        self.line.raw(fields.field(instruction, result, properties), result or " ")

    def apart(self, style: Style, side: str, run_format: RunFormat) -> None:
        """Write the space that an inline box keeps on one side, in spaces."""
        width = edge(style, side, self.room.width) if style.inline else 0.0
        if width > style.font_size / 4:
            self.line.space(width, style, run_format.properties(self.story))

    def form_field(self, element: Element, run_format: RunFormat) -> None:
        """Write a form's box, ticked or not, or its blank as a line to write on."""
        kind, properties = element.get("type", "text"), run_format.properties(self.story)
        if kind in ("checkbox", "radio"):
            self.line.write("☑" if "checked" in element.attrib else "☐", run_format.style, properties)
        elif kind not in UNPRINTED:
            text = element.get("value") or " " * BLANK
            self.line.text += text
            self.line.after_space = False
            self.line.add(Run({**properties, "u": val("u", "single")}, text, False, True))

    def run_format(self, style: Style, run_format: RunFormat) -> RunFormat:
        """Return the run_format for an element inside text written with `run_format`."""
        extra = dict(run_format.extra)
        if style.raised:
            # Word makes raised text smaller by itself, so it keeps the size of the text around it.
            style = raised(style, run_format.style)
            extra["vertAlign"] = f'<w:vertAlign w:val="{"super" if style.raised > 0 else "sub"}script"/>'
        if style.background and style.background != "FFFFFF":
            extra["shd"] = shading(style.background)
        frame = style.border.bottom
        if style.inline and frame and all(style.border):
            extra["bdr"] = border_line("bdr", frame)
        elif style.inline and frame:
            extra["u"] = f'<w:u w:val="{UNDERLINES.get(frame.line, "single")}" w:color="{frame.colour}"/>'
        if style.docx.get("emphasis") in EMPHASIS:
            extra["em"] = val("em", style.docx["emphasis"])
        character = self.story.context.book.character(style) or run_format.character
        return RunFormat(style, run_format.base, character, tuple(extra.items()))

    def link(self, element: Element) -> str:
        """Return the opening of `w:hyperlink` for a link inside the document or to the web."""
        address = element.get("href", "") if element.tag == "a" else ""
        if address.startswith("#") and len(address) > 1:
            return f'<w:hyperlink w:anchor={quote(self.story.context.bookmark(address[1:]))} w:history="1">'
        if scheme(address) in SCHEMES:
            relationship = self.story.part.relate_to(address, RT.HYPERLINK, is_external=True)
            return f'<w:hyperlink r:id="{relationship}" w:history="1">'
        return ""

    def generated(self, element: Element, pseudo: str, run_format: RunFormat) -> None:
        """Write what ::before or ::after adds."""
        style = self.cascade.pseudo(element, pseudo)
        if style and style.content and style.display != "none":
            Printer(self.story, self.line, self.run_format(style, run_format), element).print(style.content)


@lru_cache(maxsize=1024)
def raised(style: Style, around: Style) -> Style:
    """Return the style of raised text at the size of the text around it."""
    return replace(style, font_size=around.font_size)


def content_control(story: Story, element: Element) -> tuple[str, str]:
    """Return the tags of a content control (内容控件) around a `data-field` element, to read it back by."""
    name = element.get("data-field")
    if not name:
        return "", ""
    title = element.get("title") or story.context.composed.titles.get(name, name)
    number = next(story.context.controls)
    properties = f"{val('alias', title[:64])}{val('tag', name[:64])}{val('id', number)}"
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"


def ruby(story: Story, element: Element, run_format: RunFormat) -> str:
    """Return text with its reading above it (拼音指南), in the order of CT_Ruby (17.3.3.25)."""
    reading = "".join(text for child in element.iter("rt") for text in child.itertext())
    base = "".join([element.text or "", *(own for child in element for own in ruby_base(child))]).strip()
    size = type_size(run_format.style.font_size)
    properties = run_format.properties_xml(story, base)
    small = f'<w:rPr><w:sz w:val="{size // 2}"/><w:szCs w:val="{size // 2}"/></w:rPr>'
    return (
        f"<w:r><w:ruby><w:rubyPr>{val('rubyAlign', 'center')}{val('hps', size // 2)}{val('hpsRaise', size)}"
        f"{val('hpsBaseText', size)}{val('lid', 'zh-CN')}</w:rubyPr>"
        f"<w:rt><w:r>{small}{text_xml(reading.strip())}</w:r></w:rt>"
        f"<w:rubyBase><w:r>{properties}{text_xml(base)}</w:r></w:rubyBase></w:ruby></w:r>"
    )


def ruby_base(child: Element) -> list[str]:
    """Return the text that a child of `ruby` adds to what is read, its reading left out."""
    own = [] if child.tag in ("rt", "rp") else list(child.itertext())
    return [*own, child.tail or ""]


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
    number = next(story.context.bookmark_ids)
    word_name = quote(story.context.bookmark(name))
    return f'<w:bookmarkStart w:id="{number}" w:name={word_name}/>', f'<w:bookmarkEnd w:id="{number}"/>'
