"""Whether somebody has a page open: each open page holds one stream (Server-Sent Events)."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from .gate.guards import reading

BEAT = 15.0
"""Seconds between two signs of life; proxies end a stream that is silent for longer than a minute."""
routes = APIRouter(include_in_schema=False)


class Presence:
    """How many pages are open, and since when there is none."""

    def __init__(self) -> None:
        self.open = 0
        self.since = monotonic()

    def begin(self) -> None:
        """Count from now: before the server listens nobody can look."""
        self.since = monotonic()

    def alone(self) -> float:
        """Return for how many seconds no page has been open."""
        return 0.0 if self.open else monotonic() - self.since

    async def beats(self) -> AsyncIterator[str]:
        """Yield a sign of life as long as the page is open."""
        self.open += 1
        try:
            while True:
                yield ": here\n\n"
                await asyncio.sleep(BEAT)
        finally:
            self.open -= 1
            self.since = monotonic()


@routes.get("/api/presence", dependencies=[reading])
async def presence(request: Request) -> StreamingResponse:
    """Hold the stream of one page."""
    beats = request.app.state.presence.beats()
    return StreamingResponse(beats, media_type="text/event-stream", headers={"x-accel-buffering": "no"})
