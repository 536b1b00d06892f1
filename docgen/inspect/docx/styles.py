"""The paragraph styles of a Word file: what a paragraph in one is called, and whether it is a heading."""

import re
from dataclasses import dataclass

from lxml import etree

from .record import Paragraph
from .xml_names import attribute, child, local

BODY_LEVEL = 9  # Word's outline level for what is no heading
VARIANT = "（变体 "  # what the writer adds to a style's name where paragraphs say more than the style
HEADING = re.compile(r"(?:heading|标题) ([1-9])", re.IGNORECASE)
DEEPEST = 20  # styles based on styles; a file may make a ring of them


@dataclass(frozen=True)
class Style:
    """A style: its name, the one it is based on, and what it says itself."""

    name: str
    base: str
    properties: etree._Element | None


class Styles:
    """The styles of one file by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self.styles: dict[str, Style] = {}
        self.default = ""
        for node in root if root is not None else ():
            if local(node) == "style" and attribute(node, "type") == "paragraph":
                self.add(node)

    def add(self, node: etree._Element) -> None:
        """Take in one style."""
        name = attribute(child(node, "name"), "val")
        style = Style(name, attribute(child(node, "basedOn"), "val"), child(node, "pPr"))
        self.styles[attribute(node, "styleId")] = style
        if attribute(node, "default") in ("1", "true", "on"):
            self.default = attribute(node, "styleId")

    def described(self, properties: etree._Element | None) -> Paragraph:
        """Return a paragraph, still without words, as its properties and its style make it."""
        style = attribute(child(properties, "pStyle"), "val") or self.default
        said = [properties, *self.properties(style)]
        level = first(said, "outlineLvl")
        return Paragraph(
            "",
            style=self.styles[style].name.partition(VARIANT)[0] if style in self.styles else style,
            level=self.heading(style) or (int(level) if level.isdecimal() and int(level) < BODY_LEVEL else 0),
            numbered=first(said, "numPr", "numId") not in ("", "0"),
        )

    def heading(self, style: str) -> int:
        """Return the level of Word's own heading that a style is or is based on, 0 when it is none."""
        for _ in range(DEEPEST):
            if style not in self.styles:
                break
            if found := HEADING.fullmatch(self.styles[style].name):
                return int(found[1])
            style = self.styles[style].base
        return 0

    def properties(self, style: str) -> list[etree._Element | None]:
        """Return the properties a style has from itself and those it is based on, its own first."""
        found: list[etree._Element | None] = []
        while style in self.styles and len(found) < DEEPEST:
            found.append(self.styles[style].properties)
            style = self.styles[style].base
        return found


def first(said: list[etree._Element | None], *path: str) -> str:
    """Return the value of the first element at `path` that any of the properties has."""
    return next((value for one in said if (value := attribute(child(one, *path), "val"))), "")
