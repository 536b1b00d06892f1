"""How fast a roster's letters are made, beside Typst, LibreOffice and a new WeasyPrint document for each.

`make bench`, or `python -m bench.batch [LETTERS]`. Every way makes letters of the same words
on one page, in a
process of its own, one after another; what counts is processor time (user and system), for the machine may be
busy with other things. Exit 1 when a limit is missed.
"""

import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time

from docgen.batch import Inline, run
from docgen.batch.local import Limits, Local
from docgen.build import Stops
from docgen.writers import gathering, pdf, word
from tests.rosters import batch, roster_project
from tests.samples import silent

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
FEW = 20
"""Letters for the ways that take long; their time is given for one letter anyway."""


@dataclass(frozen=True)
class Cost:
    """What one way of making letters cost, for one letter."""

    cpu: float  # ms
    wall: float  # ms
    peak: int  # MB, of the largest process


def measured(way: Callable[..., int], *arguments: object) -> Cost:
    """Return what a way costs in a process of its own; it returns how many letters it made."""
    context = multiprocessing.get_context("spawn")
    line, theirs = context.Pipe()
    process = context.Process(target=told, args=(theirs, way, arguments))
    process.start()
    cost: Cost = line.recv()
    process.join()
    return cost


def told(
    line: multiprocessing.connection.Connection, way: Callable[..., int], arguments: tuple[object]
) -> None:
    """Run a way and send what it cost."""
    before, start = cpu(), monotonic()
    count = way(*arguments)
    wall = monotonic() - start
    usage = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    line.send(Cost((cpu() - before) * 1000 / count, wall * 1000 / count, max(usage) // 1024))


def cpu() -> float:
    """Return the processor seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def docgen(letter: Path, out: Path, workers: int) -> int:
    """Make all letters of a roster, from YAML to filed PDFs."""
    planned = batch(letter)
    with closing(Local(workers) if workers else Inline()) as backend:
        run(planned, backend, out, lambda count: None)
    return len(planned.letters)


def one_by_one(letter: Path) -> int:
    """Make a new WeasyPrint document for each of the first letters."""
    pages = Stops(silent).pages(letter)[:FEW]
    for page in pages:
        pdf.write(page.composed, page.typefaces)
    return len(pages)


def libreoffice(letter: Path, folder: Path) -> int:
    """Let LibreOffice convert the first letters from Word, in one call."""
    folder.mkdir()
    for page in Stops(silent).pages(letter)[:FEW]:
        (folder / f"{page.composed.name}.docx").write_bytes(word.write(page.composed, page.typefaces).data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    call = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        *folder.glob("*.docx"),
    ]
    subprocess.run(call, check=True, capture_output=True)
    return FEW


def typst(letter: Path, folder: Path) -> int:
    """Let Typst make all letters, with one compiler for all."""
    import typst as peer

    pages = Stops(silent).pages(letter)
    folders = {str(face.path.parent) for face in pages[0].typefaces.values()}
    compiler = peer.Compiler(str(Path(__file__).with_name("letter.typ")), font_paths=sorted(folders))
    folder.mkdir()
    for page in pages:
        data = json.dumps(dict(page.job.recipient or {}))
        (folder / f"{page.composed.name}.pdf").write_bytes(
            compiler.compile(format="pdf", sys_inputs={"recipient": data})
        )
    return len(pages)


def print_file(letter: Path) -> float:
    """Return how many seconds of processor one print file of all letters takes, from composed pages."""
    pages = Stops(silent).pages(letter)
    start = process_time()
    gathering.write([page.composed for page in pages], pages[0].typefaces)
    return process_time() - start


def worker_peak(letter: Path) -> int:
    """Return the most memory (MB) a worker takes that makes all letters of a roster."""
    planned = batch(letter)
    with closing(Local(1, Limits())) as backend, tempfile.TemporaryDirectory() as out:
        run(planned, backend, Path(out), lambda count: None)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main() -> None:
    """Measure everything and print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        letter = roster_project(folder / "project", count, LETTER)
        costs = {
            "docgen, one process": measured(docgen, letter, folder / "one", 0),
            "docgen, two workers": measured(docgen, letter, folder / "two", 2),
            "Typst, one compiler": measured(typst, letter, folder / "typst"),
            "a new WeasyPrint document each": measured(one_by_one, letter),
            "LibreOffice, one call": measured(libreoffice, letter, folder / "office"),
        }
    own = costs["docgen, one process"]
    for way, cost in costs.items():
        ratio = cost.cpu / own.cpu
        print(f"{way:32}{cost.cpu:8.1f} ms CPU{cost.wall:8.1f} ms wall{cost.peak:6} MB{ratio:8.2f} x")  # noqa: T201


if __name__ == "__main__":
    main()
