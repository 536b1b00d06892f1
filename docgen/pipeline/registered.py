"""A number that a file or roster gives, held against the project's register, if it has one.

In go the jobs of a document that is built, out come findings: a number that another document has, one that is
void, and one that nobody registered.
"""

from collections.abc import Iterator, Sequence

from docgen.address.jobs import Job
from docgen.address.people import number_of
from docgen.content.document import Document
from docgen.foundation.errors import Finding, Place
from docgen.register import opening
from docgen.register.entries import VOID
from docgen.register.register import Register

from .numbering import NUMBER, is_numbered_each, key_of, series_of

SHOWN = 3
"""Numbers that a finding names."""


def number_findings(jobs: Sequence[Job]) -> list[Finding]:
    """Return what the register holds against the numbers of a document's jobs."""
    document = jobs[0].document
    root = document.project.root
    numbers = list(printed_numbers(jobs))
    if not numbers or not opening.is_begun(root):
        return []
    with opening.open_register(root) as register:
        return list(judged(register, document, numbers))


def printed_numbers(jobs: Sequence[Job]) -> Iterator[tuple[str, Place]]:
    """Yield the numbers that jobs print, and where each stands."""
    document = jobs[0].document
    if document.values.get(NUMBER):
        yield str(document.values[NUMBER]), document.source.place(NUMBER)
    if is_numbered_each(document):
        yield from ((number, job.place) for job in jobs if (number := number_of(job.recipient or {})))


def judged(register: Register, document: Document, numbers: Sequence[tuple[str, Place]]) -> Iterator[Finding]:
    """Yield a finding for each number that is not this document's, and one for those of nobody."""
    unknown, scope = [], series_of(document).scope
    for number, place in numbers:
        entry = register.known(number, scope)
        if entry is None:
            unknown.append((number, place))
        elif entry.state == VOID:
            yield Finding("number-void", place, {"number": number, "note": entry.note})
        elif entry.key and entry.document != key_of(document):
            told = {"number": number, "title": entry.title, "document": entry.document}
            yield Finding("number-of-another", place, told)
    if unknown:
        names = "、".join(number for number, _ in unknown[:SHOWN])
        told = {"count": str(len(unknown)), "numbers": names}
        yield Finding("number-not-registered", unknown[0][1], told)
