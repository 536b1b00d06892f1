"""Jobs as a clerk follows them: a page with a bar, a stream for scripts, cancel, begin again."""

from functools import partial
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from ..answers import lang_of, page
from ..gate import EVERYBODY, Role, person_of
from ..gate.guards import reading, working
from ..jobs import Job
from ..jobs.asked import job_events, job_of, jobs_of
from ..words import words

routes = APIRouter()
OF_TASKS = {"issuing": frozenset({Role.SIGNATORY, Role.REGISTRAR})}
"""Who may begin jobs that not everybody may, by the part of the name of their task before the point."""


def told(job: Job, lang: str) -> dict[str, Any]:
    """Return how a job stands, for a script."""
    return {
        "id": job.id,
        "state": job.state,
        "open": job.is_open,
        "done": job.done,
        "total": job.total,
        "label": words(lang, f"jobs.state.{job.state}"),
        "text": progress_text(job, lang),
    }


def progress_text(job: Job, lang: str) -> str:
    """Return in words how far a job is."""
    if job.is_open and job.total:
        return words(lang, "jobs.progress", done=job.done, total=job.total)
    if job.is_open and job.stop:
        return words(lang, f"jobs.stop.{job.stop}")
    return words(lang, f"jobs.state.{job.state}")


@routes.get("/jobs/{id}", dependencies=[reading])
async def one_job(request: Request, id: str) -> Response:
    """Show a job: how far it is, or what came of it and what comes next."""
    job = job_of(request, id)
    return page(request, "job", job=job, progress=progress_text(job, lang_of(request)))


@routes.post("/jobs/{id}/cancel", dependencies=[working])
async def cancel(request: Request, id: str) -> Response:
    """End a job."""
    job_of(request, id)
    jobs_of(request).cancel(id)
    return RedirectResponse(f"/jobs/{id}", 303)


@routes.post("/jobs/{id}/again", dependencies=[working])
async def again(request: Request, id: str) -> Response:
    """Begin a job once more, if one may begin it; what it had finished is not done twice."""
    job = job_of(request, id)
    if not person_of(request).roles & OF_TASKS.get(job.task.partition(".")[0], EVERYBODY):
        raise HTTPException(403)
    jobs_of(request).again(id, lang_of(request))
    return RedirectResponse(f"/jobs/{id}", 303)


@routes.get("/api/jobs/{id}", dependencies=[reading])
async def state_of(request: Request, id: str) -> dict[str, Any]:
    """Tell how a job stands."""
    return told(job_of(request, id), lang_of(request))


@routes.get("/api/jobs/{id}/events", dependencies=[reading])
async def events(request: Request, id: str) -> StreamingResponse:
    """Tell how a job goes on until it ends; who lost the stream goes on behind the count it was told last."""
    return job_events(request, id, partial(told, lang=lang_of(request)))
