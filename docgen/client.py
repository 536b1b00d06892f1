"""A program's way to a docgen server, `Client(origin, token).render(kind, values)`, without docgen's rooms.

Answers are bytes or the records of `/v1/openapi.json`. What the server refuses is raised as `ServiceError`
with its record. Only Python's own library is used, so the file may be copied beside any program.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

File = str | Path | tuple[str, bytes]
"""A file to be sent: where it lies, or its name and its bytes."""


class ServiceError(Exception):
    """What the server refused: its status, and the record (RFC 9457) that says why."""

    def __init__(self, status: int, record: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {record.get('title', '')}")
        self.status, self.record = status, record

    @property
    def errors(self) -> list[dict[str, Any]]:
        """What must be mended, each with code, field and sentence."""
        return list(self.record.get("errors", ()))


@dataclass(frozen=True)
class Client:
    """One server, asked as its clerk; `lang` is what sentences are told in, `seconds` how long one waits."""

    origin: str
    token: str
    lang: str = "zh"
    seconds: float = 120.0

    def kinds(self) -> list[dict[str, Any]]:
        """Return all kinds of documents."""
        return list(self.record("GET", "/v1/kinds"))

    def kind(self, name: str) -> dict[str, Any]:
        """Return what a kind (letters/notice, 通知) asks for."""
        return dict(self.record("GET", f"/v1/kinds/{quote(name)}"))

    def render(
        self, kind: str, values: Mapping[str, Any], form: str = "pdf", accept: Sequence[str] = ()
    ) -> bytes:
        """Return a document made of `values` as pdf, docx or html; nothing is kept by the server."""
        wanted = {"kind": kind, "values": dict(values), "form": form, "accept": list(accept)}
        with self.asked("POST", "/v1/render", wanted) as answer:
            return answer.read()

    def documents(self, **asked: str) -> list[dict[str, Any]]:
        """Return the documents of the project that have all words of `q`, a `kind`, a `state`."""
        return list(self.record("GET", f"/v1/documents?{urlencode(asked)}"))

    def begin(self, kind: str, name: str = "", title: str = "") -> str:
        """Begin a document and return its name."""
        return str(self.record("POST", "/v1/documents", {"kind": kind, "name": name, "title": title})["name"])

    def document(self, name: str) -> tuple[dict[str, Any], str]:
        """Return what a document says, and the mark of this state, which `save` asks for."""
        with self.asked("GET", f"/v1/documents/{quote(name)}") as answer:
            return dict(json.load(answer)), answer.headers["etag"]

    def save(self, name: str, values: Mapping[str, Any], etag: str) -> str:
        """Save fields and return the new mark; raises ServiceError 412 when somebody else saved meanwhile."""
        wanted = {"values": dict(values)}
        with self.asked("PUT", f"/v1/documents/{quote(name)}", wanted, {"If-Match": etag}) as answer:
            return str(answer.headers["etag"])

    def order(self, document: str, key: str = "", **more: Any) -> str:
        """Order a document to be made and return the job; the same `key` orders it once."""
        headers = {"Idempotency-Key": quote(key)} if key else {}
        with self.asked("POST", "/v1/jobs", {"document": document, **more}, headers) as answer:
            return str(json.load(answer)["id"])

    def order_sent(
        self,
        source: File,
        roster: File | None = None,
        attachments: Sequence[File] = (),
        key: str = "",
        **more: Any,
    ) -> str:
        """Order a document that is sent along with its roster and its pictures, and return the job.

        Each file is a path, or its name and bytes. The same `key` with the same files orders it once.
        """
        files = [("source", source), *([("roster", roster)] if roster else [])]
        kind, data = parts_of([*files, *(("attachments", one) for one in attachments)], more)
        headers = {"Content-Type": kind, **({"Idempotency-Key": quote(key)} if key else {})}
        with self.asked("POST", "/v1/jobs", data, headers) as answer:
            return str(json.load(answer)["id"])

    def job(self, id: str) -> dict[str, Any]:
        """Return how a job stands."""
        return dict(self.record("GET", f"/v1/jobs/{quote(id)}"))

    def cancel(self, id: str) -> dict[str, Any]:
        """End a job; what it has finished stays."""
        return dict(self.record("DELETE", f"/v1/jobs/{quote(id)}"))

    def follow(self, id: str) -> Iterator[dict[str, Any]]:
        """Yield a job as it changes, its end last."""
        with self.asked("GET", f"/v1/jobs/{quote(id)}/events") as answer:
            for line in answer:
                if line.startswith(b"data: "):
                    yield json.loads(line.removeprefix(b"data: "))

    def file(self, id: str, name: str) -> bytes:
        """Return a file that a job made."""
        with self.asked("GET", f"/v1/jobs/{quote(id)}/files/{quote(name)}") as answer:
            return answer.read()

    def record(self, method: str, path: str, body: object = None) -> Any:
        """Return the record that answers a call."""
        with self.asked(method, path, body) as answer:
            return json.load(answer)

    def asked(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> HTTPResponse:
        """Return the answer to a call. Raises ServiceError for a refusal."""
        given = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.lang}
        data = body if isinstance(body, bytes) else None
        if body is not None and data is None:
            data = json.dumps(body).encode()
            given["Content-Type"] = "application/json"
        given |= headers or {}
        request = Request(self.origin + path, data, given, method=method)
        try:
            answer: HTTPResponse = urlopen(request, timeout=self.seconds)
        except HTTPError as error:
            with error:
                raise ServiceError(error.code, told_in(error)) from None
        return answer


def parts_of(files: Sequence[tuple[str, File]], fields: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return files and fields as the parts of a request (multipart/form-data), with its type before it."""
    mark = token_hex(16)
    parts = []
    for name, file in files:
        told, data = file if isinstance(file, tuple) else (Path(file).name, Path(file).read_bytes())
        plain = told.replace("\\", "/").replace('"', "%22").replace("\r", "").replace("\n", "")
        parts.append((f'name="{name}"; filename="{plain}"', data))
    for name, value in fields.items():
        several = value if isinstance(value, list | tuple) else [value]
        parts += [(f'name="{name}"', str(one).encode()) for one in several]
    body = b"".join(
        f"--{mark}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data + b"\r\n"
        for head, data in parts
    )
    return f"multipart/form-data; boundary={mark}", body + f"--{mark}--\r\n".encode()


def told_in(error: HTTPError) -> dict[str, Any]:
    """Return the record of a refusal; one that came from something before the server has none."""
    try:
        told = json.load(error)
    except ValueError:
        return {"title": error.reason}
    return told if isinstance(told, dict) else {"title": str(told)}
