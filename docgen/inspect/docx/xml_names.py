"""XML as Word files use it: names without their namespaces, of which Word's strict form has others."""

from lxml import etree


def local(node: etree._Element) -> str:
    """Return an element's name without its namespace."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(node: etree._Element | None, name: str) -> str:
    """Return an attribute of an element in whichever namespace, '' when it has none."""
    items = node.items() if node is not None else ()
    return next((str(value) for key, value in items if key.rpartition("}")[2] == name), "")


def attributes(node: etree._Element | None) -> str:
    """Return all that an element says in its attributes."""
    return " ".join(str(value) for value in node.values()) if node is not None else ""


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the element at a path of names below `node`."""
    for name in path:
        node = next((one for one in node if local(one) == name), None) if node is not None else None
    return node
