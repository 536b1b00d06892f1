"""What programs call (`/v1/…`): kinds, one document rendered, documents, rosters, jobs.

The same tasks as the pages ask, as records. Errors are RFC 9457; the description (`/v1/openapi.json`) is made
of this code and held by a test that asks whatever it allows.
"""

from fastapi import APIRouter

from . import description, documents, jobs, kinds, rendering, rosters


def routes() -> APIRouter:
    """Return the routes of the service."""
    service = APIRouter(prefix="/v1")
    for one in (description, kinds, rendering, documents, rosters, jobs):
        service.include_router(one.routes)
    return service
