"""Small documents written as Word and opened again, for tests that look at one thing each."""

import base64
import io
import zipfile
from datetime import date

import docx
from lxml import etree

from docgen.composed import Composed, Metadata
from docgen.content.assets import Assets
from docgen.layout.fonts import Typefaces
from docgen.write import word
from docgen.write.word.ooxml.xml import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"

PAGE = """@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { margin: 0; font: 16pt/28.95pt 仿宋 } p { margin: 0 }"""


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
"""The smallest PNG there is: one pixel."""

WORDS = {
    "仿宋": ("仿宋_GB2312", "hani"),
    "小标宋": ("方正小标宋简体", "hani"),
    "楷体": ("楷体_GB2312", "hani"),
    "黑体": ("黑体", "hani"),
    "宋体": ("宋体", "hani"),
    "藏文": ("Microsoft Himalaya", "tibt"),
    "数字": ("Times New Roman", "latn"),
}


class Roles(Typefaces):
    """Type roles as templates/_shared/typefaces.yaml gives them, without their font files."""

    def __init__(self) -> None:
        super().__init__(())

    def word_name(self, family: str) -> str:
        return WORDS[family][0] if family in WORDS else family

    def script(self, family: str) -> str | None:
        return WORDS[family][1] if family in WORDS else None


class Opened:
    """A Word file and its parts as XML trees."""

    def __init__(self, data: bytes, findings=()) -> None:
        self.data = data
        self.findings = findings
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.docx = docx.Document(io.BytesIO(data))

    def part(self, name: str):
        return etree.fromstring(self.archive.read(f"word/{name}.xml"))

    def find(self, path: str, part: str = "document") -> list:
        """Return what an XPath with Word's prefixes selects in a part."""
        return self.part(part).xpath(path, namespaces=NAMESPACES)

    def values(self, path: str, part: str = "document") -> list[str]:
        return [str(value) for value in self.find(path, part)]

    def paragraphs(self) -> list[str]:
        """Return `style | text` of every paragraph of the body, text boxes and cells included."""
        ids = {style.style_id: style.name for style in self.docx.styles}
        rows = self.find("//w:p[not(ancestor::wps:txbx or ancestor::mc:Fallback)]")
        return [f"{ids[self.of(row, './w:pPr/w:pStyle/@w:val')[0]]} | {self.text(row)}" for row in rows]

    @staticmethod
    def of(element, path: str) -> list:
        return element.xpath(path, namespaces=NAMESPACES)

    def text(self, element) -> str:
        return "".join(self.of(element, ".//w:t[not(ancestor::wps:txbx or ancestor::mc:Fallback)]/text()"))

    def style(self, name: str) -> str:
        """Return a style's definition as text, its namespaces left out."""
        found = self.find(f"//w:style[w:name/@w:val='{name}']", "styles")
        assert found, f"no style {name}"
        return plain(found[0])


def plain(element) -> str:
    """Return an element's XML without namespace declarations."""
    text = etree.tostring(element, encoding="unicode")
    for prefix, address in NAMESPACES.items():
        text = text.replace(f' xmlns:{prefix}="{address}"', "")
    return text


def composed(
    body: str, css: str = "", lang: str = "zh-CN", page: str = PAGE, roots=(), **metadata
) -> Composed:
    """Return a document with this body, ready to be written."""
    said = {
        "title": "示例",
        "author": "示例办公室",
        "language": "zh-CN",
        "date": date(2024, 6, 20),
    } | metadata
    html = f'<!DOCTYPE html><html lang="{lang}"><head><title>示例</title></head>{body}</html>'
    return Composed("示例", html, page + css, Metadata(**said), Assets(tuple(roots)))


def written(body: str, css: str = "", places=None, **options) -> Opened:
    """Return the Word file of a document with this body."""
    made = word.write(composed(body, css, **options), Roles(), places or {})
    return Opened(made.data, made.findings)
