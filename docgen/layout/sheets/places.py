"""Where in an author's style sheet something stands that the layout engine tells of.

The engine reads one long sheet, into which all imports went. Each of them begins there with its name, and
keeps its lines: a line of the whole leads back to the file and the line that an author can open.
"""

import re
from pathlib import Path

from docgen.foundation.errors import NOWHERE, Place

BEGIN = "/*# {} */"
BEGUN = re.compile(r"^/\*# (\S+) \*/", re.MULTILINE)
POSITION = re.compile(r" at (\d+):(\d+)(?=[,.]|$)")


def begun(name: str) -> str:
    """Return what stands before the first line of the sheet called `name` in the whole."""
    return BEGIN.format(name)


def told_at(message: str, css: str) -> tuple[str, Place]:
    """Return a message of the engine about `css` without its position, and the place in the author's sheet.

    The place is nowhere if the message names none, or one in what docgen wrote before the sheets.
    """
    found = POSITION.search(message)
    if found is None:
        return message, NOWHERE
    line, column = int(found[1]), int(found[2])
    before = "\n".join(css.split("\n")[:line])
    sheets = list(BEGUN.finditer(before))
    if not sheets:
        return message, NOWHERE
    begin = sheets[-1]
    first = before.count("\n", 0, begin.start()) + 1
    column -= len(begin[0]) if line == first else 0
    return POSITION.sub("", message, count=1), Place(Path("templates") / begin[1], line - first + 1, column)
