"""An order that brings its own document: read from its parts, and laid down for its job alone."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any, BinaryIO

from fastapi import Request, UploadFile
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import FormData

from ..hidden import BROUGHT, SENT, hidden_folder, sent_folder
from ..jobs import Job
from .asking import MULTIPART
from .records import ToMake

FILES, FIELDS = 52, 1100
"""How many parts an order may have: a document, a roster and 50 files along; and fields."""
ATTACHMENTS = FILES - 2
PIECE = 1 << 20
DAYS = 7
"""How long what was sent, and what was made of it, is kept behind its job's end."""


@dataclass(frozen=True)
class Order:
    """What was asked for, and the files that were brought for it, in order; nobody has looked into them.

    They lie on the disk as they came, and are never in memory as a whole.
    """

    arguments: dict[str, Any]
    files: tuple[BinaryIO, ...]

    def lay_down(self, project: Path, job: Job) -> None:
        """Put the files into the folder of a job."""
        hidden_folder(project)
        place = sent_folder(project, job.id) / BROUGHT
        place.mkdir(mode=0o700, parents=True)
        for number, brought in enumerate(self.files):
            brought.seek(0)
            with (place / str(number)).open("wb") as file:
                shutil.copyfileobj(brought, file, PIECE)


@asynccontextmanager
async def order_in(request: Request) -> AsyncIterator[Order]:
    """Give the order in the parts of a request. Raises RequestValidationError for one that is not sound."""
    async with request.form(max_files=FILES, max_fields=FIELDS) as form:
        yield await order_of(form)


async def order_of(form: FormData) -> Order:
    """Return the order that a form gives."""
    files = [(name, one) for name in ("source", "roster", "attachments") for one in uploads(form, name)]
    count = {name: sum(one == name for one, _ in files) for name in ("source", "roster", "attachments")}
    if count["source"] != 1 or count["roster"] > 1:
        refuse("source" if count["source"] != 1 else "roster", "one file is asked for")
    texts = {name: form.getlist(name) for name in form if name not in count}
    for name, found in texts.items():
        if name not in LISTS and len(found) > 1:
            refuse(name, "it is asked for once")
    plain = {name: found if name in LISTS else found[-1] for name, found in texts.items()}
    try:
        wanted = ToMake.model_validate(plain)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error
    data = tuple(one.file for _, one in files)
    names = {name: [one.filename or name for part, one in files if part == name] for name in count}
    arguments = {
        **wanted.model_dump(),
        "source": names["source"][0],
        "roster": "".join(names["roster"]),
        "attachments": names["attachments"],
        "sha256": [digest(one) for one in data],
    }
    return Order(arguments, data)


def digest(file: BinaryIO) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    found = sha256()
    while piece := file.read(PIECE):
        found.update(piece)
    return found.hexdigest()


LISTS = ("formats", "only", "accept")
"""Fields that may be there several times."""


def uploads(form: FormData, name: str) -> Iterator[UploadFile]:
    """Yield the files of a part. Raises RequestValidationError for one that is a text."""
    for one in form.getlist(name):
        if isinstance(one, str):
            refuse(name, "a file is asked for")
        else:
            yield one  # type: ignore[misc]  # Starlette's, of which FastAPI's is a kind


def refuse(name: str, why: str) -> None:
    """Raise RequestValidationError for a part."""
    raise RequestValidationError([{"type": "part", "loc": ("body", name), "msg": why}])


def tidy(project: Path, is_open: Any) -> None:
    """Take away what was sent with jobs that ended long ago."""
    for folder in (hidden_folder(project) / SENT).glob("*"):
        if folder.stat().st_mtime < time() - DAYS * 24 * 3600 and not is_open(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the description (OpenAPI) of an order: by name as JSON, or sent along in parts."""
    file = {"type": "string", "format": "binary"}
    parts = ToMake.model_json_schema()
    properties = {
        "source": {**file, "description": "the document as YAML"},
        "roster": {**file, "description": "its roster: .xlsx, .xls, .et, .ods, .csv or YAML"},
        "attachments": {"type": "array", "items": file, "maxItems": ATTACHMENTS},
        **parts["properties"],
    }
    sent = {**parts, "title": "Sent", "properties": properties, "required": ["source"]}
    content = {"application/json": {"schema": schema}, MULTIPART: {"schema": sent}}
    return {"requestBody": {"required": True, "content": content}}
