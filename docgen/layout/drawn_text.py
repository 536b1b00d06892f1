"""Type in drawings (SVG): which role sets it, in the PDF and in Word.

A drawing names the faces of the machine it was drawn on. Each is given the role of its kind (宋体 for serifs,
黑体 for the rest), so that a drawing looks the same on every machine and its characters are cut into the
fonts with those of the page.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.request import DataHandler, Request

from lxml import etree

from docgen.composed import Composed
from docgen.content import pictures
from docgen.content.assets import Assets, may_be_picture
from docgen.content.pictures import SVG, Picture
from docgen.content.unusable import UnusablePicture
from docgen.foundation.errors import ContentError

from .fonts import Typefaces

NAMES = (
    ("小标宋", re.compile(r"小标宋|xiaobiaosong|xbs", re.IGNORECASE)),
    ("仿宋", re.compile(r"仿宋|fang\s?song|simfang|stfang", re.IGNORECASE)),
    ("楷体", re.compile(r"楷|kai", re.IGNORECASE)),
    ("藏文", re.compile(r"藏文|himalaya|uchen|jomolhari|qomolangma|tibetan", re.IGNORECASE)),
    ("黑体", re.compile(r"黑|hei|sans|gothic|arial|helvetica", re.IGNORECASE)),
    ("宋体", re.compile(r"宋|明體|明体|song|sun|ming|serif|times|roman|georgia|cambria", re.IGNORECASE)),
)
"""Roles, and how the names of their faces read; the first that fits."""
USUAL = "黑体"
"""What sets the labels of a drawing that names no face, or one of which nothing is known."""
BESIDE = ("藏文", "补字", "宋体", USUAL)
"""What draws the characters that the named face lacks."""
IN_STYLE = re.compile(r"(font-family\s*:\s*)([^;{}]*)", re.IGNORECASE)
TEXTS = frozenset({"text", "tspan", "textPath", "a"})
SHOWN = re.compile(r"\bsrc=\"([^\"]+)\"|url\(\s*[\"']?([^\"')]+)")
"""An address in a page, or in its style sheet."""
IN_PAGE = "data:image/svg+xml"


class DrawnText(NamedTuple):
    """A text in a drawing, and the roles that set it."""

    text: str
    roles: tuple[str, ...]


def drawn_texts(page: Composed, typefaces: Typefaces) -> Iterator[DrawnText]:
    """Yield the texts of all drawings that a page shows."""
    for _, drawing in drawings_of(page):
        yield from texts_of(drawing.data, typefaces)


def drawings_of(page: Composed) -> Iterator[tuple[str, Picture]]:
    """Yield the drawings that a page shows, by address; what cannot be had is told by whoever draws it.

    One that stands in the page itself and has no type is passed over.
    """
    for address in dict.fromkeys(addresses_in(page.html) + addresses_in(page.css)):
        if drawing := drawing_at(address, page.assets):
            yield address, drawing


@lru_cache(maxsize=64)
def addresses_in(text: str) -> tuple[str, ...]:
    """Return the addresses that a page or a style sheet names; the letters of a roster share the sheet."""
    return tuple(unescape(found[1] or found[2]) for found in SHOWN.finditer(text))


def drawing_at(address: str, assets: Assets) -> Picture | None:
    """Return the drawing at an address, None where there is none."""
    try:
        if address.startswith(IN_PAGE):
            data = DataHandler().data_open(Request(address)).read()
            if b"text" not in data:  # most are codes, one a letter
                return None
            picture = pictures.judged(data, None)
        elif may_be_picture(address):
            picture = assets.picture(address)
        else:
            return None
    except (ContentError, UnusablePicture, ValueError):
        return None
    return picture if picture.media_type == SVG else None


def roles_of(families: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the roles that set type for which a drawing names `families`, of those that are `known`."""
    names = [name.strip(" \n\t\"'") for name in families.split(",")]
    own = [role for name in names if (role := role_of(name, known)) is not None]
    return tuple(role for role in dict.fromkeys([*(own or [USUAL]), *BESIDE]) if role in known) or tuple(
        known
    )


def role_of(family: str, known: Collection[str]) -> str | None:
    """Return the role of a face by its name, which may be the role's own; None for one unheard of."""
    if family in known:
        return family
    return next((role for role, pattern in NAMES if pattern.search(family)), None)


@lru_cache(maxsize=32)
def texts_of(svg: bytes, known: Collection[str]) -> tuple[DrawnText, ...]:
    """Return the texts of a drawing, each with the roles that set it."""
    return tuple(found_texts(svg, known)) if b"text" in svg else ()


def found_texts(svg: bytes, known: Collection[str]) -> Iterator[DrawnText]:
    """Yield the texts of a drawing, each with the roles that set it."""
    root = etree.fromstring(svg)
    sheets = ",".join(
        found[2] for sheet in root.iter("{*}style") for found in IN_STYLE.finditer(sheet.text or "")
    )
    for element in root.iter():
        if isinstance(element.tag, str) and etree.QName(element).localname in TEXTS:
            roles = roles_of(families_at(element) or sheets, known)
            yield from (DrawnText(text, roles) for text in own_texts(element))


def own_texts(element: etree._Element) -> Iterator[str]:
    """Yield the stretches of text of an element that stand in no other element."""
    for text in (element.text, *(child.tail for child in element)):
        if text and not text.isspace():
            yield " ".join(text.split())


def families_at(element: etree._Element | None) -> str:
    """Return the families named nearest to an element, nothing where none are."""
    while element is not None:
        styled = IN_STYLE.search(element.get("style", ""))
        if said := styled[2] if styled else element.get("font-family"):
            return said
        element = element.getparent()
    return ""


def in_faces_of_word(svg: bytes, typefaces: Typefaces) -> bytes:
    """Return a drawing that names the faces which Word is told to use; one without type stays as it is."""
    root = etree.fromstring(svg)
    texts = [one for one in root.iter() if isinstance(one.tag, str) and etree.QName(one).localname in TEXTS]
    if not texts:
        return svg

    def named(families: str) -> str:
        return ",".join(dict.fromkeys(map(typefaces.word_name, roles_of(families, typefaces)))) or families

    for element in root.iter():
        if "font-family" in element.attrib:
            element.set("font-family", named(element.get("font-family")))
        if "style" in element.attrib:
            element.set("style", IN_STYLE.sub(lambda one: one[1] + named(one[2]), element.get("style")))
        if isinstance(element.tag, str) and etree.QName(element).localname == "style":
            element.text = IN_STYLE.sub(lambda one: one[1] + named(one[2]), element.text or "")
    if "font-family" not in root.attrib:
        root.set("font-family", named(""))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=False))
