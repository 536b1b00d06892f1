"""Numbers (ID): each given once, none beyond the highest that is told, and all that is named is there."""

from collections.abc import Iterator

from lxml import etree

from .package import OFD, Fault, Package, local

LEADING = {
    "Font": "Font",
    "ResourceID": "picture",
    "PageID": "page",
    "TemplateID": "template",
    "DrawParam": "look",
}
"""Attributes that name something by its number."""


def faults(package: Package) -> Iterator[Fault]:
    """Yield numbers given twice or beyond the highest, and numbers of what is not there."""
    seen: dict[str, str] = {}
    most = [
        int(text)
        for one in package.documents
        if (text := one.root.findtext(f".//{OFD}MaxUnitID") or "").isdigit()
    ]
    for path, element in numbered(package):
        number = element.get("ID", "")
        if number in seen:
            yield Fault("ofd-number-twice", {"number": number, "part": path, "other": seen[number]})
        seen.setdefault(number, path)
        if most and number.isdigit() and int(number) > max(most):
            yield Fault("ofd-number-beyond", {"number": number, "part": path, "most": max(most)})
        elif not number.isdigit():
            yield Fault(
                "ofd-lacks",
                {"part": path, "line": element.sourceline or 0, "element": local(element), "missing": "ID"},
            )
    for part in (*package.documents, *package.pages, *package.other_parts):
        for element in part.root.iter():
            for name in LEADING:
                said = element.get(name) if isinstance(element.tag, str) else None
                if (
                    said is not None
                    and said not in seen
                    and not (name == "Font" and local(element) == "CGTransform")
                ):
                    yield Fault("ofd-number-lost", {"number": said, "name": name, "part": part.path})
    yield from lost_tags(package, seen)


def numbered(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """Yield every element that has a number, with its part; attachments are numbered apart."""
    for part in package.parts:
        if local(part.root) != "Attachments":
            for element in part.root.iter():
                if (
                    isinstance(element.tag, str)
                    and element.tag.startswith(OFD)
                    and element.get("ID") is not None
                ):
                    yield part.path, element


def lost_tags(package: Package, seen: dict[str, str]) -> Iterator[Fault]:
    """Yield what tags name that is not there."""
    for listed in package.other_parts:
        if local(listed.root) == "CustomTags":
            for one in listed.root.iter(f"{OFD}FileLoc"):
                part = package.named(listed.path, one.text)
                for reference in part.root.iter(f"{OFD}ObjectRef") if part else ():
                    for said in ((reference.text or "").strip(), reference.get("PageRef", "")):
                        if said not in seen:
                            yield Fault(
                                "ofd-number-lost",
                                {"number": said, "name": "ObjectRef", "part": part.path if part else ""},
                            )
