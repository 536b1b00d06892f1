"""Documents of the project: listed, begun, read, and saved field by field against lost changes."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse, Response

from ..answers import lang_of, problem
from ..gate.guards import drafting, reading
from ..http.conditions import is_known, marks_in
from ..words import words
from .asking import JSON, quick, taking
from .records import PROBLEMS, Begun, DocumentRecord, DocumentValues, ToBegin, ToSave, Trouble

routes = APIRouter(responses=PROBLEMS)
Asked = Annotated[str, Query(max_length=200)]
CHANGED: dict[int | str, dict[str, Any]] = {412: {"model": Trouble}, 428: {"model": Trouble}}
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {}}


@routes.get("/documents", response_model=list[DocumentRecord], dependencies=[reading])
async def documents(request: Request, q: Asked = "", kind: Asked = "", state: Asked = "") -> Any:
    """List documents: those that have all words of `q`, a kind, a state."""
    return await quick(request, "documents", q, kind, state)


@routes.post("/documents", status_code=201, response_model=Begun, dependencies=[drafting, taking(JSON)])
async def begin(request: Request, wanted: ToBegin) -> Response:
    """Begin a document; `Location` is where it is read."""
    name = await quick(request, "begin", wanted.kind, wanted.name, wanted.title)
    return JSONResponse({"name": name}, 201, {"location": f"/v1/documents/{quote(name)}"})


@routes.get(
    "/documents/{name:path}", response_model=DocumentValues, responses=UNCHANGED, dependencies=[reading]
)
async def document(request: Request, response: Response, name: str) -> Any:
    """Return what a document says; its `ETag` is asked for when it is saved. Who has this state gets 304."""
    found = await quick(request, "document", name)
    mark = found.pop("etag")
    response.headers["etag"] = f'"{mark}"'
    return Response(status_code=304, headers=response.headers) if is_known(request, mark) else found


@routes.put(
    "/documents/{name:path}", status_code=204, responses=CHANGED, dependencies=[drafting, taking(JSON)]
)
async def save(
    request: Request, name: str, wanted: ToSave, if_match: Annotated[str | None, Header()] = None
) -> Response:
    """Save fields. Without `If-Match` it is refused (428), and when the document has changed since (412).

    Of several states that are named any will do, and `*` is whatever it says now.
    """
    lang, marks = lang_of(request), marks_in(if_match or "")
    if not marks:
        return problem(428, "if-match", words(lang, "service.if-match"))
    saved = await quick(request, "save", name, wanted.values, marks)
    etag = {"etag": f'"{saved["etag"]}"'}
    if saved["stale"]:
        answer = problem(412, "document-changed", words(lang, "service.changed"))
        answer.headers.update(etag)
        return answer
    return Response(status_code=204, headers=etag)
