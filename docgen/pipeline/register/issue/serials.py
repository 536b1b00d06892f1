"""期数 (第12期): a document's own count of its kind in a year, which its clerk writes, held against others.

It stands beside the 发文字号, and the register keeps it with the entry.
"""

from docgen.content.document import Document
from docgen.foundation.errors import Finding
from docgen.register.entries import VOID, Entry, Query
from docgen.register.register import Register

from ...numbering import SERIAL, key_of


def judge(register: Register, document: Document) -> None:
    """Have it told when a document's 期数 is not the next. Raises ConflictError when another has it."""
    serial = document.values.get(SERIAL)
    if not serial:
        return
    before = others(register, document)
    following = max(before, default=0) + 1
    if known := before.get(serial):
        told = {"number": known.number, "title": known.title, "serial": serial, "next": following}
        register.conflict("serial-taken", **told)
    if before and serial != following:
        values = {"serial": serial, "next": following}
        register.notice(Finding("serial-not-next", document.source.place(SERIAL), values))


def others(register: Register, document: Document) -> dict[int, Entry]:
    """Return the other documents of the office, kind and year, by their 期数."""
    query = Query(
        kind=document.kind.name, office=str(document.values["office"]), year=document.values["date"].year
    )
    mine = key_of(document)
    entries = [one for one in register.entries(query) if one.key != mine and one.state != VOID]
    return {int(one.more[SERIAL]): one for one in entries if one.more.get(SERIAL)}
