"""The blank workbook of a roster (空白名单): in go its columns, out come the bytes of an .xlsx to fill in.

Headings stay in sight, required ones carry a star; choices drop down, and what a column is for shows beside
its cells. Every column is text, so that ID numbers and dates stay as typed. The grey row is an example,
which is not read.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docgen.foundation.errors import column_letters
from docgen.foundation.spreadsheets.sheet import ABOUT
from docgen.foundation.spreadsheets.xlsx_writer import TextBook

from .columns import EXAMPLE, Column, sample

TITLE = "名单"
PREPARED_ROWS = 2_000
"""Rows with drop-downs and text format; more can be added by copying."""

# What Excel allows.
INPUT_LIMIT = 255
LIST_LIMIT = 255
TITLE_LIMIT = 32

HEADING: Mapping[str, object] = {"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True}
GREY: Mapping[str, object] = {"font_color": "#808080", "italic": True}
YES_OR_NO = ("是", "否")
EXPLAINED = "灰色的一行是示例，不会读取，也可以改写成第一个收件人。带 * 的栏目必须填写。"


def workbook(columns: Sequence[Column], about: Mapping[str, str]) -> bytes:
    """Return a blank roster; `about` is what it is to say of itself on a hidden sheet."""
    book = TextBook()
    sheet = book.sheet(TITLE)
    example = sample(columns)
    hidden = book.sheet(ABOUT)
    hidden.hide()
    for number, column in enumerate(columns, 1):
        book.write(sheet, 1, number, column.title + ("*" if column.required else ""), HEADING)
        book.write(sheet, 2, number, example[column.key], GREY)
        sheet.set_column(number - 1, number - 1, width(column), book.look())
        guide(sheet, hidden, number, column)
    sheet.freeze_panes(1, 0)
    sheet.write_comment(1, 0, EXPLAINED, {"x_scale": 2})
    for row, pair in enumerate(about.items(), 1):
        for number, text in enumerate(pair, 1):
            book.write(hidden, row, number, text, {})
    return book.data()


def guide(sheet: Any, hidden: Any, number: int, column: Column) -> None:
    """Give the cells of a column their choices, and say beside them what goes in."""
    message = column.about or f"例：{column.example}"
    rule: dict[str, object] = {
        "validate": "any",
        "input_title": column.title[:TITLE_LIMIT],
        "input_message": message[:INPUT_LIMIT],
    }
    choices = YES_OR_NO if column.type == "boolean" else column.choices
    if choices:
        rule |= {"validate": "list", "source": listed(hidden, number, choices)}
    sheet.data_validation(1, number - 1, PREPARED_ROWS, number - 1, rule)


def listed(hidden: Any, number: int, choices: Sequence[str]) -> list[str] | str:
    """Return choices as a drop-down takes them: as a list if short, else their place on the hidden sheet."""
    if len(",".join(choices)) <= LIST_LIMIT and not any("," in choice for choice in choices):
        return list(choices)
    column = number + 2  # behind what the sheet says of itself
    for row, choice in enumerate(choices):
        hidden.write_string(row, column, choice)
    return f"={ABOUT}!{cell(0, column)}:{cell(len(choices) - 1, column)}"


def cell(row: int, column: int) -> str:
    """Return `$D$1` for row 0 and column 3."""
    return f"${column_letters(column + 1)}${row + 1}"


def width(column: Column) -> int:
    """Return how many digits wide a column is to be; a 汉字 takes two."""
    longest = max(map(len, (column.title, *column.choices)))
    return min(40, max(12, 2 * longest + 4))


def with_free(columns: Sequence[Column], names: Iterable[str]) -> list[Column]:
    """Return the columns and behind them those that a document asks for, `{{ recipient.names }}`."""
    known = {column.key for column in columns}
    free = [name for name in dict.fromkeys(names) if name not in known]
    return [*columns, *(Column(name, name, False, "string", (), "", EXAMPLE) for name in free)]
