"""The documents of a project, and the kinds of which new ones can be made."""

from typing import Any

import docgen

from ..workers.process import Bench
from .shared.history import record_save
from .shared.plain import plain
from .shared.sight import document_path


def ready(bench: Bench) -> bool:
    """Bring in what the first page would wait for."""
    return bool(docgen.kinds(bench.project))


def listing(bench: Bench, words: str, kind: str, state: str, away: bool) -> Any:
    """Return the documents that are asked for."""
    shelf = docgen.list_documents(bench.project, words, kind, state, away, bench.asker.office)
    return {**plain(shelf), "lacks_office": docgen.lacks_office(bench.project)}


def kinds(bench: Bench, words: str) -> list[dict[str, Any]]:
    """Return the groups of kinds, each with those of its kinds that have all words."""
    groups: dict[str, dict[str, Any]] = {}
    for kind in docgen.kinds(bench.project):
        title, choose = kind.group.title, kind.group.choose
        text = " ".join((kind.title, kind.description, kind.name, *kind.schema.get("x-names", ())))
        if all(word.casefold() in text.casefold() for word in words.split()):
            group = groups.setdefault(title, {"title": title, "choose": choose, "kinds": []})
            group["kinds"].append({"name": kind.name, "title": kind.title, "description": kind.description})
    return list(groups.values())


def new(bench: Bench, kind: str) -> dict[str, Any]:
    """Return what is asked before a document of a kind is begun: its kind's name, and a name to propose."""
    guide = docgen.describe_kind(kind, bench.project)
    return {
        "kind": guide.kind.name,
        "kind_title": guide.kind.title,
        "description": guide.kind.description,
        "name": docgen.propose_name(kind, bench.project),
        "lacks_office": docgen.lacks_office(bench.project),
    }


def begin(bench: Bench, kind: str, name: str, title: str) -> str:
    """Begin a document and return its name."""
    return begun(bench, docgen.draft_document(kind, name, title, bench.project), is_new=True)


def begun(bench: Bench, name: str, is_new: bool = False) -> str:
    """Record a document that was begun, and return its name; a new one is of the office of who began it."""
    path = docgen.find_document(name, bench.project)
    form = docgen.form(path)
    if is_new and bench.asker.office and "office" in form.values:
        docgen.save(path, {"office": bench.asker.office}, form.etag)
    record_save(bench, "begun", name, path)
    return name


def duplicate(bench: Bench, name: str, new_name: str) -> str:
    """Copy a document and return the copy's name."""
    document_path(bench, name)
    return begun(bench, docgen.duplicate_document(name, new_name, bench.project))


def add_chapter(bench: Bench, name: str, title: str) -> str:
    """Begin a chapter of a handbook, and return its name."""
    path = document_path(bench, name)
    added = docgen.add_chapter(name, title, bench.project)
    record_save(bench, "saved", name, path)
    return added


def rename(bench: Bench, name: str, new_name: str) -> str:
    """Rename a document and return its name."""
    before = document_path(bench, name)
    now = docgen.rename_document(name, new_name, bench.project)
    record_save(bench, "renamed", now, before, document_path(bench, now))
    return now


def put_away(bench: Bench, name: str) -> None:
    """List a document no more."""
    document_path(bench, name)
    docgen.put_away_document(name, bench.project)


def fetch_back(bench: Bench, name: str) -> None:
    """List a document again."""
    document_path(bench, name)
    docgen.fetch_document(name, bench.project)
