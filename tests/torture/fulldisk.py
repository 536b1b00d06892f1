"""`docgen issue` on a disk that is really full: `python -m tests.torture.fulldisk [KB]`, as root.

A file system in memory holds the project, with room for so many KB more each time until it is enough; then
once it is read-only. Here SQLite meets the end of the disk too, which `crashpoints` cannot have it do.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.torture.crashpoints import CERTIFICATES, LETTER, registered
from tests.torture.disk import run
from tests.torture.issues import wrong

PLENTY = 64 * 1024
EXPECTED = {LETTER: {"示食安办〔2024〕{}号": 1}, CERTIFICATES: {"示食安办证〔2024〕{}号": 3}}


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Have a file system of its own at `folder` for a block."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={PLENTY}k", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def changed(disk: Path, options: str) -> None:
    """Give a file system other properties: its size, or that nobody may write to it."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def issued_on(disk: Path, source: str, before: str, after: str) -> tuple[int, list[str]]:
    """Issue a document on a disk that is as `before` says, and again as `after`; return the first exit code.

    Return also what went wrong: a crash, or a register that does not agree with its archive in the end.
    """
    changed(disk, before)
    first = run(("issue", source), disk)
    changed(disk, after)
    found = [] if first.code in (0, 1, 5) else [f"exit {first.code}: {first.said[-300:]}"]
    second = run(("issue", source), disk)
    found += [] if second.code == 0 else [f"then exit {second.code}: {second.said[-300:]}"]
    return first.code, found + wrong(disk, EXPECTED[source])


def main() -> None:
    """Print what came of each document."""
    if os.geteuid():
        print("only root can mount a small disk")  # noqa: T201
        return
    step, bad = int(sys.argv[1]) if len(sys.argv) > 1 else 16, 0
    with tempfile.TemporaryDirectory() as folder:
        for source in EXPECTED:
            code, tried, room, found = 1, 0, 0, list[str]()
            while code:
                with small_disk(Path(folder, "disk")) as disk:
                    registered(disk)
                    state = os.statvfs(disk)
                    used = (state.f_blocks - state.f_bfree) * state.f_frsize // 1024
                    code, told = issued_on(disk, source, f"size={used + room}k", f"size={PLENTY}k")
                found += [f"{room} KB: {one}" for one in told]
                tried, room = tried + 1, room + step
            with small_disk(Path(folder, "disk")) as disk:
                registered(disk)
                found += [f"read-only: {one}" for one in issued_on(disk, source, "ro", "rw")[1]]
            print(f"{source}: {tried} sizes and read-only, {len(found)} wrong", *found[:10], sep="\n  ")  # noqa: T201
            bad += len(found)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
