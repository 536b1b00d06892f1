"""The part of a chart (ECMA-376-1, 21.2), of the same plan as the drawing in the PDF: places, inks, numbers.

Its elements stand in the order that CT_ChartSpace, CT_BarSer and their fellows want.
"""

from collections.abc import Sequence
from decimal import Decimal

from docgen.content.data import Chart
from docgen.content.data.chart import Series
from docgen.layout.charts import HORIZONTAL, INKS, Ink, Plan, is_above, is_labelled, plan, thick

from ..ooxml.xml import escape, quote
from .workbook import cells, number_format

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = "rId1"
"""How the chart names its workbook, the only part that it refers to."""
AXES = ("111111111", "222222222")
PATTERNS = {"diagonal": "wdUpDiag", "rows": "narHorz", "grid": "smGrid"}
EMU = 9525
"""English metric units to the CSS pixel."""
DOT = "000000"
SHOWN = "".join(
    f'<c:show{what} val="{int(what == "Val")}"/>'
    for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)
"""What stands at a bar: its number and nothing else."""


def chart_part(chart: Chart, face: str) -> bytes:
    """Return the chart part, its type set in `face`."""
    where = plan(chart)
    declared = f'xmlns:c="{CHART}" xmlns:a="{MAIN}" xmlns:r="{RELATIONS}"'
    legend = (
        f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{type_of(12, face)}</c:legend>'
        if len(chart.series) > 1
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {declared}>'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{place(where)}{plot(chart, where, face)}'
        f"{names_axis(chart, where, face)}{values_axis(chart, where)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{type_of(14, face)}<c:externalData r:id="{WORKBOOK}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    ).encode()


def place(where: Plan) -> str:
    """Return where the plot stands in the chart, without the names beside it."""
    shares = {
        "x": where.left / where.width,
        "y": where.top / where.height,
        "w": where.across / where.width,
        "h": where.down / where.height,
    }
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    said = "".join(f'<c:{side} val="{share:.5f}"/>' for side, share in shares.items())
    return f'<c:layout><c:manualLayout><c:layoutTarget val="inner"/>{modes}{said}</c:manualLayout></c:layout>'


def plot(chart: Chart, where: Plan, face: str) -> str:
    """Return the bars or lines."""
    axes = "".join(f'<c:axId val="{number}"/>' for number in AXES)
    series = "".join(one_series(chart, where, number, face) for number in range(len(chart.series)))
    if chart.kind == "line":
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
            f'<c:marker val="1"/>{axes}</c:lineChart>'
        )
    stacked = chart.kind == "stacked"
    direction = "bar" if chart.kind in HORIZONTAL else "col"
    gap = round(100 * (1 / thick(chart) - 1) * (1 if stacked else len(chart.series)))
    grouping = "stacked" if stacked else "clustered"
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="{gap}"/>'
        f'<c:overlap val="{100 if stacked else 0}"/>{axes}</c:barChart>'
    )


def one_series(chart: Chart, where: Plan, number: int, face: str) -> str:
    """Return a series: its name, its ink, its numbers."""
    series, ink, count = chart.series[number], INKS[number], len(chart.categories)
    begun = (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef>'
        f"<c:f>{cells(number + 1, 1, 1)}</c:f>{strings([series.title])}</c:strRef></c:tx>"
    )
    data = (
        f"<c:cat><c:strRef><c:f>{cells(0, 2, count + 1)}</c:f>{strings(chart.categories)}"
        f"</c:strRef></c:cat><c:val><c:numRef><c:f>{cells(number + 1, 2, count + 1)}</c:f>"
        f"{numbers(chart, series)}</c:numRef></c:val>"
    )
    labels = shown_numbers(chart, where, number, face)
    if chart.kind == "line":
        return f'{begun}{line_look(number)}{labels}{data}<c:smooth val="0"/></c:ser>'
    return f'{begun}{bar_look(ink)}<c:invertIfNegative val="0"/>{labels}{data}</c:ser>'


def strings(texts: Sequence[str]) -> str:
    """Return texts as a cache."""
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(text)}</c:v></c:pt>' for at, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def numbers(chart: Chart, series: Series) -> str:
    """Return numbers as a cache, in full."""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value:f}</c:v></c:pt>'
        for at, value in enumerate(series.values)
        if value is not None
    )
    code = f"<c:formatCode>{number_format(chart)}</c:formatCode>"
    return f'<c:numCache>{code}<c:ptCount val="{len(series.values)}"/>{points}</c:numCache>'


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


def line_look(number: int) -> str:
    """Return how a line and its marks look: full and round, dashed and square."""
    ink = INKS[number].edge or INKS[number].colour
    symbol, fill, dash = ("circle", ink, "") if number == 0 else ("square", "FFFFFF", "dash")
    mark = (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="6"/><c:spPr><a:solidFill><a:srgbClr val="{fill}"/>'
        f"</a:solidFill>{pen(ink, 1.5)}</c:spPr></c:marker>"
    )
    return f"<c:spPr>{pen(ink, 2, dash)}</c:spPr>{mark}"


def shown_numbers(chart: Chart, where: Plan, number: int, face: str) -> str:
    """Return the numbers at the bars, without those that the drawing leaves out."""
    ink, stacked = INKS[number], chart.kind == "stacked"
    ground = (
        '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' if ink.pattern != "solid" else "<a:noFill/>"
    )
    colour = "FFFFFF" if stacked and ink.pattern == "solid" and not ink.edge else DOT
    look = (
        f'<c:numFmt formatCode={quote(number_format(chart))} sourceLinked="0"/>'
        f"<c:spPr>{ground if stacked else '<a:noFill/>'}<a:ln><a:noFill/></a:ln></c:spPr>"
        f"{type_of(where.label_size, face, colour)}"
    )
    single = "".join(single_number(chart, where, number, at, look) for at in range(len(chart.categories)))
    usual = {"stacked": "ctr", "line": "t"}.get(chart.kind, "outEnd")
    return f'<c:dLbls>{single}{look}<c:dLblPos val="{usual}"/>{SHOWN}</c:dLbls>'


def single_number(chart: Chart, where: Plan, number: int, at: int, look: str) -> str:
    """Return what is said of one number that is left out, or stands below its point."""
    value = chart.series[number].values[at]
    if value is not None and not is_labelled(chart, where, value):
        return f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'
    if chart.kind != "line" or is_above(chart, number, at):
        return ""
    return f'<c:dLbl><c:idx val="{at}"/>{look}<c:dLblPos val="b"/>{SHOWN}</c:dLbl>'


def names_axis(chart: Chart, where: Plan, face: str) -> str:
    """Return the axis of names: the first on top where bars lie."""
    lying = chart.kind in HORIZONTAL
    return (
        f'<c:catAx><c:axId val="{AXES[0]}"/>'
        f'<c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{pen('808080', 1)}</c:spPr>{type_of(where.name_size, face)}"
        f'<c:crossAx val="{AXES[1]}"/><c:crosses val="{"min" if chart.kind == "line" else "autoZero"}"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def values_axis(chart: Chart, where: Plan) -> str:
    """Return the axis of values, which is not shown: its span only."""
    lying = chart.kind in HORIZONTAL
    return (
        f'<c:valAx><c:axId val="{AXES[1]}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{plain(where.high)}"/><c:min val="{plain(where.low)}"/></c:scaling><c:delete val="1"/>'
        f'<c:axPos val="{"t" if lying else "l"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{AXES[0]}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def plain(value: Decimal) -> str:
    """Return a number as xsd:double says it."""
    return f"{float(value):.12g}"


def type_of(size: float, face: str, colour: str = DOT) -> str:
    """Return how type looks; its size in CSS pixels."""
    faces = "".join(f"<a:{slot} typeface={quote(face)}/>" for slot in ("latin", "ea", "cs"))
    return (
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(size * 75)}" b="0"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'{faces}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
