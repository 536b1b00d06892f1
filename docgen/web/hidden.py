"""The server's own folder in a project: what it remembers of people, open to its owner alone."""

from pathlib import Path

FOLDER = ".docgen-web"
SENT = "sent"
"""In it the folders of jobs whose documents were sent along, each by its job's id."""
BROUGHT = "brought"
"""In such a folder the files as they were sent, by number."""


def hidden_folder(project: Path) -> Path:
    """Return the folder, made if it is not there; where the project is a repository, it stays out of that."""
    folder = project / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", "utf-8")
    return folder


def sent_folder(project: Path, job: str) -> Path:
    """Return where the documents lie that were sent along with a job."""
    return project / FOLDER / SENT / job
