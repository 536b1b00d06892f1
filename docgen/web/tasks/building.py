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

from ..workers.process import Bench, Told, told
from .naming import document_path, output_path, scratch_path

MADE = (".pdf", ".docx")
DPI = range(36, 301)


def about(bench: Bench, name: str) -> dict[str, Any]:
    """Return what a page says of a document: title, kind, roster, files, and why it cannot be read."""
    path = document_path(bench, name)
    known = {"name": name, "title": name.rpartition("/")[2], "kind": "", "roster": "", "problems": []}
    try:
        document = docgen.load(path)
    except DocgenError as error:
        problems = [asdict(told(one, bench.lang)) for one in error.shown]
        return {**known, "is_book": path.is_dir(), "files": files_of(bench, path.stem), "problems": problems}
    return {
        **known,
        "title": " ".join(str(document.values.get("title", "")).split()) or known["title"],
        "kind": document.kind.title,
        "roster": str(document.values.get("recipients", "")),
        "takes_roster": "recipients" in document.kind.schema["properties"],
        "is_book": bool(document.chapters),
        "files": files_of(bench, document.name),
    }


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

    Where findings stop it, nothing is made; the answer is then that of `check`, and says `refused`. Raises
    ContentError for anything else that must be mended.
    """
    path = document_path(bench, request["document"])
    accept = tuple(request.get("accept", ()))
    try:
        built = docgen.build([path], options_of(bench, request))
    except ContentError as error:
        if not any(getattr(one, "grade", "") == MUST for one in error.problems):
            raise
        return {"refused": True, **examined(bench, path, Path(request["scratch"]), accept)}
    files = [receipt_record(file, receipt) for file, receipt in built.receipts]
    letters = [one for one in files if one["letter"]]
    return {
        "document": request["document"],
        "files": [one for one in files if not one["letter"]] if len(letters) > len(MADE) else files,
        "letters": len({one["letter"] for one in letters}),
        "kept": built.kept,
        "findings": [record(one, bench.lang) for one in built.findings],
        "set_aside": [record(one, bench.lang) for one in built.set_aside],
    }


def options_of(bench: Bench, request: Mapping[str, Any]) -> docgen.Options:
    """Return how a document is to be made, and who is told how far it is."""
    only = list(request.get("only", ()))
    order = docgen.PrintOrder() if request.get("combined") else None
    return docgen.Options(
        formats=tuple(request.get("formats", ("pdf", "docx"))),
        accept=tuple(request.get("accept", ())),
        overrides={"only": only} if only else {},
        batch=docgen.BatchOptions(combined=order, counting=partial(counting, bench)),
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
    seen = docgen.examine_document(path, options)
    name = sha256(seen.pdf).hexdigest() + ".pdf"
    (scratch / name).write_bytes(seen.pdf)
    places = {mark.finding: asdict(mark) for mark in seen.marks}
    findings = [
        {**record(one, bench.lang), "mark": places.get(number)} for number, one in enumerate(seen.findings)
    ]
    return {
        "pdf": name,
        "pages": seen.pages,
        "label": seen.label,
        "letters": seen.letters,
        "findings": sorted(findings, key=lambda one: one["grade"] != MUST),
        "accept": list(accept),
    }


def record(problem: Problem, lang: str) -> dict[str, Any]:
    """Return a problem or finding as a page shows it, with its own name, by which it can be accepted."""
    known: Told = told(problem, lang)
    subject = problem.subject if isinstance(problem, Finding) else ""
    return {
        "code": known.code,
        "text": known.text,
        "grade": known.grade,
        "place": known.place,
        "subject": subject,
        "page": problem.values.get("page"),
    }


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
