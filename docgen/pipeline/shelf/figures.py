"""The figures that a text can name, as they would be printed."""

from dataclasses import dataclass

from docgen.content.figures import read_file
from docgen.content.project import Project

from .names import path_of


@dataclass(frozen=True)
class PrintedFigure:
    """One figure: the name a text calls it by, and what is printed in its place."""

    name: str  # cadres.total
    title: str
    printed: str
    unit: str


def printed_figures(project: Project, name: str) -> tuple[PrintedFigure, ...]:
    """Return the figures of the file content/figures/`name`. Raises ContentError for one with problems."""
    found = read_file(path_of(project, f"figures/{name}")).figures
    return tuple(PrintedFigure(key, one.title, str(one), one.unit) for key, one in found.items())
