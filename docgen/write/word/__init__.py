"""A composed document as native Word: named styles, sections, fields, tables and notes from HTML and CSS.

The same computed styles that drew the PDF are written as Word's own properties (`styles/`); the tree
is walked once (`blocks/`, `inline/`), and what it needs beside the text is gathered in a `Context`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from docgen.composed import Composed, LaidOut, Spot, Written
from docgen.foundation.errors import ContentError
from docgen.layout import engine  # noqa: F401 - WeasyPrint comes in through it
from docgen.layout.fonts import Typefaces

from .blocks import flow
from .inline import notes
from .ooxml.xml import part
from .pages import margin_boxes, sections
from .story.context import Context, Story
from .story.page_area import page_room
from .styles.settings import font_table, settings
from .styles.theme import theme
from .styles.variants import Variants

NO_NUMBERS: Mapping[str, int] = MappingProxyType({})
NO_PLACES: Mapping[str, Spot] = MappingProxyType({})


def written(composed: Composed, typefaces: Typefaces, laid: LaidOut | None = None) -> Written:
    """Return `composed` as DOCX, with the page numbers of the laid-out page. Raises what `write` does."""
    if laid is None:
        return write(composed, typefaces)
    return write(composed, typefaces, laid.printed, laid.places)


def write(
    composed: Composed,
    typefaces: Typefaces,
    printed: Mapping[str, int] = NO_NUMBERS,
    places: Mapping[str, Spot] = NO_PLACES,
) -> Written:
    """Return `composed` as DOCX, the same bytes for the same input.

    `printed` gives the number on the page of an element id, for readers that update no cross-references,
    `places` where it stands there.
    Raises ContentError naming every picture that cannot be had.
    """
    context = Context(composed, typefaces, printed, places)
    story = Story(context, context.package.document, flow.flow)
    context.header_end = margin_boxes.end_of_header(story)
    room = page_room(context)
    content, pages = sections.body(story, flow.whole(story, context.body, room))
    if context.problems:
        raise ContentError(context.problems)
    package = context.package
    variants = Variants(context.book.by_id, context.sought)
    package.write_body(part("document", f"<w:body>{variants.folded(content)}</w:body>"))
    package.add("styles", context.book.xml(variants.xml() + context.tables.xml()))
    package.add("theme", theme(context.book))
    package.add("fontTable", font_table(context.families, typefaces))
    if context.numbers.numbers:
        package.add("numbering", context.numbers.xml())
    if context.notes:
        notes.add(story, room)
    package.add("settings", settings(pages.mirrored, pages.odd_and_even, bool(context.notes)))
    package.describe(composed.metadata)
    return Written(package.data(), tuple(context.findings.values()))
