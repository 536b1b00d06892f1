"""What it costs to show a letter while it is typed: `python -m bench.web`.

A word changed, a paragraph put in, and the same letter built from nothing in the same process, as a PDF and
then pictures of its pages. An edit is timed up to the picture of the page in view; what is held against it
comes after. Processor time, the median of some edits. The ratio says more than the figures.
"""

import resource
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import monotonic, process_time

import docgen
from tests.support.previews import built, prose_of, sample_project

from .measuring import Limit

EDITS = 7
SIGNS = "一二三四五六七"
KINDS = (
    "letters/reminder", "letters/minutes", "letters/request", "reports/work-report",
    "certificates/commendation",
)  # fmt: skip
WORD, PARAGRAPH = 100, 250
"""Milliseconds of processor that an edit may take."""


def main() -> int:
    """Print what edits cost, and return 1 when a limit is missed."""
    with tempfile.TemporaryDirectory() as folder:
        files = sample_project(Path(folder))
        preview = docgen.Preview()
        limits = [limit for kind in KINDS for limit in of_kind(preview, kind, files[kind])]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write("\n".join([*map(str, limits), f"memory {memory:.0f} MB", ""]))
    return int(not all(limit.is_kept for limit in limits))


def of_kind(preview: docgen.Preview, kind: str, path: Path) -> list[Limit]:
    """Print what edits of one document cost, and return that beside its bounds."""
    values = docgen.form(path).values
    first, _ = spent(lambda: preview.show(path, values))
    told = [f"{kind:20} first {first:6.0f}"]
    found = {}
    ways = ("word", "build") if prose_of(values) == "title" else ("word", "paragraph", "build")
    for way in ways:
        found[way], wall = costs(preview, path, way)
        told.append(f"{way} {found[way]:5.0f} ({wall:.0f} by the clock)")
    sys.stdout.write("   ".join(told) + "\n")
    most = {"word": WORD, "paragraph": PARAGRAPH}
    edits = [Limit(f"{kind}: a {way}, ms CPU", found[way], most[way], at_most=True) for way in ways[:-1]]
    return [*edits, Limit(f"{kind}: a build, in words", found["build"] / found["word"], 3, at_most=False)]


def costs(preview: docgen.Preview, path: Path, way: str) -> tuple[float, float]:
    """Return the median of what some edits cost: of the processor, and by the clock."""
    values = docgen.form(path).values
    name = prose_of(values)
    text = str(values[name])
    line = max((one for one in text.split("\n") if "{{" not in one and "|" not in one), key=len)
    half = len(line) // 2
    found = []
    for number in range(EDITS):
        more = "\n\n新的一段，讲讲新的内容。" * (number + 1) if way == "paragraph" else ""
        sign = "" if more else SIGNS[number]
        state = {**values, name: text.replace(line, line[:half] + sign + line[half:], 1).rstrip() + more}
        if way == "build":
            whole = docgen.with_values(path, state)
            found.append(spent(partial(built, path, whole, dpi=110)))
        else:
            found.append(spent(partial(preview.show, path, state, page=1, judged=False)))
    return median(cpu for cpu, _ in found), median(wall for _, wall in found)


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds of processor and of the clock that some work takes."""
    cpu, wall = process_time(), monotonic()
    work()
    return (process_time() - cpu) * 1000, (monotonic() - wall) * 1000


if __name__ == "__main__":
    sys.exit(main())
