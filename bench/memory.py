"""How much memory a worker takes."""

import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from docgen.pipeline.batch import run
from docgen.pipeline.batch.backends import Outcome
from docgen.pipeline.batch.local import Local, Worker
from docgen.pipeline.batch.work import Task

ROOT = Path(__file__).parents[1]
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


class Watched(Local):
    """A worker that is looked at after each task, before another may take its place."""

    peak = 0  # MB

    def released(self, worker: Worker, outcome: Outcome) -> Task:
        """Take the worker's task from it, and note the most memory it ever had."""
        # What getrusage tells of a child includes the process it was started from; this does not.
        found = PEAK.search(Path(f"/proc/{worker.process.pid}/status").read_text())
        self.peak = max(self.peak, int(found[1]) // 1000 if found else 0)
        return super().released(worker, outcome)


def worker_peak(letter: Path, folder: Path) -> int:
    """Return the most memory (MB) that a worker takes while a new process has all letters of a roster made."""
    call = [sys.executable, "-m", "bench.memory", letter, folder]
    return int(subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def main(letter: Path, folder: Path) -> None:
    """Make all letters of a roster with one worker, and print the most memory it took."""
    from tests.support.rosters import (
        batch,  # not above: workers load what stands there, and pytest comes with it
    )

    with closing(Watched(1)) as watched:
        run(batch(letter), watched, folder, lambda count: None)
    sys.stdout.write(f"{watched.peak}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
