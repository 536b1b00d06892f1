"""期数 (第12期): a document's own count beside its 发文字号, given by the register or written by its clerk.

It counts an office's papers of a kind, or of a periodical's title, each year anew unless the kind says that
it runs on. One that the clerk writes is held against those that others have; the first there is may be any.
"""

from docgen.content.document import Document
from docgen.foundation.errors import Finding
from docgen.register.entries import PERIODICAL, SERIAL, Entry, Query
from docgen.register.register import Register
from docgen.register.series import Series

from ...numbering import is_given_issue, issue_series


def with_issue(register: Register, document: Document, entry: Entry) -> Entry:
    """Return the entry of a document with its 期数: the one its clerk wrote, the one it has, else the next.

    An entry that is to have none is returned as it is. Raises ConflictError for one that another has.
    """
    series, typed = issue_series(document), document.values.get(SERIAL)
    if series is None or not (typed or is_given_issue(document)):
        return entry
    kept, last = entry.more.get(SERIAL), register.store.last_serial(series.name)
    following = kept or (last or 0) + 1
    serial = typed or following
    if serial == kept:
        return entry
    refuse_taken(register, document, entry, series, serial)
    if last is not None and serial != following:
        told = {"serial": serial, "next": following}
        register.notice(Finding("serial-not-next", document.source.place(SERIAL), told))
    register.store.set_serial(series.name, max(serial, last or 0), entry.office)
    register.record(SERIAL, entry.number, {}, {SERIAL: serial, PERIODICAL: series.name})
    return register.find(entry.number)


def refuse_taken(register: Register, document: Document, entry: Entry, series: Series, serial: int) -> None:
    """Raise ConflictError for a 期数 that another document has, or had when it was voided."""
    last = register.store.last_serial(series.name) or 0
    if serial > last:
        return
    for one in register.entries(Query(kind=document.kind.name)):
        is_same = (one.more.get(PERIODICAL), one.more.get(SERIAL)) == (series.name, serial)
        if is_same and one.number != entry.number:
            told = {"number": one.number, "title": one.title, "serial": serial, "next": last + 1}
            register.conflict("serial-taken", **told)
