"""The text area (版心) of a sort of page: what CSS's @page leaves for text."""

from dataclasses import dataclass

from ...stylesheet import Page, PageContext, page_rules, resolve
from .manuscript import Manuscript, Origin, Room


@dataclass(frozen=True)
class Area:
    """A page's size and margins in points."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def text_width(self) -> float:
        """The width of the text area."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """The height of the text area."""
        return self.height - self.top - self.bottom


def area(page: Page) -> Area:
    """Return the size and margins of a page."""
    width, height = page.style.size
    margin = page.style.margin
    return Area(
        width,
        height,
        top=resolve(margin.top, height),
        right=resolve(margin.right, width),
        bottom=resolve(margin.bottom, height),
        left=resolve(margin.left, width),
    )


def page_for(manuscript: Manuscript, context: PageContext) -> Page:
    """Return how a sort of page of this document looks."""
    return page_rules(manuscript.composed.css, context, manuscript.lang)


def page_room(manuscript: Manuscript, name: str = "") -> Room:
    """Return the room of the text area of pages with this name."""
    own = area(page_for(manuscript, PageContext(name)))
    origin = Origin("margin", 0.0, "margin", 0.0, own.text_width, own.text_height)
    return Room(0.0, 0.0, own.text_width, origin, name)
