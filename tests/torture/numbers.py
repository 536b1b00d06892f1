"""Many processes that ask for numbers at once, on both stores: `python -m tests.torture.numbers 8 1000`.

No number is given twice, none is left out, and each process has as many as it asked for. Then a register of
100,000 papers: how long a list, a search and verifying take.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from docgen.register.entries import ISSUED, Query, words_of
from docgen.register.verifying import verify
from tests.support import postgres, registers
from tests.support.registers import LETTERS, begun, opened, wanted

BODY = "抽查督导记录八十份，有十九份未填写发现的问题，个别主体前后两次督导结论雷同。" * 8
COUNTIES = ("城关区", "堆龙德庆区", "达孜区", "林周县", "当雄县", "尼木县", "曲水县", "墨竹工卡县")


@dataclass(frozen=True)
class Given:
    """What came of it: the counts in the register, and the seconds it took."""

    serials: list[int]
    seconds: float


def together(root: Path, processes: int, numbers: int) -> Given:
    """Have so many processes ask for so many numbers each, one by one."""
    begun(root).store.close()
    start = monotonic()
    children = [begin(lambda name=name: ask(root, name, numbers)) for name in range(processes)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    seconds = monotonic() - start
    assert codes == [0] * processes, codes
    with opened(root) as register:
        assert verify(register).problems == []
        return Given([entry.serial for entry in register.entries()], seconds)


def begin(work: Callable[[], object]) -> int:
    """Begin a process of its own and return its number."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return process


def ask(root: Path, name: int, numbers: int) -> None:
    """Ask for numbers, one by one."""
    with opened(root) as register:
        for number in range(numbers):
            register.give([wanted(f"{name}/{number}.yaml", title="关于包保督导工作的提醒函")])


def large(root: Path, entries: int) -> None:
    """Make a register of so many issued papers and tell how long it takes to ask it."""
    with begun(root) as register:
        for first in range(1, entries + 1, 1000):
            with register.changing():
                for number in range(first, min(first + 1000, entries + 1)):
                    fields = {"title": f"关于第{number}件事的函", "addressees": COUNTIES[number % 8]}
                    (entry,) = register.give([wanted(f"{number}.yaml", LETTERS, **fields)])
                    register.record("issued", entry.number, {"state": ISSUED}, words=words_of(entry, [BODY]))
    with opened(root) as register:
        for what, query in (
            ("list", Query(newest=50)),
            ("list of a county", Query(addressee="墨竹工卡县", newest=50)),
            ("search, 5 signs", Query(words=("第9970件",))),
            ("search, 2 signs", Query(words=("拉萨",))),
            ("search, found in all", Query(words=("督导记录",), newest=50)),
        ):
            start = monotonic()
            found = len(list(register.entries(query)))
            print(f"  {what:24} {found:6} found {monotonic() - start:8.3f} s")  # noqa: T201
        start = monotonic()
        told = verify(register)
        print(f"  {'verify':24} {told.events:6} events {monotonic() - start:7.1f} s")  # noqa: T201
        assert told.problems == []


def main() -> None:
    """Print the figures of both stores."""
    processes, numbers, entries = (int(one) for one in (*sys.argv[1:], 8, 1000, 100_000)[:3])
    for name, server in (("sqlite", registers.server), ("postgresql", postgres.new_server)):
        if name == "postgresql" and postgres.programs() is None:
            continue
        registers.server = server
        with tempfile.TemporaryDirectory() as folder:
            done = together(Path(folder), processes, numbers)
        whole = done.serials == list(range(1, processes * numbers + 1))
        told = f"{name}: {processes} x {numbers}, {processes * numbers / done.seconds:.0f} a second"
        print(told, "whole" if whole else "WRONG", flush=True)  # noqa: T201
        assert whole
        with tempfile.TemporaryDirectory() as folder:
            large(Path(folder), entries)


if __name__ == "__main__":
    main()
