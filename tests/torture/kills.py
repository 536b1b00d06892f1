"""Batches killed at random moments and run again until they are through: `python -m tests.torture.kills 500`.

Whatever the moment, the files are in the end the same as if no one had interrupted, and no file is ever there
in part.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import ClassVar

from docgen.pipeline.batch import Batch, Inline, plan, run
from docgen.pipeline.batch.work import Outcome, Task
from docgen.pipeline.options import PrintOrder
from tests.support.rosters import batch, roster_project, tree


class Remembering(Inline):
    """Does in this process each task that none of its kind has done before.

    What is set is the same each time; a child born after the first batch puts it away, which is what may go
    wrong, in a hundredth of the time that setting takes.
    """

    done: ClassVar[dict[object, Outcome]] = {}

    def outcome(self) -> tuple[Task, Outcome]:
        """Return what came of the oldest task, made anew only if need be."""
        task = self.tasks[0]
        kind = (task.key, task.whole, tuple(task.wanted))
        if kind not in self.done:
            self.done[kind] = super().outcome()[1]
        else:
            self.tasks.popleft()
        return task, self.done[kind]


def small_gatherings() -> None:
    """Make gatherings small, so that few letters are many of them."""
    plan.SMALLEST, plan.MEAN, plan.LARGEST = 2, 5, 9


LETTERS = 77
MOST = 20
"""Kills of one batch at most: of a batch that gets on by a letter a time, many would tell the same."""


def started(planned: Batch, out: Path) -> int:
    """Run a batch in a process of its own and return its number."""
    process = os.fork()
    if process == 0:
        try:
            run(planned, Remembering(), out, lambda count: None)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return process


def through(planned: Batch, out: Path, chance: random.Random, longest: float, left: int) -> int:
    """Run a batch until it is through, killing it up to `left` times; return how often it was killed."""
    kills = 0
    while True:
        process = started(planned, out)
        if kills < left:
            sleep(chance.uniform(0, longest))
            os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        if status == 0:
            return kills
        assert status == signal.SIGKILL, status
        kills += 1


def differences(
    folder: Path, letters: int, wanted: int, seed: int, told: Callable[[str], object] = lambda text: None
) -> tuple[int, int]:
    """Return how many kills were dealt, and how many of the batches differed from one left in peace.

    The first is made in this process, and its children have what it set.
    """
    small_gatherings()
    planned = batch(roster_project(folder, letters), PrintOrder(odd=True))
    run(planned, Remembering(), folder / "peace", lambda count: None)
    start, chance, peace = monotonic(), random.Random(seed), tree(folder / "peace")
    assert through(planned, folder / "out", chance, 0, 0) == 0
    longest, kills, batches, differing = monotonic() - start, 0, 0, 0
    while kills < wanted:
        shutil.rmtree(folder / "out")
        kills += through(planned, folder / "out", chance, longest, min(wanted - kills, MOST))
        batches, differing = batches + 1, differing + (tree(folder / "out") != peace)
        told(f"{kills} kills, {batches} batches, {differing} differed")
    return kills, differing


def tell(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201


def main() -> None:
    """Deal as many kills as the call says."""
    wanted, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        kills, differing = differences(Path(folder), LETTERS, wanted, seed, tell)
    tell(f"{kills} kills (seed {seed}), {differing} batches differed")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
