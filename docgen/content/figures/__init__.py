"""Figures (数据): numbers kept once, with unit, as-of date and source, and printed by name everywhere.

In goes a `Source` of content/figures/, out comes `Figures`. Totals and counts are derived, so they cannot
disagree with their parts; where the office's own figures disagree, a check says so, but only to a document
that prints them. Which figures a document printed is noted by its own `Recorder`, as they are looked up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.foundation.errors import ContentError, Finding, Problem, TemplateError
from docgen.foundation.memory import kept
from docgen.foundation.suggest import nearest

from ..source import Source
from ..source import read as read_source
from .checks import Check, printed_sentence
from .figure import Figure
from .file import FigureFile


@dataclass(frozen=True)
class Figures:
    """All figures of one file, by dotted name, and the checks between them.

    `as_of`, where the file states one date for all, is a figure of that name.
    """

    figures: Mapping[str, Figure]
    checks: tuple[Check, ...] = ()

    def get(self, name: str) -> Figure | None:
        """Return the figure called `name` (cadres.total), None when there is none."""
        return self.figures.get(name)

    def recording(self) -> "Recorder":
        """Return these figures for one document, which notes what is printed."""
        return Recorder(self)

    def findings(
        self, printed: frozenset[str], acknowledged: Mapping[str, str], subject: str = ""
    ) -> tuple[Finding, ...]:
        """Return what is inconsistent in the document `subject`, which printed these figures.

        `acknowledged` maps the id of a check to the reason why the document leaves it as it is.
        """
        return tuple(
            self._finding(check, subject)
            for check in self.checks
            if not check.holds()
            and check.when_printed <= printed
            and not acknowledged.get(check.id, "").strip()
        )

    def check_acknowledged(self, source: Source) -> None:
        """Raise ContentError for each id under `acknowledge` in a document that no check has."""
        known = [check.id for check in self.checks]
        given = source.values.get("acknowledge")
        problems = [
            Problem(
                "figures-check-unknown",
                source.key_place("acknowledge", name),
                {"name": name, "near": nearest(name, known)},
            )
            for name in (given if isinstance(given, dict) else ())
            if name not in known
        ]
        if problems:
            raise ContentError(problems)

    def _finding(self, check: Check, subject: str) -> Finding:
        said = {lang: printed_sentence(text, self.figures) for lang, text in check.sentences.items()}
        return Finding("figures-inconsistent", check.place, {"id": check.id, **said}, subject)


class Recorder:
    """The figures as one document sees them: by dotted name, or step by step as templates write them."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._printed: set[str] = set()

    @property
    def printed(self) -> frozenset[str]:
        """The names of all figures that were looked up."""
        return frozenset(self._printed)

    def lookup(self, name: str) -> Figure | None:
        """Return the figure called `name` and note it as printed; None when there is none."""
        figure = self._figures.get(name)
        if figure:
            self._printed.add(name)
        return figure

    def __iter__(self) -> Iterator[str]:
        """Give the names of all figures."""
        return iter(self._figures.figures)

    def __getitem__(self, name: str) -> "Figure | Group":
        """Return the figure or group called `name`; KeyError when there is neither."""
        figure = self.lookup(name)
        if figure is None and not any(known.startswith(f"{name}.") for known in self):
            raise KeyError(name)
        return figure or Group(self, name)


class Group:
    """Figures under a common name: `figures.cadres`, which leads to `figures.cadres.total`."""

    def __init__(self, recorder: Recorder, name: str) -> None:
        self._recorder = recorder
        self._name = name

    def __getitem__(self, name: str) -> "Figure | Group":
        """Return the figure or group called `name` within this one; KeyError when there is neither."""
        return self._recorder[f"{self._name}.{name}"]

    def __str__(self) -> str:
        """Refuse to be printed: a group is no figure."""
        names = "、".join(name for name in self._recorder if name.startswith(f"{self._name}."))
        raise TemplateError([Problem("figures-group-printed", values={"name": self._name, "near": names})])


@kept(16)
def read_file(path: Path) -> Figures:
    """Return the figures of the file at `path`, worked out once while it stays as it is. Errors as `read`."""
    return read(read_source(path))


def read(source: Source) -> Figures:
    """Return the figures of a file, totals and counts derived.

    Raises ContentError with every problem of the file.
    """
    return Figures(*FigureFile(source).figures_and_checks())
