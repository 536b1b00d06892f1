"""The part of a chart (ECMA-376-1, 21.2), of the same plan as the drawing in the PDF: places, inks, numbers.

Its elements stand in the order that CT_ChartSpace, CT_BarSer and their fellows want.
"""

from docgen.content.data import Chart
from docgen.layout.charts import INKS, Plan, is_above, is_labelled, plan, thick

from ..ooxml.xml import quote
from . import shares
from .pieces import (
    AXES,
    AXIS_IDS,
    DOT,
    bar_look,
    numbers,
    pen,
    series_name,
    shown,
    strings,
    type_of,
    values_axis,
)
from .workbook import cells, number_format

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = "rId1"
"""How the chart names its workbook, the only part that it refers to."""


def chart_part(chart: Chart, face: str) -> bytes:
    """Return the chart part, its type set in `face`."""
    where = plan(chart)
    declared = f'xmlns:c="{CHART}" xmlns:a="{MAIN}" xmlns:r="{RELATIONS}"'
    legend = (
        f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{type_of(12, face)}</c:legend>'
        if len(chart.series) > 1
        else ""
    )
    if chart.kind == "share":
        drawn = shares.plot(chart, where, face)
    else:
        axes = names_axis(chart, where, face), values_axis(where, "t" if chart.kind == "ranking" else "l")
        drawn = plot(chart, where, face) + "".join(axes)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {declared}>'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{place(where)}{drawn}</c:plotArea>{legend}'
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
    series = "".join(one_series(chart, where, number, face) for number in range(len(chart.series)))
    if chart.kind == "line":
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
            f'<c:marker val="1"/>{AXIS_IDS}</c:lineChart>'
        )
    stacked = chart.kind == "stacked"
    direction = "bar" if chart.kind == "ranking" else "col"
    gap = round(100 * (1 / thick(chart) - 1) * (1 if stacked else len(chart.series)))
    grouping = "stacked" if stacked else "clustered"
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="{gap}"/>'
        f'<c:overlap val="{100 if stacked else 0}"/>{AXIS_IDS}</c:barChart>'
    )


def one_series(chart: Chart, where: Plan, number: int, face: str) -> str:
    """Return a series: its name, its ink, its numbers."""
    series, ink, count = chart.series[number], INKS[number], len(chart.categories)
    begun = (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"{series_name(cells(number + 1, 1, 1), series.title)}"
    )
    data = (
        f"<c:cat><c:strRef><c:f>{cells(0, 2, count + 1)}</c:f>{strings(chart.categories)}"
        f"</c:strRef></c:cat><c:val><c:numRef><c:f>{cells(number + 1, 2, count + 1)}</c:f>"
        f"{numbers(chart, series.values)}</c:numRef></c:val>"
    )
    labels = shown_numbers(chart, where, number, face)
    if chart.kind == "line":
        return f'{begun}{line_look(number)}{labels}{data}<c:smooth val="0"/></c:ser>'
    return f'{begun}{bar_look(ink)}<c:invertIfNegative val="0"/>{labels}{data}</c:ser>'


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
    return f'<c:dLbls>{single}{look}<c:dLblPos val="{usual}"/>{shown("Val")}</c:dLbls>'


def single_number(chart: Chart, where: Plan, number: int, at: int, look: str) -> str:
    """Return what is said of one number that is left out, or stands below its point."""
    value = chart.series[number].values[at]
    if value is not None and not is_labelled(chart, where, value):
        return f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'
    if chart.kind != "line" or is_above(chart, number, at):
        return ""
    return f'<c:dLbl><c:idx val="{at}"/>{look}<c:dLblPos val="b"/>{shown("Val")}</c:dLbl>'


def names_axis(chart: Chart, where: Plan, face: str) -> str:
    """Return the axis of names: the first on top where bars lie."""
    lying = chart.kind == "ranking"
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
