"""Figures and offices as their keeper sees them: where a figure is printed, and whether a change is sound."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.content.figures import Figures
from docgen.content.figures.file import FigureFile
from docgen.content.offices import OFFICE_SCHEMA, OFFICES
from docgen.content.project import find
from docgen.content.source import parse, read
from docgen.foundation.errors import ContentError, Finding

from .opened import document_of

if TYPE_CHECKING:
    from docgen.content.document import Document

PREFIX = "figures."


@dataclass(frozen=True)
class Use:
    """A place where a figure is printed: the document, its title, and the line as it reads now."""

    path: Path
    title: str
    text: str


@dataclass(frozen=True)
class KnownFigure:
    """A figure as printed, with its source and date. `parts` are what it is made of, `totals` what of it."""

    name: str
    title: str
    printed: str
    unit: str
    as_of: date
    source: str
    is_example: bool
    parts: tuple[str, ...]
    totals: tuple[str, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class FigureBook:
    """A file of figures: all of them in its order, and where they do not agree."""

    title: str
    figures: tuple[KnownFigure, ...]
    findings: tuple[Finding, ...]


def figure_book(path: Path | str) -> FigureBook:
    """Return the figures of a file with the documents that print them.

    A document that cannot be read prints nothing. Raises ContentError with every problem of the file.
    """
    file = FigureFile(read(Path(path)))
    figures = Figures(*file.figures_and_checks())
    parts = {name: tuple(parts_of(entry.values)) for name, entry in file.entries.items()}
    uses = uses_of(Path(path), figures)
    known = tuple(
        KnownFigure(
            name,
            figure.title or name,
            str(figure),
            figure.unit,
            figure.as_of,
            figure.source,
            figure.example,
            parts[name],
            tuple(other for other, made in parts.items() if name in made),
            tuple(uses.get(name, ())),
        )
        for name in file.entries
        if (figure := figures.get(name))
    )
    told = figures.findings(frozenset(figures.figures), {})
    return FigureBook(str(file.values.get("title") or Path(path).stem), known, told)


def parts_of(entry: Mapping[str, object]) -> Iterator[str]:
    """Yield the figures that an entry adds up or counts."""
    added = entry.get("sum")
    yield from map(str, added if isinstance(added, list) else ())
    if counted := entry.get("count_of"):
        yield str(counted)


def uses_of(path: Path, figures: Figures) -> dict[str, list[Use]]:
    """Return where the figures of a file are printed, by their names."""
    from docgen.content.sources import within

    found: dict[str, list[Use]] = {}
    for source in sorted(within(find(path).content(""))):
        try:
            document = document_of(source)
        except ContentError:
            continue
        if document.source.values.get("figures") == path.stem:
            for name, use in printed(document, figures):
                if use not in found.setdefault(name, []):
                    found[name].append(use)
    return found


def printed(document: "Document", figures: Figures) -> Iterator[tuple[str, Use]]:
    """Yield the figures that the texts of a document print, each with its line."""
    from docgen.prose.placeholders.tags import tags

    title = " ".join(str(document.values.get("title") or document.source.path.stem).split())
    for text in document.texts:
        for line in text.text.splitlines():
            for tag in tags(line) if "{" in line or "｛" in line else ():
                if tag.startswith(PREFIX):
                    yield tag.removeprefix(PREFIX), Use(document.source.path, title, filled(line, figures))


def filled(line: str, figures: Figures) -> str:
    """Return a line with its figures printed in it."""
    from docgen.prose.placeholders.tags import TAG, parted

    def value(name: str) -> str:
        figure = figures.get(parted(name)[0].removeprefix(PREFIX))
        return str(figure) if figure else "…"

    return TAG.sub(lambda tag: value(tag["alone_name"] or tag["name"] or ""), line).strip()


def judge_data(path: Path | str, text: str) -> None:
    """Raise ContentError for what is wrong with a file of offices or figures that is to say `text`."""
    from docgen.content import schemas
    from docgen.content.schemas import validation

    file = Path(path)
    source = parse(text, file)
    if file.name == OFFICES:
        validation.check(source, schemas.read(find(file).template(OFFICE_SCHEMA)))
    else:
        FigureFile(source).figures_and_checks()
