"""Parts and elements: what is named is there, in the standard's order, under the prefix readers look for."""

from collections.abc import Iterator

from lxml import etree

from .package import OFD, SPACE, Fault, Package, Part, local
from .schema import CHILDREN, FOLLOWING, NEEDED, REQUIRED, UNITS


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
    if odd := out_of_order(name, children):
        yield Fault("ofd-order", {**where, "element": name, "child": odd})


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
