"""Type on a `Canvas`: the glyphs of a Pango line with the characters they stand for, run by run.

WeasyPrint writes a line as strings of glyph numbers, one after the other, and remembers one text for each
number; of a Tibetan stack nothing says any more which glyphs it is. Here every run is taken from the line
itself: what follows in the same face is one run, so that a name stands in one piece.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_canvas.py::test_a_run_knows_its_characters_and_its_glyphs
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint import draw
from weasyprint.draw import text as drawing
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face, get_pango_font_key

from docgen.composed.printed import Area

from ...graphics import Face, Run, Six
from ..pdf.ellipses import SIGN, is_sign
from .state import MM, after
from .stream import TILES, Canvas, Studio, reach

ABOVE, BELOW = 0.88, 0.12
"""Of an em box, in em: a run's area holds it, so that readers mark whole lines."""
BEYOND = 0.02
"""em by which an area is wider than its ink."""
COLOURED = "ofd-coloured"
EMPTY, UNKNOWN = pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG

plain_first_line = drawing.draw_first_line
plain_text = drawing.draw_text


def install() -> None:
    """Make WeasyPrint draw type onto a canvas as runs; calling again changes nothing.

    Where lines are remembered already (`text_cache`) it is known there what is a canvas.
    """
    drawing.draw_first_line = draw_first_line
    if draw.draw_text is plain_text:
        draw.draw_text = draw_text


@dataclass
class Piece:
    """Characters in one face, as they are gathered."""

    face: Face
    size: float
    text: str = ""
    glyphs: list[int] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)

    def add(self, text: str, drawn: list[tuple[int, float, float]]) -> None:
        """Take a cluster: its characters and its glyphs, each with its place."""
        if not self.text and text.isspace():  # what trims a text would move all that follows
            return
        self.text += text
        for glyph, x, y in drawn:
            self.glyphs.append(glyph)
            self.xs.append(x)
            self.ys.append(y)


def draw_text(stream: Any, box: Any, *settings: Any) -> None:
    """Draw a text box onto a page."""
    if isinstance(stream, Canvas):
        draw_onto_canvas(stream, box, settings)
    else:
        plain_text(stream, box, *settings)


def draw_onto_canvas(canvas: Canvas, box: Any, settings: tuple[Any, ...]) -> None:
    """Draw a text box, from memory where letters share it."""
    if canvas.studio.for_one:
        plain_text(canvas, box, *settings)
        return
    place = (box.position_x, box.position_y, canvas.ctm.values, *settings)
    kept = canvas.studio.lines.get(box)
    if not kept or kept[0] != place:
        alone = Canvas(canvas.studio, canvas.page_rectangle[2:], canvas.ctm)
        alone.element = box.element
        plain_text(alone, box, *settings)
        kept = canvas.studio.lines[box] = (place, alone.stream)
    for unit in kept[1]:
        canvas.add(unit)


def draw_first_line(stream: Any, box: Any, overflow: Any, ellipsis: Any, matrix: Matrix) -> Any:
    """Draw the line of a text box; onto a canvas as runs."""
    if not isinstance(stream, Canvas):
        return plain_first_line(stream, box, overflow, ellipsis, matrix)
    if not box.text.strip() or box.style["font_size"] < 1e-6 or stream.now.rendering == 3:
        return []
    if overflow == "ellipsis" or ellipsis != "none":
        plain_first_line(scrap(), box, overflow, ellipsis, matrix)  # which leaves out what does not fit
    pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
    if stream.now.tile is not None and stream.now.tile.stream:
        stream.leave_out(TILES)
    line, _ = box.pango_layout.get_first_line()
    for piece in pieces(line, box.pango_layout.text.encode(), stream.studio):
        if piece.face.is_coloured:
            stream.leave_out(COLOURED)
        if piece.glyphs:
            stream.add(run(stream, piece, matrix))
    return []


def scrap() -> Stream:
    """Return a stream of a PDF that nobody sees."""
    names = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")
    return Stream({}, (0, 0, 1, 1), {name: {} for name in names}, {}, None, {}, None)


def pieces(line: Any, utf8: bytes, studio: Studio) -> Iterator[Piece]:
    """Yield the runs of a Pango line; neighbours in the same face and size are one."""
    x, piece = 0.0, None
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        face, size = face_of(item.analysis.font, studio)
        if piece is None or (piece.face, piece.size) != (face, size):
            if piece:
                yield piece
            piece = Piece(face, size)
        for text, drawn, following in clusters(item, glyphs, utf8, x):
            x = following
            if drawn:
                piece.add(text, drawn)
    if piece:
        yield piece


def clusters(
    item: Any, glyphs: Any, utf8: bytes, x: float
) -> Iterator[tuple[str, list[tuple[int, float, float]], float]]:
    """Yield the clusters of a run, which begins at `x`, from left to right: characters, glyphs with places,
    and where the next one begins.

    What runs from right to left comes as one, for its characters do not stand in the order of its glyphs.
    """
    count, infos = glyphs.num_glyphs, glyphs.glyphs
    starts = ffi.unpack(glyphs.log_clusters, count)
    own, stands_for_rest = utf8[item.offset : item.offset + item.length], is_sign(item)
    from_right = item.analysis.level % 2
    drawn: list[tuple[int, float, float]] = []
    for index in range(count):
        info = infos[index]
        glyph, place = info.glyph, info.geometry
        if glyph != EMPTY:
            number = 0 if glyph & UNKNOWN else glyph
            drawn.append((number, x + place.x_offset * FROM_UNITS, place.y_offset * FROM_UNITS))
        x += place.width * FROM_UNITS
        last = index + 1 == count
        if last or (not from_right and starts[index + 1] != starts[index]):
            start = 0 if from_right else starts[index]
            text = own[start:].decode() if last else own[start : starts[index + 1]].decode()
            yield (SIGN if stands_for_rest else text), drawn, x
            drawn = []


def face_of(font: Any, studio: Studio) -> tuple[Face, float]:
    """Return the face of a font of Pango's, and its size in CSS pixels."""
    key, description, size = get_pango_font_key(font)
    if key not in studio.faces:
        name = ffi.string(pango.pango_font_description_get_family(description)).decode()
        studio.faces[key] = Face(name, get_hb_object_data(get_pango_font_hb_face(font)))
    return studio.faces[key], size


def run(canvas: Canvas, piece: Piece, matrix: Matrix) -> Run:
    """Return a piece of a line as a unit of the page."""
    line: Six = (matrix[0][0], matrix[0][1], matrix[1][0], matrix[1][1], matrix[2][0], matrix[2][1])
    a, b, c, d, e, f = after(line, canvas.ctm)  # from the line, whose y goes up, to the page
    left, top = piece.xs[0], piece.ys[0]
    origin = a * left - c * top + e, b * left - d * top + f
    upright = abs(b) + abs(c) < 1e-9 and abs(a + d) < 1e-9 and a > 0
    scale = a if upright else MM
    turned: Six | None = None if upright else (a / MM, b / MM, -c / MM, -d / MM, 0.0, 0.0)
    xs = tuple((x - left) * scale for x in piece.xs)
    ys = tuple((y - top) * scale for y in piece.ys)
    state = canvas.now
    pen = canvas.pen() if state.rendering in (1, 2) and state.pen_shows else None
    return Run(
        area=area(piece, xs, ys, piece.size * scale, origin, turned, reach(pen) if pen else 0.0),
        element=canvas.element,
        text=piece.text,
        face=piece.face,
        size=piece.size * scale,
        glyphs=tuple(piece.glyphs),
        xs=xs,
        ys=ys,
        origin=origin,
        matrix=turned,
        colour=None if state.rendering == 1 else state.ink,
        pen=pen,
    )


def area(
    piece: Piece,
    xs: tuple[float, ...],
    ys: tuple[float, ...],
    size: float,
    origin: tuple[float, float],
    turned: Six | None,
    edge: float,
) -> Area:
    """Return what a run shows at most: the ink of its glyphs, and its em boxes."""
    beyond = BEYOND * size + edge
    known, reach_of = piece.face.reaches, piece.face.reach
    reaches = [known.get(glyph) or reach_of(glyph) for glyph in piece.glyphs]
    left = min(0.0, min([x + one[0] * size for x, one in zip(xs, reaches, strict=True)])) - beyond
    right = max(0.0, max([x + one[2] * size for x, one in zip(xs, reaches, strict=True)])) + beyond
    if any(ys):
        top = min(y - max(one[3], ABOVE) * size for y, one in zip(ys, reaches, strict=True))
        bottom = max(y + max(-one[1], BELOW) * size for y, one in zip(ys, reaches, strict=True))
    else:
        top = -max(ABOVE, max([one[3] for one in reaches])) * size
        bottom = max(BELOW, -min([one[1] for one in reaches])) * size
    top, bottom = min(0.0, top) - beyond, max(0.0, bottom) + beyond
    corners = [(x, y) for x in (left, right) for y in (top, bottom)]
    if turned:
        a, b, c, d, _, _ = turned
        corners = [(a * x + c * y, b * x + d * y) for x, y in corners]
    xs, ys = tuple(x for x, _ in corners), tuple(y for _, y in corners)
    return Area(origin[0] + min(xs), origin[1] + min(ys), origin[0] + max(xs), origin[1] + max(ys))
