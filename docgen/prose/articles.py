"""Texts in chapters and articles (章、节、条): 办法, 规定, 条例, whose numbers the style sheet counts.

In go the HTML of such a text and the text itself. A heading typed 第一章　总则 becomes the heading it is, a
paragraph that begins with 第一条 an article without its typed number; 第条 is an article whose number nobody
typed. A typed number that is not the one printed is told.
"""

import re
from collections.abc import Iterator

from docgen.foundation.numerals import chinese

from .lines import BLANKS, NUMERALS

NUMBER = rf"[{NUMERALS}百零〇0-9]{{0,7}}"
TYPED = re.compile(rf"<p>第(?P<number>{NUMBER})(?P<unit>[章节条])[{BLANKS}]*(?P<rest>.*?)</p>", re.DOTALL)
AS_TYPED = re.compile(rf"^[{BLANKS}]*第(?P<number>{NUMBER})(?P<unit>[章节条])(?=[{BLANKS}])", re.MULTILINE)
HEADING = re.compile(r"^(?P<level>#{1,2}) ?\S", re.MULTILINE)
TAGS = {"章": "h2", "节": "h3"}
LONGEST = 40
"""Characters of a chapter's title; a longer line that begins with 第一章 is a sentence about one."""


def with_articles(html: str) -> str:
    """Return the HTML of a text whose chapters and articles the style sheet numbers."""
    return TYPED.sub(set_as_its_kind, html)


def set_as_its_kind(found: re.Match[str]) -> str:
    """Return a paragraph that a number begins as a heading or an article; another as it is."""
    tag, rest = TAGS.get(found["unit"]), found["rest"]
    if tag is None:
        return f'<p class="article">{rest}</p>'
    return f"<{tag}>{rest}</{tag}>" if rest and len(rest) <= LONGEST else found[0]


def misnumbered(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where a typed number of a chapter or an article is not the one that is printed: both as words."""
    counts = dict.fromkeys("章节条", 0)
    marks = sorted([*AS_TYPED.finditer(text), *HEADING.finditer(text)], key=lambda found: found.start())
    for found in marks:
        number, unit = found.groupdict().get("number"), found.groupdict().get("unit")
        unit = unit or "章节"[len(found["level"]) - 1]
        counts[unit] += 1
        if unit == "章":
            counts["节"] = 0
        if number and number not in (str(counts[unit]), chinese(counts[unit])):
            yield found.start(), f"第{number}{unit}", f"第{chinese(counts[unit])}{unit}"
