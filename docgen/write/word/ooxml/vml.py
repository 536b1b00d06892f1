"""VML (ISO/IEC 29500-4, 19.1): the same drawing for readers that know no text boxes of DrawingML.

Word writes it too (`mc:Fallback`) and reads it no more since 2010; viewers in browsers do. Words
in it are a copy, so what may be there once only (bookmarks, content controls) is left out.
"""

import re
from collections.abc import Mapping

from docgen.layout.styles import Border, Sides

from .xml import quote

ONCE = re.compile(
    "<w:bookmark(?:Start|End) [^>]*/>|<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>"
)
RECTANGLE = 'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"'
FLOWS = {
    "vert": ' style="layout-flow:vertical"',
    "vert270": ' style="layout-flow:vertical;mso-layout-flow-alt:bottom-to-top"',
}
OWN = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def picture(relationship: str) -> str:
    """Return what a shape shows of a picture part."""
    return f'<v:imagedata r:id="{relationship}" o:title=""/>'


def text_box(content: str, padding: Sides[float], direction: str = "") -> str:
    """Return what a shape holds of text, its lines in a direction of DrawingML."""
    flow = FLOWS.get(direction, "")
    inset = ",".join(f"{padding[side]:g}pt" for side in (3, 0, 1, 2))
    return (
        f'<v:textbox{flow} inset="{inset}"><w:txbxContent>{ONCE.sub("", content)}</w:txbxContent></v:textbox>'
    )


def shape(number: int, inside: str, style: Mapping[str, str], fill: str | None, line: Border | None) -> str:
    """Return the run's content for one shape."""
    said = ";".join(f"{name}:{value}" for name, value in style.items())
    filled = f'fillcolor="#{fill}"' if fill else 'filled="f"'
    stroked = f'strokecolor="#{line.colour}" strokeweight="{line.width:g}pt"' if line else 'stroked="f"'
    return (
        f'<w:pict><v:shape {OWN} id="shape{number}" {RECTANGLE} style={quote(said)} {filled} {stroked}>'
        f"{inside}</v:shape></w:pict>"
    )
