"""The translator's PO file, read and written with polib: Chinese as msgid, unit and part as msgctxt.

A translation that is to be looked at again is `fuzzy`, with the Chinese it was made from as the previous
msgid: gettext's own way, which every PO editor shows. The mark of a row is an extracted comment, which some
programs drop.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import polib

from docgen.foundation import spreadsheets
from docgen.foundation.errors import Place

from ..states import State
from .rows import Received, Returned, Row, refuse, text_of, usable

HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "MIME-Version": "1.0",
    "Language": "bo",
    "X-Source-Language": "zh-CN",
}
MARK = re.compile(r"docgen ([0-9a-f-]+)")
WIDTH = 0  # lines are not broken


def write(rows: Iterable[Row], lang: str) -> bytes:
    """Return the PO file, the same bytes for the same rows; nothing in it is in `lang`."""
    file = polib.POFile(wrapwidth=WIDTH)
    file.metadata = HEADER
    file.extend(entry(row) for row in rows)
    return f"{file}\n".encode()


def entry(row: Row) -> polib.POEntry:
    """Return the entry of a row."""
    fuzzy = row.bo and row.state in (State.DRAFT, State.STALE)
    return polib.POEntry(
        msgctxt=row.name,
        msgid=row.zh,
        msgstr=row.bo,
        previous_msgid=row.zh_before or None,
        comment=f"docgen {row.mark}",
        flags=["fuzzy"] if fuzzy else [],
    )


def read(path: Path) -> Received:
    """Return what came back in a PO file; raises ContentError for one that cannot be read."""
    try:
        # polib takes a text without a line feed for the name of a file, and would open it.
        file = polib.pofile("\n" + spreadsheets.contents(path).decode("utf-8-sig"), wrapwidth=WIDTH)
    except (OSError, UnicodeDecodeError, ValueError, IndexError) as error:
        raise refuse("translation-po", path, reason=" ".join(str(error).split())) from error
    return Received([returned(path, one) for one in file if not one.obsolete])


def returned(path: Path, entry: polib.POEntry) -> Returned:
    """Return one entry that came back, perhaps without the context and the comment it went out with."""
    place = Place(path, entry.linenum - 1)  # of the line feed put before it
    unit, _, part = (entry.msgctxt or "").partition(" ")
    mark = MARK.search(entry.comment or "")
    texts = {name: text_of(getattr(entry, name), place, name) for name in ("msgid", "msgstr")}
    zh, bo, fault = usable(texts)
    done = bool(bo) and not entry.fuzzy
    return Returned(unit, part, mark[1] if mark else None, zh, bo, done, place, entry.fuzzy, fault)
