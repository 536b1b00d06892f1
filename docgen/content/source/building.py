"""Text becomes a `Source`: the parser's events turned into values and places; what is wrong is gathered."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml import events

from docgen.foundation.errors import ContentError, Place, Problem

from .places import KeyPath, Source, Spot, Value
from .syntax import explain, why_not_a_mapping
from .text import UNPRINTABLE, code_point

DEPTH_LIMIT = 64
VALUE_LIMIT = 200_000
REFERENCE = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")
"""A character named by its number, as prose may have it."""
LONGEST_REFERENCE = 20
# What stands before a key that YAML's sign for one, ?, announces: within brackets, and outside.
KEY_IN_BRACKETS = re.compile(r"[\[{,] *\? *$|^ *\?$")
KEY_OF_BLOCK = re.compile(r"^[ -]*\? +$")
LOST_HASH = re.compile(r"[ \t]+#\w.*")
SAME_HASH = {"source-comment-in-brackets": "source-hash-in-text"}
"""What the parser's complaint tells of again."""
COLON = re.compile(r"[:：](?=.)")


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


@lru_cache(maxsize=4)
def known(text: str, path: Path) -> Source:
    """Return YAML as text with places in `path`, read once for whoever asks again and again.

    A preview asks for each state of a file four times. No one may change what comes out. Raises ContentError.
    """
    return Builder(path, text).source()
