"""帖 (gathering): a stretch of a roster's letters, set with the same type and written as one PDF.

In go the composed letters of one document, in order; out comes one PDF of all of them, which can be parted
into a file for each (`parting`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.composed import Composed
from docgen.composed.printed import Printed
from docgen.foundation.errors import Finding
from docgen.layout.engine import text_cache
from docgen.layout.engine.pdf import page_labels
from docgen.layout.engine.pdf.page_labels import Label
from docgen.layout.engine.printed import Told
from docgen.layout.engine.standing_type import Standing, is_far_reaching
from docgen.layout.fonts import Typefaces
from docgen.layout.typesetter import Typesetter, as_set, renderer_findings

from .presses import StandingLetters, press_for

STANDING_LIMIT = 4
"""How many letters of one style sheet are kept standing: names of usual length lead to no more shapes."""


@dataclass(frozen=True)
class Gathered:
    """One PDF of several letters."""

    data: bytes
    pages: tuple[int, ...]  # of each letter
    labels: tuple[tuple[Label, ...], ...]  # of each letter's pages
    shown: tuple[Printed, ...]  # what each letter's pages show
    findings: tuple[Finding, ...]


def write(
    letters: Sequence[Composed],
    typefaces: Typefaces,
    besides: frozenset[str] = frozenset(),
    run: str = "",
) -> Gathered:
    """Return one PDF of `letters`, the same bytes for the same letters and characters.

    Fonts are cut to the letters' characters, and to those `besides`: letters parted from it do not show them.
    Those of one `run` are of one state of their files and parted at once: what stands of one gathering serves
    the next, and nothing is pressed.
    Raises ContentError for a picture that is missing or lies outside the project.
    """
    text_cache.install()
    press = press_for(letters, typefaces, besides, run)
    with press.typesetter.running() as messages:
        told = list(laid_out(letters, press.typesetter, press.standing))
        laid = [pages for pages, _ in told]
        pages = [without_names(page) for pages in laid for page in pages]
        lengths = [len(one) for one in laid]
        data = press.typesetter.drawn(pages, letters[0], lengths, is_pressed=not run)
    press.put_back(messages)
    subject = "–".join(dict.fromkeys((letters[0].name, letters[-1].name)))
    findings = renderer_findings(messages, subject)
    findings += press.typesetter.fetcher.findings(subject)
    shown = tuple(printed for _, printed in told)
    return Gathered(data, tuple(map(len, laid)), tuple(map(page_labels.labels, laid)), shown, findings)


def shown(
    letters: Sequence[Composed], typefaces: Typefaces, besides: frozenset[str] = frozenset()
) -> tuple[Printed, ...]:
    """Return what the pages of each letter show, to be judged; nothing is drawn. Raises what `write` does."""
    text_cache.install()
    press = Typesetter(letters, typefaces, besides)
    with press.running():
        return tuple(printed for _, printed in laid_out(letters, press))


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


def without_names(page: Any) -> Any:
    """Return a page without bookmarks and link targets, which every letter has and a file names only once."""
    page.bookmarks, page.anchors = [], {}
    return page
