"""One document as a form or as plain text, its pages while it is typed, and what is saved of it."""

from collections.abc import Collection, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import docgen

from ..workers.process import Bench
from .shared.history import BOOK, record_save
from .shared.plain import plain
from .shared.sight import DATA, RECIPIENTS, called_in, document_path, hidden_files, judge_values

LISTS = ("fields", "others")
"""Of a form: what is required or filled in, and the rest."""


@cache
def preview() -> docgen.Preview:
    """Return what this process keeps ready to show documents."""
    return docgen.Preview()


def warm(bench: Bench) -> None:
    """Make ready what the first page that is typed would wait for: one document is shown to nobody."""
    listed = docgen.list_documents(bench.project).documents
    for one in [one for one in listed if not one.problems and not one.chapters][:1]:
        preview().show(one.path)


def form(bench: Bench, name: str) -> dict[str, Any]:
    """Return a document as a form."""
    path = document_path(bench, name)
    form, hidden = plain(docgen.form(path)), hidden_choices(bench)
    return {
        **form,
        **{key: [laid_out(in_sight(one, hidden)) for one in form[key]] for key in LISTS},
        "name": name,
        "file": f"{name}/{Path(BOOK).stem}" if path.is_dir() else name,
        "part": part_of(path),
        "chapters": [(one.name, one.title) for one in docgen.list_chapters(name, bench.project)],
        "out": out_of(bench, path),
    }


def out_of(bench: Bench, path: Path) -> dict[str, Any] | None:
    """Return what is out of a document: number, state and how many; None for nothing or if unknown."""
    try:
        papers = docgen.document_papers(path)
    except docgen.DocgenError:
        return None
    if not papers:
        return None
    last = papers[-1]
    return {
        "number": last.number,
        "printed": last.printed,
        "word": docgen.entry_state(last, bench.lang),
        "count": len(papers),
    }


def hidden_choices(bench: Bench) -> dict[str, frozenset[str]]:
    """Return what no field offers to who asks: rosters, sheets and pictures, by what a field takes."""
    files = hidden_files(bench)
    return {RECIPIENTS: called_in(files, RECIPIENTS), "sheets": called_in(files, DATA), "pictures": files}


def in_sight(field: dict[str, Any], hidden: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """Return a field that offers, in itself and in what it consists of, no file that is out of sight."""
    if not any(hidden.values()):
        return field
    names = hidden.get(RECIPIENTS if field["path"] == [RECIPIENTS] else field["brings"], ())
    return {
        **field,
        "choices": [one for one in field["choices"] if one["value"] not in names],
        "fields": [in_sight(one, hidden) for one in field["fields"]],
        "blank": field["blank"] and in_sight(field["blank"], hidden),
    }


def laid_out(field: dict[str, Any]) -> dict[str, Any]:
    """Return a field that says whether it comes first in its group: it is required or filled in."""
    return {
        **field,
        "first": bool(field["required"] or field["value"]),
        "fields": [laid_out(one) for one in field["fields"]],
        "blank": field["blank"] and laid_out(field["blank"]),
    }


def plain_text(bench: Bench, name: str) -> dict[str, Any]:
    """Return what a file of the project says, what is wrong with it by line, and what is kept of it."""
    path = document_path(bench, name)
    found = docgen.plain_text(file_of(path))
    wrong = [
        {"line": one.place.line, "column": one.place.column, "text": sentence(one, bench.lang)}
        for one in found.problems
    ]
    return {
        "name": name,
        "is_document": is_document(name),
        "text": found.text,
        "lines": found.text.split("\n"),
        "etag": found.etag,
        "problems": wrong,
        "earlier": list(found.earlier),
    }


def save_text(bench: Bench, name: str, text: str, etag: str) -> dict[str, Any]:
    """Save a text as it is; return what the file says now, and whether another state of it was in the way."""
    path = file_of(document_path(bench, name))
    if bench.asker.office:
        judge_values(bench, docgen.form(path, text).values, path)
    try:
        docgen.save_text(path, text, etag)
    except docgen.ContentError as error:
        if not any(one.code == "document-changed" for one in error.problems):
            raise
        return {"changed": True, "now": plain_text(bench, name)}
    record_save(bench, "saved", name, path)
    return {"changed": False, "now": plain_text(bench, name)}


def earlier_text(bench: Bench, name: str, number: int) -> str:
    """Return a text that was kept of a file."""
    return docgen.earlier_text(file_of(document_path(bench, name)), number)


def is_document(name: str) -> bool:
    """Say whether a name is that of a document, which has a form; other files have pages of their own."""
    return "/" in name and not name.startswith(("figures/", "recipients/"))


def show(
    bench: Bench, name: str, values: Mapping[str, Any], page: int | None, letter: int | None, known: list[str]
) -> dict[str, Any]:
    """Return the pages of a document with values that are not saved yet, and what is wrong with them."""
    path = file_of(document_path(bench, name))
    judge_values(bench, values, path)
    shown = preview().show(path, values, page=page, letter=letter, lang=bench.lang, known=known)
    return {
        **plain(shown),
        "problems": [told(one, bench.lang) for one in shown.problems],
        "findings": [told(one, bench.lang) for one in shown.findings],
        "etag": sha256(path.read_bytes()).hexdigest(),
    }


def save(bench: Bench, name: str, values: Mapping[str, Any], etag: str) -> dict[str, Any]:
    """Save a document's values; return its mark, or its form as it is now if it has changed since `etag`."""
    path = file_of(document_path(bench, name))
    judge_values(bench, values, path)
    try:
        saved = docgen.save(path, values, etag)
    except docgen.ContentError as error:
        if not any(one.code == "document-changed" for one in error.problems):
            raise
        now = docgen.form(path)
        return {"changed": True, "etag": now.etag, "values": plain(now.values)}
    record_save(bench, "saved", name, path)
    return {"changed": False, "etag": saved.etag}


def figures(bench: Bench, name: str) -> list[dict[str, Any]]:
    """Return the figures that a text can name."""
    return [plain(one) for one in docgen.list_figures(name, bench.project)]


def told(problem: Any, lang: str) -> dict[str, Any]:
    """Return a problem or finding of a form as its page shows it."""
    return {
        "code": problem.code,
        "grade": problem.grade,
        "field": list(problem.field) if problem.field is not None else None,
        "title": problem.title,
        "line": problem.line,
        "text": problem.text(lang),
        "page": problem.page,
    }


def sentence(problem: docgen.Problem, lang: str) -> str:
    """Return a problem without its place."""
    return docgen.Problem(problem.code, values=problem.values).text(lang)


def file_of(path: Path) -> Path:
    """Return the file a document is written in."""
    return path / BOOK if path.is_dir() else path


def part_of(path: Path) -> str:
    """Return what is shown of a document: a handbook's first chapter, a chapter alone, or all ("")."""
    if path.is_dir():
        return "book"
    return "chapter" if (path.parent.parent / BOOK).is_file() else ""
