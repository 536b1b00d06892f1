"""The translator's workbook (.xlsx): each text with its Chinese, what that was before, and a cell to fill in.

What was changed in the Chinese is shown word by word: struck out in red what is gone, underlined in green
what is new. Reading goes through `spreadsheets`, which bounds the file and takes every cell for text.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docgen.foundation import spreadsheets
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.messages import say
from docgen.foundation.spreadsheets import Sheet
from docgen.foundation.spreadsheets.xlsx_writer import TextBook
from docgen.foundation.textdiff import edits

from .rows import TEXT_LIMIT, Received, Returned, Row, text_of, usable

COLUMNS = {
    "chapter": 12, "unit": 18, "part": 12, "state": 8, "zh": 40, "zh_before": 40, "difference": 40,
    "bo_before": 40, "bo": 50, "mark": 28,
}  # fmt: skip
"""The columns in order, and how many digits wide each is; their headings are in the catalogue."""

NEEDED = ("unit", "zh", "bo", "mark")
HEADING: Mapping[str, object] = {"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True}
READ: Mapping[str, object] = {"text_wrap": True, "valign": "top", "font_color": "#404040"}
FILL: Mapping[str, object] = {
    "text_wrap": True,
    "valign": "top",
    "bg_color": "#FFF9E5",
    "border": 1,
    "font_size": 14,
}
GONE: Mapping[str, object] = {"font_strikeout": True, "font_color": "#C00000"}
NEW: Mapping[str, object] = {"underline": 1, "font_color": "#00703C"}


def write(rows: Sequence[Row], lang: str) -> bytes:
    """Return the workbook, its headings in `lang` (zh or en), the same bytes for the same rows.

    Raises ContentError for texts that no cell can hold.
    """
    refuse_long(rows)
    book = TextBook()
    sheet = book.sheet(say("translation.sheet", lang))
    for number, (name, width) in enumerate(COLUMNS.items(), 1):
        sheet.set_column(number - 1, number - 1, width)
        book.write(sheet, 1, number, heading(name, lang), HEADING)
    for line, row in enumerate(rows, 2):
        for number, name in enumerate(COLUMNS, 1):
            write_cell(book, sheet, (line, number), name, row, lang)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    return book.data()


def heading(name: str, lang: str) -> str:
    """Return what stands above a column."""
    return say(f"translation.columns.{name}", lang)


def write_cell(book: TextBook, sheet: Any, at: tuple[int, int], name: str, row: Row, lang: str) -> None:
    """Write one cell of a row; what nobody fills in is empty where there is nothing to tell."""
    if name == "difference":
        write_difference(book, sheet, at, row)
        return
    told = {**vars(row), "state": say(f"translation.states.{row.state}", lang), "bo_before": row.bo}
    book.write(sheet, *at, told[name], FILL if name == "bo" else READ)


def write_difference(book: TextBook, sheet: Any, at: tuple[int, int], row: Row) -> None:
    """Write what was changed in the Chinese, in colours."""
    if row.zh_before:
        pieces: list[Any] = []
        for text, look in difference(row.zh_before, row.zh):
            pieces += [book.look(**look), text] if look else [text]
        sheet.write_rich_string(at[0] - 1, at[1] - 1, *pieces, book.look(**READ))


def difference(old: str, new: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the pieces of a text with its changes, each after how it looks; none for what stayed."""
    end = 0
    for edit in edits(old, new):
        parts: Sequence[tuple[str, Mapping[str, object]]] = (
            (new[end : edit.new_start], {}),
            (old[edit.start : edit.end], GONE),
            (new[edit.new_start : edit.new_end], NEW),
        )
        yield from ((text, look) for text, look in parts if text)
        end = edit.new_end
    if new[end:]:
        yield new[end:], {}


def refuse_long(rows: Sequence[Row]) -> None:
    """Raise ContentError for texts that no cell can hold."""
    long = [row for row in rows if max(len(row.zh), len(row.bo), len(row.zh_before)) > TEXT_LIMIT]
    if long:
        raise ContentError(Problem("translation-too-long", row.place, {"limit": TEXT_LIMIT}) for row in long)


def read(path: Path) -> Received:
    """Return what came back in a workbook.

    A cell that cannot be used is the fault of its row. Raises ContentError for a file that cannot be read or
    lacks a column.
    """
    sheet = spreadsheets.read(path, is_ours, all_columns=True)
    columns = columns_of(sheet)
    wrong = faults(sheet, columns)
    filled = [line for line, cells in sheet.rows().items() if line > 1 and cells.get(columns["unit"])]
    rows = [returned(sheet, line, columns, wrong.get(line)) for line in filled]
    unread = [problem for line, problem in wrong.items() if line > 1 and line not in filled]
    return Received(rows, sheet.notes, tuple(unread))


def is_ours(sheet: Sheet) -> bool:
    """Say whether a sheet is the one that was sent: a translator may have put another before it."""
    return len(headings(sheet).keys() & set(NEEDED)) == len(NEEDED)


def headings(sheet: Sheet) -> dict[str, int]:
    """Return the number of each known column, by the headings of either language in the first row."""
    names = {heading(name, lang): name for name in COLUMNS for lang in ("zh", "en")}
    return {names[text]: number for number, text in sheet.rows().get(1, {}).items() if text in names}


def columns_of(sheet: Sheet) -> dict[str, int]:
    """Return the number of each column. Raises ContentError for columns that are not there."""
    found = headings(sheet)
    lacking = [name for name in NEEDED if name not in found]
    if lacking:
        place = sheet.place(1)
        raise ContentError(
            Problem("translation-column", place, {"column": heading(name, "zh")}) for name in lacking
        )
    return found


def faults(sheet: Sheet, columns: Mapping[str, int]) -> dict[int, Problem]:
    """Return by its row the first cell that cannot be used, of the columns that are read."""
    names = {number: name for name, number in columns.items()}
    found: dict[int, Problem] = {}
    for (row, column), fault in sorted(sheet.faults.items()):
        if names.get(column) in (*NEEDED, "part"):
            found.setdefault(row, fault.at(sheet.place(row, column), heading(names[column], "zh")))
    return found


def returned(sheet: Sheet, line: int, columns: Mapping[str, int], wrong: Problem | None) -> Returned:
    """Return one row that came back; its faults are told at its Tibetan, unless another cell is `wrong`."""
    values = {name: sheet.cells.get((line, number), "") for name, number in columns.items()}
    place = sheet.place(line, columns["bo"])
    zh, bo, fault = usable({name: text_of(values[name], place, heading(name, "zh")) for name in ("zh", "bo")})
    part = values.get("part", "")
    return Returned(values["unit"], part, values["mark"], zh, bo, False, place, fault=wrong or fault)
