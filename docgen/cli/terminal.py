"""What docgen says to the person who called it: results on stdout, everything else on stderr."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic
from unicodedata import east_asian_width

import click

from docgen.foundation.errors import DocgenError, Finding, Problem
from docgen.foundation.messages import LANGUAGES, say

SECONDS = 5
"""Between two lines that tell how far a batch is."""
LOCALE_VARIABLES = ("DOCGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True)
class Terminal:
    """The language of this run, and how much of its way it tells."""

    lang: str
    verbose: bool = False
    debug: bool = False
    as_json: bool = False

    def say(self, key: str, **values: object) -> str:
        """Return the sentence at `cli.<key>` of the catalogue."""
        return say(f"cli.{key}", self.lang, **values)

    def note(self, text: str) -> None:
        """Write a message."""
        click.echo(text, err=True)

    def report(self, problems: Iterable[Problem]) -> None:
        """Write each problem or finding on its own line, place first."""
        for problem in problems:
            self.note(problem.text(self.lang))

    def refuse(self, error: DocgenError) -> None:
        """Tell a program every problem of an error, and a person those to be shown."""
        if self.as_json:
            self.tell(error.problems)
        else:
            self.report(error.shown)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Write each problem for a program."""
        for problem in problems:
            grade = {"grade": problem.grade} if isinstance(problem, Finding) else {}
            fields = {
                "code": problem.code,
                "place": str(problem.place),
                "field": list(problem.keys),
                "text": problem.text(self.lang),
                **grade,
            }
            result("", fields, as_json=True)

    @contextmanager
    def counting(self, name: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show how many of `total` letters are done: as a bar, or as a line now and then off a terminal."""
        if sys.stderr.isatty():
            with click.progressbar(length=total, label=name, file=sys.stderr) as bar:
                yield bar.update
        else:
            yield Lines(self, name, total).count

    def announce(self, stop: str, subject: str) -> None:
        """Write the stop a document has reached (find, load, model …), when asked to be verbose."""
        if self.verbose:
            self.note(f"{stop:8}{subject}")


@dataclass
class Lines:
    """How far a batch is, told in a line every few seconds."""

    terminal: Terminal
    name: str
    total: int
    done: int = 0
    told: float = field(default_factory=monotonic)

    def count(self, letters: int) -> None:
        """Take `letters` more as done."""
        self.done += letters
        if monotonic() - self.told > SECONDS:
            self.told = monotonic()
            self.terminal.note(
                self.terminal.say("batch-progress", name=self.name, done=self.done, total=self.total)
            )


def result(text: str, fields: Mapping[str, object], as_json: bool) -> None:
    """Write one result for a person (`text`) or for a program (`fields`, as one JSON object on a line)."""
    click.echo(json.dumps(fields, ensure_ascii=False) if as_json else text)


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language asked for with --lang, else zh where the locale is Chinese and en elsewhere.

    It is looked for before anything is parsed, so that even a mistyped command is answered in it.
    """
    asked = [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
    asked += [value for option, value in pairwise(arguments) if option == "--lang"]
    chosen = next((name for name in asked if name in LANGUAGES), None)
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    return chosen or ("zh" if locale.startswith("zh") else "en")


def columns(rows: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """Return `rows` as lines whose columns stand under each other; a 汉字 is two places wide."""
    widths = [max(map(places, column)) for column in zip(*rows, strict=True)]
    padded = [[cell + " " * (w - places(cell)) for cell, w in zip(row, widths, strict=True)] for row in rows]
    return [gap.join(cells).rstrip() for cells in padded]


def places(text: str) -> int:
    """Return how many places `text` takes on a terminal."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
