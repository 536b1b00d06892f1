"""The theme (主题): the faces and colours that Word offers in its menus, those of the document.

No text takes its face from it: Word would prefer the theme to the face named. It is there because Word puts
one of its own into a file without, and 等线 and blue are then what its menus offer first.
"""

import re

from ..ooxml.xml import NAMESPACES, quote
from .looks import BODY
from .stylebook import Stylebook

COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "3B3B3B", "lt2": "EEEEEE", "accent1": "C00000",
    "accent2": "1F4E79", "accent3": "1F6B4A", "accent4": "A67C1F", "accent5": "5F4B8B", "accent6": "7F7F7F",
    "hlink": "1F4E79", "folHlink": "5F4B8B",
}  # fmt: skip
NAME = "公文"
FACE = re.compile(r'w:(ascii|eastAsia|cs)="([^"]*)"')
HEADINGS = ("Title", "heading 1")
GROUND = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
LINES = (6350, 12700, 19050)  # EMU


def theme(book: Stylebook) -> bytes:
    """Return the theme part: three plain fills, lines and effects, as many as the schema wants (20.1.4.1)."""
    body = book.styles[BODY].run.get("rFonts", "")
    major = next((book.by_word_name[name].run["rFonts"] for name in HEADINGS if has_face(book, name)), body)
    colours = "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in COLOURS.items())
    lines = "".join(f'<a:ln w="{width}">{GROUND}</a:ln>' for width in LINES)
    styles = (
        wrapped_a("fillStyleLst", GROUND * 3)
        + wrapped_a("lnStyleLst", lines)
        + wrapped_a("effectStyleLst", wrapped_a("effectStyle", "<a:effectLst/>") * 3)
        + wrapped_a("bgFillStyleLst", GROUND * 3)
    )
    fonts = wrapped_a("majorFont", faces(major)) + wrapped_a("minorFont", faces(body))
    elements = "".join(
        f"<a:{name} name={quote(NAME)}>{content}</a:{name}>"
        for name, content in (("clrScheme", colours), ("fontScheme", fonts), ("fmtScheme", styles))
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (
        f'{head}<a:theme xmlns:a="{NAMESPACES["a"]}" name={quote(NAME)}>'
        f"{wrapped_a('themeElements', elements)}</a:theme>"
    ).encode()


def has_face(book: Stylebook, name: str) -> bool:
    """Return whether the document has a style of Word's with a face of its own."""
    return name in book.by_word_name and "rFonts" in book.by_word_name[name].run


def faces(fragment: str) -> str:
    """Return the three faces of a theme that `w:rFonts` names."""
    said = dict(FACE.findall(fragment))
    slots = {"latin": "ascii", "ea": "eastAsia", "cs": "cs"}
    return "".join(f'<a:{name} typeface="{said.get(slot, "")}"/>' for name, slot in slots.items())


def wrapped_a(name: str, content: str) -> str:
    """Return content inside an element of DrawingML."""
    return f"<a:{name}>{content}</a:{name}>"
