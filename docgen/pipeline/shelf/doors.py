"""The doors to the documents of a project. All take names, which come from whoever asks, and judge them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..register.doors import project_with

if TYPE_CHECKING:
    from .bringing import Brought
    from .figures import PrintedFigure
    from .listing import Shelf
    from .reading import ShelvedChapter
    from .sent import Sent


def find_document(name: str, folder: Path | str | None = None) -> Path:
    """Return the file of the document called `name` (letters/tixing), a handbook's folder, a chapter's file.

    Raises ContentError for a name that means none, or leads out of the project's content/, by a link too.
    """
    from .names import path_of

    return path_of(project_with(folder), name)


def name_document(path: Path | str, folder: Path | str | None = None) -> str:
    """Return the name of the document in a file, of a handbook by its folder or book; "" for no content."""
    from .names import name_of

    return name_of(project_with(folder), Path(path))


def list_documents(
    folder: Path | str | None = None,
    words: str = "",
    kind: str = "",
    state: str = "",
    away: bool = False,
    office: str = "",
) -> "Shelf":
    """Return the documents of a project that have all `words`, a kind and a state; or those put away.

    With an `office` there are only its own, joint ones too, and those that name no office.
    A document that cannot be read is among them, as one with problems.
    """
    from .listing import listed

    return listed(project_with(folder), words, kind, state, away, office)


def document_offices(name: str, folder: Path | str | None = None) -> tuple[str, ...] | None:
    """Return the offices that issue the document called `name`, a chapter with its book; None if unreadable.

    Raises ContentError for a name that means none.
    """
    from docgen.content.chapters import book_of

    from .reading import seen

    path = find_document(name, folder)
    book = book_of(path)
    return seen(project_with(folder), book.parent if book else path).offices


def hidden_files(office: str, folder: Path | str | None = None) -> frozenset[str]:
    """Return the rosters, sheets and pictures of a project that an office does not see, by their names in
    content/: those that only documents of others name, and their seals. Who has no office ("") sees all.
    """
    from .sight import files_out_of_sight

    return files_out_of_sight(project_with(folder), office)


def propose_name(kind: str, folder: Path | str | None = None, today: date | None = None) -> str:
    """Return a name for a new document of a kind that none has yet. Raises ContentError for no kind."""
    from .beginning import proposed_name

    return proposed_name(project_with(folder), kind, today or date.today())


def draft_document(
    kind: str, name: str, title: str = "", folder: Path | str | None = None, today: date | None = None
) -> str:
    """Begin a document of `kind` in a file called `name`, with a title of its own, and return its name.

    It has no number, and the day of today if it is sound with that. Raises as `start_document`.
    """
    from .beginning import begun

    return begun(project_with(folder), kind, name, title, today or date.today())


def duplicate_document(name: str, new: str = "", folder: Path | str | None = None) -> str:
    """Copy a document under another name in its folder, without its number, and return that name.

    Raises ContentError for a name that is taken, and for a document that cannot be read.
    """
    from .moving import duplicated

    project = project_with(folder)
    return duplicated(project, find_document(name, folder), new)


def rename_document(name: str, new: str, folder: Path | str | None = None) -> str:
    """Give a document another name in its folder, and return it.

    Raises ContentError for a name that is taken, ConflictError for a document the register knows by its name.
    """
    from .moving import renamed

    return renamed(project_with(folder), find_document(name, folder), new)


def put_away_document(name: str, folder: Path | str | None = None) -> None:
    """List a document no more; its files stay where they are. Raises ContentError for a name of none."""
    from .names import name_in
    from .putting_away import put_away

    project = project_with(folder)
    put_away(project, name_in(project, find_document(name, folder)))


def fetch_document(name: str, folder: Path | str | None = None) -> None:
    """List a document again that was put away. Raises ContentError for a name of none."""
    from .names import name_in
    from .putting_away import fetch_back

    project = project_with(folder)
    fetch_back(project, name_in(project, find_document(name, folder)))


def list_figures(name: str, folder: Path | str | None = None) -> "tuple[PrintedFigure, ...]":
    """Return the figures of the file called `name` as they would be printed, for a text to name one.

    Raises ContentError for a file that is not there, or has problems.
    """
    from .figures import printed_figures

    return printed_figures(project_with(folder), name)


def list_chapters(name: str, folder: Path | str | None = None) -> "tuple[ShelvedChapter, ...]":
    """Return the chapters, in order, of the handbook called `name`, or around the chapter called so.

    There are none of any other document. Raises ContentError for a name that means none.
    """
    from .chapters import listed_chapters

    return listed_chapters(project_with(folder), find_document(name, folder))


def add_chapter(name: str, title: str, folder: Path | str | None = None) -> str:
    """Begin a chapter behind the last of the handbook called `name`, and return the chapter's name.

    Raises ContentError for a name of no handbook, an empty title, and a book that somebody changes meanwhile.
    """
    from .chapters import begun_chapter

    return begun_chapter(project_with(folder), find_document(name, folder), title)


def bring_picture(file: Path | str, folder: Path | str | None = None) -> "Brought":
    """Put a picture into a project; return the name by which documents call it (images/流程.png).

    One of another content that has this name stays as it is, and the new one gets another name.
    Raises ContentError for a file that no page could print, MachineError when the disk refuses.
    """
    from .bringing import brought_picture

    return brought_picture(project_with(folder), Path(file))


def bring_sheet(file: Path | str, folder: Path | str | None = None) -> "Brought":
    """Put a sheet of data into a project; return the name by which documents call it (进度-2024-06.xlsx).

    One of another content that has this name stays as it is, and the new one gets another name.
    Raises ContentError for a file that cannot be read as a table, MachineError when the disk refuses.
    """
    from .bringing import brought_sheet

    return brought_sheet(project_with(folder), Path(file))


def list_pictures(folder: Path | str | None = None) -> tuple[str, ...]:
    """Return the names by which documents may call the pictures of a project."""
    from docgen.content.assets import project_pictures

    return project_pictures(project_with(folder))


def show_picture(name: str, folder: Path | str | None = None) -> tuple[bytes, str]:
    """Return a picture of a project as a list shows it, small and cleaned, and its media type.

    Raises ContentError for a name of none, and for one that cannot be printed.
    """
    from .bringing import small_picture

    return small_picture(project_with(folder), name)


def write_sent_project(
    folder: Path | str,
    source: "Sent",
    roster: "Sent | None" = None,
    attachments: "Sequence[Sent]" = (),
    office: Path | str | None = None,
) -> Path:
    """Make `folder` a project of its own for a document that was sent; return the document's file in it.

    Files are given as name and bytes. Of the project that `office` lies in it may use offices, figures,
    terms, kinds and fonts, and no document, roster or picture. The roster becomes the document's.
    Raises ContentError for a name that leads elsewhere, for an attachment that is neither a picture nor a
    sheet, and for a roster that cannot be read, MachineError when the disk refuses.
    """
    from .sent import sent_project

    return sent_project(Path(folder), project_with(office), source, roster, attachments)
