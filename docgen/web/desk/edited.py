"""Word files that came back: the page `/documents/{name}/edited`, and what is accepted of a comparison."""

import shutil
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from ..answers import lang_of, page, settings_of
from ..gate.guards import reading, working
from ..gate.uploads import keep
from ..http.addresses import document_address
from ..jobs.asked import job_of
from ..workers import RefusedError
from .building import begun, jobs_about, scratch_of

routes = APIRouter()
TASK = "edited.compare"
KEPT = 10
"""Word files that are kept for a second look, as long as the server runs."""


async def shown(request: Request, name: str, status: int = 200, refused: Any = ()) -> Response:
    """Show where a Word file is brought, and the comparisons before."""
    about = await request.app.state.previews.call("building.about", name, lang=lang_of(request))
    jobs = jobs_about(request, name, TASK)
    largest = settings_of(request).largest
    return page(request, "edited", status, about=about, jobs=jobs, largest=largest, refused=refused)


@routes.get("/documents/{name:path}/edited", dependencies=[reading])
async def edited_page(request: Request, name: str) -> Response:
    """Show where a Word file is brought."""
    return await shown(request, name)


@routes.post("/documents/{name:path}/edited", dependencies=[working])
async def bring(request: Request, name: str, edited: UploadFile) -> Response:
    """Begin to compare a Word file that was brought."""
    if not edited.filename:
        return RedirectResponse(document_address(name, "/edited"), 303)
    scratch = Path(scratch_of(request)) / "edited"
    scratch.mkdir(exist_ok=True)
    folder, file = await keep(edited, scratch)
    for old in sorted(scratch.iterdir(), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return await begun(request, TASK, document=name, folder=folder, file=file)


@routes.post("/jobs/{id}/accept", dependencies=[working])
async def accept(
    request: Request,
    id: str,
    change: Annotated[list[int], Form()] = [],  # noqa: B006 - FastAPI makes a new one for each request
) -> Response:
    """Take changes of a comparison over into the document, and compare again."""
    job = job_of(request, id)
    if job.task != TASK or not job.result or "changes" not in job.result:
        raise HTTPException(404)
    name, changes = job.arguments["document"], job.result["changes"]
    edits = [edit for number in change if 0 <= number < len(changes) for edit in changes[number]["edits"]]
    try:
        await request.app.state.previews.call(
            "edited.accept", name, edits, job.result["etag"], lang=lang_of(request)
        )
    except RefusedError as error:
        if error.refusal.who != "content":
            raise
        return await shown(request, name, 409, [one.text for one in error.refusal.problems])
    return await begun(request, TASK, **job.arguments)
