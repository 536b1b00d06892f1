"""Text as XML: character data and attributes, as every writer of XML puts them."""

import re

# What XML 1.0 (2.2) cannot hold: control characters, halves of surrogate pairs, two non-characters.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return `text` with every character XML cannot hold replaced by U+FFFD."""
    return FORBIDDEN.sub("\ufffd", text)


def escape(text: str) -> str:
    """Return `text` as character data."""
    text = clean(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(value: object) -> str:
    """Return a value as an attribute, with its quotation marks."""
    return '"' + escape(str(value)).replace('"', "&quot;").replace("\n", " ").replace("\t", " ") + '"'
