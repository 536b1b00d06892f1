"""Paragraphs with a number that Word counts: headings by their ::before, list items by their marker."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from docgen.layout.styles import Style, resolve

from ..ooxml.numbering import Level, counter_format, padded, properties, word_format
from ..ooxml.xml import in_order
from ..story.context import Room, Story
from ..styles.properties import AS_ITS_NUMBER, RUN_ORDER, indent, run_properties
from ..styles.stylebook import NamedStyle

DEEPEST = 9
SPACE = 0.32  # em of a blank between a marker and its text


@dataclass(frozen=True)
class Marker:
    """What stands before a list item: `before` and `after` around the number, or a bullet alone."""

    format: str | None
    before: str
    after: str = ""
    joint: str | None = None  # between the numbers of all levels, where those are printed (1.1)

    def counted(self, depth: int) -> str:
        """Return how Word names the number on a level, or those of all levels down to it."""
        if self.format == "bullet":
            return ""
        first = depth if self.joint is None else 0
        return (self.joint or "").join(f"%{level + 1}" for level in range(first, depth + 1))


@contextmanager
def opened(story: Story, element: Element, room: Room) -> Iterator[None]:
    """Let a list begin at an `ol` or `ul`, and end with it."""
    if element.tag not in ("ol", "ul"):
        yield
        return
    if story.lists:
        levels = story.lists[-1]
    else:
        levels = padded(list(levels_of(story, element, room))) if any(True for _ in element) else ()
        story.context.numbers.begin(levels)
    story.lists.append(levels)
    yield
    story.lists.pop()


def levels_of(story: Story, element: Element, room: Room) -> Iterator[Level]:
    """Yield the levels of a list and of the first list inside each level."""
    current: Element | None = element
    for depth in range(DEEPEST):
        item = None if current is None else current.find("li")
        if item is None:
            return
        style = story.context.cascade.style(item)
        yield level(story, item, style, room.inside(style), depth)
        room = room.inside(style)
        inner = next((one for one in item.iter() if one.tag in ("ol", "ul")), None)
        if inner is None and current is not None:
            inner = next((one for li in current for one in li.iter() if one.tag in ("ol", "ul")), None)
        current = inner
        if current is not None:
            room = room.inside(story.context.cascade.style(current))


def level(story: Story, element: Element, style: Style, room: Room, depth: int) -> Level:
    """Return how Word numbers the items of one list."""
    marker = marker_of(story, element, style, depth)
    if marker is None:
        return Level("none", "")
    shown = marker.before + marker.counted(depth) + marker.after
    run = in_order(run_properties(style, story.context.faces), RUN_ORDER)
    if style.list_style_position == "inside":
        first = resolve(style.text_indent, room.width)
        return Level(marker.format or "decimal", shown, indent(room.left, room.right, first), "nothing", run)
    # Markers end where the text begins, a blank before it, however many figures they have.
    bare = shown.rstrip()
    gap = (len(shown) - len(bare)) * SPACE * style.font_size
    suffix = "tab" if gap else "nothing"
    return Level(
        marker.format or "decimal", bare, indent(room.left, room.right, -gap), suffix, run, align="right"
    )


def marker_of(story: Story, element: Element, style: Style, depth: int) -> Marker | None:
    """Return the marker of a list, None when it has none or one that Word cannot count."""
    cascade = story.context.cascade
    own = cascade.pseudo(element, "marker")
    if own is not None and own.content is not None:
        found = marker_from_content(story, own.content)
        if found is None:
            story.context.miss(element, "::marker content")
        return found
    kind = style.list_style_type
    if kind == "none":
        return None
    if isinstance(kind, tuple) and kind[0] == "string":
        return Marker("bullet", str(kind[1]))
    form = word_format(lambda value: cascade.counter_text(value, kind))
    shown, number = cascade.marker_text(1, kind), cascade.counter_text(1, kind)
    before, _, after = shown.partition(number)
    return Marker(form, before, after) if form else Marker("bullet", shown)


def marker_from_content(story: Story, content: tuple[tuple[str, object], ...]) -> Marker | None:
    """Return the marker that ::marker's `content` describes, when it prints one number among strings."""
    before, form, after, joint = "", None, "", None
    for kind, value in content:
        if kind == "string" and form is None:
            before += str(value)
        elif kind == "string":
            after += str(value)
        elif kind == "counter()" and isinstance(value, tuple) and value[0] == "list-item" and form is None:
            form = counter_format([(kind, value)], "list-item", story.context.cascade.counter_text)
        elif kind == "counters()" and isinstance(value, tuple) and value[0] == "list-item" and form is None:
            one = [("counter()", (value[0], value[2]))]
            form = counter_format(one, "list-item", story.context.cascade.counter_text)
            joint = str(value[1])
        else:
            return None
    return Marker(form or "bullet", before, after, joint)


def heading(story: Story, element: Element, named: NamedStyle) -> dict[str, str]:
    """Return the number of a heading, nothing when CSS prints something else than its style's number."""
    if not is_counted(story, element, named):
        return {}
    known = named.list[named.level]
    stack = story.context.counters.at.get(element, {}).get(known.counter, (1,))
    return {
        "numPr": properties(story.context.numbers.number(named.list, named.level, stack[-1]), named.level)
    }


def is_counted(story: Story, element: Element, named: NamedStyle) -> bool:
    """Return whether Word itself prints the number before a heading, because it is the one of its style."""
    before = story.context.cascade.pseudo(element, "before")
    return bool(named.list and before and before.content == named.list[named.level].content)


def item(story: Story, element: Element, style: Style, room: Room) -> dict[str, str]:
    """Return the number of a list item's first paragraph; `room` is the room inside the item."""
    if style.display != "list-item" or not story.lists:
        return {}
    context, depth = story.context, min(len(story.lists), DEEPEST) - 1
    own, levels = level(story, element, style, room, depth), story.lists[-1]
    if (levels[depth].format, levels[depth].text) != (own.format, own.text):
        levels = story.lists[-1] = (*levels[:depth], own, *levels[depth + 1 :])
    if own.format == "none":
        return {}
    stack = context.counters.at.get(element, {}).get("list-item", (1,))
    number = context.numbers.number(levels, depth, stack[-1])
    indented = AS_ITS_NUMBER if own.indent == levels[depth].indent else own.indent
    return {"numPr": properties(number, depth), "ind": indented}
