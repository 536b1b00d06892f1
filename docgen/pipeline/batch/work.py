"""The work of a batch, in pieces that any process can do: a task in, its files out, the disk left alone.

A piece is a gathering (帖): a stretch of a roster's letters. The same task gives the same files wherever and
however often it is done; whoever does it must have the fonts it was planned with.
"""

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from html import unescape

from docgen import __version__, write
from docgen.composed import Composed
from docgen.content.project import Project
from docgen.foundation.errors import DocgenError, Finding, MachineError, Problem
from docgen.inspect import inspect
from docgen.layout import engine, fonts
from docgen.layout.engine import turns
from docgen.layout.fonts import Typefaces

# What a page or a style sheet says of a picture.
ADDRESS = re.compile(r"""(?:src=|url\()["']?([^"')>\s]+)""")


@dataclass(frozen=True)
class Task:
    """Some letters of one document, to be made in some formats."""

    letters: tuple[Composed, ...]
    formats: tuple[str, ...]
    project: Project
    type_mark: str  # of the fonts to be used
    together: bool = True  # may a letter's PDF hold characters of the others'?
    whole: bool = False  # is one PDF of them all wanted too, for a print file?
    version: str = __version__

    @cached_property
    def key(self) -> str:
        """A mark of all that the files follow from; the same mark means the same files."""
        told = sha256()
        versions = (__version__, engine.VERSION)
        told.update(repr((versions, self.formats, self.type_mark, self.together)).encode())
        sheets = {css: number for number, css in enumerate(dict.fromkeys(one.css for one in self.letters))}
        told.update(repr(list(sheets)).encode())
        for letter in self.letters:
            told.update(repr((letter.name, letter.html, sheets[letter.css], letter.metadata)).encode())
        for picture in pictures(self.letters):
            told.update(picture)
        return told.hexdigest()

    @property
    def files(self) -> list[str]:
        """The names of the files to be made, letter by letter."""
        return [f"{letter.name}.{form}" for letter in self.letters for form in self.formats]


@dataclass(frozen=True)
class Product:
    """What a task gave."""

    files: tuple[tuple[str, bytes], ...]  # name and content, in the letters' order
    pages: tuple[int, ...]  # of each letter's PDF
    whole: bytes  # one PDF with all letters, empty where none was asked for
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Refused:
    """The task cannot be done by anyone: something must be mended first."""

    problems: tuple[Problem, ...]
    is_machines: bool = False  # whether it is the machine and not the letters


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


@contextmanager
def cleared_once() -> Iterator[None]:
    """Clear away what the block leaves behind when it is through, and not all along.

    WeasyPrint leaves cycles behind, with fonts and pictures in them. Python would search for cycles again and
    again, among all there is, for a tenth of the time; one search among what is new does as well.
    """
    gc.freeze()
    try:
        with turns.collector.put_off():
            yield
    finally:
        turns.collect()
        gc.unfreeze()


def product(task: Task, typefaces: Typefaces) -> Product:
    """Return the files of a task's letters and what is to be held against them."""
    findings = [finding for letter in task.letters for finding in inspect(letter, typefaces)]
    files: list[tuple[str, bytes]] = []
    pages: tuple[int, ...] = ()
    whole = b""
    for form in task.formats:
        if form == "pdf":
            whole, pages, made, noticed = pdfs(task, typefaces)
        else:
            written = [write.write(letter, typefaces, form) for letter in task.letters]
            made, noticed = [one.data for one in written], [f for one in written for f in one.findings]
        files += [(f"{letter.name}.{form}", data) for letter, data in zip(task.letters, made, strict=True)]
        findings += noticed
    return Product(tuple(files), pages, whole, tuple(findings))


def pdfs(task: Task, typefaces: Typefaces) -> tuple[bytes, tuple[int, ...], list[bytes], list[Finding]]:
    """Return one PDF of all letters, the pages of each, one PDF for each, and findings."""
    from docgen.write.pdf import chunk

    if not task.together:
        written = [write.write(letter, typefaces, "pdf") for letter in task.letters]
        made = [one.data for one in written]
        noticed = [finding for one in written for finding in one.findings]
        whole = chunk.joined(made) if task.whole else b""
        return whole, tuple(one.pages or 0 for one in written), made, noticed
    gathered = chunk.write(task.letters, typefaces)
    return gathered.data, gathered.pages, chunk.parted(gathered, task.letters), list(gathered.findings)


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
