"""A column of shares in Word: a stacked column of 100 %, its names and numbers beside it.

The workbook has the parts below each other, as every chart's; here each row of it is a series.
"""

from docgen.content.data import Chart
from docgen.content.data.chart import wide
from docgen.layout.charts import INKS, LEADER, Plan, part_heights, part_lanes, part_names

from ..ooxml.xml import quote
from .pieces import AXES, AXIS_IDS, bar_look, numbers, series_name, shown, strings, type_of, values_axis
from .workbook import cells, number_format


def plot(chart: Chart, where: Plan, face: str) -> str:
    """Return the parts, the first on top, and the axes, of which neither is shown."""
    series = "".join(part(chart, where, at, face) for at in range(len(chart.categories)))
    names = (
        f'<c:catAx><c:axId val="{AXES[0]}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="1"/><c:axPos val="b"/><c:crossAx val="{AXES[1]}"/></c:catAx>'
    )
    return (
        '<c:barChart><c:barDir val="col"/><c:grouping val="percentStacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="0"/><c:overlap val="100"/>{AXIS_IDS}</c:barChart>'
        f"{names}{values_axis(where, 'l', 'maxMin')}"
    )


def part(chart: Chart, where: Plan, at: int, face: str) -> str:
    """Return one part: its name and number are a row of the workbook."""
    row = at + 2
    title, value = chart.series[0].title, chart.series[0].values[at : at + 1]
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>'
        f"{series_name(cells(0, row, row), chart.categories[at])}"
        f'{bar_look(INKS[at % len(INKS)])}<c:invertIfNegative val="0"/>{beside(chart, where, at, face)}'
        f"<c:cat><c:strRef><c:f>{cells(1, 1, 1)}</c:f>{strings([title])}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{cells(1, row, row)}</c:f>{numbers(chart, value)}"
        "</c:numRef></c:val></c:ser>"
    )


def beside(chart: Chart, where: Plan, at: int, face: str) -> str:
    """Return name and number of a part, moved from its middle to where the drawing has them."""
    (top, height), lane = part_heights(chart, where)[at], part_lanes(chart, where)[at]
    half = wide(part_names(chart)[at]) * where.name_size / 2
    moved = {
        "x": (where.across / 2 + LEADER + half) / where.width,
        "y": (lane - top - height / 2) / where.height,
    }
    said = "".join(f'<c:{side} val="{share:.5f}"/>' for side, share in moved.items())
    typed = type_of(where.name_size, face, in_one_line=True)
    look = (
        f'<c:numFmt formatCode={quote(number_format(chart))} sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{typed}"
        f'<c:dLblPos val="ctr"/>{shown("Val", "SerName")}<c:separator> </c:separator>'
    )
    return (
        f'<c:dLbls><c:dLbl><c:idx val="0"/><c:layout><c:manualLayout>{said}</c:manualLayout></c:layout>'
        f"{look}</c:dLbl>{look}</c:dLbls>"
    )
