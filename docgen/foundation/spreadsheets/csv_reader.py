"""Read CSV as text: in go bytes in whatever encoding the office's programs wrote, out come its cells.

A byte order mark is believed; without one it is UTF-8 if it can be, else GB18030, which is what Excel and
WPS write in China. (GBK is never tried: names such as 㛃 and 䶮 are only in GB18030.)
"""

import codecs
import csv
import io
from itertools import islice
from pathlib import Path

from ..errors import ContentError, Place, Problem
from .cells import checked
from .sheet import COLUMN_LIMIT, ROW_LIMIT, Address, Fault, Sheet

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SEPARATORS = ",\t;"


def read(path: Path, data: bytes) -> Sheet:
    """Return the table in a CSV file; its row numbers are those a spreadsheet gives it."""
    text = decoded(path, data)
    cells: dict[Address, str] = {}
    faults: dict[Address, Fault] = {}
    for row, record in enumerate(records(path, text), 1):
        if row > ROW_LIMIT or len(record) > COLUMN_LIMIT:
            place = Place(path, row, min(len(record), COLUMN_LIMIT + 1), "")
            raise ContentError(
                [Problem("sheet-too-big", place, {"rows": ROW_LIMIT, "columns": COLUMN_LIMIT})]
            )
        for column, field in enumerate(record, 1):
            found = checked(field)
            if isinstance(found, Fault):
                faults[row, column] = found
            elif found:
                cells[row, column] = found
    return Sheet(path, "", cells, faults)


def decoded(path: Path, data: bytes) -> str:
    """Return the text of a CSV file. Raises ContentError when no encoding fits."""
    marked = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ContentError([Problem("sheet-encoding", Place(path))])


def records(path: Path, text: str) -> list[list[str]]:
    """Return the fields of each line, of one more than a roster may have at most.

    Raises ContentError for a quote that is never closed.
    """
    heading = text.partition("\n")[0]
    separator = max(SEPARATORS, key=heading.count)
    if heading.count("，") > heading.count(separator):
        raise ContentError([Problem("sheet-wide-comma", Place(path, 1, 1, ""))])
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return list(islice(reader, ROW_LIMIT + 1))
    except csv.Error as error:
        raise ContentError([Problem("sheet-csv", Place(path), {"reason": str(error)})]) from error
