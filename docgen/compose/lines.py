"""What templates break into lines by the width of the words: titles, long mastheads, signatures, 印发机关.

A template calls it by the name `lines`: `{{ lines.title(document.title) }}`. In go words as HTML, out
come the same with line breaks between words: `br` of class `set`, so that an author's own are told from
them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from markupsafe import Markup, escape

from docgen.foundation.errors import Finding
from docgen.foundation.units import MM, points
from docgen.layout import fitting, joint
from docgen.layout.face_stack import FaceStack
from docgen.layout.fonts import Typefaces
from docgen.layout.joint import CELL, Spread, seals_in_row, spread
from docgen.layout.lines.balance import break_above, break_line
from docgen.layout.measures import masthead_size
from docgen.layout.names import side_by_side

Office = Mapping[str, Any]
OWN_BREAK = "<br>"
SET_BREAK = Markup('<br class="set">')
PIECES = re.compile(r"<[^<>]*>|&[^;\s]{1,31};|.", re.DOTALL)
MARKED = re.compile("[<&]")
PAPER = 210 * MM
LARGER = 1.2
"""A masthead of one line is at least so many times as large as the title; else it stands in two."""
MASTHEAD_LINES = 2
HOST_ALONE = "主办"
"""What a profile says of a joint masthead that has the host's name alone."""


@dataclass(frozen=True)
class SealedRow:
    """A row of 署名 with seals: names in lines, by their number from 0; places left free before them."""

    names: list[tuple[int, Markup]]
    missing: int
    lines: int  # of its longest name


class Lines:
    """The widths of one document's page and type; `findings` is what was noticed of the words on the way."""

    def __init__(
        self, profile: Mapping[str, str], typefaces: Typefaces, css: str = "", subject: str = ""
    ) -> None:
        self.profile = profile
        self.typefaces = typefaces
        self.subject = subject
        self.rules = {rule.name: rule for rule in fitting.rules(css)}
        self.findings: list[Finding] = []
        size = {
            name: points(profile[name]) for name in ("page-left", "page-right", "title-size", "body-size")
        }
        self.room = PAPER - size["page-left"] - size["page-right"]
        self.title_size, self.body_size = size["title-size"], size["body-size"]

    def title(self, title: str) -> Markup:
        """Return a title in balanced lines that reach neither edge; its author's own breaks stay (7.3.1)."""
        own = str(escape(title)).split(OWN_BREAK)
        return Markup(OWN_BREAK).join(self.set(part, self.title_room, self.width_of_title) for part in own)

    def centred(self, text: str) -> Markup:
        """Return a centred line of the body's type, in balanced lines by words where it is too long."""
        return self.set(str(escape(text)), self.room - 4 * self.body_size, self.width_of_text)

    def face(self, role: str) -> FaceStack:
        """Return the face of a role, with those that draw what it lacks."""
        return FaceStack(self.typefaces, role)

    @property
    def title_room(self) -> float:
        """How wide a line of a title may be: half a character from either edge."""
        return self.room - self.title_size

    def width_of_title(self, text: str) -> float:
        """Return the width of a title's line in points."""
        return self.face("小标宋").width(text) * self.title_size

    def width_of_text(self, text: str) -> float:
        """Return the width of a line of the body's type in points."""
        tracking = points(self.profile["tracking"]) * len(side_by_side(text))
        return self.face("仿宋").width(text) * self.body_size + tracking

    def width_of_small(self, text: str) -> float:
        """Return the width of a line of the imprint in points."""
        return self.face("仿宋").width(text) * points(self.profile["small-size"])

    def masthead(self, text: str) -> Markup:
        """Return a 发文机关标志: in one line, a long one in two, larger than the title (7.2.4)."""
        face = self.face("小标宋")
        broken = [text]
        if masthead_size([text], self.profile, face) < LARGER * self.title_size:
            broken = break_line(text, face.width(text), face.width, least=MASTHEAD_LINES)
        size = masthead_size(broken, self.profile, face)
        if size < self.title_size:
            values = {"text": text, "size": f"{size:.1f}", "title": f"{self.title_size:g}"}
            self.findings.append(Finding("masthead-small", values=values, subject=self.subject))
        return SET_BREAK.join(broken)

    def names_all(self, said: str | None) -> bool:
        """Say whether a joint masthead names all offices, as the document or the profile says."""
        return (said or self.profile["joint-masthead"]) != HOST_ALONE

    def joint_masthead(self, offices: Sequence[Office]) -> list[Spread]:
        """Return the names of a joint masthead, all of one width; if they have to be small, that is told."""
        names, face = [office["masthead"] for office in offices], self.face("小标宋")
        if joint.masthead_size(names, self.profile, face) < self.title_size:
            values = {"count": len(offices)}
            self.findings.append(Finding("joint-masthead-small", values=values, subject=self.subject))
        return spread(names, face)

    def joint_signatures(self, offices: Sequence[Office]) -> list[Spread]:
        """Return the names of those who sign without seals, all of one width (7.3.5.2)."""
        tracking = points(self.profile["tracking"]) / self.body_size
        return spread([office["name"] for office in offices], self.face("仿宋"), tracking)

    def sealed_rows(self, offices: Sequence[Office]) -> list[SealedRow]:
        """Return the names of those who seal in rows, the last of which ends at the right (7.3.5.1)."""
        names = [office["name"] for office in offices]
        count = seals_in_row([self.width_of_text(name) for name in names], self.room)
        room = self.room / count - CELL
        cells = [(at, self.set(str(escape(name)), room, self.width_of_text)) for at, name in enumerate(names)]
        rows = [cells[at : at + count] for at in range(0, len(cells), count)]
        return [SealedRow(row, count - len(row), max(self.count(name) for _, name in row)) for row in rows]

    def count(self, html: Markup) -> int:
        """Return how many lines a broken line of HTML has."""
        return html.count("<br") + 1

    def signature(self, name: str) -> Markup:
        """Return a 署名: one that is wider than the page in lines by words, to be centred over the date."""
        return self.set(str(escape(name)), self.room - 2 * self.body_size, self.width_of_text)

    def printed_by(self, name: str, date: str) -> list[str]:
        """Return 印发机关 in lines, of which the last has room beside the date (7.4.3)."""
        small = points(self.profile["small-size"])
        beside = self.room - 3 * small - self.width_of_small(date)
        if self.width_of_small(name) <= beside:
            return [name]
        return break_above(name, self.room - 2 * small, beside, self.width_of_small)

    def fitted(self, name: str, text: str) -> Markup:
        """Return a line that the style sheet fits (`--fit-NAME`), in several where it takes no size."""
        rule = self.rules.get(name)
        if rule is None or OWN_BREAK in str(escape(text)):  # an office's own style sheet may not have it
            return escape(text)
        face = self.face(rule.faces[0])
        return self.set(str(escape(text)), rule.room, lambda part: face.width(part) * rule.smallest)

    def set(self, html: str, room: float, width: Callable[[str], float]) -> Markup:
        """Return a line of HTML with breaks where its words are best broken."""
        pieces = PIECES.findall(html) if MARKED.search(html) else list(html)
        text = "".join(shown(piece) for piece in pieces)
        lines = break_line(text, room, width)
        if len(lines) == 1:
            return Markup(html)
        ends = set[int]()
        for line in lines[:-1]:
            ends.add(len(line) + max(ends, default=0))
        out, at = [], 0
        for piece in pieces:
            if shown(piece) and at in ends:
                out.append(str(SET_BREAK))
            at += len(shown(piece))
            out.append(piece)
        return Markup("".join(out))


def shown(piece: str) -> str:
    """Return what a piece of HTML prints: a tag nothing."""
    return "" if piece.startswith("<") and len(piece) > 1 else unescape(piece)
