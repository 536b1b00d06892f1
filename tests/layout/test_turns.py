"""Threads that lay out and draw at once: each gets what it would get alone, and is told of its own only."""

import gc
import logging
import subprocess
import sys
from threading import Barrier, Lock

import pytest
from weasyprint.layout import inline

from docgen import write as writers
from docgen.composed import Composed
from docgen.layout import typesetter
from docgen.layout.engine.turns import Collector
from docgen.layout.styles import Cascade
from tests.support import foreign
from tests.support.samples import ROOT
from tests.support.threads import in_threads

CSS = "@page { size: A6; margin: 10mm } body { font-family: 仿宋 } h1::before { content: counter(section) }"


def page(number: int) -> Composed:
    """Return a page whose words, classes and colours are its own."""
    colours = "".join(f".c{n} {{ color: #{number:03x}{n:03x} }}" for n in range(12))
    body = "".join(
        f"<h1 class=c{n}>题{number}</h1><p id=p{n} class=c{n}>文{number}之{n}。" for n in range(12)
    )
    return foreign.page(body, CSS + colours)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_files_made_at_once_are_those_made_alone(form: str) -> None:
    def made(one: Composed) -> bytes:
        return writers.write(one, foreign.typefaces(), form).data

    pages = [page(number) for number in range(12)]
    alone = [made(one) for one in pages]
    assert in_threads(made, pages) == alone


def test_styles_of_pages_that_share_a_style_sheet_are_their_own() -> None:
    rules = "".join(f"[data-n='{n}'] {{ margin-left: {n}pt }}" for n in range(500))

    def margins(start: int) -> list[object]:
        numbers = range(start, start + 50)
        cascade = Cascade("".join(f"<p class=c{n} data-n={n}>{n}" for n in numbers), rules)
        return [cascade.style(element).margin.left for element in cascade.root.iter("p")]

    starts = [7 * step for step in range(60)]
    assert in_threads(margins, starts) == [[float(n) for n in range(s, s + 50)] for s in starts]


def test_no_two_threads_are_in_weasyprint_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, lock, plain = [0], [0], Lock(), inline.get_next_linebox

    def counted(*given):
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        try:
            return plain(*given)
        finally:
            with lock:
                inside[0] -= 1

    monkeypatch.setattr(inline, "get_next_linebox", counted)
    in_threads(lambda one: writers.write(one, foreign.typefaces(), "pdf"), [page(n) for n in range(8)])
    assert most == [1]


def test_what_one_thread_is_told_of_stays_its_own() -> None:
    barrier = Barrier(2, timeout=20)
    told: dict[str, list[str]] = {}

    def noticed(name: str) -> None:
        with typesetter.renderer_messages() as messages:
            barrier.wait()  # both listen
            logging.getLogger("weasyprint").warning("of %s", name)
            barrier.wait()  # both have spoken
        told[name] = list(messages)

    in_threads(noticed, ["甲", "乙"])
    assert told == {"甲": ["of 甲"], "乙": ["of 乙"]}


def test_findings_of_pages_made_at_once_are_their_own() -> None:
    def noticed(number: int) -> list[object]:
        one = foreign.page("<p>文", f"p {{ colour-{number}: red }}")
        return [
            finding.values["message"] for finding in writers.write(one, foreign.typefaces(), "pdf").findings
        ]

    for number, messages in enumerate(in_threads(noticed, range(24))):
        assert len(messages) == 1
        assert f"colour-{number}:" in messages[0]


ALONE_AND_BESIDE = """
import gc
from threading import Barrier, Thread
from docgen.layout.engine.turns import in_turn

with in_turn():
    assert gc.isenabled(), "alone there is nobody to collect in between"
beside = Barrier(2, timeout=60)
other = Thread(target=beside.wait)
other.start()
with in_turn():
    with in_turn():
        assert not gc.isenabled()
    assert not gc.isenabled()
assert gc.isenabled()
beside.wait()
other.join()
print("so it is")
"""


def test_nothing_is_collected_while_another_thread_has_the_turn() -> None:
    """In a process of its own: threads of other tests would be beside it."""
    told = [sys.executable, "-c", ALONE_AND_BESIDE]
    run = subprocess.run(told, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (run.stdout, run.stderr) == ("so it is\n", "")


def test_a_collector_that_was_off_stays_off_and_is_on_only_after_the_last() -> None:
    one = Collector()
    first, second = one.put_off(), one.put_off()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()
    gc.disable()
    try:
        with one.put_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
