"""Documents put away (收起): not listed any more. Their files stay where they are, and so do their names.

The register knows a document by its place, translations lie beside it, and its letters know it by name:
a document that is moved would lose them. So what is put away is a list, `content/.put-away`, a name a line.
"""

from collections.abc import Callable, Collection
from pathlib import Path

from docgen.content.project import Project
from docgen.foundation.durable.locks import locked_document
from docgen.foundation.files import explain_errors, write_file
from docgen.foundation.memory import kept, look

FILE = ".put-away"
TASK = "save"


@kept(16)
def put_away_names(project: Project) -> frozenset[str]:
    """Return the names of the documents that are put away."""
    file = look(list_file(project))
    with explain_errors(file.parent):
        text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def put_away(project: Project, name: str) -> None:
    """Put a document away. Raises MachineError when the disk refuses."""
    change(project, lambda names: {*names, name})


def fetch_back(project: Project, name: str) -> None:
    """List a document again. Raises MachineError when the disk refuses."""
    change(project, lambda names: names - {name})


def rename(project: Project, name: str, new: str) -> None:
    """Keep a document put away under its new name, if it is put away."""
    if name in put_away_names(project):
        change(project, lambda names: {*(names - {name}), new})


def change(project: Project, changed: Callable[[frozenset[str]], Collection[str]]) -> None:
    """Write the list anew, one at a time."""
    file = list_file(project)
    with locked_document(file, TASK), explain_errors(file.parent):
        names = changed(put_away_names(project))
        write_file(file, "".join(f"{name}\n" for name in sorted(names)).encode())


def list_file(project: Project) -> Path:
    """Return where the list is."""
    return project.content(FILE)
