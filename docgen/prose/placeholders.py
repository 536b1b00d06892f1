"""Placeholders in prose: logic-less, after Mustache, with nothing in them that could run.

In goes text with `{{ office.name }}`, `{{ figures.total | unit }}` (a figure with its unit), `{{# items }}…
{{/ }}`, `{{^ flag }}…{{/ }}` and `{{! remark }}`; out comes the text filled in. An unknown name is a problem
with its place and never an empty gap. Names lead through mappings, lists and figures only, so a placeholder
cannot reach Python's insides, and a value that was filled in is never searched for placeholders again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeAlias, TypeGuard, runtime_checkable

from docgen.content.figures.figure import Figure
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.numerals import official_date
from docgen.foundation.suggest import nearest

SIZE_LIMIT = 2_000_000
"""Characters a filled-in text may have."""

TAG_COST = 10
"""What each tag, and each round of a list, counts towards that limit, so that empty loops end too."""

DEPTH_LIMIT = 20
"""Sections within sections."""

# A tag that stands alone on its line takes the line with it (the Mustache manual, "standalone tags").
# The last form catches braces that belong to no tag.
TAG = re.compile(
    r"^[ \t]*\{\{(?P<alone>[#^/!])(?P<alone_name>[^{}]*)\}\}[ \t]*(?:\r?\n|\Z)"
    r"|(?P<unescaped>\{\{\{[^{}]*\}\}\})"
    r"|\{\{(?P<sign>[#^/!&>=]?)(?P<name>[^{}]*)\}\}"
    r"|(?P<stray>\{\{|\}\})",
    re.MULTILINE,
)
UNIT = ("unit", "单位")
"""What may stand behind a figure's name and a stroke: print it with its unit."""
WIDE = r"[^\x00-\x7f]"
JOIN = rf"[/／、·]+|(?<={WIDE})[ \u3000]+(?={WIDE})"
BRACKET = rf"(?:（|(?<={WIDE})\()[^（()）{{}}.|'\"]+[）)]"
WORD = rf"[\w-]+(?:(?:{JOIN})[\w-]+|{BRACKET}|[%％])*"
"""A part of a name: a word, or a column's heading as an office writes it, 捐资额（元）, 职务/职称."""
NAME = re.compile(rf"\.|{WORD}(?:\.{WORD})*")
BLOCK = re.compile(rf"(?P<kind>table|chart|表格?|图)[ \t\u3000:：]+(?P<name>{WORD})")
BLOCKS = {"table": "tables", "表": "tables", "表格": "tables", "chart": "charts", "图": "charts"}
"""What may be put in as a block of its own, and under which name the blocks of its kind are kept."""
BLOCK_NAMES = {"tables": "表", "charts": "图"}

FULL_WIDTH = re.compile(r"[{｛]{2}[^{}｛｝\n]*[}｝]{2}")
NARROW = str.maketrans("｛｝＃／＾！．＿－", "{}#/^!._-")


@runtime_checkable
class Lookup(Protocol):
    """Values kept elsewhere under dotted names (the figures), which note what was asked of them.

    One that can be iterated gives its names, for suggestions.
    """

    def lookup(self, name: str) -> object | None:
        """Return the value called `name`, None when there is none."""


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


@dataclass(frozen=True)
class Block:
    """`{{ table name }}` or `{{ chart name }}`, alone in its line: what is made of data."""

    kind: str  # one of BLOCKS' values
    name: str
    offset: int
    tag: str


Node: TypeAlias = str | Value | Section | Block  # text between tags is itself
Scopes: TypeAlias = tuple[object, ...]

MISSING = object()
"""Stands for what could not be found, since None is a value."""


class UnknownNameError(Exception):
    """A name that leads nowhere: the part that failed, what is known there, the name above if it is empty."""

    def __init__(self, part: str, known: Iterable[str], above: str = "") -> None:
        self.part = part
        self.known = known
        self.above = above


def fill(
    text: str,
    values: Mapping[str, object],
    place_of: Callable[[int], Place],
    escape: Callable[[str], str] = str,
    put_in: Callable[[str], str] | None = None,
) -> str:
    """Return `text` with its placeholders filled in, every value passed through `escape`.

    `put_in` makes text of the HTML of a block (a table or chart of data), which may stand there only if it
    is given. `place_of` turns an offset in `text` into its place in the file. Raises ContentError with every
    tag that is malformed; if there is none, with every name that is unknown, empty or cannot be printed.
    """
    nodes = Parser(place_of).parse(half_width(text))
    return Filler(place_of, escape, put_in).fill(nodes, (values,))


def malformed_tags(text: str, place_of: Callable[[int], Place]) -> tuple[Problem, ...]:
    """Return what is wrong with the placeholders of a text whatever there is to fill in."""
    try:
        Parser(place_of).parse(half_width(text))
    except ContentError as error:
        return error.problems
    return ()


def half_width(text: str) -> str:
    """Return a text with its placeholders half-width where a Chinese keyboard made them ｛｛ 名称 ｝｝."""
    return FULL_WIDTH.sub(lambda found: found[0].translate(NARROW), text)


def tags(text: str) -> list[str]:
    """Return the placeholders of a text in order, without remarks and units: `office.name`, `#items`, `/`."""
    found = []
    for tag in TAG.finditer(half_width(text)):
        sign, name = tag["alone"] or tag["sign"] or "", tag["alone_name"] or tag["name"] or ""
        if sign != "!":
            found.append(sign if sign == "/" else sign + parted(name)[0])
    return found


def blocks(text: str) -> Iterator[tuple[str, str, int]]:
    """Give the blocks that a text asks for: `tables` or `charts`, the name, and where it stands."""
    for tag in TAG.finditer(half_width(text)):
        if not tag["sign"] and (block := BLOCK.fullmatch((tag["name"] or "").strip())):
            yield BLOCKS[block["kind"]], block["name"], tag.start()


def parted(tag: str) -> tuple[str, str]:
    """Return the name in a tag, and what stands behind a stroke, of any width: `figures.a | unit`."""
    name, _, form = tag.replace("｜", "|").partition("|")
    return name.strip(), form.strip()


def is_falsy(value: object) -> bool:
    """Say whether a section over `value` is left out: no, nothing, empty text, an empty list.

    Zero is a figure like any other, and not falsy.
    """
    return value is None or value is False or (isinstance(value, Sequence) and len(value) == 0)


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Say whether a section over `value` is repeated for each of its items."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def resolve(name: str, scopes: Scopes) -> object:
    """Return what a dotted name means; its first part is looked up from the innermost scope outwards.

    Raises UnknownNameError.
    """
    if name == ".":
        return scopes[-1]
    parts = name.split(".")
    mappings = [scope for scope in reversed(scopes) if isinstance(scope, Mapping)]
    start = next((mapping for mapping in mappings if parts[0] in mapping), None)
    if start is None:
        raise UnknownNameError(parts[0], (key for mapping in mappings for key in mapping))
    return follow(start, parts)


def follow(value: object, parts: Sequence[str]) -> object:
    """Return the value at `parts` below `value`; raises UnknownNameError."""
    for index, part in enumerate(parts):
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, Lookup):
            return looked_up(value, ".".join(parts[index:]))
        elif value is None:
            raise UnknownNameError(part, (), ".".join(parts[:index]))
        else:
            raise UnknownNameError(part, value if isinstance(value, Mapping) else ())
    return value


def looked_up(values: Lookup, name: str) -> object:
    """Return the value `values` keeps under `name`; raises UnknownNameError."""
    value = values.lookup(name)
    if value is None:
        raise UnknownNameError(name, values if isinstance(values, Iterable) else ())
    return value


def printed(value: object) -> str | None:
    """Return a value as it is printed: dates as 2024年6月20日; None for what is no single value."""
    if isinstance(value, date):
        return official_date(value)
    if isinstance(value, bool | Mapping | Lookup) or is_list(value):
        return None
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


class Parser:
    """Turns text into nodes, and gathers what is wrong with its tags on the way."""

    def __init__(self, place_of: Callable[[int], Place]) -> None:
        self.place_of = place_of
        self.problems: list[Problem] = []
        self.root = Section("", 0)
        self.open = [self.root]

    def parse(self, text: str) -> list[Node]:
        """Return the nodes of `text`, or raise ContentError."""
        end = 0
        for tag in TAG.finditer(text):
            self.literal(text[end : tag.start()])
            self.tag(tag)
            end = tag.end()
        self.literal(text[end:])
        for section in self.open[1:]:
            self.problem("section-unclosed", section.offset, name=section.name)
        if self.problems:
            raise ContentError(self.problems)
        return self.root.children

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
            raise ContentError(self.problems)
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
        self.problems.append(Problem(code, self.place_of(offset), values))


class Filler:
    """Turns nodes into text, and gathers the names that cannot be filled in."""

    def __init__(
        self,
        place_of: Callable[[int], Place],
        escape: Callable[[str], str],
        put_in: Callable[[str], str] | None = None,
    ) -> None:
        self.place_of = place_of
        self.escape = escape
        self.put_in = put_in
        self.problems: dict[int, Problem] = {}  # by offset: a tag in a long list is reported once
        self.pieces: list[str] = []
        self.left = SIZE_LIMIT

    def fill(self, nodes: Sequence[Node], scopes: Scopes) -> str:
        """Return the text of all nodes, or raise ContentError."""
        self.walk(nodes, scopes)
        if self.problems:
            raise ContentError(self.problems.values())
        return "".join(self.pieces)

    def walk(self, nodes: Sequence[Node], scopes: Scopes) -> None:
        """Add what the nodes mean within `scopes`, the innermost last."""
        for node in nodes:
            if isinstance(node, str):
                self.add(node)
            elif isinstance(node, Value):
                self.value(node, scopes)
            elif isinstance(node, Block):
                self.block(node, scopes)
            else:
                self.section(node, scopes)

    def value(self, node: Value, scopes: Scopes) -> None:
        """Add a value; one that is empty or not a single value is a problem."""
        found = self.find(node, scopes)
        if found is MISSING:
            return
        if node.with_unit:
            found = found.with_unit if isinstance(found, Figure) else None
        text = "" if found is None else printed(found)
        if node.with_unit and not text:
            self.problem("placeholder-without-unit", node, name=node.name)
        elif text:
            self.add(self.escape(text))
        else:
            code = "placeholder-not-text" if text is None else "placeholder-empty"
            self.problem(code, node, name=node.name)

    def block(self, node: Block, scopes: Scopes) -> None:
        """Add a block where one may stand; one of which nothing is declared is a problem."""
        kept = (blocks_in(scope, node.kind) for scope in scopes)
        blocks: Mapping[str, str] = next(filter(None, kept), {})
        told = {"name": node.name, "kind": BLOCK_NAMES[node.kind], "near": nearest(node.name, blocks) or "—"}
        if self.put_in is None:
            self.problem("block-in-line", node, tag=node.tag)
        elif node.name not in blocks:
            self.problem("block-unknown", node, **told)
        else:
            self.add(self.put_in(blocks[node.name]))

    def section(self, node: Section, scopes: Scopes) -> None:
        """Add a section: once for a value, once for each item of a list, not at all for nothing."""
        found = self.find(node, scopes)
        if found is MISSING or is_falsy(found) is not node.inverted:
            return
        inner: Iterable[Scopes] = [(*scopes, found)]
        if node.inverted:
            inner = [scopes]
        elif is_list(found):
            inner = ((*scopes, item) for item in found)
        for scope in inner:
            self.spend(TAG_COST)
            self.walk(node.children, scope)

    def find(self, node: Value | Section, scopes: Scopes) -> object:
        """Return what a node's name means, or MISSING after noting that it means nothing."""
        self.spend(TAG_COST)
        try:
            return resolve(node.name, scopes)
        except UnknownNameError as unknown:
            near = nearest(unknown.part, unknown.known)
            code = "placeholder-below-nothing" if unknown.above else "placeholder-unknown"
            told = {"part": unknown.part, "near": near, "above": unknown.above}
            self.problem(code, node, name=node.name, **told)
            return MISSING

    def add(self, text: str) -> None:
        """Add text to the result."""
        self.spend(len(text))
        self.pieces.append(text)

    def spend(self, size: int) -> None:
        """Count towards the size limit, and stop when it is passed."""
        self.left -= size
        if self.left < 0:
            raise ContentError([Problem("text-too-long", self.place_of(0), {"limit": SIZE_LIMIT})])

    def problem(self, code: str, node: Value | Section | Block, **values: object) -> None:
        """Note a problem and go on."""
        self.problems.setdefault(node.offset, Problem(code, self.place_of(node.offset), values))


def blocks_in(scope: object, kind: str) -> Mapping[str, str]:
    """Return the blocks of a kind that a scope keeps, by name."""
    found = scope.get(kind) if isinstance(scope, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def line_around(text: str, start: int, end: int) -> str:
    """Return what stands in the lines of a stretch of text besides it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first:start] + text[end : len(text) if last < 0 else last]
