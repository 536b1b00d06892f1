"""A file as the text it is, for a person who mends what no form can show: YAML that somebody broke by hand.

Whatever stands in the file is shown, and what is wrong with it by line. What is saved need not be right yet,
for one mends a mistake after the other; so each text that is replaced is kept, in `.docgen-earlier/` beside
content/, by number.
"""

from dataclasses import dataclass
from pathlib import Path

from docgen.content import document, offices, project, source
from docgen.content.chapters import book_of
from docgen.content.forms.asking import asked_of
from docgen.content.sources import SUFFIXES
from docgen.foundation.durable import changes
from docgen.foundation.durable.locks import locked_document
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.files import explain_errors, sync_folder, write_file, write_through

from .doors import PATIENCE, TASK, Saved, etag_of

EARLIER = ".docgen-earlier"
BOM = b"\xef\xbb\xbf"
NO_FORMS = ("recipients",)
"""Folders of content/ with files that are neither documents nor forms."""


@dataclass(frozen=True)
class PlainText:
    """What a file says: `etag` is the mark of its bytes, `earlier` its kept texts, newest first."""

    text: str
    etag: str
    problems: tuple[Problem, ...] = ()
    earlier: tuple[int, ...] = ()


def plain_text(path: Path | str) -> PlainText:
    """Return what a file of a project says, and all that keeps it from being read.

    Raises ContentError for what is no text at all: a workbook, a picture, a file that is not there.
    """
    file = document.source_file(Path(path))
    data = source.contents(file)
    return PlainText(text_of(data), etag_of(data), problems_of(file, data), tuple(kept_texts(file)))


def save_text(path: Path | str, text: str, expected: str) -> Saved:
    """Write a text as the file's own, its lines ended as before; what it said is kept (`earlier_text`).

    Raises ContentError, and writes nothing, for a file that is not that of `expected` (`document-changed`),
    and for a text that is too long; MachineError when somebody else is at work on it or the disk refuses.
    """
    file = document.source_file(Path(path))
    owner = book_of(file) or file
    with locked_document(owner, TASK, PATIENCE):
        changes.finish_locked(owner)
        data = source.contents(file)
        if etag_of(data) != expected:
            raise ContentError([Problem("document-changed", Place(file), {"etag": etag_of(data)})])
        new = bytes_like(data, text)
        if len(new) > source.SIZE_LIMIT:
            limit = source.SIZE_LIMIT // 1024 // 1024
            raise ContentError([Problem("source-too-big", Place(file), {"limit": limit})])
        if new != data:
            keep(file, data)
            with explain_errors(file.parent):
                write_through(file, new)
                sync_folder(file.resolve().parent)
    return Saved(etag_of(new))


def earlier_text(path: Path | str, number: int) -> str:
    """Return the text of a file that was kept under a number. Raises ContentError where there is none."""
    file = document.source_file(Path(path))
    found = kept_texts(file).get(number)
    if found is None:
        raise ContentError([Problem("source-missing", Place(file))])
    with explain_errors(found.parent):
        return text_of(found.read_bytes())


def text_of(data: bytes) -> str:
    """Return bytes as a person can read them: as UTF-8, else as Chinese Windows writes, else what can be."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace").replace("\r\n", "\n")


def bytes_like(data: bytes, text: str) -> bytes:
    """Return a text as UTF-8, its lines ended as those of the file were, with a byte order mark if it had."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    end = "\r\n" if b"\r\n" in data else "\n"
    return (BOM if data.startswith(BOM) else b"") + lines.replace("\n", end).encode()


def problems_of(file: Path, data: bytes) -> tuple[Problem, ...]:
    """Return what keeps a file from being read, or from being shown as a form where it should be one."""
    try:
        loaded = source.parse(source.decode(data, file), file)
        home = project.find(file)
        is_other = file.parent == home.content("") and file.name != offices.OFFICES
        if not is_other and file.parent.name not in NO_FORMS:
            asked_of(home, loaded)
    except ContentError as error:
        return tuple(error.problems)
    return ()


def keep(file: Path, data: bytes) -> None:
    """Keep what a file says; the next number is its name."""
    folder = kept_folder(file)
    number = max(kept_texts(file), default=0) + 1
    with explain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_file(folder / f"{number:04}{file.suffix}", data)


def kept_texts(file: Path) -> dict[int, Path]:
    """Return the texts that were kept of a file by number, the newest first."""
    found = {int(one.stem): one for one in kept_folder(file).glob("*.*") if is_kept(one)}
    return dict(sorted(found.items(), reverse=True))


def is_kept(path: Path) -> bool:
    """Say whether a file is a text that was kept."""
    return path.suffix in SUFFIXES and path.stem.isascii() and path.stem.isdigit()


def kept_folder(file: Path) -> Path:
    """Return where the texts of a file are kept: by its place in content/."""
    home = project.find(file)
    content = home.content("").resolve()
    return home.root / EARLIER / file.resolve().relative_to(content).with_suffix("")
