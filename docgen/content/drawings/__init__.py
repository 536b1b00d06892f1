"""SVG pictures: cleaned by a list of what is allowed, mended where that is certain, judged before drawing.

In go bytes, out comes a `Drawing`: the same bytes where nothing had to be done, else the picture written
anew (UTF-8, plain names, a size of its own) without scripts, addresses and what is no part of a still
picture. PDF and Word are given the same. What no writer of ours can draw (masks, filters) is named in
`undrawn`, so that it can be told.
"""

from dataclasses import dataclass
from typing import Any

from ..unusable import TAKEN, UnusablePicture
from .allowed import NAMESPACE, XLINK_NAMESPACE
from .cleaning import Door
from .endless import refuse_endless, refuse_too_many, too_complex
from .mending import Judge, choose_of_switches
from .size import give_size

__all__ = ["Drawing", "cleaned"]

PLAIN_ENCODINGS = frozenset({"UTF-8", "US-ASCII", "ASCII"})


@dataclass(frozen=True)
class Drawing:
    """An SVG picture fit for any page, its size in CSS pixels, and the parts of it that are not drawn."""

    data: bytes
    width: float
    height: float
    undrawn: tuple[str, ...] = ()


def cleaned(data: bytes, judge: Judge) -> Drawing:
    """Return a drawing without what is not allowed, the same bytes where all is; `judge` sees pictures in it.

    Raises UnusablePicture for what is broken, what names entities or shows
    another file, what has no size, and what is endless.
    """
    from lxml import etree

    root = parsed(data)
    refuse_too_many(root)
    door = Door(judge)
    changed = is_oddly_written(root)
    changed |= choose_of_switches(root, door.note)
    door.clean(root)
    sized = give_size(root)
    refuse_endless(root)
    outside = root.getprevious() is not None or bool(root.getroottree().docinfo.doctype)
    if door.changed or changed or sized.is_new or outside:
        data = etree.tostring(in_plain_names(root), encoding="utf-8", xml_declaration=False)
    return Drawing(data, sized.width, sized.height, tuple(door.undrawn))


def parsed(data: bytes) -> Any:
    """Return the root of an SVG file. Raises UnusablePicture for what is none, or names entities."""
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if b"<" in data and "depth" in str(error):
            raise too_complex() from error
        if b"<!ENTITY" in data:  # each made of others, until they would fill the memory
            raise UnusablePicture("drawing-with-entities") from error
        raise UnusablePicture("image-broken") from error
    name = etree.QName(root)
    if name.localname != "svg" or name.namespace not in (None, NAMESPACE):
        raise UnusablePicture("image-is-other", what="XML", taken=TAKEN)
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise UnusablePicture("drawing-with-entities")
    return root


def is_oddly_written(root: Any) -> bool:
    """Say whether one of our readers could not read a drawing: encoded otherwise, or with `<s:svg>`.

    A drawing without any namespace is given the one that Word asks for.
    """
    nameless = [one for one in root.iter() if isinstance(one.tag, str) and not one.tag.startswith("{")]
    for element in nameless:
        element.tag = f"{{{NAMESPACE}}}{element.tag}"
    encoding = (root.getroottree().docinfo.encoding or "UTF-8").upper()
    return bool(nameless) or root.prefix is not None or encoding not in PLAIN_ENCODINGS


def in_plain_names(root: Any) -> Any:
    """Return a drawing whose elements have no prefix: `<svg>`, not `<s:svg>`."""
    from lxml import etree

    if root.prefix is None:
        return root
    plain = etree.Element(root.tag, dict(root.attrib), {None: NAMESPACE, "xlink": XLINK_NAMESPACE})
    plain.text = root.text
    plain.extend(list(root))
    return plain
