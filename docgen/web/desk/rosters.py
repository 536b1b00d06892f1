"""A roster and its letters: the page `/documents/{name}/letters`."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from ..answers import lang_of, page, settings_of
from ..gate.guards import reading, working
from ..gate.uploads import brought
from ..http.addresses import document_address
from ..media_types import XLSX
from ..workers import RefusedError
from .building import FOR_EVER, begun, jobs_about, scratch_of
from .shared.keeping import download

routes = APIRouter()
CELL = re.compile(r"cell-\d{1,5}-\d{1,3}")


async def asked(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a task about rosters gives that a person waits for."""
    return await request.app.state.rosters.call(f"rosters.{task}", *arguments, lang=lang_of(request))


async def shown(request: Request, name: str, status: int = 200, **more: Any) -> Response:
    """Show a document's roster and, where nothing is wrong with it, a letter."""
    first, at = number_of(request, "from"), number_of(request, "at")
    known = await asked(request, "view", name, first, request.query_params.get("edit") == "1")
    view, letter = known["view"], None
    if view and not view["faults"]:
        letter = await asked(request, "letter", name, at, scratch_of(request))
    told = {"refused": (), "changed": (), **more}
    largest = settings_of(request).largest
    jobs = jobs_about(request, name, "building.")
    return page(
        request, "letters", status, about=known, view=view, letter=letter, largest=largest, jobs=jobs, **told
    )


def number_of(request: Request, name: str) -> int:
    """Return a number of the address, 1 where there is none."""
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


@routes.get("/documents/{name:path}/letters", dependencies=[reading])
async def letters_page(request: Request, name: str) -> Response:
    """Show the roster and its letters."""
    return await shown(request, name)


@routes.post("/documents/{name:path}/letters", dependencies=[working])
async def bring(request: Request, name: str, roster: UploadFile) -> Response:
    """Take a roster that was brought; what is no roster is told, and nothing changes."""
    if not roster.filename:
        return RedirectResponse(document_address(name, "/letters"), 303)
    try:
        async with brought(roster, scratch_of(request)) as (folder, file):
            await asked(request, "use", name, folder, file)
    except RefusedError as error:
        if error.refusal.who != "content":
            raise
        told = [one.text for one in error.refusal.problems]
        return await shown(request, name, 422, refused=told)
    return RedirectResponse(document_address(name, "/letters"), 303)


@routes.post("/documents/{name:path}/letters/choose", dependencies=[working])
async def choose(request: Request, name: str, roster: Annotated[str, Form()] = "") -> Response:
    """Take the recipients from another roster of the project."""
    await asked(request, "choose", name, roster)
    return RedirectResponse(document_address(name, "/letters"), 303)


@routes.post("/documents/{name:path}/letters/cells", dependencies=[working])
async def correct(request: Request, name: str) -> Response:
    """Save cells that were typed anew, and say which."""
    async with request.form(max_fields=5000) as form:
        typed = {key: str(value) for key, value in form.items() if CELL.fullmatch(key)}
        etag = str(form.get("etag", ""))
    try:
        changed = await asked(request, "correct", name, typed, etag)
    except RefusedError as error:
        if error.refusal.who != "content":
            raise
        return await shown(request, name, 409, refused=[one.text for one in error.refusal.problems])
    return await shown(request, name, changed=changed)


@routes.get("/documents/{name:path}/letters/{which}.xlsx", dependencies=[reading])
async def workbook(request: Request, name: str, which: str) -> Response:
    """Give the blank roster, or the document's own with its faults marked."""
    data = await asked(request, "workbook", name, which == "marked")
    return download(data, "marked.xlsx" if which == "marked" else "blank.xlsx", XLSX)


@routes.post("/documents/{name:path}/letters/make", dependencies=[working])
async def make(
    request: Request,
    name: str,
    formats: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI makes a new one for each request
    combined: Annotated[bool, Form()] = False,
    only: Annotated[list[str], Form()] = [],  # noqa: B006
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Begin to make all letters, or `only` some again, which is recorded with its reason."""
    wanted = [form for form in ("pdf", "docx") if form in formats] or ["pdf"]
    arguments: dict[str, Any] = {"document": name, "formats": wanted, "combined": combined}
    again = [one.strip() for one in re.split(r"[\n、，,]", "\n".join(only)) if one.strip()]
    if again:
        arguments |= {"only": again, "reason": reason.strip()}
    return await begun(request, "building.make", **arguments)


@routes.get("/pictures/letters/{key}.jpg", dependencies=[reading])
async def picture(request: Request, key: str) -> Response:
    """Give a page of a letter that was looked at; its name is its hash."""
    call = request.app.state.previews.call
    data = await call("rosters.picture", scratch_of(request), key, lang=lang_of(request))
    return Response(data, media_type="image/jpeg", headers={"cache-control": FOR_EVER})
