"""Read .ods: the list of sheets and how to read each. A cell is what it shows: the file keeps that text.

The surprise: a cell or a row that is like the one before is written once with a count, so that an empty row
may be repeated a million times. Only what is filled is counted out (OpenDocument 1.3 part 3, 9.1).
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import ContentError, Place, Problem
from .cells import checked, number_text
from .choosing import Listed, Wanted, chosen
from .gathering import Gathering
from .number_format.dates import HAN
from .package import Package
from .sheet import COLUMN_LIMIT, ROW_LIMIT, Address, Fault, Sheet
from .xlsx_parts import local

NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT, STYLE = (f"{{{NAMES}{name}:1.0}}" for name in ("office", "table", "text", "style"))
CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
HIDDEN = ("collapse", "filter")
ERROR = re.compile(r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d+")
DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
LONG_TAIL = re.compile(r"-?\d*\.?\d{16,}|-?\d+\.\d{12,}")
"""A number written as a program holds it, and not as a spreadsheet shows it."""


def read(path: Path, package: Package, wanted: Wanted | None, all_columns: bool) -> Sheet:
    """Return the table in an open document.

    Raises ContentError for one that is locked, damaged or too big.
    """
    try:
        refuse_locked(path, package)
        return chosen(path, list(listed(path, package.tree("content.xml"), all_columns)), wanted)
    except (ContentError, MemoryError):
        raise
    except Exception as error:  # a damaged file fails anywhere: XML, numbers, dates
        raise ContentError([Problem("sheet-damaged", Place(path))]) from error


def refuse_locked(path: Path, package: Package) -> None:
    """Raise ContentError for a document with a password."""
    manifest = "META-INF/manifest.xml"
    is_locked = manifest in package and b"encryption-data" in package.read(manifest)
    if is_locked or "encrypted-package" in package:
        raise ContentError([Problem("sheet-locked", Place(path))])


def listed(path: Path, root: Any, all_columns: bool) -> Iterator[Listed]:
    """Yield the sheets in their order. Raises ValueError for a document that is no table."""
    book = root.find(f".//{OFFICE}spreadsheet")
    if book is None:
        raise ValueError("no spreadsheet")
    unseen = {
        style.get(f"{STYLE}name")
        for style in root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style")
        if any(part.get(f"{TABLE}display") == "false" for part in style.iterfind(f"{STYLE}table-properties"))
    }
    for table in book.iterfind(f"{TABLE}table"):
        name = table.get(f"{TABLE}name") or ""

        yield Listed(
            name,
            table.get(f"{TABLE}style-name") not in unseen,
            partial(sheet, table, Gathering(path, name, all_columns=all_columns)),
            partial(is_filled, table),
        )


def is_filled(table: Any) -> bool:
    """Say whether there is any value in a sheet."""
    return any(cell.get(f"{OFFICE}value-type") for cell in table.iter(f"{TABLE}table-cell"))


def sheet(table: Any, found: Gathering) -> Sheet:
    """Return one sheet."""
    column = 1
    for element in table.iter(f"{TABLE}table-column"):
        count = repeated(element, "columns")
        if element.get(f"{TABLE}visibility") in HIDDEN:
            found.hide_columns(range(column, min(column + count, 16_385)))
        column += count
    row = 1
    for element in table.iter(f"{TABLE}table-row"):
        count = repeated(element, "rows")
        is_hidden = element.get(f"{TABLE}visibility") in HIDDEN
        for number in range(row, min(row + count, ROW_LIMIT + 2)) if holds_anything(element) else ():
            if is_hidden:
                found.hidden_rows.add(number)
            read_row(element, number, found)
        row += count
    return found.sheet()


def repeated(element: Any, what: str) -> int:
    """Return how many rows or columns an element stands for."""
    return int(element.get(f"{TABLE}number-{what}-repeated") or 1)


def holds_anything(row: Any) -> bool:
    """Say whether any cell of a row may be filled."""
    return any(is_cell(cell) and may_hold(cell) for cell in row)


def may_hold(cell: Any) -> bool:
    """Say whether there is a text, a value or a formula in a cell."""
    return bool(len(cell) or cell.get(f"{OFFICE}value-type") or cell.get(f"{TABLE}formula"))


def is_cell(element: Any) -> bool:
    """Say whether an element is a cell, be it one that a merged range covers."""
    return local(element) in ("table-cell", "covered-table-cell")


def read_row(row: Any, number: int, found: Gathering) -> None:
    """Put the cells of one row into `found`."""
    column = 1
    for cell in filter(is_cell, row):
        count = repeated(cell, "columns")
        if local(cell) == "table-cell" and may_hold(cell):
            for at in range(column, min(column + count, COLUMN_LIMIT + 2)):
                read_cell(cell, (number, at), found)
        column += count


def read_cell(cell: Any, at: Address, found: Gathering) -> None:
    """Put one cell into `found`."""
    lines = [written(line) for line in cell.iterchildren(f"{TEXT}p")]
    text = "\n".join(lines)
    kind = cell.get(f"{OFFICE}value-type")
    has_formula = bool(cell.get(f"{TABLE}formula"))
    shows_nothing = not text and (kind == "string" or (kind and lines))  # 0 in a format of two sections and ;
    if not (text or kind or has_formula) or shows_nothing or not found.shows(*at):
        return
    if cell.get(CALC_TYPE) == "error" or (has_formula and ERROR.fullmatch(text)):
        found.put(at, Fault("cell-error", {"found": text}))
    elif has_formula and not kind and not text:
        found.put(at, Fault("cell-formula"))
    elif kind == "date":
        read_day(cell, at, text, found)
    elif kind in ("float", "percentage", "currency"):
        found.put(at, shown_number(float(cell.get(f"{OFFICE}value")), text, kind))
        if text.isdigit():
            found.numbers[at[1]].append(at[0])
    elif kind == "time" and not text:
        found.put(at, number_text(days_of(cell.get(f"{OFFICE}time-value")), "[h]:mm:ss"))
    elif kind == "boolean" and not text:
        found.put(at, (cell.get(f"{OFFICE}boolean-value") or "").upper())
    else:
        found.add_string(at, text)
    merge(cell, at, found)


def shown_number(value: float, text: str, kind: str) -> str | Fault:
    """Return the text that shows a number; a plain one where a program kept none, or all digits."""
    plain = number_text(value, "General")
    is_long = isinstance(plain, Fault) and plain.code == "cell-long-number"
    if is_long or not text or LONG_TAIL.fullmatch(text):
        return number_text(value, "0.00%") if kind == "percentage" else plain
    return plain if "E" in text and isinstance(plain, Fault) else checked(text)


def read_day(cell: Any, at: Address, text: str, found: Gathering) -> None:
    """Take a date: as running text has it, or as it is shown with Chinese, a time, or as a year alone."""
    day = datetime.fromisoformat(cell.get(f"{OFFICE}date-value").removesuffix("Z"))
    found.dates[at] = day.date()
    if HAN.search(text) or ":" in text or (text.isdigit() and len(text) < 5):
        found.add_string(at, text)
    else:
        found.add_day(at, day, "yyyy/m/d" if text else "General")


def days_of(duration: str) -> float:
    """Return a duration such as PT36H00M00S in days. Raises ValueError for what is none."""
    found = DURATION.fullmatch(duration)
    if not found:
        raise ValueError(duration)
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups()[1:])
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds) / timedelta(days=1)
    return -span if found[1] else span


def written(element: Any) -> str:
    """Return the text of a paragraph, its blanks and breaks counted out; a comment in it is no part of it."""
    pieces = [element.text or ""]
    for child in element:
        name = local(child)
        if name == "s":
            pieces.append(" " * int(child.get(f"{TEXT}c") or 1))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name in ("span", "a", "ruby", "ruby-base"):
            pieces.append(written(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def merge(cell: Any, at: Address, found: Gathering) -> None:
    """Note a range of merged cells."""
    rows, columns = (int(cell.get(f"{TABLE}number-{what}-spanned") or 1) for what in ("rows", "columns"))
    if rows > 1 or columns > 1:
        corners = Place(None, *at, ""), Place(None, at[0] + rows - 1, at[1] + columns - 1, "")
        found.merge(at, ":".join(map(str, corners)))
