"""The tree of tags has the form that readers rely on: lists, tables, headings, pictures, languages."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf

from docgen.layout.tags.shape import row_widths

from .judged import Fault, Judged, kids_of

STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
    ]
)
"""ISO 32000-1, 14.8.4."""
WITHIN = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
"""In what an element stands (7.2)."""
HOLDS = {
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
"""What an element holds (7.2)."""
SCOPES = ("/Row", "/Column", "/Both")


def kinds_are_standard(judged: Judged) -> Iterator[Fault]:
    """Each kind of element is one that readers know (7.1-5)."""
    for one in judged.elements:
        if one.kind not in STANDARD:
            yield Fault("pdf-shape", "7.1-5", one.page, one.kind)


def lists_and_tables_have_their_form(judged: Judged) -> Iterator[Fault]:
    """What is in a list or a table is what belongs there (7.2-3 to 7.2-20)."""
    for one in judged.elements:
        if one.kind in WITHIN and one.parent not in WITHIN[one.kind]:
            yield Fault("pdf-shape", "7.2", one.page, f"{one.parent} > {one.kind}")
        if one.kind in HOLDS and (wrong := [kid for kid in one.kids if kid not in HOLDS[one.kind]]):
            yield Fault("pdf-shape", "7.2", one.page, f"{one.kind} > {wrong[0]}")
        if one.kind in HOLDS and any(isinstance(kid, int) for kid in kids_of(one.object)):
            yield Fault("pdf-shape", "7.2", one.page, one.kind)


def rows_are_as_wide(judged: Judged) -> Iterator[Fault]:
    """Each row of a table has as many columns (7.2-42)."""
    for one in judged.elements:
        if one.kind == "Table" and len(widths := set(row_widths(map(spans_of, rows_of(one.object))))) > 1:
            yield Fault("pdf-shape", "7.2-42", one.page, f"Table {sorted(widths)}")


def spans_of(row: Any) -> list[tuple[int, int]]:
    """Return over how many columns and rows each cell of a row reaches."""
    cells = [cell for cell in kids_of(row) if isinstance(cell, pikepdf.Dictionary)]
    return [(span(cell, "/ColSpan"), span(cell, "/RowSpan")) for cell in cells]


def rows_of(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, also those in its head, body and foot."""
    for kid in kids_of(table):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/TR":
            yield kid
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/S") in ("/THead", "/TBody", "/TFoot"):
            yield from (row for row in kids_of(kid) if isinstance(row, pikepdf.Dictionary))


def span(cell: Any, name: str) -> int:
    """Return over how many columns or rows a cell reaches."""
    found = next((one[name] for one in said_of(cell) if name in one), 1)
    return min(1000, max(1, int(found)))


def said_of(element: Any) -> list[Any]:
    """Return what an element says of itself, for each owner of such words."""
    said = element.get("/A", [])
    return [
        one
        for one in (said if isinstance(said, pikepdf.Array) else [said])
        if isinstance(one, pikepdf.Dictionary)
    ]


def heads_say_of_what(judged: Judged) -> Iterator[Fault]:
    """A cell at the head of a table says whether it is of a column or a row (7.5-1)."""
    for one in judged.elements:
        if one.kind == "TH" and not any(said.get("/Scope") in SCOPES for said in said_of(one.object)):
            yield Fault("pdf-table-head", "7.5-1", one.page)


def pictures_have_words(judged: Judged) -> Iterator[Fault]:
    """A picture has words that are read in its place (7.3-1)."""
    for one in judged.elements:
        said = one.object.get("/Alt", one.object.get("/ActualText", ""))
        if one.kind in ("Figure", "Formula") and not str(said).strip():
            yield Fault("pdf-picture-silent", "7.3-1", one.page)


def headings_step_down(judged: Judged) -> Iterator[Fault]:
    """Headings begin with the first level and leave none out (7.4.2-1)."""
    headings = [one for one in judged.elements if one.kind[:1] == "H" and one.kind[1:].isdigit()]
    levels = [0, *(int(one.kind[1:]) for one in headings)]
    for one, (before, level) in zip(headings, pairwise(levels), strict=True):
        if level > before + 1:
            yield Fault("pdf-headings", "7.4.2-1", one.page, f"H{before} > H{level}")


def notes_are_told_apart(judged: Judged) -> Iterator[Fault]:
    """A note has a mark that no other has (7.9-1, 7.9-2)."""
    seen: set[str] = set()
    for one in judged.elements:
        if one.kind == "Note":
            mark = str(one.object.get("/ID", ""))
            if not mark or mark in seen:
                yield Fault("pdf-shape", "7.9-1" if not mark else "7.9-2", one.page, "Note")
            seen.add(mark)


def links_have_words(judged: Judged) -> Iterator[Fault]:
    """What can be clicked stands in the tree, and says where it leads (7.18.1, 7.18.5)."""
    kinds = {one.object.objgen: one.kind for one in judged.elements}
    numbers = dict(parents(judged))
    for number, page in enumerate(judged.file.pages, 1):
        for annotation in page.get("/Annots", []):
            subtype = annotation.get("/Subtype")
            if subtype not in ("/Link", "/Widget"):
                continue
            owner = numbers.get(int(annotation.get("/StructParent", -1)))
            kind = kinds.get(owner.objgen) if isinstance(owner, pikepdf.Dictionary) else None
            if kind != ("Link" if subtype == "/Link" else "Form"):
                yield Fault("pdf-link", "7.18.1", number)
            elif not str(annotation.get("/Contents" if subtype == "/Link" else "/TU", "")).strip():
                yield Fault("pdf-link", "7.18.5", number)
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield Fault("pdf-link", "7.18.3", number)


def parents(judged: Judged) -> Iterator[tuple[int, Any]]:
    """Yield the rows of the table from what is marked or can be clicked to elements, where it is one list."""
    tree = judged.root.get("/ParentTree", {}) if judged.root is not None else {}
    todo, seen = [tree], 0
    while todo and seen < 10_000:
        node, seen = todo.pop(), seen + 1
        numbers = list(node.get("/Nums", []))
        yield from ((int(number), row) for number, row in zip(numbers[::2], numbers[1::2], strict=False))
        todo += list(node.get("/Kids", []))


RULES: tuple[Callable[[Judged], Iterator[Fault]], ...] = (
    kinds_are_standard,
    lists_and_tables_have_their_form,
    rows_are_as_wide,
    heads_say_of_what,
    pictures_have_words,
    headings_step_down,
    notes_are_told_apart,
    links_have_words,
)
