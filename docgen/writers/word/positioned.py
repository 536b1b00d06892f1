"""Boxes taken out of the flow by `position: absolute`: seals, the parts of a letter's head, certificates.

CSS counts from the nearest positioned ancestor or the page's text area; so do Word's anchors here, and a
positioned box inside a positioned box is placed beside it, since Word has no box within a box.
"""

from dataclasses import replace
from xml.etree.ElementTree import Element

from ...stylesheet import Style, resolve
from . import drawing, pictures
from .drawing import Extent, Label, Placement
from .manuscript import Origin, Room, Story
from .measure import line_pitch, lines, text_width

PICTURES = frozenset({"img", "svg"})


def place(story: Story, element: Element, style: Style, room: Room) -> None:
    """Write an absolutely placed element, to be carried by the paragraph that comes next."""
    if element.tag == "img":
        found = pictures.graphic(story, element, style, room)
        if found is None:
            return
        graphic, extent, label = found
    else:
        extent = estimated(story, element, style, room)
        content = boxed(story, element, static(style), inside(style, room, extent))
        if hollow(story, element):
            return
        graphic = drawing.text_box(content, extent, style.background, style.rotation)
        number = next(story.manuscript.drawings)
        label = Label(number, f"文本框 {number}")
    story.waiting.append(drawing.anchored(graphic, extent, label, placement(element, style, room, extent)))


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
    styles = [story.manuscript.cascade.style(child) for child in children]
    placed = all(style.position in ("absolute", "fixed") or style.display == "none" for style in styles)
    return bool(children) and placed and not any(text and text.strip() for text in texts)


def static(style: Style) -> Style:
    """Return the style of the element as the one block of its box: its place is the box's affair."""
    margin = style.margin._replace(left=0.0, right=0.0, top=0.0, bottom=0.0)
    return replace(style, position="static", margin=margin, width=None, background=None)


def inside(style: Style, room: Room, extent: Extent) -> Room:
    """Return the room inside a placed box; boxes placed in it count from its corner."""
    place = corner(style, room.origin, extent)
    origin = replace(room.origin, across=place[0], down=place[1], width=extent.width, height=extent.height)
    return Room(0.0, 0.0, extent.width, origin)


def estimated(story: Story, element: Element, style: Style, room: Room) -> Extent:
    """Return the size of a box: as CSS gives it, else as its text is likely to need."""
    origin = room.origin
    text = " ".join("".join(element.itertext()).split())
    left, right = (resolve(side, origin.width, auto=-1e9) for side in (style.inset.left, style.inset.right))
    width = resolve(style.width, origin.width, auto=-1.0)
    if width < 0:
        between = origin.width - left - right
        width = between if between < 1e8 else min(text_width(text, style) + style.font_size / 2, origin.width)
    height = resolve(style.height, origin.height or 0.0, auto=-1.0)
    if height < 0:
        height = content_height(story, element, style, width)
    return Extent(max(width, 1.0), max(height, 1.0))


def content_height(story: Story, element: Element, style: Style, width: float) -> float:
    """Return the height that an element is likely to need, its lines and padding included."""
    cascade = story.manuscript.cascade
    if element.tag in PICTURES:
        return resolve(style.height, width, auto=resolve(style.width, width))
    edges = sum(resolve(side, width) for side in (style.padding.top, style.padding.bottom))
    edges += sum(line.width for line in (style.border.top, style.border.bottom) if line)
    children = [(child, cascade.style(child)) for child in element if isinstance(child.tag, str)]
    flowing = [(child, own) for child, own in children if own.position == "static" and own.display != "none"]
    if all(own.inline for _, own in flowing):
        text = " ".join("".join(element.itertext()).split())
        heights = [
            content_height(story, child, own, width) for child, own in flowing if child.tag in PICTURES
        ]
        return edges + max([lines(text, style, width) * line_pitch(style) if text else 0.0, *heights])
    for child, own in flowing:
        margins = sum(resolve(side, width) for side in (own.margin.top, own.margin.bottom))
        edges += content_height(story, child, own, width) + margins
    return max(edges, resolve(style.height, 0.0))


def placement(element: Element, style: Style, room: Room, extent: Extent) -> Placement:
    """Return where Word anchors a box."""
    across, down = corner(style, room.origin, extent)
    # A picture above the text would catch every click meant for the words under it.
    behind = (style.z_index or 0) < 0 or (element.tag == "img" and style.z_index is None)
    return Placement(room.origin.across_from, across, room.origin.down_from, down, behind)


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


def pinned(story: Story, element: Element, style: Style, room: Room) -> str:
    """Return the run for a block pinned to the foot of the text area (版记): the page it is on makes room."""
    extent = Extent(room.width, content_height(story, element, style, room.width))
    inner = Room(0.0, 0.0, room.width, room.origin)
    content = boxed(story, element, static(replace(style, floating="none", docx={})), inner)
    number = next(story.manuscript.drawings)
    place = Placement("margin", "left", "margin", "bottom", makes_room=True)
    return drawing.anchored(
        drawing.text_box(content, extent), extent, Label(number, f"文本框 {number}"), place
    )
