"""The list of a project's documents: what each is, how far it has come, and what one searches for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from docgen.archive import folder, issued
from docgen.content.project import OUT, Project
from docgen.content.sources import within
from docgen.foundation.errors import DocgenError
from docgen.foundation.memory import steady
from docgen.register.entries import RESERVED, VOID, Entry, folded
from docgen.register.opening import is_begun, open_register

from ..numbering import key_in
from .names import is_book, main_file, name_in
from .putting_away import put_away_names
from .reading import Seen, ShelvedChapter, seen
from .sight import is_in_sight

DRAFT, WRONG, BUILT, CHANGED, ISSUED, SEALED = "draft", "wrong", "built", "changed", "issued", "sealed"
STATES = (DRAFT, WRONG, BUILT, CHANGED, ISSUED, SEALED)
"""How far a document has come: begun; something is to be mended; its files are made; it was changed since
they were; it is out; and all that is out of it bears its seal (已盖章)."""


@dataclass(frozen=True)
class ShelvedDocument:
    """One document of the list."""

    name: str
    path: Path
    kind: str  # letters/notice; empty where the file does not say
    kind_title: str
    title: str
    state: str  # one of STATES
    problems: int
    number: str
    date: str  # as it is written
    changed: float  # when its files last changed, in seconds of the system's clock
    recipients: str = ""  # the roster it names
    offices: tuple[str, ...] | None = None  # those that issue it; None where that cannot be read
    chapters: tuple[ShelvedChapter, ...] = ()
    away: bool = False  # put away: not shown unless it is asked for


@dataclass(frozen=True)
class Shelf:
    """The documents that were asked for, those changed last first, and what may be asked for."""

    documents: tuple[ShelvedDocument, ...]
    total: int  # of all that are not put away
    away: int
    kinds: tuple[tuple[str, str], ...] = ()  # name and title of each there is


@dataclass(frozen=True)
class Outcomes:
    """What became of a project's documents: its files, and the register."""

    made: Mapping[str, float]  # by document's name: when its files were made
    entries: Mapping[str, tuple[Entry, ...]]  # by key


def listed(
    project: Project, words: str = "", kind: str = "", state: str = "", away: bool = False, office: str = ""
) -> Shelf:
    """Return the documents of a project that have all `words`, a kind and a state; or those put away.

    With an `office` there are only its own, and those of none. What is sealed is among what is issued.
    """
    with steady():
        put_away = put_away_names(project)
        outcomes = Outcomes(made_in(project.root / OUT), entries_of(project))
        every = [
            (shelved(project, path, outcomes, put_away), seen(project, path))
            for path in within(project.content(""))
            if is_in_sight(seen(project, path).offices, office)
        ]
    wanted = partial(is_wanted, words=folded_words(words), kind=kind, state=state)
    found = [one for one, said in every if one.away == away and wanted(one, said)]
    kinds = {one.kind: said.kind_title for one, said in every if one.kind and not one.away}
    return Shelf(
        tuple(sorted(found, key=lambda one: (-one.changed, one.name))),
        sum(not one.away for one, _ in every),
        sum(one.away for one, _ in every),
        tuple(sorted(kinds.items())),
    )


def is_wanted(one: ShelvedDocument, said: Seen, words: list[str], kind: str, state: str) -> bool:
    """Say whether a document is one that was asked for."""
    text = "\n".join((said.words, folded(one.number), folded(one.name)))
    return (
        all(word in text for word in words)
        and (not kind or one.kind == kind)
        and (not state or one.state == state or (state == ISSUED and one.state == SEALED))
    )


def folded_words(words: str) -> list[str]:
    """Return the words of a search."""
    return [folded(word) for word in words.split()]


def shelved(project: Project, path: Path, outcomes: Outcomes, put_away: frozenset[str]) -> ShelvedDocument:
    """Return one document as it is listed."""
    said, name = seen(project, path), name_in(project, path)
    entries = outcomes.entries.get(key_in(main_file(path), project.root), ())
    changed = changed_at(path)
    return ShelvedDocument(
        name,
        path,
        said.kind,
        said.kind_title,
        said.title or path.stem,
        state_of(said, entries, outcomes.made.get(path.stem), changed),
        said.problems,
        entries[-1].printed if entries else said.number,
        said.date,
        changed,
        said.recipients,
        said.offices,
        said.chapters,
        name in put_away,
    )


def state_of(said: Seen, entries: Sequence[Entry], made: float | None, changed: float) -> str:
    """Return how far a document has come."""
    if out := [one for one in entries if one.state not in (RESERVED, VOID)]:
        return SEALED if all(one.sealed for one in out) else ISSUED
    if said.problems:
        return WRONG
    if made is None:
        return DRAFT
    return BUILT if made >= changed else CHANGED


def changed_at(path: Path) -> float:
    """Return when a document was last changed, of a handbook any of its files."""
    files = path.rglob("*.yaml") if is_book(path) else [path]
    return max(map(moment_of, files), default=0.0)


def moment_of(file: Path) -> float:
    """Return when a file was last changed; of a link that leads nowhere, when it was made."""
    try:
        return file.stat().st_mtime
    except OSError:
        return file.lstat().st_mtime


def made_in(out: Path) -> dict[str, float]:
    """Return when the newest file of each document was made in an output folder."""
    if not out.is_dir():
        return {}
    of_letter = {one.file: one.document for one in issued.issues(out)}
    found: dict[str, float] = {}
    for stem, names in folder.made(out).items():
        document = of_letter.get(stem, stem)
        newest = max((out / name).stat().st_mtime for name in names)
        found[document] = max(found.get(document, 0.0), newest)
    return found


def entries_of(project: Project) -> dict[str, tuple[Entry, ...]]:
    """Return what the register knows of documents by key; nothing where it cannot be asked."""
    found: dict[str, list[Entry]] = {}
    try:
        for key, entry in keyed_entries(project) if is_begun(project.root) else ():
            found.setdefault(key, []).append(entry)
    except DocgenError:
        return {}
    return {key: tuple(entries) for key, entries in found.items()}


def keyed_entries(project: Project) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of a register by their documents' keys; a letter's stands for its document too."""
    with open_register(project.root) as register:
        for entry in register.entries():
            if entry.key:
                yield entry.document, entry
