"""Who sees what: a person who has an office sees its documents, entries and rosters, and those of no office.

What is out of sight is told as absent, so that nobody learns of it. Without an office one sees all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import docgen
from docgen.foundation.errors import NOWHERE, ConflictError, ContentError, DocgenError, Place, Problem

from ...workers.process import Bench


class ForbiddenError(DocgenError):
    """Another person must do it."""


RECIPIENTS, IMAGES, DATA = "recipients", "images", "data"
OFFICES = "offices.yaml"
NAMED = ((IMAGES, "image-missing", "address"), (DATA, "file-unknown", "name"))
"""What texts name of these folders, what is said of a file that is not there, and how the sentence has it."""


def absent(name: str) -> ContentError:
    """Return the error for what is not there."""
    return ContentError([Problem("document-absent", NOWHERE, {"name": name})])


def sees(bench: Bench, offices: Sequence[str] | None) -> bool:
    """Say whether what belongs to some offices is in sight of who asks."""
    return docgen.is_in_sight(offices, bench.asker.office)


def document_path(bench: Bench, name: str) -> Path:
    """Return the file of the document `name`, of a handbook its folder. Raises ContentError."""
    path = docgen.find_document(name, bench.project)
    if bench.asker.office:
        if path.parent == bench.project / "content" / RECIPIENTS:
            is_seen = f"{RECIPIENTS}/{path.name}" not in hidden_files(bench)
        else:
            is_seen = sees(bench, docgen.document_offices(name, bench.project))
        if not is_seen:
            raise absent(name)
    return path


def is_in_sight(bench: Bench, name: str) -> bool:
    """Say whether the document `name` is in sight."""
    return not bench.asker.office or sees(bench, docgen.document_offices(name, bench.project))


def hidden_files(bench: Bench) -> frozenset[str]:
    """Return the rosters, sheets and pictures out of sight, by their names in content/."""
    return docgen.hidden_files(bench.asker.office, bench.project)


def called_in(files: Iterable[str], folder: str) -> frozenset[str]:
    """Return those of some files in content/ that lie in a folder of it, as documents call them there."""
    found = (PurePosixPath(name) for name in files)
    names = [one.name for one in found if one.parts[0] == folder]
    return frozenset(names if folder != RECIPIENTS else (*names, *(PurePosixPath(one).stem for one in names)))


def at(field: str) -> Place:
    """Return the place of a field of a form."""
    return Place(keys=(field,))


def judge_values(bench: Bench, values: Mapping[str, Any], path: Path | None = None) -> None:
    """Raise ContentError for values with which a person would write for another office, or see its files."""
    mine = bench.asker.office
    if not mine:
        return
    if path == bench.project / "content" / OFFICES and set(values) - {mine}:
        raise absent(OFFICES)
    named = values.get("offices") or values.get("office") or mine
    if mine not in (named if isinstance(named, list) else [named]):
        raise ForbiddenError([Problem("office-of-others", at("office"))])
    roster, texts = str(values.get(RECIPIENTS) or ""), naming_texts(values)
    hidden = hidden_files(bench) if roster or texts else frozenset()
    if roster and roster in called_in(hidden, RECIPIENTS):
        raise ContentError([Problem("file-unknown", at(RECIPIENTS), {"name": roster, "nearest": ""})])
    refuse_hidden(texts, hidden)


def judge_files(bench: Bench, values: Mapping[str, Any]) -> None:
    """Raise ContentError for texts that name a picture or a sheet out of sight: it is not there."""
    if texts := naming_texts(values):
        refuse_hidden(texts, hidden_files(bench))


Texts = Sequence[tuple[tuple[str | int, ...], str]]


def naming_texts(values: Mapping[str, Any]) -> Texts:
    """Return the texts that may name a file, with their keys."""
    return [(keys, unquote(text)) for keys, text in texts_in(values) if "." in text]


def refuse_hidden(texts: Texts, hidden: frozenset[str]) -> None:
    """Raise ContentError for texts that name one of the `hidden` pictures and sheets."""
    for folder, code, told in NAMED:
        names = [name for name in hidden if name.startswith(f"{folder}/")]
        wrong = [
            Problem(code, Place(keys=keys), {told: name.rpartition("/")[2], "nearest": ""})
            for keys, text in texts
            for name in names
            if (name in text if folder == IMAGES else name == f"{folder}/{text}")
        ]
        if wrong:
            raise ContentError(wrong)


def texts_in(value: Any, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text in a value, with its keys."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, Mapping | list):
        for key, one in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from texts_in(one, (*keys, key))


def require_number(bench: Bench, number: str) -> None:
    """Raise ContentError for a number of the register that is not there or out of sight: both look alike."""
    if number and bench.asker.office:
        try:
            entry = docgen.register_paper(number, bench.project).entry
        except ConflictError as error:
            raise absent(number) from error
        if not sees(bench, entry.offices):
            raise absent(number)


def require_all(bench: Bench) -> None:
    """Raise ForbiddenError for who has an office: what is asked for is of all of them."""
    if bench.asker.office:
        raise ForbiddenError([Problem("office-of-all")])


def file_in_sight(bench: Bench, name: str) -> bool:
    """Say whether a finished file is of documents in sight: it is called after one, and maybe a recipient."""
    if not bench.asker.office:
        return True
    stem = Path(name).stem
    found = [
        (one.path.stem, one.offices)
        for one in docgen.list_documents(bench.project).documents
        if stem == one.path.stem or stem.startswith(f"{one.path.stem}-")
    ]
    nearest = max((len(known) for known, _ in found), default=0)
    return bool(found) and all(sees(bench, offices) for known, offices in found if len(known) == nearest)
