"""The work of a batch, in pieces that any process can do: a task in, its files out, the disk left alone.

A piece is a gathering (帖): a stretch of a roster's letters. The same task gives the same files wherever and
however often it is done; whoever does it must have the fonts it was planned with.
"""

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from docgen import __version__
from docgen.composed import Composed
from docgen.composed.printed import Printed
from docgen.composed.purpose import PRINT
from docgen.composed.seals import seal_places
from docgen.content.project import Project
from docgen.foundation.errors import DocgenError, Finding, MachineError, Problem
from docgen.inspect import forms, inspect
from docgen.inspect.pages import Judge
from docgen.layout import engine, fonts
from docgen.layout.engine import turns
from docgen.layout.fonts import Typefaces
from docgen.write import File, write

from ..accepting import accepted, grave, unaccepted
from ..passes import duplexed

if TYPE_CHECKING:
    from docgen.write.laid.letters import LaidLetters

PAGED = frozenset({"pdf", "ofd", "docx"})
"""Forms whose pages are judged."""
# What a page or a style sheet says of a picture.
ADDRESS = re.compile(r"""(?:src=|url\()["']?([^"')>\s]+)""")


@dataclass(frozen=True)
class Task:
    """Some letters of one document, to be made in some formats."""

    letters: tuple[Composed, ...]
    formats: tuple[str, ...]
    project: Project
    type_mark: str  # of the fonts to be used
    whole: bool = False  # is one file of them all wanted too, for a print file?
    accept: tuple[str, ...] = ()  # findings, by their codes, with which a letter is made all the same
    strict: bool = False  # is it made with no other finding?
    besides: frozenset[str] = field(default=frozenset(), compare=False)  # what type is cut for, besides
    run: str = field(default="", compare=False)  # what stands of one of its tasks serves the next
    version: str = __version__

    @cached_property
    def key(self) -> str:
        """A mark of all that the files follow from; the same mark means the same files."""
        told = sha256()
        versions = (__version__, engine.VERSION)
        told.update(repr((versions, self.formats, self.type_mark)).encode())
        sheets = {css: number for number, css in enumerate(dict.fromkeys(one.css for one in self.letters))}
        told.update(repr(list(sheets)).encode())
        for letter in self.letters:
            told.update(repr((letter.name, letter.html, sheets[letter.css], letter.metadata)).encode())
            if letter.purpose != PRINT:
                told.update(repr(letter.purpose).encode())
        for picture in pictures(self.letters):
            told.update(picture)
        return told.hexdigest()

    @property
    def wanted(self) -> list[tuple[str, str]]:
        """The files to be made, letter by letter: of which letter, in which form."""
        return [(letter.name, form) for letter in self.letters for form in self.formats]


@dataclass(frozen=True)
class Product:
    """What a task gave."""

    files: tuple[File, ...]  # one format after another, each in the letters' order
    whole: Mapping[str, bytes]  # all letters in one file for a print file, by its form, where it is wanted
    findings: tuple[Finding, ...]
    judged: tuple[Finding, ...] = ()  # what their pages are held against, letter by letter


class Made(NamedTuple):
    """Letters in one form."""

    files: Sequence[File]
    findings: Sequence[Finding]
    whole: bytes = b""  # all of them in one file


@dataclass(frozen=True)
class Refused:
    """The task cannot be done by anyone: something must be mended first."""

    problems: tuple[Problem, ...]
    is_machines: bool = False  # whether it is the machine and not the letters
    letters: frozenset[str] = frozenset()  # those that the problems are about, by name; none: not known


@dataclass(frozen=True)
class Lost:
    """The process that did the task died, took too long or failed; another may fare better."""

    code: str  # in the catalogue: worker-died, worker-too-slow, worker-no-memory, worker-failed
    reason: str = ""


Outcome = Product | Refused | Lost


def make(task: Task) -> Product | Refused:
    """Do a task."""
    with cleared_once():
        try:
            typefaces = fonts.resolve(task.project)
            refuse_other_machine(task, typefaces)
            return product(task, typefaces)
        except DocgenError as error:
            return Refused(error.problems, isinstance(error, MachineError))


def leave_none() -> None:
    """Let go of what this thread left standing for the next task of a run."""
    from docgen.write.laid import presses

    presses.leave_none()


@contextmanager
def cleared_once() -> Iterator[None]:
    """Clear away what the block leaves behind when it is through, and not all along.

    WeasyPrint leaves cycles behind, with fonts and pictures in them. Python would search for cycles again and
    again, among all there is, for a tenth of the time; one search among what is new does as well. What the
    process had set aside itself (`gc.freeze`) stays so.
    """
    ours = not gc.get_freeze_count()
    if ours:
        gc.freeze()
    try:
        with turns.collector.put_off():
            yield
    finally:
        turns.collect()
        if ours:
            gc.unfreeze()


def product(task: Task, typefaces: Typefaces) -> Product | Refused:
    """Return the files of a task's letters and what is to be held against them."""
    if any(letter.even_imprint for letter in task.letters):
        task = replace(task, letters=tuple(duplexed(letter, typefaces).composed for letter in task.letters))
    findings = [finding for letter in task.letters for finding in inspect(letter, typefaces)]
    with laid_together(task, typefaces) as laid:
        made = {form: made_as(form, task, typefaces, laid) for form in task.formats}
    for one in made.values():
        findings += [finding for finding in one.findings if finding not in findings]
    files = tuple(file for one in made.values() for file in one.files)
    shown = laid.shown if laid else ()  # HTML has no pages
    judged = tuple(held_against(task, shown)) if shown else ()
    judged += tuple(accepted(lacking(task, typefaces, files, shown), task.accept))
    if stops := stopping(task, judged):
        return Refused(tuple(stops), letters=frozenset(one.subject for one in stops))
    whole = {form: one.whole for form, one in made.items() if one.whole}
    return Product(files, whole, tuple(findings), judged)


def held_against(task: Task, shown: Iterable[Printed]) -> list[Finding]:
    """Return what is to be held against the pages of a task's letters, each judged by what differs."""
    judge = Judge()
    pairs = zip(task.letters, shown, strict=True)
    findings = [finding for letter, printed in pairs for finding in judge.findings(printed, letter.name)]
    return accepted(findings, task.accept)


def lacking(
    task: Task, typefaces: Typefaces, files: Sequence[File], shown: Sequence[Printed]
) -> Iterator[Finding]:
    """Yield what letters lack of the form they are to have.

    A file is judged where its letter was laid out itself: one that was set from it differs in words only.
    """
    for letter in task.letters:
        yield from forms.findings(letter, typefaces, task.formats)
    if not any(letter.purpose.tagged for letter in task.letters):
        return
    for form in ("pdf", "ofd"):
        made = [file for file in files if file.form == form]
        for file, printed in zip(made, shown, strict=False):
            if printed.base is None:
                yield from forms.made_findings(form, file.data, file.letter)


def laid_together(
    task: Task, typefaces: Typefaces
) -> "AbstractContextManager[LaidLetters] | AbstractContextManager[None]":
    """Return a task's letters laid out, once for all forms, to be drawn in a block; None for HTML alone.

    Those only wanted in Word are judged by their pages too: they are cut off and run over as there.
    """
    if PAGED.isdisjoint(task.formats):
        return nullcontext()
    from docgen.write.laid import letters

    return letters.laying(task.letters, typefaces, task.besides, task.run)


def made_as(form: str, task: Task, typefaces: Typefaces, laid: "LaidLetters | None") -> Made:
    """Return a task's letters in one form."""
    if laid and form == "pdf":
        return set_together(task, typefaces, laid)
    if laid and form == "ofd":
        return set_together_as_ofd(task, laid)
    return set_alone(task, typefaces, form)


def stopping(task: Task, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings with which a letter of a task does not go out."""
    return unaccepted(findings) if task.strict else grave(findings)


def set_alone(task: Task, typefaces: Typefaces, form: str) -> Made:
    """Return the letters of a task in one format, each written by itself."""
    files: list[File] = []
    findings: list[Finding] = []
    for letter in task.letters:
        written = write(letter, typefaces, form)
        files.append(File(letter.name, form, written.data, written.pages or 0))
        findings += written.findings
    return Made(files, findings)


def set_together(task: Task, typefaces: Typefaces, laid: "LaidLetters") -> Made:
    """Return a task's letters as one PDF, and the PDFs that are parts of it, with nothing of one another."""
    from docgen.write.pdf import chunk, parting

    gathered = chunk.drawn(laid)
    parts = parting.part_letters(gathered, task.letters)
    files = (
        set_alone(task, typefaces, "pdf").files
        if parts is None
        else files_of(task, "pdf", parts, gathered.pages, gathered.shown)
    )
    return Made(files, gathered.findings, gathered.data if task.whole else b"")


def set_together_as_ofd(task: Task, laid: "LaidLetters") -> Made:
    """Return a task's letters as OFD, and one of them all for a print file."""
    from docgen.write.ofd import chunk

    gathered = chunk.drawn(laid, task.whole)
    files = files_of(task, "ofd", gathered.files, gathered.pages, gathered.shown)
    return Made(files, gathered.findings, gathered.whole)


def files_of(
    task: Task, form: str, parts: Sequence[bytes], pages: Sequence[int], shown: Sequence[Printed]
) -> list[File]:
    """Return a task's letters that were set together as files, those that are sealed with where."""
    return [
        File(letter.name, form, data, count, seal_places(told) if letter.purpose.seal else ())
        for letter, data, count, told in zip(task.letters, parts, pages, shown, strict=True)
    ]


def refuse_other_machine(task: Task, typefaces: Typefaces) -> None:
    """Raise MachineError when the letters would not look here as they were planned."""
    if task.version != __version__:
        raise MachineError([Problem("worker-other-version")])
    if typefaces.mark != task.type_mark:
        raise MachineError([Problem("worker-other-type")])


def pictures(letters: Sequence[Composed]) -> Iterator[bytes]:
    """Yield a mark of every picture the letters may show, by address."""
    texts = {(text, letter.assets) for letter in letters for text in (letter.html, letter.css)}
    named = {(address, assets) for text, assets in texts for address in ADDRESS.findall(text)}
    for address, assets in sorted(named, key=lambda pair: pair[0]):
        path = assets.inside(unescape(address))
        if path:
            yield sha256(path.read_bytes()).digest()
