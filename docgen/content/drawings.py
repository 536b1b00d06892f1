"""SVG pictures: cleaned by a list of what is allowed, and judged before anything draws them.

In go bytes, out comes a `Drawing`: the same bytes where nothing had to go, else the picture written anew
without scripts, addresses and what is no part of a still picture. PDF and Word are given the same. What no
writer of ours can draw (masks, filters) is named in `undrawn`, so that it can be told.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .unusable import TAKEN, UnusablePicture

NAMESPACE = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"

NODE_LIMIT = 20_000
"""Elements of a picture, those drawn again by `use` counted each time; our largest frame has a hundred."""
DEPTH_LIMIT = 64
SIZE_LIMIT = 20_000
"""CSS pixels across or down: five metres."""
NUMBER_LIMIT = 1e6

ELEMENTS = frozenset({
    "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "clipPath",
    "pattern", "marker", "image", "style", "title", "desc", "a",
})  # fmt: skip
SILENT = frozenset({"script", "metadata", "cursor", "view"})
"""What goes without a word, since nobody would see it."""

ATTRIBUTES = frozenset({
    "id", "class", "style", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy",
    "fr", "d", "points", "width", "height", "viewBox", "preserveAspectRatio", "version", "baseProfile",
    "transform", "gradientTransform", "patternTransform", "gradientUnits", "patternUnits",
    "patternContentUnits", "clipPathUnits", "markerUnits", "spreadMethod", "offset", "href", "refX",
    "refY", "markerWidth", "markerHeight", "orient", "overflow", "dx", "dy", "rotate", "textLength",
    "lengthAdjust", "startOffset", "pathLength", "fill", "fill-opacity", "fill-rule", "stroke",
    "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "display", "visibility", "clip-path",
    "clip-rule", "marker", "marker-start", "marker-mid", "marker-end", "stop-color", "stop-opacity",
    "font-family", "font-size", "font-weight", "font-style", "font-variant", "font-stretch",
    "letter-spacing", "word-spacing", "text-anchor", "text-decoration", "dominant-baseline",
    "alignment-baseline", "baseline-shift", "writing-mode", "text-rendering", "shape-rendering",
    "image-rendering", "role", "paint-order", "vector-effect", "mix-blend-mode", "isolation",
})  # fmt: skip
UNDRAWABLE = frozenset({"mask", "filter"})
"""Attributes without which the picture looks another."""

NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?"
NUMERIC = re.compile(NUMBER)
SIZE = re.compile(rf"\s*({NUMBER})\s*(px|pt|mm|cm|in|pc|em|ex|q|Q|%)?")
BOX = re.compile(rf"\s*{NUMBER}(?:(?:\s+,?|,)\s*{NUMBER}){{3}}\s*")
ADDRESS = re.compile(r"url\s*\(\s*[\"']?\s*(#?)([^)\"']*)", re.IGNORECASE)
EMBEDDED = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
IN_SHEETS = re.compile(r"@import|@font-face|\\|expression|javascript|-moz-binding", re.IGNORECASE)
UNKNOWN_SIZE = re.compile(r"(?:xx?-)?(?:small|large)(?:er)?|medium")
PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


@dataclass(frozen=True)
class Drawing:
    """An SVG picture fit for any page, and the parts of it that are not drawn."""

    data: bytes
    undrawn: tuple[str, ...] = ()


def cleaned(data: bytes) -> Drawing:
    """Return a drawing without what is not allowed, the same bytes where all is.

    Raises UnusablePicture for what is broken, what names entities or shows
    another file, what has no size, and what is endless.
    """
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if b"<" in data and "depth" in str(error):
            raise UnusablePicture("drawing-too-complex", nodes=NODE_LIMIT, depth=DEPTH_LIMIT) from error
        raise UnusablePicture("image-broken") from error
    if etree.QName(root).localname != "svg":
        raise UnusablePicture("image-is-other", what="XML", taken=TAKEN)
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        raise UnusablePicture("drawing-with-entities")
    if etree.QName(root).namespace is None:
        return cleaned(data.replace(b"<svg", f'<svg xmlns="{NAMESPACE}"'.encode(), 1))  # Word asks for it
    refuse_too_many(root)
    door = Door()
    door.clean(root)
    refuse_bad_size(root)
    refuse_endless(root)
    outside = root.getprevious() is not None or bool(root.getroottree().docinfo.doctype)
    if not door.changed and not outside:
        return Drawing(data, tuple(door.undrawn))
    return Drawing(etree.tostring(root, encoding="utf-8", xml_declaration=False), tuple(door.undrawn))


def refuse_too_many(root: Any) -> None:
    """Raise UnusablePicture for a drawing of too many elements, or nested too deep."""
    level = [root]
    count = depth = 0
    while level:
        count, depth = count + len(level), depth + 1
        if count > NODE_LIMIT or depth > DEPTH_LIMIT:
            raise UnusablePicture("drawing-too-complex", nodes=NODE_LIMIT, depth=DEPTH_LIMIT)
        level = [child for element in level for child in element]


@dataclass
class Door:
    """Takes out what is not allowed, and knows what of it would have been seen."""

    undrawn: dict[str, None] = field(default_factory=dict)
    changed: bool = False

    def clean(self, element: Any) -> None:
        """Clean an element and all below it."""
        for child in list(element):
            if self.stays(child):
                self.clean(child)
            else:
                self.take_out(child)
        for name, value in element.items():
            if not self.keeps(element, name, value):
                del element.attrib[name]
                self.changed = True
        self.changed |= mend_ellipse(element)

    def take_out(self, child: Any) -> None:
        """Take an element out; the text behind it stays."""
        child.text = None
        before, parent = child.getprevious(), child.getparent()
        if child.tail and before is not None:
            before.tail = (before.tail or "") + child.tail
        elif child.tail:
            parent.text = (parent.text or "") + child.tail
        parent.remove(child)
        self.changed = True

    def stays(self, child: Any) -> bool:
        """Say whether an element may stay; what would have been seen and may not is noted."""
        if not isinstance(child.tag, str):
            return bool(child.tag.__name__ == "Comment")
        namespace, _, name = child.tag.rpartition("}")
        if namespace.strip("{") not in ("", NAMESPACE) or name in SILENT:
            return False
        if name == "style":
            sheet = child.text or ""
            unsafe, partly = is_unsafe(sheet, sheet=True), re.search(r"[;{\s](?:mask|filter)\s*:", sheet)
            self.undrawn |= {"style": None} if unsafe or partly else {}
            return not unsafe
        address = child.get("href", child.get(XLINK, ""))
        if name == "image" and not EMBEDDED.match(address):
            raise UnusablePicture("address-refused", address=address[:100])
        if name not in ELEMENTS:
            self.undrawn[name] = None
        return name in ELEMENTS

    def keeps(self, element: Any, name: str, value: str) -> bool:
        """Say whether an attribute may stay; one that would have been seen and may not is noted."""
        plain = name.rpartition("}")[2]
        if name == XLINK or plain == "href":
            tag = element.tag.rpartition("}")[2]
            return tag == "image" or value.strip().startswith("#")
        if name.startswith("{"):
            return name.startswith("{http://www.w3.org/XML/")
        if plain in UNDRAWABLE or (plain == "style" and re.search(r"(?:^|;)\s*(?:mask|filter)\s*:", value)):
            self.undrawn[plain] = None
            return plain not in UNDRAWABLE
        if plain.startswith(("aria-", "data-")):
            return True
        unreadable = plain == "stroke-miterlimit" and not NUMERIC.fullmatch(value.strip())
        unread = plain == "font-size" and UNKNOWN_SIZE.fullmatch(value.strip())
        if unreadable or unread or "hsl" in value.lower():
            self.undrawn[plain] = None
            return not unreadable
        return plain in ATTRIBUTES and not is_unsafe(value)


def is_unsafe(text: str, sheet: bool = False) -> bool:
    """Say whether a value, or a style sheet, leads out of the picture."""
    addresses = any(not found[1] for found in ADDRESS.finditer(text))
    may_style = sheet or ":" in text
    return addresses or (may_style and IN_SHEETS.search(text) is not None)


def mend_ellipse(element: Any) -> bool:
    """Give an ellipse of one radius the other one (SVG 2, 10.4: auto), which the renderer does not know."""
    if element.tag != f"{{{NAMESPACE}}}ellipse" or ("rx" in element.attrib) == ("ry" in element.attrib):
        return False
    one = element.get("rx", element.get("ry"))
    element.set("rx", one)
    element.set("ry", one)
    return True


def refuse_bad_size(root: Any) -> None:
    """Raise UnusablePicture for a viewBox or a size that is none, or beyond any sheet of paper."""
    box = root.get("viewBox")
    if box is not None and not is_box(box):
        raise UnusablePicture("drawing-size", name="viewBox", found=box[:60])
    inner = [float(number) for number in NUMERIC.findall(box)][2:] if box else [300.0, 150.0]
    for name, own in zip(("width", "height"), inner, strict=True):
        said = root.get(name, "auto").strip()
        found = SIZE.fullmatch(said)
        if said != "auto" and not found:
            raise UnusablePicture("drawing-size", name=name, found=said[:60])
        unit = PIXELS.get(found[2] or "") if found else None
        pixels = float(found[1]) * unit if found and unit else own if said == "auto" else 1.0
        if not 0 < pixels <= SIZE_LIMIT:
            raise UnusablePicture("drawing-size", name=name, found=said[:60] if found else str(box)[:60])


def is_box(text: str) -> bool:
    """Say whether a viewBox is four numbers that span a picture."""
    if len(text) > 200 or not BOX.fullmatch(text):
        return False
    numbers = [float(number) for number in NUMERIC.findall(text)]
    return all(math.isfinite(n) and abs(n) <= NUMBER_LIMIT for n in numbers) and min(numbers[2:]) > 0


def refuse_endless(root: Any) -> None:
    """Raise UnusablePicture for parts that show themselves, or each other so often that it never ends."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    sizes: dict[Any, int] = {}

    def size(element: Any, above: tuple[Any, ...]) -> int:
        if element in sizes:
            return sizes[element]
        if element in above or len(above) > 2 * DEPTH_LIMIT:
            raise UnusablePicture("drawing-endless")
        within = (*above, element)
        shown = [named[name] for name in references(element) if name in named]
        sizes[element] = 1 + sum(size(one, within) for one in (*element, *shown))
        if sizes[element] > NODE_LIMIT:
            raise UnusablePicture("drawing-too-complex", nodes=NODE_LIMIT, depth=DEPTH_LIMIT)
        return sizes[element]

    size(root, ())


def references(element: Any) -> Iterator[str]:
    """Yield the ids of what an element shows or is painted with."""
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] == "a":
        return
    for name, value in element.items():
        if name.rpartition("}")[2] == "href" and value.strip().startswith("#"):
            yield value.strip()[1:]
        else:
            yield from (found[2].strip() for found in ADDRESS.finditer(value) if found[1])
