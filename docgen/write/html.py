"""A composed document as one HTML page with its style sheet inside: for reading on a screen."""

from docgen.composed import Composed, Written


def written(composed: Composed, *_: object) -> Written:
    """Return the page of `composed`; fonts stay the reader's own, and no page is laid out."""
    style = f"<style>\n{composed.css}\n</style>\n</head>"
    return Written(composed.html.replace("</head>", style, 1).encode())
