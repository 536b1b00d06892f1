"""Where the writer is in the tree."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from docgen.layout.styles import Style

from ..styles.stylebook import HAIRLINE, NamedStyle
from .context import Room, Story


@dataclass
class Cursor:
    """An element being written as a block: where, how deep, and what its first paragraph begins with."""

    story: Story
    room: Room
    depth: int = 0
    lead: str = ""

    def style(self, element: Element) -> Style:
        """Return the style of an element."""
        return self.story.context.cascade.style(element)

    @property
    def hairline(self) -> NamedStyle:
        """The style of paragraphs that are there for a line, a box or a gap only."""
        return self.story.context.book.styles[HAIRLINE]

    def take_lead(self) -> str:
        """Return what the first paragraph begins with, once."""
        lead, self.lead = self.lead, ""
        return lead
