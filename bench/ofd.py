"""How fast OFD is written beside PDF: `python -m bench.ofd [LETTERS]`.

A letter of two pages that is laid out (drawn and written anew, ten times each in turn; the least counts), and letters of a
roster in gatherings, parted into a file for each. Processor time counts. Exit 1 when a limit is missed.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from bench.batch import LETTER
from docgen import write
from docgen.composed import Composed
from docgen.layout.fonts import Typefaces
from docgen.pipeline.batch.plan import bounds
from docgen.pipeline.stops import Pipeline
from docgen.write.ofd import chunk as ofd
from docgen.write.pdf import chunk as pdf
from docgen.write.pdf import parting
from tests.support.gathered import set_together
from tests.support.rosters import roster_project
from tests.support.samples import pages

ROUNDS = 10
ALONE, TOGETHER = 0.6, 1.5
"""The most that an OFD may take, in times of its PDF: a letter by itself, a letter of many."""


def main() -> int:
    """Print what both take, and how the limits are kept; return 1 when one is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        kept = [alone() <= ALONE, together(Path(name), count) <= TOGETHER]
    return int(not all(kept))


def alone() -> float:
    """Return how many times as long as its PDF the OFD of a letter takes that is laid out and warm."""
    page = pages("templates/letters/reminder/sample")[0]
    laid = write.laid_out(page.composed, page.typefaces)
    times: dict[str, list[float]] = {"pdf": [], "ofd": []}
    for _ in range(ROUNDS):
        for form, found in times.items():
            found.append(seconds(partial(write.write, page.composed, page.typefaces, form, laid)))
    told = {form: min(found) * 1000 for form, found in times.items()}
    ratio = told["ofd"] / told["pdf"]
    say(f"a letter: PDF {told['pdf']:.0f} ms, OFD {told['ofd']:.0f} ms; {ratio:.2f} times (at most {ALONE})")
    return ratio


def together(folder: Path, count: int) -> float:
    """Return how many times as long as PDFs the OFDs of a roster's letters take."""
    stops = Pipeline()
    found = [stops.composed(job) for job in stops.jobs(roster_project(folder / "project", count, LETTER))]
    letters, typefaces = [page.composed for page in found], found[0].typefaces
    gatherings = [letters[a:b] for a, b in pairwise(bounds([letter.name for letter in letters]))]
    both = typefaces, frozenset("".join(letter.html for letter in letters)), "a run"  # as a batch has it
    took = {
        "PDF": seconds(lambda: [parted(one, *both) for one in gatherings]) * 1000 / count,
        "OFD": seconds(lambda: [set_together(ofd.drawn, one, *both) for one in gatherings]) * 1000 / count,
    }
    ratio = took["OFD"] / took["PDF"]
    told = ", ".join(f"{form} {spent:.1f} ms" for form, spent in took.items())
    say(f"one of {count} letters: {told}; {ratio:.2f} times (at most {TOGETHER})")
    return ratio


def parted(letters: Sequence[Composed], typefaces: Typefaces, besides: frozenset[str], run: str) -> object:
    """Write a gathering as PDF and part it."""
    return parting.part_letters(set_together(pdf.drawn, letters, typefaces, besides, run), letters)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def seconds(work: Callable[[], object]) -> float:
    """Return the processor's time that something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
