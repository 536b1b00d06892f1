"""The documents that were meant by what was typed on the command line.

In go paths as a clerk types, pastes or drags them; out come files and handbooks' folders that are there. What
can be meant in one way only is taken: a missing `.yaml`, backslashes, quotation marks, a `file://` address, a
whole folder. What cannot is told once, and with what may have been meant.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from docgen.foundation.errors import ContentError, Place, Problem, collect_each
from docgen.foundation.suggest import nearest
from docgen.foundation.working_folder import shorter, whole

from .chapters import BOOK, FOLDER
from .offices import OFFICES
from .project import project_here

SUFFIXES = (".yaml", ".yml")
QUOTES = "\"'“”‘’「」 \t\r\n"
NO_DOCUMENTS = frozenset({"figures", "data", "recipients", "images", "editions", "templates", "out", FOLDER})
"""Folders of a project whose files are no documents of their own."""
NO_DOCUMENT = frozenset({OFFICES, "glossary.yaml"})
KIND = re.compile(r"^kind[ \t]*[:：]", re.MULTILINE)


def listed(typed: Sequence[Path]) -> list[Path]:
    """Return the documents that were asked for, in order: of a folder all in it, a handbook's folder as one.

    A path that leads nowhere stays, to be told of with all that is wrong with the others.
    Raises ContentError for a path that has come in pieces, and for folders without documents.
    """
    refuse_parted(typed)
    return [path for paths in collect_each(typed, documents) for path in paths]


def documents(typed: Path) -> list[Path]:
    """Return the document at one path, or those in the folder there; a path that leads nowhere as it stands.

    Raises ContentError for a folder without any.
    """
    path = found(typed) or typed
    if not path.is_dir() or (path / BOOK).is_file():
        return [path]
    home = path / "content" if (path / "content").is_dir() else path
    inside = sorted(within(home))
    if not inside:
        raise ContentError([Problem("folder-without-documents", Place(path))])
    return inside


def within(folder: Path) -> Iterator[Path]:
    """Yield the documents in a folder and those below it."""
    if (folder / BOOK).is_file():
        yield folder
        return
    for path in folder.iterdir():
        if path.name.startswith((".", "~")):
            continue
        if path.is_dir():
            yield from within(path) if path.name not in NO_DOCUMENTS and not is_circle(path) else ()
        elif path.suffix.lower() in SUFFIXES and is_document(path):
            yield path


def is_circle(folder: Path) -> bool:
    """Say whether a folder is a link to one in which it lies: one would never come to its end."""
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def is_document(path: Path) -> bool:
    """Say whether a YAML file is a document: it names a kind, or lies where only documents do.

    One that cannot be read (a link that leads nowhere, another's file) says nothing; its reader is told why.
    """
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        text = ""
    elsewhere = path.name in NO_DOCUMENT or path.parent.name in {*NO_DOCUMENTS, "content"}
    return bool(KIND.search(text)) or not elsewhere


def one(typed: Path) -> Path:
    """Return the file or folder that a path means. Raises ContentError when there is none."""
    path = found(typed)
    if path is None:
        raise ContentError([missing(typed)])
    return path


def found(typed: Path) -> Path | None:
    """Return the file or folder that a path means, None when there is none."""
    return next((path for path in readings(typed) if exists(path)), None)


def exists(path: Path) -> bool:
    """Say whether a path leads to anything; one that no file can have leads to nothing."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def readings(typed: Path) -> Iterator[Path]:
    """Yield what a path can mean: as it stands, then without quotation marks, as an address, with slashes.

    Each also with `.yaml` behind it, and as seen from the project's folder.
    """
    text = str(typed).strip(QUOTES)
    address = urlsplit(text) if text.lower().startswith("file:") else None
    plain = [typed, Path(text), *([Path(unquote(address.path))] if address else [])]
    plain.append(Path(str(plain[-1]).replace("\\", "/")))
    for path in dict.fromkeys(plain):
        yield path
        yield from (path.with_name(path.name + suffix) for suffix in SUFFIXES if path.name)
    home = project_here()
    if home is not None:
        for path in dict.fromkeys(plain):
            yield home.root / path
            yield from ((home.root / path).with_name(path.name + suffix) for suffix in SUFFIXES if path.name)


def missing(typed: Path) -> Problem:
    """Return the problem of a path that leads nowhere, with the document whose name is most like its own."""
    home = project_here()
    known = {path.stem: path for path in within(home.content("."))} if home else {}
    close = nearest(typed.stem, known) if known else ""
    if close not in known:
        return Problem("source-missing", Place(typed))
    return Problem("source-missing-near", Place(typed), {"nearest": shorter(whole(known[close]))})


def refuse_parted(typed: Sequence[Path]) -> None:
    """Raise ContentError for a path with blanks typed without quotation marks: it arrives in pieces."""
    for start in range(len(typed)):
        if found(typed[start]):
            continue
        for end in range(len(typed), start + 1, -1):
            pieces = typed[start:end]
            path = next((one for one in joined(pieces) if found(one)), None)
            if path is not None:
                raise ContentError([Problem("source-unquoted", values={"path": path, "count": len(pieces)})])


def joined(pieces: Iterable[Path]) -> Iterator[Path]:
    """Yield the paths of which `pieces` can be the parts between blanks."""
    texts = [str(piece) for piece in pieces]
    yield Path(" ".join(texts))
    folder = Path(texts[0]).parent
    pattern = re.compile(r"[ \t]+".join(map(re.escape, [Path(texts[0]).name, *texts[1:]])) + r"(\.ya?ml)?")
    if "/" not in "".join(texts[1:]) and folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if pattern.fullmatch(path.name))
