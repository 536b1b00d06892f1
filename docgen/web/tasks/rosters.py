"""Rosters and their letters: shown, brought, corrected, and paged through."""

import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import docgen
from docgen.foundation.errors import ContentError, DocgenError

from ..workers.process import Bench, told
from .building import about
from .shared.history import record_save
from .shared.naming import scratch_path
from .shared.sight import RECIPIENTS, called_in, document_path, hidden_files

SHOWN = 20
"""Rows and problems that are shown at once."""
UNNAMED = "roster-not-named"
DPI = 96
Row = dict[str, Any]


def view(bench: Bench, name: str, first: int, edits: bool) -> dict[str, Any]:
    """Return a document's roster as a page shows it: rows with faults, or all, from number `first`."""
    path = document_path(bench, name)
    known = {**about(bench, name), "shelf": shelf(bench, path), "view": None, "unread": []}
    try:
        known["view"] = shown(docgen.view_roster(path, lang=bench.lang), first, edits)
    except ContentError as error:
        if not any(one.code == UNNAMED for one in error.problems):
            known["unread"] = [told(one, bench.lang).text for one in error.shown]
    return known


def shelf(bench: Bench, path: Path) -> list[str]:
    """Return the rosters that lie in the project, by their names."""
    folder = bench.project / "content" / "recipients"
    hidden = called_in(hidden_files(bench), RECIPIENTS)
    names = (one.name for one in folder.glob("*.*") if one.is_file() and one.name not in hidden)
    return sorted(name for name in names if name[0] not in ".~")


def shown(view: Any, first: int, edits: bool) -> dict[str, Any]:
    """Return a roster as plain values, as many rows as one looks at."""
    by_row: dict[int, list[Any]] = {}
    for one in view.refused:
        if one.scope in ("row", "cell"):
            by_row.setdefault(one.row, []).append(one)
    bad = sorted(by_row)
    numbers = [row for row in (bad if bad else sorted(view.rows)) if row >= first]
    return {
        "file": view.file.name,
        "etag": view.etag,
        "recipients": view.recipients,
        "columns": [
            {"number": one.number, "letter": one.letter, "title": one.title, "is_read": one.is_read}
            for one in view.columns
        ],
        "rows": [row_record(view, row, by_row.get(row, ()), edits) for row in numbers[:SHOWN]],
        "bad": len(bad),
        "total": len(view.rows),
        "next": numbers[SHOWN] if len(numbers) > SHOWN else 0,
        "before": first > 1,
        "above": [problem_record(one, view) for one in view.refused if one.scope not in ("row", "cell")],
        "faults": len(view.refused),
        "notes": [one.text for one in view.problems if not one.refuses][:SHOWN],
        "edits": edits,
    }


def row_record(view: Any, row: int, problems: Any, edits: bool) -> Row:
    """Return one row: its cells, each with what is wrong in it, and what is wrong with the whole."""
    cells = []
    for column in view.columns:
        wrong = [one.text for one in problems if one.column == column.number and one.scope == "cell"]
        cells.append(
            {
                "name": f"cell-{row}-{column.number}",
                "label": f"{column.letter}{row}",
                "title": column.title,
                "text": view.rows.get(row, {}).get(column.number, ""),
                "problems": wrong,
                "edits": column.is_read and (edits or bool(problems)),
            }
        )
    return {"number": row, "cells": cells, "problems": [one.text for one in problems if one.scope == "row"]}


def problem_record(one: Any, view: Any) -> dict[str, Any]:
    """Return what is wrong above the rows, with the headings that can be written anew."""
    headings = [
        {"name": f"cell-{one.row}-{column.number}", "letter": column.letter, "title": column.title}
        for column in view.columns
        if one.scope == "column" and (column.number == one.column or not (one.column or column.is_read))
    ]
    return {"scope": one.scope, "text": one.text, "cell": one.cell, "headings": headings}


def use(bench: Bench, name: str, folder: str, file: str) -> str:
    """Put a roster that was brought into the project and the document; return its name there."""
    path = document_path(bench, name)
    kept = docgen.use_roster(path, scratch_path(folder, file))
    record_save(bench, "roster", name, path, kept)
    return kept.name


def choose(bench: Bench, name: str, roster: str) -> None:
    """Take the recipients from another roster of the project. Raises ContentError when there is none."""
    path = document_path(bench, name)
    if roster not in shelf(bench, path):
        raise ContentError([docgen.Problem("document-absent", values={"name": roster})])
    docgen.name_roster(path, roster)
    record_save(bench, "roster", name, path)


def correct(bench: Bench, name: str, typed: Mapping[str, str], etag: str) -> list[dict[str, Any]]:
    """Save the cells that were typed anew; return which, and what they said before."""
    path = document_path(bench, name)
    view = docgen.view_roster(path, lang=bench.lang)
    changed = list(changes(view, typed))
    if changed:
        cells = {(one["row"], one["column"]): one["new"] for one in changed}
        record_save(bench, "roster", name, path, docgen.correct_roster(path, cells, etag))
    return changed


def changes(view: Any, typed: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the cells whose text is another than it was."""
    titles = {column.number: column.title for column in view.columns}
    letters = {column.number: column.letter for column in view.columns}
    for name, text in typed.items():
        _, row, column = name.split("-")
        at = int(row), int(column)
        below = at[0] in view.rows
        old = view.rows[at[0]].get(at[1], "") if below else titles.get(at[1], "")
        if at[1] in titles and text.strip() != old.strip():
            yield {
                "row": at[0],
                "column": at[1],
                "cell": f"{letters[at[1]]}{row}",
                "name": name,
                "old": old,
                "new": text.strip(),
            }


def workbook(bench: Bench, name: str, marked: bool) -> bytes:
    """Return the blank roster of a document as .xlsx, or its own roster with the faults marked."""
    path = document_path(bench, name)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roster.xlsx"
        if not marked:
            docgen.write_roster(str(path), file, bench.project)
        elif not docgen.mark_roster(path, file, bench.lang):
            raise ContentError([docgen.Problem("document-absent", values={"name": name})])
        return file.read_bytes()


@cache
def preview() -> docgen.Preview:
    """Return what this process keeps ready to show letters."""
    return docgen.Preview()


def letter(bench: Bench, name: str, at: int, scratch: str) -> dict[str, Any]:
    """Return letter number `at` in the order of what is likeliest to go wrong; its pages lie in `scratch`."""
    path = document_path(bench, name)
    try:
        seen = preview().show(path, letter=None, lang=bench.lang, dpi=DPI)
        if 1 < at <= len(seen.order):
            seen = preview().show(path, letter=seen.order[at - 1], lang=bench.lang, dpi=DPI)
    except DocgenError as error:
        return {"pages": [], "problems": [told(one, bench.lang).text for one in error.shown]}
    for one in seen.pages:
        (Path(scratch) / f"{one.key}.jpg").write_bytes(one.data or b"")
    names = [one.removeprefix(f"{path.stem}-") for one in seen.recipients]
    return {
        "pages": [{"key": one.key, "width": one.width, "height": one.height} for one in seen.pages],
        "problems": [one.text(bench.lang) for one in seen.problems],
        "findings": [{"text": one.text(bench.lang), "grade": one.grade} for one in seen.findings],
        "at": min(max(at, 1), max(len(seen.order), 1)),
        "count": seen.letters,
        "label": names[seen.letter - 1] if names else "",
        "names": [names[number - 1] for number in seen.order] if names else [],
    }


def picture(bench: Bench, scratch: str, key: str) -> bytes:
    """Return a page of a letter that was looked at."""
    return scratch_path(scratch, f"{key}.jpg").read_bytes()
