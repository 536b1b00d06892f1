"""Documents made as jobs: ordered once however often they are asked for, followed, cancelled, fetched."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Request
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse

from ..answers import lang_of
from ..gate import person_of
from ..gate.guards import drafting, reading, working
from ..jobs import Job
from ..jobs.asked import job_events, job_of, jobs_of
from ..media_types import OTHER
from .asking import quick
from .records import PROBLEMS, JobRecord, ToBuild

routes = APIRouter(responses=PROBLEMS)
STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}
PARTS: dict[int | str, dict[str, Any]] = {
    200: {"content": {OTHER: {}}},
    206: {},
    416: {},
}


def record(job: Job) -> dict[str, Any]:
    """Return a job as programs read it."""
    return {
        "id": job.id,
        "state": str(job.state),
        "done": job.done,
        "total": job.total,
        "result": job.result if isinstance(job.result, dict) else None,
        "errors": [dict(one) for one in job.problems],
    }


@routes.post("/jobs", status_code=202, response_model=JobRecord, dependencies=[drafting])
async def order(
    request: Request, wanted: ToBuild, idempotency_key: Annotated[str | None, Header(max_length=200)] = None
) -> Response:
    """Order a document. The same `Idempotency-Key` with the same order gives the same job."""
    await quick(request, "exists", wanted.document)
    by, lang = person_of(request).name, lang_of(request)
    job = jobs_of(request).begin("building.make", wanted.model_dump(), by, idempotency_key, lang)
    return JSONResponse(record(job), 202, {"location": f"/v1/jobs/{job.id}"})


@routes.get("/jobs/{id}", response_model=JobRecord, dependencies=[reading])
async def state(request: Request, id: str) -> Any:
    """Tell how a job stands."""
    return record(job_of(request, id))


@routes.delete("/jobs/{id}", response_model=JobRecord, dependencies=[working])
async def cancel(request: Request, id: str) -> Any:
    """End a job; what it has finished stays."""
    job = job_of(request, id)
    return record(jobs_of(request).cancel(id) or job)


@routes.get("/jobs/{id}/events", response_class=StreamingResponse, responses=STREAM, dependencies=[reading])
async def events(
    request: Request, id: str, last_event_id: Annotated[str | None, Header()] = None
) -> StreamingResponse:
    """Tell how a job goes on until it ends (Server-Sent Events)."""
    return job_events(request, id, record)


@routes.get("/jobs/{id}/files/{name}", response_class=FileResponse, responses=PARTS, dependencies=[reading])
async def file(request: Request, id: str, name: str) -> FileResponse:
    """Return a file that a job made, or any part of it."""
    result = job_of(request, id).result
    made = [one["name"] for one in result.get("files", ())] if isinstance(result, dict) else []
    if name not in made:
        raise HTTPException(404)
    path = await request.app.state.previews.call("building.file_path", name, lang=lang_of(request))
    return FileResponse(path, filename=name, media_type=OTHER)
