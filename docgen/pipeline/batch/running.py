"""Carries out a batch: gives gatherings to workers, files what comes back, tries again what went wrong."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from docgen.archive import folder
from docgen.composed import Composed
from docgen.foundation.errors import ACCEPTED, ContentError, Finding, MachineError, Place, Problem, unique
from docgen.inspect import inspect
from docgen.inspect.edited import built

from ..accepting import accepted, folded
from ..options import Progress
from ..places import placed
from . import journal, printfile
from .backends import Backend
from .journal import Journal, Receipt, receipt_of
from .plan import Batch
from .work import Lost, Outcome, Product, Refused, Task

TRIES = 3
"""How often a letter is tried whose worker is lost."""


@dataclass
class Result:
    """What became of a batch."""

    receipts: list[Receipt] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    set_aside: list[Problem] = field(default_factory=list)
    kept: int = 0  # letters that an earlier run had made


def run(batch: Batch, backend: Backend, out: Path, progress: Progress) -> Result:
    """Make the letters of `batch` that are not made yet, and file them in `out`.

    Letters that cannot be made are set aside, and the rest is finished. Raises ContentError or MachineError
    when a file cannot be put into `out`; what was finished before is known at the next run.
    """
    with journal.opened(out, batch.name) as book:
        work = Run(batch, book, backend, out, progress)
        work.result.findings += [*book.findings, *built_before(batch, out)]
        tasks = batch.tasks()
        if batch.combined and printfile.finished(batch, tasks, book):
            tasks = [replace(task, whole=False) for task in tasks]  # no parts are needed any more
        work.finish(tasks)
        book.note_roster(batch.roster)
        work.made.sort(key=batch.order)
        receipts = work.receipts
        work.result.findings = folded(work.result.findings)
        work.result.receipts = [receipts[file] for task in work.made for file in task.wanted]
        if batch.combined:
            pdfs = {letter: one for (letter, form), one in receipts.items() if form == "pdf"}
            work.result.receipts += printfile.made(batch, work.made, pdfs, book, out)
        return work.result


def built_before(batch: Batch, out: Path) -> list[Finding]:
    """Return a finding if other documents of the kind were made into `out` for the same roster."""
    others = "、".join(journal.others_for(out, batch.name, batch.roster))
    return [Finding("roster-built-before", values={"other": others}, subject=batch.name)] if others else []


Filed = tuple[Task, Product, Sequence[Receipt]]
"""A gathering, what was made of it, and its receipts."""


class Filing:
    """Files gatherings one by one; `beside` what else goes on, where workers would wait for the disk."""

    def __init__(self, filed: Callable[[Task, Product], Sequence[Receipt]], beside: bool) -> None:
        self.filed = filed
        self.thread = ThreadPoolExecutor(1) if beside else None
        self.taken: deque[tuple[Task, Product, Future[Sequence[Receipt]]]] = deque()

    def take(self, task: Task, product: Product) -> None:
        """Take on a gathering. Without a thread it is filed at once, and this raises what that raises."""
        receipts = Future[Sequence[Receipt]]()
        if self.thread:
            receipts = self.thread.submit(self.filed, task, product)
        else:
            receipts.set_result(self.filed(task, product))
        self.taken.append((task, product, receipts))

    def done(self, most: int) -> Iterator[Filed]:
        """Yield gatherings as they are filed, until at most so many are left; raises what filing raises."""
        while len(self.taken) > most:
            task, product, receipts = self.taken.popleft()
            yield task, product, receipts.result()

    def close(self) -> None:
        """Wait for the gathering in hand; others not yet filed are given up."""
        if self.thread:
            self.thread.shutdown(cancel_futures=True)


@dataclass
class Run:
    """One run over the gatherings of a batch."""

    batch: Batch
    book: Journal
    backend: Backend
    out: Path
    progress: Progress
    result: Result = field(default_factory=Result)
    made: list[Task] = field(default_factory=list)
    receipts: dict[tuple[str, str], Receipt] = field(default_factory=dict)  # by letter and form

    def finish(self, tasks: Sequence[Task]) -> None:
        """Make and file what is not finished: first all gatherings, then those that went wrong, by letter.

        Large gatherings go first, so that no worker is left with one when the others have nothing to do.
        """
        left = [task for task in tasks if not self.is_finished(task)]
        waiting = deque(sorted(left, key=lambda task: len(task.letters), reverse=True))
        running = self.submitted(waiting, 0)
        wrong: list[tuple[Task, Refused | Lost]] = []
        with closing(Filing(self.filed, beside=self.backend.room > 1)) as filing:
            while running:
                task, outcome = self.outcome()
                running = self.submitted(waiting, running - 1)
                if isinstance(outcome, Product):
                    filing.take(task, outcome)
                    self.note_all(filing.done(most=1))
                else:
                    wrong.append((task, outcome))
            self.note_all(filing.done(most=0))
        for task, why in sorted(wrong, key=lambda pair: tasks.index(pair[0])):
            self.finish_sound(task, why)

    def submitted(self, waiting: deque[Task], running: int) -> int:
        """Give out as many tasks as there is room for, and return how many are running then."""
        while waiting and running < self.backend.room:
            self.backend.submit(waiting.popleft())
            running += 1
        return running

    def outcome(self) -> tuple[Task, Outcome]:
        """Wait for a task; raises MachineError when the machine that did it lacks something."""
        task, outcome = self.backend.outcome()
        if isinstance(outcome, Refused) and outcome.is_machines:
            raise MachineError(outcome.problems)
        return task, outcome

    def is_finished(self, task: Task) -> bool:
        """Return whether an earlier run has finished a gathering; its receipts are then taken over."""
        receipts = self.book.receipts(task.key, task.wanted)
        if receipts is None or (task.whole and not self.has_part(task)):
            return False
        try:
            noticed = [f for letter in task.letters for f in inspect(letter, self.batch.typefaces)]
        except ContentError:
            return False  # made when docgen did not refuse it yet; tried anew it is set aside
        judged = self.book.judged.get(task.key, [])
        if any(one.grade == ACCEPTED or task.strict for one in judged if one.code not in task.accept):
            return False  # made when someone had looked at that: it is judged anew
        self.note(task, receipts)
        self.result.kept += len(task.letters)
        self.result.findings += [*noticed, *self.located(accepted(judged, task.accept))]
        return True

    def has_part(self, task: Task) -> bool:
        """Return whether a gathering is kept, as the journal tells it, for the print file."""
        paths = printfile.parts(self.out, self.batch.name, task).values()
        if not all(path.is_file() for path in paths):
            return False
        mark = self.book.parts.get(task.key)
        return mark in (None, printfile.mark_of_parts(path.read_bytes() for path in paths))

    def filed(self, task: Task, product: Product) -> list[Receipt]:
        """Put the files of a gathering into the folder, and then a line into the journal."""
        pairs = [(file.name, file.data) for file in product.files]
        folder.store_all(self.out, pairs)
        if self.batch.keeps_text:
            built.keep(self.out, pairs)
        parts = printfile.parts(self.out, self.batch.name, task) if task.whole else {}
        for form, path in parts.items():
            folder.store(path.parent, path.name, product.whole[form], private=True)
        receipts = [receipt_of(file) for file in product.files]
        kept = printfile.mark_of_parts(product.whole[form] for form in parts) if parts else None
        self.book.add(task.key, receipts, kept, product.judged)
        return receipts

    def note_all(self, filed: Iterable[Filed]) -> None:
        """Take gatherings that are made and filed into the result."""
        for task, product, receipts in filed:
            self.result.findings += [*product.findings, *self.located(product.judged)]
            self.note(task, receipts)

    def note(self, task: Task, receipts: Sequence[Receipt]) -> None:
        """Take a finished gathering into the result."""
        self.made.append(task)
        self.receipts |= {(receipt.letter, receipt.form): receipt for receipt in receipts}
        self.progress(len(task.letters))

    def located(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return findings on letters with the places of their rows."""
        return [replace(one, place=self.places.get(one.subject, one.place)) for one in findings]

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where the rows of the letters stand, by the letters' names."""
        return {letter.composed.name: letter.place for letter in self.batch.letters}

    def finish_sound(self, task: Task, why: Refused | Lost) -> None:
        """Find the letters of a gathering that spoil it, set them aside, and make the others."""
        sound = self.sound(task, why)
        rest = replace(task, letters=tuple(sound))
        if not sound or self.is_finished(rest):
            return
        outcome = self.tried(rest, TRIES)
        if isinstance(outcome, Product):
            self.note_all([(rest, outcome, self.filed(rest, outcome))])
        elif isinstance(outcome, Refused) and outcome.letters:
            self.finish_sound(rest, outcome)  # set with others their fonts differ, and so may their lines
        else:
            for letter in sound:
                self.set_aside(letter, outcome)

    def sound(self, task: Task, why: Refused | Lost) -> list[Composed]:
        """Return the letters of a gathering that can be made; set the others aside.

        Who refused the gathering may have told which they are. Otherwise each is tried by itself.
        """
        if not isinstance(why, Refused) or not why.letters:
            return [letter for letter in task.letters if self.is_sound(replace(task, letters=(letter,)))]
        for letter in task.letters:
            if letter.name in why.letters:
                self.set_aside(letter, why)
        return [letter for letter in task.letters if letter.name not in why.letters]

    def is_sound(self, trial: Task) -> bool:
        """Return whether a letter can be made by itself; set it aside if not."""
        outcome = self.tried(trial, TRIES - 1)  # its gathering was the first try
        if not isinstance(outcome, Product):
            self.set_aside(trial.letters[0], outcome)
        return isinstance(outcome, Product)

    def tried(self, task: Task, times: int) -> Outcome:
        """Return what becomes of a task; it is tried again only where its worker was lost."""
        outcome: Outcome = Lost("worker-died")
        while times and isinstance(outcome, Lost):
            self.backend.submit(task)
            _, outcome = self.outcome()
            times -= 1
        return outcome

    def set_aside(self, letter: Composed, outcome: Refused | Lost) -> None:
        """Note why a letter is not made."""
        planned = self.batch.letter(letter.name)
        if isinstance(outcome, Lost):
            told = {"name": letter.name, "reason": outcome.reason}
            problems = [Problem(outcome.code, planned.place, told)]
        else:
            where = self.batch.source, planned.row, planned.place
            problems = [placed(problem, *where) for problem in outcome.problems if is_about(problem, letter)]
        self.result.set_aside = unique([*self.result.set_aside, *problems])
        self.progress(1)


def is_about(problem: Problem, letter: Composed) -> bool:
    """Say whether a problem of a gathering is this letter's."""
    return not isinstance(problem, Finding) or problem.subject in ("", letter.name)
