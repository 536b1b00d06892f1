"""What a reader clicks on: the outline (大纲) and links (链接注释), which lead to places of other pages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docgen.layout.graphics import Bookmark, Drawn, Link

from ..markup import quote
from .objects import boundary, decimal, numbers


class Target(NamedTuple):
    """A place that is led to: the number of its page, and mm from the page's top left."""

    page: int
    x: float
    y: float

    @property
    def action(self) -> str:
        """Going there, as what a click does."""
        place = f'Left="{decimal(self.x)}" Top="{decimal(self.y)}"'
        dest = f'<ofd:Dest Type="XYZ" PageID="{self.page}" {place} Zoom="0"/>'
        return f'<ofd:Action Event="CLICK"><ofd:Goto>{dest}</ofd:Goto></ofd:Action>'


def targets(pages: Sequence[Drawn], ids: Sequence[int]) -> dict[str, Target]:
    """Return the places of all elements that links can name; the first of a name counts."""
    found: dict[str, Target] = {}
    for page, number in zip(pages, ids, strict=True):
        for name, place in page.anchors.items():
            found.setdefault(name, Target(number, *place))
    return found


def outline(pages: Sequence[Drawn], ids: Sequence[int]) -> str:
    """Return the outline of a document, nothing where it has no headings."""
    marks = [
        (mark, Target(number, *mark.place))
        for page, number in zip(pages, ids, strict=True)
        for mark in page.bookmarks
    ]
    body = "".join(entries(Ahead(marks), 0))
    return f"<ofd:Outlines>{body}</ofd:Outlines>" if body else ""


class Ahead:
    """Marks of an outline in order, of which the next can be looked at."""

    def __init__(self, marks: Sequence[tuple[Bookmark, Target]]) -> None:
        self.marks, self.place = marks, 0

    @property
    def level(self) -> int:
        """How deep the next mark lies, 0 at the end."""
        return self.marks[self.place][0].level if self.place < len(self.marks) else 0

    def take(self) -> tuple[Bookmark, Target]:
        """Return the next mark and go on."""
        self.place += 1
        return self.marks[self.place - 1]


def entries(marks: Ahead, above: int) -> Iterator[str]:
    """Yield the entries that lie deeper than one, each with those below it."""
    while marks.level > above:
        mark, target = marks.take()
        closed = "" if mark.is_open else ' Expanded="false"'
        below = "".join(entries(marks, mark.level))
        yield (
            f"<ofd:OutlineElem Title={quote(mark.label)}{closed}><ofd:Actions>{target.action}</ofd:Actions>"
            f"{below}</ofd:OutlineElem>"
        )


def action(link: Link, places: Mapping[str, Target], only_inside: bool) -> str | None:
    """Return what a click on a link does; None for one that leads nowhere, or out of a file that is shut."""
    if link.inside:
        target = places.get(link.target)
        return target and target.action
    if only_inside:
        return None
    return f'<ofd:Action Event="CLICK"><ofd:URI URI={quote(link.target)}/></ofd:Action>'


def annotation(link: Link, does: str, number: int, inner: int, date: str) -> str:
    """Return a link as an annotation: its place, and a path that nobody sees and a click finds."""
    width, height = link.area.width, link.area.height
    path = f"M 0 0 L {decimal(width)} 0 L {numbers(width, height)} L 0 {decimal(height)} C"
    return (
        f'<ofd:Annot ID="{number}" Type="Link" Creator="docgen" LastModDate="{date}" Print="false">'
        f"<ofd:Appearance{boundary(link.area)}>"
        f'<ofd:PathObject ID="{inner}" Boundary="0 0 {numbers(width, height)}" Stroke="false">'
        f"<ofd:Actions>{does}</ofd:Actions><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        f"</ofd:Appearance></ofd:Annot>"
    )
