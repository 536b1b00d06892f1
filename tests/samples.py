"""Documents made whole, from their YAML, once a test run."""

from functools import cache
from pathlib import Path

from docgen.build import Page, Stops, write

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"
DOCUMENTS = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix()
    for folder in ("letters", "reports")
    for path in (ROOT / "content" / folder).glob("*.yaml")
)


def silent(stop, subject):
    """Say nothing of the stops."""


@cache
def pages(name: str) -> list[Page]:
    """Return the composed jobs of a content file, named by its path from the repository without suffix."""
    stops = Stops(silent)
    return [stops.composed(job) for job in stops.jobs(ROOT / f"{name}.yaml")]


@cache
def pdf(name: str, number: int = 0):
    """Return what the PDF writer made of a document's job `number`."""
    return write(pages(name)[number], "pdf")


@cache
def docx(name: str, number: int = 0):
    """Return what the Word writer made of a document's job `number`."""
    return write(pages(name)[number], "docx")
