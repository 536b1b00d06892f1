"""Which number a document is to have: of which series, and under which key the register knows it.

The kind says it (`templates/**/schema.yaml`, at `doc_number`): 代字〔年份〕N号 with the office's 代字 unless
`x-code: letter_code` asks for its 信函代字; `x-form: 第{}期` asks for a bare count of an office's papers of
the kind, each year anew unless `x-continues`, and apart for each periodical if `x-periodical: genre` names
the field that has its title. The same words at `serial` ask for a count beside the 发文字号 (期数). A kind
with `numbering` gives each recipient a certificate's number. What has no number at all is registered under
one that is not printed (登记号).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.address.jobs import Job, key_columns
from docgen.address.people import mark
from docgen.content.document import Document
from docgen.content.following.asked import NOTHING_ASKED, Asked, asked
from docgen.content.offices import named as offices_of
from docgen.content.schemas.fields import Fields
from docgen.foundation.working_folder import whole
from docgen.register.entries import JOINT, SERIAL, Entry
from docgen.register.following import MATTERS
from docgen.register.register import Wanted
from docgen.register.series import Series, of_code, read

NUMBER, NUMBERING, FORM = "doc_number", "numbering", "x-form"
UNPRINTED = "登记第{}号"
BARE_FORM = "第{}期"


@dataclass(frozen=True)
class Claim:
    """A number that is wanted for a job, and the one that its file or roster names already."""

    wanted: Wanted
    typed: str = ""
    job: Job | None = None  # of one recipient; None: for all
    follow: Asked = NOTHING_ASKED  # what is asked for in it, and until when


def key_of(document: Document) -> str:
    """Return by what the register knows a document: its place in the project."""
    return key_in(document.source.path, document.project.root)


def key_in(path: Path, root: Path) -> str:
    """Return by what the register of the project at `root` knows the document at `path`."""
    path, root = whole(path), whole(root)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def claims(jobs: Sequence[Job], titles: Mapping[str, str], typed: Mapping[str, str]) -> list[Claim]:
    """Return the numbers that jobs of one document want: one for each recipient, or one for all.

    `titles` are the titles of the jobs by name, `typed` the numbers that the roster itself gives them.
    """
    document = jobs[0].document
    if is_numbered_each(document):
        key = key_columns(document)
        return [
            claim(job, titles[job.name], typed.get(job.name, ""), key) for job in jobs if not is_spare(job)
        ]
    to = [job.label for job in jobs if job.label and not is_spare(job)] or addressees(document)
    follow = asked(document, to)
    fields = {**fields_of(document, follow), "title": titles[jobs[0].name], "addressees": "、".join(to)}
    number = str(document.values.get(NUMBER) or "")
    series = named_series(number) or series_of(document)
    return [Claim(Wanted(series, key_of(document), fields, more_of(document, follow)), number, None, follow)]


def claim(job: Job, title: str, typed: str, key: Sequence[str]) -> Claim:
    """Return the number that the letter of one recipient wants."""
    document = job.document
    code = document.values.get(NUMBERING)
    counted = of_code(code, document.values["date"].year) if code else unprinted(document)
    follow = asked(document, [job.label])
    fields = {**fields_of(document, follow), "title": title, "addressees": job.label}
    mine = f"{key_of(document)}#{mark(job.recipient or {}, key)}"
    wanted = Wanted(named_series(typed) or counted, mine, fields, more_of(document, follow))
    return Claim(wanted, typed, job, follow)


def named_series(number: str) -> Series | None:
    """Return the series of a number that a file or roster gives, None for none or one of another form."""
    found = read(number)
    return found[0] if found else None


def is_numbered_each(document: Document) -> bool:
    """Say whether each recipient of a document has a number of its own."""
    return NUMBERING in document.kind.schema["properties"] and bool(document.values.get("recipients"))


def is_spare(job: Job) -> bool:
    """Say whether a letter is a blank one, to be filled in by hand."""
    return "spare" in (job.recipient or {})


def series_of(document: Document) -> Series:
    """Return the series of a document's number."""
    if NUMBER not in document.kind.schema["properties"]:
        return unprinted(document)
    if document.fields.first((NUMBER,), FORM):
        return counted(document, NUMBER)
    code = document.office.get(str(document.fields.first((NUMBER,), "x-code") or "code"))
    return of_code(str(code or document.office["code"]), document.values["date"].year)


def issue_series(document: Document) -> Series | None:
    """Return the series of a document's 期数, None for a kind that has none."""
    return counted(document, SERIAL) if SERIAL in document.kind.schema["properties"] else None


def is_given_issue(document: Document) -> bool:
    """Say whether a document is to have a 期数 also where its clerk writes none."""
    return bool(document.fields.first((SERIAL,), FORM))


def counted(document: Document, field: str) -> Series:
    """Return the series of bare counts that the kind declares at a field: of office, periodical and year."""
    told = document.fields.first
    named = told((field,), "x-periodical")
    title = document.values.get(named) if named else document.kind.title
    return bare_series(
        document.fields, field, office_name(document), str(title), document.values["date"].year
    )


def bare_series(fields: Fields, field: str, office: str, title: str, year: int) -> Series:
    """Return the series of bare counts of office, title of the periodical and year, as a kind declares it."""
    year = 0 if fields.first((field,), "x-continues") else year
    scope = f"{office}{title}{f'{year}年' if year else ''}"
    return Series(str(fields.first((field,), FORM) or BARE_FORM), year, scope)


def unprinted(document: Document) -> Series:
    """Return the series of what has no number of its own."""
    year = document.values["date"].year
    return Series(UNPRINTED, year, f"{office_name(document)}{year}年")


def office_name(document: Document) -> str:
    """Return an office as a person calls it in short."""
    return str(document.office.get("short_name") or document.office["name"])


def fields_of(document: Document, follow: Asked) -> dict[str, Any]:
    """Return what the register keeps of a document in columns."""
    values = document.values
    return {
        "kind": document.kind.name,
        "office": str(values.get("office", "")),
        "date": values["date"].isoformat(),
        "due": follow.due.isoformat() if follow.due else "",
    }


def more_of(document: Document, follow: Asked) -> dict[str, Any]:
    """Return what else the register keeps of a document."""
    matters = {MATTERS: follow.kept()} if follow.matters else {}
    host = document.values.get("office")
    with_others = {f"{JOINT}{name}": True for name in offices_of(document.source).values() if name != host}
    return {"kind_title": document.kind.title, **matters, **with_others}


def given_numbers(document: Document, entry: Entry) -> dict[str, str]:
    """Return the fields of a document that print its number and its 期数, as the register has given them."""
    number = {NUMBER: entry.printed} if NUMBER in document.kind.schema["properties"] else {}
    return number | ({SERIAL: str(entry.more[SERIAL])} if SERIAL in entry.more else {})


def addressees(document: Document) -> list[str]:
    """Return whom a document is addressed to."""
    return [str(one) for one in document.values.get("addressees") or ()]
