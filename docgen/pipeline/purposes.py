"""What a document's files are for, as the caller asks; and what goes along inside them.

A file for the archive carries what it was made from (ISO 19005-3). A letter of a roster carries its own row,
and the document only where that says nothing about the others.
"""

import csv
import io
import mimetypes
from collections.abc import Iterator
from pathlib import Path

from docgen.address.jobs import Job
from docgen.address.parted_lists import parted
from docgen.composed.purpose import Attached, Purpose
from docgen.content.document import Document
from docgen.foundation.memory import kept, look

from . import used_files
from .options import Options

SOURCE, DATA = "Source", "Data"
ROW = "名单中的一行.csv"
YAML = "application/yaml"


def purpose_of(job: Job, options: Options) -> Purpose:
    """Return what the files of a job are for."""
    attached = tuple(attachments(job)) if options.archive else ()
    is_sealed = job.document.values.get("seal", True)
    seal = str(job.document.office["seal_place"] or "") if is_sealed else ""
    return Purpose(options.archive, options.accessible, attached, seal)


def attachments(job: Job) -> Iterator[Attached]:
    """Yield the files that a job was made from."""
    document = job.document
    is_parted = any(name in document.values for name in parted(document.kind))
    if not (job.recipient and is_parted):
        yield from files_of(document)
    if job.recipient:
        yield Attached(ROW, row_of(job), "text/csv", DATA)


@kept(8)
def files_of(document: Document) -> tuple[Attached, ...]:
    """Return the files a document was made from, the same objects for all its letters."""
    named = [(path, SOURCE) for path in used_files.sources(document)]
    named += [(path, DATA) for path in used_files.data(document)]
    return tuple(
        Attached(path.name, look(path).read_bytes(), kind_of(path), relation) for path, relation in named
    )


def kind_of(path: Path) -> str:
    """Return the media type of a file; the machine it runs on is not asked for its own."""
    if path.suffix.lower() in (".yaml", ".yml"):
        return YAML
    known = mimetypes.MimeTypes(filenames=())
    return known.guess_type(path.name)[0] or "application/octet-stream"


def row_of(job: Job) -> bytes:
    """Return a recipient's row as a table with the titles of its columns, as Excel and WPS open it."""
    columns = job.document.kind.schema.get("$defs", {}).get("recipient", {}).get("properties", {})
    row = {str(columns.get(name, {}).get("title", name)): str(value) for name, value in job.row.items()}
    buffer = io.StringIO()
    csv.writer(buffer).writerows([row.keys(), row.values()])
    return buffer.getvalue().encode("utf-8-sig")
