"""Parts and elements: what is named is there, in the standard's order, under the prefix readers look for."""

from collections.abc import Iterator

from lxml import etree

from .graphic_units import is_number
from .package import OFD, SPACE, Fault, Package, Part, local
from .schema import BOXES, CHILDREN, FOLLOWING, NEEDED, PAGE_BOX, REQUIRED, UNITS


def faults(package: Package) -> Iterator[Fault]:
    """Yield what is wrong with the parts of a file and their elements."""
    for part in package.parts:
        if part.root.prefix != "ofd" or part.root.nsmap.get("ofd") != SPACE:
            yield Fault("ofd-prefix", {"part": part.path})
        for element in part.root.iter():
            if isinstance(element.tag, str) and element.tag.startswith(OFD):
                yield from faults_of(element, part)
    for listed in package.lists:
        for kind in ("Font", "MultiMedia"):
            for _ in package.files_of(listed, kind):
                pass  # what is lost is noted
    for part_path, said in dict.fromkeys(package.lost):
        yield Fault("ofd-part-lost", {"part": part_path, "named": said})
    if not package.documents or not package.pages:
        yield Fault("ofd-no-pages")


def faults_of(element: etree._Element, part: Part) -> Iterator[Fault]:
    """Yield what is wrong with one element."""
    name, where = local(element), {"part": part.path, "line": element.sourceline or 0}
    children = [local(child) for child in element if isinstance(child.tag, str)]
    for missing in REQUIRED.get(name, ()):
        if element.get(missing) is None:
            yield Fault("ofd-lacks", {**where, "element": name, "missing": missing})
    for missing in NEEDED.get(name, ()):
        if missing not in children:
            yield Fault("ofd-lacks", {**where, "element": name, "missing": missing})
    if (said := box_of(name, element)) is not None and not is_box(said, name == PAGE_BOX):
        yield Fault("ofd-box", {**where, "element": name, "said": said})
    if odd := out_of_order(name, children):
        yield Fault("ofd-order", {**where, "element": name, "child": odd})


def box_of(name: str, element: etree._Element) -> str | None:
    """Return what an element says of its place and size; None for one that has none."""
    return element.text or "" if name in BOXES else element.get("Boundary")


def is_box(said: str, is_page: bool) -> bool:
    """Say whether a text is left, top, width and height; a page has some of both."""
    numbers = said.split()
    if len(numbers) != 4 or not all(is_number(one) for one in numbers):
        return False
    width, height = map(float, numbers[2:])
    return min(width, height) > 0 if is_page else min(width, height) >= 0


def out_of_order(name: str, children: list[str]) -> str | None:
    """Return the first child that stands where the standard has no place for it."""
    if name in ("Layer", "PageBlock", "Appearance"):
        return next((child for child in children if child not in UNITS), None)
    if name not in CHILDREN:
        return None
    order = CHILDREN[name]
    reached = 0
    for child in children:
        if name == "TextObject" and child in FOLLOWING:
            reached = len(order)
        elif child not in order or order.index(child) < reached:
            return child
        else:
            reached = order.index(child)
    return None
