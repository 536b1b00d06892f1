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


def text_area(context: Context, name: str | None = "") -> Area:
    """Return the size and margins of pages with this name."""
    return area(page_for(context, PageContext(name or "")))


def page_room(context: Context, name: str = "") -> Room:
    """Return the room of the text area of pages with this name."""
    own = text_area(context, name)
    return Room(0.0, 0.0, own.text_width, text_origin(context, own), name)


def text_origin(context: Context, own: Area) -> Origin:
    """Return the text area of a page as what boxes are placed from.

    Where the first page begins higher than the others, Word's own margin is not CSS's; the paper's edge is.
    """
    down = ("page", own.top) if context.raised else ("margin", 0.0)
    return Origin("margin", 0.0, *down, own.text_width, own.text_height, paper=(own.left, own.top - down[1]))
