"""Captions of pictures and tables: `[图:流程]: 后厨走一圈`; what refers to them: 见[图:流程].

A caption stands in a line of its own beside its picture or table, written as the text of a footnote is, and
is printed below a picture and above a table. Its name may be left out (`[表]: 各县进度`) where nothing refers
to it. Numbers follow the order on the page, each kind its own, over all texts of a document; so they are put
in when the page is whole (`with_numbers`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from docgen.foundation.errors import NOWHERE, ContentError, Place, Problem
from docgen.foundation.suggest import nearest

from .keyboard import understood
from .lines import CAPTION, Piece, is_table, pieces_of

KINDS = {"图": "figure", "表": "table"}
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


def caption(found: re.Match[str]) -> Element:
    """Return a find of CAPTION as a paragraph, which `bring_captions` brings to its picture or table."""
    kind = KINDS[found["kind"]]
    made = Element("p", {"class": f"{kind}-caption"})
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
    for at, child in enumerate(children):
        around = [*children[max(at - 1, 0) : at], *children[at + 1 : at + 2]]
        if child.get("class") == "figure-caption":
            picture = next(filter(is_picture, around), None)
            if picture is not None:
                picture.set("class", "picture captioned")
                parent.remove(child)
                parent.insert(list(parent).index(picture) + 1, child)
        elif child.get("class") == "table-caption":
            table = next((one for one in reversed(around) if one.tag == "table"), None)
            if table is not None:
                parent.remove(child)
                child.tag = "caption"
                table.insert(0, child)


def is_picture(element: Element) -> bool:
    """Say whether a paragraph holds pictures and nothing else."""
    tails = [element.text, *(child.tail for child in element)]
    only = all(child.tag in ("img", "br") for child in element) and not any(
        map(str.strip, filter(None, tails))
    )
    return element.tag == "p" and only and element.find("img") is not None and not element.get("class")


def astray(pieces: list[Piece]) -> Iterator[Piece]:
    """Give the captions beside which there is no picture, or no table."""
    if not any(map(CAPTION.match, (piece.text for piece in pieces))):
        return
    texts = [SECTION.sub("", piece.text).strip("\n") for piece in pieces]
    for at, piece in enumerate(pieces):
        found = CAPTION.match(piece.text)
        if not found:
            continue
        fits = is_picture_text if found["kind"] == "图" else is_table_text
        if not any(map(fits, [*texts[max(at - 1, 0) : at], *texts[at + 1 : at + 2]])):
            yield piece


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
