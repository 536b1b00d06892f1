"""Read YAML as text, and remember the line and column each value came from.

In goes a path, out comes a `Source`: nested dicts and lists whose scalars are all strings, so `no`,
`007`, `12:30` and `2024-01-05` mean what the clerk typed. The model decides what is a date and what
is a number. YAML's machinery (anchors, tags, merge keys, several documents) is refused: a content
file is a form that was filled in, and a hostile one must not grow while it is read.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml
from yaml import events

from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.filetypes import OTHER_PICTURES, PICTURES, PRINTED, TABLES, TEXTS, file_type
from docgen.foundation.memory import look
from docgen.foundation.messages import Reason

from .syntax import explain, why_not_a_mapping

KeyPath: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = str | list[Any] | dict[str, Any]

SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes: the longest handbook is a tenth of this."""

DEPTH_LIMIT = 64
VALUE_LIMIT = 200_000

# What YAML calls printable, without the line breaks (NEL, LS, PS) and the byte order mark that no
# editor shows: a line counted by them would not be the line the clerk sees.
UNPRINTABLE = re.compile(
    "[^\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)

REFERENCE = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")
"""A character named by its number, as prose may have it."""
LONGEST_REFERENCE = 20

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CONTROLS = bytes({*range(32)} - set(b"\t\n\f\r"))
NO_TEXT = 4
"""Control characters that a text may hold by mistake."""
OTHER_TYPES = {
    "source-is-text": TEXTS,
    "source-is-table": TABLES,
    "source-is-printed": PRINTED,
    "source-is-picture": PICTURES | OTHER_PICTURES,
}
"""By the code of their problem: what people name in place of the YAML file."""


# What stands before a key that YAML's sign for one, ?, announces: within brackets, and outside.
KEY_IN_BRACKETS = re.compile(r"[\[{,] *\? *$|^ *\?$")
KEY_OF_BLOCK = re.compile(r"^[ -]*\? +$")
LOST_HASH = re.compile(r"[ \t]+#\w.*")
SAME_HASH = {"source-comment-in-brackets": "source-hash-in-text"}
"""What the parser's complaint tells of again."""
COLON = re.compile(r"[:：](?=.)")


@dataclass(frozen=True)
class Spot:
    """Where a value and its key begin (line and column from 1), and how the value was written."""

    value: tuple[int, int]
    key: tuple[int, int]
    style: str = ""  # of a scalar: empty when plain, else its quote or block sign


@dataclass(frozen=True)
class Source:
    """A YAML file as text: its values, and the place of each."""

    path: Path
    values: dict[str, Any]
    places: Mapping[KeyPath, Spot]
    lines: tuple[str, ...]
    blocks: dict[KeyPath, "Block"] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Literal blocks asked about before: a text may hold ten thousand mistakes."""

    def place(self, *keys: str | int) -> Place:
        """Return where the value at `keys` begins, or its nearest known ancestor."""
        return Place(self.path, *self._nearest(keys).value, keys=keys)

    def key_place(self, *keys: str | int) -> Place:
        """Return where the key of the value at `keys` begins (for an item of a list, the item)."""
        return Place(self.path, *self._nearest(keys).key, keys=keys)

    def place_within(self, keys: KeyPath, offset: int) -> Place:
        """Return where the character at `offset` of the text at `keys` stands.

        Exact for a literal block (`|`), whose lines are the text's lines; any other text gives its start.
        """
        spot = self.places.get(keys)
        if spot is None or spot.style != "|":
            return self.place(*keys)
        block = self.blocks.get(keys) or self.blocks.setdefault(keys, self._block(spot, self.value(*keys)))
        number = bisect_right(block.starts, max(offset, 0)) - 1
        line, column = spot.value[0] + 1 + number, 1 + block.indent + offset - block.starts[number]
        return Place(self.path, line, column, keys=keys)

    def value(self, *keys: str | int) -> Any:
        """Return the value at `keys`; KeyError or IndexError when there is none."""
        found: Any = self.values
        for key in keys:
            found = found[key]
        return found

    def quoted(self, *keys: str | int) -> bool:
        """Say whether the text at `keys` stands in quotes: `""` is written on purpose, nothing is not."""
        return self._nearest(keys).style in ("'", '"')

    def _nearest(self, keys: KeyPath) -> Spot:
        while keys not in self.places:
            keys = keys[:-1]
        return self.places[keys]

    def _block(self, spot: Spot, text: str) -> "Block":
        # The block's own lines tell its indent, whatever its header says about it.
        lines = text.split("\n")
        pairs = zip(self.lines[spot.value[0] :], lines, strict=False)
        indent = next((len(written) - len(line) for written, line in pairs if line), 0)
        starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
        return Block(indent, tuple(starts))


@dataclass(frozen=True)
class Block:
    """A literal block (`|`): its indent in the file, and where each of its lines begins in its text."""

    indent: int
    starts: tuple[int, ...]


def read(path: Path) -> Source:
    """Return the YAML file at `path` as text with places.

    Raises ContentError with every problem of the file, as far as it can be read.
    """
    return parse(decode(contents(path), path), path)


def parse(text: str, path: Path) -> Source:
    """Return YAML that is not in a file, or not yet, as text with places in `path`. Raises as `read`."""
    return Builder(path, text).source()


def contents(path: Path) -> bytes:
    """Return the file's bytes, or raise ContentError saying why it cannot be read."""
    try:
        with look(path).open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        refuse("source-missing", Place(path))
    except IsADirectoryError:
        refuse("source-is-folder", Place(path))
    except OSError as error:
        refuse("source-unreadable", Place(path), reason=Reason.of(error))
    refuse_other_types(data, path)
    if len(data) > SIZE_LIMIT:
        refuse("source-too-big", Place(path), limit=SIZE_LIMIT // 1024 // 1024)
    return data


def refuse_other_types(data: bytes, path: Path) -> None:
    """Raise ContentError for a Word file, a workbook, a picture: saved as UTF-8 they would be destroyed."""
    kind, head = file_type(data), data[:1024]
    controls = len(head) - len(head.translate(None, CONTROLS))
    if not kind and controls > max(NO_TEXT, len(head) // 16) and not data.startswith(UTF_16):
        refuse("source-not-text", Place(path))
    if kind:
        code = next((code for code, kinds in OTHER_TYPES.items() if kind in kinds), "source-is-other")
        refuse(code, Place(path), what=kind)


def decode(data: bytes, path: Path) -> str:
    """Return the text of a UTF-8 file (a byte order mark is dropped) with its lines ended by a line feed."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(path, data.count(b"\n", 0, error.start) + 1)
        encoding = guessed_encoding(data)
        refuse("source-not-utf8" if encoding else "source-garbled", place, encoding=encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = [
        Problem(
            "source-control-character", Place(path, number, found.start() + 1), {"sign": code_point(found)}
        )
        for number, line in enumerate(text.split("\n"), 1)
        if (found := UNPRINTABLE.search(line))
    ]
    if problems:
        raise ContentError(problems)
    return text


def guessed_encoding(data: bytes) -> str:
    """Return the encoding a Chinese office most likely saved `data` in, if not UTF-8; "" for none of them."""
    if data.startswith(UTF_16):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GB18030 / GBK / ANSI"


def code_point(found: re.Match[str]) -> str:
    """Return a character as U+0007, since it cannot be shown."""
    return f"U+{ord(found[0]):04X}"


def refuse(code: str, place: Place, **values: object) -> NoReturn:
    """Raise ContentError for one problem that ends the reading."""
    raise ContentError([Problem(code, place, values)])


class Builder:
    """Turns the parser's events into values and places, and gathers what is wrong on the way.

    The events are used rather than PyYAML's own composer because libyaml's composer recurses in C:
    200,000 nested brackets crash the process. Here depth and number are counted before they grow.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = tuple(text.split("\n"))
        self.places: dict[KeyPath, Spot] = {}
        self.problems: list[Problem] = []
        self.stream: Iterator[events.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.count = 0

    def source(self) -> Source:
        """Return the whole file, or raise ContentError with everything found wrong in it."""
        try:
            root = self.root()
            self.end()
        except yaml.MarkedYAMLError as error:
            self.stop(self.too_deep(error) or explain(error, self.path, self.lines))
        if not isinstance(root, dict):
            self.problems.append(why_not_a_mapping(root, self.path))
        if self.problems or not isinstance(root, dict):
            raise ContentError(self.problems)
        return Source(self.path, root, self.places, self.lines)

    def too_deep(self, error: yaml.MarkedYAMLError) -> Problem | None:
        """Return the problem of nesting at which libyaml itself gives up (since 0.2.6)."""
        if "nesting depth" not in str(error.problem):
            return None
        line = error.problem_mark.line + 1 if error.problem_mark else None
        return Problem("source-too-deep", Place(self.path, line), {"limit": DEPTH_LIMIT})

    def root(self) -> Value:
        """Return the value of the first document."""
        for event in self.stream:
            if isinstance(event, events.NodeEvent):
                return self.value(event, (), spot(event))
        return ""

    def end(self) -> None:
        """Read what follows the first document: there must be no second one."""
        for event in self.stream:
            if isinstance(event, events.DocumentStartEvent):
                self.stop(Problem("source-several-documents", self.at(event)))

    def value(self, event: events.NodeEvent, keys: KeyPath, key: tuple[int, int]) -> Value:
        """Return the value that `event` begins, and remember its place under `keys`."""
        self.guard(event, keys)
        self.places.setdefault(keys, Spot(spot(event), key, getattr(event, "style", "") or ""))
        if isinstance(event, events.MappingStartEvent):
            return self.mapping(keys)
        if isinstance(event, events.SequenceStartEvent):
            return self.sequence(keys)
        return self.text(event)

    def mapping(self, keys: KeyPath) -> dict[str, Any]:
        """Return a mapping; its first key wins where a key stands twice, and the second is a problem."""
        values: dict[str, Any] = {}
        following: Any = None
        while not isinstance(event := self.next(), events.MappingEndEvent):
            key = self.key(event, keys)
            if following:
                self.refuse_parted_number(following, event)
            if key and key in values:
                first = self.places[(*keys, key)].key[0]
                self.problem("source-duplicate-key", event, name=key, first=first)
            following = self.next()
            self.refuse_lost_sign(event, following)
            value = self.value(following, (*keys, key), spot(event))
            values.setdefault(key, value)
        return values

    def key(self, event: events.NodeEvent, keys: KeyPath) -> str:
        """Return a key's text; anything but text is a problem, and reads as an empty key."""
        line = self.lines[spot(event)[0] - 1].strip()
        if not isinstance(event, events.ScalarEvent):
            code = "source-placeholder-unquoted" if "{{" in line else "source-key-not-text"
            self.problem(code, event, line=line)
            self.value(event, (*keys, ""), spot(event))  # counted in depth: a key may nest like a value
            return ""
        self.guard(event, keys)
        key = self.text(event)
        if KEY_IN_BRACKETS.search(self.before(event)):
            self.problem("source-question-mark", event, line=line)
        elif key == "<<":
            self.problem("source-merge-key", event)
        elif key != key.strip() or not key:
            self.problem("source-wide-space" if "\u3000" in key else "source-key-not-text", event, line=line)
        return key

    def sequence(self, keys: KeyPath) -> list[Any]:
        """Return a list."""
        values: list[Any] = []
        last: events.Event | None = None
        while not isinstance(event := self.next(), events.SequenceEndEvent):
            values.append(self.value(event, (*keys, len(values)), spot(event)))
            if last:
                self.refuse_parted_number(last, event)
            last = event
        return values

    def text(self, event: events.NodeEvent) -> str:
        """Return a scalar's text; escapes in double quotes may not smuggle in what may not be typed."""
        text: str = getattr(event, "value", "")
        if found := UNPRINTABLE.search(text):
            self.problem("source-control-character", event, sign=code_point(found))
        if "&#" in text:
            self.refuse_unseen_references(event)
        if text and getattr(event, "style", "") not in ("|", ">"):
            self.refuse_lost_hash(event)
        return text

    def refuse_unseen_references(self, event: events.Event) -> None:
        """Note `&#1;`: a character that may not be typed may not be named by its number either."""
        first: Any = event.start_mark
        last: Any = event.end_mark
        for number in range(first.line, min(last.line + 1, len(self.lines))):
            start = first.column if number == first.line else 0
            for found in REFERENCE.finditer(self.lines[number], start):
                if is_unseen(found[0]):
                    place = Place(self.path, number + 1, found.start() + 1)
                    self.problems.append(Problem("source-control-character", place, {"sign": found[0][:20]}))

    def refuse_parted_number(self, left: Any, right: Any) -> None:
        """Note `[1,000元]`, likely typed as one number, and two items to YAML."""
        plain = all(isinstance(event, events.ScalarEvent) and not event.style for event in (left, right))
        if plain and right.start_mark.index - left.end_mark.index == 1 and is_parted(left.value, right.value):
            self.problem("source-comma-in-number", left, found=f"{left.value},{right.value}")

    def refuse_lost_hash(self, event: events.Event) -> None:
        """Note `报告 #5锅炉`, whose end YAML takes for a comment; a comment proper has a blank behind #."""
        end: Any = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        if lost := LOST_HASH.match(line, end.column):
            self.problem("source-hash-in-text", event, lost=lost[0].strip())

    def refuse_lost_sign(self, key: Any, value: Any) -> None:
        """Note `{甲:乙}`, `{甲：乙}` and `- ? 甲`, which YAML reads as a name without a value."""
        plain = all(isinstance(event, events.ScalarEvent) and not event.style for event in (key, value))
        if not plain or value.value:
            return
        if KEY_OF_BLOCK.match(self.before(key)):
            self.problem("source-question-mark", key, line=self.lines[spot(key)[0] - 1].strip())
        elif sign := COLON.search(key.value):
            code = "source-wide-colon" if sign[0] == "：" else "source-colon-space"
            self.problem(code, key, line=key.value)

    def guard(self, event: events.NodeEvent, keys: KeyPath) -> None:
        """Refuse YAML's machinery, and files that grow without end."""
        self.count += 1
        if len(keys) > DEPTH_LIMIT:
            self.stop(Problem("source-too-deep", self.at(event), {"limit": DEPTH_LIMIT}))
        if self.count > VALUE_LIMIT:
            self.stop(Problem("source-too-many-values", self.at(event), {"limit": VALUE_LIMIT}))
        if isinstance(event, events.AliasEvent) or event.anchor is not None:
            self.problem("source-alias", event, mark="*" if isinstance(event, events.AliasEvent) else "&")
        elif getattr(event, "tag", None) is not None:
            self.problem("source-tag", event)

    def next(self) -> Any:
        """Return the next event; within a mapping or list there always is one, or the parser complains."""
        return next(self.stream)

    def before(self, event: events.Event) -> str:
        """Return what stands in the line before an event."""
        line, column = spot(event)
        return self.lines[line - 1][: column - 1] if line <= len(self.lines) else ""

    def at(self, event: events.Event) -> Place:
        """Return where an event begins."""
        return Place(self.path, *spot(event))

    def problem(self, code: str, event: events.Event, **values: object) -> None:
        """Note a problem and read on."""
        self.problems.append(Problem(code, self.at(event), values))

    def stop(self, problem: Problem) -> NoReturn:
        """Give up reading: raise this problem together with those found before it."""
        same = (problem.code, SAME_HASH.get(problem.code))
        told = any(other.code in same and other.place.line == problem.place.line for other in self.problems)
        raise ContentError(self.problems if told else [*self.problems, problem])


def is_unseen(reference: str) -> bool:
    """Say whether `&#1;` names no character that can be printed; a number too long names none."""
    named = unescape(reference) if len(reference) <= LONGEST_REFERENCE else ""
    return not named.rstrip(";") or named == "\ufffd" or UNPRINTABLE.search(named) is not None


def is_parted(left: str, right: str) -> bool:
    """Say whether two texts are the groups of one number: 1 and 000元."""
    return re.fullmatch(r"\d{1,3}", left) is not None and re.match(r"\d{3}(?!\d)", right) is not None


def spot(event: events.Event) -> tuple[int, int]:
    """Return an event's line and column, from 1."""
    mark: Any = event.start_mark  # typed as optional, but libyaml marks every event
    return mark.line + 1, mark.column + 1
