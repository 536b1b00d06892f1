"""A composed page as a tree, to be read only: its words by the classes that its elements carry.

The page itself travels as the text the template made, for writers are to get it byte for byte; who works out
something of it reads the one tree that composing makes.
"""

from typing import TypeAlias

import lxml.html

PageTree: TypeAlias = lxml.html.HtmlElement


def page_tree(html: str) -> PageTree:
    """Return a page as a tree."""
    tree: PageTree = lxml.html.document_fromstring(html)
    return tree


def words(page: PageTree, name: str) -> str:
    """Return the text of the first element of class `name`, empty when there is none."""
    found = page.find_class(name)
    return str(found[0].text_content()) if found else ""
