"""Footnotes (脚注): CSS's `float: footnote` as Word's own notes."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from docgen.layout.styles import PageContext, resolve

from ..ooxml.limits import word_twips
from ..ooxml.xml import in_order, part, wrapped
from ..story.context import Context, Room, Story
from ..story.page_area import page_for
from ..styles.properties import RUN_ORDER

FOOT_GAP = 10.0  # points by which a block at the foot is kept clear of the notes above it
LEAST_LINE, MOST_LINE = 20, 31_680  # twips: a line that takes no room to speak of, Word's highest line
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
        f'<w:footnote w:type="{kind}" w:id="{number}">{separator(story.context, kind)}</w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    foot, last = story.context.foot, last_above_foot(story)
    written = "".join(
        f'<w:footnote w:id="{number}">{note(own, element, room)}'
        + (blank(foot.height + FOOT_GAP) if foot and element is last else "")
        + "</w:footnote>"
        for number, element in enumerate(story.context.notes, start=1)
    )
    package.relate(package.fill(reserved, part("footnotes", separators, written)), "footnotes")


def separator(context: Context, kind: str) -> str:
    """Return the paragraph between text and notes: as high as CSS has it, with a rule if CSS has one.

    What Word puts there of itself is a line higher, and the rows of a long table begin another page each.
    """
    page = page_for(context, PageContext())
    style, rule, height = page.boxes.get("footnote"), None, page.style.font_size  # the engine's own 1em
    if style:
        rule = style.border.top
        around = resolve(style.margin.top, 0.0) + resolve(style.padding.top, 0.0)
        height = around + (rule.width if rule else 0.0)
    drawn = f"<w:r><w:{kind}/></w:r>" if rule else ""
    return blank(height, drawn)


def last_above_foot(story: Story) -> Element | None:
    """Return the last note on the page with a block at its foot (版记), which is printed where notes are.

    Where no page is known it is the last of all.
    """
    context = story.context
    if not context.foot:
        return None
    page = context.printed.get(context.foot.id)
    on_page = (note for note in reversed(context.notes) if context.printed.get(note.get("id", "")) == page)
    return next(on_page, None)


def blank(height: float, drawn: str = "") -> str:
    """Return a paragraph of a height that has nothing to say."""
    line = max(LEAST_LINE, min(word_twips(height), MOST_LINE))
    return f'<w:p><w:pPr><w:spacing w:after="0" w:line="{line}" w:lineRule="exact"/></w:pPr>{drawn}</w:p>'


def note(story: Story, element: Element, room: Room) -> str:
    """Return the paragraphs of one note, its number first."""
    lead = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    style = story.context.cascade.style(element)
    return story.flow(story, element, style, room, lead + space)
