"""Documents that were sent along with a job: made in a project of their own, and fetched from there."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import docgen

from ..hidden import BROUGHT, sent_folder
from ..workers.process import Bench
from .building import made, options_of
from .shared.naming import is_file
from .shared.places import called_by_name
from .shared.sight import absent, judge_values

OUT = "out"
"""In a job's folder what was made of the files that were sent."""


def make(bench: Bench, request: Mapping[str, Any]) -> dict[str, Any]:
    """Make the document that was sent with a job; what must be mended is told as `refused`.

    `request` names the files in the order in which they lie: the document, its roster if there is one, and
    what was sent along. Every file that was made is among the answer's.
    """
    folder = sent_folder(bench.project, request["job"])
    names = [request["source"], *([request["roster"]] if request["roster"] else []), *request["attachments"]]
    files = [(name, (folder / BROUGHT / str(number)).read_bytes()) for number, name in enumerate(names)]
    source, *others = files
    roster = others.pop(0) if request["roster"] else None
    with called_by_name(folder):
        path = docgen.write_sent_project(folder, source, roster, others, bench.project)
        judge_values(bench, docgen.form(path).values)
        options = replace(options_of(bench, request), out=folder / OUT)
        return made(bench, path, {**request, "document": request["source"]}, options, most=None)


def file_path(bench: Bench, job: str, name: str) -> str:
    """Return where the file `name` lies that a job made of what was sent. Raises ContentError."""
    folder = (sent_folder(bench.project, job) / OUT).resolve()
    path = folder / name
    if name != Path(name).name or not is_file(path) or path.resolve() != path:
        raise absent(name)
    return str(path)
