"""Batches beside each other, and with a journal that was garbled: nothing lost, nothing false believed."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from docgen.foundation.durable.ledgers import LAST
from docgen.pipeline.batch import Batch, Inline, Result, run
from docgen.pipeline.batch.journal import SUFFIX
from docgen.pipeline.options import PrintOrder
from tests.support.rosters import LETTER, batch, make_gatherings_small, roster_project, tree
from tests.torture.kills import Remembering
from tests.torture.together import PAIRS, lost

COUNT = 6


@pytest.fixture(autouse=True)
def _small_gatherings(monkeypatch: pytest.MonkeyPatch) -> None:
    make_gatherings_small(monkeypatch)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return batch(roster_project(tmp_path_factory.mktemp("project"), COUNT), PrintOrder(odd=True))


def made(planned: Batch, out: Path) -> Result:
    """Make a batch; what is set is the same each time, and set once for all tests."""
    return run(planned, Remembering(), out, lambda count: None)


def without_sums(text: str) -> str:
    """Return a journal as an older docgen wrote it."""
    return "\n".join(line.partition(LAST)[0] + "}" if LAST in line else line for line in text.split("\n"))


GARBLED: dict[str, tuple[Callable[[str], str], bool]] = {
    "untouched": (lambda text: text, False),
    "of an older docgen": (without_sums, False),
    "torn": (lambda text: text + '\n{"key": "0f', False),
    "pages": (lambda text: text.replace(", 1]", ", 3]", 1), True),
    "a number for a name": (lambda text: text.replace('["letter', '[7, "letter', 1), True),
    "a number for a name, without sums": (lambda text: without_sums(text).replace('[["', '[[7, "', 1), True),
    "nothing for files": (lambda text: without_sums(text).replace("[[", "[null, [", 1), True),
    "a path": (lambda text: without_sums(text).replace('"letter-', '"../letter-', 1), True),
    "pages below nothing": (lambda text: without_sums(text).replace(", 1]", ", -1]", 1), True),
    "deep": (lambda text: text + "\n" + "[" * 100_000 + "\n", True),
    "another thing": (lambda text: text + '\n{"roster": ["a"]}\n', True),
    "signs": (lambda text: text + "\n\x00\x00\ufffd\n", True),
}


@pytest.mark.parametrize("name", GARBLED)
def test_a_garbled_journal_is_told_and_its_letters_are_made_anew(
    planned: Batch, tmp_path: Path, name: str
) -> None:
    change, is_told = GARBLED[name]
    made(planned, tmp_path)
    peace = tree(tmp_path)
    journal = tmp_path / f".letter{SUFFIX}"
    text = journal.read_text("utf-8")
    assert change(text) != text or name == "untouched"
    journal.write_text(change(text), "utf-8")
    for path in tmp_path.glob("*打印稿*"):
        path.unlink()
    result = made(planned, tmp_path)
    assert tree(tmp_path) == peace
    told = [finding for finding in result.findings if finding.code == "journal-garbled"]
    assert bool(told) == is_told
    assert all("重新生成" in finding.text("zh") for finding in told)


def test_a_journal_of_another_batch_that_cannot_be_read_is_in_nobodys_way(
    planned: Batch, tmp_path: Path
) -> None:
    (tmp_path / f".other{SUFFIX}").mkdir()
    (tmp_path / f".third{SUFFIX}").write_bytes(b"\xff[[[7\n" + b"[" * 99_999)
    assert len(made(planned, tmp_path).receipts) == COUNT + 2


def test_each_batch_keeps_the_parts_of_its_print_file_to_itself(planned: Batch, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    other_letter = LETTER.replace("谨致谢意", "再致谢意")
    other = replace(
        batch(roster_project(tmp_path / "project", COUNT, other_letter), PrintOrder(odd=True)), name="other"
    )
    out = tmp_path / "out"
    other = replace(other, letters=[renamed(letter) for letter in other.letters])

    class Between(Inline):
        """Makes the whole other batch before the first gathering of this one is filed."""

        def outcome(self):
            if not (out / "other-打印稿.pdf").exists():
                task, outcome = super().outcome()
                made(other, out)
                return task, outcome
            return super().outcome()

    run(planned, Between(), out, lambda count: None)
    together = tree(out)
    for one in (planned, other):
        made(one, tmp_path / "apart")
    assert together == tree(tmp_path / "apart")
    assert not list(out.glob(".*parts"))


def renamed(letter):
    """Return a letter under the name of the other batch."""
    composed = letter.composed
    return replace(letter, composed=replace(composed, name=composed.name.replace("letter", "other", 1)))


def test_a_part_that_is_not_what_was_kept_is_made_anew(planned: Batch, tmp_path: Path) -> None:
    made(planned, tmp_path / "peace")

    class Stopped(Inline):
        """Gives up after the first gathering."""

        done = 0

        def outcome(self):
            self.done += 1
            if self.done > 1:
                raise KeyboardInterrupt
            return super().outcome()

    with pytest.raises(KeyboardInterrupt):
        run(planned, Stopped(), tmp_path / "out", lambda count: None)
    (part,) = (tmp_path / "out").glob(".letter*parts/*.pdf")
    part.write_bytes(part.read_bytes()[:-100])
    ledger = part.parent / ".docgen-made.jsonl"
    told = {"name": part.name, "sha256": sha256(part.read_bytes()).hexdigest()}
    ledger.write_text(json.dumps(told), "utf-8")
    made(planned, tmp_path / "out")
    assert tree(tmp_path / "out") == tree(tmp_path / "peace")


@pytest.mark.parametrize("pair", ["combined", "same"])
def test_two_batches_at_once_into_one_folder_end_as_one_after_the_other(tmp_path: Path, pair: str) -> None:
    assert lost(PAIRS[pair], tmp_path, 1) == []
