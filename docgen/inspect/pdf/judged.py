"""A PDF as its rules look at it: what it claims, its tree, what is marked on its pages. Each is read once."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import pikepdf

from .claims_said import Said, said_by

MOST = 500_000
"""Elements of a tree that are looked at: a handbook of 300 pages has a twentieth of that."""
TYPE = ("Tj", "TJ", "'", '"')
PAINTING = " ".join(("BMC BDC EMC Tf f F f* B B* b b* S s sh Do", *TYPE))
DEEP = 8
"""How often one kind of element may be said to be another, which is another again."""


class Fault(NamedTuple):
    """A rule that a file breaks."""

    code: str  # of the message
    clause: str
    page: int = 0  # from 1; 0: of no page
    what: str = ""


class Element(NamedTuple):
    """A structure element, its kind by the file's own role map."""

    object: Any
    kind: str
    parent: str  # kind
    page: int  # from 1, 0 where it names none
    kids: tuple[str, ...]  # kinds of the elements in it
    holder: Any  # the element, or the root, that it stands in


class Marked(NamedTuple):
    """What is drawn on a page."""

    tagged: tuple[int, ...]  # numbers of marks, in the order they are drawn
    bare: int  # how often something is drawn in no mark
    nested: int  # marks within a mark
    shown: Mapping[str, set[int]]  # the glyphs that are shown of each font of two bytes, by its name


class Judged:
    """An open PDF."""

    def __init__(self, file: Any) -> None:
        self.file = file

    @cached_property
    def said(self) -> Said:
        """What its XMP says."""
        return said_by(self.file)

    @property
    def ua(self) -> bool:
        """Whether it says it is PDF/UA."""
        return bool(self.said.ua)

    @property
    def archive(self) -> bool:
        """Whether it says it is PDF/A."""
        return bool(self.said.archive)

    @cached_property
    def pages(self) -> dict[tuple[int, int], int]:
        """The numbers of its pages, from 1, by their objects."""
        return {page.obj.objgen: number for number, page in enumerate(self.file.pages, 1)}

    @cached_property
    def root(self) -> Any:
        """The root of its tree of tags, None without one."""
        return self.file.Root.get("/StructTreeRoot")

    @cached_property
    def roles(self) -> Any:
        """Which standard kind each kind of its own is said to be."""
        return self.root.get("/RoleMap", {}) if self.root is not None else {}

    @cached_property
    def elements(self) -> list[Element]:
        """The elements of its tree in reading order; a tree that bites its tail is cut there."""
        found: list[Element] = []
        seen: set[tuple[int, int]] = set()
        roles, root = self.roles, self.root
        todo = [(kid, "", root) for kid in reversed(list(elements_in(root)))] if root is not None else []
        while todo and len(found) < MOST:
            element, parent, holder = todo.pop()
            if element.objgen in seen and element.is_indirect:
                continue
            seen.add(element.objgen)
            kind = kind_of(element, roles)
            kids = list(elements_in(element))
            page = self.pages.get(element.Pg.objgen, 0) if "/Pg" in element else 0
            inside = tuple(kind_of(kid, roles) for kid in kids)
            found.append(Element(element, kind, parent, page, inside, holder))
            todo += [(kid, kind, element) for kid in reversed(kids)]
        return found

    @cached_property
    def marked(self) -> list[Marked]:
        """What is marked on each page."""
        return [marked_on(page) for page in self.file.pages]


def elements_in(element: Any) -> Iterator[Any]:
    """Yield the elements right below one."""
    yield from (kid for kid in kids_of(element) if is_element(kid))


def kids_of(element: Any) -> Iterator[Any]:
    """Yield what stands right below an element: elements, marks, what can be clicked."""
    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        yield from kids
    elif kids is not None:
        yield kids


def is_element(kid: Any) -> bool:
    """Say whether something below an element is an element itself."""
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") not in ("/MCR", "/OBJR")


def kind_of(element: Any, roles: Any) -> str:
    """Return the standard type of an element."""
    kind = str(element.get("/S", "/"))
    for _ in range(DEEP):
        if kind not in roles:
            break
        kind = str(roles[kind])
    return kind[1:]


def marked_on(page: pikepdf.Page) -> Marked:
    """Return what is marked on a page, and what is drawn there without."""
    tagged: list[int] = []
    open_marks: list[bool] = []  # whether each says something or is decoration
    bare = nested = 0
    font, shown = "", dict[str, set[int]]()
    for name, operands in operations(page, PAINTING):
        if name == "Tf":
            font = str(operands[0])
            continue
        if name in TYPE:
            shown.setdefault(font, set()).update(*map(glyphs_of, strings_of(operands)))
        if name in ("BMC", "BDC"):
            number = mark_number(operands)
            says = number is not None
            counts = says or str(operands[0]) == "/Artifact"
            nested += counts and any(open_marks)
            open_marks.append(counts)
            if number is not None:
                tagged.append(number)
        elif name == "EMC":
            if open_marks:
                open_marks.pop()
        elif not any(open_marks):
            bare += 1
    return Marked(tuple(tagged), bare, nested, shown)


def strings_of(operands: Any) -> Iterator[bytes]:
    """Yield the strings that an operator shows."""
    for one in operands:
        if isinstance(one, pikepdf.String):
            yield bytes(one)
        elif isinstance(one, pikepdf.Array):
            yield from (bytes(part) for part in one if isinstance(part, pikepdf.String))


def glyphs_of(text: bytes) -> Sequence[int]:
    """Return the glyphs of a string, two bytes each."""
    return struct.unpack(f">{len(text) // 2}H", text[: len(text) // 2 * 2])


def operations(page: pikepdf.Page, wanted: str) -> Iterator[tuple[str, list[Any]]]:
    """Yield what draws a page, of it the operators `wanted`, each with what it is given."""
    for one in pikepdf.parse_content_stream(page, wanted):
        yield str(one.operator), list(one.operands)


def mark_number(operands: Any) -> int | None:
    """Return the number of a mark, None where it has none."""
    listed = operands[1] if len(operands) > 1 else None
    if isinstance(listed, pikepdf.Dictionary) and "/MCID" in listed:
        return int(listed.MCID)
    return None
