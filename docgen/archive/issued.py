"""What was made for whom: the record of an output folder's letters, by which a later build knows them again.

In go the letters of a roster; lines are added to `.docgen-issued.jsonl`, on disk when `record` returns and
before the letters are filed. Nothing is taken out: a 编号 once given stays with its person though rows were
put in or sorted since, and a letter whose person was struck off is still known as that document's. When a
document is forgotten, its people are; the numbers stay, without names, since none may be given twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from docgen.foundation.durable import ledgers
from docgen.foundation.files import explain_errors, open_locked, write_whole

FILE = ".docgen-issued.jsonl"


@dataclass(frozen=True)
class Issue:
    """One letter: of which document, for whom, and how it is called in the folder.

    Of the roster's row there are marks only: the folder goes from hand to hand, and ID numbers are in rows.
    """

    document: str
    file: str  # name without extension
    name: str  # of the person
    label: str  # the same, namesakes told apart
    number: str = ""
    row: str = ""  # a mark of all that the row says
    key: str = ""  # a mark of what tells its person from all others
    again: bool = False  # a copy printed again (补印)

    @property
    def is_forgotten(self) -> bool:
        """Whether nothing but its number is known any more."""
        return not self.file


@dataclass(frozen=True)
class Printed:
    """One print file: of which document, and the letters in it."""

    document: str
    letters: tuple[str, ...]


def issues(folder: Path) -> list[Issue]:
    """Return all letters that were made into `folder`, in the order they were."""
    return [one for one in told(folder) if isinstance(one, Issue)]


def garbled(folder: Path) -> list[int]:
    """Return the lines (from 1) of the record of `folder` that were damaged and tell nothing any more."""
    path = folder / FILE
    with explain_errors(folder):
        return ledgers.lines(path.read_bytes()).garbled if path.is_file() else []


def printed(folder: Path, document: str) -> Printed | None:
    """Return the last print file of a document, None when none is on record."""
    found = [one for one in told(folder) if isinstance(one, Printed) and one.document == document]
    return found[-1] if found else None


def record(folder: Path, made: Sequence[Issue | Printed]) -> None:
    """Add to the record of `folder` what it does not tell yet; this is on disk when it returns.

    Raises MachineError when it cannot be written.
    """
    if not made:
        return
    with explain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with open_locked(folder / FILE) as file:
            file.seek(0)
            known = list(read(file.read()))
            last = {one.document: one for one in known if isinstance(one, Printed)}
            letters = {one for one in known if isinstance(one, Issue)}
            # A print file may be again what it was before another.
            new = [one for one in dict.fromkeys(made) if one not in letters and one not in last.values()]
            write_whole(file.fileno(), "".join(ledgers.line(asdict(one)) for one in new).encode())


def forget(folder: Path, document: str) -> tuple[int, int]:
    """Forget for whom letters of a document were made; return how many lines went, how many numbers stay.

    Those stay that are of a series (示教〔2024〕3号): docgen would give them again. Others the roster gives.
    """
    numbers: set[str] = set()

    def left(entry: ledgers.Entry) -> ledgers.Entry | None:
        if entry.get("document") != document:
            return entry
        number = str(entry.get("number") or "")
        if not is_of_series(number) or number in numbers:
            return None
        numbers.add(number)
        return asdict(Issue(document, "", "", "", number))

    return ledgers.strike(folder / FILE, left), len(numbers)


def is_of_series(number: str) -> bool:
    """Say whether a number is one of a series: 示教〔2024〕3号."""
    return number.endswith("号") and number[:-1].rpartition("〕")[2].isdecimal()


def told(folder: Path) -> list[Issue | Printed]:
    """Return what the record of `folder` tells, nothing where there is none."""
    path = folder / FILE
    with explain_errors(folder):
        return list(read(path.read_bytes())) if path.is_file() else []


def read(data: bytes) -> Iterator[Issue | Printed]:
    """Yield what the lines of a record tell; a torn, a garbled and a later docgen's line is passed over."""
    for entry in ledgers.lines(data).entries:
        match entry:
            case {"document": str(document), "letters": list(letters)}:
                yield Printed(document, tuple(map(str, letters)))
            case {"document": str(), "file": str(), "name": str(), "label": str()}:
                told = {one.name: entry[one.name] for one in fields(Issue) if one.name in entry}
                if all(isinstance(value, str | bool) for value in told.values()):
                    yield Issue(**told)
