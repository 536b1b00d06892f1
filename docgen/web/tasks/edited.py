"""Word files that came back: what was changed in them, and what of it is taken over."""

from collections.abc import Iterable, Mapping
from typing import Any

import docgen
from docgen.foundation.errors import ContentError, Problem

from ..workers.process import Bench
from .shared.history import record_save
from .shared.naming import scratch_path
from .shared.sight import document_path

COMMENT = "edited-comment"


def compare(bench: Bench, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was changed in the Word file `file` of the folder `folder`, as a list to be accepted from.

    A file that cannot be read, or was made from something else, is told as `refused`.
    """
    path = document_path(bench, request["document"])
    bench.tell({"stop": "load", "subject": request["file"]})
    form = docgen.form(path)
    try:
        (found,) = docgen.compare([scratch_path(request["folder"], request["file"])], path)
    except ContentError as error:
        return {"refused": True, "problems": sentences(error.shown, form, bench.lang)}
    texts = sentences(found.findings, form, bench.lang)
    told = [record(one, text) for one, text in zip(found.findings, texts, strict=True)]
    return {
        "etag": form.etag,
        "recipient": found.job.label,
        "changes": [one for one in told if one["code"] != COMMENT],
        "comments": [one for one in told if one["code"] == COMMENT],
        "notes": sentences(found.notes, form, bench.lang),
    }


def record(change: Any, text: str) -> dict[str, Any]:
    """Return one change as a page shows it, and what takes it over."""
    values = {name: value for name, value in change.values.items() if isinstance(value, str)}
    return {
        "code": change.code,
        "text": text,
        "old": values.get("old", ""),
        "new": values.get("new", ""),
        "author": values.get("author", ""),
        "edits": [
            {"keys": list(one.keys), "value": one.value, "start": one.start, "end": one.end}
            for one in change.edits
        ],
    }


def sentences(problems: Iterable[Problem], form: docgen.Form, lang: str) -> list[str]:
    """Return problems and changes in the words of a form."""
    return [one.text(lang) for one in docgen.form_problems(problems, form, lang)]


def accept(bench: Bench, name: str, edits: Iterable[Mapping[str, Any]], etag: str) -> None:
    """Take changes over into the document."""
    wanted = [docgen.ValueEdit(tuple(one["keys"]), one["value"], one["start"], one["end"]) for one in edits]
    path = document_path(bench, name)
    docgen.accept_edits(path, wanted, etag)
    record_save(bench, "accepted", name, path)
