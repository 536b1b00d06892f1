"""A composed page as a tree, to be read only: its words by the classes that its elements carry.

The page itself travels as the text the template made, for writers are to get it byte for byte; who works out
something of it reads the one tree that composing makes.
"""

from collections.abc import Sequence

import lxml.etree
import lxml.html


class PageTree:
    """A page's elements, in their order and by their classes."""

    def __init__(self, html: str) -> None:
        self.elements: list[lxml.html.HtmlElement] = list(lxml.html.document_fromstring(html).iter())
        self.by_class: dict[str, list[lxml.html.HtmlElement]] = {}
        for element in self.elements:
            for name in dict.fromkeys((element.get("class") or "").split()):
                self.by_class.setdefault(name, []).append(element)

    def of_class(self, name: str) -> Sequence[lxml.html.HtmlElement]:
        """Return the elements of class `name`."""
        return self.by_class.get(name, ())


def words(page: PageTree, name: str) -> str:
    """Return the text of the first element of class `name`, empty when there is none."""
    found = page.of_class(name)
    return str(found[0].text_content()) if found else ""


def text_lines(page: PageTree, name: str) -> list[str]:
    """Return the lines, by its line breaks, of the first element of class `name`; none when it is empty."""
    found = page.of_class(name)
    lines = broken_lines(found[0]) if found else []
    return lines if any(lines) else []


def own_lines(element: lxml.html.HtmlElement) -> list[str]:
    """Return the lines that an element's author made; breaks of class `set` are docgen's."""
    return broken_lines(element, "set")


def broken_lines(element: lxml.html.HtmlElement, ignored: str | None = None) -> list[str]:
    """Return the lines of an element by its line breaks, but for those of the class `ignored`."""
    lines = [""]
    for event, node in lxml.etree.iterwalk(element, events=("start", "end")):
        if event == "end":
            lines[-1] += node.tail or "" if node is not element else ""
        elif node.tag == "br" and (ignored is None or ignored not in node.classes):
            lines.append("")
        else:
            lines[-1] += node.text or ""
    return [line.strip(" \n\t") for line in lines]  # an ideographic space counts as a character
