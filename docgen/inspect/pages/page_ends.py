"""What stands alone at the end or the beginning of a page: a heading, a caption, a table's head, a row."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docgen.composed.printed import Block, Printed, Sheet, Table
from docgen.foundation.errors import Finding

from .places import inked, told

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CAPTION, OF_PICTURE = re.compile("表题|题注|caption"), re.compile("图题|fig")
SIGNED = re.compile("署名|日期|附注|联系人")
LISTED = re.compile("附件说明")
LIST = re.compile("附件[：:]")
OF_SIGNATURE = frozenset({"issued-by", "signature", "signed", "date", "note", "contact"})
DATE = re.compile(
    r"[0-9〇零○一二三四五六七八九]{4}年[0-9〇一二三四五六七八九十]{1,3}月[0-9〇一二三四五六七八九十]{1,3}日"
)
SENTENCE = re.compile("[。；：！？，]|.{26}")
"""What text has and a name or a date has not."""
MASTHEADS, TITLE = frozenset({"masthead", "joint-name"}), "title"
SIGNATURE = 6
"""Blocks that a signature has at most: names, date, note."""


def findings(printed: Printed) -> Iterator[Finding]:
    """Yield what is parted from what it belongs to."""
    flows = [flow(sheet) for sheet in printed.sheets]
    if len(flows) > 1:
        yield from without_text(*flows[:2])
    for blocks, following in pairwise(flows):
        if blocks and following:
            yield from at_the_foot(blocks, following)
    for blocks in flows[1:]:
        if blocks:
            yield from on_its_own(blocks)


def without_text(first: Sequence[Block], second: Sequence[Block]) -> Iterator[Finding]:
    """Yield a first page that has a masthead and nothing under it (GB/T 9704-2012, 7.3.3)."""
    titles = [block for block in second if TITLE in block.classes]
    headed = any(not MASTHEADS.isdisjoint(block.classes) for block in first)
    if titles and headed and not any(TITLE in block.classes for block in first):
        yield alone("first-page-without-text", titles[0])


def flow(sheet: Sheet) -> list[Block]:
    """Return the blocks of the text on a page, in reading order."""
    return [block for block in sheet.blocks if block.kind == "flow" and block.pieces]


def at_the_foot(blocks: Sequence[Block], following: Sequence[Block]) -> Iterator[Finding]:
    """Yield what the last block of a page leaves behind."""
    last, first = blocks[-1], following[0]
    table = last.table
    if table and table.heads and not table.rows:
        yield alone("table-head-alone", last)
    elif is_caption(last) and first.table and not (table and table.rows):
        yield alone("caption-alone", last)
    elif leads(last, first) and any(block.tag not in HEADINGS for block in blocks):
        yield alone("heading-alone", last)


def leads(block: Block, following: Block) -> bool:
    """Say whether a block is a heading, all of it, and what follows is its text."""
    return block.tag in HEADINGS and block.element != following.element and following.tag not in HEADINGS


def is_caption(block: Block) -> bool:
    """Say whether a block is the caption of a table, and not what stands under a picture."""
    said = " ".join((block.style, block.tag, *block.classes))
    return block.tag == "caption" or bool(CAPTION.search(said) and not OF_PICTURE.search(said))


def on_its_own(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Yield what a page begins with, or holds alone, that belongs to the page before."""
    table = blocks[0].table
    if table and is_last_row(table):
        yield alone("row-alone", [block for block in blocks if block.table is table][-1])
    listed = [is_listed(block) for block in blocks]
    signed = [block for block, is_one in zip(blocks, listed, strict=True) if not is_one]
    dated = any(DATE.search(words(block)) for block in signed)
    goes_on = listed[0] and not LIST.match(words(blocks[0]))  # a long list, whose beginning follows the text
    if dated and len(signed) <= SIGNATURE and all(map(is_signature, signed)) and not goes_on:
        yield alone("signature-alone", blocks[0])


def is_last_row(table: Table) -> bool:
    """Say whether a part of a table is a single row of many."""
    return table.rows == 1 and table.total > 2


def is_listed(block: Block) -> bool:
    """Say whether a block is part of 附件说明, which is no text to sign under."""
    return bool(LISTED.search(block.style) or LIST.match(words(block)))


def is_signature(block: Block) -> bool:
    """Say whether a block is part of a signature: a name, the date, what stands below."""
    if SIGNED.search(block.style) or not OF_SIGNATURE.isdisjoint(block.classes):
        return True
    named = block.style or block.table or block.tag in HEADINGS
    return not (named or SENTENCE.search(words(block)))


def words(block: Block) -> str:
    """Return what a block says."""
    return inked("".join(piece.words for piece in block.pieces))


def alone(code: str, block: Block) -> Finding:
    """Return a finding on a block."""
    return told(code, block.page, block.pieces[0].area, words(block))
