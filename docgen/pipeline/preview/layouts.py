"""The layouts of one document that stand (活版), so that other words of it are set into them.

A document may need several layouts to be one page: one to see on which side its imprint falls, one with
paragraphs set looser. Each is kept by itself.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from docgen.composed import Composed
from docgen.composed.printed import Printed
from docgen.foundation.memory import Entry, worked_out
from docgen.inspect.pages import Judge
from docgen.layout.engine.printed import Told
from docgen.layout.engine.standing_type import Standing, is_far_reaching
from docgen.layout.fonts import Typefaces
from docgen.layout.typesetter import Typesetter, as_set
from docgen.write.laid.document import Laid

from ..line_ends import Tried
from .kept_type import KeptType

MOST = 8
"""Layouts of one document that are kept."""
MOST_TRIED = 200
"""Paragraphs of one document of which it is kept what was tried in vain."""
numbers = count(1)


class KeptLaid(Laid):
    """A page laid out from what stands, or to stand: as `Laid`, with a mark for each of its pages."""

    def __init__(
        self,
        press: Typesetter,
        pages: Sequence[Any],
        messages: list[str],
        shown: Printed,
        marks: Sequence[Hashable],
    ) -> None:
        self.press = press
        self.pages = list(pages)
        self.messages = messages
        self.afterwards = []  # of a handbook only, which is not shown whole
        self.printed_pages = shown
        self.marks = marks  # pages of one mark look the same

    def shown(self, composed: Composed) -> Printed:
        """Return what the pages show, to be judged."""
        return self.printed_pages


@dataclass
class Stand:
    """A layout that stands."""

    css: str
    standing: Standing
    told: Told
    messages: list[str]
    number: int = field(default_factory=lambda: next(numbers))


@dataclass
class Layouts:
    """What is kept of one document: its typesetter and what it set, while the files of its pictures stay."""

    type: KeptType
    base: Typesetter | None = None  # whose type is used
    press: Typesetter | None = None
    assets: Any = None
    stands: list[Stand] = field(default_factory=list)
    looks: Entry[None] = field(default_factory=partial(Entry, None, {}))  # the files of its pictures
    judge: Judge = field(default_factory=Judge)  # what stands is judged once
    tried: Tried = field(default_factory=dict)  # by which paragraphs did not gain
    how: list[str] = field(default_factory=list)  # what was done since it was last asked

    def lay(self, composed: Composed, typefaces: Typefaces) -> KeptLaid:
        """Return `composed` laid out; raises what `Laid` does."""
        press = self.ready(composed, typefaces)
        text = as_set(composed)
        with press.running():
            for stand in self.stands:
                if stand.css == composed.css and (reset := stand.standing.reset(text)) is not None:
                    self.stands.remove(stand)
                    self.stands.insert(0, stand)
                    self.how.append("reset")
                    marks = [(stand.number, page, said) for page, said in enumerate(reset.marks)]
                    shown = stand.told.reset(reset.changed)
                    return KeptLaid(press, reset.pages, stand.messages, shown, marks)
        return self.laid(composed, text, press)

    def ready(self, composed: Composed, typefaces: Typefaces) -> Typesetter:
        """Return what sets the document; what stands in other type, or with other pictures, is let go."""
        base = self.type.typesetter(composed, typefaces)
        if len(self.tried) > MOST_TRIED:
            self.tried.clear()
        same = self.base is base and self.assets == composed.assets
        if not same or self.press is None or not self.looks.holds():
            self.base, self.assets = base, composed.assets
            self.press = base.for_another(composed.assets)
            self.stands, self.looks = [], Entry(None, {})
            self.tried.clear()
        return self.press

    def laid(self, composed: Composed, text: str, press: Typesetter) -> KeptLaid:
        """Return `composed` laid out from nothing, and let it stand where other words may be set into it."""
        self.how.append("laid")
        press.sheets.clear()  # so that what is said of a style sheet is said of each layout
        with press.running() as messages:
            seen = worked_out(lambda: Standing(text, press.page(composed), press.options(composed)))
            told = Told(seen.value.laid(), composed.css)
        self.looks = Entry(None, {**seen.looks, **self.looks.looks})
        if len(self.judge.verdicts) > MOST:
            self.judge = Judge()
        stand = Stand(composed.css, seen.value, told, messages)
        if not seen.is_settled:
            self.press = None  # a picture that changed a moment ago may change again unseen
        elif not is_far_reaching(composed.css):
            self.stands = [stand, *self.stands][:MOST]
        pages = seen.value.laid()
        marks = [(stand.number, page, ()) for page in range(len(pages))]
        return KeptLaid(press, pages, messages, told.printed, marks)
