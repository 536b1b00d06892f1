"""The text area (版心) of a sort of page: what CSS's @page leaves for text."""

from dataclasses import dataclass
from functools import lru_cache

from docgen.layout.styles import Page, PageContext, page_rules, resolve

from ..ooxml.limits import FARTHEST
from .context import Context, Origin, Room

LEAST = 8.0  # points of a page's side: Word takes no less than a tenth of an inch


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


@lru_cache(maxsize=256)
def area(page: Page) -> Area:
    """Return the size and margins of a page."""
    width, height = (min(max(side, LEAST), FARTHEST) for side in page.style.size)
    margin = page.style.margin
    top, bottom = sides(resolve(margin.top, height), resolve(margin.bottom, height), height)
    left, right = sides(resolve(margin.left, width), resolve(margin.right, width), width)
    return Area(width, height, top, right, bottom, left)


def sides(first: float, second: float, whole: float) -> tuple[float, float]:
    """Return two opposite margins that leave something between them."""
    first, second = max(first, 0.0), max(second, 0.0)
    excess = (first + second) / (whole - LEAST) if whole > LEAST else float("inf")
    return (first, second) if excess <= 1 else (first / excess, second / excess)


def page_for(context: Context, page_context: PageContext) -> Page:
    """Return how a sort of page of this document looks."""
    return page_rules(context.composed.css, page_context, context.lang)


def page_room(context: Context, name: str = "") -> Room:
    """Return the room of the text area of pages with this name."""
    own = area(page_for(context, PageContext(name)))
    origin = Origin("margin", 0.0, "margin", 0.0, own.text_width, own.text_height)
    return Room(0.0, 0.0, own.text_width, origin, name)
