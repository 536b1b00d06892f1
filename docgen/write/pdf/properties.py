"""What a PDF says of itself in XMP (ISO 16684-1): the same as in its properties, and the forms it keeps to.

ISO 19005-3, 6.6; ISO 14289-1, 5. What names PDF/UA is none of the properties that PDF/A knows, so it is
described there (6.6.2.3.3).
"""

from collections.abc import Mapping
from datetime import datetime
from xml.sax.saxutils import escape

from docgen.composed.purpose import Purpose

PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    "{}"
    '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
)
PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
UA_DESCRIBED = (
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType='Resource'>"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{PREFIXES['pdfuaid']}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType='Resource'>"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)
WORDS = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
SAID = {
    "/Title": f"<dc:title>{WORDS}</dc:title>",
    "/Author": "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
    "/Subject": f"<dc:description>{WORDS}</dc:description>",
    "/Creator": "<xmp:CreatorTool>{}</xmp:CreatorTool>",
    "/Producer": "<pdf:Producer>{}</pdf:Producer>",
    "/CreationDate": "<xmp:CreateDate>{}</xmp:CreateDate>",
    "/ModDate": "<xmp:ModifyDate>{}</xmp:ModifyDate>",
}
"""How XMP says what a property of a PDF says (ISO 19005-3, table 1)."""


def xmp(properties: Mapping[str, str], purpose: Purpose) -> bytes:
    """Return the XMP of a file with these properties (as a PDF names them) and for this purpose."""
    texts = {name: iso(text) if name.endswith("Date") else text for name, text in properties.items()}
    said = [form.format(escape(texts[name])) for name, form in SAID.items() if name in texts]
    if purpose.archive:
        said += ["<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", UA_DESCRIBED]
    if purpose.tagged:
        said.append("<pdfuaid:part>1</pdfuaid:part>")
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in PREFIXES.items())
    described = f'<rdf:Description rdf:about="" {spaces}>\n{"".join(said)}\n</rdf:Description>\n'
    return PACKET.format(described).encode()


def iso(moment: str) -> str:
    """Return a moment as XMP writes it (ISO 8601), of how a PDF does (D:20261129000000+00'00)."""
    digits = moment.removeprefix("D:")[:14]
    return datetime.strptime(digits, "%Y%m%d%H%M%S").strftime("%Y-%m-%dT%H:%M:%S+00:00")
