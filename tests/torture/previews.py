"""What is shown while one types, after each of 50 edits of six kinds, and two documents in turn 200 times:
`python -m tests.torture.previews`.

Every page that is shown is held against the same page of a build from nothing, dot for dot.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docgen
from tests.support.previews import DPI, built, edits, sample_project

TURNS = 200


def main() -> int:
    """Return how many states were shown otherwise than they are built."""
    with tempfile.TemporaryDirectory() as folder:
        files = sample_project(Path(folder))
        preview = docgen.Preview()
        wrong = [*states_shown_otherwise(preview, files), *meetings(preview, files)]
    sys.stdout.write("\n".join([*(wrong or ["nothing is shown otherwise than it is built"]), ""]))
    return len(wrong)


def states_shown_otherwise(preview: docgen.Preview, files: dict[str, Path]) -> Iterator[str]:
    """Yield the states of documents that are shown otherwise than they are built, all kinds by turns."""
    states = {kind: [*edits(docgen.form(path).values)] for kind, path in files.items()}
    for number in range(max(map(len, states.values()))):
        for kind, path in files.items():
            if number < len(states[kind]):
                shown = preview.show(path, states[kind][number], dpi=DPI)
                text = docgen.with_values(path, states[kind][number])
                same = [page.key for page in shown.pages] == built(path, text, shown.letter)
                sys.stdout.write(f"{kind} {number}: {shown.how}{'' if same else ' OTHERWISE'}\n")
                if not same:
                    yield f"{kind}, state {number} ({shown.how})"


def meetings(preview: docgen.Preview, files: dict[str, Path]) -> Iterator[str]:
    """Yield the turns at which one of two documents was shown otherwise than before."""
    pair = [files["letters/reminder"], files["letters/minutes"]]
    before = [preview.show(path, dpi=DPI) for path in pair]
    for turn in range(TURNS):
        for path, first in zip(pair, before, strict=True):
            now = preview.show(path, dpi=DPI)
            if (now.pages, now.findings, now.spots) != (first.pages, first.findings, first.spots):
                yield f"turn {turn}: {path.name} is shown otherwise"


if __name__ == "__main__":
    sys.exit(min(main(), 1))
