"""`{{ table name }}` and `{{ chart name }}`: what is made of data and stands alone in its line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .tags import TAG, WORD, half_width

BLOCK = re.compile(rf"(?P<kind>table|chart|表格?|图)[ \t\u3000:：]+(?P<name>{WORD})")
BLOCKS = {"table": "tables", "表": "tables", "表格": "tables", "chart": "charts", "图": "charts"}
"""What may be put in as a block of its own, and under which name the blocks of its kind are kept."""
BLOCK_NAMES = {"tables": "表", "charts": "图"}


@dataclass(frozen=True)
class Block:
    """`{{ table name }}` or `{{ chart name }}`, alone in its line: what is made of data."""

    kind: str  # one of BLOCKS' values
    name: str
    offset: int
    tag: str


def blocks(text: str) -> Iterator[tuple[str, str, int]]:
    """Give the blocks that a text asks for: `tables` or `charts`, the name, and where it stands."""
    for tag in TAG.finditer(half_width(text)):
        if not tag["sign"] and (block := BLOCK.fullmatch((tag["name"] or "").strip())):
            yield BLOCKS[block["kind"]], block["name"], tag.start()


def blocks_in(scope: object, kind: str) -> Mapping[str, str]:
    """Return the blocks of a kind that a scope keeps, by name."""
    found = scope.get(kind) if isinstance(scope, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def line_around(text: str, start: int, end: int) -> str:
    """Return what stands in the lines of a stretch of text besides it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first:start] + text[end : len(text) if last < 0 else last]
