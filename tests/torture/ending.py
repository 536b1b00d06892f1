"""A desk told to end (SIGTERM) amid a batch of 1,000 letters, another that goes on: no byte may differ.

`python -m tests.torture.ending [LETTERS]` prints the files that differ; there must be none.
"""

import sys
import tempfile
from pathlib import Path

from tests.support.ended import differences


def main(letters: int = 1000) -> int:
    """Try it once; return how many files differ."""
    with tempfile.TemporaryDirectory() as folder:
        found = differences(Path(folder), letters)
    sys.stdout.write(f"{letters} letters, ended and gone on with: {len(found)} differ {found}\n")
    return len(found)


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
