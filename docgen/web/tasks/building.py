"""Documents made and checked: as jobs, with progress; and what is known of them before."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import docgen
from docgen.foundation.errors import MUST, ContentError, DocgenError, Finding, Problem

from ..workers.process import Bench
from .shared.naming import output_path, scratch_path
from .shared.sight import document_path

MADE = (".pdf", ".docx")
SOURCES = (".yaml", ".yml")
DPI = range(36, 301)


def about(bench: Bench, name: str) -> dict[str, Any]:
    """Return what a page says of a document: title, kind, roster, files; it may be mistaken."""
    path = document_path(bench, name)
    form = docgen.form(path)
    title = unfilled(" ".join(str(form.values.get("title", "")).split()))
    return {
        "name": name,
        "title": title or name.rpartition("/")[2],
        "kind": form.title,
        "roster": str(form.values.get("recipients", "")),
        "is_book": path.is_dir(),
        "files": files_of(bench, path.stem),
    }


def unfilled(title: str) -> str:
    """Return a title as it is called: what each recipient has of his own left out."""
    first, *others = title.split("{{")
    return "……".join([first, *(one.partition("}}")[2] for one in others)])


def state(bench: Bench, name: str) -> dict[str, Any]:
    """Return the same, and what must be mended before the document is made."""
    path, problems = document_path(bench, name), []
    try:
        docgen.load(path)
    except DocgenError as error:
        problems = records(path, error.shown, bench.lang)
    return {**about(bench, name), "problems": problems}


def files_of(bench: Bench, name: str) -> list[dict[str, Any]]:
    """Return the finished files of a single document that are there, with when they were made."""
    found = []
    for ending in MADE:
        try:
            path = output_path(bench, name + ending)
        except ContentError:
            continue
        found.append({"name": path.name, "form": ending[1:], "changed": path.stat().st_mtime})
    return found


def check(bench: Bench, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is held against a document, its pages kept in the folder `scratch` to be looked at."""
    path = document_path(bench, request["document"])
    return examined(bench, path, Path(request["scratch"]), tuple(request.get("accept", ())))


def make(bench: Bench, request: Mapping[str, Any]) -> dict[str, Any]:
    """Make a document: its files and what was found.

    What must be mended is told as `refused`, and nothing is made. Where it is findings that stop it, the rest
    of the answer is that of `check`.
    """
    path = document_path(bench, request["document"])
    return made(bench, path, request, options_of(bench, request), len(MADE))


def made(
    bench: Bench, path: Path, request: Mapping[str, Any], options: docgen.Options, most: int | None
) -> dict[str, Any]:
    """Return what became of the document at `path`. More letters than `most` are not named."""
    accept = options.accept
    try:
        built = docgen.build([path], options)
    except ContentError as error:
        if not any(getattr(one, "grade", "") == MUST for one in error.problems):
            return {"refused": True, "problems": records(path, error.shown, bench.lang)}
        return {"refused": True, **examined(bench, path, Path(request["scratch"]), accept)}
    files = [receipt_record(file, receipt) for file, receipt in built.receipts]
    letters = [one for one in files if one["letter"]]
    is_many = most is not None and len(letters) > most
    return {
        "document": request["document"],
        "files": [one for one in files if not one["letter"]] if is_many else files,
        "letters": len({one["letter"] for one in letters}),
        "kept": built.kept,
        "findings": records(path, built.findings, bench.lang),
        "set_aside": records(path, built.set_aside, bench.lang),
    }


def options_of(bench: Bench, request: Mapping[str, Any]) -> docgen.Options:
    """Return how a document is to be made, and who is told how far it is."""
    only = list(request.get("only", ()))
    order = docgen.PrintOrder() if request.get("combined") else None
    return docgen.Options(
        formats=tuple(request.get("formats", ("pdf", "docx"))),
        accept=tuple(request.get("accept", ())),
        reason=str(request.get("reason", "")),
        overrides={"only": only} if only else {},
        batch=docgen.BatchOptions(
            scheduler=str(request.get("scheduler", "")), combined=order, counting=partial(counting, bench)
        ),
        announce=Stops(bench).announce,
    )


@contextmanager
def counting(bench: Bench, name: str, total: int) -> Iterator[Any]:
    """Tell how many of `total` letters are done."""
    done = 0

    def count(letters: int) -> None:
        nonlocal done
        done += letters
        bench.tell({"done": done, "total": total})

    bench.tell({"done": 0, "total": total})
    yield count


@dataclass
class Stops:
    """Tells which stop has come, each once: a thousand letters are composed one by one."""

    bench: Bench
    last: str = ""

    def announce(self, stop: str, subject: str) -> None:
        """Take a stop."""
        if stop != self.last:
            self.last = stop
            self.bench.tell({"stop": stop, "subject": Path(subject).name})


def receipt_record(file: Path, receipt: Any) -> dict[str, Any]:
    """Return a finished file as a page lists it."""
    return {"name": file.name, "letter": receipt.letter, "form": file.suffix[1:], "pages": receipt.pages}


def examined(bench: Bench, path: Path, scratch: Path, accept: Sequence[str]) -> dict[str, Any]:
    """Return a document looked at without being made; its PDF lies in `scratch` under its hash."""
    options = docgen.Options(accept=tuple(accept), announce=Stops(bench).announce)
    try:
        seen = docgen.examine_document(path, options)
    except ContentError as error:
        return {"refused": True, "problems": records(path, error.shown, bench.lang)}
    name = sha256(seen.pdf).hexdigest() + ".pdf"
    (scratch / name).write_bytes(seen.pdf)
    places = {mark.finding: asdict(mark) for mark in seen.marks}
    findings = [
        {**one, "mark": places.get(number)}
        for number, one in enumerate(records(path, seen.findings, bench.lang))
    ]
    return {
        "pdf": name,
        "pages": seen.pages,
        "label": seen.label,
        "letters": seen.letters,
        "findings": sorted(findings, key=lambda one: one["grade"] != MUST),
        "accept": list(accept),
    }


def records(path: Path, problems: Sequence[Problem], lang: str) -> list[dict[str, Any]]:
    """Return problems and findings of a document as a page shows them, in the words of its form.

    Each has its own name (`code`), by which a finding can be accepted, and the field to go to.
    """
    told_at_fields = docgen.form_problems(problems, docgen.form(path), lang) if problems else []
    return [
        {
            "code": one.code,
            "text": one.text(lang),
            "grade": one.grade if isinstance(problem, Finding) else "",
            "field": one.name,
            "title": one.title,
            "place": place_of(problem) if one.place else "",
            "subject": subject_of(problem) if isinstance(problem, Finding) else "",
            "page": one.page,
        }
        for problem, one in zip(problems, told_at_fields, strict=True)
    ]


def subject_of(finding: Finding) -> str:
    """Return the letter that a finding is about; the page itself is about the document."""
    return "" if Path(finding.subject).suffix in SOURCES else finding.subject


def place_of(problem: Problem) -> str:
    """Return where in another file something stands, as a person finds it: file, and cell of a table."""
    place = problem.place
    name = place.path.name if place.path else ""
    return f"{name} {place.sheet_and_cell()}" if place.sheet is not None else name


def file_path(bench: Bench, name: str) -> str:
    """Return where the finished file `name` lies."""
    return str(output_path(bench, name))


def made_picture(bench: Bench, name: str, page: int, dpi: int) -> bytes:
    """Return a page of a finished PDF as a picture."""
    return picture(output_path(bench, name), page, dpi)


def checked_picture(bench: Bench, scratch: str, name: str, page: int, dpi: int) -> bytes:
    """Return a page of what was looked at without being made."""
    return picture(scratch_path(scratch, name), page, dpi)


def picture(pdf: Path, page: int, dpi: int) -> bytes:
    """Return a page as a picture. Raises ContentError for a page there is none of."""
    try:
        return docgen.page_picture(pdf, page, min(max(dpi, DPI.start), DPI.stop - 1)).data or b""
    except ValueError as error:
        raise ContentError([Problem("document-absent", values={"name": f"{pdf.name} {page}"})]) from error
