"""All that is drawn is in the tree once, or said to be decoration; and the way back from it is right."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from .judged import Fault, Judged, kids_of
from .tree import parents


def all_is_marked(judged: Judged) -> Iterator[Fault]:
    """What is drawn is marked (7.1-3), and nothing within a mark is marked again (7.1-1, 7.1-2)."""
    for number, marked in enumerate(judged.marked, 1):
        if marked.bare:
            yield Fault("pdf-unmarked", "7.1-3", number)
        if marked.nested:
            yield Fault("pdf-unmarked", "7.1-1", number)


def marks_are_in_the_tree_once(judged: Judged) -> Iterator[Fault]:
    """Each mark of a page is in one element, and each mark an element names is on its page (7.1-3)."""
    owners = mark_owners(judged)
    for number, marked in enumerate(judged.marked, 1):
        drawn, named = Counter(marked.tagged), Counter(mark for mark, _ in owners.get(number, ()))
        if drawn != named or any(count > 1 for count in drawn.values()):
            yield Fault("pdf-mark-astray", "7.1-3", number)


def the_way_back_is_right(judged: Judged) -> Iterator[Fault]:
    """The table of parents names the element of each mark (ISO 32000-1, 14.7.4.4)."""
    owners = mark_owners(judged)
    rows = dict(parents(judged))
    for number, page in enumerate(judged.file.pages, 1):
        row = rows.get(int(page.get("/StructParents", -1)))
        known = [one.objgen for one in row] if isinstance(row, pikepdf.Array) else []
        for mark, owner in owners.get(number, ()):
            if not 0 <= mark < len(known) or known[mark] != owner:
                yield Fault("pdf-mark-astray", "14.7.4.4", number)
                break


def drawings_carry_no_marks(judged: Judged) -> Iterator[Fault]:
    """What is drawn in several places has no marks of its own, and comes from no other file (7.20)."""
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(judged.file.pages, 1):
        for one in page.get("/Resources", {}).get("/XObject", {}).values():
            if one.get("/Subtype") != "/Form" or one.objgen in seen:
                continue
            seen.add(one.objgen)
            if "/Ref" in one:
                yield Fault("pdf-forbidden", "7.20-1", number, "Ref")
            elif "/StructParents" not in one and b"/MCID" in one.read_bytes():
                yield Fault("pdf-mark-astray", "7.20-2", number)


def mark_owners(judged: Judged) -> dict[int, list[tuple[int, tuple[int, int]]]]:
    """Return the marks that elements name, and whose they are, by the number of the page."""
    found: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for one in judged.elements:
        for kid in kids_of(one.object):
            page, mark = place_of(judged, one.page, kid)
            if mark is not None:
                found.setdefault(page, []).append((mark, one.object.objgen))
    return found


def place_of(judged: Judged, page: int, kid: Any) -> tuple[int, int | None]:
    """Return the page and number of a mark that an element names; no number for what is no mark."""
    if isinstance(kid, int):
        return page, kid
    if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR" and "/Stm" not in kid:
        own = judged.pages.get(kid.Pg.objgen, 0) if "/Pg" in kid else page
        return own, int(kid.MCID)
    return page, None


RULES: tuple[Callable[[Judged], Iterator[Fault]], ...] = (
    all_is_marked,
    marks_are_in_the_tree_once,
    the_way_back_is_right,
    drawings_carry_no_marks,
)
