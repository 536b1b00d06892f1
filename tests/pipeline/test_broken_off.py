"""Every command that writes, killed or failed by the disk on its way and run again, ends as if undisturbed.

The short form of tests/torture/crashpoints.py, which `make torture` runs at each operation; `import` and
`accept` are tried in tests/translation/test_durable.py.
"""

import errno
from pathlib import Path

import pytest

from tests.torture.crashpoints import COMMANDS, tried

EVERY = {
    "single": 12,
    "batch": 70,
    "only": 14,
    "final": 40,
    "init": 50,
    "new": 5,
    "sheet": 4,
    "forget": 14,
    "issue": 40,
}
"""One of how many operations is tried: two or three of each command.

A batch with a print file and an issue of several letters take the same ways with more operations: the long
form has them.
"""


LONG_ALONE = {"combined", "issue-each", "issue-77"}
ELSEWHERE = {"import", "accept"}


def test_no_command_is_forgotten() -> None:
    assert set(COMMANDS) - set(EVERY) == LONG_ALONE | ELSEWHERE


@pytest.mark.parametrize("command", EVERY)
def test_a_command_broken_off_and_run_again_ends_as_if_undisturbed(tmp_path: Path, command: str) -> None:
    error = errno.EIO if sorted(EVERY).index(command) % 2 else 0  # by turns; the other half in the long form
    row = tried(COMMANDS[command], tmp_path, error, EVERY[command])
    assert row.wrong == ()
    assert row.tried > 1
