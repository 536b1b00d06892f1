"""What every chart is made of (ECMA-376-1, 21.2): caches of texts and numbers, fills, pens, type."""

from collections.abc import Sequence
from decimal import Decimal

from docgen.content.data import Chart
from docgen.layout.charts import Ink, Plan

from ..ooxml.xml import escape, quote
from .workbook import number_format

AXES = ("111111111", "222222222")
AXIS_IDS = "".join(f'<c:axId val="{number}"/>' for number in AXES)
PATTERNS = {"diagonal": "wdUpDiag", "rows": "narHorz", "grid": "smGrid"}
EMU = 9525
"""English metric units to the CSS pixel."""
DOT = "000000"


def shown(*what: str) -> str:
    """Return which things stand at a bar: `Val` its number, `SerName` the name of its series."""
    known = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    return "".join(f'<c:show{one} val="{int(one in what)}"/>' for one in known)


def strings(texts: Sequence[str]) -> str:
    """Return texts as a cache."""
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(text)}</c:v></c:pt>' for at, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def numbers(chart: Chart, values: Sequence[Decimal | None]) -> str:
    """Return numbers as a cache, in full."""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value:f}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )
    code = f"<c:formatCode>{number_format(chart)}</c:formatCode>"
    return f'<c:numCache>{code}<c:ptCount val="{len(values)}"/>{points}</c:numCache>'


def series_name(formula: str, title: str) -> str:
    """Return the name of a series, and the cell of the workbook that has it."""
    return f"<c:tx><c:strRef><c:f>{formula}</c:f>{strings([title])}</c:strRef></c:tx>"


def bar_look(ink: Ink) -> str:
    """Return how the bars of a series look."""
    fill = f'<a:solidFill><a:srgbClr val="{ink.colour}"/></a:solidFill>'
    if ink.pattern in PATTERNS:
        fill = (
            f'<a:pattFill prst="{PATTERNS[ink.pattern]}"><a:fgClr><a:srgbClr val="{ink.colour}"/></a:fgClr>'
            '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
        )
    return f"<c:spPr>{fill}{pen(ink.edge or ink.colour, 0.75)}</c:spPr>"


def pen(colour: str, width: float, dash: str = "") -> str:
    """Return a pen, its width in CSS pixels."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    ink = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    return f'<a:ln w="{round(width * EMU)}">{ink}{dashed}</a:ln>'


def plain(value: Decimal) -> str:
    """Return a number as xsd:double says it."""
    return f"{float(value):.12g}"


def type_of(size: float, face: str, colour: str = DOT, in_one_line: bool = False) -> str:
    """Return how type looks; its size in CSS pixels."""
    faces = "".join(f"<a:{slot} typeface={quote(face)}/>" for slot in ("latin", "ea", "cs"))
    wrap = ' wrap="none"' if in_one_line else ""
    return (
        f"<c:txPr><a:bodyPr{wrap}/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(size * 75)}" b="0"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'{faces}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def values_axis(where: Plan, side: str, orientation: str = "minMax") -> str:
    """Return the axis of values at a `side`, which is not shown: its span only."""
    return (
        f'<c:valAx><c:axId val="{AXES[1]}"/><c:scaling><c:orientation val="{orientation}"/>'
        f'<c:max val="{plain(where.high)}"/><c:min val="{plain(where.low)}"/></c:scaling><c:delete val="1"/>'
        f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{AXES[0]}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )
