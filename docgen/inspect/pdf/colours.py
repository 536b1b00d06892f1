"""Colours that mean the same on every machine (ISO 19005-3, 6.2.3, 6.2.4), and pictures as they are."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from .judged import DEEP, Fault, Judged, operations

INKS = re.compile(rb"[\s\]](?:[kK]|cs|CS)\s")
"""A hint that a page sets a colour in inks: it is only then read."""
SETTING = "k K cs CS"
FOUR = "/DeviceCMYK"


def colours_have_a_meaning(judged: Judged) -> Iterator[Fault]:
    """It is said what red, green and blue mean (A 6.2.3)."""
    intents = judged.file.Root.get("/OutputIntents", [])
    whole = any(one.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in one for one in intents)
    if judged.archive and not whole:
        yield Fault("pdf-colour", "A 6.2.3")


def no_inks_are_named(judged: Judged) -> Iterator[Fault]:
    """No colour is told in inks (CMYK), of which the file does not say what they mean (A 6.2.4.3)."""
    if not judged.archive or is_of_inks(judged):
        return
    for number, page in enumerate(judged.file.pages, 1):
        pictures = page.get("/Resources", {}).get("/XObject", {}).values()
        inked = any(one.get("/ColorSpace") == FOUR for one in pictures)
        named = INKS.search(drawn(page)) is not None and any(
            name in "kK" or str(operands[0]) == FOUR for name, operands in operations(page, SETTING)
        )
        if inked or named:
            yield Fault("pdf-colour-inks", "A 6.2.4.3", number)


def drawn(page: pikepdf.Page) -> bytes:
    """Return what draws a page."""
    contents = page.get("/Contents", pikepdf.Array())
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def is_of_inks(judged: Judged) -> bool:
    """Say whether a file's colours are told in inks, of which it says what they mean."""
    intents = judged.file.Root.get("/OutputIntents", [])
    return any(one.get("/DestOutputProfile", {}).get("/N") == len("CMYK") for one in intents)


def pictures_stay_as_they_are(judged: Judged) -> Iterator[Fault]:
    """No reader is asked to smooth a picture, or handed one for print, another for screens (A 6.2.8)."""
    for number, page in enumerate(judged.file.pages, 1):
        pictures: Any = page.get("/Resources", {}).get("/XObject", {})
        for one in pictures.values():
            if judged.archive and (one.get("/Interpolate") is True or "/Alternates" in one or "/OPI" in one):
                yield Fault("pdf-picture-smoothed", "A 6.2.8", number)


def nothing_shines_through(judged: Judged) -> Iterator[Fault]:
    """In PDF/A-1 all is opaque (ISO 19005-1, 6.4); later parts let colours shine through."""
    if not judged.said.archive.startswith("1"):
        return
    for number, page in enumerate(judged.file.pages, 1):
        if what := clear_in(page.obj, page.get("/Resources", {})):
            yield Fault("pdf-transparent", "A-1 6.4", number, what)


def clear_in(drawing: Any, resources: Any, depth: int = 0) -> str:
    """Return the first thing that is not opaque in a page or in what is drawn on it; nothing for none."""
    if drawing.get("/Group", {}).get("/S") == "/Transparency":
        return "Group"
    for state in resources.get("/ExtGState", {}).values():
        if any(float(state.get(name, 1)) < 1 for name in ("/ca", "/CA")):
            return "ca"
        if "/SMask" in state and state.SMask != "/None":
            return "SMask"
        if str(state.get("/BM", "/Normal")) not in ("/Normal", "/Compatible"):
            return "BM"
    for one in resources.get("/XObject", {}).values():
        if isinstance(one.get("/SMask"), pikepdf.Stream):
            return "SMask"
        inside = one.get("/Resources", {})
        if depth < DEEP and (found := clear_in(one, inside, depth + 1)):
            return found
    return ""


RULES: tuple[Callable[[Judged], Iterator[Fault]], ...] = (
    colours_have_a_meaning,
    no_inks_are_named,
    pictures_stay_as_they_are,
    nothing_shines_through,
)
