"""Documents made as jobs: ordered once however often they are asked for, followed, cancelled, fetched."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse
from pydantic import ValidationError

from ..answers import lang_of, settings_of
from ..gate import person_of
from ..gate.guards import drafting, reading, working
from ..hooks import RefusedAddressError
from ..http.conditions import file_answer
from ..jobs import Job
from ..jobs.asked import job_events, job_of, jobs_of
from ..media_types import OTHER
from ..words import words
from .asking import JSON, MULTIPART, quick, taking
from .records import PROBLEMS, JobRecord, ToBuild
from .sending import described, order_in, tidy

routes = APIRouter(responses=PROBLEMS)
STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}
SENT_TASK = "sent.make"
PARTS: dict[int | str, dict[str, Any]] = {
    200: {"content": {OTHER: {}}},
    206: {},
    304: {},
    416: {},
}


def record(job: Job) -> dict[str, Any]:
    """Return a job as programs read it; what must be mended is among `errors`, whoever found it."""
    result = job.result if isinstance(job.result, dict) else None
    refused = result.get("problems") or result.get("findings") if result and result.get("refused") else ()
    return {
        "id": job.id,
        "state": str(job.state),
        "done": job.done,
        "total": job.total,
        "result": result,
        "errors": [told(one) for one in (*job.problems, *(refused or ()))],
    }


def told(problem: Any) -> dict[str, Any]:
    """Return a problem as programs read it; pages are told some as a sentence alone."""
    return dict(problem) if isinstance(problem, Mapping) else {"code": "", "text": str(problem)}


@routes.post(
    "/jobs",
    status_code=202,
    response_model=JobRecord,
    dependencies=[drafting, taking(JSON, MULTIPART)],
    openapi_extra=described(ToBuild.model_json_schema()),
)
async def order(
    request: Request, idempotency_key: Annotated[str | None, Header(max_length=200)] = None
) -> Response:
    """Order a document of the project (JSON), or one that is sent along with its roster (multipart).

    The same `Idempotency-Key` with the same order gives the same job. While too many wait, nothing is read.
    """
    by, lang, jobs = person_of(request).name, lang_of(request), jobs_of(request)
    jobs.refuse_full(by, idempotency_key)
    if request.headers.get("content-type", "").lower().startswith(MULTIPART):
        async with order_in(request) as sent:
            home = settings_of(request).project
            tidy(home, lambda id: (found := jobs.find(id)) is not None and found.is_open)
            lay_down = partial(sent.lay_down, home)
            require_hook(request, sent.arguments)
            job = jobs.begin(SENT_TASK, sent.arguments, by, idempotency_key, lang, lay_down)
    else:
        wanted = await asked_for(request)
        require_hook(request, wanted.model_dump())
        await quick(request, "exists", wanted.document)
        job = jobs.begin("building.make", wanted.model_dump(), by, idempotency_key, lang)
    return JSONResponse(record(job), 202, {"location": f"/v1/jobs/{job.id}"})


def require_hook(request: Request, wanted: Mapping[str, Any]) -> None:
    """Raise RequestValidationError for an address that jobs may not tell of their end."""
    if wanted["webhook"]:
        try:
            settings_of(request).hooks.require(wanted["webhook"])
        except RefusedAddressError as error:
            told = words(lang_of(request), f"service.{error.reason}")
            wrong = {"type": error.reason, "loc": ("webhook",), "msg": told}
            raise RequestValidationError([wrong]) from error


async def asked_for(request: Request) -> ToBuild:
    """Return the order that a request has as JSON. Raises RequestValidationError for what is none."""
    try:
        return ToBuild.model_validate_json(await request.body())
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


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
async def file(request: Request, id: str, name: str) -> Response:
    """Return a file that a job made, or any part of it."""
    job = job_of(request, id)
    result = job.result
    made = [one["name"] for one in result.get("files", ())] if isinstance(result, dict) else []
    if name not in made:
        raise HTTPException(404)
    call = request.app.state.previews.call
    if job.task == SENT_TASK:
        path = await call("sent.file_path", id, name, lang=lang_of(request))
    else:
        path = await call("building.file_path", name, lang=lang_of(request))
    return file_answer(request, path, name, media_type=OTHER)
