"""What lines mean to Markdown: its readers of blocks, and docgen's in place of what surprises a clerk.

The rules are those of `lines`; here they meet python-markdown.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.util import nearing_recursion_limit

from . import captions, lines, tables
from .lines import BLANKS

FOOTNOTE_TEXT = re.compile(r"^\[\^([^\[\]\s]+)\]:[ \t]*", re.MULTILINE)
SHARES = r"(?:widths|列宽)[=＝:：]\d+(?:[:：,，、-]\d+)*"
CLASSES = re.compile(rf"\{{:((?:\s*(?:\.[a-z][a-z-]*|横排|{SHARES}))+)\s*\}}")
"""Class names, 横排 (landscape) and 列宽=1:3:2 (the shares of a table's columns) behind `{:`."""
CLASSES_AT_END = re.compile(rf"(?:^|\n) *{CLASSES.pattern}\s*$")

# Out are code by indentation (pasted paragraphs are indented), headings by underlining, rules, and
# references, whose targets vanish from print.
UNWANTED = ("code", "setextheader", "hr", "reference", "hashheader", "olist", "ulist", "quote")


def register(md: Markdown) -> dict[str, str]:
    """Let Markdown read these blocks; return where it keeps the texts of footnotes, by name."""
    readers = md.parser.blockprocessors
    for name in UNWANTED:
        readers.deregister(name)
    footnotes = FootnoteTexts(md.parser)
    readers.register(Pieces(md.parser), "pieces", 95)
    readers.register(footnotes, "footnote-texts", 79)
    readers.register(Caption(md.parser), "caption", 79.5)
    readers.register(ClassOfBlock(md.parser), "class-of-block", 78)
    readers.register(Table(md.parser, {"use_align_attribute": True}), "table", 75)
    readers.register(Heading(md.parser), "heading", 70)
    readers.register(NumberedList(md.parser), "numbered-list", 40)
    readers.register(BulletList(md.parser), "bullet-list", 30)
    readers.register(Quotation(md.parser), "quotation", 20)
    return footnotes.texts


class Pieces(BlockProcessor):
    """What a clerk writes line by line and Markdown would read as one block."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether there is more than one line."""
        return "\n" in block

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Put the pieces of a block in its place; leave it alone when it is one."""
        pieces = lines.pieces(blocks[0])
        if len(pieces) == 1:
            return False
        blocks[:1] = captions.sided(pieces)
        return True


class FootnoteTexts(BlockProcessor):
    """`[^1]: text`, one or more to a block, kept for their marks."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.texts: dict[str, str] = {}

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block begins with a footnote's text."""
        return FOOTNOTE_TEXT.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Keep the texts of the first block."""
        _, *parts = FOOTNOTE_TEXT.split(blocks.pop(0))
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            self.texts.setdefault(name, text.strip())


class Caption(BlockProcessor):
    """`[图:流程]: 后厨走一圈` beside a picture, `[表]: 各县进度` beside a table."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block is a caption."""
        return lines.CAPTION.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the caption; `captions` brings it to its place."""
        parent.append(captions.caption(blocks.pop(0)))


class ClassOfBlock(BlockProcessor):
    """`{: .name}` under a block, or in a block of its own after it."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block ends with class names."""
        return CLASSES_AT_END.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Read the block without its last line, then give the class to what it became."""
        block = blocks.pop(0)
        found = CLASSES_AT_END.search(block)
        assert found  # `test` said so
        if above := block[: found.start()].strip("\n"):
            self.parser.parseBlocks(parent, [above])
        target = self.lastChild(parent)
        if target is not None:
            tables.mark(target, found[1].split())


class Table(TableProcessor):
    """`| 甲 | 乙 |` above `|---|---|`; `html` refuses a row with more cells than the head."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the table; one of many columns is called so. A head without a word in it is none."""
        super().run(parent, blocks)
        tables.call_dense(parent[-1])
        tables.drop_empty_head(parent[-1])

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block begins with the head of a table and the row below it."""
        return lines.is_table(block.split("\n", 2)[:2]) and bool(super().test(parent, block))


class Heading(BlockProcessor):
    """`# 标题`."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block is a heading."""
        return lines.is_heading(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the heading."""
        found = lines.HEADING.match(blocks.pop(0))
        assert found  # `test` said so
        heading = SubElement(parent, f"h{min(len(found['level']), 6)}")
        heading.text = lines.heading_text(found)


class NumberedList(SaneOListProcessor):
    """`1. 项目`: each number is printed as it was typed, so a list whose numbers do not run on is several."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.RE = self.CHILD_RE = lines.NUMBER

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block begins with a number."""
        return lines.NUMBER.match(block.partition("\n")[0]) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a list, or go on with the one before it."""
        first = lines.NUMBER.match(blocks[0].partition("\n")[0])
        assert first  # `test` said so
        before = self.lastChild(parent)
        runs_on = before is not None and int(first["number"]) == int(before.get("start", "1")) + len(before)
        self.SIBLING_TAGS = ["ol"] if runs_on else []  # type: ignore[misc]  # what to go on with
        super().run(parent, blocks)


SIGN = "sign"
"""Under this attribute a list keeps the sign of its items, until `nh3` takes it away."""


class BulletList(SaneUListProcessor):
    """`- 项目`; with a star or a plus only where there are several."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.RE = self.CHILD_RE = lines.BULLET

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block begins with the sign of an item."""
        return lines.BULLET.match(block.partition("\n")[0]) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Make a list, or go on with the one before it; a single star or plus is left to be a paragraph."""
        first = lines.BULLET.match(blocks[0].partition("\n")[0])
        assert first  # `test` said so
        before = self.lastChild(parent)
        goes_on = before is not None and before.get(SIGN) == first["sign"]
        if not goes_on and first["sign"] != "-" and not has_fellow(first["sign"], blocks):
            return False
        self.SIBLING_TAGS = ["ul"] if goes_on else []  # type: ignore[misc]  # what to go on with
        super().run(parent, blocks)
        made = self.lastChild(parent)
        if made is not None and made.tag == "ul":
            made.set(SIGN, first["sign"])
        return None


def has_fellow(sign: str, blocks: list[str]) -> bool:
    """Say whether a second item with the same sign follows, in the first block or as the next."""
    following = [*blocks[0].split("\n")[1:], *(block.lstrip("\n") for block in blocks[1:2])]
    return any(
        (item := lines.BULLET.match(line.partition("\n")[0])) and item["sign"] == sign for line in following
    )


class Quotation(BlockQuoteProcessor):
    """`> 引文`; `>60分` is none."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block begins with a quotation."""
        return lines.QUOTATION.match(block) is not None and not nearing_recursion_limit()

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Read the lines without their signs as what stands in the quotation."""
        inner = "\n".join(self.clean(line) for line in blocks.pop(0).split("\n"))
        before = self.lastChild(parent)
        goes_on = before is not None and before.tag == "blockquote"
        quotation = before if goes_on and before is not None else SubElement(parent, "blockquote")
        self.parser.state.set("blockquote")
        self.parser.parseChunk(quotation, inner)
        self.parser.state.reset()

    def clean(self, line: str) -> str:
        """Return a line without the sign of a quotation and one blank."""
        if line.strip() == ">":
            return ""
        if not lines.QUOTATION.match(line):
            return line
        bare = line.lstrip(" ")[1:]
        return bare[1:] if bare[0] in BLANKS else bare
