"""Small inputs that once came out wrong, and what is right: a table, with content of our own (示例).

The numbers are those of the lists the cases were first told in: D a clerk's desk, R and T tables of people, P
pages, Q peers' test suites. A row is a project with one document; of it is said what the document prints,
what is told beside, or what refuses it, each with its place. Where a whole build, a page or a Word file is
needed to see a case, the row names the test that shows it (`elsewhere`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from docgen.foundation.errors import ContentError, Finding, unique
from docgen.pipeline.options import Options
from docgen.pipeline.stops import Pipeline
from tests.support.samples import OFFICES, document, write_files

HTML = Options(formats=("html",))
BLOCKS = "self::p or self::li or self::h1 or self::h2 or self::h3 or self::h4 or self::td or self::th"


class Case(NamedTuple):
    """The document `letters/letter.yaml`, other files below `content/`, and what is right."""

    number: str
    document: str
    files: Mapping[str, str | bytes] = {}
    prints: tuple[str, ...] = ()  # paragraphs and cells, in this order, others may stand between
    tells: tuple[str, ...] = ()  # "code place", all there are
    refuses: tuple[str, ...] = ()  # "code place", all there are; then `tells` are told beside


class Outcome(NamedTuple):
    """What came of a document: its paragraphs and cells, what was told, and what refused it."""

    paragraphs: list[str]
    told: list[str]
    refused: list[str]


def notice(body: str, **fields: str | None) -> str:
    """Return a notice with this body."""
    return document(body=block(body), **fields)


def letter(body: str, recipients: str, **fields: str | None) -> str:
    """Return a letter with this body to the people of a roster."""
    own = {
        "kind": "letters/leader-letter",
        "genre": None,
        "doc_number": None,
        "title": "一封信",
        "salutation": "同志",
        "recipients": recipients,
        "seal": "否",
    }
    return document(**{**own, **fields}, body=block(body))


def block(text: str) -> str:
    """Return a text as YAML has it over several lines."""
    return "|\n" + "\n".join(f"  {line}".rstrip() for line in text.split("\n"))


def outcome(folder: Path, case: Case) -> Outcome:
    """Make a project of a case and take its document to what is printed, without laying pages out."""
    write_files(folder, {"content/offices.yaml": OFFICES, "content/letters/letter.yaml": case.document})
    write_files(folder, {f"content/{name}": data for name, data in case.files.items()})
    stops = Pipeline(HTML)
    try:
        pages = stops.pages(folder / "content/letters/letter.yaml")
        made = [stops.made(page) for page in pages]
    except ContentError as error:
        beside = [one for one in error.shown if isinstance(one, Finding)]
        return Outcome([], [*map(said, beside)], [said(one) for one in error.problems if one not in beside])
    paragraphs = [one for files, _ in made for one in paragraphs_of(files[0].data)]
    return Outcome(paragraphs, [said(one) for one in unique(one for _, found in made for one in found)], [])


def said(one: Finding) -> str:
    """Return code and place (file name:line:column, or cell) of what was told."""
    return f"{one.code} {str(one.place).rpartition('/')[2]}".rstrip()


def paragraphs_of(html: bytes) -> list[str]:
    """Return the texts of paragraphs, items, headings and cells, white space folded."""
    found = etree.HTML(html.decode()).xpath(f"//body//*[{BLOCKS}]")
    return [" ".join("".join(one.itertext()).split()) for one in found]
