"""The tree of tags has the form that readers rely on: lists, tables, headings, pictures, languages."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf

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
    "TOCI": {"TOC"},
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
    "TOC": {"TOC", "TOCI", "Caption"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
"""What an element holds (7.2)."""
OWNERS = {"/Link": "Link", "/Widget": "Form"}
"""What element something that can be clicked stands in; any other annotation in one of its own (7.18)."""
UNSEEN, HIDDEN = ("/Popup", "/PrinterMark"), 1 << 1


def kinds_are_standard(judged: Judged) -> Iterator[Fault]:
    """Each kind of element is one that readers know, or is said to be such a one (7.1-5 to 7.1-7)."""
    for one in judged.elements:
        if one.kind not in STANDARD:
            yield Fault("pdf-shape", "7.1-5", one.page, one.kind)
    for name, meant in judged.roles.items():
        if name[1:] in STANDARD:
            yield Fault("pdf-shape", "7.1-7", what=f"{name[1:]} = {str(meant)[1:]}")


def elements_know_where_they_stand(judged: Judged) -> Iterator[Fault]:
    """Each element names the one that it stands in (7.1-12)."""
    for one in judged.elements:
        if "/P" not in one.object or one.object.P.objgen != one.holder.objgen:
            yield Fault("pdf-mark-astray", "7.1-12", one.page)


def captions_come_first(judged: Judged) -> Iterator[Fault]:
    """A list's or table's caption is one, and stands before it; a table's may stand behind it
    (7.2-16, 7.2-28, 7.2-39, 7.2-40)."""
    for one in judged.elements:
        places = [at for at, kid in enumerate(one.kids) if kid == "Caption"]
        if one.kind in ("L", "TOC") and any(places):
            yield Fault(
                "pdf-shape", "7.2-40" if one.kind == "L" else "7.2-28", one.page, f"{one.kind} > Caption"
            )
        elif one.kind == "Table" and len(places) > 1:
            yield Fault("pdf-shape", "7.2-39", one.page, "Table > Caption")
        elif one.kind == "Table" and places and places[0] not in (0, len(one.kids) - 1):
            yield Fault("pdf-shape", "7.2-16", one.page, "Table > Caption")


def lists_and_tables_have_their_form(judged: Judged) -> Iterator[Fault]:
    """What is in a list or a table is what belongs there (7.2-3 to 7.2-20)."""
    for one in judged.elements:
        if one.kind in WITHIN and one.parent not in WITHIN[one.kind]:
            yield Fault("pdf-shape", "7.2", one.page, f"{one.parent} > {one.kind}")
        if one.kind in HOLDS and (wrong := [kid for kid in one.kids if kid not in HOLDS[one.kind]]):
            yield Fault("pdf-shape", "7.2", one.page, f"{one.kind} > {wrong[0]}")
        if one.kind in HOLDS and any(isinstance(kid, int) for kid in kids_of(one.object)):
            yield Fault("pdf-shape", "7.2", one.page, one.kind)


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
            subtype = str(annotation.get("/Subtype"))
            if subtype in UNSEEN or int(annotation.get("/F", 0)) & HIDDEN:
                continue
            owner = numbers.get(int(annotation.get("/StructParent", -1)))
            kind = kinds.get(owner.objgen) if isinstance(owner, pikepdf.Dictionary) else None
            if kind != OWNERS.get(subtype, "Annot"):
                yield Fault("pdf-link", "7.18.1", number)
            elif not str(annotation.get("/TU" if subtype == "/Widget" else "/Contents", "")).strip():
                yield Fault("pdf-link", "7.18.5", number)
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield Fault("pdf-link", "7.18.3", number)


def fields_stand_alone(judged: Judged) -> Iterator[Fault]:
    """The element of a field holds the field and nothing else (7.18.4-2)."""
    for one in judged.elements:
        if one.kind == "Form" and len(list(kids_of(one.object))) != 1:
            yield Fault("pdf-link", "7.18.4-2", one.page)


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
    elements_know_where_they_stand,
    captions_come_first,
    lists_and_tables_have_their_form,
    pictures_have_words,
    headings_step_down,
    notes_are_told_apart,
    links_have_words,
    fields_stand_alone,
)
