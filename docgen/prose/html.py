"""Prose: Markdown with placeholders in, safe HTML out, set by Chinese rules.

The surprise: there is no raw HTML in it. `<div>` prints as it is written, save the few `inline_syntax.TAGS`.
A filled-in value stands in the Markdown as a mark and takes its place after Markdown has run, so a name
such as `*张三*` or `<b>` prints as written too. nh3 has the last word: what is not in `ALLOWED` is gone.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple

import nh3

from docgen.foundation.errors import NOWHERE, ContentError, Place, Problem
from docgen.foundation.filenames import relative_name
from docgen.foundation.text_marks import mended
from docgen.foundation.typography import Typesetter, set_line

from . import captions
from .block_syntax import CLASSES, FOOTNOTE_TEXT
from .inline_syntax import FOOTNOTE
from .keyboard import understood
from .lines import BLANKS, HEADING, NUMBERING, is_table, pieces_of
from .list_levels import with_levels
from .markdown import engine
from .placeholders import fill
from .tables import MOST_COLUMNS, uneven_rows, width_of

PlaceOf = Callable[[int], Place]

LENGTH_LIMIT = 500_000
"""Characters of one prose text; a handbook of 40 pages has 30,000."""

TABLE_LIMIT = 1_400_000
"""Characters of the tables of one prose text: 20,000 rows have a million; each row is read by itself."""

BLOCK_LIMIT = 20_000
BRACKET_LIMIT = 400
"""Characters, and opening square brackets, between two empty lines: Markdown's time grows by their square."""

# Control characters and Unicode's noncharacters, which Markdown and docgen use as marks of their own,
# and half surrogates, which no file can hold.
UNTYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
MARK = re.compile("\ufdd0([0-9]+)\ufdd1")
BLOCK_MARK = re.compile("(?:<p>)?\ufdd2([0-9]+)\ufdd3(?:</p>)?")

DEEPEST_HEADING = 4  # GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）
END, TABLE = "</p>\n", "<table"
NEXT_PARAGRAPH = END + "<p"
EMPTY_LINE = re.compile(rf"^[{BLANKS}\xa0]+$", re.MULTILINE)
ATTRIBUTES = re.compile(r"^ *\{:.*$", re.MULTILINE)

ALLOWED: dict[str, set[str]] = {
    "a": {"class", "href"},
    "blockquote": {"class"},
    "br": set(),
    "caption": {"class"},
    "code": set(),
    "col": {"class"},
    "colgroup": set(),
    "em": set(),
    **{f"h{level}": {"class"} for level in range(2, 6)},
    "img": {"src", "alt"},
    "li": set(),
    "ol": {"class", "start"},
    "p": {"class"},
    "rp": set(),
    "rt": set(),
    "ruby": set(),
    "span": {"class", "id", "lang"},
    "strong": set(),
    "sub": set(),
    "sup": set(),
    "table": {"class"},
    "tbody": set(),
    "td": {"class"},
    "th": {"class"},
    "thead": set(),
    "tr": set(),
    "ul": {"class"},
}
"""The tags and attributes that both writers know."""

VALUES = {
    "class": re.compile(r"[a-z0-9-]+(?: [a-z0-9-]+)*"),
    "id": re.compile(r"[图表]-[^\s\"<>&]+"),
    "href": re.compile(r"(?:https?://|mailto:|#).+"),
    "lang": re.compile(r"bo|en"),
    "start": re.compile(r"[0-9]{1,4}"),
}
"""What an attribute may say; an image's address has a rule of its own."""


def to_html(
    text: str, values: Mapping[str, object], place_of: PlaceOf, said: Callable[[str], str] = str
) -> str:
    """Return Markdown `text`, its placeholders filled in from `values`, as safe HTML.

    `place_of` turns an offset in `text` into its place in the file, `said` a value into the text's language.
    Raises ContentError with every problem.
    """
    if len(text) > LENGTH_LIMIT + TABLE_LIMIT:
        raise ContentError([Problem("prose-too-long", place_of(0), {"limit": LENGTH_LIMIT})])
    text = understood(UNTYPED.sub("\ufffd", text))
    stash = Stash()
    problems = [] if is_sound(text) else list(problems_of(text, place_of))
    try:
        filled = mended(fill(text, values, place_of, lambda value: stash.mark(said(value)), stash.put_in))
        filled = EMPTY_LINE.sub("", filled)
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None
    # Sections may have repeated what was short before; then no single place is to blame.
    if problems := problems or list(too_complex(filled, lambda _: place_of(0))):
        raise ContentError(problems)
    html = stash.restored(rendered(filled, place_of(0)))
    pieces = [typeset(piece) for piece in parted(html)]
    refuse_images([address for piece in pieces for address in piece.images], text, place_of)
    return cleaner().clean("".join(piece.html for piece in pieces))


def line(text: str, values: Mapping[str, object], place_of: PlaceOf, said: Callable[[str], str] = str) -> str:
    """Return a title or an addressee, its placeholders filled in, as HTML; a line feed is a line break.

    No Markdown is read in it. Raises ContentError with every problem.
    """
    filled = UNTYPED.sub("\ufffd", fill(mended(text), values, place_of, said))
    return "<br>".join(set_line(escape(part)) for part in filled.strip().split("\n"))


class Stash:
    """Keeps values out of Markdown's sight: each stands in the text as a mark that cannot be typed."""

    def __init__(self) -> None:
        self.values: list[str] = []

    def mark(self, value: str) -> str:
        """Keep a value, and return its mark."""
        self.values.append(value)
        return f"\ufdd0{len(self.values) - 1}\ufdd1"

    def put_in(self, html: str) -> str:
        """Keep a block of HTML, and return its mark in a paragraph of its own."""
        self.values.append(html)
        return f"\n\n\ufdd2{len(self.values) - 1}\ufdd3\n\n"

    def restored(self, html: str) -> str:
        """Return `html` with every mark replaced by its value, escaped, or by its block."""
        html = BLOCK_MARK.sub(lambda mark: self.values[int(mark[1])], html)
        return MARK.sub(lambda mark: escape(UNTYPED.sub("\ufffd", self.values[int(mark[1])])), html)


def rendered(text: str, place: Place) -> str:
    """Return what Markdown makes of `text`; lists within lists without end are a problem at `place`."""
    try:
        return converted(text)
    except RecursionError:
        raise ContentError([Problem("prose-too-deep", place)]) from None


@lru_cache(maxsize=64)
def converted(text: str) -> str:
    """Return what Markdown makes of `text`; with marks for its values it is the same in all letters."""
    with engine() as markdown:
        return markdown.convert(with_levels(text))


class Typeset(NamedTuple):
    """A piece of HTML, set by Chinese rules, and the addresses of the images it shows."""

    html: str
    images: tuple[str, ...]


def parted(html: str) -> Iterator[str]:
    """Yield HTML in pieces that can be set by themselves: parted between paragraphs, never in a table."""
    start = 0
    while TABLE not in html and (end := html.find(NEXT_PARAGRAPH, start)) >= 0:
        yield html[start : end + len(END)]
        start = end + len(END)
    yield html[start:]


@lru_cache(maxsize=128)
def typeset(html: str) -> Typeset:
    """Return a piece of HTML set by Chinese rules; many letters say the same in one."""
    typesetter = Typesetter()
    return Typeset(typesetter.set(html), tuple(typesetter.images))


@lru_cache(maxsize=64)
def is_sound(text: str) -> bool:
    """Say whether nothing is wrong with a text as it was typed; asked once for all its recipients."""
    return not any(True for _ in problems_of(text, lambda _: NOWHERE))


def problems_of(text: str, place_of: PlaceOf) -> Iterator[Problem]:
    """Give what is wrong with a text as it was typed."""
    yield from too_complex(text, place_of)
    yield from wrong_headings(text, place_of)
    yield from wrong_footnotes(text, place_of)
    typed = list(pieces_of(text))
    for piece in captions.astray(typed):
        yield Problem("caption-of-nothing", place_of(piece.offset), {"text": piece.text.strip()[:40]})
    for found in ATTRIBUTES.finditer(text):
        if not CLASSES.fullmatch(found[0].strip()):
            yield Problem("prose-attributes", place_of(found.start()), {"text": found[0].strip()})
        elif not text[: found.start()].strip():
            yield Problem("classes-of-nothing", place_of(found.start()), {"text": found[0].strip()})
    for row in (row for piece in typed for row in uneven_rows(piece)):
        if row.cells > row.columns:
            counts = {"cells": row.cells, "columns": row.columns}
            yield Problem("table-cells", place_of(row.offset), counts)
    for piece in typed:
        if (count := width_of(piece)) > MOST_COLUMNS:
            yield Problem("table-columns", place_of(piece.offset), {"count": count, "limit": MOST_COLUMNS})


def too_complex(text: str, place_of: PlaceOf) -> Iterator[Problem]:
    """Give the text, or its blocks, that would keep Markdown busy for minutes; a table's rows are blocks."""
    if len(text) > LENGTH_LIMIT + TABLE_LIMIT:
        yield Problem("prose-too-long", place_of(0), {"limit": LENGTH_LIMIT})
        return
    parts = [(offset, block, is_table(block.split("\n", 2)[:2])) for offset, block in blocks(text)]
    in_tables = sum(len(block) for _, block, rows in parts if rows)
    if len(text) - in_tables > LENGTH_LIMIT:
        yield Problem("prose-too-long", place_of(0), {"limit": LENGTH_LIMIT})
        return
    if in_tables > TABLE_LIMIT:
        yield Problem("tables-too-long", place_of(0), {"limit": TABLE_LIMIT})
        return
    for offset, block, rows in parts:
        for start, piece in lines_of(block) if rows else [(0, block)]:
            if len(piece) > BLOCK_LIMIT:
                code = "row-too-long" if rows else "block-too-long"
                yield Problem(code, place_of(offset + start), {"limit": BLOCK_LIMIT})
            elif piece.count("[") > BRACKET_LIMIT:
                yield Problem("block-brackets", place_of(offset + start), {"limit": BRACKET_LIMIT})


def lines_of(block: str) -> Iterator[tuple[int, str]]:
    """Give the lines of a block, each with its offset."""
    start = 0
    for line in block.split("\n"):
        yield start, line
        start += len(line) + 1


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Give the pieces between empty lines, each with its offset."""
    start = 0
    for gap in re.finditer(r"\n[ \t]*\n", text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def wrong_headings(text: str, place_of: PlaceOf) -> Iterator[Problem]:
    """Give the headings that are too deep, and those that bring a number of their own."""
    for heading in HEADING.finditer(text):
        number = NUMBERING.match(heading["text"])
        if len(heading["level"]) > DEEPEST_HEADING:
            yield Problem("heading-too-deep", place_of(heading.start("level")), {"deepest": DEEPEST_HEADING})
        if number:
            yield Problem("heading-numbered", place_of(heading.start("text")), {"number": number[0]})


def wrong_footnotes(text: str, place_of: PlaceOf) -> Iterator[Problem]:
    """Give the footnotes that lack their text or their mark, or have either twice."""
    texts = {found[1]: found.start() for found in FOOTNOTE_TEXT.finditer(text)}
    marks = {found[1]: found.start() for found in FOOTNOTE.finditer(text)}
    for found in FOOTNOTE.finditer(text):
        if found[1] not in texts:
            yield Problem("footnote-missing", place_of(found.start()), {"name": found[1]})
    for found in FOOTNOTE_TEXT.finditer(text):
        if found[1] not in marks:
            yield Problem("footnote-unused", place_of(found.start()), {"name": found[1]})
    for pattern, last in ((FOOTNOTE, marks), (FOOTNOTE_TEXT, texts)):
        for found in pattern.finditer(text):
            if last[found[1]] != found.start():
                yield Problem("footnote-twice", place_of(last[found[1]]), {"name": found[1]})


def refuse_images(addresses: list[str], text: str, place_of: PlaceOf) -> None:
    """Raise ContentError for the images that are not named as files of the project."""
    wrong = [address for address in addresses if relative_name(address) is None]
    if wrong:
        raise ContentError(
            Problem("image-address", place_of(max(text.find(address), 0)), {"address": address})
            for address in wrong
        )


@cache
def cleaner() -> nh3.Cleaner:
    """Return what removes every tag, attribute and address that is not allowed."""
    return nh3.Cleaner(
        tags=set(ALLOWED),
        # Without "*", nh3 adds title and lang to every tag by itself.
        attributes=ALLOWED | {"*": set()},
        attribute_filter=allowed_value,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def allowed_value(tag: str, attribute: str, value: str) -> str | None:
    """Return an attribute's value where it is allowed, None to drop the attribute."""
    allowed = True
    if attribute == "src":
        allowed = relative_name(value) is not None
    elif attribute in VALUES:
        allowed = VALUES[attribute].fullmatch(value) is not None
    return value if allowed else None
