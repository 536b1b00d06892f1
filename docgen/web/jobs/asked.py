"""Jobs as requests ask for them: by their id, and as a stream of how one goes on."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import StreamingResponse

from ..gate import person_of
from .jobs import Jobs
from .record import Job

NO_BUFFER = {"x-accel-buffering": "no"}
"""Tells proxies to hand on each event as it comes."""
Record = Callable[[Job], dict[str, Any]]
"""Returns a job as whoever asks reads it."""


def jobs_of(request: Request) -> Jobs:
    """Return the jobs of the server."""
    jobs: Jobs = request.app.state.jobs
    return jobs


def job_of(request: Request, id: str) -> Job:
    """Return a job. Raises HTTPException 404 when there is none of this id, or none for who asks."""
    job = jobs_of(request).find(id)
    if job is None or not job.is_seen_by(person_of(request).office):
        raise HTTPException(404)
    return job


def job_events(request: Request, id: str, record: Record) -> StreamingResponse:
    """Return the stream of a job until it ends (Server-Sent Events).

    Who lost the stream goes on behind the count it was told last (`Last-Event-ID`). Raises HTTPException 404.
    """
    job_of(request, id)
    last = request.headers.get("last-event-id", "")
    seen = int(last) if last.isascii() and last.isdigit() and len(last) < 10 else -1
    told = events(jobs_of(request), id, seen, record)
    return StreamingResponse(told, media_type="text/event-stream", headers=NO_BUFFER)


async def events(jobs: Jobs, id: str, seen: int, record: Record) -> AsyncIterator[str]:
    """Yield a job as it changes, each time with its count; a comment while there is nothing to tell."""
    async for job in jobs.follow(id, seen):
        if job is None:
            yield ": working\n\n"
        else:
            yield f"id: {job.done}\ndata: {json.dumps(record(job), ensure_ascii=False)}\n\n"
