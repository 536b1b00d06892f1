"""What the XMP of a PDF says: the forms it claims, and the words that its properties must say too."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import lxml.etree
import pikepdf

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
A_ID = "{http://www.aiim.org/pdfa/ns/id/}"
UA_ID = "{http://www.aiim.org/pdfua/ns/id/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
WORDS = {"/Title": f"{DC}title", "/Author": f"{DC}creator", "/Subject": f"{DC}description"}
WORDS |= {"/Creator": f"{XMP}CreatorTool", "/Producer": "{http://ns.adobe.com/pdf/1.3/}Producer"}


class Said(NamedTuple):
    """What a file says of itself in XMP."""

    is_there: bool = False
    is_xml: bool = False
    archive: str = ""  # part and level of PDF/A: 3A
    ua: str = ""  # part of PDF/UA
    words: Mapping[str, str] = MappingProxyType({})  # by the name of the property that says the same


def said_by(file: Any) -> Said:
    """Return what the XMP of an open PDF says."""
    stream = file.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return Said()
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = lxml.etree.fromstring(stream.read_bytes(), parser)
    except (lxml.etree.XMLSyntaxError, pikepdf.PdfError):
        return Said(is_there=True)
    part, level = value(root, f"{A_ID}part"), value(root, f"{A_ID}conformance")
    words = {name: value(root, tag) for name, tag in WORDS.items()}
    return Said(True, True, part + level, value(root, f"{UA_ID}part"), words)


def value(root: Any, tag: str) -> str:
    """Return the words of a property, be it an element or an attribute; empty where it is not there."""
    for element in root.iter(f"{RDF}Description"):
        if tag in element.attrib:
            return str(element.attrib[tag]).strip()
        found = element.find(tag)
        if found is not None:
            return "".join(found.itertext()).strip()
    return ""
