"""What a piece of work costs, measured in a process of its own; and whether that is within bounds."""

import multiprocessing
import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from statistics import median
from time import monotonic

Work = Callable[[], int]
"""Does something to be measured, and returns how many letters that made."""


@dataclass(frozen=True)
class Cost:
    """What one letter cost."""

    cpu: float  # ms of processor, user and system, of the process and those it waited for
    wall: float  # ms


@dataclass(frozen=True)
class Limit:
    """A figure and the bound it is held to."""

    name: str
    found: float
    bound: float
    at_most: bool

    @property
    def is_kept(self) -> bool:
        """Whether the figure is within its bound."""
        return self.found <= self.bound if self.at_most else self.found >= self.bound

    def __str__(self) -> str:
        sign = "≤" if self.at_most else "≥"
        return f"{self.name:58}{self.found:8.2f}  {sign} {self.bound:g}{'' if self.is_kept else '  MISSED'}"


def measured(prepared: Callable[..., Work], *arguments: object) -> Cost:
    """Return what the work that `prepared(*arguments)` returns costs in a new process, getting ready left out."""
    context = multiprocessing.get_context("spawn")
    line, theirs = context.Pipe()
    process = context.Process(target=tell, args=(theirs, prepared, arguments))
    process.start()
    theirs.close()
    cost: Cost = line.recv()
    process.join()
    return cost


def tell(line: Connection, prepared: Callable[..., Work], arguments: tuple[object, ...]) -> None:
    """Do the work and send what it cost."""
    work = prepared(*arguments)
    before, start = cpu(), monotonic()
    count = work()
    wall = monotonic() - start
    line.send(Cost((cpu() - before) * 1000 / count, wall * 1000 / count))


def cpu() -> float:
    """Return the processor seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def middle(costs: list[Cost]) -> Cost:
    """Return the medians of several measurements."""
    return Cost(median(cost.cpu for cost in costs), median(cost.wall for cost in costs))
