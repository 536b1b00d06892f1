"""Pages that depend on how a document comes out: a handbook's index, languages facing each other, 版记.

CSS can count pages but not ask which blocks share one, or how many there are. So a handbook is laid out first
and composed anew with what was measured, and a document printed on both sides is looked at for its last side.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docgen import handbook
from docgen.address.jobs import Job
from docgen.compose.page import compose
from docgen.composed import Composed, LaidOut, Spot
from docgen.content.chapters import Chapter
from docgen.foundation.errors import Finding
from docgen.foundation.units import mm
from docgen.handbook import Layout
from docgen.layout.fonts import Typefaces
from docgen.layout.styles import PageContext, page_rules, resolve
from docgen.write.laid.document import Laid, Lay

FACING_PAGES = "对页对照"
IMPRINT = "imprint"
ENDLESS = 2_000_000
"""Points: the height of a page on which a whole chapter is measured; a file of 4 MB has half of it."""

Sides = Sequence[Sequence[float]]
"""The heights of a chapter's blocks, in mm: a list for each language."""


@dataclass(frozen=True)
class Settled:
    """A page as it is to be written, and where that has to be known first, laid out."""

    composed: Composed
    laid: LaidOut | None = None
    findings: tuple[Finding, ...] = ()


def settled(job: Job, typefaces: Typefaces, composed: Composed, lay: Lay = Laid) -> Settled:
    """Return a composed job as it is to be written: a handbook with the parts that wait for its pages."""
    document = job.document
    if not document.chapters:
        return duplexed(composed, typefaces, lay)
    layout, findings = handbook.UNKNOWN, []
    if document.values["layout"] == FACING_PAGES:
        room, sides = measured(job, typefaces, composed)
        layout = Layout(spreads={one.id: list(packed(one, sides[one.id], room)) for one in document.chapters})
        findings = [found for one in document.chapters for found in too_high(one, sides[one.id], room, job)]
        composed = composed_again(composed, job, typefaces, layout)
    laid = Laid(composed, typefaces)
    if document.values.get("index"):
        composed = composed_again(composed, job, typefaces, replace(layout, pages=laid.printed))
    return Settled(composed, laid, tuple(findings))


def composed_again(before: Composed, job: Job, typefaces: Typefaces, layout: Layout) -> Composed:
    """Return a handbook composed with what is known of its pages by now, for what it was composed before."""
    return replace(compose(job, typefaces, layout), purpose=before.purpose)


def duplexed(composed: Composed, typefaces: Typefaces, lay: Lay = Laid) -> Settled:
    """Return a page with its 版记 on an even side, if both sides of it are printed (GB/T 9704-2012, 7.5)."""
    if not composed.even_imprint:
        return Settled(composed)
    laid = lay(composed, typefaces)
    imprint = laid.places.get(IMPRINT)
    if imprint is None or imprint.page % 2 == 0:
        return Settled(composed, laid)
    composed = replace(composed, css=f"{composed.css}\n{composed.even_imprint}")
    return Settled(composed, lay(composed, typefaces))


def measured(job: Job, typefaces: Typefaces, composed: Composed) -> tuple[float, dict[str, Sides]]:
    """Return the height of a page's text area, and of each chapter's blocks in each language, in mm."""
    page = page_rules(composed.css, PageContext("body")).style
    width, height = page.size
    room = height - resolve(page.margin.top, height) - resolve(page.margin.bottom, height)
    endless = f"\n@page {{ size: {width}pt {ENDLESS}pt }}"
    places = Laid(replace(composed, css=composed.css + endless), typefaces).places
    languages = handbook.languages(job.document.values)
    chapters = job.document.chapters
    return mm(room), {one.id: [heights(one, places, lang) for lang in languages] for one in chapters}


def too_high(chapter: Chapter, sides: Sides, room: float, job: Job) -> Iterator[Finding]:
    """Yield the blocks that are higher than a page in either language, and so cannot face the other."""
    for block, found in zip(chapter.blocks, zip(*sides, strict=True), strict=True):
        if max(found) > room:
            values = {"id": block.id, "height": f"{max(found):.0f}", "room": f"{room:.0f}"}
            place = chapter.source.place(*block.keys, "id")
            yield Finding("block-beyond-page", place, values, str(job.document.source.path))


def heights(chapter: Chapter, places: Mapping[str, Spot], language: str) -> list[float]:
    """Return the height of each block in one language, in mm, the title's counted to the first."""
    tops = [places[f"{block.id}-{language}"].y for block in chapter.blocks]
    ends = [*tops[1:], places[f"{chapter.id}-{language}-end"].y]
    tops[0] = places[f"{chapter.id}-{language}"].y
    return [end - top for top, end in zip(tops, ends, strict=True)]


def packed(chapter: Chapter, sides: Sides, room: float) -> Iterator[list[str]]:
    """Yield the ids of the blocks of one spread after another.

    A heading goes with what follows it. A block that is higher than a page has a spread of its own.
    """
    spread: list[int] = []
    for number in range(len(chapter.blocks)):
        full = any(sum(side[index] for index in [*spread, number]) > room for side in sides)
        if spread and full:
            carried = headings_at_end(chapter, spread)
            yield [chapter.blocks[index].id for index in spread if index not in carried]
            spread = carried
        spread.append(number)
    yield [chapter.blocks[index].id for index in spread]


def headings_at_end(chapter: Chapter, spread: Sequence[int]) -> list[int]:
    """Return the headings with which a spread ends, unless it has nothing else."""
    count = next((n for n, i in enumerate(reversed(spread)) if chapter.blocks[i].content != "heading"), 0)
    return list(spread[len(spread) - count :])
