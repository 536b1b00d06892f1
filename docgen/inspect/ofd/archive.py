"""What a file that calls itself OFD-A must keep (GB/T 42133-2022): whole by itself, in years to come too."""

from collections.abc import Iterator

from lxml import etree

from .package import OFD, Fault, Package, Part

FORBIDDEN = ("Permissions", "VPreferences", "Extensions", "Sound", "Movie", "GotoA", "URI")
"""Elements that are not allowed."""
PICTURES = frozenset({"BMP", "JPEG", "JPG", "PNG", "JBIG2", "JB2", "JPEG2000", "JP2", "TIFF", "TIF"})
DEEPEST = 3
"""Blocks that may lie in one another."""


def faults(package: Package) -> Iterator[Fault]:
    """Yield what an OFD-A has that it must not, once a kind; nothing of a file that claims no such form."""
    if package.start.root.get("DocType") != "OFD-A":
        return
    for what in dict.fromkeys(broken(package)):
        yield Fault("ofd-no-archive", {"what": what})


def broken(package: Package) -> Iterator[str]:
    """Yield the rules that a file breaks, by the names that the standard has for what they are about."""
    for name in FORBIDDEN:
        if any(True for part in package.parts for _ in part.root.iter(f"{OFD}{name}")):
            yield name
    if len(package.start.root.findall(f"{OFD}DocBody")) > 1:
        yield "DocBody"
    if any(face is None for face in package.faces.values()):
        yield "FontFile"
    yield from broken_lists(package)
    yield from (what for page in package.pages for what in broken_page(page))


def broken_lists(package: Package) -> Iterator[str]:
    """Yield what is wrong with the lists of resources."""
    for document in package.documents:
        for name, others in (
            ("PublicRes", ("MultiMedia", "DrawParam")),
            ("DocumentRes", ("Font", "ColorSpace")),
        ):
            for one in document.root.iter(f"{OFD}{name}"):
                part = package.named(document.path, one.text)
                if part and any(True for _ in part.root.iter(*(f"{OFD}{other}" for other in others))):
                    yield name
    for listed in package.lists:
        for one in listed.root.iter(f"{OFD}MultiMedia"):
            if one.get("Type") != "Image" or (one.get("Format") or "PNG").upper() not in PICTURES:
                yield "MultiMedia"


def broken_page(page: Part) -> Iterator[str]:
    """Yield what is wrong with a page."""
    if any(one.get("HScale") for one in page.root.iter(f"{OFD}TextObject")):
        yield "HScale"
    names = [one.get("Name", "") for one in page.root.iter(f"{OFD}Layer")]
    if len(set(names)) < len(names):
        yield "Layer"
    if any(depth(one) > DEEPEST for one in page.root.iter(f"{OFD}PageBlock")):
        yield "PageBlock"


def depth(block: etree._Element) -> int:
    """Return in how many blocks a block lies, itself counted."""
    return 1 + len(list(block.iterancestors(f"{OFD}PageBlock")))
