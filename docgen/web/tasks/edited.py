"""Word files that came back: what was changed in them, and what of it is taken over."""

from collections.abc import Iterable, Mapping
from typing import Any

import docgen
from docgen.foundation.errors import ContentError, Problem

from ..workers.process import Bench
from .naming import document_path, scratch_path

COMMENT = "edited-comment"


def compare(bench: Bench, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was changed in the Word file `file` of the folder `folder`, as a list to be accepted from.

    A file that cannot be read, or was made from something else, is told as `refused`.
    """
    path = document_path(bench, request["document"])
    bench.tell({"stop": "load", "subject": request["file"]})
    etag = docgen.form(path).etag
    try:
        (found,) = docgen.compare([scratch_path(request["folder"], request["file"])], path)
    except ContentError as error:
        return {"refused": True, "problems": [sentence(one, bench.lang) for one in error.shown]}
    told = [record(one, bench.lang) for one in found.findings]
    return {
        "etag": etag,
        "recipient": found.job.label,
        "changes": [one for one in told if one["code"] != COMMENT],
        "comments": [one for one in told if one["code"] == COMMENT],
        "notes": [sentence(one, bench.lang) for one in found.notes],
    }


def record(change: Any, lang: str) -> dict[str, Any]:
    """Return one change as a page shows it, and what takes it over."""
    values = {name: value for name, value in change.values.items() if isinstance(value, str)}
    return {
        "code": change.code,
        "text": sentence(change, lang),
        "old": values.get("old", ""),
        "new": values.get("new", ""),
        "author": values.get("author", ""),
        "edits": [
            {"keys": list(one.keys), "value": one.value, "start": one.start, "end": one.end}
            for one in change.edits
        ],
    }


def sentence(problem: Problem, lang: str) -> str:
    """Return a problem or change in words, without its place in a file."""
    text = problem.text(lang)
    subject = f" [{getattr(problem, 'subject', '')}]"
    return text.removeprefix(f"{problem.place}: ").removesuffix(subject)


def accept(bench: Bench, name: str, edits: Iterable[Mapping[str, Any]], etag: str) -> None:
    """Take changes over into the document."""
    wanted = [docgen.ValueEdit(tuple(one["keys"]), one["value"], one["start"], one["end"]) for one in edits]
    docgen.accept_edits(document_path(bench, name), wanted, etag)
