"""What draws a page, taken apart: glyphs by their numbers, and names of what else is drawn.

For the files of letters that were drawn together (`own_type`): in each of them other numbers and other names
stand for the same glyphs and things.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

GLYPHS_OR_NAME = re.compile(rb"<([0-9a-f]+)>|/([^\s/]+)((?: [\d.]+)? )(Tf|Do|gs|sh|scn|SCN)\b")
"""In what draws a page (ISO 32000-1, 8 and 9): glyphs, or the name of something that an operator takes."""
CATEGORIES = {
    b"Tf": "/Font",
    b"Do": "/XObject",
    b"gs": "/ExtGState",
    b"sh": "/Shading",
    b"scn": "/Pattern",
    b"SCN": "/Pattern",
}
"""In which list of a page's resources an operator looks its name up."""


@dataclass(frozen=True)
class Words:
    """Some of a drawing, in which glyphs may be shown: their numbers stand at the odd places."""

    pieces: tuple[bytes, ...]

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the glyphs, in their order."""
        return tuple(int(piece, 16) for piece in self.pieces[1::2])

    @cached_property
    def glyphs(self) -> frozenset[int]:
        """Which glyphs are shown."""
        return frozenset(self.numbers)

    def with_numbers(self, instead: Mapping[int, bytes]) -> bytes:
        """Return it with other numbers of the glyphs."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        written = list(self.pieces)
        written[1::2] = [instead[one] for one in self.numbers]
        return b"".join(written)


@dataclass(frozen=True)
class Named:
    """The name of something that an operator takes, as it is written."""

    name: bytes
    between: bytes  # the name and the operator
    operator: bytes

    @cached_property
    def key(self) -> str:
        """The name as lists have it."""
        return f"/{self.name.decode()}"

    @property
    def text(self) -> bytes:
        """All of it as it is written."""
        return b"/" + self.name + self.between + self.operator


Part = Words | Named


def taken_apart(drawing: bytes) -> Iterator[Part]:
    """Yield the parts of a drawing, or of a line of it, one after another."""
    pieces: list[bytes] = []
    before, at = b"", 0
    for found in GLYPHS_OR_NAME.finditer(drawing):
        shown, name, between, operator = found.groups()
        before += drawing[at : found.start()]
        at = found.end()
        if shown:
            for place in range(0, len(shown), 4):
                pieces += [before + b"<" * (not place), shown[place : place + 4]]
                before = b""
            before = b">"
        else:
            yield Words((*pieces, before))
            yield Named(name, between, operator)
            pieces, before = [], b""
    yield Words((*pieces, before + drawing[at:]))
