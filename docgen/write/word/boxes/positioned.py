"""Boxes taken out of the flow by `position: absolute`: seals, the parts of a letter's head, certificates.

CSS counts from the nearest positioned ancestor or the page's text area; so do Word's anchors here, and a
positioned box inside a positioned box is placed beside it, since Word has no box within a box.
"""

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from docgen.foundation.units import MM
from docgen.layout.styles import PageContext, Sides, Style, resolve
from docgen.layout.styles.record import NO_LINES, NO_SPACE

from ..ooxml import drawing
from ..ooxml.drawing import Extent, Graphic, Label, Look, Placement
from ..story.context import Foot, Origin, Room, Story, edge
from ..story.measure import line_pitch, lines
from ..story.page_area import area, page_for
from ..story.paragraph import Block, Paragraph
from ..styles.properties import least_height, padding
from . import pictures
from .table_widths import natural_width


def place(story: Story, element: Element, style: Style, room: Room) -> None:
    """Write an absolutely placed element, to be carried by the paragraph that comes next."""
    drawn = graphic(story, element, style, room)
    if drawn is not None:
        graphic_, extent, label = drawn
        where = placement(element, style, room, extent)
        story.waiting.append(drawing.anchored(graphic_, extent, label, where))


def place_children(story: Story, element: Element, room: Room) -> None:
    """Write the placed children of a box whose other children are laid out side by side."""
    for child in element:
        own = story.context.cascade.style(child) if isinstance(child.tag, str) else None
        if own and own.display != "none" and own.position == "absolute" and child not in story.context.lifted:
            place(story, child, own, room)
        elif own and own.display != "none" and own.position == "fixed":
            story.context.fixed.append(child)


def floated(style: Style, element: Element) -> bool:
    """Return whether an element is a box that text flows around, and no mere text at the end of a line."""
    boxed = style.width is not None or any(style.border) or style.background or pictures.is_picture(element)
    return style.floating in ("left", "right") and bool(boxed or element.find(".//img") is not None)


def float_beside(story: Story, element: Element, style: Style, room: Room) -> None:
    """Write a floating box, to be carried by the paragraph that flows around it."""
    drawn = graphic(story, element, style, room)
    if drawn is not None:
        graphic_, extent, label = drawn
        away = Sides(*(resolve(side, room.width) for side in style.margin))
        where = Placement("column", style.floating, "paragraph", away.top, distance=away)
        story.waiting.append(drawing.anchored(graphic_, extent, label, where))


def graphic(story: Story, element: Element, style: Style, room: Room) -> tuple[Graphic, Extent, Label] | None:
    """Return a picture or a box of text, its size and its label; nothing when there is nothing to see."""
    if pictures.is_picture(element):
        return pictures.graphic(story, element, style, room)
    extent = estimated(story, element, style, room)
    look = look_of(style, room.origin.width)
    own = static(style, look)
    if is_empty(element):  # what its lines leave between them is all there is of it
        own = replace(own, height=style.height)
    content = boxed(story, element, own, inside(style, room, extent, look))
    if hollow(story, element) and not (look.fill or look.line):
        return None
    number = next(story.context.drawings)
    return drawing.text_box(content, extent, look), extent, text_label(number, element)


def text_label(number: int, element: Element) -> Label:
    """Return how a box of text is named; its words speak for themselves; without any it is a decoration."""
    worded = any(text.strip() for text in element.itertext())
    return Label(number, f"文本框 {number}", "文本框" if worded else "")


def is_empty(element: Element) -> bool:
    """Return whether an element holds nothing at all, like a rule."""
    return not len(element) and not (element.text or "").strip()


def look_of(style: Style, width: float) -> Look:
    """Return what Word's shape draws of a box: lines that differ from side to side it cannot."""
    border = style.border
    alike = len(set(border)) == 1
    padded = padding(style, width) if alike else NO_SPACE
    if border.top and alike:
        padded = Sides(*(side + border.top.width for side in padded))
    line = border.top if alike else None
    return Look(style.background, line, padded, style.radius, style.rotation, grows=style.height is None)


def boxed(story: Story, element: Element, style: Style, room: Room) -> str:
    """Return the content of a text box; what is placed inside it waits for a paragraph outside."""
    story.boxes += 1
    content = story.flow(story, element, style, room)
    story.boxes -= 1
    return content


def hollow(story: Story, element: Element) -> bool:
    """Return whether an element holds nothing but placed boxes, which need no box around them."""
    children = [child for child in element if isinstance(child.tag, str)]
    texts = [element.text, *(child.tail for child in element)]
    styles = [story.context.cascade.style(child) for child in children]
    placed = all(style.position in ("absolute", "fixed") or style.display == "none" for style in styles)
    return bool(children) and placed and not any(text and text.strip() for text in texts)


def static(style: Style, look: Look) -> Style:
    """Return the style of the element as the one block of its box: its place is the box's affair."""
    margin = style.margin._replace(left=0.0, right=0.0, top=0.0, bottom=0.0)
    bare = replace(style, position="static", floating="none", margin=margin, background=None)
    bare = replace(bare, width=None, max_width=None, height=None, min_height=0.0, radius=0.0, rotation=0.0)
    if look.line is None and any(style.border):
        return bare
    return replace(bare, border=NO_LINES, padding=NO_SPACE)


def inside(style: Style, room: Room, extent: Extent, look: Look) -> Room:
    """Return the room inside a placed box; boxes placed in it count from its corner."""
    place = corner(style, room.origin, extent)
    origin = replace(room.origin, across=place[0], down=place[1], width=extent.width, height=extent.height)
    return Room(0.0, 0.0, max(extent.width - look.padding.left - look.padding.right, 1.0), origin)


def room_inside(story: Story, element: Element, style: Style, room: Room) -> Room:
    """Return the room in which the children of a placed box are placed."""
    extent = estimated(story, element, style, room)
    return inside(style, room, extent, look_of(style, room.origin.width))


def estimated(story: Story, element: Element, style: Style, room: Room) -> Extent:
    """Return the size of a box, its edges included: as CSS gives it, else as its text is likely to need."""
    origin = room.origin
    edges = {side: edge(style, side, origin.width) for side in Sides._fields}
    for side in Sides._fields:
        edges[side] -= resolve(getattr(style.margin, side), origin.width)
    left, right = (resolve(side, origin.width, auto=-1e9) for side in (style.inset.left, style.inset.right))
    across = edges["left"] + edges["right"]
    if style.width is not None:
        width = resolve(style.width, origin.width) + across
    elif (between := origin.width - left - right) < 1e8:
        width = between
    else:
        margins = sum(resolve(side, origin.width) for side in (style.margin.left, style.margin.right))
        width = min(natural_width(story, element, style) - margins, origin.width)
    if style.height is not None:
        height = resolve(style.height, origin.height or 0.0) + edges["top"] + edges["bottom"]
    else:
        height = content_height(story, element, style, width - across)
    return Extent(max(width, 1.0), max(height, 1.0))


def content_height(story: Story, element: Element, style: Style, width: float) -> float:
    """Return the height that an element is likely to need, its lines and padding included."""
    cascade = story.context.cascade
    if pictures.is_picture(element):
        return resolve(style.height, width, auto=resolve(style.width, width))
    edges = sum(resolve(side, width) for side in (style.padding.top, style.padding.bottom))
    edges += sum(line.width for line in (style.border.top, style.border.bottom) if line)
    children = [(child, cascade.style(child)) for child in element if isinstance(child.tag, str)]
    flowing = [(child, own) for child, own in children if own.position == "static" and own.display != "none"]
    if all(own.inline for _, own in flowing):
        text = " ".join("".join(element.itertext()).split())
        heights = [
            content_height(story, child, own, width) for child, own in flowing if pictures.is_picture(child)
        ]
        least = least_height(style)
        return edges + max([lines(text, style, width) * line_pitch(style) if text else 0.0, least, *heights])
    tall = 0.0
    for child, own in flowing:
        margins = sum(resolve(side, width) for side in (own.margin.top, own.margin.bottom))
        tall += content_height(story, child, own, width) + margins
    return edges + max(tall, least_height(style))


def placement(element: Element, style: Style, room: Room, extent: Extent) -> Placement:
    """Return where Word anchors a box."""
    across, down = corner(style, room.origin, extent)
    # A picture above the text would catch every click meant for the words under it.
    behind = (style.z_index or 0) < 0 or (element.tag == "img" and style.z_index is None)
    origin = room.origin
    return Placement(origin.across_from, across, origin.down_from, down, behind, paper=origin.paper)


def corner(style: Style, origin: Origin, extent: Extent) -> tuple[float, float]:
    """Return how far a box's top left corner is from where Word's anchor counts."""
    inset, margin = style.inset, style.margin
    across = origin.across + resolve(margin.left, origin.width)
    if inset.left is not None:
        across += resolve(inset.left, origin.width)
    elif inset.right is not None:
        across = origin.across + origin.width - extent.width - resolve(inset.right, origin.width)
        across -= resolve(margin.right, origin.width)
    return across, origin.down + vertical(style, origin, extent)


def vertical(style: Style, origin: Origin, extent: Extent) -> float:
    """Return how far a box's top is below its origin's; where neither edge is given it stays in the flow."""
    height = origin.height or 0.0
    margins = [resolve(side, origin.width) for side in (style.margin.top, style.margin.bottom)]
    if style.inset.top is not None:
        above = sum(block.height() for block in origin.above)
        return margins[0] + resolve(style.inset.top, height) - above
    if style.inset.bottom is not None:
        end = origin.line if origin.height is None else height
        return end - extent.height - resolve(style.inset.bottom, height) - margins[1]
    return margins[0]


Inside = Callable[[Story, Element, Style, Room], list[Block]]


def pinned(story: Story, element: Element, style: Style, room: Room, inside: Inside) -> str:
    """Return the run for a block pinned to the foot of the text area (版记): the page it is on makes room.

    `inside` writes the paragraphs it holds.
    """
    look = replace(look_of(style, room.width), grows=True)
    width = max(room.width - look.padding.left - look.padding.right, 1.0)
    plain = static(replace(style, docx={}), look)
    story.boxes += 1
    blocks = inside(story, element, plain, Room(0.0, 0.0, width, room.origin))
    story.boxes -= 1
    for block in blocks:
        if isinstance(block, Paragraph):
            block.seat()
    tall = sum(block.height() for block in blocks) + look.padding.top + look.padding.bottom
    extent, top = pinned_extent(story, element, room, tall)
    story.context.foot = Foot(element.get("id", ""), extent.height)
    number = next(story.context.drawings)
    place = Placement("margin", "left", "margin", "bottom", makes_room=True, top=top)
    content = "".join(block.xml() for block in blocks)
    return drawing.anchored(
        drawing.text_box(content, extent, look), extent, text_label(number, element), place
    )


def pinned_extent(story: Story, element: Element, room: Room, tall: float) -> tuple[Extent, float]:
    """Return the size of a block pinned to the foot of the text area, and its top from that of the page.

    The PDF's layout knows the top where the element has an id; else it follows from the paragraphs' height.
    """
    own = area(page_for(story.context, PageContext(room.page or "")))
    foot = own.height - own.bottom
    spot = story.context.places.get(element.get("id", ""))
    top = foot - tall if spot is None else spot.y * MM
    return Extent(room.width, max(foot - top, 1.0)), top
