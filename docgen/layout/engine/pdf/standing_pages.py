"""The page of a letter whose words were set again, drawn as the standing one but for the lines that differ.

What letters of a gathering share is laid out once (`standing_type`), but WeasyPrint 70 draws all of a
page each time: it puts boxes in order, writes grounds, borders and lines. Here it is noted, while the
standing page is drawn, where each line that may be set again begins and ends in what was written, and what
the stream knew there (colour, face). The page of another letter is what was written, with its own lines drawn
between. Where a page would come out otherwise than drawn afresh (another order, another face at the end of a
line), or is drawn for something else than a file without tags, it is drawn afresh.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_standing_pages.py::test_the_stream_knows_no_more_than_is_noted
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from weasyprint import draw
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from .reading_order import Ink, is_out_of_turn

KNOWN = (
    "_current_color",
    "_current_color_stroke",
    "_current_alpha",
    "_current_alpha_stroke",
    "_current_font",
    "_current_font_size",
    "_old_font",
    "_old_font_size",
)
"""What a stream keeps in mind, so as not to write it again."""
END_OF_TEXT = b"ET"
"""What ends a text; the next one takes it back and goes on."""

OF_FILE = ("XObject", "Pattern", "Shading")
"""What pages call by names that hold in their file alone."""
ALPHAS = ("a", "A")
"""How the names of states begin that say themselves what they are; others are numbered in their file."""

Way = tuple[int, ...]
State = tuple[Any, ...]

plain_inline = draw.draw_inline_level


def install() -> None:
    """Have lines noted while a standing page is drawn; calling again changes nothing."""
    draw.draw_inline_level = draw_inline


class Written(NamedTuple):
    """What the standing page's stream had written and knew before a line, and after it."""

    first: int
    before: State
    last: int
    after: State
    goes_on: bool  # with the text that was ended before it


@dataclass
class Trace:
    """What was written for a standing page."""

    stream: Any
    fonts: Any
    begun: Sequence[bytes]
    ink: Ink
    lines: dict[Way, Written] = field(default_factory=dict)
    drawn: Sequence[bytes] = ()
    states: Mapping[str, Any] = field(default_factory=dict)
    file: Any = None  # what the page shares with others, where it may name something of it
    after: State = ()
    joined: dict[tuple[int, int], bytes] = field(default_factory=dict)

    @contextmanager
    def noting(self, place: Way) -> Iterator[None]:
        """Note what is written for a line."""
        stream = self.stream.stream
        first, before = len(stream), state(self.stream)
        in_text = stream[-1] == END_OF_TEXT
        yield
        goes_on = in_text and stream[first - 1] != END_OF_TEXT
        if stream[-1] == END_OF_TEXT and goes_on == in_text and place not in self.lines:
            self.lines[place] = Written(first, before, len(stream), state(self.stream), goes_on)

    def close(self) -> None:
        """Note that the page is drawn."""
        self.drawn = [item if isinstance(item, bytes) else item.encode() for item in self.stream.stream]
        self.after = state(self.stream)
        shared = self.stream._resources
        self.states = dict(shared["ExtGState"])
        names_itself = all(name.startswith(ALPHAS) for name in self.states)
        self.file = None if names_itself and not any(map(shared.get, OF_FILE)) else shared
        self.stream = None

    def holds_in(self, stream: Any) -> bool:
        """Say whether what was written means the same in the file of a stream."""
        return self.fonts is stream._fonts and (self.file is None or self.file is stream._resources)

    def copy(self, onto: list[bytes], first: int, last: int, goes_on: bool) -> None:
        """Write what the standing page has from one place to another, before which a text may have ended."""
        if first == last:
            return
        if onto and onto[-1] == END_OF_TEXT and self.drawn[first - 1] != END_OF_TEXT:
            onto.pop()
            first -= 1
        last -= goes_on
        if (first, last) not in self.joined:
            self.joined[first, last] = b"\n".join(self.drawn[first:last])
        onto.append(self.joined[first, last])
        if goes_on:
            onto.append(END_OF_TEXT)


class StandingPage(Page):  # type: ignore[misc]
    """A page laid out by WeasyPrint; drawn for a file it is noted what is written."""

    trace: Trace | None = None

    def traced(self, stream: Any, scale: float) -> Trace | None:
        """Return what is written for the page in the file of a stream, in which it need not stand itself."""
        if self.trace is None or not self.trace.holds_in(stream):
            other = stream.clone(page_rectangle=stream.page_rectangle)
            other.stream = list(stream.stream)
            restore(other, state(stream))
            self.paint(other, scale)
        if self.trace is not None:
            stream._resources["ExtGState"].update(self.trace.states)
        return self.trace

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Draw the page onto a stream."""
        if type(stream) is not Stream or stream._tags is not None:
            super().paint(stream, scale)
            return
        trace = Trace(stream, stream._fonts, list(stream.stream), self.ink)
        with tracing(trace):
            super().paint(stream, scale)
        trace.close()
        self.trace = trace

    @property
    def leads_nowhere(self) -> bool:
        """Whether the page has neither links nor fields to be filled in."""
        return not self.links and self.forms == {None: []}

    @cached_property
    def ink(self) -> Ink:
        """Where things stand on the page."""
        return Ink(self._page_box)


class SetAgain(Page):  # type: ignore[misc]
    """A page like a standing one, some lines of which are others."""

    def __init__(self, box: Any, standing: StandingPage, lines: Mapping[Way, Any]) -> None:
        self._page_box, self.standing, self.lines = box, standing, lines
        self.width, self.height, self.bleed = standing.width, standing.height, standing.bleed
        self.links: Any = [] if standing.leads_nowhere else self.looked_through.links
        self.forms: Any = {None: []} if standing.leads_nowhere else self.looked_through.forms

    @cached_property
    def looked_through(self) -> Page:
        """The page as WeasyPrint makes one: its boxes are looked through for what leads somewhere."""
        return Page(self._page_box)

    @cached_property
    def bookmarks(self) -> Any:
        """What a list of bookmarks says of the page."""
        return self.looked_through.bookmarks

    @cached_property
    def anchors(self) -> Any:
        """Where links may lead to on the page."""
        return self.looked_through.anchors

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Draw the page onto a stream."""
        if not self.is_drawn_alike(stream, scale):
            super().paint(stream, scale)

    def is_drawn_alike(self, stream: Any, scale: float) -> bool:
        """Draw the page as the standing one was drawn; return whether that could be done."""
        if type(stream) is not Stream or stream._tags is not None:
            return False
        trace = self.standing.traced(stream, scale)
        if trace is None or stream.stream != trace.begun:
            return False
        if not self.is_in_turn(trace.lines, trace.ink):
            return False
        known = state(stream)
        if self.has_lines_alike(stream, trace):
            return True
        stream.stream[:] = trace.begun
        restore(stream, known)
        return False

    def has_lines_alike(self, stream: Any, trace: Trace) -> bool:
        """Write the page; return whether each line ended as the one it stands for."""
        at = len(trace.begun)
        for place, written in trace.lines.items():
            if place not in self.lines:
                continue
            trace.copy(stream.stream, at, written.first, written.goes_on)
            restore(stream, written.before)
            self.draw_line(stream, place)
            if state(stream) != written.after or stream.stream[-1] != END_OF_TEXT:
                return False
            at = written.last
        trace.copy(stream.stream, at, len(trace.drawn), False)
        restore(stream, trace.after)
        return True

    def draw_line(self, stream: Any, place: Way) -> None:
        """Draw one of the page's own lines."""
        plain_inline(stream, self._page_box, self.lines[place])

    def is_in_turn(self, noted: Container[Way], ink: Ink) -> bool:
        """Say whether the page's own lines stand for lines that are `noted`, and leave all in its turn."""
        return all(place in noted and self.stays_in_turn(place, ink) for place in self.lines)

    def stays_in_turn(self, place: Way, ink: Ink) -> bool:
        """Say whether a line leaves all on the page in the order of the standing one."""
        line = self.lines[place]
        return is_plain(line) and ink.keeps_turns(self.standing_line(place), line)

    def standing_line(self, place: Way) -> Any:
        """Return the line of the standing page in a place."""
        box: Any = self.standing._page_box
        for number in place:
            box = getattr(box, "_box", box).children[number]
        return box


class Noting(Protocol):
    """What notes the lines of a page that is being drawn."""

    stream: Any

    def noting(self, place: Way) -> AbstractContextManager[None]:
        """Note what is drawn for a line."""


AT_HAND: list[Noting] = []
"""What is noted of the page that is being drawn."""


@contextmanager
def tracing(trace: Noting) -> Iterator[None]:
    """Have the lines noted of what is drawn in the block."""
    AT_HAND.append(trace)
    try:
        yield
    finally:
        AT_HAND.pop()


def is_plain(line: Any) -> bool:
    """Say whether a line has nothing in it that is drawn out of turn or as a page of its own."""
    return all(
        isinstance(part, boxes.LineBox | boxes.InlineBox | boxes.TextBox)
        and not is_out_of_turn(part)
        and part.style["opacity"] == 1
        for part in (line, *line.descendants())
    )


def draw_inline(stream: Any, page: Any, box: Any, *settings: Any) -> None:
    """Draw a line, or what stands in one; note what is written for a line that may be set again."""
    place = getattr(box, "standing_place", None)
    if not AT_HAND or place is None or stream is not AT_HAND[-1].stream:
        plain_inline(stream, page, box, *settings)
        return
    with AT_HAND[-1].noting(place):
        plain_inline(stream, page, box, *settings)


def state(stream: Any) -> State:
    """Return what a stream knows."""
    return (*(getattr(stream, name) for name in KNOWN), tuple(stream._ctm_stack))


def restore(stream: Any, known: State) -> None:
    """Let a stream know what it knew."""
    for name, value in zip(KNOWN, known, strict=False):
        setattr(stream, name, value)
    stream._ctm_stack = list(known[-1])
