"""Two commands at once in one project, on a slow disk: `python -m tests.torture.together 50`.

Whatever the order in which they come to the disk, both are done as if one had waited for the other.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import openpyxl

from tests.support.rosters import LETTER, roster_project
from tests.torture.crashpoints import BOOK, PDF, marked, said, translated
from tests.torture.disk import Disk, Ended, begun, ended, hidden, run

Command = tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two commands, the project they are run in, how far apart they may begin, and if either may be first."""

    commands: tuple[Command, Command]
    prepare: Callable[[Path], object]
    apart: float = 0.1
    either_first: bool = False


def halves(folder: Path) -> None:
    """Make a handbook whose translator's file is parted in two, each with every other block."""
    translated(folder)
    for number, name in enumerate(("one.xlsx", "two.xlsx")):
        book = openpyxl.load_workbook(folder / "back.xlsx")
        sheet = book.worksheets[0]
        blocks = list(dict.fromkeys(row[1].value for row in sheet.iter_rows(min_row=2)))
        for row in range(sheet.max_row, 1, -1):
            if blocks.index(sheet.cell(row, 2).value) % 2 != number:
                sheet.delete_rows(row)
        book.save(folder / name)


def letters(folder: Path) -> None:
    """Make a project with two letters to the same eight people."""
    path = roster_project(folder, 8)
    path.with_name("other.yaml").write_text(LETTER.replace("谨致谢意", "再致谢意"), "utf-8")


def importing(name: str) -> Command:
    """Return the import of a translator's file."""
    return ("translate", "import", BOOK, name)


def accepting(chapter: str, by: str) -> Command:
    """Return the review of a chapter."""
    return ("translate", "accept", BOOK, "--chapter", chapter, "--by", by, "--date", "2024-07-01")


def combined(name: str) -> Command:
    """Return a batch with a print file."""
    return ("build", f"content/letters/{name}.yaml", *PDF, "--combined")


def waiting(folder: Path) -> None:
    """Make a handbook whose translator's file has come, and which may be printed with drafts."""
    translated(folder)
    book = folder / BOOK / "book.yaml"
    book.write_text(book.read_text("utf-8") + "unready: 加标记\n", "utf-8")


FINAL = ("build", BOOK, *PDF, "--final")
PAIRS: Mapping[str, Pair] = {
    "imports": Pair((importing("one.xlsx"), importing("two.xlsx")), halves),
    "accepts": Pair((accepting("why", "示例甲"), accepting("how", "示例乙")), halves),
    "combined": Pair((combined("letter"), combined("other")), letters, 1.0),
    "same": Pair((combined("letter"), combined("letter")), letters, 1.0),
    "finals": Pair((FINAL, FINAL), marked, 1.0),
    "imported": Pair((importing("back.xlsx"), ("build", BOOK, *PDF)), waiting, 1.0, either_first=True),
}


def at_once(home: Path, commands: Sequence[Command], apart: float) -> list[Ended]:
    """Carry out commands at once on a slow disk."""
    logs = [home.with_name(f"{number}.log") for number in range(len(commands))]
    processes = []
    for command, log in zip(commands, logs, strict=True):
        processes.append(begun(command, home, log, Disk(slow=True)))
        sleep(random.uniform(0, apart))
    return [ended(process, log) for process, log in zip(processes, logs, strict=True)]


def in_peace(
    template: Path, home: Path, commands: Sequence[Command], order: Sequence[int]
) -> tuple[list[int], dict[str, object]]:
    """Carry out commands one after the other; return their codes, as `commands` stand, and what is there."""
    shutil.copytree(template, home)
    codes = {number: run(commands[number], home).code for number in order}
    return [codes[number] for number in sorted(codes)], dict(said(home))


def lost(pair: Pair, base: Path, times: int) -> list[str]:
    """Run a pair so many times; return what was wrong with those that did not end as one after the other."""
    template, home = base / "template", base / "run"
    pair.prepare(template)
    right = [in_peace(template, base / "peace", pair.commands, (0, 1))]
    if pair.either_first:
        right.append(in_peace(template, base / "other-peace", pair.commands, (1, 0)))
    wrong = []
    for _ in range(times):
        shutil.copytree(template, home)
        found = at_once(home, pair.commands, pair.apart)
        codes, after = [one.code for one in found], said(home)
        if (codes, after) not in right or hidden(home):
            differing = [
                [name for name in {**one, **after} if one.get(name) != after.get(name)] for _, one in right
            ]
            wrong.append(f"{codes} {differing} {hidden(home)} {found[-1].said[-200:]}")
        shutil.rmtree(home)
    return wrong


def main() -> None:
    """Print how many pairs lost something."""
    times, bad = int(sys.argv[1]), 0
    for name in sys.argv[2:] or PAIRS:
        with tempfile.TemporaryDirectory() as folder:
            wrong = lost(PAIRS[name], Path(folder), times)
        print(f"{name}: {times} pairs, {len(wrong)} wrong", *wrong[:5], sep="\n    ", flush=True)  # noqa: T201
        bad += len(wrong)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
