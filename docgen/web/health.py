"""Whether the server lives and may be asked: for whoever watches it."""

import os
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from .workers import POOLS

routes = APIRouter()


@routes.get("/livez")
async def livez() -> dict[str, bool]:
    """Say that requests are answered."""
    return {"alive": True}


@routes.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Say whether tasks are taken: the folder can be written to, processes can be had, not too many wait."""
    state: Any = request.app.state
    pools = [getattr(state, name) for name in POOLS]
    is_there = os.access(state.settings.project / "content", os.W_OK | os.X_OK)
    ready = is_there and all(pool.alive() and pool.queued < pool.waiting for pool in pools)
    return JSONResponse({"ready": ready}, 200 if ready else 503)


@routes.get("/metrics")
async def metrics(request: Request) -> Response:
    """Tell how the server does, as Prometheus reads it."""
    return Response(request.app.state.metrics.text(), media_type="text/plain; version=0.0.4")
