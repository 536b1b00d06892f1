"""Jobs as a clerk follows them: a page with a bar, a stream for scripts, cancel, begin again."""

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from ..answers import lang_of, page
from ..gate import EVERYBODY, Role, allowed, person_of
from ..jobs import Job, Jobs
from ..words import words

routes = APIRouter()
reading = Depends(allowed(Role.READER))
working = Depends(allowed(Role.DRAFTER, Role.REVIEWER, Role.SIGNATORY, Role.REGISTRAR))
OF_TASKS = {"issuing": frozenset({Role.SIGNATORY, Role.REGISTRAR})}
"""Who may begin jobs that not everybody may, by the part of the name of their task before the point."""
NO_BUFFER = {"x-accel-buffering": "no"}
"""Tells proxies to hand on each event as it comes."""


def jobs_of(request: Request) -> Jobs:
    """Return the jobs of the server."""
    jobs: Jobs = request.app.state.jobs
    return jobs


def job_of(request: Request, id: str) -> Job:
    """Return a job. Raises HTTPException 404 when there is none of this id."""
    job = jobs_of(request).find(id)
    if job is None:
        raise HTTPException(404)
    return job


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
    job_of(request, id)
    last = request.headers.get("last-event-id", "")
    seen = int(last) if last.isascii() and last.isdigit() and len(last) < 10 else -1
    stream = lines(jobs_of(request), id, seen, lang_of(request))
    return StreamingResponse(stream, media_type="text/event-stream", headers=NO_BUFFER)


async def lines(jobs: Jobs, id: str, seen: int, lang: str) -> AsyncIterator[str]:
    """Yield the events of a job as the stream has them; a comment while there is nothing to tell."""
    async for job in jobs.follow(id, seen):
        if job is None:
            yield ": working\n\n"
        else:
            yield f"id: {job.done}\ndata: {json.dumps(told(job, lang), ensure_ascii=False)}\n\n"
