"""Text as XML: what every other room of the Word writer puts its strings together with."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from ...markup import escape as escape
from ...markup import quote as quote

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}


@lru_cache(maxsize=4096, typed=True)
def val(name: str, value: object = None) -> str:
    """Return `<w:name w:val="value"/>`, or the bare element, which switches a property on."""
    return f"<w:{name}/>" if value is None else f"<w:{name} w:val={quote(value)}/>"


def switch(name: str, on: bool) -> str:
    """Return the element that switches a property on, or off against its style."""
    return val(name) if on else val(name, 0)


def part(name: str, *content: str) -> bytes:
    """Return a whole part whose root element is `w:name`."""
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{name} {declared}>'
    return f"{head}{''.join(content)}</w:{name}>".encode()


def in_order(fragments: Mapping[str, str], order: Sequence[str]) -> str:
    """Return the fragments in the order the schema wants."""
    return "".join(fragments[name] for name in order if name in fragments)


def wrapped(name: str, content: str) -> str:
    """Return `content` inside `w:name`, nothing when there is none."""
    return f"<w:{name}>{content}</w:{name}>" if content else ""


def difference(own: Mapping[str, str], base: Mapping[str, str], neutral: Mapping[str, str]) -> dict[str, str]:
    """Return the fragments that turn `base` into `own`; what only the base has is switched off."""
    changed = {name: fragment for name, fragment in own.items() if base.get(name) != fragment}
    return changed | {name: neutral[name] for name in missing(own, base) if name in neutral}


def missing(own: Mapping[str, str], base: Mapping[str, str]) -> Iterable[str]:
    """Return what the base has and `own` has not."""
    return (name for name in base if name not in own)
