"""Where the reader of HTML had to guess what was meant.

WeasyPrint's `HTML` keeps the tree and drops what its reader noted; here a page is read for that alone.

For WeasyPrint 70 with tinyhtml5 2. Upstream: no thread asks for the notes. Held by:
tests/compose/test_markup.py::test_a_tag_at_which_a_parser_has_to_guess_is_told_with_what_stands_there
"""

from collections.abc import Iterator

from tinyhtml5.parser import HTMLParser

MOST = 3
"""Faults that are told: one fault makes the parser stumble over what follows."""
SHOWN = 24
"""Characters of the page before and behind a fault."""


def faults(html: str) -> Iterator[tuple[str, str]]:
    """Yield why a parser stumbled, and what stands there."""
    parser = HTMLParser()
    parser.parse(html)
    starts = [0]
    for line in html.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for (line, column), reason, values in parser.errors[:MOST]:
        at = starts[line - 1] + column
        near = html[max(at - SHOWN, 0) : at + SHOWN].replace("\n", " ")
        yield f"{reason} {values.get('name', '')}".strip(), near
