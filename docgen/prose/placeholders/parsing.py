"""Text with placeholders becomes nodes: text between tags, values, sections and blocks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from .blocks import BLOCK, BLOCK_NAMES, BLOCKS, Block, line_around
from .tags import NAME, TAG, UNIT, half_width, parted

DEPTH_LIMIT = 20
"""Sections within sections."""


@dataclass(frozen=True)
class Value:
    """`{{ name }}`, or with its unit `{{ name | unit }}`."""

    name: str
    offset: int
    with_unit: bool = False


@dataclass(frozen=True)
class Section:
    """`{{# name }}…{{/ }}`, or with `^` its opposite."""

    name: str
    offset: int
    inverted: bool = False
    children: list["Node"] = field(default_factory=list)


Node: TypeAlias = str | Value | Section | Block  # text between tags is itself


class Wrong(NamedTuple):
    """What is wrong with a tag: a code of the catalogue, where in the text, what is told of it."""

    code: str
    offset: int
    values: Mapping[str, Any]


class Parsed(NamedTuple):
    """A text's nodes, which are whole where nothing is `wrong`."""

    nodes: tuple[Node, ...]
    wrong: tuple[Wrong, ...]


@lru_cache(maxsize=128)
def parsed(text: str) -> Parsed:
    """Return the nodes of a text, read once for all recipients, and what is wrong with its tags."""
    parser = Parser()
    parser.parse(half_width(text))
    return Parsed(tuple(parser.root.children), tuple(parser.wrong))


class Parser:
    """Turns text into nodes, and gathers what is wrong with its tags on the way."""

    def __init__(self) -> None:
        self.wrong: list[Wrong] = []
        self.root = Section("", 0)
        self.open = [self.root]

    def parse(self, text: str) -> None:
        """Add the nodes of `text`; behind sections that lie too deep nothing is read."""
        end = 0
        for tag in TAG.finditer(text):
            self.literal(text[end : tag.start()])
            self.tag(tag)
            if len(self.open) > DEPTH_LIMIT + 1:
                return
            end = tag.end()
        self.literal(text[end:])
        for section in self.open[1:]:
            self.problem("section-unclosed", section.offset, name=section.name)

    def literal(self, text: str) -> None:
        """Add text between tags."""
        if text:
            self.open[-1].children.append(text)

    def tag(self, tag: re.Match[str]) -> None:
        """Add what one tag means."""
        offset = tag.start() + len(tag[0]) - len(tag[0].lstrip(" \t"))
        sign = tag["alone"] or tag["sign"] or ""
        name = (tag["alone_name"] or tag["name"] or "").strip()
        if tag["stray"]:
            self.problem("placeholder-stray", offset, braces=tag[0])
        elif tag["unescaped"] or sign in ("&", ">", "="):
            self.problem("placeholder-unsupported", offset, tag=tag[0])
        elif sign == "/":
            self.close(name, offset)
        elif not sign and (block := BLOCK.fullmatch(name)):
            self.block(block, tag, offset)
        elif not sign:
            self.value(*parted(name), name, offset)
        elif sign != "!":
            if not NAME.fullmatch(name):
                self.problem("placeholder-name", offset, name=name)
            self.enter(Section(name, offset, inverted=sign == "^"))

    def value(self, name: str, form: str, written: str, offset: int) -> None:
        """Add a value, which may be asked for with its unit."""
        if not NAME.fullmatch(name) or (written != name and form not in UNIT):
            self.problem("placeholder-name", offset, name=written)
        self.open[-1].children.append(Value(name, offset, form in UNIT))

    def block(self, block: re.Match[str], tag: re.Match[str], offset: int) -> None:
        """Add a block, which must stand alone in its line."""
        found = Block(BLOCKS[block["kind"]], block["name"], offset, tag[0])
        around = line_around(tag.string, tag.start(), tag.end())
        if around.strip():
            self.problem("block-not-alone", offset, tag=tag[0], kind=BLOCK_NAMES[found.kind], name=found.name)
        self.open[-1].children.append(found)

    def enter(self, section: Section) -> None:
        """Add a section, which the following nodes belong to."""
        if len(self.open) > DEPTH_LIMIT:
            self.problem("section-too-deep", section.offset, limit=DEPTH_LIMIT)
        self.open[-1].children.append(section)
        self.open.append(section)

    def close(self, name: str, offset: int) -> None:
        """End the innermost section; a name, where one is given, must be its name."""
        if len(self.open) == 1:
            self.problem("section-unopened", offset, name=name)
            return
        section = self.open.pop()
        if name and name != section.name:
            self.problem("section-mismatch", offset, name=name, opened=section.name)

    def problem(self, code: str, offset: int, **values: object) -> None:
        """Note a problem and read on."""
        self.wrong.append(Wrong(code, offset, values))
