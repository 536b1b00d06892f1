"""帖 (gathering): a stretch of a roster's letters, laid out with the same type, once for all forms.

In go the composed letters of one document, in order; out come their pages, which PDF and OFD draw and by
which Word is judged, and what is to be told of them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from docgen.composed import Composed
from docgen.composed.printed import Printed
from docgen.foundation.errors import Finding
from docgen.layout.engine import text_cache
from docgen.layout.engine.printed import Told
from docgen.layout.engine.standing_type import Standing, is_far_reaching
from docgen.layout.fonts import Typefaces
from docgen.layout.typesetter import Typesetter, as_set, renderer_findings

from .presses import Press, StandingLetters, press_for

STANDING_LIMIT = 4
"""How many letters of one style sheet are kept standing: names of usual length lead to no more shapes."""


@dataclass(frozen=True)
class LaidLetters:
    """Letters that are laid out, to be drawn in whatever form."""

    letters: Sequence[Composed]
    press: Press
    pages: Sequence[Sequence[Any]]  # of each letter
    shown: tuple[Printed, ...]  # what each letter's pages show
    messages: list[str]  # what is to be told of them

    def findings(self, messages: Sequence[str]) -> tuple[Finding, ...]:
        """Return what is to be told of the letters, and of drawing them."""
        self.messages.extend(messages)
        subject = "–".join(dict.fromkeys((self.letters[0].name, self.letters[-1].name)))
        found = renderer_findings(self.messages, self.letters[0].css, subject)
        return found + self.press.typesetter.fetcher.findings(subject)


@contextmanager
def laying(
    letters: Sequence[Composed],
    typefaces: Typefaces,
    besides: frozenset[str] = frozenset(),
    run: str = "",
) -> Iterator[LaidLetters]:
    """Lay `letters` out, to be drawn in the block; the same letters and characters are drawn the same.

    Fonts are cut to the letters' characters, and to those `besides`: letters parted from it do not show them.
    Those of one `run` are of one state of their files: what stands of one gathering serves the next.
    Raises ContentError for a picture that is missing or lies outside the project.
    """
    text_cache.install()
    press = press_for(letters, typefaces, besides, run)
    with press.typesetter.running() as messages:
        told = list(laid_out(letters, press.typesetter, press.standing))
    laid = LaidLetters(letters, press, [pages for pages, _ in told], tuple(one for _, one in told), messages)
    yield laid
    press.put_back(laid.messages)


def laid_out(
    letters: Sequence[Composed], press: Typesetter, kept: StandingLetters | None = None
) -> Iterator[tuple[list[Any], Printed]]:
    """Yield the pages of each letter, and what they show; what is the same in several is laid out once.

    `kept` are letters that stand already; others are added.
    """
    kept = {} if kept is None else kept
    for letter in letters:
        text, standing = as_set(letter), kept.setdefault(letter.css, [])
        found = next(((told, new) for one, told in standing if (new := one.reset(text)) is not None), None)
        if found:
            told, reset = found
            yield reset.pages, told.reset(reset.changed)
            continue
        one = Standing(text, press.page(letter), press.options(letter))
        pages = one.laid()
        told = Told(pages, letter.css)
        if len(standing) < STANDING_LIMIT and not is_far_reaching(letter.css):
            standing.append((one, told))
        yield pages, told.printed
