"""Readings above characters (拼音, `ruby`) for the layout engine, which knows none.

They become boxes with a line above them. A reading that stands before its characters leaves their baseline
the last of the box, which is where CSS takes it from; its own line takes no height, for there is room
between the lines of official documents.
"""

import re

RUBY = re.compile(r"<ruby([^<>]*)>((?:(?!</?ruby).)*)</ruby>", re.DOTALL)
READING = re.compile(r"<rt[^<>]*>|</rt>")
PARENTHESES = re.compile(r"<rp[^<>]*>[^<]*</rp>")

RULES = (
    "ruby { display: inline-block; line-height: 1; text-align: center; text-indent: 0; white-space: nowrap }"
    " rt { display: block; position: relative; top: -0.6em; height: 0; font-size: 50%; line-height: 0 }"
    " rp { display: none }\n"
)
"""What draws them; Word has readings of its own."""


def with_readings(html: str) -> str:
    """Return a page in which each reading stands in one box with its characters, before them."""
    return RUBY.sub(boxed, html) if "<ruby" in html else html


def boxed(found: re.Match[str]) -> str:
    """Return the characters of one `ruby`, each part of them with its reading."""
    *parts, rest = READING.split(PARENTHESES.sub("", found[2]))
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return "".join(f"<ruby{found[1]}><rt>{reading}</rt>{base}</ruby>" for base, reading in pairs) + rest
