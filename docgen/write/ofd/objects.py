"""Graphic units (图元) as OFD writes them: TextObject, PathObject, ImageObject (GB/T 33190-2016, 8 to 11).

Only what readers are sure of is written: no squeezing by HScale, steps between glyphs as plain numbers, every
operator of a path spelled out, and at most one table of glyphs (CGTransform) for a run.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from docgen.composed.printed import Area
from docgen.layout.graphics import Colour, Dots, Face, Figure, Image, Pen, Point, Run, Six, Step, Unit
from docgen.layout.graphics.paths import area_of

from ..markup import escape

CAPS, JOINS = ("Butt", "Round", "Square"), ("Miter", "Round", "Bevel")
MITER = 4.234
"""How far a pointed corner reaches where nothing is said (8.5.1)."""


class Worded(NamedTuple):
    """A unit as it is written, but for the numbers that a file gives."""

    kind: str
    resource: Face | Dots | None
    attributes: str  # behind the number of the resource
    before: str
    glyphs: tuple[int, ...]  # to be told by the face's own numbers
    after: str

    def written(self, number: int, resource: Callable[[Face | Dots], int], glyphs: Mapping[int, int]) -> str:
        """Return the unit with its number, and the numbers of its resource and of its glyphs."""
        named = ""
        if self.resource:
            name = "Font" if isinstance(self.resource, Face) else "ResourceID"
            named = f' {name}="{resource(self.resource)}"'
        shown = " ".join([str(glyphs[one]) for one in self.glyphs])
        body = f"{self.before}{shown}{self.after}"
        return f'<ofd:{self.kind} ID="{number}"{named}{self.attributes}>{body}</ofd:{self.kind}>'


def worded(unit: Unit) -> Worded:
    """Return a unit as it is written."""
    if isinstance(unit, Run):
        return worded_run(unit)
    return worded_figure(unit) if isinstance(unit, Figure) else worded_image(unit)


def worded_run(run: Run) -> Worded:
    """Return a run of type (11): its characters, and its glyphs where the face's table leads elsewhere."""
    attributes = f'{boundary(run.area)} Size="{decimal(run.size)}"{matrix(run.matrix, run.origin, run.area)}'
    attributes += pen_attributes(run.pen) + (' Stroke="true"' if run.pen else "")
    attributes += "" if run.colour else ' Fill="false"'
    colours = colour("FillColor", run.colour) + colour("StrokeColor", run.pen.colour if run.pen else None)
    before = clips(run.clips, run.area, run.matrix, run.origin) + colours
    x, y = (0.0, 0.0) if run.matrix else relative(run.origin, run.area)
    across = deltas("DeltaX", run.xs)
    down = deltas("DeltaY", run.ys) if any(run.ys) else ""
    code = f'<ofd:TextCode X="{decimal(x)}" Y="{decimal(y)}"{across}{down}>{escape(run.text)}</ofd:TextCode>'
    if run.is_nominal:
        return Worded("TextObject", run.face, attributes, before, (), code)
    units = len(run.text.encode("utf-16-le")) // 2
    table = (
        f'<ofd:CGTransform CodePosition="0" CodeCount="{units}" GlyphCount="{len(run.glyphs)}"><ofd:Glyphs>'
    )
    return Worded(
        "TextObject",
        run.face,
        attributes,
        before + table,
        run.glyphs,
        f"</ofd:Glyphs></ofd:CGTransform>{code}",
    )


def worded_figure(figure: Figure) -> Worded:
    """Return a path (9)."""
    attributes = boundary(figure.area) + pen_attributes(figure.pen)
    attributes += "" if figure.pen else ' Stroke="false"'
    attributes += ' Fill="true"' if figure.fill else ""
    attributes += ' Rule="Even-Odd"' if figure.even_odd else ""
    body = colour("StrokeColor", figure.pen.colour if figure.pen else None) + colour("FillColor", figure.fill)
    body += f"<ofd:AbbreviatedData>{path_data(figure.steps, figure.area)}</ofd:AbbreviatedData>"
    return Worded(
        "PathObject", None, attributes, clips(figure.clips, figure.area, None, (0.0, 0.0)) + body, (), ""
    )


def worded_image(image: Image) -> Worded:
    """Return a picture (10)."""
    attributes = boundary(image.area) + matrix(image.matrix, image.matrix[4:], image.area)
    attributes += f' Alpha="{round(image.alpha * 255)}"' if image.alpha < 1 else ""
    return Worded(
        "ImageObject",
        image.dots,
        attributes,
        clips(image.clips, image.area, image.matrix, image.matrix[4:]),
        (),
        "",
    )


def decimal(value: float, places: int = 4) -> str:
    """Return a number as short as it can be written."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def numbers(*values: float) -> str:
    """Return numbers with blanks between them."""
    return " ".join([decimal(value) for value in values])


def boundary(area: Area) -> str:
    """Return where a unit shows."""
    return f' Boundary="{numbers(area.left, area.top, area.width, area.height)}"'


def relative(point: Point, area: Area) -> Point:
    """Return a point of the page as a unit counts, from its own top left."""
    return point[0] - area.left, point[1] - area.top


def matrix(six: Six | None, origin: Sequence[float], area: Area) -> str:
    """Return the way from a unit's own space into its area; nothing for units that stand straight."""
    if six is None:
        return ""
    x, y = relative((origin[0], origin[1]), area)
    return f' CTM="{" ".join(decimal(one, 6) for one in (*six[:4], x, y))}"'


def deltas(name: str, places: Sequence[float]) -> str:
    """Return the steps between glyphs; each is the difference of rounded places, so that none adds up."""
    if len(places) < 2:
        return ""
    rounded = [round(place, 4) for place in places]
    steps = [after - before for before, after in pairwise(rounded)]
    return f' {name}="{numbers(*steps)}"'


def colour(name: str, value: Colour | None) -> str:
    """Return a colour as a child of its unit."""
    if value is None:
        return ""
    alpha = f' Alpha="{round(value.alpha * 255)}"' if value.alpha < 1 else ""
    return f'<ofd:{name} Value="{value.red} {value.green} {value.blue}"{alpha}/>'


def pen_attributes(pen: Pen | None) -> str:
    """Return how a line is drawn, where it is not as usual."""
    if pen is None:
        return ""
    said = f' LineWidth="{decimal(pen.width)}"'
    said += f' Cap="{CAPS[pen.cap]}"' if pen.cap else ""
    said += f' Join="{JOINS[pen.join]}"' if pen.join else ""
    said += f' MiterLimit="{decimal(pen.miter)}"' if not pen.join and pen.miter != MITER else ""
    if pen.dashes:
        said += f' DashPattern="{numbers(*pen.dashes)}"'
        said += f' DashOffset="{decimal(pen.offset)}"' if pen.offset else ""
    return said


def path_data(steps: Sequence[Step], area: Area) -> str:
    """Return a path as operators and points, from the top left of its area."""
    left, top = area[0], area[1]
    return " ".join(
        [
            " ".join([name, *(f"{decimal(x - left)} {decimal(y - top)}" for x, y in points)])
            for name, *points in steps
        ]
    )


def clips(paths: Sequence[Sequence[Step]], area: Area, six: Six | None, origin: Sequence[float]) -> str:
    """Return the outlines that a unit is seen through, in the unit's own space (8.5)."""
    return (
        f"<ofd:Clips>{''.join(clip(path, area, six, origin) for path in paths)}</ofd:Clips>" if paths else ""
    )


def clip(path: Sequence[Step], area: Area, six: Six | None, origin: Sequence[float]) -> str:
    """Return an outline that a unit is seen through."""
    own: list[Step] = [
        (name, *(into(point, area, six, origin) for point in points)) for name, *points in path
    ]
    around = area_of(own) or area
    body = f"<ofd:AbbreviatedData>{path_data(own, around)}</ofd:AbbreviatedData>"
    drawn = f'<ofd:Path{boundary(around)} Stroke="false" Fill="true">{body}</ofd:Path>'
    return f"<ofd:Clip><ofd:Area>{drawn}</ofd:Area></ofd:Clip>"


def into(point: Point, area: Area, six: Six | None, origin: Sequence[float]) -> Point:
    """Return a point of the page as the space of a unit has it, from which its matrix leads to its area."""
    if six is None:
        return relative(point, area)
    a, b, c, d = six[:4]
    x, y = point[0] - origin[0], point[1] - origin[1]
    return (d * x - c * y) / (a * d - b * c), (a * y - b * x) / (a * d - b * c)
