"""Parts of a workbook that its sheets name by number: in goes XML, out come texts and number formats.

All is found by its local name, for a workbook saved as Strict Open XML has other namespaces (ISO/IEC
29500-1).
"""

import re
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from .number_format import builtin
from .package import Package

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
PRESENT = {"resolve_entities": False, "no_network": True}


def unescaped(text: str) -> str:
    """Return a text with its `_x000D_` made characters (ST_Xstring, ECMA-376 22.9.2.19); _x005F_ is `_`."""
    if "_x" not in text:
        return text
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def rich_text(element: Any) -> str:
    """Return the text of a string item: its own, or its runs', without what says how it is pronounced."""
    return unescaped("".join(run.text or "" for run in runs(element)))


def runs(element: Any) -> Iterator[Any]:
    """Yield the elements that hold the text of a string item."""
    for child in element:
        name = local(child)
        if name == "t":
            yield child
        elif name == "r":
            yield from (part for part in child if local(part) == "t")


def local(element: Any) -> str:
    """Return an element's name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def strings(xml: IO[bytes]) -> list[str]:
    """Return the texts that the cells of all sheets share."""
    found = []
    for _, element in etree.iterparse(xml, tag="{*}si", resolve_entities=False, no_network=True):
        found.append(rich_text(element))
        element.clear()
        while element.getprevious() is not None:  # what has been read is let go of
            del element.getparent()[0]
    return found


def number_formats(package: Package, part: str) -> list[str]:
    """Return the code of each cell style's number format; the styles' fonts and colours are not looked at."""
    own: dict[int, str] = {}
    found: list[str] = []
    if part not in package:
        return found
    with package.open(part) as xml:
        steps = etree.iterparse(xml, tag=("{*}numFmt", "{*}cellXfs"), resolve_entities=False, no_network=True)
        for _, element in steps:
            if local(element) == "cellXfs":
                found = [code(own, style) for style in element]
            elif local(element.getparent()) == "numFmts":
                own[int(element.get("numFmtId") or 0)] = unescaped(element.get("formatCode") or "")
    return found


def code(own: dict[int, str], style: Any) -> str:
    """Return the number format of one style."""
    number = int(style.get("numFmtId") or 0)
    return own.get(number) or builtin(number)
