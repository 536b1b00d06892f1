"""Each command killed, or failed by the disk, at every operation; then the same again: nothing may differ.

`python -m tests.torture.crashpoints [COMMAND…]` prints the table; without names it tries every command. With
DOCGEN_EVERY=5 it tries every fifth operation. `issue` is also failed as a full disk and a read-only one do.
What a command reads of docgen itself is read once, before all.
"""

import contextlib
import csv
import errno
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import openpyxl

from docgen import cli
from docgen.content.document import open_document
from docgen.pipeline.build import build
from docgen.pipeline.options import BatchOptions, Options, PrintOrder
from docgen.pipeline.register.issue.auditing import archive_faults
from docgen.register.entries import ISSUED
from docgen.register.opening import begin_register, open_register
from docgen.register.verifying import verify
from docgen.translation import exchange
from tests.support.certificates import AWARDS, COMMENDED, roster
from tests.support.handbooks import BO, handbook, replaced
from tests.support.rosters import LETTER as LETTER_TEXT
from tests.support.rosters import people, roster_project
from tests.support.samples import document, project, write_files
from tests.torture.disk import Disk, hidden, run, visible

LETTER, BOOK = "content/letters/letter.yaml", "content/handbooks/demo"
CERTIFICATES = "content/certificates/zheng.yaml"
EVERYTHING = (0, errno.EIO, errno.ENOSPC, errno.EROFS)
REPRINTS, REGISTER = "补印记录.csv", "register.db"


@dataclass(frozen=True)
class Case:
    """A command and the project it is run in."""

    arguments: tuple[str, ...]
    prepare: Callable[[Path], object]
    again: tuple[int, ...] = (0,)  # exit codes of the same command after it is through
    errors: tuple[int, ...] = (0, errno.EIO)  # what befalls it; 0: it is killed
    every: int = 1  # of how many operations one is tried


def letters(folder: Path) -> None:
    """Make a project with a letter to six people."""
    roster_project(folder, 6)


def filed_letters(folder: Path) -> None:
    """Make a project with a letter to six people, made already, with its check list."""
    letters(folder)
    options = BatchOptions(workers=0, combined=PrintOrder())
    build([folder / LETTER], Options(("pdf", "docx"), folder / "out", batch=options))


def one_letter(folder: Path) -> None:
    """Make a project with one letter to nobody in particular."""
    text = LETTER_TEXT.replace("recipients: people\n", "").replace("{{ recipient.name }}", "示例")
    roster_project(folder, 1, text.partition("body:")[0] + "body: 谨致谢意（示例）！\n")


def translated(folder: Path) -> None:
    """Make a handbook and what came back from its translator; its Chinese was changed meanwhile."""
    book = handbook(folder)
    sheet = folder / "back.xlsx"
    sheet.write_bytes(exchange.write(sheet, exchange.rows(open_document(book), every=True), "zh"))
    fill(sheet)
    replaced(book / "chapters/why.yaml", "请拨打0891-1234567", "请您拨打0891-1234567")
    replaced(book / "chapters/how.yaml", "[先看, 再问]", "[先看一看, 再问]")


def fill(path: Path) -> None:
    """Double the Tibetan of each cell that has some, and fill those that are empty."""
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[8].value = str(row[8].value or BO).replace(BO, BO * 2)
    book.save(path)


def marked(folder: Path) -> None:
    """Make a handbook that may be released with drafts."""
    book = handbook(folder) / "book.yaml"
    book.write_text(book.read_text("utf-8") + "unready: 加标记\n", "utf-8")


def registered(folder: Path, named: int = 3) -> None:
    """Make a project with a register, a letter without a number, and certificates for some people."""
    project(folder, letter=document(doc_number=None))
    write_files(folder, {CERTIFICATES: COMMENDED + AWARDS})
    roster(folder, *(f"{{name: {name}, class: 个人}}" for name in people(named)))
    begin_register(folder).store.close()


DAY = ("--date", "2024-07-01")
INIT = ("init", "project", "--kind", "reports/survey", "--kind", "handbooks/policy")
"""A project with every sort of file; one with examples of all kinds is the same a hundred times over."""
PDF = ("--to", "pdf", "--workers", "0")
COMMANDS: Mapping[str, Case] = {
    "import": Case(("translate", "import", BOOK, "back.xlsx"), translated),
    "accept": Case(
        ("translate", "accept", BOOK, "--all", "--by", "示例", "--date", "2024-07-01"), translated
    ),
    "single": Case(("build", LETTER), one_letter),
    "batch": Case(("build", LETTER, "--workers", "0"), letters),
    "combined": Case(("build", LETTER, *PDF, "--combined", "--odd"), letters),
    "only": Case(("build", LETTER, *PDF, "--only", "赵伟"), letters),
    "final": Case(("build", BOOK, *PDF, "--final"), marked),
    "init": Case(INIT, Path.mkdir),
    "new": Case(("new", "handbooks/cadre", "content/handbooks/new"), letters, again=(1,)),
    "issue": Case(("issue", LETTER), registered, errors=EVERYTHING),
    "issue-each": Case(("issue", CERTIFICATES), registered, errors=EVERYTHING),
    "issue-77": Case(("issue", CERTIFICATES), partial(registered, named=77), errors=EVERYTHING, every=97),
    "forget": Case(("forget", LETTER, "--out", "out"), filed_letters),
    "sheet": Case(("sheet", "letters/leader-letter", "blank.xlsx"), letters, again=(1,)),
}


@dataclass(frozen=True)
class Row:
    """What came of one command: operations tried, and what went wrong at some of them."""

    operations: int
    tried: int  # of them
    wrong: tuple[str, ...]


@cache
def warm(case: Case) -> None:
    """Carry a command out in this process, whose children then need not read again what docgen itself is."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        case.prepare(home)
        silent = io.StringIO()
        with contextlib.chdir(home), contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
            assert cli.run(case.arguments) == 0


def tried(case: Case, base: Path, error: int = 0, every: int = 1) -> Row:
    """Kill a command, or fail it with `error`, at one operation after another; run it again each time.

    With `every` it is every so many of them, and the last.
    """
    warm(case)
    template, peace, home = base / "template", base / "peace", base / "run"
    case.prepare(template)
    shutil.copytree(template, peace)
    before = said(peace)
    log = base / "operations"
    assert run(case.arguments, peace, Disk(log=log)).code == 0
    after, operations = said(peace), log.read_text("utf-8").splitlines()
    wrong = []
    steps = range(every // 2, len(operations) - 1, every)
    for at in (*steps, len(operations) - 1):
        shutil.copytree(template, home)
        first = run(case.arguments, home, Disk(at, error))
        parts = [name for name, data in said(home).items() if data not in (before.get(name), after.get(name))]
        second = run(case.arguments, home)
        faults = {
            "in part": REPRINTS not in "".join(parts) and [name for name in parts if name != REGISTER],
            "differs": [name for name in {**after, **said(home)} if said(home).get(name) != after.get(name)],
            "left": second.code in (0, *case.again) and hidden(home),
            "exit": second.code not in (0, *case.again) and [second.code, second.said[-200:]],
            "not explained": error and first.code not in (0, 1, 5) and [first.code, first.said[-200:]],
        }
        wrong += [f"{at} {operations[at]}: {what} {found}" for what, found in faults.items() if found]
        shutil.rmtree(home)
    return Row(len(operations), len(steps) + 1, tuple(wrong))


def register_said(home: Path) -> bytes:
    """Return what the register of a project says but for the time of day, and what is wrong with it."""
    with open_register(home) as register:
        entries = [(one.number, one.state, one.key, sorted(one.files.items())) for one in register.entries()]
        wrong = [problem.code for problem in verify(register).problems + archive_faults(home, register)]
    return repr((entries, wrong if all(state == ISSUED for _, state, *_ in entries) else [])).encode()


def said(home: Path) -> dict[str, bytes]:
    """Return what is in a project; of the record of copies and the register, all but the time of day.

    A starter names the folder it was made in.
    """
    found = {name: data.replace(str(home).encode(), b"home") for name, data in visible(home).items()}
    if REGISTER in found:
        found = {name: data for name, data in found.items() if not name.startswith(REGISTER)}
        found[REGISTER] = register_said(home)
    for name in [name for name in found if name.endswith(REPRINTS)]:
        rows = csv.reader(io.StringIO(found[name].decode("utf-8-sig")))
        found[name] = repr(sorted({tuple(row[1:]) for row in rows})).encode()
    return found


def main() -> None:
    """Print the table of commands and operations."""
    bad, every = 0, int(os.environ.get("DOCGEN_EVERY", "0"))
    for name in sys.argv[1:] or COMMANDS:
        case = COMMANDS[name]
        for error in case.errors:
            how = errno.errorcode.get(error, "SIGKILL")
            with tempfile.TemporaryDirectory() as folder:
                row = tried(case, Path(folder), error, every or case.every)
            found = f"{row.operations:4} operations, {row.tried:4} tried, {len(row.wrong)} wrong"
            print(f"{name:10} {how:8} {found}", flush=True)  # noqa: T201
            for one in row.wrong[:10]:
                print("   ", one)  # noqa: T201
            bad += len(row.wrong)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
