"""What programs ask for: the same functions as the pages, as records."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import docgen
from docgen.foundation.errors import MUST, ContentError, Place, Problem

from ..workers.process import Bench
from .documents import begin as draft
from .shared.history import record_save
from .shared.places import called_by_name
from .shared.plain import plain
from .shared.sight import document_path, judge_values

SENT = "content/sent.yaml"
"""What a document is called that is sent and kept nowhere."""


def kinds(bench: Bench) -> list[dict[str, str]]:
    """Return all kinds."""
    return [kind_record(one) for one in docgen.kinds(bench.project)]


def kind(bench: Bench, name: str) -> dict[str, Any]:
    """Return a kind and the schema of its fields."""
    found = docgen.describe_kind(name, bench.project).kind
    return {**kind_record(found), "fields": plain(found.schema)}


def kind_record(found: Any) -> dict[str, str]:
    """Return a kind as it is listed."""
    return {
        "name": found.name,
        "title": found.title,
        "group": found.group.title,
        "description": found.description,
    }


def render(
    bench: Bench, kind: str, values: Mapping[str, Any], form: str, accept: Sequence[str]
) -> dict[str, Any]:
    """Return a document made of `values`.

    Raises ContentError for what is wrong with them, for a roster, whose letters are a job, and for a grave
    finding that is not accepted.
    """
    path = Path(SENT)
    judge_values(bench, values)
    said = docgen.with_values(path, values, f"kind: {docgen.describe_kind(kind, bench.project).kind.name}\n")
    jobs = docgen.jobs(docgen.load(path, said))
    if len(jobs) != 1:
        raise ContentError([Problem("render-several", Place(), {"count": len(jobs)})])
    made = docgen.render(jobs[0], form)
    grave = [one for one in made.findings if one.grade == MUST and one.code not in accept]
    if grave:
        raise ContentError(grave)
    return {"data": made.data, "etag": sha256(made.data).hexdigest(), "findings": len(made.findings)}


def documents(bench: Bench, words: str, kind: str, state: str) -> list[dict[str, Any]]:
    """Return the documents that are asked for."""
    shelf = docgen.list_documents(bench.project, words, kind, state, office=bench.asker.office)
    return [
        {
            "name": one.name,
            "title": one.title,
            "kind": one.kind,
            "state": one.state,
            "number": one.number,
            "date": str(one.date or ""),
        }
        for one in shelf.documents
    ]


def exists(bench: Bench, name: str) -> bool:
    """Say that there is a document called `name`. Raises ContentError when there is none."""
    return bool(document_path(bench, name))


def begin(bench: Bench, kind: str, name: str, title: str) -> str:
    """Begin a document and return its name."""
    return draft(bench, kind, name.strip() or docgen.propose_name(kind, bench.project), title)


def document(bench: Bench, name: str) -> dict[str, Any]:
    """Return what a document says."""
    form = docgen.form(document_path(bench, name))
    return {"name": name, "kind": form.kind, "values": form.values, "text": form.text, "etag": form.etag}


def save(bench: Bench, name: str, values: Mapping[str, Any], etags: Sequence[str]) -> dict[str, Any]:
    """Save fields of a document; `stale` when its state is none of those that `etags` mark, or `*`."""
    path = document_path(bench, name)
    judge_values(bench, values, path)
    now = docgen.form(path).etag
    etag = now if {now, "*"} & set(etags) else etags[0]
    try:
        saved = docgen.save(path, values, etag)
    except ContentError as error:
        changed = [one for one in error.problems if one.code == "document-changed"]
        if not changed:
            raise
        return {"stale": True, "etag": str(changed[0].values["etag"])}
    record_save(bench, "saved", name, path)
    return {"stale": False, "etag": saved.etag}


def roster(bench: Bench, document: str, folder: str, name: str) -> dict[str, Any]:
    """Return a roster, which lies in a folder of its own, judged as that of a document."""
    path = document_path(bench, document)
    with called_by_name(Path(folder)):
        view = docgen.view_roster(path, Path(folder, name), bench.lang)
    return {"recipients": view.recipients, "problems": plain(view.problems)}
