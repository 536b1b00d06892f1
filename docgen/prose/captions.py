"""Captions of pictures and tables: `[图:流程]: 后厨走一圈`; what refers to them: 见[图:流程].

A caption stands in a line of its own beside its picture or table, written as the text of a footnote is, and
is printed below a picture and above a table. Its name may be left out (`[表]: 各县进度`) where nothing refers
to it. Of two pictures it is that one's which it touches. Numbers follow the order on the page, each kind its
own, over all texts of a document; so they are put in when the page is whole (`with_numbers`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from docgen.foundation.errors import NOWHERE, ContentError, Place, Problem
from docgen.foundation.suggest import nearest

from .keyboard import understood
from .lines import CAPTION, Piece, is_table, pieces_of

KINDS = {"图": "figure", "表": "table"}
PAIRS = [set(pair) for pair in KINDS.items()]
SIGN_OF = {f"{kind}-caption": sign for sign, kind in KINDS.items()}
DEFAULT = {"图": -1, "表": 1}
"""Where a caption that may be either's is brought: up to a picture, down to a table."""
SIDE = "side"
"""Under this attribute a caption keeps what it touches, until it is brought there."""
MENTION = re.compile(r"(?<!!)\[(?P<kind>[图表])[:：](?P<name>[^\[\]\n\"<>&{}\ufdd0]{1,40})\](?![:：(（])")
ONLY_IMAGES = re.compile(r"\s*(?:!\[[^\[\]\n]*\]\((?:[^()\n]|\([^()\n]*\))+\)\s*)+")
"""A piece of text that is pictures and nothing else."""
SECTION = re.compile(r"\{\{ *[#^/][^{}\n]*\}\}")
"""The beginning or the end of words that may be left out."""
NUMBER = re.compile(r'<span class="(?P<kind>figure|table)-number"(?: id="(?P<id>[^"]*)")?></span>')
MENTIONED = re.compile(r'(<a class="mention" href="#([^"]*)">)</a>')
BRACKETS = "[［【"
SIGNS = ('"figure-number"', '"table-number"', 'class="mention"')
"""What pages with captions, or with what refers to them, have in them."""


def anchor(kind: str, name: str) -> str:
    """Return the id of a caption."""
    return f"{kind}-{''.join(name.split())}"


class Beside(str):
    """A caption's line that touches what stands before it (-1) or behind it (1), and nothing else."""

    side: int


def sided(pieces: list[str]) -> list[str]:
    """Return pieces of text without empty lines between them, the captions at their ends with their sides."""
    for at, side in ((0, 1), (len(pieces) - 1, -1)):
        if CAPTION.match(pieces[at]):
            pieces[at] = touching = Beside(pieces[at])
            touching.side = side
    return pieces


def caption(line: str) -> Element:
    """Return a line of CAPTION as a paragraph, which `bring_captions` brings to its picture or table."""
    found = CAPTION.match(line)
    assert found  # whoever calls has seen that it is one
    kind = KINDS[found["kind"]]
    made = Element("p", {"class": f"{kind}-caption", SIDE: str(getattr(line, "side", 0))})
    made.text = found["kind"]
    number = SubElement(made, "span", {"class": f"{kind}-number"})
    if found["name"]:
        number.set("id", anchor(found["kind"], found["name"]))
    number.tail = f"\u3000{found['title']}"
    return made


def mention(found: re.Match[str], _: str) -> Element:
    """Return what refers to a caption; its number comes when the page is whole."""
    made = Element("span", {"class": "together"})
    made.text = found["kind"]
    SubElement(made, "a", {"class": "mention", "href": f"#{anchor(found['kind'], found['name'])}"})
    return made


def bring_captions(parent: Element) -> None:
    """Bring the captions among the children of an element to their pictures and tables."""
    children = list(parent)
    if not any(child.get("class") in SIGN_OF for child in children):
        return
    touched = [int(child.attrib.pop(SIDE, "0")) for child in children]
    for owner in owners([kind_of_element(child) for child in children], touched):
        child, whose = children[owner.at], children[owner.at + owner.side]
        parent.remove(child)
        if whose.tag == "table":
            child.tag = "caption"
            whose.insert(0, child)
        else:
            whose.set("class", "picture captioned")
            parent.insert(list(parent).index(whose) + 1, child)


def kind_of_element(element: Element) -> str:
    """Return what an element is, as `kind_of` says it of a piece of text."""
    if sign := SIGN_OF.get(element.get("class", "")):
        return sign
    return "table" if element.tag == "table" else "figure" if is_picture(element) else ""


class Owner(NamedTuple):
    """Where a caption stands among its neighbours, on which side its own is, and whether that is certain."""

    at: int
    side: int
    certain: bool


def owners(kinds: Sequence[str], touched: Sequence[int]) -> Iterator[Owner]:
    """Give each caption of what stands in a row with the side of its picture or table.

    A row of captions and pictures that begins or ends with a caption says itself whose each is. Between two
    pictures it is the one that the caption touches, else the upper one; of two tables it is the lower one.
    """
    start = 0
    while start < len(kinds):
        end = start + 1
        while end < len(kinds) and {kinds[end - 1], kinds[end]} in PAIRS:
            end += 1
        leads, follows = kinds[start] in KINDS, kinds[end - 1] in KINDS
        taken: set[int] = set()
        for at in range(start, end):
            if kinds[at] in KINDS:
                wanted = 1 if leads else -1 if follows else touched[at] or DEFAULT[kinds[at]]
                sides = [side for side in (wanted, -wanted) if start <= at + side < end]
                if side := next((side for side in sides if at + side not in taken), 0):
                    taken.add(at + side)
                    yield Owner(at, side, certain=bool(leads or follows or touched[at]))
        start = end


def is_picture(element: Element) -> bool:
    """Say whether a paragraph holds pictures and nothing else."""
    tails = [element.text, *(child.tail for child in element)]
    only = all(child.tag in ("img", "br") for child in element) and not any(
        map(str.strip, filter(None, tails))
    )
    return element.tag == "p" and only and element.find("img") is not None and not element.get("class")


def astray(pieces: list[Piece]) -> Iterator[Piece]:
    """Give the captions beside which there is no picture, or no table, of their own."""
    owned = {owner.at for owner in owners_in(pieces)}
    yield from (piece for at, piece in enumerate(pieces) if CAPTION.match(piece.text) and at not in owned)


def undecided(pieces: list[Piece]) -> Iterator[Piece]:
    """Give the captions that stand between two pictures, or tables, an empty line from both."""
    yield from (pieces[owner.at] for owner in owners_in(pieces) if not owner.certain)


def owners_in(pieces: Sequence[Piece]) -> Iterator[Owner]:
    """Give the captions of a text, as `owners` does."""
    if not any(CAPTION.match(piece.text) for piece in pieces):
        return iter(())
    joined = [touch(*pair) for pair in pairwise(pieces)]
    touched = [after - before for before, after in zip([False, *joined], [*joined, False], strict=True)]
    return owners([kind_of(piece) for piece in pieces], touched)


def kind_of(piece: Piece) -> str:
    """Return what a piece is: a `figure`, a `table`, the caption of one (图, 表), or nothing of these."""
    if found := CAPTION.match(piece.text):
        return found["kind"]
    text = SECTION.sub("", piece.text).strip("\n")
    return "figure" if is_picture_text(text) else "table" if is_table_text(text) else ""


def touch(piece: Piece, following: Piece) -> bool:
    """Say whether no empty line stands between two pieces."""
    return piece.offset + len(piece.text) + 1 == following.offset


def is_picture_text(text: str) -> bool:
    """Say whether a piece of text is pictures and nothing else."""
    return ONLY_IMAGES.fullmatch(text) is not None


def is_table_text(text: str) -> bool:
    """Say whether a piece of text is a table."""
    return is_table(text.split("\n"))


class Named:
    """The captions of a document's texts by their names, and what refers to them."""

    def __init__(self) -> None:
        self.captions: dict[str, Place] = {}
        self.mentions: list[tuple[str, str, Place]] = []
        self.twice: list[Problem] = []

    def read(self, text: str, place_of: Callable[[int], Place]) -> None:
        """Note the captions of a text and what refers to them; a second caption of a name is a problem."""
        if not any(bracket in text for bracket in BRACKETS):
            return
        text = understood(text)
        for piece in pieces_of(text):
            if (found := CAPTION.match(piece.text)) and found["name"]:
                self.add(found["kind"], found["name"], place_of(piece.offset))
        for found in MENTION.finditer(text):
            self.mentions.append((found["kind"], found["name"], place_of(found.start())))

    def add(self, kind: str, name: str, place: Place) -> None:
        """Note a caption."""
        if anchor(kind, name) in self.captions:
            self.twice.append(Problem("caption-twice", place, {"kind": kind, "name": name}))
        self.captions.setdefault(anchor(kind, name), place)

    def refused(self) -> Iterator[Problem]:
        """Give each caption of a book: there `figure` and `table` have captions, and links lead to pages."""
        yield from self.problems()
        for name, place in self.captions.items():
            yield Problem("caption-in-chapter", place, {"kind": name[0], "name": name[2:]})

    def problems(self) -> Iterator[Problem]:
        """Give the names that stand twice, and those that are referred to and stand nowhere."""
        yield from self.twice
        for kind, name, place in self.mentions:
            if anchor(kind, name) not in self.captions:
                known = [one[2:] for one in self.captions if one.startswith(f"{kind}-")]
                yield unknown(kind, name, known, place)


def unknown(kind: str, name: str, known: Iterable[str], place: Place = NOWHERE) -> Problem:
    """Return the problem of a name to which no caption belongs."""
    return Problem(
        "caption-unknown", place, {"kind": kind, "name": name, "known": nearest(name, known) or "—"}
    )


def with_numbers(page: str) -> str:
    """Return a page whose captions are numbered in their order, each kind its own, and what refers to them.

    Raises ContentError for what refers to a caption that is not on the page: its words were left out.
    """
    if not any(sign in page for sign in SIGNS):
        return page
    counts: Counter[str] = Counter()
    numbers: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        counts[found["kind"]] += 1
        if found["id"]:
            numbers.setdefault(found["id"], counts[found["kind"]])
        return found[0].replace("></span>", f">{counts[found['kind']]}</span>")

    page = NUMBER.sub(numbered, page)
    lost = {found[2] for found in MENTIONED.finditer(page)} - numbers.keys()
    if lost:
        raise ContentError(unknown(name[0], name[2:], ()) for name in sorted(lost))
    return MENTIONED.sub(lambda found: f"{found[1]}{numbers[found[2]]}</a>", page)
