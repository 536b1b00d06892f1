"""Registers made for one test: in a file, and later on a server, with a clock that stands still."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from docgen.register.opening import begin_register, open_register
from docgen.register.register import Register, Wanted
from docgen.register.series import Series, of_code

NOON = datetime(2024, 6, 20, 12, 0, tzinfo=timezone(timedelta(hours=8)))
LETTERS = of_code("示食安办函", 2024)


def server() -> str:
    """Return where a register is to be kept: nowhere but in a file, unless a test runs on both stores."""
    return ""


def begun(root: Path, *counted: str) -> Register:
    """Begin a register in the folder `root`, at noon."""
    return at(begin_register(root, counted, lambda: NOON, server()))


def opened(root: Path) -> Register:
    """Open the register of the folder `root`, at noon."""
    return at(open_register(root))


def at(register: Register, moment: datetime = NOON) -> Register:
    """Return a register whose clock stands still, kept by one person."""
    register.clock, register.person = (lambda: moment), "示例员"
    return register


def wanted(key: str = "", series: Series = LETTERS, **fields: str) -> Wanted:
    """Return a number that is asked for."""
    return Wanted(series, key, fields)


def given(register: Register, *keys: str) -> list[str]:
    """Return the numbers that documents are given."""
    return [entry.number for entry in register.give([wanted(key) for key in keys])]


def edited(file: Path, at: int, change: Callable[[int], int]) -> None:
    """Change one byte of a file."""
    data = bytearray(file.read_bytes())
    data[at] = change(data[at]) % 256
    file.write_bytes(bytes(data))
