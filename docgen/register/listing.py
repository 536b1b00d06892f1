"""Entries of the register as rows of text, for a terminal and for a workbook."""

from collections.abc import Iterable
from datetime import date

from docgen.foundation.messages import say
from docgen.foundation.spreadsheets.xlsx_writer import table_workbook

from .entries import Entry
from .following import state_on, state_word

COLUMNS = ("number", "date", "kind", "title", "addressees", "person", "state", "due", "note")
WIDTHS = (26, 12, 16, 44, 30, 10, 16, 12, 30)


def headings(lang: str) -> list[str]:
    """Return the titles of the columns."""
    return [say(f"register-columns.{name}", lang) for name in COLUMNS]


def entry_state(entry: Entry, lang: str, today: date | None = None) -> str:
    """Return what a person calls the state of an entry, `today`; that it is sealed (已盖章) too."""
    state = state_word(state_on(entry, today or date.today()), lang)
    return say("register-sealed", lang, state=state) if entry.sealed else state


def cells(entry: Entry, lang: str, today: date | None = None) -> list[str]:
    """Return an entry as a row, as it is `today`; its title stands in one line."""
    told = {
        "kind": str(entry.more.get("kind_title") or entry.kind),
        "state": entry_state(entry, lang, today),
        "title": " ".join(entry.title.split()),
    }
    return [told.get(name) or str(getattr(entry, name)) for name in COLUMNS]


def workbook(entries: Iterable[Entry], lang: str) -> bytes:
    """Return a workbook of entries; all cells are text, so that nothing in it is ever calculated."""
    rows = [headings(lang), *(cells(entry, lang) for entry in entries)]
    return table_workbook(say("register-columns.sheet", lang), rows, WIDTHS)
