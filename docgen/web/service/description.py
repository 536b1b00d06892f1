"""The description of the service (OpenAPI), made from its code."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts

from ..gate.guards import reading

routes = APIRouter(include_in_schema=False)


@routes.get("/openapi.json", dependencies=[reading])
async def openapi(request: Request) -> dict[str, Any]:
    """Return the description."""
    routes = iter_route_contexts(request.app.routes)
    service = [one for one in routes if (one.path or "").startswith("/v1/")]
    return get_openapi(title="docgen", version="1", routes=service)
