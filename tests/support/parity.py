"""Holds a Word file against the PDF of the same document, by way of LibreOffice.

LibreOffice is given the very fonts docgen draws PDF with, under the names the Word file uses, so that a
difference is a difference of layout and not of machines. `python -m tests.support.parity` prints the figures
of every sample.
"""

import difflib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pymupdf

from tests.support import libreoffice, samples
from tests.support.measuring import WITHOUT_PICTURES
from tests.support.once import made_once

MM = 25.4 / 72
SAMPLES = [
    *samples.DOCUMENTS,
    "tests/cases/geometry/content/letters/document",
    "tests/cases/geometry/content/letters/letter",
]
COUNTED = set("一二三四五六七八九十〇壹贰叁①②③④⑤⑥⑦⑧⑨⑩•◦▪ ") | set(map(chr, range(0x20, 0x7F)))
"""What counters and markers may print beyond what HTML and CSS say."""


@dataclass(frozen=True)
class Character:
    """One printed character: its page, and where it stands there in points."""

    text: str
    page: int
    x: float
    baseline: float
    size: float

    def ends_line(self, following: "Character") -> bool:
        """Say whether `following`, the next character of the text, stands on another line."""
        down = abs(following.baseline - self.baseline) > self.size / 2
        return self.page != following.page or down or following.x < self.x - self.size


@dataclass(frozen=True)
class Parity:
    """How far two PDFs of one document agree; shares are of the first one's characters."""

    pages: tuple[int, int]
    matched: float
    elsewhere: str  # the matched that the second has on another page
    same_breaks: float  # of the line ends between matched neighbours
    missing: str  # the first one's characters that the second has not
    surplus: str  # the second one's characters that the first has not
    lower: dict[str, float]  # mm that the second one's lines stand lower, by how they begin

    @property
    def moved(self) -> dict[str, float]:
        """Return the lines that stand higher or lower by more than NEAR."""
        return {line: lower for line, lower in self.lower.items() if abs(lower) > NEAR}

    def __str__(self) -> str:
        ours, theirs = self.pages
        shares = f"{self.matched:8.2%} {self.same_breaks:8.2%}"
        moved = "".join(f"\n        {lower:+5.1f} mm  {line}" for line, lower in self.moved.items())
        lost = f"-{self.missing[:40]} +{self.surplus[:40]} ~{self.elsewhere[:40]}"
        return f"{ours:3} {theirs:3} {shares}  {lost}{moved}"


def compare(ours: bytes, theirs: bytes) -> Parity:
    """Return the agreement of two PDFs, character by character; spaces do not count."""
    left, right = list(characters_of(ours)), list(characters_of(theirs))
    pairs = dict(matches(left, right))
    ends = [a for a, b in pairs.items() if pairs.get(a + 1) == b + 1 and left[a].ends_line(left[a + 1])]
    kept = [a for a in ends if right[pairs[a]].ends_line(right[pairs[a] + 1])]
    return Parity(
        pages=(left[-1].page, right[-1].page),
        matched=len(pairs) / len(left),
        elsewhere="".join(left[a].text for a, b in sorted(pairs.items()) if left[a].page != right[b].page),
        same_breaks=len(kept) / len(ends) if ends else 1.0,
        missing="".join(character.text for a, character in enumerate(left) if a not in pairs),
        surplus="".join(left_over(right, set(pairs.values()))),
        lower=lower_lines(left, right, pairs),
    )


def left_over(characters: Sequence[Character], taken: set[int]) -> Iterator[str]:
    """Yield the characters that were not taken."""
    yield from (character.text for number, character in enumerate(characters) if number not in taken)


NEAR = 1.0
"""mm by which a line of Word may stand higher or lower than that of the PDF."""
BEGINNING = 10
"""Characters by which a line is told."""


def lower_lines(
    left: Sequence[Character], right: Sequence[Character], pairs: Mapping[int, int]
) -> dict[str, float]:
    """Return how much lower the lines of the first stand in the second, in mm.

    A line is told by its page and how it begins: `1 关于做好`. The second may break lines elsewhere: a line
    stands where most of its characters do.
    """
    found: dict[str, float] = {}
    for line in lines_of(left):
        both = [
            (left[a], right[pairs[a]]) for a in line if a in pairs and right[pairs[a]].page == left[a].page
        ]
        lower = sorted((theirs.baseline - ours.baseline) * MM for ours, theirs in both)
        if lower:
            words = "".join(left[a].text for a in line[:BEGINNING])
            found[f"{left[line[0]].page} {words}"] = round(lower[len(lower) // 2], 2)
    return found


def lines_of(characters: Sequence[Character]) -> Iterator[list[int]]:
    """Yield the places of the characters of one line after another."""
    line: list[int] = []
    for number, character in enumerate(characters):
        if line and characters[line[-1]].ends_line(character):
            yield line
            line = []
        line.append(number)
    if line:
        yield line


def matches(left: Sequence[Character], right: Sequence[Character]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of places of the same character in both.

    Passages are compared in order, then single characters. What lies beside the flow (a head, a text box,
    page numbers) comes at another moment in the other file, so what is left over is compared page by page,
    and then again as a whole until nothing more is found.
    """
    rest, other = list(range(len(left))), list(range(len(right)))
    for found in rounds(left, right, rest, other):
        yield from found
        taken, given = {a for a, _ in found}, {b for _, b in found}
        rest[:] = [a for a in rest if a not in taken]
        other[:] = [b for b in other if b not in given]


Pairs = list[tuple[int, int]]


def rounds(
    left: Sequence[Character], right: Sequence[Character], rest: list[int], other: list[int]
) -> Iterator[Pairs]:
    """Yield what each comparison finds among what is left over before it."""
    yield aligned(left, right, rest, other, PASSAGE)
    for page in sorted({left[a].page for a in rest}):
        ours = [a for a in rest if left[a].page == page]
        yield aligned(left, right, ours, [b for b in other if right[b].page == page], 1)
    while found := aligned(left, right, rest, other, 1):
        yield found


PASSAGE = 8
"""Characters that are compared as one where books are long: single ones would take minutes."""


def aligned(
    left: Sequence[Character],
    right: Sequence[Character],
    rest: Sequence[int],
    other: Sequence[int],
    length: int,
) -> Pairs:
    """Return the pairs of places where passages of `length` characters are the same, in order."""
    texts = ("".join(left[a].text for a in rest), "".join(right[b].text for b in other))
    ours, theirs = ([text[i : i + length] for i in range(len(text) - length + 1)] for text in texts)
    blocks = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    pairs = {
        rest[block.a + i]: other[block.b + i]
        for block in blocks
        if block.size
        for i in range(block.size + length - 1)
    }
    return list(pairs.items())


def characters_of(pdf: bytes) -> Iterator[Character]:
    """Yield every character that carries ink, in the order the file draws them."""
    for number, page in enumerate(pymupdf.open(stream=pdf), 1):
        for block in page.get_text("rawdict", sort=True, flags=WITHOUT_PICTURES)["blocks"]:
            for span in (span for line in block.get("lines", []) for span in line["spans"]):
                for character in span["chars"]:
                    if character["c"].strip():
                        yield Character(character["c"], number, *character["origin"], span["size"])


TAB = 14.0, 18.0
"""Points from the left and the right edge of the paper in which thumb tabs are printed (书口标记).

LibreOffice draws those of the other side too, in a page's corner, where a chapter has no page of that side.
"""


def texts(pdf: bytes) -> list[Counter[str]]:
    """Return the characters that each page holds, without its thumb tab.

    Dots do not count: of a leader each program draws as many as it finds room for.
    """
    opened = pymupdf.open(stream=pdf)
    found = [Counter[str]() for _ in opened]
    for one in characters_of(pdf):
        left, right = TAB[0], opened[one.page - 1].rect.width - TAB[1]
        if left < one.x < right and one.text != ".":
            found[one.page - 1][one.text] += 1
    return found


@cache
def drawn_samples() -> dict[str, bytes]:
    """Return the PDF that LibreOffice makes of the Word file of every sample, drawn once in a run."""
    return made_once("samples drawn by LibreOffice", draw_samples)


def draw_samples() -> dict[str, bytes]:
    """Have LibreOffice draw the Word file of every sample; it is started once for all."""
    jobs = {name: samples.pages(name)[0] for name in SAMPLES}
    characters = set(COUNTED)
    for page in jobs.values():
        characters |= {*page.composed.html, *page.composed.css}
    typefaces = next(iter(jobs.values())).typefaces
    return libreoffice.converted({name: samples.docx(name).data for name in jobs}, typefaces, characters)


@cache
def of_samples() -> dict[str, Parity]:
    """Return the agreement of Word and PDF for every sample."""
    return {name: compare(samples.pdf(name).data, drawn) for name, drawn in drawn_samples().items()}


if __name__ == "__main__":
    sys.stdout.write("pages PDF, Word; characters matched, line ends kept; missing, surplus, elsewhere\n")
    for name, parity in of_samples().items():
        sys.stdout.write(f"{name:52} {parity}\n")
