"""docgen's own properties in style sheets, and those that are misspelled.

In goes a style sheet, out come the declarations that docgen would pass over: CSS takes any name behind `--`,
so that nobody else tells an author of `--docx-styel`. docs/templates.md says what each property does.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

ANYTHING, NUMBER = r".+", r"\d+"

OWN = {
    "--docx-style": (ANYTHING, ""),
    "--docx-based-on": (ANYTHING, ""),
    "--docx-next": (ANYTHING, ""),
    "--docx-built-in": (ANYTHING, ""),
    "--docx-toc": (ANYTHING, ""),
    "--docx-field": (ANYTHING, ""),
    "--docx-skip": (ANYTHING, ""),
    "--docx-outline": (r"[1-9]|none", "1–9"),
    "--docx-grid": (r"lines\s+\d+|lines-chars\s+\d+\s+\d+", "lines 22、lines-chars 22 28"),
    "--docx-pin": (r"page-bottom", "page-bottom"),
    "--docx-page-number": (NUMBER, "1"),
    "--docx-emphasis": (r"dot|comma|circle|underDot", "dot、comma、circle、underDot"),
    "--meant": (r"(?:\s*\b(?:hidden|outside|over|cut)\b)+", "hidden、outside、over、cut"),
    "--ornament": (r"none|(?:\s*-?[\d.]+mm)+", "none、10mm 20mm 80mm 3mm"),
    "--most-pages": (NUMBER, "1"),
    "--columns": (r"by-content", "by-content、auto"),
    "--last-row": (r"accompanied", "accompanied、auto"),
}
"""What each property may say, as a pattern and in words; besides that what unsets it, and a variable."""

UNSET = frozenset({"auto", "initial", "inherit", "unset"})
DECLARED = re.compile(r"(?<![\w-])(--[\w-]+)\s*:([^;{}]*)")
UNREAD = re.compile(r"""/\*.*?(?:\*/|\Z)|"[^"\n]*"|'[^'\n]*'""", re.DOTALL)
"""Comments and quoted texts, in which nothing is declared."""
ALIKE = 0.8
"""How like one of docgen's own a name must be to be taken for it; other names are variables of the author."""


class Misspelt(NamedTuple):
    """A declaration that does nothing: `near` is the property, or what the property may say."""

    line: int  # from 1
    column: int
    declaration: str
    near: str


def misspelt(css: str, whole: str) -> Iterator[Misspelt]:
    """Yield what in a style sheet is nearly, and not quite, docgen's own; `whole` is it with its imports."""
    read = UNREAD.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), css)
    for found in DECLARED.finditer(read):
        name, said = found[1], css[slice(*found.span(2))].strip().removesuffix("!important").strip()
        if near := unmet(name, said) if name in OWN else nearest_own(name, whole):
            begin = css.rfind("\n", 0, found.start()) + 1
            line = css.count("\n", 0, begin) + 1
            yield Misspelt(line, found.start() - begin + 1, f"{name}: {said}", near)


def nearest_own(name: str, whole: str) -> str:
    """Return the property of docgen's that an unknown name was meant for, empty for an author's variable."""
    is_for_word = name.startswith("--docx-")
    if not is_for_word and f"var({name}" in whole:
        return ""
    close = get_close_matches(name, OWN, 1, 0 if is_for_word else ALIKE)
    return close[0] if close else ""


def unmet(name: str, said: str) -> str:
    """Return what a property may say if it says something else, empty if all is well."""
    pattern, words = OWN[name]
    if said in UNSET or "var(" in said or re.fullmatch(pattern, said, re.DOTALL):
        return ""
    return words
