"""Tagged PDFs for tests: a page with all that has a shape of its own, and a file's tree as lines of text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf

from docgen.composed import Composed
from docgen.composed.purpose import PRINT, Purpose
from docgen.content import project
from docgen.content.assets import Assets
from docgen.layout import fonts
from docgen.write.pdf import properties, single
from tests.support.gathered import ROOT, letter

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
LEVEL_B = b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
ARCHIVE = Purpose(archive=True)
CSS = """
@page { size: 100mm 70mm; margin: 10mm; @bottom-center { content: "— " counter(page) " —"; font: 8pt 仿宋 } }
body { font: 12pt/18pt 仿宋, 藏文, 补字; margin: 0 }
h1, h2, h3 { font-size: 12pt; margin: 0 } p { margin: 0; orphans: 1; widows: 1 }
table { border-collapse: collapse } th, td { border: 0.1mm solid black } img { width: 5mm; height: 5mm }
u { text-decoration: underline } .masthead { position: absolute; top: 0 }
.note { float: footnote } ::footnote-call { content: counter(footnote) }
.head { height: 18pt }
"""
BODY = """<header class="head"><p class="masthead">某某办公室</p></header>
<h1>标题一</h1><h3>越级的标题</h3>
<p>一段很长的话。{long}有<u>下划线</u>、
<a href="#there">一处链接</a>和脚注<span class="note">脚注的话</span>。</p>
<ol><li><p>第一条</p></li><li>第二条<ul><li>里面一条</li></ul></li></ol>
<dl><dt>名词</dt><dd>解释</dd></dl>
<p lang="bo">བཀྲ་ཤིས།</p><p>汉文里夹着བཀྲ་ཤིས།几个字</p>
<p id="there"><img src="5.png" alt="一个红方块"><img src="5.png" alt="" role="presentation"></p>
<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody>{rows}</tbody></table>
<table role="presentation"><tr><td>左边</td><td>右边</td></tr></table>
"""
ROWS = "<tr><th>行</th><td></td></tr>" + '<tr><td colspan="2">两栏</td></tr>' * 12


def zoo(assets: Assets, purpose: Purpose = ARCHIVE) -> Composed:
    """Return a composed document of several pages with one of each; `assets` have 5.png."""
    body = BODY.format(long="这句话说了又说。" * 30, rows=ROWS)
    return replace(letter("某某", body, CSS), assets=assets, purpose=purpose)


def written(composed: Composed) -> bytes:
    """Return a composed document as PDF."""
    return single.write(composed, TYPEFACES).data


def lines(file: pikepdf.Pdf) -> list[str]:
    """Return the tree of a file: a line for each element, as deep as it stands, with what it says."""
    root: Any = file.Root.StructTreeRoot
    return [line for kid in root.K for line in lines_of(kid, "")]


def lines_of(element: Any, inset: str) -> Iterator[str]:
    """Yield an element and those below it."""
    said = "".join(f" {name[1:]}={element[name]}" for name in ("/Lang", "/Alt", "/ID") if name in element)
    scope = element.get("/A", {})
    scope = f" {scope.Scope}" if isinstance(scope, pikepdf.Dictionary) and "/Scope" in scope else ""
    yield f"{inset}{str(element.S)[1:]}{said}{scope}"
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from lines_of(kid, inset + " ")


def of_level_b(data: bytes) -> bytes:
    """Return a file that says of itself what the validator knows: level B, and nothing of PDF/UA."""
    with pikepdf.open(BytesIO(data)) as file:
        said = {str(name): str(value) for name, value in file.docinfo.items()}
        plain = properties.xmp(said, PRINT).replace(b"</rdf:Description>", LEVEL_B + b"</rdf:Description>")
        unused = rb' xmlns:pdfa(?:Extension|Schema|Property)="[^"]*"| xmlns:pdfuaid="[^"]*"'
        file.Root.Metadata = file.make_stream(re.sub(unused, b"", plain), Type=pikepdf.Name.Metadata)
        file.Root.Metadata.Subtype = pikepdf.Name.XML
        buffer = BytesIO()
        file.save(buffer, deterministic_id=True)
    return buffer.getvalue()
