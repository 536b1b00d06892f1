"""Footnotes (脚注) stay on the page of their marks.

WeasyPrint 70 drives the notes of a page to the next one when the second line of any later paragraph, row or
item finds no room, since it takes no break before a first line to be possible: the line is kept, and notes
called further up are parted from their marks. In columns it lets them be; here it does so everywhere, and
what finds no room goes to the next page. So does a line whose own note finds none, also where a style sheet
leaves that open (`footnote-policy: auto`), for Word does the same; a box without a mark (the imprint at a
page's foot) may go alone. What is laid out and then goes to the next page after all (a table's head, columns,
cells of a grid) leaves its notes behind, or has them twice or never; here each goes with its mark, once.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_notes.py::test_what_fills_a_page_gives_way_to_the_notes_of_that_page
"""

from collections.abc import Iterable
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, page

plain_lines, plain_layout = block._linebox_layout, page.block_level_layout


def install() -> None:
    """Make WeasyPrint leave notes where their marks are; calling again changes nothing."""
    block._linebox_layout = lines_layout
    page.block_level_layout = page_layout


def lines_layout(context: Any, *told: Any) -> Any:
    """Stand in for WeasyPrint's function of that name."""
    if has_notes(context):
        context = Keeping(context)
    return plain_lines(context, *told)


class Keeping:
    """A layout's context that says of itself to be in a column, where no line drives notes away."""

    __slots__ = ("context",)
    in_column = True

    def __init__(self, context: Any) -> None:
        object.__setattr__(self, "context", context)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.context, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.context, name, value)


def page_layout(context: Any, box: Any, *told: Any, **named: Any) -> Any:
    """Stand in for what lays out the parts of a page: its flow, its notes, its margins."""
    if context.current_page == 1:
        hold(context.footnotes)
    carried = list(context.current_page_footnotes)
    laid, *rest = plain_layout(context, box, *told, **named)
    if laid is not None and box.is_for_root_element and has_notes(context):
        gather(context, laid, carried)
    return laid, *rest


def has_notes(context: Any) -> bool:
    """Say whether notes stand on the page in hand, or wait that have marks."""
    return bool(context.current_page_footnotes) or any(
        note.style["footnote_policy"] != "auto" for note in context.footnotes
    )


def hold(notes: Iterable[Any]) -> None:
    """Have notes whose marks are seen stay with the line that calls them, unless their style says how."""
    for note in notes:
        marked = all(marker.children for marker in note.children[:1])  # a picture has no marker
        if marked and note.style["footnote_policy"] == "auto":
            note.style["footnote_policy"] = "line"


def gather(context: Any, flow: Any, carried: list[Any]) -> None:
    """Leave on a page the notes that its flow calls, besides those `carried` over from pages before.

    Of a head that is repeated, the notes stand on the first page.
    """
    called = {id(box.footnote): box.footnote for box in flow.descendants() if box.footnote}
    spent = spent_before(context)
    for note in list(context.current_page_footnotes):
        if note not in carried and (id(note) not in called or note in spent):
            context.unlayout_footnote(note)
    for note in called.values():
        if note in context.footnotes and note not in spent:
            context.layout_footnote(note)
            if context.overflows_page(0, lowest(flow)):
                context.report_footnote(note)
    here = [*context.current_page_footnotes, *context.reported_footnotes]
    spent.update((note, context.current_page) for note in here if note not in spent)


def spent_before(context: Any) -> dict[Any, int]:
    """Return the notes of the pages before the one in hand; those after it are laid out anew."""
    spent: dict[Any, int] = vars(context).setdefault("spent_notes", {})
    for note in [note for note, number in spent.items() if number >= context.current_page]:
        del spent[note]
    return spent


def lowest(flow: Any) -> float:
    """Return how far down the words and pictures of a page reach."""
    ends = [
        box.position_y + box.height
        for box in flow.descendants()
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox)
    ]
    return max(ends, default=0.0)
