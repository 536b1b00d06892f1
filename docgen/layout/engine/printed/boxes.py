"""WeasyPrint's boxes read as records: what stands where, when it is painted, and what may hide it.

The order of painting, what cuts off and what moves are those of WeasyPrint's own drawing (`draw/`,
`stacking.py`), which tells none of it.

For WeasyPrint 70. Upstream: no thread is known that asks for it. Held by:
tests/layout/test_printed.py::test_the_boxes_are_read_as_they_are_known
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from docgen.composed.printed import Area, Block, Ground, Note, Order, Picture, Piece, Sheet, Table

from . import pictures
from .declared import declared
from .geometry import MM, edge, is_askew, paper_of, rectangle, shows_itself, turned
from .looks import Look, Looks, coloured
from .settings import GROUNDS, OWN, PLACED, WORDS, Setting, meant_of, setting_in

RISE, FALL = 0.8, 0.1
"""How far a character reaches above and below its line, in its own size."""
TOUCH, GAP = 0.05, 0.5
"""How far a piece may reach into the one before it in its line, or be off it, to be one, in their size."""
OWN_WORDS = ("::first-letter", "::first-line")
CALL = "::footnote-call"
OPAQUE = 0.95
"""A ground or a picture less opaque than this lets what is under it through."""
NOTHING: frozenset[str] = frozenset()
UNMEASURED = frozenset({"over", "outside"})
"""What is taken to be meant of words that are set askew, as those of a stamp are."""


class Reader:
    """Reads the pages of one layout."""

    def __init__(self, css: str) -> None:
        self.tells_meant = "--meant" in css
        self.tells_ornaments = "--ornament" in css
        self.tells_style = "--docx-style" in css
        self.tells_pages = "--most-pages" in css
        self.most_pages = 0
        self.looks = Looks()
        self.words: dict[int, list[str]] = {}  # of boxes, by the ids of their elements
        self.repeated: dict[int, list[str]] = {}
        self.drawings: set[int] = set()
        self.roots: list[Any] = []
        self.tables: dict[int, list[Table]] = {}
        self.blocks: dict[int, Block] = {}  # by the ids of the boxes
        self.settings: dict[int, Setting] = {}  # by the ids of the blocks
        self.notes: dict[int, tuple[Any, Area, int]] = {}  # elements and places, by the ids of the elements
        self.marks: dict[int, list[int]] = {}  # the pages of the marks of these

    def sheet(self, number: int, page: Any) -> Sheet:
        """Return a page as a record."""
        self.count = 0
        paper = paper_of(page)
        room = rectangle(page.content_box_x(), page.content_box_y(), page.width, page.height)
        self.page = Sheet(number, paper, room, bool(page.page_type.blank))
        for child in page.children:
            kind = "margin" if isinstance(child, boxes.MarginBox) else "flow"
            rooms = (paper,) if kind == "margin" else (room,)
            if isinstance(child, boxes.FootnoteAreaBox):
                kind = "note"
                for note in child.children:
                    self.notes.setdefault(id(note.element), (note.element, edge(note, None), number))
            elif kind == "flow":
                self.root(child)
            order: Order = ((PLACED, 0, self.next()),)
            self.read(child, Setting(kind, order, order, rooms, repeated=kind == "margin"))
        return self.page

    def called_notes(self) -> list[Note]:
        """Return the notes whose marks stand on pages; what has none is put at a page's foot by itself."""
        return [
            Note("".join(element.itertext()), page, area, self.marks[mark])
            for mark, (element, area, page) in self.notes.items()
            if mark in self.marks
        ]

    def root(self, box: Any) -> None:
        """Note the root of a document, and what its style sheet says of the whole."""
        if all(box.element is not root for root in self.roots):
            self.roots.append(box.element)
        if self.tells_pages and not self.most_pages:
            said = declared(box.style, "__most_pages").split()
            self.most_pages = int(said[0]) if said and said[0].isdigit() else 0

    def next(self) -> int:
        """Return a number greater than all before."""
        self.count += 1
        return self.count

    def read(self, box: Any, around: Setting) -> None:
        """Read a box that is no part of a line, and all in it."""
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        here = self.setting(box, around)
        if shows_itself(box) and here.kind == "flow":
            self.page.drawn = True
        if isinstance(box, boxes.ReplacedBox):
            self.picture(box, here)
            return
        self.background(box, here, OWN if here.context is not around.context else GROUNDS)
        if not isinstance(box, boxes.ParentBox):
            return
        if isinstance(box, boxes.TableBox):
            here = replace(here, table=self.table(box, edge(box, here.matrix)))
        elif isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            here = replace(here, repeated=True)
        lines = [child for child in box.children if isinstance(child, boxes.LineBox)]
        if lines:
            self.block(box, lines, here)
        for child in box.children:
            if not isinstance(child, boxes.LineBox):
                self.read(child, here)

    def setting(self, box: Any, around: Setting) -> Setting:
        """Return what holds inside a box."""
        return setting_in(box, around, self.page, self.next(), self.meant(box))

    def meant(self, box: Any) -> frozenset[str]:
        """Return what the style sheet declares to be meant of a box."""
        return meant_of(box) if self.tells_meant else NOTHING

    def background(self, box: Any, here: Setting, depth: int) -> None:
        """Note what a box paints behind what is in it."""
        background = box.background
        if background is None or not background.layers or box.style["visibility"] != "visible":
            return
        layer = background.layers[-1]
        left, top, width, height = layer.painting_area
        area = turned(rectangle(left, top, width, height), here.matrix)
        if here.clip:
            area = here.clip.common(area)
        order = (*here.context, (depth, 0, self.next()))
        solid = background.color.alpha * here.opacity >= OPAQUE
        if any(one.image is not None for one in background.layers):
            self.page.grounds.append(Ground(area, order, None))
        elif solid:
            self.page.grounds.append(Ground(area, order, coloured(background.color)))

    def picture(self, box: Any, here: Setting) -> None:
        """Note a picture."""
        if box.element is not None:
            self.drawings.add(id(box.element))
        if box.style["visibility"] != "visible" or not box.width or not box.height:
            return
        area = rectangle(box.content_box_x(), box.content_box_y(), box.width, box.height)
        area = turned(area, here.matrix)
        self.page.pictures.append(
            Picture(
                here.clip.common(area) if here.clip else area,
                pictures.name(box),
                (*here.context, (WORDS, 0, self.next())),
                pictures.is_opaque(box) and here.opacity >= OPAQUE,
                pictures.is_code(box),
                here.beneath,
                self.meant(box),
                tuple(pictures.ornaments(box, area)) if self.tells_ornaments else (),
                here.rooms if here.kind == "flow" else (),
            )
        )

    def table(self, box: Any, area: Area) -> Table:
        """Return a table's part on this page."""
        groups = [one for one in box.children if isinstance(one, boxes.TableRowGroupBox)]
        body = sum(len(one.children) for one in groups if not (one.is_header or one.is_footer))
        heads = sum(len(one.children) for one in groups if one.is_header)
        found = Table(id(box.element), area, body, heads)
        parts = self.tables.setdefault(found.element, [])
        parts.append(found)
        for part in parts:
            part.total = sum(one.rows for one in parts)
        return found

    def block(self, box: Any, lines: Sequence[Any], here: Setting) -> None:
        """Note a box with lines, and read these."""
        element = box.element
        attributes = {} if element is None else element.attrib
        area = edge(box, here.matrix)
        meant = self.meant(box) | (UNMEASURED if is_askew(here.matrix) else NOTHING)
        block = Block(
            self.page.number,
            box.element_tag or "",
            tuple(attributes.get("class", "").split()),
            declared(box.style, "__docx_style") if self.tells_style else "",
            id(element),
            area,
            here.kind,
            (*here.rooms, self.page.paper) if "outside" in meant else here.rooms,
            here.ground,
            here.clip,
            (*here.context, (WORDS, 0, self.next())),
            meant,
            here.beneath,
            box.style["text_align_all"] == "center",
            here.table,
            here.placed,
        )
        self.page.blocks.append(block)
        self.blocks[id(box)] = block
        self.settings[id(block)] = here
        for number, line in enumerate(lines):
            self.line(line, number, block, here)

    def reset(self, block: Block, lines: Sequence[Any]) -> Block:
        """Return a block as it is with other lines."""
        new = replace(block, pieces=[])
        for number, line in enumerate(lines):
            self.line(line, number, new, self.settings[id(block)], keeps=False)
        return new

    def line(self, line: Any, number: int, block: Block, here: Setting, keeps: bool = True) -> None:
        """Read a line, and the boxes in it that hold lines of their own."""
        ellipsis = line.text_overflow == "ellipsis"
        for box, within in self.parts(line, here):
            if not isinstance(box, boxes.TextBox):
                self.read(box, within)
                continue
            if keeps:
                self.keep(box, here)
            self.piece(box, number, block, within, ellipsis)

    def parts(self, box: Any, here: Setting) -> Iterator[tuple[Any, Setting]]:
        """Yield the parts of a line: texts, and boxes that are read as such."""
        for child in box.children:
            child = child._box if isinstance(child, AbsolutePlaceholder) else child
            if isinstance(child, boxes.TextBox):
                yield child, here
            elif isinstance(child, boxes.InlineBox | boxes.LineBox) and child.is_in_normal_flow():
                if child.footnote and child.children:
                    self.marks.setdefault(id(child.element), []).append(self.page.number)
                style = child.style
                plain = style["position"] == "static" and style["opacity"] == 1 and not style["transform"]
                yield from self.parts(child, here if plain else self.setting(child, here))
            else:
                yield child, here

    def keep(self, box: Any, here: Setting) -> None:
        """Note the words of a box that are the page's own."""
        tag = box.element_tag or ""
        if box.element is None or ("::" in tag and not tag.endswith(OWN_WORDS)):
            return
        kept = self.repeated if here.repeated else self.words
        kept.setdefault(id(box.element), []).append(box.text)

    def piece(self, box: Any, number: int, block: Block, here: Setting, ellipsis: bool) -> None:
        """Note a text of a line, as part of the one before where it goes on in the same look."""
        words = box.text
        if not words or words.isspace():
            return
        look = self.looks.of(box.style)
        area = text_area(box, look, here.matrix)
        opacity = look.opacity * here.opacity
        last = block.pieces[-1] if block.pieces else None
        mark = (box.element_tag or "").endswith(CALL)
        new = Piece(words, area, block, number, look.size, look.colour, opacity, look.visible, ellipsis, mark)
        if last and goes_on(last, new):
            last.words += words
            last.area = last.area._replace(right=area.right)
        else:
            block.pieces.append(new)


def text_area(box: Any, look: Look, matrix: Any) -> Area:
    """Return the area that the ink of a text takes at most, roughly."""
    left, base = box.position_x * MM, (box.position_y + box.baseline) * MM
    right = left + box.width * MM - look.spacing
    return turned(Area(left, base - RISE * look.size, right, base + FALL * look.size), matrix)


def goes_on(last: Piece, new: Piece) -> bool:
    """Say whether a piece follows another in its line and looks the same."""
    if last.line != new.line or last.area.top != new.area.top:
        return False
    gap = (new.area.left - last.area.right) / (last.size or 1)
    same = (last.size, last.colour, last.opacity, last.visible, last.mark) == (
        new.size,
        new.colour,
        new.opacity,
        new.visible,
        new.mark,
    )
    return same and -TOUCH <= gap <= GAP
