"""How fast a roster's letters are made, beside Typst, LibreOffice and plain WeasyPrint: `make bench`.

`python -m bench.batch [LETTERS] [ROUNDS]`. Every way runs in a process of its own, one after another, all of them
`ROUNDS` times over; medians count. Processor time is compared, for the machine may be busy with other things;
only what two workers gain can be told by the clock alone. Exit 1 when a limit is missed; what is measured and
how fair it is stands in README.md.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench import ways
from bench.measuring import Cost, Limit, measured, middle
from bench.memory import worker_peak
from tests.support.rosters import roster_project
from tests.support.samples import ROOT

CERTIFICATES = ROOT / "content" / "certificates" / "commendation-2024.yaml"
LETTER = """\
kind: letters/leader-letter
office: shili
recipients: people
title: 致包保干部的一封信（示例）
salutation: 尊敬的{{ recipient.name }}同志
date: 2024-06-28
seal: 否
body: |
  长期以来，您作为{{ recipient.unit }}的包保干部，联系着{{ recipient.entities }}家食品经营主体，付出了大量心血。在此，谨向您致以衷心的感谢！

  食品安全连着千家万户。我市按照食品安全属地管理责任落地落实的部署，以“监管+包保”的方式推进“两个责任”落实。

  一是恳请按时督导。希望您按季度到所包保的主体去，对照清单逐项检查。
"""
WAYS: dict[str, tuple[Any, ...]] = {
    "docgen, one process": (ways.docgen, 0),
    "docgen, two workers": (ways.docgen, 2),
    "docgen, each letter alone": (ways.alone,),
    "Typst, one compiler": (ways.typst,),
    "WeasyPrint, a new document each": (ways.plain_weasyprint,),
    "LibreOffice, one call": (ways.libreoffice,),
}
ONE, TWO, _, TYPST, PLAIN, OFFICE = WAYS
COLD, WARM, COMMAND = "print PDF, first of its process", "print PDF, not the first", "the whole command"


def main() -> int:
    """Print what everything costs and how it keeps the limits; return 1 when one is missed."""
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as name:
        costs = letter_costs(Path(name), letters, rounds)
        printing = print_costs(Path(name), rounds)
        peaks = [peak(Path(name), number) for number in (letters // 10, letters * 10)]
    say(f"One of {letters} letters", table(costs))
    say("A print PDF of 77 certificates, whole", table(printing))
    limits = [*speed_limits(costs), *print_limits(printing), *memory_limits(*peaks)]
    say("Limits", "\n".join(map(str, limits)))
    return int(not all(limit.is_kept for limit in limits))


def letter_costs(folder: Path, letters: int, rounds: int) -> dict[str, Cost]:
    """Return what a letter costs, by the way it is made."""
    letter = roster_project(folder / "project", letters, LETTER)
    found: dict[str, list[Cost]] = {way: [] for way in WAYS}
    for _ in range(rounds):  # in turn, so that a machine that grows slower does so for all
        for way, (prepared, *settings) in WAYS.items():
            out = folder / prepared.__name__
            found[way].append(measured(prepared, letter, out, *settings))
            shutil.rmtree(out)
    return {way: middle(costs) for way, costs in found.items()}


def print_costs(folder: Path, rounds: int) -> dict[str, Cost]:
    """Return what the print PDF of the certificates costs, by what is counted."""
    found: dict[str, list[Cost]] = {COLD: [], WARM: [], COMMAND: []}
    for number in range(rounds):
        found[COLD].append(measured(ways.print_file, CERTIFICATES, False))
        found[WARM].append(measured(ways.print_file, CERTIFICATES, True))
        found[COMMAND].append(measured(ways.command, CERTIFICATES, folder / f"command {number}"))
    return {what: middle(costs) for what, costs in found.items()}


def peak(folder: Path, letters: int) -> int:
    """Return the most memory (MB) that a worker takes for a roster of so many."""
    letter = roster_project(folder / f"project of {letters}", letters, LETTER)
    return worker_peak(letter, folder / f"letters of {letters}")


def speed_limits(costs: Mapping[str, Cost]) -> Iterator[Limit]:
    """Yield how docgen does beside the others."""
    own = costs[ONE]
    yield Limit("time of docgen / Typst (CPU)", own.cpu / costs[TYPST].cpu, 1.06, at_most=True)
    yield Limit("time of WeasyPrint / docgen (CPU)", costs[PLAIN].cpu / own.cpu, 8, at_most=False)
    yield Limit("time of LibreOffice / docgen (CPU)", costs[OFFICE].cpu / own.cpu, 10, at_most=False)
    yield Limit("speed of two workers / one process (wall)", own.wall / costs[TWO].wall, 1.7, at_most=False)


def print_limits(costs: Mapping[str, Cost]) -> Iterator[Limit]:
    """Yield how long the printer of certificates waits."""
    yield Limit(f"{COLD} (s CPU)", costs[COLD].cpu / 1000, 1.0, at_most=True)
    yield Limit(f"{WARM} (s CPU)", costs[WARM].cpu / 1000, 1.0, at_most=True)


def memory_limits(few: int, many: int) -> Iterator[Limit]:
    """Yield how much a worker takes for many letters, and how much more than for few."""
    yield Limit("peak memory of a worker (MB)", many, 150, at_most=True)
    yield Limit("peak with 100 times as many letters", many / few, 1.1, at_most=True)


def table(costs: Mapping[str, Cost]) -> str:
    """Return costs as lines."""
    return "\n".join(f"{way:40}{cost.cpu:9.1f} ms CPU{cost.wall:9.1f} ms wall" for way, cost in costs.items())


def say(heading: str, text: str) -> None:
    """Print a part of the report."""
    sys.stdout.write(f"{heading}\n{text}\n\n")


if __name__ == "__main__":
    sys.exit(main())
