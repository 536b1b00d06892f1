"""What a Word file says as one line of text, and back: for keeping it and comparing with it later."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from .record import Content, Item, Look, Paragraph, Table

KEPT = ("text", "style", "level", "numbered", "look")
FORM = 1
"""Of what is packed; what has another is passed over."""


def packed(content: Content) -> str:
    """Return the stories of `content`; comments and content controls are left out."""
    stories = {name: [of_item(item) for item in items] for name, items in content.stories.items()}
    told = json.dumps({"form": FORM, "stories": stories}, ensure_ascii=False, separators=(",", ":"))
    return b64encode(zlib.compress(told.encode())).decode()


def of_item(item: Item) -> dict[str, Any]:
    """Return a paragraph or a table as plain data."""
    if isinstance(item, Table):
        return {"rows": [[of_item(cell) for cell in row] for row in item.rows]}
    return {name: getattr(item, name) for name in KEPT}


def unpacked(text: str) -> Content | None:
    """Return what was packed, None for what was not, or in another form."""
    try:
        told = json.loads(zlib.decompress(b64decode(text)))
        if told["form"] != FORM:
            return None
        return Content({name: [item(one) for one in items] for name, items in told["stories"].items()})
    except (ValueError, TypeError, KeyError, AttributeError, zlib.error):
        return None


def item(told: Any) -> Item:
    """Return the paragraph or table of plain data."""
    return (
        Table(tuple(tuple(map(paragraph, row)) for row in told["rows"]))
        if "rows" in told
        else paragraph(told)
    )


def paragraph(told: Any) -> Paragraph:
    """Return the paragraph of plain data."""
    return Paragraph(**{name: told[name] for name in KEPT} | {"look": look(told["look"])})


def look(told: Sequence[Any]) -> Look:
    """Return looks as they were before lists took the place of tuples."""
    return tuple(look(one) if isinstance(one, list) else one for one in told)
