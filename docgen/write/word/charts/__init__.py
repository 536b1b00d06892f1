"""Charts in Word: native ones, with a workbook inside, which a clerk opens by 编辑数据 and changes.

In go a `Chart` and its size, out comes the graphic that stands in the line. The chart part (ECMA-376-1, 21.2)
says its numbers twice, as Word wants it: as a cache, which is drawn, and in the workbook, which is edited.
"""

from docx.opc.part import Part

from docgen.content.data import Chart

from ..ooxml.drawing import Graphic
from ..ooxml.package import Package
from .part import CHART, chart_part
from .workbook import workbook

__all__ = ["chart_graphic"]


def chart_graphic(package: Package, owner: Part, chart: Chart, face: str) -> Graphic:
    """Put a chart and its workbook into a package, and return what shows it in `owner`."""
    number = package.chart(owner, chart_part(chart, face), workbook(chart))
    return Graphic(
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" r:id="{number}"/></a:graphicData>'
        "</a:graphic>",
        "",
    )
