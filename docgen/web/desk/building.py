"""A document checked and made, and what came of it opened: the page `/documents/{name}/build`."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from ..answers import lang_of, page
from ..gate import person_of
from ..gate.guards import reading, working
from ..http.conditions import file_answer
from ..jobs.asked import jobs_of
from ..media_types import OTHER, PDF

routes = APIRouter()
INLINE = {".pdf": PDF}
"""What a browser shows by itself; anything else is given to be saved."""
SHOWN_ALONE = "default-src 'none'; object-src 'self'; frame-ancestors 'none'; base-uri 'none'"
PICTURE = 110
"""Dots to the inch of a page that is looked at."""
FOR_EVER = "private, max-age=31536000, immutable"
NEWEST = 5


def scratch_of(request: Request) -> str:
    """Return the folder of the server for what is looked at and not kept."""
    return str(request.app.state.scratch)


def jobs_about(request: Request, name: str, task: str = "") -> list[Any]:
    """Return the newest jobs about a document, of those whose name begins with `task`."""
    found = [
        job
        for job in jobs_of(request).newest(100)
        if job.arguments.get("document") == name and job.task.startswith(task)
        if job.is_seen_by(person_of(request).office)
    ]
    return found[:NEWEST]


async def begun(request: Request, task: str, **arguments: Any) -> RedirectResponse:
    """Begin a job of the person who asks, about a document he sees, and go where it can be followed."""
    if person_of(request).office:
        call, lang = request.app.state.previews.call, lang_of(request)
        await call("service.exists", arguments["document"], lang=lang)
    job = jobs_of(request).begin(task, arguments, person_of(request).name, lang=lang_of(request))
    return RedirectResponse(f"/jobs/{job.id}", 303)


@routes.get("/documents/{name:path}/build", dependencies=[reading])
async def build_page(request: Request, name: str) -> Response:
    """Show what can be made of a document, what was made, and the jobs about it."""
    about = await request.app.state.previews.call("building.state", name, lang=lang_of(request))
    return page(request, "build", about=about, jobs=jobs_about(request, name, "building."))


@routes.post("/documents/{name:path}/build", dependencies=[working])
async def begin_build(
    request: Request,
    name: str,
    accept: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI makes a new one for each request
    what: Annotated[str, Form()] = "make",
) -> Response:
    """Begin to make a document, or to `check` it alone."""
    task = "building.check" if what == "check" else "building.make"
    return await begun(request, task, document=name, accept=accept)


@routes.get("/files/{name}", dependencies=[reading])
async def finished_file(request: Request, name: str, save: bool = False) -> Response:
    """Give a finished file, any part of it: a PDF to be looked at, all else to be saved."""
    path = await request.app.state.previews.call("building.file_path", name, lang=lang_of(request))
    kind = INLINE.get(path[path.rfind(".") :])
    return file_answer(
        request,
        path,
        name,
        media_type=kind or OTHER,
        content_disposition_type="inline" if kind and not save else "attachment",
        headers={"content-security-policy": SHOWN_ALONE, "cache-control": "private, no-cache"},
    )


@routes.get("/pictures/made/{name}/{number}.jpg", dependencies=[reading])
async def made_picture(request: Request, name: str, number: int, dpi: int = PICTURE) -> Response:
    """Give a page of a finished PDF as a picture."""
    shown = await request.app.state.previews.call("building.made_picture", name, number, dpi)
    return Response(shown, media_type="image/jpeg", headers={"cache-control": "private, no-cache"})


@routes.get("/pictures/checked/{name}/{number}.jpg", dependencies=[reading])
async def checked_picture(request: Request, name: str, number: int, dpi: int = PICTURE) -> Response:
    """Give a page of what was checked as a picture; its name is its hash, so it never changes."""
    shown = await request.app.state.previews.call(
        "building.checked_picture", scratch_of(request), name, number, dpi
    )
    return Response(shown, media_type="image/jpeg", headers={"cache-control": FOR_EVER})
