"""What an element of a page is in the tree of tags (ISO 32000-1, 14.8.4: standard structure types)."""

from collections.abc import Mapping

BLOCKS: Mapping[str, str] = {
    "article": "Art",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "dd": "LBody",
    "div": "Div",
    "dl": "L",
    "dt": "Lbl",
    "figcaption": "Caption",
    "figure": "Div",
    "footer": "Div",
    "header": "Div",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "li": "LI",
    "main": "Part",
    "nav": "Sect",
    "ol": "L",
    "p": "P",
    "pre": "P",
    "section": "Sect",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
}
"""Elements that are a node; html, body and inline elements are none, but for links and languages."""
OF_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr", "th", "td"})
GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
"""Nodes that hold others and no text of their own: bare lines in them are a paragraph (14.8.4.3)."""
DECORATION = "presentation"
"""The role (WAI-ARIA) of a picture that says nothing, or of a table that only sets things side by side."""


def kind_of(tag: str, is_side_by_side: bool) -> str:
    """Return which node an element is, empty for one whose content belongs to the node it stands in.

    `is_side_by_side` says of a part of a table that this one only sets things side by side.
    """
    if tag in OF_TABLES and is_side_by_side:
        return "Div" if tag in ("td", "th") else ""
    return BLOCKS.get(tag, "")
