"""What is set after everything else, since it says on which pages that stands: an index (索引).

An element marked `data-afterwards` is left out of the first layout (its template hides it) and set on pages
of its own behind the others, once it can be filled in. So a book of 300 pages is laid out once, not twice.
"""

from dataclasses import replace

import lxml.html

from docgen.composed import Composed

MARK = "data-afterwards"


def afterwards(composed: Composed, number: int, left: bool) -> Composed | None:
    """Return a page of the marked elements alone, None when `composed` has none to be shown.

    `number` is what is printed on its first page; `left` says on which side of a sheet that is.
    """
    if MARK not in composed.html:
        return None
    page = lxml.html.document_fromstring(composed.html)
    marked = [element for element in page.iter() if MARK in element.attrib and "hidden" not in element.attrib]
    if not marked:
        return None
    keep_only(page.body, marked)
    side = "left" if left else "right"
    css = f"{composed.css}\n:root {{ break-before: {side} }} @page :first {{ counter-reset: page {number} }}"
    html = lxml.html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")
    return replace(composed, html=html, css=css)


def keep_only(within: lxml.html.HtmlElement, marked: list[lxml.html.HtmlElement]) -> None:
    """Take everything out of an element but the marked ones and what they stand in."""
    ancestors = {parent for element in marked for parent in element.iterancestors()}
    for child in list(within):
        if child in ancestors:
            keep_only(child, marked)
        elif child not in marked:
            within.remove(child)
    within.text = None
