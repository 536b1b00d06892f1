"""Lines that must fit their box: a winner's name is set as large as the room allows, in one face.

A style sheet says `--fit-winner: 30pt 20pt 170mm 楷体 补字`: the largest and the smallest size, the room, and
the faces in order of preference. docgen measures the first element of class `winner` and hands back
`--winner-size` and `--winner-face`. Where a style sheet says it twice, the last one counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import tinycss2

from docgen.foundation.units import points

from .fonts import Typefaces
from .names import IDEOGRAPHIC_SPACE, face_for, space_name
from .page_tree import PageTree, text_lines

PREFIX = "--fit-"


@dataclass(frozen=True)
class Rule:
    """What a style sheet says of one line; lengths in points."""

    name: str
    largest: float
    smallest: float
    room: float
    faces: tuple[str, ...]


@dataclass(frozen=True)
class Fitted:
    """One line of a page, measured."""

    rule: Rule
    text: str
    face: str
    whole: bool  # whether the face has every character
    ems: float  # the line's width at a size of 1

    @property
    def size(self) -> float:
        """The size the line is set in: the largest that fits, never below the smallest.

        In half points, for Word knows no other sizes, and rounds up to one that no longer fits.
        """
        wanted = int(2 * self.rule.room / self.ems + 0.001) / 2 if self.ems else self.rule.largest
        return max(self.rule.smallest, min(self.rule.largest, wanted))

    @property
    def width(self) -> float:
        """How wide the line is at that size."""
        return self.ems * self.size

    @property
    def overflows(self) -> bool:
        """Whether the line is too long even in the smallest size."""
        return self.width > self.rule.room * 1.0001


def fitting_variables(
    page: PageTree, css: str, typefaces: Typefaces, name: str = "", fellows: tuple[str, ...] = ()
) -> dict[str, str]:
    """Return the CSS variables for the lines that `css` wants fitted.

    A line with the `name` of the page's recipient is as large as all its `fellows` can be: certificates that
    are handed over together are set alike.
    """
    found = fit_lines(page, css, typefaces)
    sizes = {
        f"{line.rule.name}-size": f"{among_fellows(line, name, fellows, typefaces).size:.3f}pt"
        for line in found
    }
    return sizes | {f"{line.rule.name}-face": line.face for line in found}


def among_fellows(line: Fitted, name: str, fellows: tuple[str, ...], typefaces: Typefaces) -> Fitted:
    """Return a line as wide as it would be with the longest name that fits at all in the place of its own.

    A blank (`name` is empty) has white space there. What holds no name stays as it is.
    """
    shown = space_name(name) if space_name(name) in line.text else name
    around = line.text.replace(shown, "", 1) if name else line.text.strip(IDEOGRAPHIC_SPACE)
    if not fellows or around == line.text:
        return line
    rest = measured(line.rule, around, typefaces).ems
    most = line.rule.room / line.rule.smallest - rest
    longest = next((ems for ems in widths(fellows, line.rule, typefaces) if ems <= most), 0.0)
    return replace(line, ems=max(line.ems, rest + longest))


@lru_cache(maxsize=16)
def widths(names: tuple[str, ...], rule: Rule, typefaces: Typefaces) -> tuple[float, ...]:
    """Return the widths of names in em, each in the face that has all of it; the longest comes first."""
    shown = {space_name(name) for name in names}
    return tuple(sorted((measured(rule, name, typefaces).ems for name in shown), reverse=True))


def fit_lines(page: PageTree, css: str, typefaces: Typefaces) -> list[Fitted]:
    """Return every line of a page that its style sheet wants fitted, measured; an absent one is empty."""
    return [widest(rule, text_lines(page, rule.name), typefaces) for rule in rules(css)]


def widest(rule: Rule, lines: Sequence[str], typefaces: Typefaces) -> Fitted:
    """Return the widest of the lines that one rule fits; all are set in its size."""
    found = [measured(rule, line, typefaces) for line in lines or ("",)]
    return max(found, key=lambda line: line.ems)


def measured(rule: Rule, text: str, typefaces: Typefaces) -> Fitted:
    """Return a line in the first face that has all of it, else in the first of all."""
    whole = face_for(text, rule.faces, typefaces)
    face = whole or rule.faces[0]
    ems = typefaces[face].width(text) if whole else mixed_width(text, face, typefaces)
    return Fitted(rule, text, face, whole is not None, ems)


def mixed_width(text: str, face: str, typefaces: Typefaces) -> float:
    """Return the width in em of a line that `face` has not all of: what it lacks as the machine sets it."""
    from .engine import machine_faces  # brings WeasyPrint, which few documents need here

    known = typefaces[face].characters
    parts = (("".join(part), has) for has, part in groupby(text, lambda one: ord(one) in known))
    return sum(
        typefaces[face].width(part) if has else machine_faces.width(part, typefaces.spare)
        for part, has in parts
    )


@lru_cache(maxsize=64)
def rules(css: str) -> tuple[Rule, ...]:
    """Return what a style sheet says of lines to be fitted."""
    if PREFIX not in css:
        return ()
    found: dict[str, Rule] = {}
    for node in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if node.type == "qualified-rule":
            for declaration in tinycss2.parse_blocks_contents(node.content, skip_comments=True):
                if declaration.type == "declaration" and declaration.name.startswith(PREFIX):
                    name = declaration.name.removeprefix(PREFIX)
                    found[name] = rule(name, tinycss2.serialize(declaration.value).split())
    return tuple(found.values())


def rule(name: str, parts: Sequence[str]) -> Rule:
    """Return one rule from its words: three lengths, then faces."""
    largest, smallest, room = (points(part) for part in parts[:3])
    return Rule(name, largest, smallest, room, tuple(parts[3:]))
