"""Chinese typesetting of HTML text: what Markdown's line breaks mean, and what a line end may not split.

In goes well-formed HTML or escaped text, out comes the same with spans around what stays together
(`class="together"`), around Tibetan (`lang="bo"`, so that its own typeface and breaks apply) and around the
apostrophe of a Latin word (`class="apostrophe"`), which in a Chinese face fills a square. Official
documents put no space between Chinese and figures, so a soft line break next to Chinese vanishes.
"""

import re
from html import unescape
from html.parser import HTMLParser
from unicodedata import east_asian_width

from markupsafe import Markup, escape

# 破折号 and 省略号 fill two squares of one line (GB/T 15834); telephone numbers, ranges, dates with strokes
# and the end of a 发文字号 are read as one word. Figures are looked at from their first one only: a long
# number would else be read once for each of its figures.
LATIN = "A-Za-zÀ-ɏ"
RUN = re.compile(r"(?<![!-~])(?=[!-@\[-`{-~]*[A-Za-z])[!-~]{15,}")
"""Latin signs without a blank, more than a narrow column has room for: an address on the net, a serial."""
SPANS = re.compile(
    rf"(?P<run>{RUN.pattern})"
    r"|(?P<together>—{2,}|…{2,}|(?<!\d)\d+(?:[-–—~～/]\d+)+|〔\d{4}〕\d+号)"
    rf"|(?P<apostrophe>(?<=[{LATIN}])’(?=[{LATIN}]))"
    r"|(?P<bo>[\u0f00-\u0fff]+(?:[ \u00a0]+[\u0f00-\u0fff]+)*)"
)
UNITS = (
    "平方公里|平方千米|平方米|立方米|公顷|公里|千米|厘米|毫米|千克|公斤|毫升|万元|亿元|万人|万户|万亩|个月|小时|分钟|周岁"
    "|[年月日时分秒号名人个项件家所份次户亩元角万亿吨克米升台套辆具路间层座处条级岁天届册页期栋棵张头只%％‰℃]"
)
WHOLE = re.compile(
    r"(?<![\d.,])(?:(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年度|〔\d{4}〕\d+号"
    rf"|\d[\d.,]*(?:[-–—~～/:：]\d[\d.,]*)*(?:{UNITS})?)"
)
"""What a cell of a table keeps in one line: a date, a time, a telephone number, a number with its unit."""
IN_CELLS = re.compile(SPANS.pattern.replace("(?P<together>", f"(?P<together>{WHOLE.pattern}|", 1))
ATTRIBUTES = {
    "together": 'class="together"',
    "apostrophe": 'class="apostrophe" lang="en"',
    "bo": 'lang="bo"',
}
YEARS = re.compile(r"<[^<>]*>|\d{4}年度?")
SOFT_BREAK = re.compile(r"(?<![ \t\u3000])[ \t\u3000]*\n[ \t\n\u3000]*")

# Width "ambiguous" in Unicode, but Chinese in a Chinese document.
CHINESE_MARKS = frozenset("“”‘’—…·")
# Signs that Chinese and Latin text share: in a Chinese document they are the Chinese face's. Word sets them
# in the Latin face unless a run is marked as East Asian.
AMBIGUOUS = re.compile(
    "[\u00a7\u00b0\u00b1\u00b7\u00d7\u00f7\u2014-\u2026\u2103\u2160-\u217f\u2190-\u2199\u2460-\u2473\u25a0-\u25ff★☆]"
)
TSHEG = "\u0f0b"

CELLS = frozenset({"td", "th"})
INLINE = frozenset({"a", "code", "em", "img", "rp", "rt", "ruby", "span", "strong", "sub", "sup"})


def set_line(text: str, in_cell: bool = False) -> str:
    """Return a run of escaped text with its spans; in a table's cell numbers and dates stay whole too.

    A cell of nothing else needs none: its column is as wide.
    """
    return IN_CELLS.sub(spanned, text) if in_cell and not WHOLE.fullmatch(text) else SPANS.sub(spanned, text)


def whole_years(text: str) -> Markup:
    """Return text or HTML (Markup) with each year (2024年度) in a span: certificates keep it on one line."""

    def spanned_year(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith("<") else f'<span class="together">{found[0]}</span>'

    return Markup(YEARS.sub(spanned_year, escape(text)))


def one_line(text: str) -> Markup:
    """Return a title that its author broke into lines as one line; between Latin words a space is left."""
    pieces = str(escape(text)).split("<br>")
    joined = pieces[0]
    for piece in pieces[1:]:
        apart = joined[-1:].isascii() and piece[:1].isascii() and joined[-1:] != ">" and piece[:1] != "<"
        joined += (" " if apart and joined and piece else "") + piece
    return Markup(joined)


def spanned(found: re.Match[str]) -> str:
    """Return one find of SPANS in its span; a long word has none, since lines break it where they must."""
    if found.lastgroup == "run" or (found.lastgroup == "together" and found[0].isdecimal()):
        return found[0]
    return f"<span {ATTRIBUTES[str(found.lastgroup)]}>{found[0]}</span>"


def joins(left: str, right: str) -> bool:
    """Say whether a soft line break between two characters vanishes; else it is a space.

    Empty stands for the edge of a block.
    """
    return not left or not right or left == TSHEG or is_wide(left) or is_wide(right)


def is_wide(character: str) -> bool:
    """Say whether a character fills a square: 汉字 and Chinese punctuation."""
    return character in CHINESE_MARKS or east_asian_width(character) in "WF"


def is_chinese(character: str) -> bool:
    """Say whether a character of a Chinese document is the Chinese face's, though a Western one has it."""
    return is_wide(character) or AMBIGUOUS.match(character) is not None


class Typesetter(HTMLParser):
    """Sets the text of one piece of HTML, and notes on the way which images it shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.images: list[str] = []
        self.pieces: list[str] = []
        self.last = ""  # the character before, empty at the edge of a block
        self.break_at: int | None = None  # the piece that is a soft break not yet decided
        self.in_code = False
        self.in_cell = False

    def set(self, html: str) -> str:
        """Return `html`, typeset."""
        self.feed(html)
        self.close()
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag."""
        self.in_code = self.in_code or tag == "code"
        self.in_cell = self.in_cell or tag in CELLS
        if tag == "img":
            self.images.append(dict(attrs).get("src") or "")
        self.copy_tag(tag, self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag that closes itself."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Copy a closing tag."""
        self.in_code = self.in_code and tag != "code"
        self.in_cell = self.in_cell and tag not in CELLS
        self.copy_tag(tag, f"</{tag}>")

    def copy_tag(self, tag: str, markup: str) -> None:
        """Copy markup; a tag that is not inline is the edge of a block."""
        if tag not in INLINE:
            self.last, self.break_at = "", None
        self.pieces.append(markup)

    def handle_entityref(self, name: str) -> None:
        """Copy `&name;`."""
        self.copy_reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Copy `&#name;`."""
        self.copy_reference(f"&#{name};")

    def copy_reference(self, reference: str) -> None:
        """Copy a character reference; it is a character like any other to a soft break."""
        named = unescape(reference)
        if named:  # &#1; names no character
            self.decide_break(named[0])
            self.pieces.append(reference)
            self.last = named[-1]

    def handle_data(self, data: str) -> None:
        """Set a run of text."""
        start = 0
        for found in SOFT_BREAK.finditer(data):
            self.set_run(data[start : found.start()])
            self.break_at = len(self.pieces)
            self.pieces.append("")
            start = found.end()
        self.set_run(data[start:])

    def set_run(self, run: str) -> None:
        """Add text that holds no line break."""
        if run:
            self.decide_break(run[0])
            self.pieces.append(run if self.in_code else set_line(run, self.in_cell))
            self.last = run[-1]

    def decide_break(self, following: str) -> None:
        """Turn the soft break before `following`, if there is one, into a space or nothing."""
        if self.break_at is not None and not joins(self.last, following):
            self.pieces[self.break_at] = " "
        self.break_at = None
