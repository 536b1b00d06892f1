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
from pathlib import Path
from time import monotonic, sleep

from docgen.pipeline.batch import Batch, Inline, plan, run
from docgen.pipeline.options import PrintOrder
from tests.support.rosters import batch, roster_project, tree


def small_gatherings() -> None:
    """Make gatherings small, so that few letters are many of them."""
    plan.SMALLEST, plan.MEAN, plan.LARGEST = 2, 5, 9


def started(planned: Batch, out: Path) -> int:
    """Run a batch in a process of its own and return its number."""
    process = os.fork()
    if process == 0:
        try:
            run(planned, Inline(), out, lambda count: None)
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


def differences(folder: Path, letters: int, wanted: int, seed: int) -> tuple[int, int]:
    """Return how many kills were dealt, and how many of the batches differed from one left in peace."""
    small_gatherings()
    planned = batch(roster_project(folder, letters), PrintOrder(odd=True))
    start = monotonic()
    assert through(planned, folder / "peace", random.Random(seed), 0, 0) == 0
    longest, peace = monotonic() - start, tree(folder / "peace")
    chance, kills, differing = random.Random(seed), 0, 0
    while kills < wanted:
        kills += through(planned, folder / "out", chance, longest, wanted - kills)
        differing += tree(folder / "out") != peace
        shutil.rmtree(folder / "out")
    return kills, differing


def main() -> None:
    """Deal as many kills as the call says, over batches of 77 letters."""
    wanted, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        kills, differing = differences(Path(folder), 77, wanted, seed)
    print(f"{kills} kills (seed {seed}), {differing} batches differed")  # noqa: T201
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
